//! The static pages of the articles, which the program `whowhen` writes: a program of its own, so that the chores do
//! not depend on the reader.

use crate::child::{command, run};
use anyhow::{Context, Result};
use std::path::Path;

/// Where the site will be on the web: with it, pages say their own addresses, and there is a sitemap.
const SITE: &str = "WHOWHEN_SITE";

/// Writes a page for each article of a build whose names are final.
pub fn write(folder: &Path) -> Result<()> {
    let folder = folder.canonicalize().with_context(|| format!("looking for {}", folder.display()))?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--package", "whowhen-cli", "--", "page"]).arg(folder);
    if let Some(site) = std::env::var_os(SITE).filter(|site| !site.is_empty()) {
        cargo.arg("--site").arg(site);
    }
    run(&mut cargo).context("writing the articles' pages")
}
