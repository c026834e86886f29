//! The standard library for `wasm32-unknown-unknown`, for the compiler in use here.

use super::target::{TARGET, compiles_with};
use super::{Outcome, Tool, debian_rust, rustup};
use crate::child::{command, run};
use anyhow::{Result, bail};

pub struct WasmTarget;

impl Tool for WasmTarget {
    fn name(&self) -> String {
        format!("Rust's standard library for {TARGET}")
    }

    fn purpose(&self) -> &'static str {
        "the page is WebAssembly (seconds with rustup, about 2 minutes without its server)"
    }

    fn is_installed(&self) -> bool {
        compiles_with(command("rustc"))
    }

    fn install(&self) -> Result<Outcome> {
        if rustup::server_responds() {
            match run(command("rustup").args(["target", "add", TARGET])) {
                Ok(()) => return Ok(Outcome::Installed),
                Err(error) => println!("    {error}"),
            }
        }
        if !debian_rust::is_offered() {
            bail!("rustup's server does not respond, and there is no Debian package with a compiler");
        }
        println!("    rustup cannot install it: installing Debian's compiler, and building the library from source");
        debian_rust::install()?;
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        format!("install rustup (https://rustup.rs), then: rustup target add {TARGET}")
    }
}
