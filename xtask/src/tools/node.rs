//! Node.js, programs from npm's registry, and the packages of the browser tests.

use super::{Got, Tool, apt, ensure_each};
use crate::child::{cargo_home, command, find, root, run};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

pub struct Node;

impl Tool for Node {
    fn name(&self) -> String {
        "Node.js with npm".into()
    }

    fn purpose(&self) -> &'static str {
        "it brings esbuild, and wasm-opt where Trunk cannot download it; it runs the browser tests (a minute)"
    }

    fn is_there(&self) -> bool {
        find("node").is_some() && find("npm").is_some()
    }

    fn get(&self) -> Result<Got> {
        if !apt::is_there() {
            bail!("there is no apt-get to install it with");
        }
        apt::install(&["nodejs".into(), "npm".into()])?;
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        "install Node.js 18 or newer (https://nodejs.org)".into()
    }
}

/// Installs a program that is a package of npm's registry, beside cargo's programs: Trunk finds it where it finds those.
pub fn install_program(package: &str, version: &str) -> Result<Got> {
    ensure_each(&[&Node])?;
    run(command("npm")
        .args(["install", "--global", "--no-fund", "--no-audit", "--prefix"])
        .arg(cargo_home()?)
        .arg(format!("{package}@{version}")))?;
    Ok(Got::Installed)
}

/// What `tests/e2e/package-lock.json` lists, in `tests/e2e/node_modules`.
pub struct TestPackages;

impl TestPackages {
    pub fn folder() -> PathBuf {
        root().join("tests/e2e")
    }

    /// Notes which lock file was installed, for npm itself keeps no such mark.
    fn mark() -> PathBuf {
        Self::folder().join("node_modules/.installed-from")
    }

    fn lock_hash() -> Result<String> {
        let lock = Self::folder().join("package-lock.json");
        let bytes = std::fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
        Ok(format!("{:x}", Sha256::digest(bytes)))
    }
}

impl Tool for TestPackages {
    fn name(&self) -> String {
        "the packages of the browser tests".into()
    }

    fn purpose(&self) -> &'static str {
        "they drive the browser (seconds)"
    }

    fn is_there(&self) -> bool {
        Self::lock_hash().is_ok_and(|hash| std::fs::read_to_string(Self::mark()).is_ok_and(|mark| mark == hash))
    }

    fn get(&self) -> Result<Got> {
        let hash = Self::lock_hash()?;
        // The browser is a step of its own.
        run(command("npm")
            .args(["ci", "--no-fund", "--no-audit"])
            .current_dir(Self::folder())
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
        std::fs::write(Self::mark(), hash).context("noting what was installed")?;
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        "npm ci, in tests/e2e".into()
    }
}
