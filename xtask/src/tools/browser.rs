//! The browser for the tests: an installed Chrome or Chromium, else Playwright's own, else Debian's.

use super::node::Packages;
use super::{Outcome, Tool, apt};
use crate::child::{command, find, output, run};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An installed browser.
pub struct Browser(PathBuf);

impl Browser {
    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn find() -> Option<Self> {
        let runs = |path: &PathBuf| output(command(path).arg("--version"), Duration::from_secs(20)).is_some();
        // The file may exist while libraries that it needs are missing.
        chosen().or_else(|| installed().filter(runs)).or_else(|| playwrights().filter(runs)).map(Self)
    }
}

/// The browser named by the user.
fn chosen() -> Option<PathBuf> {
    std::env::var_os("WHOWHEN_CHROMIUM").map(PathBuf::from).filter(|path| path.is_file())
}

fn installed() -> Option<PathBuf> {
    // The headless shell first: it is made for tests, and starts no process for a tool bar that nobody sees.
    let names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    names.into_iter().find_map(find).or_else(|| places.map(PathBuf::from).into_iter().find(|path| path.is_file()))
}

/// The browser that Playwright downloaded earlier.
fn playwrights() -> Option<PathBuf> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let mut node = command("node");
    node.args(["-e", script]).current_dir(Packages::TESTS.folder());
    output(&mut node, Duration::from_secs(20)).map(PathBuf::from).filter(|path| path.is_file())
}

pub struct AnyBrowser;

impl Tool for AnyBrowser {
    fn name(&self) -> String {
        "a Chromium".into()
    }

    fn purpose(&self) -> &'static str {
        "the tests run in a real browser (a minute or two)"
    }

    fn is_installed(&self) -> bool {
        Browser::find().is_some()
    }

    fn install(&self) -> Result<Outcome> {
        let mut download = command("npx");
        download
            .args(["playwright", "install", "chromium"])
            .current_dir(Packages::TESTS.folder())
            .env("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
        if let Err(error) = run(&mut download) {
            println!("    {error}");
            if !apt::is_available() {
                bail!("Playwright could not download one, and there is no apt-get to install one with");
            }
            println!("    Playwright's server does not respond: installing Debian's browser");
            // With fonts, because a machine without a screen may have none. Not every release has the headless shell alone.
            let fonts = || "fonts-liberation".into();
            if apt::install(&["chromium-headless-shell".into(), fonts()]).is_err() {
                apt::install(&["chromium".into(), fonts()])?;
            }
        }
        Ok(Outcome::Installed)
    }

    fn manual_steps(&self) -> String {
        "install Chrome or Chromium, or set the variable WHOWHEN_CHROMIUM to the path of one".into()
    }
}
