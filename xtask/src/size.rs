//! What a reader must wait for: the weight of `dist/`, as a host would send it.

use crate::child::root;
use crate::dist::compress;
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;

/// What the module, its JavaScript and its style shall weigh together before the first screen, in bytes after brotli.
const GOAL: usize = 150_000;

/// What they may weigh meanwhile; docs/decisions.md says why it is more. A ratchet: it only goes down.
const LIMIT: usize = 223_500;

/// `cargo xtask size`: prints each file's weight; an error above the limit.
pub fn check() -> Result<()> {
    let dist = root().join("dist");
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(&dist).context("there is no dist/ to weigh: run `cargo xtask build` first")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if counts(&name) {
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            // As a host with prepared files would send it.
            rows.push((name, bytes.len(), compress::brotli(&bytes).len()));
        }
    }
    rows.sort();
    ensure!(!rows.is_empty(), "dist/ holds none of the reader's files: run `cargo xtask build` first");

    println!("{:>10} {:>10}", "raw", "brotli");
    for (name, raw, small) in &rows {
        println!("{raw:>10} {small:>10}  {name}");
    }
    let raw: usize = rows.iter().map(|row| row.1).sum();
    let small: usize = rows.iter().map(|row| row.2).sum();
    println!("{raw:>10} {small:>10}  together, of at most {LIMIT}; the goal is {GOAL}");
    if small > LIMIT {
        bail!(
            "dist/ weighs {} bytes more than it may. (Is it a release build? `cargo xtask build` makes one.)",
            small - LIMIT
        );
    }
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
    fn weighs_what_a_page_loads_and_nothing_else() {
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
        ] {
            assert!(!counts(name), "{name}");
        }
    }
}
