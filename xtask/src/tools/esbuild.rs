//! esbuild, which minifies the scripts of a release. Exactly this version, so that sizes are the same everywhere.

use super::{Got, Tool, node};
use crate::child::{find, version};
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "0.28.2";

pub struct Esbuild;

impl Esbuild {
    /// The program on the search path, where it has the right version.
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

    fn is_there(&self) -> bool {
        Self::program().is_some()
    }

    fn get(&self) -> Result<Got> {
        node::install_program("esbuild", VERSION)
    }

    fn by_hand(&self) -> String {
        format!("put esbuild {VERSION} on the PATH (npm install --global esbuild@{VERSION})")
    }
}
