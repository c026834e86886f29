//! Releases on GitHub, from which Trunk downloads tools: whether Trunk has a tool already, and whether it can download it.

use crate::child::{command, output};
use directories::ProjectDirs;
use std::path::PathBuf;
use std::time::Duration;

/// This version of a program in Trunk's cache, if it is there.
pub fn in_trunks_cache(program: &str, version: &str) -> Option<PathBuf> {
    // The names that Trunk itself uses for its cache folder.
    let dirs = ProjectDirs::from("dev", "trunkrs", "trunk")?;
    let folder = dirs.cache_dir().join(format!("{program}-{version}"));
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    [folder.join(&file), folder.join("bin").join(&file)].into_iter().find(|path| path.is_file())
}

/// Whether this release can be downloaded from here.
pub fn has_release(repository: &str, tag: &str) -> bool {
    println!("    looking for the release on GitHub (at most 15 s)");
    let address = format!("https://github.com/{repository}/releases/tag/{tag}");
    let mut curl = command("curl");
    curl.args(["--head", "--location", "--fail", "--silent", "--max-time", "15", &address]);
    output(&mut curl, Duration::from_secs(20)).is_some()
}
