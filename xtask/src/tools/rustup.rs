//! rustup: whether it is there, whether its server answers, and the components that lints need.

use super::{Got, Tool, apt, debian_rust};
use crate::child::{ask, command, find, listen, run, version};
use anyhow::{Result, bail};
use std::time::Duration;

/// Whether rustup manages the compiler here and its server answers. The check changes nothing, so it may be interrupted.
pub fn answers() -> bool {
    if find("rustup").is_none() {
        return false;
    }
    println!("    asking rustup's server (at most 20 s)");
    // The exit status differs from version to version. Only with an answer is there a line for each toolchain.
    let check = listen(command("rustup").arg("check"), Duration::from_secs(20));
    check.is_some_and(|(_, text)| text.to_lowercase().contains("up to date") || text.contains("pdate available"))
}

/// A part of the toolchain that cargo calls as a subcommand.
pub struct Component {
    name: &'static str,
    subcommand: &'static str,
    debian: &'static str,
}

impl Component {
    pub const RUSTFMT: Self = Self { name: "rustfmt", subcommand: "fmt", debian: "rustfmt-web" };
    pub const CLIPPY: Self = Self { name: "clippy", subcommand: "clippy", debian: "rust-web-clippy" };
}

impl Tool for Component {
    fn name(&self) -> String {
        self.name.into()
    }

    fn purpose(&self) -> &'static str {
        "formatting and lints (seconds)"
    }

    fn is_there(&self) -> bool {
        ask(command("cargo").args([self.subcommand, "--version"]), Duration::from_secs(20)).is_some()
    }

    fn get(&self) -> Result<Got> {
        if debian_rust::is_active() {
            apt::install(&[self.debian.into()])?;
        } else if find("rustup").is_some() {
            run(command("rustup").args(["component", "add", self.name]))?;
        } else {
            bail!(
                "neither rustup nor Debian's compiler is in use here, but {}",
                version("rustc").unwrap_or("none".into())
            );
        }
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        format!("rustup component add {}", self.name)
    }
}
