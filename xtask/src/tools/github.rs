//! Releases on GitHub, from which Trunk downloads its tools: whether it has a tool already, and whether it could get it.

use crate::child::{ask, command};
use directories::ProjectDirs;
use std::time::Duration;

/// Whether Trunk keeps the program of this version from an earlier download.
pub fn trunk_has(program: &str, version: &str) -> bool {
    // The names by which Trunk itself asks for its cache.
    let Some(dirs) = ProjectDirs::from("dev", "trunkrs", "trunk") else { return false };
    let folder = dirs.cache_dir().join(format!("{program}-{version}"));
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    [folder.join(&file), folder.join("bin").join(&file)].iter().any(|path| path.is_file())
}

/// Whether this release can be reached from here.
pub fn has_release(repository: &str, tag: &str) -> bool {
    println!("    asking GitHub for the release (at most 15 s)");
    let address = format!("https://github.com/{repository}/releases/tag/{tag}");
    let mut curl = command("curl");
    curl.args(["--head", "--location", "--fail", "--silent", "--max-time", "15", &address]);
    ask(&mut curl, Duration::from_secs(20)).is_some()
}
