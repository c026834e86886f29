//! What the chores need on the machine, one tool a file: is it there, how to get it, what to do by hand.
//!
//! Two kinds of machine must work from the same command: an ordinary one, and one that reaches only package registries
//! (cargo's, npm's, Debian's) and neither rustup's server nor GitHub. Which kind it is shows by trying, tool by tool.
//! Nothing that is there is installed again.

mod apt;
mod browser;
mod cargo_install;
mod debian_rust;
mod github;
mod node;
mod rustup;
mod target;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;
mod wasm_target;

pub use browser::Browser;

use anyhow::{Context, Result, ensure};
use std::time::Instant;

/// Something that a chore needs.
trait Tool {
    /// Its name, with the version where only one will do.
    fn name(&self) -> String;
    /// What it is for, and about how long it takes to get.
    fn purpose(&self) -> &'static str;
    fn is_there(&self) -> bool;
    /// Gets it. The output of what it runs streams through.
    fn get(&self) -> Result<Got>;
    /// What a person can do when `get` failed.
    fn by_hand(&self) -> String;
}

/// How a tool was got.
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
        println!("\n==> Getting {name}: {}", tool.purpose());
        let start = Instant::now();
        let got = tool.get().and_then(|got| {
            ensure!(matches!(got, Got::LeftToTrunk) || tool.is_there(), "it was installed, and is still not found");
            Ok(got)
        });
        match got.with_context(|| format!("could not get {name}. By hand: {}", tool.by_hand()))? {
            Got::Installed => println!("    got {name} in {:.0?}", start.elapsed()),
            Got::LeftToTrunk => println!("    Trunk will download {name} when it first needs it"),
        }
    }
    Ok(())
}

/// What a build of the page needs.
pub fn ensure_for_build() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &trunk::Trunk, &wasm_bindgen::WasmBindgen, &wasm_opt::WasmOpt])?;
    cargo_install::clear()
}

/// The wasm-opt that Trunk runs.
pub fn wasm_opt() -> Option<std::path::PathBuf> {
    wasm_opt::WasmOpt::program()
}

/// What formatting and lints need, for the native code and the page's.
pub fn ensure_for_lints() -> Result<()> {
    ensure_each(&[&wasm_target::WasmTarget, &rustup::Component::RUSTFMT, &rustup::Component::CLIPPY])
}

/// What the browser tests need; the browser itself.
pub fn ensure_for_browser() -> Result<Browser> {
    ensure_each(&[&node::Node, &node::TestPackages, &browser::AnyBrowser])?;
    Browser::find().context("the browser that was just there is gone")
}

/// `cargo xtask setup`: everything.
pub fn ensure_all() -> Result<()> {
    ensure_for_lints()?;
    ensure_for_build()?;
    let browser = ensure_for_browser()?;
    println!("\nEverything is there. The browser for tests: {}", browser.path().display());
    Ok(())
}
