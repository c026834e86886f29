//! The formats of other annotation tools: detects, reads and writes them. No browser, no clock, no I/O.
//!
//! Reading gives [`ArticleFile`]s, exactly what the own JSON reads to, so that all checking happens in
//! [`whowhen_core::check`]. Beside each is a [`Report`] of what was carried over, changed and left out.
//!
//! | module | purpose |
//! |---|---|
//! | [`format`](mod@format) | the list of formats |
//! | [`input`] | opened files; [`zip`] unpacks archives |
//! | [`mod@group`] | which files belong together, and which formats they may have |
//! | [`draft`] | from texts, labelled ranges and events to an article; all readers end here |
//! | [`json`], [`xml`] | parsing, with limits |
//! | [`labelled_text`] | records of texts with labelled ranges |
//! | [`writing`] | what all writers share |
//! | [`positions`] | in which unit a source counts its positions |
//! | [`sentences`], [`language`], [`labels`] | sentences, the language of a text, what a label means |
//! | [`rich_text`] | documents with markup: blocks, marks, white space |
//! | [`cas`] | what UIMA CAS and WebAnno TSV have in common |
//! | [`report`], [`error`] | what a reader or writer says |
//! | the rest | one format each |
//!
//! Invariants: whatever the input is, the answer is articles with reports, or an error in words. Nothing is left out that no
//! report names. No range is moved to another text than its source says.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let files = vec![
//!     InputFile::new("a.txt", "Google was founded by Larry Page."),
//!     InputFile::new("a.ann", "T1\tORG 0 6\tGoogle\nT2\tPERSON 22 32\tLarry Page\n"),
//! ];
//! let groups = group(files).unwrap();
//! assert_eq!(groups[0].formats[0].0, Format::Brat);
//! let documents = read(&groups[0], Format::Brat, &ReadOptions::default()).unwrap();
//! assert_eq!(documents[0].article.mentions.len(), 2);
//! ```

pub mod brat;
pub mod cas;
pub mod cas_json;
pub mod cas_xmi;
pub mod conll;
pub mod doccano;
pub mod draft;
pub mod error;
pub mod format;
pub mod gate;
pub mod graphml;
pub mod group;
pub mod html;
pub mod html_page;
pub mod input;
pub mod json;
pub mod label_studio;
pub mod labelled_text;
pub mod labels;
pub mod language;
pub mod markdown;
pub mod plain_text;
pub mod positions;
pub mod report;
pub mod rich_text;
pub mod sentences;
pub mod spacy;
pub mod tables;
pub mod tei;
pub mod timeline_js;
pub mod web_annotation;
pub mod webanno_tsv;
pub mod whowhen;
pub mod writing;
pub mod xml;
pub mod zip;

pub use error::FormatError;
pub use format::{Format, Likelihood};
pub use group::{Group, group};
pub use input::InputFile;
pub use report::{Counts, Note, NoteKind, Report};

use whowhen_core::file::ArticleFile;
use whowhen_core::locale::Locale;

/// An article that was read, and what happened on the way.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: ArticleFile,
    /// What was carried over, changed and left out.
    pub report: Report,
}

/// What a user may say about the files.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The language of the text, as a BCP 47 tag, if the source names none. Without it the language is guessed.
    pub language: Option<String>,
}

/// A file that was written, and what happened on the way.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its content.
    pub bytes: Vec<u8>,
    /// What was changed and left out.
    pub report: Report,
}

/// Reads files that belong together, in a format that [`group()`] found or that the user chose.
///
/// # Errors
/// If the format cannot be read, or the files do not have it.
pub fn read(group: &Group, format: Format, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let Some(read) = format.info().read else {
        let readable: Vec<_> =
            Format::ALL.iter().filter(|format| format.can_read()).map(|format| format.id()).collect();
        let message = format!("{} can be written, but not read", format.name());
        return Err(FormatError::new(message, format!("Choose one of: {}", readable.join(", "))));
    };
    let mut documents = read(group, options)?;
    for document in &mut documents {
        document.report.counts = Counts::of(&document.article);
    }
    Ok(documents)
}

/// Writes an article in a format. `locale` is the language of the words around the article, in formats that have any.
///
/// # Errors
/// If the format cannot be written, or the article has nothing that it could hold.
pub fn write(article: &ArticleFile, format: Format, locale: &impl Locale) -> Result<Written, FormatError> {
    let Some(write) = format.info().write else {
        if format == Format::Html {
            let mut written = html_page::write(article, locale)?;
            written.report.counts = Counts::of(article);
            return Ok(written);
        }
        let writable: Vec<_> =
            Format::ALL.iter().filter(|format| format.can_write()).map(|format| format.id()).collect();
        let message = format!("{} can be read, but not written", format.name());
        return Err(FormatError::new(message, format!("Choose one of: {}", writable.join(", "))));
    };
    let mut written = write(article)?;
    written.report.counts = Counts::of(article);
    Ok(written)
}
