//! JavaScript as it is served: without the words for those who read its source.
//!
//! Only whole lines of comment, blank lines and indentation go: what a parser reads is the same. It is made for our own
//! entry and for wasm-bindgen's glue, in which no text in quotation marks goes over several lines.

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
    use super::plain;

    #[test]
    fn comments_and_indentation_go() {
        let script = "/**\n * Words.\n */\nconst a = 'http://x'; // stays\n\n/* one line */\nif (a) {\n    // words\n    b();\n}\n";
        assert_eq!(plain(script), "const a = 'http://x'; // stays\nif (a) {\nb();\n}\n");
    }
}
