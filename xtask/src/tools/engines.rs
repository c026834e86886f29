//! Firefox and WebKit, for the tests in three engines: Playwright's own browsers, else Debian's.
//!
//! The tests run in the engines that are installed, so one that cannot be installed is reported and is no error.

use super::node::Packages;
use super::{Got, Tool, apt};
use crate::child::{ask, command, find, run};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::time::Duration;

/// An engine beside Chromium.
pub struct Engine {
    name: &'static str,
    /// What Playwright calls it.
    playwright: &'static str,
    /// The environment variable that holds its path. The tests read it; a user may set it to choose another.
    variable: &'static str,
    /// Lists of programs of the system, one of which must be complete. The tests start the first program of a list.
    installed: &'static [&'static [&'static str]],
    debian: &'static [&'static str],
}

/// With fonts, since a machine without a screen may have none.
pub const ENGINES: [Engine; 2] = [
    Engine {
        name: "Firefox",
        playwright: "firefox",
        variable: "WHOWHEN_FIREFOX",
        installed: &[&["firefox-esr"], &["firefox"]],
        debian: &["firefox-esr", "fonts-liberation"],
    },
    Engine {
        name: "WebKit",
        playwright: "webkit",
        variable: "WHOWHEN_WEBKIT",
        installed: &[&["WebKitWebDriver", "xvfb-run"]],
        debian: &["webkit2gtk-driver", "xvfb", "xauth", "fonts-liberation"],
    },
];

impl Engine {
    /// The variable for the tests and its value. Where the engine is missing, the error says how to install it.
    pub fn find_for_tests(&self) -> Result<(&'static str, PathBuf)> {
        let found = self.find().map(|path| (self.variable, path));
        found.with_context(|| {
            format!("{} is left out. `cargo xtask setup` tries to get it. By hand: {}", self.name, self.by_hand())
        })
    }

    /// The program that the tests start: the browser itself, or its driver.
    fn find(&self) -> Option<PathBuf> {
        let chosen = std::env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file());
        chosen.or_else(|| self.playwrights()).or_else(|| self.installed())
    }

    /// The one that Playwright downloaded before. It is started once, since the file may exist without its libraries.
    fn playwrights(&self) -> Option<PathBuf> {
        let engine = format!("require('@playwright/test').{}", self.playwright);
        let node = |script: String| {
            let mut node = command("node");
            node.args(["-e", &script]).current_dir(Packages::TESTS.folder());
            ask(&mut node, Duration::from_secs(30))
        };
        let path = node(format!("console.log({engine}.executablePath())")).map(PathBuf::from)?;
        let starts = || node(format!("{engine}.launch().then((browser) => browser.close())")).is_some();
        (path.is_file() && starts()).then_some(path)
    }

    fn installed(&self) -> Option<PathBuf> {
        let all = |programs: &&[&str]| programs.iter().map(|program| find(program)).collect::<Option<Vec<_>>>();
        self.installed.iter().find_map(all)?.into_iter().next()
    }
}

impl Tool for Engine {
    fn name(&self) -> String {
        self.name.into()
    }

    fn purpose(&self) -> &'static str {
        "some tests run in three engines (half a minute; without it they run in the others)"
    }

    fn is_there(&self) -> bool {
        self.find().is_some()
    }

    fn get(&self) -> Result<Got> {
        let mut download = command("npx");
        download
            .args(["playwright", "install", self.playwright])
            .current_dir(Packages::TESTS.folder())
            .env("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
        let downloaded = run(&mut download).inspect_err(|error| println!("    {error}")).is_ok();
        if !downloaded || !self.is_there() {
            let offered = apt::is_there() && self.debian.iter().all(|package| apt::offers(package));
            ensure!(offered, "Playwright could not download one that runs, and no Debian package brings it");
            println!("    taking Debian's");
            apt::install(&self.debian.iter().map(|package| (*package).to_owned()).collect::<Vec<_>>())?;
        }
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        let packages = self.debian.join(" ");
        let Self { playwright, variable, .. } = self;
        format!(
            "npx playwright install {playwright}, in tests/e2e; or apt-get install {packages}; or name one in the variable {variable}"
        )
    }
}
