//! esbuild, which minifies the scripts of a release. The version is fixed, so that builds are the same everywhere.

use super::{Outcome, Tool, node};
use crate::child::{find, version};
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "0.28.2";

pub struct Esbuild;

impl Esbuild {
    /// The program on the search path, if it has the right version.
    pub fn program() -> Option<PathBuf> {
        version("esbuild").filter(|found| found == VERSION).and_then(|_| find("esbuild"))
    }
}

impl Tool for Esbuild {
    fn name(&self) -> String {
        format!("esbuild {VERSION}")
    }

    fn purpose(&self) -> &'static str {
        "it minifies the scripts (seconds)"
    }

    fn is_installed(&self) -> bool {
        Self::program().is_some()
    }

    fn install(&self) -> Result<Outcome> {
        node::install_program("esbuild", VERSION)
    }

    fn manual_steps(&self) -> String {
        format!("put esbuild {VERSION} on the PATH (npm install --global esbuild@{VERSION})")
    }
}
