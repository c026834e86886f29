//! wasm-bindgen, which writes the JavaScript glue: its version must be exactly that of the library in `Cargo.lock`.

use super::{Got, Tool, cargo_install, github};
use crate::child::{ask, command, version};
use anyhow::{Context, Result};
use std::time::Duration;

pub struct WasmBindgen;

impl Tool for WasmBindgen {
    fn name(&self) -> String {
        format!("wasm-bindgen {}", locked_version().unwrap_or("of Cargo.lock".into()))
    }

    fn purpose(&self) -> &'static str {
        "it connects the module with the browser (2 to 4 minutes where it must be compiled)"
    }

    fn is_there(&self) -> bool {
        let Ok(wanted) = locked_version() else { return false };
        version("wasm-bindgen").is_some_and(|found| found.split(' ').nth(1) == Some(&wanted))
            || github::trunk_has("wasm-bindgen", &wanted)
    }

    fn get(&self) -> Result<Got> {
        let wanted = locked_version()?;
        if github::has_release("rustwasm/wasm-bindgen", &wanted) {
            return Ok(Got::LeftToTrunk);
        }
        cargo_install::install("wasm-bindgen-cli", &wanted, &[])?;
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        format!("cargo install wasm-bindgen-cli --version {}", locked_version().unwrap_or("(of Cargo.lock)".into()))
    }
}

/// The version of the library that the page is linked with.
fn locked_version() -> Result<String> {
    let id = ask(command("cargo").args(["pkgid", "wasm-bindgen"]), Duration::from_secs(60));
    let id = id.context("Cargo.lock does not say one version of wasm-bindgen")?;
    let (_, version) = id.rsplit_once(['@', '#']).with_context(|| format!("no version in `{id}`"))?;
    Ok(version.to_owned())
}
