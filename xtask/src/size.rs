//! The size of what everybody downloads before they can read: module, glue, entry and style, after brotli.

use crate::child::root;
use crate::dist::compress;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// What these files may be together, in bytes after brotli. docs/decisions.md has the reasons.
const LIMIT: usize = 285_000;

/// `cargo xtask size`: prints the size of each file; an error above the limit.
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
        "the reader is {} bytes above its limit of {LIMIT} after brotli. The limit holds for a release build, which \
         `cargo xtask build` makes.",
        small - LIMIT
    );
    Ok(())
}

/// The files at the top of `dist/` that every page loads.
fn counts(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    name == "embed.js" || (name.starts_with("whowhen-") && matches!(extension, Some("wasm" | "js" | "css")))
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn what_every_page_loads_counts_and_nothing_else() {
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
