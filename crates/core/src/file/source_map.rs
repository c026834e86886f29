//! The position of each value in a JSON text, found in one pass. It turns the path of a problem into a line and a column,
//! and the position where reading failed into a path.
//!
//! The text need not be valid JSON: values before the first error are found anyway. A map costs some memory per value, so
//! it is made only when there is a problem to report.
//!
//! ```
//! use whowhen_core::file::{Path, Position, SourceMap};
//!
//! let source = SourceMap::new("{\n  \"events\": [\n    {\"title\": 5}\n  ]\n}");
//! assert_eq!(source.position("events[0].title"), Some(Position { line: 3, column: 15 }));
//! assert_eq!(source.position(Path::Top.field("events").item(0)), Some(Position { line: 3, column: 5 }));
//! assert_eq!(source.position("events[1]"), None);
//! ```

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A line and a column in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In bytes, from 1.
    pub column: usize,
}

/// `3:15`, as compilers print it after a file name.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The positions of all values of a JSON text.
pub struct SourceMap<'a> {
    text: &'a str,
    /// In the order of the text: an object or a list comes before its children.
    values: Vec<SourceValue<'a>>,
    /// The offset at which each line begins.
    lines: Vec<usize>,
}

/// A value and its byte range.
struct SourceValue<'a> {
    bytes: Range<usize>,
    parent: Option<usize>,
    step: Step<'a>,
    /// The values of its fields, or its items.
    children: Vec<usize>,
}

/// How a value is found in its parent.
enum Step<'a> {
    Top,
    Field(Cow<'a, str>),
    Item(usize),
}

impl<'a> SourceMap<'a> {
    /// Finds all values of a text.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { text, values: values(text), lines: std::iter::once(0).chain(starts).collect() }
    }

    /// The start of the value with this path: a string such as `events[3].title`, or a [`Path`](super::Path). `None` if
    /// the text has no such value.
    pub fn position(&self, path: impl fmt::Display) -> Option<Position> {
        self.find(&path.to_string()).map(|value| self.start(value))
    }

    /// The value with this path, as an index into [`Self::values`].
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.values.first().and_then(|_| self.find_in(0, path))
    }

    /// Follows the rest of a path from a value. A field's name may itself look like a path, so every field is tried that
    /// the rest begins with.
    fn find_in(&self, value: usize, path: &str) -> Option<usize> {
        if path.is_empty() {
            return Some(value);
        }
        let SourceValue { parent, children, .. } = &self.values[value];
        if self.is_list(value) {
            let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
            return self.find_in(*children.get(index.parse::<usize>().ok()?)?, rest);
        }
        let path = if parent.is_none() { path } else { path.strip_prefix('.')? };
        children.iter().find_map(|&child| match &self.values[child].step {
            Step::Field(name) => self.find_in(child, path.strip_prefix(&**name)?),
            Step::Top | Step::Item(_) => None,
        })
    }

    fn is_list(&self, value: usize) -> bool {
        self.text.as_bytes()[self.values[value].bytes.start] == b'['
    }

    /// The innermost value that contains a position or ends there.
    pub(super) fn value_at(&self, Position { line, column }: Position) -> Option<usize> {
        // serde_json's column is the number of bytes that it has read of the line.
        let offset = self.lines.get(line.checked_sub(1)?)? + column;
        self.values.iter().rposition(|value| value.bytes.start <= offset && offset <= value.bytes.end)
    }

    /// The start of a value.
    pub(super) fn start(&self, value: usize) -> Position {
        let start = self.values[value].bytes.start;
        let line = self.lines.partition_point(|&line| line <= start);
        Position { line, column: 1 + start - self.lines[line - 1] }
    }

    /// The path of a value; empty for the top-level value.
    pub(super) fn path(&self, value: usize) -> String {
        let SourceValue { parent, step, .. } = &self.values[value];
        let parent = parent.map(|parent| self.path(parent)).unwrap_or_default();
        match step {
            Step::Top => parent,
            Step::Item(index) => format!("{parent}[{index}]"),
            Step::Field(name) if parent.is_empty() => name.to_string(),
            Step::Field(name) => format!("{parent}.{name}"),
        }
    }

    /// The text of a value.
    pub(super) fn text(&self, value: usize) -> &'a str {
        self.text.get(self.values[value].bytes.clone()).unwrap_or_default()
    }
}

/// All values of a text, in order.
fn values(text: &str) -> Vec<SourceValue<'_>> {
    let bytes = text.as_bytes();
    let mut values: Vec<SourceValue> = Vec::new();
    // Open objects and lists, and the name of the field whose value comes next.
    let (mut open, mut name): (Vec<usize>, _) = (Vec::new(), None);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {
                at += 1;
                continue;
            }
            b'}' | b']' => {
                at += 1;
                if let Some(closed) = open.pop() {
                    values[closed].bytes.end = at;
                }
                continue;
            }
            b'{' | b'[' => at + 1,
            b'"' => string_end(bytes, at),
            _ => at + bytes[at..].iter().take_while(|byte| !b" \t\r\n,:{}[]\"".contains(byte)).count(),
        };
        let parent = open.last().copied();
        let step = match parent {
            None => Step::Top,
            Some(list) if bytes[values[list].bytes.start] == b'[' => Step::Item(values[list].children.len()),
            Some(_) => match name.take() {
                Some(name) => Step::Field(name),
                None => {
                    name = Some(unquoted(&text[start..at]));
                    continue;
                }
            },
        };
        let value = values.len();
        if let Some(parent) = parent {
            values[parent].children.push(value);
        }
        let end = if matches!(byte, b'{' | b'[') {
            open.push(value);
            text.len()
        } else {
            at
        };
        values.push(SourceValue { bytes: start..end, parent, step, children: Vec::new() });
    }
    values
}

/// The offset after the closing quotation mark of a string, or the end of the text if it has none.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A name without quotation marks and escapes.
fn unquoted(name: &str) -> Cow<'_, str> {
    match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => plain.into(),
        _ => serde_json::from_str::<String>(name).map_or(name.into(), Cow::from),
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, SourceMap};

    /// Checks the path of the value in which reading stopped at `^`.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let at = marked.find('^').expect("a mark");
        let (before, text) = (&marked[..at], marked.replace('^', ""));
        let line = 1 + before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        let source = SourceMap::new(&text);
        let value = source.value_at(Position { line, column }).expect("a value");
        assert_eq!(source.path(value), expected, "{marked}");
    }

    #[test]
    fn paths_of_values() {
        check(r#"5^"#, "");
        check(r#"{"a": 5^}"#, "a");
        check(r#"{"a": ^[5]}"#, "a");
        check(r#"{"a": {"b": [1, "x"^]}}"#, "a.b[1]");
        check(r#"{"a": {^}}"#, "a");
        check(r#"{"a": [{"b": 1}^]}"#, "a[0]");
        check(r#"{"a": [{"b": 1}, {"c^": 1}]}"#, "a[1]");
        check("{\n  \"a\": 1,\n  \"b\": true^\n}", "b");
        check(r#"{"a,]}": "[{\",\\"^}"#, "a,]}");
        check(r#"{"\u0061é": 5^}"#, "aé");
        // The rest may be missing or invalid.
        check(r#"{"a": [1, 2^"#, "a[1]");
        check(r#"{"a": [1, 2^, } ] "]]] {"#, "a[1]");
    }

    #[test]
    fn positions_of_values() {
        let text = "\u{feff}{\n  \"a,]}\": 1, \"b\": [{\"c\": 5},\n {\"c\":  true}], \"b[0]\": {\"c.d\": \"\\\"\"}}";
        let source = SourceMap::new(text);
        for (path, line, column) in [
            ("", 1, 1),
            ("a,]}", 2, 11),
            ("b", 2, 19),
            ("b[0]", 2, 20),
            ("b[0].c", 2, 26),
            ("b[1].c", 3, 9),
            ("b[0].c.d", 3, 33),
        ] {
            assert_eq!(source.position(path), Some(Position { line, column }), "{path}");
        }
        for path in ["c", "b[2]", "b[0]c", "b[0].c.e", "b.", "b[", "[0]"] {
            assert_eq!(source.position(path), None, "{path}");
        }
        assert_eq!(SourceMap::new(" ").position(""), None);
    }
}
