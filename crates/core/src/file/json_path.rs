//! Where in a JSON text a place lies, as a path: `events[3].title`.
//!
//! Walking the text up to the place, when there is an error to tell of, costs the page far less than a parser that
//! keeps a path as it goes.

use super::json_value;

/// A step into a list or an object.
enum Step {
    Item(usize),
    /// The name of the field whose value is being read; none between a comma and the next colon.
    Field(Option<String>),
}

/// A walk through a JSON text that knows its path at every byte. The text is sound as far as one walks.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    steps: Vec<Step>,
    /// The text that was passed last, until it is known whether it names a field.
    word: Option<String>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, steps: Vec::new(), word: None }
    }

    /// Passes a byte, or a whole text in quotation marks; says whether a value may begin behind it. `None` at `end`.
    fn step(&mut self, end: usize) -> Option<bool> {
        let bytes = &self.text.as_bytes()[..end];
        let mut begins = false;
        match bytes.get(self.at)? {
            b'{' => self.steps.push(Step::Field(None)),
            b'[' => {
                self.steps.push(Step::Item(0));
                begins = true;
            }
            b'}' | b']' => drop(self.steps.pop()),
            b'"' => {
                let from = self.at;
                self.at += 1;
                while bytes.get(self.at).is_some_and(|&byte| byte != b'"') {
                    self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
                }
                let word = self.text.get(from..=self.at).and_then(|word| json_value::read(word).ok());
                self.word = word.and_then(|word| word.as_str().map(str::to_owned));
            }
            b':' => {
                begins = true;
                if let Some(Step::Field(name)) = self.steps.last_mut() {
                    *name = self.word.take();
                }
            }
            b',' => match self.steps.last_mut() {
                Some(Step::Item(place)) => {
                    *place += 1;
                    begins = true;
                }
                Some(Step::Field(name)) => *name = None,
                None => {}
            },
            _ => {}
        }
        self.at += 1;
        Some(begins)
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Item(place) => path += &format!("[{place}]"),
                Step::Field(Some(name)) if path.is_empty() => path += name,
                Step::Field(Some(name)) => path += &format!(".{name}"),
                Step::Field(None) => {}
            }
        }
        path
    }
}

/// The path of the value that is read at a place: after `column` bytes of a line, both from 1, as serde_json counts.
/// Empty for the outermost value.
pub(super) fn path_at(text: &str, line: usize, column: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = (start + column).min(text.len());
    let mut walk = Walk::new(text);
    while walk.step(end).is_some() {}
    walk.path()
}

/// Where the value with this path begins: its line and, in bytes, its column, both from 1.
pub(super) fn place_of(text: &str, path: &str) -> (usize, usize) {
    let mut walk = Walk::new(text);
    let mut found = path.is_empty();
    while !found {
        match walk.step(text.len()) {
            Some(begins) => found = begins && walk.path() == path,
            None => break,
        }
    }
    let rest = text.get(walk.at..).unwrap_or_default();
    let before = &text[..text.len() - rest.trim_start().len()];
    (1 + before.matches('\n').count(), 1 + before.len() - before.rfind('\n').map_or(0, |end| end + 1))
}

#[cfg(test)]
mod tests {
    use super::{path_at, place_of};

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
        check(r#"{"a": {^}}"#, "a");
        check(r#"{"a": [{"b": 1}^]}"#, "a[0]");
        check(r#"{"a": [{"b": 1}, {"c^": 1}]}"#, "a[1]");
        check("{\n  \"a\": 1,\n  \"b\": true^\n}", "b");
        check(r#"{"a,]}": "[{\",\\"^}"#, "a,]}");
        check(r#"{"\u0061é": 5^}"#, "aé");
    }

    #[test]
    fn places_of_values() {
        let text = "{\n  \"a,]}\": 1, \"b\": [{\"c\": 5},\n {\"c\":  true}]}";
        for (path, place) in [
            ("", (1, 1)),
            ("a,]}", (2, 11)),
            ("b", (2, 19)),
            ("b[0]", (2, 20)),
            ("b[0].c", (2, 26)),
            ("b[1].c", (3, 9)),
        ] {
            assert_eq!(place_of(text, path), place, "{path}");
        }
    }
}
