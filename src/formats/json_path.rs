//! Where in a JSON text a place lies, as a path: `events[3].title`.
//!
//! Walking the text up to the place, when there is an error to tell of, costs the page far less than a parser that
//! keeps a path as it goes.

/// A step into a list or an object.
enum Step {
    Item(usize),
    /// The name of the field whose value is being read; none between a comma and the next colon.
    Field(Option<String>),
}

/// The path of the value that ends, or whose bracket opens, at a place: after `column` bytes of a line, both from 1, as
/// serde_json counts. Empty for the outermost value. The text is sound JSON up to there.
pub(super) fn path_at(text: &str, line: usize, column: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = (start + column).min(text.len());
    let bytes = &text.as_bytes()[..end];
    let mut steps: Vec<Step> = Vec::new();
    let mut word = None;
    let mut at = 0;
    while at < end {
        match bytes[at] {
            // A bracket that opens just here is the value that is spoken of.
            b'{' if at + 1 < end => steps.push(Step::Field(None)),
            b'[' if at + 1 < end => steps.push(Step::Item(0)),
            b'}' | b']' => drop(steps.pop()),
            b'"' => {
                let from = at;
                at += 1;
                while at < end && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                word = text.get(from..=at).and_then(|word| serde_json::from_str::<String>(word).ok());
            }
            b':' => {
                if let Some(Step::Field(name)) = steps.last_mut() {
                    *name = word.take();
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Item(place)) => *place += 1,
                Some(Step::Field(name)) => *name = None,
                None => {}
            },
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item(place) => path += &format!("[{place}]"),
            Step::Field(Some(name)) if path.is_empty() => path += &name,
            Step::Field(Some(name)) => path += &format!(".{name}"),
            Step::Field(None) => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path_at;

    /// The place is where `^` stands: just after the character before it.
    fn check(marked: &str, expected: &str) {
        let at = marked.find('^').expect("a mark");
        let (before, text) = (&marked[..at], marked.replace('^', ""));
        let line = 1 + before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        assert_eq!(path_at(&text, line, column), expected, "{marked}");
    }

    #[test]
    fn paths_of_values() {
        check(r#"5^"#, "");
        check(r#"{"a": 5^}"#, "a");
        check(r#"{"a": {"b": [1, "x"^]}}"#, "a.b[1]");
        check(r#"{"a": {"b": [^1]}}"#, "a.b");
        check(r#"{"a": {^}}"#, "a");
        check(r#"{"a": [{"b": 1}^]}"#, "a[0]");
        check(r#"{"a": [{"b": 1}, {"c^": 1}]}"#, "a[1]");
        check("{\n  \"a\": 1,\n  \"b\": true^\n}", "b");
        check(r#"{"a,]}": "[{\",\\"^}"#, "a,]}");
        check(r#"{"\u0061é": 5^}"#, "aé");
    }
}
