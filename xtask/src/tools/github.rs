//! Releases on GitHub, from which Trunk downloads what it runs: what it has already, and whether it could have more.

use crate::child::{ask, command};
use directories::ProjectDirs;
use std::path::PathBuf;
use std::time::Duration;

/// The program of this version that Trunk keeps from an earlier download.
pub fn trunk_has(program: &str, version: &str) -> Option<PathBuf> {
    // The names by which Trunk itself asks for its cache.
    let dirs = ProjectDirs::from("dev", "trunkrs", "trunk")?;
    let folder = dirs.cache_dir().join(format!("{program}-{version}"));
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    [folder.join(&file), folder.join("bin").join(&file)].into_iter().find(|path| path.is_file())
}

/// Whether this release can be seen from here.
pub fn has_release(repository: &str, tag: &str) -> bool {
    println!("    asking GitHub for the release (at most 15 s)");
    let address = format!("https://github.com/{repository}/releases/tag/{tag}");
    let mut curl = command("curl");
    curl.args(["--head", "--location", "--fail", "--silent", "--max-time", "15", &address]);
    ask(&mut curl, Duration::from_secs(20)).is_some()
}
