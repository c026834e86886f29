//! The layering check: who uses whom in `src/`, and what must not stand where (docs/architecture.md).
//!
//! A room is a file or folder right under `src/`. The sources are read as Rust tokens, so comments and strings do not
//! count, and the insides of macros such as `view!` do.

mod rules;
mod tokens;

use crate::child::root;
use anyhow::{Context, Result, bail};
use std::path::Path;
use walkdir::WalkDir;

/// `cargo xtask layers`: prints every breach; an error if there are any.
pub fn check() -> Result<()> {
    let src = root().join("src");
    let mut breaches = Vec::new();
    let mut files = 0;
    for entry in WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.context("reading src/")?;
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let text =
                std::fs::read_to_string(entry.path()).with_context(|| format!("reading {}", entry.path().display()))?;
            let inner: Vec<_> = entry.path().strip_prefix(&src)?.iter().map(|part| part.to_string_lossy()).collect();
            let inner = inner.join("/");
            for breach in check_file(&inner, &text) {
                breaches.push(format!("src/{inner}:{breach}"));
            }
            files += 1;
        }
    }
    if breaches.is_empty() {
        println!("    {files} files keep to their layers");
        return Ok(());
    }
    for breach in &breaches {
        println!("    {breach}");
    }
    bail!("{} breaches of the layering (docs/architecture.md says who may use whom)", breaches.len())
}

/// The breaches in one file, each as "line: what". `path` is below `src/`, with slashes.
fn check_file(path: &str, text: &str) -> Vec<String> {
    let modules = module_path(path);
    let mut breaches = Vec::new();
    if !text.trim_start().starts_with("//!") {
        breaches.push("1: a module opens with `//!`: what it is for".to_owned());
    }
    let is_test = modules.iter().any(|module| module == "tests");
    match tokens::read(text, &modules, is_test) {
        Ok(tokens) => breaches.extend(rules::check(modules.first().map(String::as_str), &tokens)),
        Err(error) => breaches.push(format!("1: not Rust: {error}")),
    }
    breaches
}

/// `ui/reader/mod.rs` is `["ui", "reader"]`; `lib.rs` is `[]`.
fn module_path(path: &str) -> Vec<String> {
    let path = Path::new(path).with_extension("");
    let mut parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::check_file;

    /// What is found in a file that opens as it should.
    fn found(path: &str, code: &str) -> Vec<String> {
        check_file(path, &format!("//! Purpose.\n{code}"))
    }

    fn is_fine(path: &str, code: &str) {
        assert_eq!(found(path, code), [""; 0], "{path}: {code}");
    }

    fn is_breach(path: &str, code: &str, says: &str) {
        let found = found(path, code);
        assert_eq!(found.len(), 1, "{path}: {code}: {found:?}");
        assert!(found[0].contains(says), "{path}: {code}: {found:?}");
    }

    #[test]
    fn rooms_use_those_below_them() {
        is_fine("check/mod.rs", "use crate::article::Article; use crate::{text::{self, Span}, article};");
        is_fine("layout/runs.rs", "fn f(a: crate::article::Article) {}");
        is_fine("ui/reader.rs", "use crate::{host, reading::Command}; use super::actors::Card;");
        is_fine("embed.rs", "use crate::{formats, ui, host};");
        is_fine("lib.rs", "pub mod article; pub use crate::article::Article; #[cfg(target_arch = \"wasm32\")] mod ui;");
        is_fine(
            "article/date.rs",
            "use crate::article::ids; use super::ids::ActorId; use self::x; pub(crate) fn f() {}",
        );
        is_fine("article/date.rs", "pub(in crate::article) fn f() {}");
    }

    #[test]
    fn rooms_do_not_use_those_above_them() {
        is_breach("article/mod.rs", "use crate::text::Span;", "`article` may not use `text`");
        is_breach("index/mod.rs", "use crate::{article, check::Problem};", "`index` may not use `check`");
        is_breach("ui/reader.rs", "use crate::formats;", "`ui` may not use `formats`");
        is_breach("host/net.rs", "fn f() { crate::reading::apply() }", "`host` may not use `reading`");
        is_breach("reading/mod.rs", "\n\nuse crate::{\n  index::Index,\n  ui,\n};", "6: `reading` may not use `ui`");
    }

    #[test]
    fn macros_are_looked_into_and_text_is_not() {
        is_breach("ui/a.rs", "fn f() { view! { <p>{crate::formats::name()}</p> } }", "`formats`");
        is_fine("ui/a.rs", "/// See [crate::formats].\nfn f() { let s = \"crate::formats\"; } // crate::formats");
    }

    #[test]
    fn super_may_climb_within_a_room_only() {
        is_fine("check/spans.rs", "use super::Problem;");
        is_fine("check/a/b.rs", "use super::super::Problem; mod c { use super::super::super::Problem; }");
        is_breach("check/spans.rs", "use super::super::layout::Run;", "`check` may not use `layout`");
        is_breach("check/mod.rs", "use super::{article, index};", "`check` may not use `index`");
        is_breach("check/spans.rs", "mod tests { use super::super::super::ui; }", "`check` may not use `ui`");
        is_fine("check/spans.rs", "use super::super::article::Article;");
    }

    #[test]
    fn rooms_are_named_and_known() {
        is_breach("article/mod.rs", "use crate::*;", "name the room");
        is_breach("check/mod.rs", "use crate::Article;", "`Article` is no room");
        is_breach("utils.rs", "", "`utils` is no room");
    }

    #[test]
    fn the_core_knows_no_browser_and_no_clock() {
        is_breach("layout/mod.rs", "use web_sys::Element;", "`web_sys`");
        is_breach("reading/mod.rs", "fn f() -> leptos::View {}", "`leptos`");
        is_breach("formats/tei.rs", "use gloo_net::http::Request;", "`gloo_net`");
        is_breach("check/mod.rs", "use std::time::Instant;", "`Instant`");
        is_breach("check/mod.rs", "use std::{collections::HashMap, fs};", "`std::fs`");
        is_breach("index/mod.rs", "static mut N: u32 = 0;", "global state");
        is_fine("host/net.rs", "use gloo_net::http::Request; use web_sys::Element;");
    }

    #[test]
    fn text_reaches_the_page_as_text_and_style_as_classes() {
        is_breach("ui/a.rs", "fn f() { view! { <p inner_html=x></p> } }", "`inner_html`");
        is_breach("host/a.rs", "fn f(e: &Element) { e.set_inner_html(\"\") }", "`set_inner_html`");
        is_breach("ui/a.rs", "fn f() { view! { <p style=\"color: red\"></p> } }", "`style=`");
        is_breach("ui/a.rs", "fn f(e: &Element) { e.set_attribute(\"style\", x); }", "`\"style\"`");
        is_fine("ui/a.rs", "fn f() { let style = 1; view! { <p style:color=c class=\"a style\"></p> } }");
    }

    #[test]
    fn nothing_panics_but_tests() {
        is_breach("text/mod.rs", "fn f() { x.unwrap(); }", "unwrap()");
        is_breach("ui/a.rs", "fn f() { view! { <p>{x.unwrap()}</p> } }", "unwrap()");
        is_breach("text/mod.rs", "fn f() { panic!(\"no\") }", "panic!");
        is_fine("text/mod.rs", "fn f() { x.unwrap_or(1); x.expect(\"why it holds\"); }");
        is_fine("text/mod.rs", "#[cfg(test)] mod tests { fn f() { x.unwrap(); } }");
        is_fine("text/mod.rs", "#[cfg(test)]\n#[allow(x)]\npub mod tests { #[test] fn f() { panic!() } }");
        is_fine("text/mod.rs", "#[test] fn f() { x.unwrap(); }");
        is_fine("text/mod.rs", "#[cfg(test)] use std::fs; #[cfg(test)] mod tests;");
        is_fine("text/tests.rs", "fn f() { x.unwrap(); }");
        is_breach("text/mod.rs", "#[cfg(test)] mod tests {} fn f() { x.unwrap(); }", "unwrap()");
    }

    #[test]
    fn tests_keep_to_their_layer_too() {
        is_breach("text/mod.rs", "#[cfg(test)] mod tests { use crate::ui; }", "`text` may not use `ui`");
    }

    #[test]
    fn a_module_opens_with_its_purpose() {
        let found = check_file("text/mod.rs", "use std::fmt;");
        assert_eq!(found, ["1: a module opens with `//!`: what it is for"]);
    }
}
