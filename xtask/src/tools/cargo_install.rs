//! Programs from cargo's registry. They are compiled with fast settings, because they run only for seconds.

use crate::child::{command, root, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Builds and installs this version of a program, with its own lock file if the registry has everything in it.
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
            // A separate folder, so that an interrupted installation continues and programs share dependencies.
            .env("CARGO_TARGET_DIR", target_dir()))
    };
    install(&["--locked"]).or_else(|error| {
        println!("    {error}; trying again with the newest compatible dependencies");
        install(&[])
    })
}

/// The target folder for these programs.
fn target_dir() -> PathBuf {
    root().join("target/tools")
}

/// Deletes the target folder (over a gigabyte) after all programs are installed.
pub fn clear() -> Result<()> {
    match target_dir() {
        dir if dir.is_dir() => std::fs::remove_dir_all(&dir).with_context(|| format!("clearing {}", dir.display())),
        _ => Ok(()),
    }
}
