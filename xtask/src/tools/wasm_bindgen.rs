//! wasm-bindgen, which writes the JavaScript glue. Its version must be exactly that of the library in `Cargo.lock`.

use super::{Outcome, Tool, cargo_install, github};
use crate::child::{command, output, version};
use anyhow::{Context, Result};
use std::time::Duration;

pub struct WasmBindgen;

impl Tool for WasmBindgen {
    fn name(&self) -> String {
        format!("wasm-bindgen {}", locked_version().unwrap_or("of Cargo.lock".into()))
    }

    fn purpose(&self) -> &'static str {
        "it connects the module with the browser (2 to 4 minutes if it must be compiled)"
    }

    fn is_installed(&self) -> bool {
        let Ok(wanted) = locked_version() else { return false };
        version("wasm-bindgen").is_some_and(|found| found.split(' ').nth(1) == Some(&wanted))
            || github::in_trunks_cache("wasm-bindgen", &wanted).is_some()
    }

    fn install(&self) -> Result<Outcome> {
        let wanted = locked_version()?;
        if github::has_release("rustwasm/wasm-bindgen", &wanted) {
            return Ok(Outcome::LeftToTrunk);
        }
        cargo_install::install("wasm-bindgen-cli", &wanted, &[])?;
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        format!("cargo install wasm-bindgen-cli --version {}", locked_version().unwrap_or("(of Cargo.lock)".into()))
    }
}

/// The version of the library that the page uses.
fn locked_version() -> Result<String> {
    let id = output(command("cargo").args(["pkgid", "wasm-bindgen"]), Duration::from_secs(60));
    let id = id.context("Cargo.lock has no single version of wasm-bindgen")?;
    let (_, version) = id.rsplit_once(['@', '#']).with_context(|| format!("no version in `{id}`"))?;
    Ok(version.to_owned())
}
