//! Checks that the WebAssembly module and its glue (the JavaScript written by wasm-bindgen) use the same names.
//!
//! Every `wasm.NAME` in the glue must be exported by the module, and every import of the module must be defined in the
//! glue. wasm-bindgen ensures both, but wasm-opt runs after it. Otherwise a missing name would be noticed only when a
//! user runs the code that needs it.

use anyhow::{Result, ensure};
use regex_lite::Regex;
use std::collections::BTreeSet;
use wasmparser::{Parser, Payload};

/// Returns an error that lists the missing names. The glue must not be minified yet.
pub fn check(glue: &str, module: &[u8]) -> Result<()> {
    let (imports, exports) = imports_and_exports(module)?;
    let called = captures(glue, r"\bwasm\.(\w+)");
    let defined = captures(glue, r"(?m)^ +(\w+): ?function\b");
    ensure!(!called.is_empty(), "the glue calls nothing of the module: is it minified already?");
    let missing: Vec<_> = called.difference(&exports).collect();
    ensure!(missing.is_empty(), "the glue calls what the module does not export: {missing:?}");
    let missing: Vec<_> = imports.difference(&defined).collect();
    ensure!(missing.is_empty(), "the module imports what the glue does not define: {missing:?}");
    Ok(())
}

/// The names of a module's imports, and of its exports.
pub fn imports_and_exports(module: &[u8]) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut imports, mut exports) = (BTreeSet::new(), BTreeSet::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imports.insert(import?.name.to_owned());
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    exports.insert(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok((imports, exports))
}

fn captures(text: &str, pattern: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).expect("the pattern is valid");
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    /// `(module (import "./glue.js" "now" (func)) (export "run" (func 0)))`
    const MODULE: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x11\x01\x09./glue.js\x03now\0\0\x07\x07\x01\x03run\0\0";

    const GLUE: &str = "    const import0 = {\n        now: function() { return 1; },\n    };\n    wasm.run();\n";

    #[test]
    fn matching_names_pass() {
        check(GLUE, MODULE).unwrap();
    }

    #[test]
    fn a_call_of_a_missing_export_is_an_error() {
        let error = check(&GLUE.replace("wasm.run", "wasm.run_8"), MODULE).unwrap_err();
        assert!(error.to_string().contains("run_8"), "{error}");
    }

    #[test]
    fn an_undefined_import_is_an_error() {
        let error = check(&GLUE.replace("now:", "later:"), MODULE).unwrap_err();
        assert!(error.to_string().contains("\"now\""), "{error}");
    }
}
