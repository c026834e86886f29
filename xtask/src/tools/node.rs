//! Node.js, programs from npm's registry, and the packages of the browser tests and of the bench.

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
        "install Node.js 20 or newer (https://nodejs.org)".into()
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

/// What a folder's `package-lock.json` lists, in its `node_modules`.
pub struct Packages {
    folder: &'static str,
    name: &'static str,
    purpose: &'static str,
}

impl Packages {
    pub const TESTS: Self = Self {
        folder: "tests/e2e",
        name: "the packages of the browser tests",
        purpose: "they drive the browser (seconds)",
    };
    pub const BENCH: Self = Self {
        folder: "bench",
        name: "the packages of the bench",
        purpose: "the reader is measured beside them (seconds)",
    };

    pub fn folder(&self) -> PathBuf {
        root().join(self.folder)
    }

    /// Notes which lock file was installed, for npm itself keeps no such mark.
    fn mark(&self) -> PathBuf {
        self.folder().join("node_modules/.installed-from")
    }

    fn lock_hash(&self) -> Result<String> {
        let lock = self.folder().join("package-lock.json");
        let bytes = std::fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
        Ok(format!("{:x}", Sha256::digest(bytes)))
    }
}

impl Tool for Packages {
    fn name(&self) -> String {
        self.name.into()
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn is_there(&self) -> bool {
        self.lock_hash().is_ok_and(|hash| std::fs::read_to_string(self.mark()).is_ok_and(|mark| mark == hash))
    }

    fn get(&self) -> Result<Got> {
        let hash = self.lock_hash()?;
        // The browsers are steps of their own.
        run(command("npm")
            .args(["ci", "--no-fund", "--no-audit"])
            .current_dir(self.folder())
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1"))?;
        std::fs::write(self.mark(), hash).context("noting what was installed")?;
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        format!("npm ci, in {}", self.folder)
    }
}
