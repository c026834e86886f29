//! Minifies a script by esbuild, and writes its source map beside it: `NAME` and `NAME.map`.
//!
//! The script must be final: a change after this would shift the places that the map tells of.

use crate::child::{command, run};
use crate::tools;
use anyhow::{Context, Result};
use std::path::Path;

/// How browsers load a script.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// By `import` or `<script type="module">`: names that are not exported may be shortened.
    Module,
    /// As it is: names at the top level stay.
    Classic,
}

/// Minifies the script of this name, in its place.
pub fn minify(folder: &Path, name: &str, kind: Kind) -> Result<()> {
    let esbuild = tools::esbuild().context("esbuild is not installed: `cargo xtask setup` installs it")?;
    let mut esbuild = command(esbuild);
    // Run in the folder, so that the map names the source by its file name alone. Below `source/`, since a debugger
    // would take a source at the script's own address for the script.
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
    run(&mut esbuild)
}
