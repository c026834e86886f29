//! Reading and writing an article file.

use super::json::{self, found_words};
use super::{ArticleFile, ReadError, SourceMap};

/// The major version of the format that this reads.
pub const FORMAT: &str = "whowhen/1";

/// Reads an article file.
///
/// # Errors
/// What is not JSON in UTF-8, or not of the format's shape, with where and why.
pub fn read(bytes: &[u8]) -> Result<ArticleFile, ReadError> {
    json::read(bytes, another_format)
}

/// What says more than the first field that differs: that a file is no article at all, or of another version.
fn another_format(source: &SourceMap) -> Option<ReadError> {
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

/// Writes an article file, indented, with a line break at its end.
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
