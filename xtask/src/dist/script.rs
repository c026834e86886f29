//! JavaScript as it is served: without the words for those who read its source, and without what nothing calls.
//!
//! Made for our own entry and for wasm-bindgen's glue and no others: it goes by lines and their indentation, and relies on
//! there being no text in quotation marks that goes over several lines.

use regex_lite::Regex;

/// The glue without the functions that it offers to the module and the module does not import, and without its own
/// functions that then nobody calls. Before [`plain`], for it goes by the indentation.
pub fn without_unused(glue: &str, imported: &[String]) -> String {
    let property = Regex::new(r"^        (\w+): function\(").expect("a sound pattern");
    let mut glue = without_blocks(glue, "        },", |line| {
        property.captures(line).is_some_and(|found| !imported.iter().any(|name| *name == found[1]))
    });
    loop {
        let function = Regex::new(r"^(?:async )?function (\w+)\(").expect("a sound pattern");
        let before = glue.clone();
        glue = without_blocks(&before, "}", |line| {
            let Some(name) = function.captures(line).map(|found| found[1].to_owned()) else { return false };
            let others = without_blocks(&before, "}", |other| other == line);
            !Regex::new(&format!(r"\b{name}\b")).expect("a name").is_match(&others)
        });
        if glue == before {
            return glue;
        }
    }
}

/// The lines without the blocks that begin with a line that goes, up to the next line that is `end`.
fn without_blocks(text: &str, end: &str, goes: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_block = false;
    for line in text.lines() {
        in_block = in_block || goes(line);
        if !in_block {
            kept.push_str(line);
            kept.push('\n');
        }
        in_block = in_block && line != end;
    }
    kept
}

/// The script without comments and indentation.
pub fn plain(script: &str) -> String {
    let mut plain = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
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
        }, arguments);
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
        let without = without_unused(glue, &["b".to_owned()]);
        assert!(
            !without.contains("a: function") && !without.contains("words") && !without.contains("inner"),
            "{without}"
        );
        assert!(without.contains("arg0.b();") && without.contains("function handle"), "{without}");
        assert!(without.contains("memory: 1,\n    };\n}\n") && without.ends_with("imports();\n"), "{without}");
        assert_eq!(without_unused(glue, &["a".to_owned(), "b".to_owned()]), glue);
    }

    #[test]
    fn comments_and_indentation_go() {
        let script = "/**\n * Words.\n */\nconst a = 'http://x'; // stays\n\n/* one line */\nif (a) {\n    // words\n    b();\n}\n";
        assert_eq!(plain(script), "const a = 'http://x'; // stays\nif (a) {\nb();\n}\n");
    }
}
