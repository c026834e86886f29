//! Trunk, which bundles and serves the page.

use super::{Outcome, Tool, cargo_install};
use crate::child::version;
use anyhow::Result;

/// Version 0.22 needs a newer compiler than some machines have.
const VERSION: &str = "0.21.14";

pub struct Trunk;

impl Tool for Trunk {
    fn name(&self) -> String {
        format!("trunk {VERSION}")
    }

    fn purpose(&self) -> &'static str {
        "it bundles and serves the page (3 to 10 minutes: it is compiled here)"
    }

    fn is_installed(&self) -> bool {
        // Any 0.21 version can read our Trunk.toml.
        version("trunk").is_some_and(|version| version.starts_with("trunk 0.21."))
    }

    fn install(&self) -> Result<Outcome> {
        // Without the check for updates, which contacts a server at each start.
        cargo_install::install("trunk", VERSION, &["--no-default-features", "--features", "rustls"])?;
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        format!("cargo install trunk --locked --version {VERSION}")
    }
}
