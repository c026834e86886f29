//! Building and serving: Trunk does the work, once its tools are installed.

use crate::child::{cargo_home, command, root, run};
use crate::tools;
use anyhow::Result;

/// `cargo xtask serve`: a development build that follows the sources.
pub fn serve(args: &[String]) -> Result<()> {
    if args.iter().any(|arg| arg == "--release") {
        tools::ensure_for_release()?;
    } else {
        tools::ensure_for_development()?;
    }
    println!("\n==> Building and serving. The first build takes some minutes; stop with Ctrl-C.");
    run(command("trunk").arg("serve").args(args))
}

/// `cargo xtask build`: the page as it is published, in `dist/`.
pub fn release() -> Result<()> {
    tools::ensure_for_release()?;
    println!("\n==> Building dist/ (release). The first time takes some minutes.");
    run(command("trunk")
        .args(["build", "--release"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap_paths()?))
}

/// Compiler flags that replace the folders of this machine by fixed names. Panics say in which source file they are, so
/// without these flags every checkout would make another module, and publish where its sources were.
fn remap_paths() -> Result<String> {
    // Cargo splits the variable's value at spaces, so a folder with a space in its path stays as it is.
    let folders = [(root().to_owned(), "/whowhen"), (cargo_home()?, "/cargo")];
    let folders = folders.iter().map(|(folder, name)| (folder.display().to_string(), name));
    let flags = folders.filter(|(folder, _)| !folder.contains(char::is_whitespace));
    Ok(flags.map(|(folder, name)| format!("--remap-path-prefix={folder}={name}")).collect::<Vec<_>>().join(" "))
}

/// `cargo xtask schema`: the test that compares the schema with the types writes it instead.
pub fn schema() -> Result<()> {
    run(command("cargo")
        .args(["test", "--package", "whowhen-core", "--features", "schema", "--test", "it", "schema"])
        .env("UPDATE_SCHEMA", "1"))
}
