//! The tools that the commands need, one per file: whether it is installed, how to install it, and what to do manually.
//!
//! Commands must work on two kinds of machines: those with full Internet access, and those that can reach only package
//! registries (cargo's, npm's, Debian's), but neither rustup's server nor GitHub. Each tool finds out by trying. Installed
//! tools are not installed again.

mod apt;
mod browser;
mod cargo_install;
mod debian_rust;
mod engines;
mod esbuild;
mod github;
mod node;
mod pagefind;
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
    /// Its name, with the version if an exact one is needed.
    fn name(&self) -> String;
    /// What it is for, and about how long it takes to install.
    fn purpose(&self) -> &'static str;
    fn is_installed(&self) -> bool;
    /// Installs it, and passes the output of commands through.
    fn install(&self) -> Result<Outcome>;
    /// What the user can do if `install` fails.
    fn manual_steps(&self) -> String;
}

/// The result of `install`.
enum Outcome {
    Installed,
    /// Trunk will download it in the first build that needs it.
    LeftToTrunk,
}

fn ensure_each(tools: &[&dyn Tool]) -> Result<()> {
    for tool in tools {
        if tool.is_installed() {
            continue;
        }
        let name = tool.name();
        println!("\n==> Installing {name}: {}", tool.purpose());
        let start = Instant::now();
        let outcome = tool.install().and_then(|outcome| {
            let is_found = matches!(outcome, Outcome::LeftToTrunk) || tool.is_installed();
            ensure!(is_found, "it was installed, but is still not found");
            Ok(outcome)
        });
        match outcome.with_context(|| format!("could not install {name}. Manually: {}", tool.manual_steps()))? {
            Outcome::Installed => println!("    installed {name} in {:.0?}", start.elapsed()),
            Outcome::LeftToTrunk => println!("    Trunk will download {name} when it first needs it"),
        }
    }
    Ok(())
}

/// Installs what a development build of the page needs.
pub fn ensure_for_development() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &trunk::Trunk, &wasm_bindgen::WasmBindgen])?;
    cargo_install::clear()
}

/// Installs what a release build of the page needs.
pub fn ensure_for_release() -> Result<()> {
    ensure_for_development()?;
    ensure_each(&[&wasm_opt::WasmOpt, &esbuild::Esbuild])
}

/// The path of esbuild, if it is installed.
pub fn esbuild() -> Option<PathBuf> {
    esbuild::Esbuild::program()
}

/// The path of wasm-opt, if it is installed.
pub fn wasm_opt() -> Option<PathBuf> {
    wasm_opt::WasmOpt::program()
}

/// Installs the search engine, and returns its path.
pub fn pagefind() -> Result<PathBuf> {
    ensure_each(&[&pagefind::Pagefind])?;
    pagefind::Pagefind::program().context("pagefind, which was just found, is missing")
}

/// Installs what formatting and lints need, for native code and for the page.
pub fn ensure_for_lints() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &rustup::Component::RUSTFMT, &rustup::Component::CLIPPY])
}

/// Installs what the browser tests need, and returns the browser.
pub fn ensure_for_browser() -> Result<Browser> {
    ensure_each(&[&node::Node, &node::Packages::TESTS, &browser::AnyBrowser, &pagefind::Pagefind])?;
    Browser::find().context("the browser that was just found is missing")
}

/// Installs what the benchmark needs, and returns the browser.
pub fn ensure_for_bench() -> Result<Browser> {
    let browser = ensure_for_browser()?;
    ensure_each(&[&node::Packages::BENCH])?;
    Ok(browser)
}

/// `cargo xtask setup`: installs everything.
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
