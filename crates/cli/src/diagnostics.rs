//! Errors and problems as compilers print them: `FILE:LINE:COLUMN: warning: PATH: MESSAGE`, then the line of the source with
//! the value underlined, what was done about it, and how to correct it.
//!
//! Columns count bytes from 1. Of a long line, only the part around the column is printed; the cost does not depend on the
//! length of the line.

use crate::output::{ERROR, LABEL, STRONG, WARNING, visible, visible_char};
use anstyle::Style;
use serde::Serialize;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;
use whowhen_core::check::Problem;
use whowhen_core::file::{FORMAT, Position, ReadError, SourceMap};

/// An error or a problem of a file. As JSON, it has no level: errors and problems are in lists of their own.
#[derive(Debug, Serialize)]
pub struct Diagnostic {
    #[serde(skip)]
    level: Level,
    /// The JSON path; empty if it is the whole file.
    path: String,
    /// From 1, if the place is known.
    line: Option<usize>,
    /// In bytes, from 1.
    column: Option<usize>,
    /// An identifier that does not change between versions.
    code: &'static str,
    /// What is wrong.
    message: String,
    /// What was done about it. An error has none: there is no article to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    /// How to correct it; may be empty.
    help: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Warning,
    Error,
}

/// The text of a file, and where its lines begin.
pub struct Source<'a> {
    text: &'a str,
    /// The length of the byte order mark before it.
    mark: usize,
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    /// A text, with or without a byte order mark, which no column counts.
    pub fn new(text: &'a str) -> Self {
        let whole = text.len();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { text, mark: whole - text.len(), lines: std::iter::once(0).chain(starts).collect() }
    }

    /// The line and column of a byte.
    fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&line| line <= offset);
        Position { line, column: 1 + offset - self.lines[line - 1] }
    }

    /// The last line, and the column after its last character that is not white space.
    fn end(&self) -> Position {
        let end = self.position(self.text.trim_end().len());
        Position { column: end.column.saturating_sub(1).max(1), ..end }
    }

    /// The offset of a position, at the beginning of a character; `None` if there is no such line.
    fn offset(&self, Position { line, column }: Position) -> Option<usize> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let mut offset = (start + column.saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        Some(offset)
    }
}

impl Diagnostic {
    /// The problems of a file, in the order of the text.
    pub fn of_problems(problems: &[Problem], source: &Source) -> Vec<Self> {
        if problems.is_empty() {
            return Vec::new();
        }
        let map = SourceMap::new(source.text);
        let diagnostic = |problem: &Problem| {
            let (position, text) = (map.position(&problem.path), problem.explain());
            Self {
                level: Level::Warning,
                path: problem.path.clone(),
                line: position.map(|position| position.line),
                column: position.map(|position| position.column),
                code: text.code,
                message: text.message,
                action: Some(text.action),
                help: text.help,
            }
        };
        let mut found: Vec<Self> = problems.iter().map(diagnostic).collect();
        found.sort_by_key(|found| (found.line.unwrap_or(usize::MAX), found.column));
        found
    }

    /// Why a file has no article to show.
    pub fn of_error(error: &ReadError, source: &Source) -> Self {
        let position = match *error {
            ReadError::NotJson { line, column, .. } | ReadError::WrongShape { line, column, .. } => {
                Some(Position { line, column })
            }
            ReadError::Truncated { .. } => Some(source.end()),
            ReadError::TooDeep { line } => Some(Position { line, column: 1 }),
            ReadError::NotUtf8 { offset } => Some(source.position(offset.saturating_sub(source.mark))),
            ReadError::UnknownFormat { .. } | ReadError::NoBlocks => {
                error.path().and_then(|path| SourceMap::new(source.text).position(path))
            }
            _ => None,
        };
        let message = match error {
            ReadError::NotJson { detail, .. } => format!("the file is not valid JSON: {detail}"),
            ReadError::WrongShape { detail, .. } => detail.clone(),
            error => sentence_part(&error.to_string()),
        };
        Self {
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            path: error.path().unwrap_or_default().to_owned(),
            ..Self::error(code(error), message, &help(error))
        }
    }

    /// An error of a whole file.
    pub fn error(code: &'static str, message: String, help: &str) -> Self {
        Self {
            level: Level::Error,
            path: String::new(),
            line: None,
            column: None,
            code,
            message,
            action: None,
            help: help.to_owned(),
        }
    }

    /// `FILE:LINE:COLUMN: warning: PATH: MESSAGE`, as editors understand it; with styles, and without a line end.
    fn first_line(&self, file: &str) -> String {
        let mut text = format!("{STRONG}{}:", visible(file));
        if let Some((line, column)) = self.line.zip(self.column) {
            let _ = write!(text, "{line}:{column}:");
        }
        let (style, word) = self.level.word();
        let _ = write!(text, "{STRONG:#} {style}{word}:{style:#} ");
        if !self.path.is_empty() {
            let _ = write!(text, "{}: ", visible(&self.path));
        }
        text + &visible(&self.message)
    }

    /// One line, with the help behind the message; with styles.
    pub fn one_line(&self, file: &str) -> String {
        format!("{}. {}.\n", self.first_line(file), visible(&self.help))
    }

    /// Several lines, with the line of the source; with styles.
    pub fn render(&self, file: &str, source: &Source) -> String {
        let mut text = self.first_line(file);
        text.push('\n');
        if let Some((line, column)) = self.line.zip(self.column) {
            text += &excerpt(source, Position { line, column }, self.level.word().0);
        }
        let mut label = |word: &str, explanation: &str, end: &str| {
            let _ = writeln!(text, "  {LABEL}{word}:{LABEL:#} {}{end}", visible(explanation));
        };
        if let Some(action) = &self.action {
            label("done", action, "");
        }
        match self.help.is_empty() {
            true => label("code", self.code, ""),
            false => label("help", &self.help, &format!(" [{}]", self.code)),
        }
        text
    }
}

impl Level {
    fn word(self) -> (Style, &'static str) {
        match self {
            Self::Warning => (WARNING, "warning"),
            Self::Error => (ERROR, "error"),
        }
    }
}

/// The line of a position with its number, and the value there underlined. Long lines are cut around it.
fn excerpt(source: &Source, position: Position, style: Style) -> String {
    /// How many columns of a terminal are printed before and in all.
    const BEFORE: usize = 40;
    const IN_ALL: usize = 96;
    /// How many characters: some take no column.
    const CHARS: usize = 400;
    let Some(at) = source.offset(position) else { return String::new() };
    let text = source.text;
    let start = source.lines[position.line - 1].min(at);
    // From the value backwards, then forwards from there.
    let (mut from, mut width) = (at, 0);
    for (offset, c) in text[start..at].char_indices().rev().take(CHARS) {
        width += shown(c).1;
        if width > BEFORE {
            break;
        }
        from = start + offset;
    }
    let value_end = at + value_length(&text[at..], IN_ALL * 4);
    let cut = if from > start { "…" } else { "" };
    let (mut line, mut indent, mut underlined, mut width) = (cut.to_owned(), cut.chars().count(), 0, 0);
    let mut chars = text[from..].char_indices().map(|(offset, c)| (from + offset, c)).take(2 * CHARS).peekable();
    while let Some((offset, c)) = chars.next() {
        if c == '\n' || c == '\r' && chars.peek().is_none_or(|(_, next)| *next == '\n') {
            break;
        }
        let (shown, columns) = shown(c);
        if width + columns > IN_ALL {
            line.push('…');
            break;
        }
        width += columns;
        match offset {
            before if before < at => indent += columns,
            inside if inside < value_end => underlined += columns,
            _ => {}
        }
        match shown {
            '\t' => line += TAB,
            c => line.push(c),
        }
    }
    let (number, line) = (position.line.to_string(), line.trim_end());
    let (margin, carets) = (" ".repeat(number.len()), "^".repeat(underlined.max(1)));
    format!(" {number} | {line}\n {margin} | {}{style}{carets}{style:#}\n", " ".repeat(indent))
}

/// What is printed for a tab.
const TAB: &str = "    ";

/// The character that is printed for one of the source, and how many columns of a terminal it takes.
fn shown(c: char) -> (char, usize) {
    match c {
        '\t' => (c, TAB.len()),
        c => {
            let c = visible_char(c);
            (c, c.width().unwrap_or(0))
        }
    }
}

/// The length of the value at the start of a JSON text in bytes, up to a limit: a text with its quotation marks, or a number
/// or word. Of an object or a list only its bracket.
fn value_length(text: &str, limit: usize) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(limit)];
    match bytes {
        [b'"', rest @ ..] => {
            let mut is_escaped = false;
            let end = rest.iter().position(|byte| {
                let is_end = *byte == b'"' && !is_escaped;
                is_escaped = *byte == b'\\' && !is_escaped;
                is_end
            });
            end.map_or(bytes.len(), |end| end + 2)
        }
        bytes => bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count().max(1),
    }
}

/// A sentence as a part of another: without its full stop, and with a small letter unless its first word is a name.
fn sentence_part(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// What to do about an error, as a part of a sentence.
fn help(error: &ReadError) -> String {
    match error {
        // The error's own words are for readers of a page.
        ReadError::UnknownFormat { found } if found.starts_with("whowhen/") => {
            format!("it was made for another version: get the newest whowhen, or save the file as {FORMAT}")
        }
        error => sentence_part(&error.help()),
    }
}

/// An identifier for this kind of error that does not change between versions.
fn code(error: &ReadError) -> &'static str {
    match error {
        ReadError::Empty => "empty",
        ReadError::TooLarge { .. } => "too-large",
        ReadError::WebPage => "web-page",
        ReadError::Utf16 => "utf-16",
        ReadError::NotUtf8 { .. } => "not-utf-8",
        ReadError::NotJson { .. } => "not-json",
        ReadError::Truncated { .. } => "truncated",
        ReadError::TooDeep { .. } => "too-deep",
        ReadError::NotAnArticle { .. } => "not-an-article",
        ReadError::WrongShape { .. } => "wrong-shape",
        ReadError::UnknownFormat { .. } => "unknown-format",
        ReadError::NoBlocks => "no-blocks",
        _ => "unreadable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt around `^` in a text, without styles.
    fn around(marked: &str) -> String {
        let at = marked.find('^').expect("a mark");
        let text = marked.replacen('^', "", 1);
        let source = Source::new(&text);
        excerpt(&source, source.position(at), Style::new())
    }

    #[test]
    fn values_are_underlined() {
        assert_eq!(
            around("{\n  \"a\": ^\"b\\\"c\", \"d\": 1\n}"),
            " 2 |   \"a\": \"b\\\"c\", \"d\": 1\n   |        ^^^^^^\n"
        );
        assert_eq!(around("[^-1.5e3, 2]"), " 1 | [-1.5e3, 2]\n   |  ^^^^^^\n");
        assert_eq!(around("[^{\"a\": 1}]\r\n"), " 1 | [{\"a\": 1}]\n   |  ^\n");
        assert_eq!(around("{^"), " 1 | {\n   |  ^\n");
        assert_eq!(around("^"), " 1 | \n   | ^\n");
        assert_eq!(around("[^\"not closed\n]"), " 1 | [\"not closed\n   |  ^^^^^^^^^^^\n");
    }

    #[test]
    fn tabs_wide_and_control_characters_keep_the_column() {
        assert_eq!(around("\t{\"事\": ^5}"), " 1 |     {\"事\": 5}\n   |            ^\n");
        assert_eq!(around("{\"e\u{301}\u{1b}\u{9b}\": ^5}"), " 1 | {\"e\u{301}␛\u{fffd}\": 5}\n   |         ^\n");
    }

    #[test]
    fn long_lines_are_cut() {
        let long = format!("[{}^true, {}]", "\"é\", ".repeat(10_000), "0, ".repeat(10_000));
        let text = around(&long);
        let [line, carets] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
        assert!(line.starts_with(" 1 | …") && line.ends_with('…') && line.chars().count() < 105, "{line}");
        let column = carets.chars().position(|c| c == '^').unwrap();
        assert_eq!(line.chars().skip(column).take(4).collect::<String>(), "true");
    }

    #[test]
    fn positions_that_do_not_exist_do_no_harm() {
        let source = Source::new("é");
        for (line, column) in [(0, 0), (1, 0), (1, 2), (1, 99), (2, 1), (usize::MAX, 1)] {
            excerpt(&source, Position { line, column }, Style::new());
        }
        let marks = format!("\"{}\"", "\u{301}".repeat(100_000));
        assert!(excerpt(&Source::new(&marks), Position { line: 1, column: 100_000 }, Style::new()).len() < 5_000);
        assert_eq!(Source::new("").end(), Position { line: 1, column: 1 });
    }
}
