//! A browser for the tests: an installed Chrome or Chromium, else Playwright's own, else Debian's.

use super::node::Packages;
use super::{Got, Tool, apt};
use crate::child::{ask, command, find, run};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A browser that is installed.
pub struct Browser(PathBuf);

impl Browser {
    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn find() -> Option<Self> {
        let answers = |path: &PathBuf| ask(command(path).arg("--version"), Duration::from_secs(20)).is_some();
        // The file may exist without the libraries that it needs.
        chosen().or_else(|| installed().filter(answers)).or_else(|| playwrights().filter(answers)).map(Self)
    }
}

/// The one that the user names.
fn chosen() -> Option<PathBuf> {
    std::env::var_os("WHOWHEN_CHROMIUM").map(PathBuf::from).filter(|path| path.is_file())
}

fn installed() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    names.into_iter().find_map(find).or_else(|| places.map(PathBuf::from).into_iter().find(|path| path.is_file()))
}

/// The one that Playwright downloaded before.
fn playwrights() -> Option<PathBuf> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let mut node = command("node");
    node.args(["-e", script]).current_dir(Packages::TESTS.folder());
    ask(&mut node, Duration::from_secs(20)).map(PathBuf::from).filter(|path| path.is_file())
}

pub struct AnyBrowser;

impl Tool for AnyBrowser {
    fn name(&self) -> String {
        "a Chromium".into()
    }

    fn purpose(&self) -> &'static str {
        "the tests run in a real browser (a minute or two)"
    }

    fn is_there(&self) -> bool {
        Browser::find().is_some()
    }

    fn get(&self) -> Result<Got> {
        let mut download = command("npx");
        download
            .args(["playwright", "install", "chromium"])
            .current_dir(Packages::TESTS.folder())
            .env("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
        if let Err(error) = run(&mut download) {
            println!("    {error}");
            if !apt::is_there() {
                bail!("Playwright could not download one, and there is no apt-get to install one with");
            }
            println!("    Playwright's server does not answer: taking Debian's");
            // With fonts, since a machine without a screen may have none.
            apt::install(&["chromium".into(), "fonts-liberation".into()])?;
        }
        Ok(Got::Installed)
    }

    fn by_hand(&self) -> String {
        "install Chrome or Chromium, or name one in the variable WHOWHEN_CHROMIUM".into()
    }
}
