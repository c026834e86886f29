//! wasm-opt of Binaryen, which makes the module smaller. `Trunk.toml` names its version, so sizes are the same
//! everywhere; Debian's is too old for today's modules.

use super::{Got, Tool, github, node};
use crate::child::{root, version};
use anyhow::{Context, Result};
use regex_lite::Regex;

pub struct WasmOpt;

impl Tool for WasmOpt {
    fn name(&self) -> String {
        format!("wasm-opt {}", wanted_version().unwrap_or("of Trunk.toml".into()))
    }

    fn purpose(&self) -> &'static str {
        "it makes the module smaller (seconds)"
    }

    fn is_there(&self) -> bool {
        let Ok(wanted) = wanted_version() else { return false };
        version("wasm-opt").is_some_and(|found| found.split_whitespace().nth(2) == Some(&wanted))
            || github::trunk_has("wasm-opt", &format!("version_{wanted}"))
    }

    fn get(&self) -> Result<Got> {
        let wanted = wanted_version()?;
        if github::has_release("WebAssembly/binaryen", &format!("version_{wanted}")) {
            return Ok(Got::LeftToTrunk);
        }
        node::install_program("binaryen", &wanted)
    }

    fn by_hand(&self) -> String {
        let wanted = wanted_version().unwrap_or("(of Trunk.toml)".into());
        format!("put wasm-opt of Binaryen {wanted} on the PATH (npm install --global binaryen@{wanted})")
    }
}

/// The number in Trunk's `wasm_opt = "version_<number>"`.
fn wanted_version() -> Result<String> {
    let settings = std::fs::read_to_string(root().join("Trunk.toml")).context("reading Trunk.toml")?;
    let line = Regex::new(r#"(?m)^wasm_opt *= *"version_(\d+)""#)?;
    let found = line.captures(&settings).context("Trunk.toml names no version of wasm-opt")?;
    Ok(found[1].to_owned())
}
