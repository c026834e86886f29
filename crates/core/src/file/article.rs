//! Reading and writing an article file.

use super::json::{self, found_words};
use super::{ArticleFile, ReadError, SourceMap};

/// The format, with the major version that this crate reads.
pub const FORMAT: &str = "whowhen/1";

/// Reads an article file.
///
/// # Errors
/// [`ReadError`] if it is not JSON in UTF-8 or does not follow the format. It says where and why.
pub fn read(bytes: &[u8]) -> Result<ArticleFile, ReadError> {
    json::read(bytes, format_error)
}

/// A more helpful error than the first field that differs: the file is not an article, or has another version.
fn format_error(source: &SourceMap) -> Option<ReadError> {
    let top = source.find("")?;
    let Some(format) = source.find("format") else {
        let found = match found_words(source, top) {
            object if object == "an object" => "an object without it".to_owned(),
            found => found,
        };
        return Some(ReadError::NotAnArticle { found });
    };
    check_format(&serde_json::from_str::<String>(source.text(format)).ok()?).err()
}

/// Writes an article file, indented, with a line break at the end.
pub fn write(file: &ArticleFile) -> String {
    // All keys are strings, so serialising cannot fail.
    let mut text = serde_json::to_string_pretty(file).unwrap_or_default();
    text.push('\n');
    text
}

/// Accepts `whowhen/1` and its minor versions. `whowhen/1.2` may have unknown fields, which are kept.
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
