//! Programs from cargo's registry, built to be ready soon: they run for seconds, so their own speed matters little.

use crate::child::{command, root, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Builds and installs this version of the program, by its own lock file if its dependencies can all be had.
pub fn install(package: &str, version: &str, flags: &[&str]) -> Result<()> {
    let install = |locked: &[&str]| {
        run(command("cargo")
            .args(["install", package, "--version", version])
            .args(locked)
            .args(flags)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            // Kept, so that an installation broken off goes on where it was, and the programs share what they share.
            .env("CARGO_TARGET_DIR", workshop()))
    };
    install(&["--locked"]).or_else(|error| {
        println!("    {error}; again with the newest dependencies that fit");
        install(&[])
    })
}

/// Where they are compiled.
fn workshop() -> PathBuf {
    root().join("target/tools")
}

/// Gives the disk space back (over a gigabyte) once all of them are there.
pub fn clear() -> Result<()> {
    match workshop() {
        dir if dir.is_dir() => std::fs::remove_dir_all(&dir).with_context(|| format!("clearing {}", dir.display())),
        _ => Ok(()),
    }
}
