//! Minifies a script with esbuild, and writes its source map: `NAME` and `NAME.map`.
//!
//! The script must be final: a later change would shift the positions in the source map.

use crate::child::{command, run};
use crate::tools;
use anyhow::{Context, Result};
use std::path::Path;

/// How a script is loaded.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// As a module: top-level names that are not exported may be shortened.
    Module,
    /// As a classic script: top-level names are kept.
    Classic,
}

/// Minifies a script in place. `options` are more options for esbuild.
pub fn minify(folder: &Path, name: &str, kind: Kind, options: &[String]) -> Result<()> {
    let esbuild = tools::esbuild().context("esbuild is not installed: `cargo xtask setup` installs it")?;
    let mut esbuild = command(esbuild);
    // Runs in the folder, so that the map contains only the file name of the source. The source root is `source/`, because
    // a debugger would confuse a source at the script's own address with the script.
    esbuild.current_dir(folder).arg(name).arg(format!("--outfile={name}")).args([
        "--allow-overwrite",
        "--minify",
        "--sourcemap",
        "--source-root=source",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    if kind == Kind::Module {
        esbuild.arg("--format=esm");
    }
    run(esbuild.args(options))
}
