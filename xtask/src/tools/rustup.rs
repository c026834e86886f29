//! rustup: whether it is installed, whether its server responds, and the components that lints need.

use super::{Outcome, Tool, apt, debian_rust};
use crate::child::{command, find, output, run, status_and_output, version};
use anyhow::{Result, bail};
use std::time::Duration;

/// Whether rustup manages the compiler here and its server responds. The check changes nothing, so it may be interrupted.
pub fn server_responds() -> bool {
    if find("rustup").is_none() {
        return false;
    }
    println!("    checking whether rustup's server responds (at most 20 s)");
    // The exit status differs between versions. There is a line for each toolchain only if the server responded.
    let check = status_and_output(command("rustup").arg("check"), Duration::from_secs(20));
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

    fn is_installed(&self) -> bool {
        output(command("cargo").args([self.subcommand, "--version"]), Duration::from_secs(20)).is_some()
    }

    fn install(&self) -> Result<Outcome> {
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
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        format!("rustup component add {}", self.name)
    }
}
