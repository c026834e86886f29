//! Node.js, programs from npm's registry, and the packages of the browser tests and of the benchmark.

use super::{Outcome, Tool, apt, ensure_each};
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
        "it installs esbuild, and wasm-opt if Trunk cannot download it; it runs the browser tests (a minute)"
    }

    fn is_installed(&self) -> bool {
        find("node").is_some() && find("npm").is_some()
    }

    fn install(&self) -> Result<Outcome> {
        if !apt::is_available() {
            bail!("there is no apt-get to install it with");
        }
        apt::install(&["nodejs".into(), "npm".into()])?;
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        "install Node.js 20 or newer (https://nodejs.org)".into()
    }
}

/// Installs a program from npm's registry into cargo's `bin` folder, where Trunk finds it.
pub fn install_program(package: &str, version: &str) -> Result<Outcome> {
    ensure_each(&[&Node])?;
    run(command("npm")
        .args(["install", "--global", "--no-fund", "--no-audit", "--prefix"])
        .arg(cargo_home()?)
        .arg(format!("{package}@{version}")))?;
    Ok(Outcome::Installed)
}

/// The packages in a folder's `package-lock.json`, installed into its `node_modules`.
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
        name: "the packages of the benchmark",
        purpose: "the reader is compared with them (seconds)",
    };

    pub fn folder(&self) -> PathBuf {
        root().join(self.folder)
    }

    /// A file with the hash of the installed lock file, because npm does not record it.
    fn installed_hash_file(&self) -> PathBuf {
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

    fn is_installed(&self) -> bool {
        self.lock_hash().is_ok_and(|hash| {
            std::fs::read_to_string(self.installed_hash_file()).is_ok_and(|installed| installed == hash)
        })
    }

    fn install(&self) -> Result<Outcome> {
        let hash = self.lock_hash()?;
        // The browsers are installed separately.
        run(command("npm")
            .args(["ci", "--no-fund", "--no-audit"])
            .current_dir(self.folder())
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1"))?;
        std::fs::write(self.installed_hash_file(), hash).context("recording what was installed")?;
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        format!("npm ci, in {}", self.folder)
    }
}
