//! Our own format: JSON in UTF-8, with or without a byte order mark, as `docs/article-format.md` describes it.
//!
//! ```
//! use whowhen::formats::whowhen;
//!
//! let bytes = br#"{"format":"whowhen/1","id":"a","title":"A","language":"en",
//!                  "blocks":[{"id":"b","kind":"paragraph","text":"One."}]}"#;
//! let file = whowhen::read(bytes).unwrap();
//! assert_eq!(whowhen::read(whowhen::write(&file).as_bytes()).unwrap(), file);
//! ```

use serde_json::Value;

use super::json;
use crate::article::file::ArticleFile;
use crate::check::{Error, check_format};

/// Reads an article file.
///
/// # Errors
/// What is not JSON in UTF-8, or not of the format's shape, with where and why.
pub fn read(bytes: &[u8]) -> Result<ArticleFile, Error> {
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
