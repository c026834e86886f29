//! The tools that the commands need, one a file: whether it is installed, how to install it, what to do by hand.
//!
//! The same command must work on two kinds of machine: an ordinary one, and one that reaches only package registries
//! (cargo's, npm's, Debian's) and neither rustup's server nor GitHub. Each tool finds out by trying. Nothing that is
//! installed is installed again.

mod apt;
mod browser;
mod cargo_install;
mod debian_rust;
mod engines;
mod esbuild;
mod github;
mod node;
mod rustup;
mod target;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;
mod wasm_target;

pub use browser::Browser;
pub use engines::ENGINES;

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::time::Instant;

/// A program, a package or a part of the toolchain that a command needs.
trait Tool {
    /// Its name, with the version where only one will do.
    fn name(&self) -> String;
    /// What it is for, and about how long it takes to install.
    fn purpose(&self) -> &'static str;
    fn is_there(&self) -> bool;
    /// Installs it. The output of what it runs streams through.
    fn get(&self) -> Result<Got>;
    /// What a person can do where `get` fails.
    fn by_hand(&self) -> String;
}

/// What `get` did.
enum Got {
    Installed,
    /// Trunk downloads it by itself, in the build that first needs it.
    LeftToTrunk,
}

fn ensure_each(tools: &[&dyn Tool]) -> Result<()> {
    for tool in tools {
        if tool.is_there() {
            continue;
        }
        let name = tool.name();
        println!("\n==> Installing {name}: {}", tool.purpose());
        let start = Instant::now();
        let got = tool.get().and_then(|got| {
            ensure!(matches!(got, Got::LeftToTrunk) || tool.is_there(), "it was installed and is still not found");
            Ok(got)
        });
        match got.with_context(|| format!("could not install {name}. By hand: {}", tool.by_hand()))? {
            Got::Installed => println!("    installed {name} in {:.0?}", start.elapsed()),
            Got::LeftToTrunk => println!("    Trunk will download {name} when it first needs it"),
        }
    }
    Ok(())
}

/// What a development build of the page needs.
pub fn ensure_for_development() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &trunk::Trunk, &wasm_bindgen::WasmBindgen])?;
    cargo_install::clear()
}

/// What a release build of the page needs.
pub fn ensure_for_release() -> Result<()> {
    ensure_for_development()?;
    ensure_each(&[&wasm_opt::WasmOpt, &esbuild::Esbuild])
}

/// The esbuild that minifies scripts, where it is installed.
pub fn esbuild() -> Option<PathBuf> {
    esbuild::Esbuild::program()
}

/// What formatting and lints need, for the native code and the page's.
pub fn ensure_for_lints() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &rustup::Component::RUSTFMT, &rustup::Component::CLIPPY])
}

/// What the browser tests need; the browser itself.
pub fn ensure_for_browser() -> Result<Browser> {
    ensure_each(&[&node::Node, &node::Packages::TESTS, &browser::AnyBrowser])?;
    Browser::find().context("the browser that was just found is gone")
}

/// What the bench needs; the browser.
pub fn ensure_for_bench() -> Result<Browser> {
    let browser = ensure_for_browser()?;
    ensure_each(&[&node::Packages::BENCH])?;
    Ok(browser)
}

/// `cargo xtask setup`: everything.
pub fn ensure_all() -> Result<()> {
    ensure_for_lints()?;
    ensure_for_release()?;
    let browser = ensure_for_browser()?;
    // Some tests also run in these. They run without an engine that cannot be installed, so that is no error.
    for engine in &ENGINES {
        if let Err(error) = ensure_each(&[engine]) {
            println!("    {error:#}");
        }
    }
    println!("\nEverything is installed. The browser for tests: {}", browser.path().display());
    Ok(())
}
