//! Pagefind, which makes the search index of a library with several pages. It is installed when there is one.

use super::{Outcome, Tool, node};
use crate::child::{find, version};
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "1.6.0";

pub struct Pagefind;

impl Pagefind {
    /// The program on the search path, if it has the right version.
    pub fn program() -> Option<PathBuf> {
        version("pagefind").filter(|found| found.ends_with(VERSION)).and_then(|_| find("pagefind"))
    }
}

impl Tool for Pagefind {
    fn name(&self) -> String {
        format!("Pagefind {VERSION}")
    }

    fn purpose(&self) -> &'static str {
        "it makes the search index of a library of more than fifty articles (seconds)"
    }

    fn is_installed(&self) -> bool {
        Self::program().is_some()
    }

    fn install(&self) -> Result<Outcome> {
        node::install_program("pagefind", VERSION)
    }

    fn manual_steps(&self) -> String {
        format!("put pagefind {VERSION} on the PATH (npm install --global pagefind@{VERSION})")
    }
}
