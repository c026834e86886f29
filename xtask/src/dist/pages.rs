//! Runs the program `whowhen`, which writes the start page and the articles' pages, and the search engine for a long list of
//! articles. `whowhen` is a separate program, so that `xtask` does not depend on the reader's crates.

use crate::child::{command, run};
use crate::tools;
use anyhow::{Context, Result};
use std::path::Path;

/// The variable with the address of the site. If it is set, pages contain their own address, and there is a sitemap.
const SITE: &str = "WHOWHEN_SITE";

/// The folder of the search engine in a build.
const SEARCH: &str = "pagefind";

/// Writes the pages of a build. File names must be final.
pub fn write(folder: &Path) -> Result<()> {
    let folder = folder.canonicalize().with_context(|| format!("looking for {}", folder.display()))?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--package", "whowhen-cli", "--", "page"]).arg(&folder);
    cargo.args(["--search", &format!("{SEARCH}/{SEARCH}.js")]);
    if let Some(site) = std::env::var_os(SITE).filter(|site| !site.is_empty()) {
        cargo.arg("--site").arg(site);
    }
    run(&mut cargo).context("writing the articles' pages")?;
    // Only a list of several pages has a second one, and is searched by the engine. `whowhen` removes what was there before.
    if folder.join("list/2").is_dir() { index(&folder) } else { Ok(()) }
}

/// Makes the search index of the articles' pages. They may be in several languages, and all are searched at once: so words
/// are found as they are written, without the rules of one language.
fn index(folder: &Path) -> Result<()> {
    let program = tools::pagefind()?;
    let mut pagefind = command(program);
    pagefind.arg("--site").arg(folder).args(["--output-subdir", SEARCH, "--force-language", "mul", "--quiet"]);
    run(&mut pagefind).context("making the search index")?;
    // Interfaces of its own, which nothing here uses.
    for file in std::fs::read_dir(folder.join(SEARCH)).context("listing the search index")? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.contains("-ui.") || name == "pagefind-highlight.js" {
            std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}
