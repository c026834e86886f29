//! wasm-opt of Binaryen, which makes the module smaller. `Trunk.toml` names its version, so sizes are the same
//! everywhere; Debian's is too old for today's modules.

use super::{Got, Tool, ensure_each, github, node};
use crate::child::{cargo_home, command, find, root, run, version};
use anyhow::{Context, Result};
use regex_lite::Regex;
use std::path::PathBuf;

pub struct WasmOpt;

impl WasmOpt {
    /// The program: the one on the search path where it is the right version, else the one that Trunk keeps.
    pub fn program() -> Option<PathBuf> {
        let wanted = wanted_version().ok()?;
        let here = version("wasm-opt").is_some_and(|found| found.split_whitespace().nth(2) == Some(&wanted));
        if here { find("wasm-opt") } else { github::trunk_has("wasm-opt", &format!("version_{wanted}")) }
    }
}

impl Tool for WasmOpt {
    fn name(&self) -> String {
        format!("wasm-opt {}", wanted_version().unwrap_or("of Trunk.toml".into()))
    }

    fn purpose(&self) -> &'static str {
        "it makes the module smaller (seconds)"
    }

    fn is_there(&self) -> bool {
        Self::program().is_some()
    }

    fn get(&self) -> Result<Got> {
        let wanted = wanted_version()?;
        if github::has_release("WebAssembly/binaryen", &format!("version_{wanted}")) {
            return Ok(Got::LeftToTrunk);
        }
        ensure_each(&[&node::Node])?;
        // Beside cargo's programs, so that Trunk finds it wherever it finds those.
        run(command("npm")
            .args(["install", "--global", "--no-fund", "--no-audit", "--prefix"])
            .arg(cargo_home()?)
            .arg(format!("binaryen@{wanted}")))?;
        Ok(Got::Installed)
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
