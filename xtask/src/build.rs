//! Building and serving: Trunk does the work, once its tools are there.

use crate::child::{command, run};
use crate::tools;
use anyhow::Result;

/// `cargo xtask serve`: a development build that follows the sources.
pub fn serve(args: &[String]) -> Result<()> {
    tools::ensure_for_build()?;
    println!("\n==> Building and serving. The first build takes some minutes; stop with Ctrl-C.");
    run(command("trunk").arg("serve").args(args))
}

/// `cargo xtask build`: the page as it is published, in `dist/`.
pub fn release() -> Result<()> {
    tools::ensure_for_build()?;
    println!("\n==> Building dist/ (release). The first time takes some minutes.");
    run(command("trunk").args(["build", "--release"]))
}

/// `cargo xtask schema`: the test that compares the schema with the types writes it instead.
pub fn schema() -> Result<()> {
    run(command("cargo")
        .args(["test", "--package", "whowhen-core", "--features", "schema", "--test", "it", "schema"])
        .env("UPDATE_SCHEMA", "1"))
}
