//! Building and serving with Trunk, after its tools are installed.

use crate::child::{cargo_home, command, root, run};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;

/// `cargo xtask serve`: a development build that is rebuilt when sources change.
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

/// A development build that panics when a test asks for it. Returns its folder.
pub fn that_panics() -> Result<PathBuf> {
    tools::ensure_for_development()?;
    let folder = root().join("target/panic-dist");
    run(command("trunk").args(["build", "--features", "panic-test", "--dist"]).arg(&folder))?;
    Ok(folder)
}

/// Compiler flags that replace local paths by fixed names. Panic messages contain the path of the source file, so without
/// these flags each checkout would build a different module, and publish local paths.
fn remap_paths() -> Result<String> {
    // Cargo splits the variable's value at spaces, so a path that contains a space is not replaced.
    let folders = [(root().to_owned(), "/whowhen"), (cargo_home()?, "/cargo")];
    let folders = folders.iter().map(|(folder, name)| (folder.display().to_string(), name));
    let flags = folders.filter(|(folder, _)| !folder.contains(char::is_whitespace));
    Ok(flags.map(|(folder, name)| format!("--remap-path-prefix={folder}={name}")).collect::<Vec<_>>().join(" "))
}

/// `cargo xtask schema`: runs the test that compares the schema with the types, and lets it write the schema.
pub fn schema() -> Result<()> {
    run(command("cargo")
        .args(["test", "--package", "whowhen-core", "--features", "schema", "--test", "it", "schema"])
        .env("UPDATE_SCHEMA", "1"))
}
