//! Debian's compiler (`rustc-web` and related packages, kept recent for browsers), for machines that cannot reach rustup's
//! server. It includes the source of the standard library with its dependencies, but not compiled for WebAssembly. That is
//! done here once, into the compiler's own folder, so that plain `cargo` and `trunk` find it.

use super::apt;
use super::target::{TARGET, compiles_with};
use crate::child::{command, find, output, root, run};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use walkdir::WalkDir;

/// Its name in rustup.
const TOOLCHAIN: &str = "debian";
const PREFIX: &str = "/usr";
const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rustfmt-web", "rust-web-clippy"];

/// Whether apt can install it here.
pub fn is_offered() -> bool {
    apt::is_available() && apt::offers(PACKAGES[0])
}

/// Whether this folder uses it.
pub fn is_active() -> bool {
    sysroot(command("rustc")).is_some_and(|sysroot| sysroot == Path::new(PREFIX))
}

/// Installs it, compiles the library, and makes it the compiler of this folder.
pub fn install() -> Result<()> {
    apt::install(&packages()?)?;
    if !compiles_with(rustc()) {
        build_library()?;
    }
    if find("rustup").is_some() {
        run(command("rustup").args(["toolchain", "link", TOOLCHAIN, PREFIX]))?;
        // For this folder only: plain `cargo` and `trunk` use it here from now on.
        run(command("rustup").args(["override", "set", TOOLCHAIN]))?;
    }
    Ok(())
}

/// The packages, including the linker of the LLVM version that this compiler was built with.
fn packages() -> Result<Vec<String>> {
    let depends = output(command("apt-cache").args(["depends", "rust-web-llvm"]), Duration::from_secs(20));
    let llvm = depends.as_deref().unwrap_or_default().split("llvm-").find_map(|rest| {
        let version: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!version.is_empty()).then_some(version)
    });
    let llvm = llvm.context("the package rust-web-llvm does not say which LLVM it uses")?;
    Ok(PACKAGES.map(String::from).into_iter().chain([format!("lld-{llvm}")]).collect())
}

/// Compiles the standard library for the target.
fn build_library() -> Result<()> {
    let sysroot = sysroot(rustc()).context("Debian's rustc does not run")?;
    let work = root().join("target/wasm-std");
    let library = work.join("library");
    println!("    compiling the standard library (about a minute)");
    // On a copy, because cargo writes next to the lock file.
    copy(&sysroot.join("lib/rustlib/src/rust/library"), &library)?;
    run(command(debian("cargo"))
        .args(["build", "--release", "--no-default-features", "--target", TARGET, "--manifest-path"])
        .arg(library.join("sysroot/Cargo.toml"))
        .arg("--target-dir")
        .arg(work.join("target"))
        // Outside the checkout, so that its cargo settings do not apply.
        .current_dir("/")
        // Like the compiler's own build: unstable features on, and all crates marked as parts of the library.
        .env("RUSTC", debian("rustc"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", "wasm")
        // Arguments are separated by 0x1f. The last one keeps this local path out of binaries that use the library.
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            format!(
                "-Zforce-unstable-if-unmarked\x1f-Cembed-bitcode=yes\x1f--remap-path-prefix={}=/rustc/library",
                library.display()
            ),
        )
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "rust-lld"))?;

    // The final folder layout, so that one command as root installs it.
    let stage = work.join("stage");
    std::fs::create_dir_all(stage.join("lib"))?;
    let mut count = 0;
    for entry in WalkDir::new(work.join("target").join(TARGET).join("release/deps")) {
        let entry = entry.context("reading the output of the build")?;
        if entry.path().extension().is_some_and(|extension| extension == "rlib") {
            std::fs::copy(entry.path(), stage.join("lib").join(entry.file_name()))?;
            count += 1;
        }
    }
    ensure!(count > 0, "the build of the standard library wrote no files");
    let destination = sysroot.join("lib/rustlib").join(TARGET);
    if destination.exists() {
        // An older compiler's files beside the new ones would be ambiguous.
        run(&mut apt::as_root("rm", &["-r".into(), destination.clone().into()])?)?;
    }
    run(&mut apt::as_root("cp", &["-rT".into(), stage.into(), destination.into()])?)?;
    std::fs::remove_dir_all(&work).with_context(|| format!("clearing {}", work.display()))
}

fn debian(program: &str) -> PathBuf {
    Path::new(PREFIX).join("bin").join(program)
}

fn rustc() -> Command {
    command(debian("rustc"))
}

fn sysroot(mut rustc: Command) -> Option<PathBuf> {
    output(rustc.args(["--print", "sysroot"]), Duration::from_secs(20)).map(PathBuf::from)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry.with_context(|| format!("reading {}", from.display()))?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target)?;
        } else {
            std::fs::copy(entry.path(), &target).with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    Ok(())
}
