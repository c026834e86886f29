#![allow(unused_imports)]
//! HTML.

use whowhen_core::file::ArticleFile;

use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report, Written};

/// Not yet.
pub fn detect(_: &InputFile) -> Likelihood {
    Likelihood::No
}

/// Not yet.
pub fn read(_: &Group, _: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}
