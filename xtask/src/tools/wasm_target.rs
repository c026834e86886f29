//! The standard library for `wasm32-unknown-unknown`, of the compiler that is in use here.

use super::{Got, Tool, debian_rust, rustup};
use crate::child::{command, run};
use anyhow::{Result, bail};
use std::io::Write;
use std::process::{Command, Stdio};

pub const TARGET: &str = "wasm32-unknown-unknown";

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

/// Whether this `rustc` can compile for the target. Trying tells more than looking for files: those of another version
/// are of no use.
pub fn compiles_with(mut rustc: Command) -> bool {
    // A real file: rustc replaces what is there, and run as root it would replace /dev/null.
    let output = std::env::temp_dir().join(format!("whowhen-probe-{}.rmeta", std::process::id()));
    let child = rustc
        .args(["-", "--crate-name=probe", "--crate-type=lib", "--emit=metadata", "--target", TARGET, "-o"])
        .arg(&output)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(b"pub fn probe() -> String { String::new() }").ok();
    }
    let compiled = child.wait().is_ok_and(|status| status.success());
    std::fs::remove_file(output).ok();
    compiled
}
