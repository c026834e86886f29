//! The standard library for `wasm32-unknown-unknown`, of the compiler that is in use here.

use super::target::{TARGET, compiles_with};
use super::{Got, Tool, debian_rust, rustup};
use crate::child::{command, run};
use anyhow::{Result, bail};

pub struct WasmTarget;

impl Tool for WasmTarget {
    fn name(&self) -> String {
        format!("Rust's standard library for {TARGET}")
    }

    fn purpose(&self) -> &'static str {
        "the page is WebAssembly (seconds with rustup, some 2 minutes without its server)"
    }

    fn is_there(&self) -> bool {
        compiles_with(command("rustc"))
    }

    fn get(&self) -> Result<Got> {
        if rustup::answers() {
            match run(command("rustup").args(["target", "add", TARGET])) {
                Ok(()) => return Ok(Got::Installed),
                Err(error) => println!("    {error}"),
            }
        }
        if !debian_rust::is_offered() {
            bail!("rustup's server does not answer, and no Debian package brings a compiler");
        }
        println!("    rustup cannot bring it: taking Debian's compiler, and building the library from its source");
        debian_rust::get()?;
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        format!("install rustup (https://rustup.rs), then: rustup target add {TARGET}")
    }
}
