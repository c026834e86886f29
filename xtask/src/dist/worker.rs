//! The service worker of a release: `assets/sw.js` with the list of files to precache, and the name of the build.
//!
//! The list contains what the reader needs to start, whatever article is opened: the page, the files with a hash in their
//! names (also the diagrams, so that they can be opened offline; not the converter of other formats), the icons, the manifest and the list of articles. Articles and their pages are cached when they are visited. A
//! file whose address contains its hash is listed with its integrity, so a partial deployment is never installed. The
//! build's name is a hash of the listed files and the worker itself, so any change to them results in a new worker.

use super::{File, fill, has_extension, is_of_converter, read, scripts};
use crate::child::root;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The worker's file. It is at the top of `dist/`, because its scope is its own folder and below.
pub const NAME: &str = "sw.js";

/// Writes the worker into this folder. The files that it lists must be final.
pub fn write(folder: &Path) -> Result<()> {
    let path = root().join("assets").join(NAME);
    let source = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let worker =
        filled(&source, &listed(folder)?, &needed_later(folder)?).with_context(|| format!("finishing {NAME}"))?;
    std::fs::write(folder.join(NAME), worker).with_context(|| format!("writing {NAME}"))?;
    scripts::minify(folder, NAME, scripts::Kind::Classic, &[])
}

/// A file to precache.
struct Listed {
    /// Relative to the worker.
    address: String,
    /// Set if the address contains the hash of the content.
    integrity: Option<String>,
    content: Vec<u8>,
}

/// The names of the files at the top of the folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// The files that are cached once they are needed, sorted by name.
fn needed_later(folder: &Path) -> Result<Vec<String>> {
    Ok(names(folder)?.into_iter().filter(|name| is_needed_later(name)).collect())
}

/// The files to precache, sorted by name.
fn listed(folder: &Path) -> Result<Vec<Listed>> {
    let mut names = names(folder)?;
    names.push("articles/index.json".into());
    names.retain(|name| is_of_the_app(name) && folder.join(name).is_file());
    names.sort();
    ensure!(names.iter().any(|name| name == "index.html"), "there is no index.html in {}", folder.display());
    names
        .into_iter()
        .map(|name| {
            let content = read(folder, &name)?;
            let File { name, hash, integrity } = File::new(name, &content);
            let (address, by_hash) = match name.as_str() {
                "index.html" => ("./".into(), false),
                "embed.js" => (format!("embed.js?{hash}"), true),
                _ => (name.clone(), name.starts_with("whowhen-")),
            };
            Ok(Listed { address, integrity: by_hash.then_some(integrity), content })
        })
        .collect()
}

/// Whether this file is precached.
fn is_of_the_app(name: &str) -> bool {
    matches!(name, "index.html" | "embed.js" | "manifest.webmanifest" | "articles/index.json")
        || (name.starts_with("whowhen-")
            && !is_needed_later(name)
            && has_extension(name, &["wasm", "js", "css", "json", "txt"]))
        || (name.contains("icon") && has_extension(name, &["svg", "png"]))
}

/// Whether few people need this file: the converter is several times as large as the reader. It is cached once somebody has
/// opened or saved another format.
fn is_needed_later(name: &str) -> bool {
    is_of_converter(name)
}

/// Fills in the list and the name of the build.
fn filled(source: &str, files: &[Listed], later: &[String]) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(source);
    let mut list = String::from("{\n");
    for Listed { address, integrity, content } in files {
        // The length separates the content of one file from the next.
        hash.update(format!("{address} {}\n", content.len()));
        hash.update(content);
        list += &format!("{address:?}: {:?},\n", integrity.as_deref().unwrap_or_default());
    }
    list.push('}');
    hash.update(later.join("\n"));
    let name = format!("{:x}", hash.finalize())[..16].to_owned();
    let source = fill(source, "\"{{later}}\"", &format!("{later:?}"))?;
    fill(&fill(&source, "\"{{list}}\"", &list)?, "{{build}}", &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(address: &str, integrity: Option<&str>, content: &str) -> Listed {
        Listed { address: address.into(), integrity: integrity.map(Into::into), content: content.into() }
    }

    #[test]
    fn it_precaches_what_the_reader_needs_and_no_article() {
        for name in [
            "index.html",
            "embed.js",
            "whowhen-0123456789abcdef.wasm",
            "whowhen-0123456789abcdef.fr.json",
            "whowhen-diagrams-0123456789abcdef.wasm",
            "whowhen-diagrams-0123456789abcdef.txt",
            "icon.svg",
            "icon-192.png",
            "apple-touch-icon.png",
            "manifest.webmanifest",
            "articles/index.json",
        ] {
            assert!(is_of_the_app(name), "{name}");
        }
        for name in [
            "sw.js",
            "_headers",
            "frame.html",
            "whowhen-0123456789abcdef.wasm.br",
            "whowhen-0123456789abcdef.js.map",
            "embed.js.map",
            "articles",
            "mali",
            "sitemap.xml",
            "whowhen-convert-0123456789abcdef.js",
            "whowhen-converter-0123456789abcdef.wasm",
        ] {
            assert!(!is_of_the_app(name), "{name}");
        }
        assert!(is_needed_later("whowhen-converter-0123456789abcdef.wasm"));
        assert!(!is_needed_later("whowhen-converter-0123456789abcdef.wasm.br"));
    }

    #[test]
    fn any_change_results_in_a_new_worker() {
        let source = include_str!("../../../assets/sw.js");
        let name = |files: &[Listed]| {
            let worker = filled(source, files, &["later.js".to_owned()]).unwrap();
            assert!(!worker.contains("{{"), "a placeholder is left");
            worker.lines().find(|line| line.starts_with("const BUILD")).map(str::to_owned).expect("the name's line")
        };
        let one = name(&[file("./", None, "a"), file("b.js", Some("sha384-b"), "b")]);
        assert_eq!(one, name(&[file("./", None, "a"), file("b.js", Some("sha384-b"), "b")]));
        assert_ne!(one, name(&[file("./", None, "a"), file("b.js", Some("sha384-b"), "c")]));
        assert_ne!(one, name(&[file("./", None, "ab"), file("b.js", Some("sha384-b"), "")]));
    }
}
