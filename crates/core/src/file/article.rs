//! Reading and writing an article file.

use serde_json::Value;

use super::{ArticleFile, ReadError, json};

/// The major version of the format that this reads.
pub const FORMAT: &str = "whowhen/1";

/// Reads an article file.
///
/// # Errors
/// What is not JSON in UTF-8, or not of the format's shape, with where and why.
pub fn read(bytes: &[u8]) -> Result<ArticleFile, ReadError> {
    let value = json::value(bytes)?;
    // A file of another version says more by its version than by the first field that differs.
    let version = value.get("format").and_then(Value::as_str).map_or(Ok(()), check_format);
    json::shape(bytes, value).map_err(|misfit| version.err().unwrap_or(misfit))
}

/// Writes an article file, indented, with a line's end at its end.
pub fn write(file: &ArticleFile) -> String {
    // A file is strings, numbers and lists, with string keys: that cannot fail to be JSON.
    let mut text = serde_json::to_string_pretty(file).unwrap_or_default();
    text.push('\n');
    text
}

/// `whowhen/1`, or a minor version of it: `whowhen/1.2` may have fields that we do not know, which are kept.
pub(crate) fn check_format(format: &str) -> Result<(), ReadError> {
    let minor = format.strip_prefix(FORMAT).and_then(|rest| match rest {
        "" => Some("0"),
        _ => rest.strip_prefix('.'),
    });
    match minor {
        Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        _ => Err(ReadError::UnknownFormat { found: format.to_owned() }),
    }
}
