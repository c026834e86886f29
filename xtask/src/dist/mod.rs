//! The last step of every build: final names, integrity, preloads, and in a release also short names of imports and exports and minified scripts.
//!
//! Trunk names files before wasm-bindgen and wasm-opt have run, so two different files can get the same name. Here the
//! contents are final: each file is renamed to `whowhen-<16 hex digits of its SHA-256>`, those of the diagrams to
//! `whowhen-diagrams-<…>`, those of the converter to `whowhen-convert…-<…>`, and `index.html` and
//! `embed.js` get the names and the SHA-384 hashes of what they load. `embed.js` keeps its name, because other sites use
//! it. Our own page loads it with its hash as a query, so a new page never gets a stale copy from a cache.
//!
//! The files are changed by regular expressions and not by an HTML parser: they are our own, and a pattern that does not
//! match exactly once is an error.

pub mod compress;
mod glue;
mod names;
mod pages;
mod scripts;
mod worker;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use regex_lite::{NoExpand, Regex};
use sha2::{Digest, Sha256, Sha384};
use std::path::{Path, PathBuf};

/// `cargo xtask finish`, Trunk's `post_build` hook.
pub fn finish_staged() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set: this is a hook that Trunk calls, not a command to type")?;
    let folder = PathBuf::from(staging);
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    for name in [READER, DIAGRAMS, CONVERTER] {
        let (glue, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
        glue::check(&String::from_utf8_lossy(&read(&folder, &glue)?), &read(&folder, &wasm)?)?;
    }
    finish(&folder, release)?;
    match release {
        true => write_pages(&folder),
        false => pages::write(&folder),
    }
}

/// Writes the pages of a release build, and what depends on them: the worker, and the compressed copies.
pub fn write_pages(folder: &Path) -> Result<()> {
    pages::write(folder)?;
    worker::write(folder)?;
    // Last, because the files must be final.
    compress::compress(folder)
}

/// Renames the files in this folder, and writes the final names into the files that load them.
fn finish(folder: &Path, release: bool) -> Result<()> {
    let files = Files {
        reader: module(folder, READER, release)?,
        diagrams: module(folder, DIAGRAMS, release)?,
        outlines: rename(folder, "outlines.txt", DIAGRAMS, "txt")?,
        converter: module(folder, CONVERTER, release)?,
        convert: convert(folder, release)?,
        style: rename(folder, "whowhen.css", READER, "css")?,
        locales: [rename(folder, "fr.json", READER, "fr.json")?, rename(folder, "ar.json", READER, "ar.json")?],
    };

    // A development build has no worker, so that edited files never come from a cache.
    let worker = if release { worker::NAME } else { "" };
    edit(folder, "embed.js", |text| fill_embed(text, &files, worker))?;
    if release {
        for name in ["embed.js", "demo/demo.js"] {
            scripts::minify(folder, name, scripts::Kind::Module, &[])?;
        }
        scripts::minify(folder, "frame.js", scripts::Kind::Classic, &[])?;
    }
    let embed = File::new("embed.js".into(), &read(folder, "embed.js")?);
    edit(folder, "index.html", |html| fill_page(html, &files, &embed))
}

/// The name and hashes of a file, for the files that load it.
struct File {
    name: String,
    hash: String,
    integrity: String,
}

/// The names that Trunk gives the modules.
const READER: &str = "whowhen";
const DIAGRAMS: &str = "whowhen-diagrams";
const CONVERTER: &str = "whowhen-converter";

/// Renames the script that loads the converter. In a release it is minified.
fn convert(folder: &Path, release: bool) -> Result<File> {
    if release {
        scripts::minify(folder, "convert.js", scripts::Kind::Module, &[])?;
        let map = rename(folder, "convert.js.map", "whowhen-convert", "js.map")?;
        edit(folder, "convert.js", |text| fill(text, "convert.js.map", &map.name))?;
    }
    rename(folder, "convert.js", "whowhen-convert", "js")
}

struct Files {
    reader: Module,
    diagrams: Module,
    /// The outlines of the map.
    outlines: File,
    converter: Module,
    /// The script that loads the converter.
    convert: File,
    style: File,
    /// The texts of the languages other than English.
    locales: [File; 2],
}

impl File {
    fn new(name: String, bytes: &[u8]) -> Self {
        let hash = format!("{:x}", Sha256::digest(bytes))[..16].to_owned();
        let integrity = format!("sha384-{}", base64::prelude::BASE64_STANDARD.encode(Sha384::digest(bytes)));
        File { name, hash, integrity }
    }
}

/// A WebAssembly module and its glue.
struct Module {
    glue: File,
    wasm: File,
}

/// Renames the files of a module. In a release its glue is minified, and the names that both share are short.
fn module(folder: &Path, name: &str, release: bool) -> Result<Module> {
    let (script, binary) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    let names = if release { Some(names::shorten(folder, &script, &binary)?) } else { None };
    let wasm = rename(folder, &binary, name, "wasm")?;
    // The glue contains a default address of the module. It is kept correct, although `embed.js` always passes one.
    edit(folder, &script, |text| Ok(text.replace(&binary, &wasm.name)))?;
    if let Some(names) = names {
        let cache = folder.join(format!("{name}.names.json"));
        scripts::minify(folder, &script, scripts::Kind::Module, &names.options(&cache)?)?;
        std::fs::remove_file(&cache).context("removing the names for esbuild")?;
        names.check(&String::from_utf8_lossy(&read(folder, &script)?))?;
        let map = rename(folder, &format!("{script}.map"), name, "js.map")?;
        edit(folder, &script, |text| fill(text, &format!("{script}.map"), &map.name))?;
    }
    Ok(Module { glue: rename(folder, &script, name, "js")?, wasm })
}

/// Renames a file by its content: `PREFIX-HASH.EXTENSION`.
fn rename(folder: &Path, old: &str, prefix: &str, extension: &str) -> Result<File> {
    let mut file = File::new(String::new(), &read(folder, old)?);
    file.name = format!("{prefix}-{}.{extension}", file.hash);
    std::fs::rename(folder.join(old), folder.join(&file.name)).with_context(|| format!("renaming {old}"))?;
    Ok(file)
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    std::fs::read(folder.join(name))
        .with_context(|| format!("there is no {name} in {}, where Trunk should have put it", folder.display()))
}

/// Whether this file, at the top of `dist/`, is loaded when somebody opens or saves another format: the names begin with
/// `whowhen-convert-` and `whowhen-converter-`.
pub fn is_of_converter(name: &str) -> bool {
    name.starts_with("whowhen-convert") && has_extension(name, &["wasm", "js"])
}

/// Whether the name of a file has one of these extensions.
pub fn has_extension(name: &str, extensions: &[&str]) -> bool {
    Path::new(name).extension().and_then(|extension| extension.to_str()).is_some_and(|own| extensions.contains(&own))
}

fn edit(folder: &Path, name: &str, change: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let text = String::from_utf8(read(folder, name)?).with_context(|| format!("{name} is not UTF-8"))?;
    let text = change(&text).with_context(|| format!("finishing {name}"))?;
    std::fs::write(folder.join(name), text).with_context(|| format!("writing {name}"))
}

/// Fills the placeholders of `embed.js` with names and integrity.
fn fill_embed(text: &str, files: &Files, worker: &str) -> Result<String> {
    let mut text = text.to_owned();
    for (placeholder, value) in [
        ("{{module}}", files.reader.glue.name.as_str()),
        ("{{module_integrity}}", &files.reader.glue.integrity),
        ("{{wasm}}", &files.reader.wasm.name),
        ("{{wasm_integrity}}", &files.reader.wasm.integrity),
        ("{{diagrams}}", &files.diagrams.glue.name),
        ("{{diagrams_wasm}}", &files.diagrams.wasm.name),
        ("{{diagrams_wasm_integrity}}", &files.diagrams.wasm.integrity),
        ("{{outlines}}", &files.outlines.name),
        ("{{convert}}", &files.convert.name),
        ("{{converter}}", &files.converter.glue.name),
        ("{{converter_wasm}}", &files.converter.wasm.name),
        ("{{converter_wasm_integrity}}", &files.converter.wasm.integrity),
        ("{{style}}", &files.style.name),
        ("{{style_integrity}}", &files.style.integrity),
        ("{{fr}}", &files.locales[0].name),
        ("{{ar}}", &files.locales[1].name),
        ("{{worker}}", worker),
    ] {
        text = fill(&text, placeholder, value)?;
    }
    Ok(text)
}

/// Replaces a placeholder, which must occur exactly once.
fn fill(text: &str, placeholder: &str, value: &str) -> Result<String> {
    let found = text.matches(placeholder).count();
    ensure!(found == 1, "{placeholder} should occur once, and occurs {found} times");
    Ok(text.replace(placeholder, value))
}

/// Replaces Trunk's element for the Rust program by preloads, and adds final names and integrity to the other elements.
fn fill_page(html: &str, files: &Files, embed: &File) -> Result<String> {
    let Files { reader: Module { glue, wasm }, style, .. } = files;
    // The module's preload needs the same `crossorigin` as the fetch in embed.js, otherwise the module is fetched twice.
    // Its integrity is checked only by that fetch: browsers do not support it on this kind of preload, and Chromium warns
    // about it.
    let preloads = format!(
        r#"<link rel="modulepreload" href="./{}" integrity="{}"><link rel="preload" as="fetch" type="application/wasm" crossorigin="anonymous" href="./{}">"#,
        glue.name, glue.integrity, wasm.name
    );
    let stylesheet = format!(r#"<link rel="stylesheet" href="./{}" integrity="{}">"#, style.name, style.integrity);
    let entry = format!(r#"<script type="module" src="./embed.js?{}" integrity="{}">"#, embed.hash, embed.integrity);

    let html = replace_one(html, r"<link\b[^>]*\bdata-trunk\b[^>]*>", &preloads)?;
    let html = replace_one(&html, r#"<link\b[^>]*\bhref=["']?(\./)?whowhen\.css\b[^>]*>"#, &stylesheet)?;
    let html = replace_one(&html, r#"<script\b[^>]*\bsrc=["']?(\./)?embed\.js\b[^>]*>"#, &entry)?;
    ensure!(!html.contains("data-trunk"), "an element for Trunk was not replaced");
    Ok(html)
}

fn replace_one(text: &str, pattern: &str, by: &str) -> Result<String> {
    let pattern = Regex::new(pattern)?;
    let found = pattern.find_iter(text).count();
    ensure!(found == 1, "one element should match {}, and {found} do", pattern.as_str());
    Ok(pattern.replace(text, NoExpand(by)).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let file = |name: &str| File::new(name.into(), name.as_bytes());
        Files {
            reader: Module { glue: file("g.js"), wasm: file("w.wasm") },
            diagrams: Module { glue: file("d.js"), wasm: file("d.wasm") },
            outlines: file("o.txt"),
            converter: Module { glue: file("c.js"), wasm: file("c.wasm") },
            convert: file("convert.js"),
            style: file("s.css"),
            locales: [file("f.json"), file("a.json")],
        }
    }

    #[test]
    fn trunks_page_is_filled_in_minified_or_not() {
        for html in [
            r#"<head><link data-trunk rel="rust" href="src/Cargo.toml" data-trunk-id="0"><link rel="stylesheet" href="./whowhen.css"/><script type="module" src="embed.js"></script></head>"#,
            r#"<head><link data-trunk data-trunk-id=0 href=src/Cargo.toml rel=rust><link href=./whowhen.css rel=stylesheet><script src=embed.js type=module></script></head>"#,
        ] {
            let page = fill_page(html, &files(), &File::new("embed.js".into(), b"e")).unwrap();
            assert!(page.starts_with(r#"<head><link rel="modulepreload" href="./g.js" integrity="sha384-"#), "{page}");
            assert!(page.contains(r#"crossorigin="anonymous" href="./w.wasm">"#), "{page}");
            assert!(page.contains(r#"<link rel="stylesheet" href="./s.css" integrity="sha384-"#), "{page}");
            assert!(
                page.contains(r#"<script type="module" src="./embed.js?3f79bb7b435b0532" integrity="sha384-"#),
                "{page}"
            );
            assert!(page.ends_with("</script></head>"), "{page}");
        }
    }

    #[test]
    fn a_page_without_its_stylesheet_is_an_error() {
        let html = r#"<link data-trunk rel="rust"><script type="module" src="embed.js"></script>"#;
        let error = fill_page(html, &files(), &File::new("embed.js".into(), b"e")).unwrap_err();
        assert!(error.to_string().contains("whowhen"), "{error}");
    }

    #[test]
    fn embed_js_has_every_placeholder_once() {
        let text = include_str!("../../../assets/embed.js");
        let filled = fill_embed(text, &files(), worker::NAME).unwrap();
        assert!(!filled.contains("{{"), "a placeholder is left");
        assert!(fill_embed(&filled, &files(), worker::NAME).is_err(), "filled twice");
    }
}
