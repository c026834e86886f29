//! One HTML file with the article, its marks and its events.

use whowhen_core::file::ArticleFile;
use whowhen_core::locale::Locale;

use crate::{FormatError, Written};

/// Not yet.
pub fn write(_: &ArticleFile, _: &impl Locale) -> Result<Written, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}
