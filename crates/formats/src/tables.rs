#![allow(unused_imports)]
//! CSV of events, actors and mentions.

use whowhen_core::file::ArticleFile;

use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report, Written};

/// Not yet.
pub fn write_events(_: &ArticleFile) -> Result<Written, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}

/// Not yet.
pub fn write_actors(_: &ArticleFile) -> Result<Written, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}

/// Not yet.
pub fn write_mentions(_: &ArticleFile) -> Result<Written, FormatError> {
    Err(FormatError::new("not yet", "not yet"))
}
