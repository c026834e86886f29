//! JSON as it comes from files: the text in the bytes, and parser's messages as words for the person who has the file.

use serde_json::Value;
use serde_json::error::Category;

use super::ReadError;
use super::SIZE_LIMIT;
use super::from_json::{FromJson, Misfit};
use super::json_path::{path_at, place_of};
use super::json_value::{self, TWICE};
use crate::check::{decimal, short};

/// Reads JSON in UTF-8, with or without a byte order mark.
pub(super) fn value(bytes: &[u8]) -> Result<Value, ReadError> {
    let text = text(bytes)?;
    json_value::read(text).map_err(|error| explain(text, &error))
}

/// Takes a value of these bytes as a type of the format.
pub(super) fn shape<T: FromJson>(bytes: &[u8], value: Value) -> Result<T, ReadError> {
    T::read(value).map_err(|misfit| wrong_shape(text(bytes).unwrap_or_default(), misfit))
}

/// The text in the bytes, unless they are surely something else.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if looks_like_utf16(bytes) {
        return Err(ReadError::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        Some(_) => ReadError::NotUtf8 { offset: error.valid_up_to() },
        // The last character is right as far as it goes: the file ends within it.
        None => ReadError::Truncated { line: 1 + bytes.iter().filter(|&&byte| byte == b'\n').count() },
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    if start.starts_with('<') {
        return Err(ReadError::WebPage);
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
fn explain(text: &str, error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let detail = message.rsplit_once(" at line ").map_or(message.as_str(), |(detail, _)| detail).to_owned();
    if detail.starts_with("recursion limit") {
        return ReadError::TooDeep { line };
    }
    match error.classify() {
        Category::Eof => ReadError::Truncated { line },
        // A line's end counts as the column before the first of the next line.
        Category::Syntax | Category::Io => {
            ReadError::NotJson { line, column: column.max(1), detail: syntax_words(&detail).to_owned() }
        }
        Category::Data => {
            let field = detail.strip_prefix(TWICE).unwrap_or(&detail);
            let path = named(path_at(text, line, column));
            ReadError::WrongShape {
                path, detail: format!("the field “{}” stands twice", short(field)), line, column
            }
        }
    }
}

/// Sound JSON of another shape: perhaps no object at all.
fn wrong_shape(text: &str, misfit: Misfit) -> ReadError {
    let (path, detail) = match misfit {
        Misfit::Other { path, found, .. } if path.is_empty() => {
            return ReadError::NotAnArticle { found: found_words(&found) };
        }
        Misfit::Missing { path, field: "format" } if path.is_empty() => {
            return ReadError::NotAnArticle { found: "one without it".to_owned() };
        }
        Misfit::Missing { path, field } => (path, format!("the field “{field}” is missing")),
        Misfit::Other { path, expected, found } => {
            (path, format!("{expected} was expected, and there was {}", found_words(&found)))
        }
    };
    let (line, column) = place_of(text, &path);
    ReadError::WrongShape { path: named(path), detail, line, column }
}

/// A path as a message names it.
fn named(path: String) -> String {
    if path.is_empty() { "the outermost object".to_owned() } else { path }
}

/// What was there, in plain words.
fn found_words(found: &Value) -> String {
    match found {
        Value::Null => "nothing (null)".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => format!("the number {whole}"),
            (None, Some(whole)) => format!("the number {whole}"),
            (None, None) => format!("the number {}", decimal(number.as_f64().unwrap_or_default())),
        },
        Value::String(text) => format!("the text “{}”", short(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
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
