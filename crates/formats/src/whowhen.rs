//! The own article format. Reading and writing is lossless.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read, whowhen};
//!
//! let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
//! let groups = group(vec![InputFile::new("a.json", json)]).unwrap();
//! let article = read(&groups[0], Format::Whowhen, &ReadOptions::default()).unwrap().remove(0).article;
//! assert!(whowhen::write(&article).unwrap().report.is_lossless());
//! ```

use whowhen_core::file::{self, ArticleFile};

use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report, Written};

/// An object with the field `format` and a value that begins with `whowhen/`.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    let names_format = || {
        let after = text.split_once("\"format\"").map(|(_, after)| after.trim_start());
        after
            .and_then(|after| after.strip_prefix(':'))
            .is_some_and(|after| after.trim_start().starts_with("\"whowhen/"))
    };
    match text.trim_start().starts_with('{') && names_format() {
        true => Likelihood::Certain,
        false => Likelihood::No,
    }
}

/// Reads the file as it is.
///
/// # Errors
/// Those of [`file::read`].
pub fn read(group: &Group, _: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let source = group.main();
    let article = file::read(&source.bytes).map_err(|error| {
        let sentence = |text: String| text.trim_end_matches('.').to_owned();
        FormatError::new(sentence(error.to_string()), sentence(error.help())).at(&source.name)
    })?;
    Ok(vec![Document { article, report: Report::new(Format::Whowhen) }])
}

/// Writes the file as it is.
///
/// # Errors
/// None.
pub fn write(article: &ArticleFile) -> Result<Written, FormatError> {
    Ok(Written { bytes: file::write(article).into_bytes(), report: Report::new(Format::Whowhen) })
}
