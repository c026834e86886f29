//! Firefox and WebKit, for the tests in three engines: Playwright's own browsers, else Debian's.
//!
//! The tests run in the engines that are installed. An engine that cannot be installed is reported, and is not an error.

use super::node::Packages;
use super::{Outcome, Tool, apt};
use crate::child::{command, find, output, run};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::time::Duration;

/// A browser engine besides Chromium.
pub struct Engine {
    name: &'static str,
    /// Its name in Playwright.
    playwright: &'static str,
    /// The environment variable with its path. The tests read it, and a user may set it.
    variable: &'static str,
    /// Lists of programs. All programs of one list must be installed. The tests start the first program of that list.
    programs: &'static [&'static [&'static str]],
    /// Debian packages.
    debian: &'static [&'static str],
}

/// The packages include fonts, because a machine without a screen may have none.
pub const ENGINES: [Engine; 2] = [
    Engine {
        name: "Firefox",
        playwright: "firefox",
        variable: "WHOWHEN_FIREFOX",
        programs: &[&["firefox-esr"], &["firefox"]],
        debian: &["firefox-esr", "fonts-liberation"],
    },
    Engine {
        name: "WebKit",
        playwright: "webkit",
        variable: "WHOWHEN_WEBKIT",
        programs: &[&["WebKitWebDriver", "xvfb-run"]],
        debian: &["webkit2gtk-driver", "xvfb", "xauth", "fonts-liberation"],
    },
];

impl Engine {
    /// The variable for the tests and its value. If the engine is missing, the error says how to install it.
    pub fn find_for_tests(&self) -> Result<(&'static str, PathBuf)> {
        let found = self.find().map(|path| (self.variable, path));
        found.with_context(|| {
            format!(
                "{} is skipped. `cargo xtask setup` tries to install it. Manually: {}",
                self.name,
                self.manual_steps()
            )
        })
    }

    /// The program that the tests start: the browser itself, or its driver.
    fn find(&self) -> Option<PathBuf> {
        let chosen = std::env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file());
        chosen.or_else(|| self.playwrights()).or_else(|| self.installed())
    }

    /// The browser that Playwright downloaded earlier. It is started once, because libraries that it needs may be missing.
    fn playwrights(&self) -> Option<PathBuf> {
        let engine = format!("require('@playwright/test').{}", self.playwright);
        let node = |script: String| {
            let mut node = command("node");
            node.args(["-e", &script]).current_dir(Packages::TESTS.folder());
            output(&mut node, Duration::from_secs(30))
        };
        let path = node(format!("console.log({engine}.executablePath())")).map(PathBuf::from)?;
        let starts = || node(format!("{engine}.launch().then((browser) => browser.close())")).is_some();
        (path.is_file() && starts()).then_some(path)
    }

    fn installed(&self) -> Option<PathBuf> {
        let all = |programs: &&[&str]| programs.iter().map(|program| find(program)).collect::<Option<Vec<_>>>();
        self.programs.iter().find_map(all)?.into_iter().next()
    }
}

impl Tool for Engine {
    fn name(&self) -> String {
        self.name.into()
    }

    fn purpose(&self) -> &'static str {
        "some tests run in three engines (half a minute; without it they run in the others)"
    }

    fn is_installed(&self) -> bool {
        self.find().is_some()
    }

    fn install(&self) -> Result<Outcome> {
        let mut download = command("npx");
        download
            .args(["playwright", "install", self.playwright])
            .current_dir(Packages::TESTS.folder())
            .env("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
        let downloaded = run(&mut download).inspect_err(|error| println!("    {error}")).is_ok();
        if !downloaded || !self.is_installed() {
            let offered = apt::is_available() && self.debian.iter().all(|package| apt::offers(package));
            ensure!(offered, "Playwright could not download one that runs, and there is no Debian package for it");
            println!("    installing Debian's package");
            apt::install(&self.debian.iter().map(|package| (*package).to_owned()).collect::<Vec<_>>())?;
        }
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        let packages = self.debian.join(" ");
        let Self { playwright, variable, .. } = self;
        format!(
            "npx playwright install {playwright}, in tests/e2e; or apt-get install {packages}; or set the variable {variable} to the path of one"
        )
    }
}
