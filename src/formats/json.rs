//! JSON as it comes from files: the text in the bytes, and parser's messages as words for the person who has the file.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::json_path::path_at;
use crate::article::SIZE_LIMIT;
use crate::check::{Error, short};

/// Reads a value from JSON in UTF-8, with or without a byte order mark.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let text = text(bytes)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(&mut deserializer).map_err(|error| explain(text, &error))?;
    deserializer.end().map_err(|error| explain(text, &error))?;
    Ok(value)
}

/// The text in the bytes, unless they are surely something else.
fn text(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.len() > SIZE_LIMIT {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    if looks_like_utf16(bytes) {
        return Err(Error::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        Some(_) => Error::NotUtf8 { offset: error.valid_up_to() },
        // The last character is right as far as it goes: the file ends within it.
        None => Error::Truncated { line: 1 + bytes.iter().filter(|&&byte| byte == b'\n').count() },
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Error::Empty);
    }
    if start.starts_with('<') {
        return Err(Error::WebPage);
    }
    Ok(text)
}

/// A byte order mark of UTF-16, or a NUL on one side of the first character: JSON begins with ASCII.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let starts_json = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, byte, ..] | [byte, 0, ..] => starts_json(byte),
        _ => false,
    }
}

/// What a message of serde_json means for the person who has the file.
fn explain(text: &str, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let detail = message.rsplit_once(" at line ").map_or(message.as_str(), |(detail, _)| detail).to_owned();
    if detail.starts_with("recursion limit") {
        return Error::TooDeep { line };
    }
    match error.classify() {
        Category::Eof => Error::Truncated { line },
        // A line's end counts as the column before the first of the next line.
        Category::Syntax | Category::Io => {
            Error::NotJson { line, column: column.max(1), detail: syntax_words(&detail).to_owned() }
        }
        Category::Data => wrong_shape(path_at(text, line, column), detail, line, column),
    }
}

/// Sound JSON of another shape: perhaps no object at all.
fn wrong_shape(path: String, detail: String, line: usize, column: usize) -> Error {
    let path = if path.is_empty() { "the outermost object".to_owned() } else { path };
    let outermost = path == "the outermost object";
    // What was there may be a text that holds any words, so the last ", expected" is the parser's.
    let differs = detail.strip_prefix("invalid type: ").or(detail.strip_prefix("invalid value: "));
    let detail = match differs.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, _)) if outermost => return Error::NotAnArticle { found: found_words(found) },
        Some((found, expected)) => {
            format!("{} was expected, and there was {}", expected_words(expected), found_words(found))
        }
        None => match detail.split_once(" field ").map(|(what, field)| (what, field.trim_matches('`'))) {
            Some(("missing", "format")) if outermost => {
                return Error::NotAnArticle { found: "one without it".to_owned() };
            }
            Some(("missing", field)) => format!("the field “{field}” is missing"),
            Some(("duplicate", field)) => format!("the field “{field}” stands twice"),
            _ => detail,
        },
    };
    Error::WrongShape { path, detail, line, column }
}

/// What serde says was there, in plain words.
fn found_words(found: &str) -> String {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let value = value.trim_start_matches("point ").trim_matches('`');
    match kind {
        "null" => "nothing (null)".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "an object".to_owned(),
        "boolean" => value.to_owned(),
        "integer" | "floating" => format!("the number {value}"),
        "string" => {
            // serde gives it in quotation marks, with Rust's escapes.
            let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
            format!("the text “{}”", short(inner))
        }
        _ => found.to_owned(),
    }
}

/// What serde says that it wanted, in plain words.
fn expected_words(expected: &str) -> &str {
    match expected {
        "a string" => "a text",
        "a sequence" => "a list",
        "a map" => "an object",
        "i64" => "a whole number",
        "f64" => "a number",
        other if other.starts_with("struct ") => "an object",
        other => other,
    }
}

/// What serde_json says of text that is not JSON, in plain words where its own are a parser's.
fn syntax_words(detail: &str) -> &str {
    match detail {
        "expected value" | "expected ident" => "a value was expected",
        "expected `:`" => "a colon was expected",
        "expected `,` or `}`" => "a comma or } was expected",
        "expected `,` or `]`" => "a comma or ] was expected",
        "key must be a string" => "the name of a field was expected, in double quotation marks",
        "trailing comma" => "a comma stands before a closing bracket",
        "trailing characters" => "something follows where the file should end",
        "invalid escape" => "a backslash that escapes nothing; a backslash itself is written \\\\",
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => "half a character (\\u…)",
        _ if detail.starts_with("control character") => {
            "a line break or tab within a text; there they are written \\n and \\t"
        }
        _ => detail,
    }
}
