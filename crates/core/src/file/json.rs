//! Reads JSON files: decodes the bytes, and turns serde_json's errors into messages for users.

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use super::source_map::{Position, SourceMap};
use super::{ReadError, SIZE_LIMIT};
use crate::check::short;

/// Reads JSON in UTF-8, with or without a byte order mark. If a value does not fit the type, `better_error` may return a
/// more helpful error than the one for that value.
pub(super) fn read<'a, T: Deserialize<'a>>(
    bytes: &'a [u8],
    better_error: impl FnOnce(&SourceMap) -> Option<ReadError>,
) -> Result<T, ReadError> {
    let text = text(bytes)?;
    serde_json::from_str(text).map_err(|error: serde_json::Error| {
        // Invalid JSON is reported before a value of the wrong type, even if the value comes first.
        let syntax_error = error.is_data().then(|| serde_json::from_str::<Value>(text).err()).flatten();
        explain(text, syntax_error.as_ref().unwrap_or(&error), better_error)
    })
}

/// Decodes the bytes, and recognises what is certainly not JSON.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if looks_like_utf16(bytes) {
        return Err(ReadError::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        Some(_) => ReadError::NotUtf8 { offset: error.valid_up_to() },
        // The file ends in the middle of a character.
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

/// A UTF-16 byte order mark, or a NUL next to the first character. JSON begins with ASCII.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let starts_json = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, byte, ..] | [byte, 0, ..] => starts_json(byte),
        _ => false,
    }
}

/// serde_json's message for a number such as `1e400`. It calls it a syntax error, but the number is valid JSON.
const OUT_OF_RANGE: &str = "number out of range";

/// Turns a serde_json error into a message for users.
fn explain(
    text: &str,
    error: &serde_json::Error,
    better_error: impl FnOnce(&SourceMap) -> Option<ReadError>,
) -> ReadError {
    let at = Position { line: error.line(), column: error.column() };
    let message = error.to_string();
    let detail = message.rsplit_once(" at line ").map_or(message.as_str(), |(detail, _)| detail);
    if detail.starts_with("recursion limit") {
        return ReadError::TooDeep { line: at.line };
    }
    match error.classify() {
        Category::Eof => ReadError::Truncated { line: at.line },
        // serde_json counts a line break as column 0 of the next line.
        Category::Syntax | Category::Io if detail != OUT_OF_RANGE => {
            let detail = syntax_words(detail).to_owned();
            ReadError::NotJson { line: at.line, column: at.column.max(1), detail }
        }
        _ => {
            let source = SourceMap::new(text);
            better_error(&source).unwrap_or_else(|| wrong_shape(&source, at, detail))
        }
    }
}

/// Valid JSON that does not fit the type. `at` is the position at which serde_json stopped.
fn wrong_shape(source: &SourceMap, at: Position, detail: &str) -> ReadError {
    let value = source.value_at(at).unwrap_or_default();
    let field = |kind: &str| detail.strip_prefix(kind)?.strip_prefix(" field `")?.strip_suffix('`');
    let (detail, Position { line, column }) = if let Some(name) = field("missing") {
        (format!("the field “{name}” is missing"), source.start(value))
    } else if let Some(name) = field("duplicate") {
        (format!("the field “{}” appears twice", short(name)), at)
    } else {
        let expected = expected_words(detail.rsplit_once(", expected ").map_or(detail, |(_, expected)| expected));
        (format!("{expected} was expected, and there was {}", found_words(source, value)), source.start(value))
    };
    let path = match source.path(value) {
        top if top.is_empty() => "the top-level value".to_owned(),
        path => path,
    };
    ReadError::WrongShape { path, detail, line, column }
}

/// Serde's names for kinds of values, in plain words.
fn expected_words(expected: &str) -> &str {
    match expected {
        "a string" => "a text",
        "f64" => "a number",
        "a sequence" => "a list",
        OUT_OF_RANGE => "a smaller number",
        other => other,
    }
}

/// The value in the file, in plain words.
pub(super) fn found_words(source: &SourceMap, value: usize) -> String {
    let text = source.text(value);
    match text.as_bytes().first() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        Some(b'-' | b'0'..=b'9') => format!("the number {}", short(text)),
        _ => match serde_json::from_str(text) {
            Ok(Value::String(text)) => format!("the text “{}”", short(&text)),
            Ok(Value::Null) => "nothing (null)".to_owned(),
            _ => short(text),
        },
    }
}

/// serde_json's messages for invalid JSON, in plain words where its own are technical.
fn syntax_words(detail: &str) -> &str {
    match detail {
        "expected value" | "expected ident" => "a value was expected",
        "expected `:`" => "a colon was expected",
        "expected `,` or `}`" => "a comma or } was expected",
        "expected `,` or `]`" => "a comma or ] was expected",
        "key must be a string" => "the name of a field was expected, in double quotation marks",
        "trailing comma" => "there is a comma before a closing bracket",
        "trailing characters" => "there is more text where the file should end",
        "invalid escape" => "there is a backslash that escapes nothing; a backslash itself is written \\\\",
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "there is half of a character (\\u…)"
        }
        _ if detail.starts_with("control character") => {
            "there is a line break or tab within a text; there they are written \\n and \\t"
        }
        _ => detail,
    }
}
