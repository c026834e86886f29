//! Shortens the names that a WebAssembly module and its glue (the JavaScript written by wasm-bindgen) share.
//!
//! wasm-bindgen gives each of some four hundred imports and exports a long name with a hash, such as
//! `__wbg_appendChild_8aae12f9b2d4c2a3`, in the module and in the glue. Hashes do not compress. wasm-opt renames them in the module
//! and prints what it did; esbuild, which parses the glue, renames the properties with these names there.
//!
//! ```text
//! ["./whowhen_bg.js", "__wbg_appendChild_8aae12f9b2d4c2a3", "$a"]     an import, as wasm-opt prints it
//! ["__wbindgen_malloc", "b"]                                          an export
//! wasm.__wbindgen_malloc(8, 1)                                        in the glue, before
//! wasm.b(8, 1)                                                        and after
//! ```

use super::glue::imports_and_exports;
use super::{edit, fill, read};
use crate::child::{command, run_and_read};
use crate::tools;
use anyhow::{Context, Result, ensure};
use regex_lite::Regex;
use std::collections::HashSet;
use std::path::Path;

/// The name that wasm-opt gives the module of all imports.
const MODULE: &str = "a";

/// The old and the new names, as esbuild needs them.
pub struct Names(Vec<(String, String)>);

/// Renames the imports and exports of a module, and the name of the imported module in the glue. The glue still has the
/// old names of the imports and exports; [`Names::options`] lets esbuild rename them.
pub fn shorten(folder: &Path, glue: &str, module: &str) -> Result<Names> {
    let program = tools::wasm_opt().context("wasm-opt is not installed: `cargo xtask setup` installs it")?;
    let path = folder.join(module);
    let map = run_and_read(
        command(program)
            .arg(&path)
            // The names and versions of the tools are of no use to a browser.
            .args(["--minify-imports-and-exports-and-modules", "--strip-producers", "--output"])
            .arg(&path),
    )?;
    let names = Names::parse(&map)?;
    let (imports, exports) = imports_and_exports(&read(folder, module)?)?;
    let count = imports.len() + exports.len();
    ensure!(names.0.len() == count, "wasm-opt printed {} names, and {module} has {count}", names.0.len());
    // As wasm-bindgen names it: a file that there would be for a bundler.
    let imported = format!("\"./{}\":", module.replace(".wasm", ".js"));
    edit(folder, glue, |script| {
        names.check_glue(script)?;
        fill(script, &imported, &format!("\"{MODULE}\":"))
    })?;
    Ok(names)
}

impl Names {
    /// Reads what wasm-opt prints: `["module", "old", "new"]` for each import, `["old", "new"]` for each export.
    fn parse(map: &str) -> Result<Self> {
        let line = Regex::new(r#"\["(?:[^"]*", ")?([\w$]+)", "([\w$]+)"\]"#).expect("the pattern is valid");
        let names: Vec<_> = line.captures_iter(map).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
        ensure!(!names.is_empty(), "wasm-opt printed no names: {map}");
        Ok(Self(names))
    }

    /// Returns an error if a property of something else than the module has one of these names: esbuild knows properties only by
    /// their names, and would rename it, too. The glue is not minified yet, and calls the module `wasm`.
    fn check_glue(&self, glue: &str) -> Result<()> {
        let property = Regex::new(r"([\w$\])]+)\??\.([\w$]+)").expect("the pattern is valid");
        let old: HashSet<_> = self.0.iter().map(|(old, _)| old.as_str()).collect();
        let others = property.captures_iter(glue).filter(|found| &found[1] != "wasm" && old.contains(&found[2]));
        let others: Vec<_> = others.map(|found| found[0].to_owned()).collect();
        ensure!(others.is_empty(), "these are named like something that the module exports; rename that: {others:?}");
        Ok(())
    }

    /// The options that let esbuild rename these properties. Its cache is written into a file.
    pub fn options(&self, cache: &Path) -> Result<[String; 2]> {
        let pairs: Vec<_> = self.0.iter().map(|(old, new)| format!("{old:?}: {new:?}")).collect();
        std::fs::write(cache, format!("{{{}}}", pairs.join(", "))).context("writing the names for esbuild")?;
        let old: Vec<_> = self.0.iter().map(|(old, _)| old.replace('$', r"\$")).collect();
        Ok([format!("--mangle-props=^({})$", old.join("|")), format!("--mangle-cache={}", cache.display())])
    }

    /// Returns an error if the minified glue still has a property with an old name: the module does not know it any more.
    /// What the glue itself exports may have the same name.
    pub fn check(&self, glue: &str) -> Result<()> {
        let properties = Regex::new(r"[.{,]([\w$]+)").expect("the pattern is valid");
        let all: HashSet<_> = properties.captures_iter(glue).map(|found| found[1].to_owned()).collect();
        let left: Vec<_> = self.0.iter().map(|(old, _)| old).filter(|old| all.contains(*old)).collect();
        ensure!(left.is_empty(), "the glue still has names that the module has no more: {left:?}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    const PRINTED: &str = r#"{
 "imports": [
  ["./whowhen_bg.js", "__wbg_now_16f0c993d5dd6c27", "$"],
  ["./whowhen_bg.js", "__wbg_set_2793479888329cb6", "$a"]
 ],
"exports": [
  ["memory", "b"]
 ]
}"#;

    fn names() -> Names {
        Names::parse(PRINTED).unwrap()
    }

    #[test]
    fn names_of_imports_and_exports_are_read() {
        let pairs: Vec<_> = names().0.into_iter().collect();
        let expected = [("__wbg_now_16f0c993d5dd6c27", "$"), ("__wbg_set_2793479888329cb6", "$a"), ("memory", "b")];
        assert_eq!(pairs, expected.map(|(old, new)| (old.to_owned(), new.to_owned())));
        assert!(Names::parse("").is_err());
    }

    #[test]
    fn an_old_name_that_is_left_is_an_error() {
        names().check("x.b.buffer;return{$:()=>1,$a(){}};export{c as memory}").unwrap();
        names().check_glue("x = wasm.memory.buffer; getObject(0).b();").unwrap();
        let error = names().check_glue("getObject(0).memory").unwrap_err();
        assert!(error.to_string().contains(").memory"), "{error}");
        let error = names().check("x.memory.buffer").unwrap_err();
        assert!(error.to_string().contains("\"memory\""), "{error}");
    }
}
