//! JavaScript as it is served: without the words for those who read its source, and without what nothing calls.
//!
//! Made for our own entry and for wasm-bindgen's glue and no others: it goes by lines and their indentation, and relies on
//! there being no text in quotation marks that goes over several lines.

use regex_lite::Regex;

/// The glue without the functions that it offers to the module and the module does not import, and without its own
/// functions that then nobody calls. Before [`plain`], for it goes by the indentation.
pub fn without_unused(glue: &str, imported: &[String]) -> String {
    // `        NAME: function(arg0) {` to `        },` or `        }, arguments); },`.
    let property = Regex::new(r"^        (\w+): function\(").expect("a sound pattern");
    let unused =
        |line: &str| property.captures(line).is_some_and(|found| !imported.iter().any(|name| *name == found[1]));
    let mut glue = without_blocks(glue, unused, |line| line.starts_with("        }") && line.ends_with("},"));
    loop {
        let function = Regex::new(r"^(?:async )?function (\w+)\(").expect("a sound pattern");
        let before = glue.clone();
        let uncalled = |line: &str| {
            let Some(name) = function.captures(line).map(|found| found[1].to_owned()) else { return false };
            let others = without_blocks(&before, |other| other == line, |line| line == "}");
            !Regex::new(&format!(r"\b{name}\b")).expect("a name").is_match(&others)
        };
        glue = without_blocks(&before, uncalled, |line| line == "}");
        if glue == before {
            return glue;
        }
    }
}

/// The lines without the blocks that begin with a line that goes, up to the next line that is an end.
fn without_blocks(text: &str, goes: impl Fn(&str) -> bool, is_end: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_block = false;
    for line in text.lines() {
        in_block = in_block || goes(line);
        if !in_block {
            kept.push_str(line);
            kept.push('\n');
        }
        in_block = in_block && !is_end(line);
    }
    kept
}

/// The script without comments and indentation.
pub fn plain(script: &str) -> String {
    let mut plain = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*") && line.find("*/").is_none_or(|end| end + 2 == line.len());
        if in_comment || begins {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{plain, without_unused};

    #[test]
    fn what_nobody_calls_goes() {
        let glue = "\
function imports() {
    const import0 = {
        __proto__: null,
        a: function(arg0) {
            const ret = words(arg0);
            if (ret) {
            }
        },
        b: function() { return handle(function (arg0) {
            arg0.b();
        }, arguments); },
        c: function() { return handle(function (arg0) {
            arg0.c();
        }, arguments); },
        d: function(arg0) {
            arg0.d();
        },
        memory: 1,
    };
}
function words(value) {
    return inner(value) + words(value);
}
function inner(value) {
    return value;
}
function handle(f) {
    f();
}
imports();
";
        let without = without_unused(glue, &["b".to_owned(), "d".to_owned()]);
        assert!(
            !without.contains("a: function") && !without.contains("words") && !without.contains("inner"),
            "{without}"
        );
        assert!(without.contains("arg0.b();") && without.contains("function handle"), "{without}");
        assert!(!without.contains("arg0.c();") && without.contains("arg0.d();"), "{without}");
        assert!(without.contains("memory: 1,\n    };\n}\n") && without.ends_with("imports();\n"), "{without}");
        assert_eq!(without_unused(glue, &["a", "b", "c", "d"].map(str::to_owned)), glue);
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(plain("/* of */ a();\nb();\n/* one */\n"), "/* of */ a();\nb();\n");
        let script = "/**\n * Words.\n */\nconst a = 'http://x'; // stays\n\n/* one line */\nif (a) {\n    // words\n    b();\n}\n";
        assert_eq!(plain(script), "const a = 'http://x'; // stays\nif (a) {\nb();\n}\n");
    }
}
