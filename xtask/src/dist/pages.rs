//! Runs the program `whowhen`, which writes the static pages of the articles. It is a separate program, so that `xtask` does
//! not depend on the reader's crates.

use crate::child::{command, run};
use anyhow::{Context, Result};
use std::path::Path;

/// The variable with the address of the site. If it is set, pages contain their own address, and there is a sitemap.
const SITE: &str = "WHOWHEN_SITE";

/// Writes a page for each article of a build. File names must be final.
pub fn write(folder: &Path) -> Result<()> {
    let folder = folder.canonicalize().with_context(|| format!("looking for {}", folder.display()))?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--package", "whowhen-cli", "--", "page"]).arg(folder);
    if let Some(site) = std::env::var_os(SITE).filter(|site| !site.is_empty()) {
        cargo.arg("--site").arg(site);
    }
    run(&mut cargo).context("writing the articles' pages")
}
