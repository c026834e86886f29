//! The size of what every reader downloads: module, glue, `embed.js` and stylesheet, compressed with Brotli.

use crate::child::root;
use crate::dist::compress;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// The limit for these files together, in bytes after Brotli. docs/decisions.md has the reasons.
const LIMIT: usize = 297_000;

/// `cargo xtask size`: prints the size of each file. A total above the limit is an error.
pub fn check() -> Result<()> {
    let dist = root().join("dist");
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(&dist).context("there is no dist/ to measure: run `cargo xtask build` first")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if counts(&name) {
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            rows.push((name, bytes.len(), compress::brotli(&bytes).len()));
        }
    }
    rows.sort();
    ensure!(!rows.is_empty(), "dist/ has none of the reader's files: run `cargo xtask build` first");

    println!("{:>10} {:>10}", "raw", "brotli");
    for (name, raw, small) in &rows {
        println!("{raw:>10} {small:>10}  {name}");
    }
    let raw: usize = rows.iter().map(|row| row.1).sum();
    let small: usize = rows.iter().map(|row| row.2).sum();
    println!("{raw:>10} {small:>10}  in all; the limit is {LIMIT}");
    ensure!(
        small <= LIMIT,
        "the reader is {} bytes above its limit of {LIMIT} after brotli. The limit applies to a release build; \
         `cargo xtask build` makes one.",
        small - LIMIT
    );
    Ok(())
}

/// Whether this file, at the top of `dist/`, is loaded by every page.
fn counts(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    name == "embed.js" || (name.starts_with("whowhen-") && matches!(extension, Some("wasm" | "js" | "css")))
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn only_files_that_every_page_loads_count() {
        for name in
            ["embed.js", "whowhen-0123456789abcdef.wasm", "whowhen-0123456789abcdef.js", "whowhen-0123456789abcdef.css"]
        {
            assert!(counts(name), "{name}");
        }
        for name in [
            "index.html",
            "icon.svg",
            "articles",
            "other.js",
            "sw.js",
            "embed.js.br",
            "whowhen-0123456789abcdef.wasm.gz",
            "whowhen-0123456789abcdef.js.map",
        ] {
            assert!(!counts(name), "{name}");
        }
    }
}
