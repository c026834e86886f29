//! The size of what every reader downloads: module, glue, `embed.js` and stylesheet, compressed with Brotli. The diagrams
//! and the converter, which are loaded only when they are needed, have limits of their own.

use crate::child::root;
use crate::dist::{compress, has_extension, is_of_converter};
use anyhow::{Context, Result, ensure};

/// The limit for these files together, in bytes after Brotli. docs/decisions.md has the reasons.
const LIMIT: usize = 373_000;

/// The limit for the module of the diagrams and its glue, in bytes after Brotli.
const DIAGRAMS_LIMIT: usize = 85_000;

/// The limit for the module of other formats, its glue and its script, in bytes after Brotli.
const CONVERTER_LIMIT: usize = 494_000;

/// `cargo xtask size`: prints the size of each file. A total above its limit is an error.
pub fn check() -> Result<()> {
    println!("{:>10} {:>10}", "raw", "brotli");
    for (name, limit, counts) in [
        ("the reader", LIMIT, is_of_reader as fn(&str) -> bool),
        ("the diagrams", DIAGRAMS_LIMIT, is_of_diagrams),
        ("the converter", CONVERTER_LIMIT, is_of_converter),
    ] {
        let small = total(name, limit, counts)?;
        ensure!(
            small <= limit,
            "{name}: {} bytes above the limit of {limit} after brotli. The limit applies to a release build; \
             `cargo xtask build` makes one.",
            small - limit
        );
    }
    total("the outlines of the map, which only it loads", usize::MAX, is_outlines)?;
    Ok(())
}

/// Prints the size of each of the files that count, and of all. Returns the latter, after Brotli.
fn total(name: &str, limit: usize, counts: fn(&str) -> bool) -> Result<usize> {
    let dist = root().join("dist");
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(&dist).context("there is no dist/ to measure: run `cargo xtask build` first")? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if counts(&file) {
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            rows.push((file, bytes.len(), compress::brotli(&bytes).len()));
        }
    }
    rows.sort();
    ensure!(!rows.is_empty(), "dist/ has no files of {name}: run `cargo xtask build` first");
    for (file, raw, small) in &rows {
        println!("{raw:>10} {small:>10}  {file}");
    }
    let raw: usize = rows.iter().map(|row| row.1).sum();
    let small: usize = rows.iter().map(|row| row.2).sum();
    let limit = if limit == usize::MAX { String::new() } else { format!("; the limit is {limit}") };
    println!("{raw:>10} {small:>10}  {name}{limit}");
    Ok(small)
}

/// Whether this file, at the top of `dist/`, is loaded by every page.
fn is_of_reader(name: &str) -> bool {
    name == "embed.js"
        || (name.starts_with("whowhen-")
            && !name.starts_with(DIAGRAMS)
            && !is_of_converter(name)
            && has_extension(name, &["wasm", "js", "css"]))
}

/// Whether this file is loaded when a diagram is opened.
fn is_of_diagrams(name: &str) -> bool {
    name.starts_with(DIAGRAMS) && has_extension(name, &["wasm", "js"])
}

fn is_outlines(name: &str) -> bool {
    name.starts_with(DIAGRAMS) && has_extension(name, &["txt"])
}

/// How the names of the diagrams' files begin.
const DIAGRAMS: &str = "whowhen-diagrams-";

#[cfg(test)]
mod tests {
    use super::{is_of_diagrams, is_of_reader};

    #[test]
    fn only_files_that_every_page_loads_count() {
        for name in
            ["embed.js", "whowhen-0123456789abcdef.wasm", "whowhen-0123456789abcdef.js", "whowhen-0123456789abcdef.css"]
        {
            assert!(is_of_reader(name), "{name}");
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
            "whowhen-diagrams-0123456789abcdef.wasm",
            "whowhen-converter-0123456789abcdef.wasm",
            "whowhen-convert-0123456789abcdef.js",
        ] {
            assert!(!is_of_reader(name), "{name}");
        }
    }
    #[test]
    fn the_diagrams_count_for_themselves() {
        for name in ["whowhen-diagrams-0123456789abcdef.wasm", "whowhen-diagrams-0123456789abcdef.js"] {
            assert!(is_of_diagrams(name), "{name}");
        }
        for name in ["whowhen-0123456789abcdef.wasm", "whowhen-diagrams-0123456789abcdef.js.map"] {
            assert!(!is_of_diagrams(name), "{name}");
        }
    }
}
