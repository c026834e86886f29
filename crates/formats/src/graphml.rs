#![allow(unused_imports)]
//! GraphML.

use whowhen_core::file::ArticleFile;

use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report, Written};

/// Not yet.
pub fn write(_: &ArticleFile) -> Result<Written, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}
