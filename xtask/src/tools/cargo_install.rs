//! Programs from cargo's registry, compiled with settings that compile quickly: they run for seconds only.

use crate::child::{command, root, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Builds and installs this version of the program, by its own lock file if the registry has all that this names.
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
            // A folder of its own, so that an interrupted installation continues, and programs share dependencies.
            .env("CARGO_TARGET_DIR", target_dir()))
    };
    install(&["--locked"]).or_else(|error| {
        println!("    {error}; again with the newest dependencies that fit");
        install(&[])
    })
}

/// The folder that they are compiled in.
fn target_dir() -> PathBuf {
    root().join("target/tools")
}

/// Frees the disk space (over a gigabyte) once all of them are installed.
pub fn clear() -> Result<()> {
    match target_dir() {
        dir if dir.is_dir() => std::fs::remove_dir_all(&dir).with_context(|| format!("clearing {}", dir.display())),
        _ => Ok(()),
    }
}
