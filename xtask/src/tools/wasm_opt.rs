//! wasm-opt of Binaryen, which makes the module smaller. `Trunk.toml` sets its version, so that builds are the same
//! everywhere. Debian's version is too old.

use super::{Outcome, Tool, github, node};
use crate::child::{find, root, version};
use anyhow::{Context, Result};
use regex_lite::Regex;
use std::path::PathBuf;

pub struct WasmOpt;

impl WasmOpt {
    /// The program in the version that `Trunk.toml` sets: on the search path, or where Trunk has put it.
    pub fn program() -> Option<PathBuf> {
        let wanted = wanted_version().ok()?;
        let is_wanted = version("wasm-opt").is_some_and(|found| found.split_whitespace().nth(2) == Some(&wanted));
        let on_path = if is_wanted { find("wasm-opt") } else { None };
        on_path.or_else(|| github::in_trunks_cache("wasm-opt", &format!("version_{wanted}")))
    }
}

impl Tool for WasmOpt {
    fn name(&self) -> String {
        format!("wasm-opt {}", wanted_version().unwrap_or("of Trunk.toml".into()))
    }

    fn purpose(&self) -> &'static str {
        "it makes the module smaller (seconds)"
    }

    fn is_installed(&self) -> bool {
        Self::program().is_some()
    }

    fn install(&self) -> Result<Outcome> {
        let wanted = wanted_version()?;
        if github::has_release("WebAssembly/binaryen", &format!("version_{wanted}")) {
            return Ok(Outcome::LeftToTrunk);
        }
        node::install_program("binaryen", &wanted)
    }

    fn manual_steps(&self) -> String {
        let wanted = wanted_version().unwrap_or("(of Trunk.toml)".into());
        format!("put wasm-opt of Binaryen {wanted} on the PATH (npm install --global binaryen@{wanted})")
    }
}

/// The number in `wasm_opt = "version_<number>"` of Trunk.toml.
fn wanted_version() -> Result<String> {
    let settings = std::fs::read_to_string(root().join("Trunk.toml")).context("reading Trunk.toml")?;
    let line = Regex::new(r#"(?m)^wasm_opt *= *"version_(\d+)""#)?;
    let found = line.captures(&settings).context("Trunk.toml does not set the version of wasm-opt")?;
    Ok(found[1].to_owned())
}
