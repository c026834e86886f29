//! Errors that mean that there is no article to show, with messages for users.
//!
//! ```
//! use whowhen_core::file::ReadError;
//!
//! let error = ReadError::NotJson { line: 3, column: 14, detail: "expected `,` or `}`".into() };
//! assert_eq!(error.to_string(), "The file is not valid JSON: at line 3, column 14: expected `,` or `}`.");
//! assert!(error.help().contains("line 3"));
//! ```

use std::fmt;

use super::SIZE_LIMIT;

/// The reason why there is no article to show. [`fmt::Display`] says what is wrong, [`ReadError::help`] what to do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is empty or contains only white space.
    Empty,
    /// The file is larger than [`SIZE_LIMIT`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// A web page instead of JSON, most often a server's "not found" page.
    WebPage,
    /// Encoded in UTF-16. JSON files must be UTF-8.
    Utf16,
    /// Not text, or text in another encoding.
    NotUtf8 {
        /// The offset of the first invalid byte.
        offset: usize,
    },
    /// Not JSON.
    NotJson {
        /// From 1.
        line: usize,
        /// In bytes, from 1.
        column: usize,
        /// What was expected there, or what is wrong.
        detail: String,
    },
    /// JSON that ends too early.
    Truncated {
        /// The last line.
        line: usize,
    },
    /// Nested more deeply than any article.
    TooDeep {
        /// From 1.
        line: usize,
    },
    /// JSON, but not an object with a format.
    NotAnArticle {
        /// What is there instead.
        found: String,
    },
    /// A part of the file does not follow the format.
    WrongShape {
        /// The JSON path.
        path: String,
        /// What was expected and what is there.
        detail: String,
        /// From 1.
        line: usize,
        /// In bytes, from 1.
        column: usize,
    },
    /// Another format, or another major version of this one.
    UnknownFormat {
        /// The format that the file names.
        found: String,
    },
    /// The article has no text.
    NoBlocks,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty."),
            Self::TooLarge { bytes } => {
                write!(
                    f,
                    "The file is too large: {} MB. At most {} MB can be read.",
                    megabytes(*bytes),
                    megabytes(SIZE_LIMIT)
                )
            }
            Self::WebPage => f.write_str("This is a web page, not an article file."),
            Self::Utf16 => f.write_str("The file is encoded in UTF-16; an article file is JSON in UTF-8."),
            Self::NotUtf8 { offset } => {
                write!(f, "The file is not text in UTF-8: there is an invalid byte at offset {offset}.")
            }
            Self::NotJson { line, column, detail } => {
                write!(f, "The file is not valid JSON: at line {line}, column {column}: {detail}.")
            }
            Self::Truncated { line } => {
                write!(
                    f,
                    "The file is incomplete: it ends at line {line}, where a bracket or a quotation mark is still open."
                )
            }
            Self::TooDeep { line } => {
                write!(
                    f,
                    "The file is nested too deeply at line {line}: more than a hundred brackets are open at once."
                )
            }
            Self::NotAnArticle { found } => {
                write!(
                    f,
                    "The file is JSON, but not an article: an object with the field “format” was expected, and there was {found}."
                )
            }
            Self::WrongShape { path, detail, line, column } => {
                write!(f, "The file does not follow the format: in {path}: {detail} (line {line}, column {column}).")
            }
            Self::UnknownFormat { found } => {
                write!(f, "The format of the file is “{found}”; only “{}” can be read.", super::FORMAT)
            }
            Self::NoBlocks => f.write_str("The article has no text: its list of blocks is empty."),
        }
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// What the user can do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Empty => "Download or create the file again: something may have gone wrong the first time.".to_owned(),
            Self::TooLarge { .. } => "Split the article into several files.".to_owned(),
            Self::WebPage => {
                "Check the address: it may lead to a page about the file, or to an error page."
                    .to_owned()
            }
            Self::Utf16 => "Save the file again as UTF-8.".to_owned(),
            Self::NotUtf8 { .. } => {
                "Check that it is an article file, and save it again as UTF-8 if it has another encoding.".to_owned()
            }
            Self::NotJson { line: 1, column: 1 | 2, .. } => {
                "Check that it is an article file, which begins with {\"format\": \"whowhen/1\", …}.".to_owned()
            }
            Self::NotJson { line, .. } => {
                format!("Correct it near line {line}; often a comma, quotation mark or bracket is missing.")
            }
            Self::Truncated { .. } => {
                "Download it again, or add the missing closing brackets.".to_owned()
            }
            Self::TooDeep { .. } => "Check that this is an article file: an article has about ten levels.".to_owned(),
            Self::NotAnArticle { .. } => {
                "An article file is one JSON object that begins with {\"format\": \"whowhen/1\", …}.".to_owned()
            }
            Self::WrongShape { path, .. } => format!("Correct {path}; the description of the format says what is allowed there."),
            Self::UnknownFormat { found } if found.starts_with("whowhen/") => {
                "It was made for another version: reload this page to get the newest reader, or save the file as whowhen/1."
                    .to_owned()
            }
            Self::UnknownFormat { .. } => "Set \"format\" to \"whowhen/1\" if the file is of that format.".to_owned(),
            Self::NoBlocks => "Add at least one block with an id, a kind and its text.".to_owned(),
        }
    }

    /// The JSON path of the error, if it has one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::WrongShape { path, .. } => Some(path),
            Self::UnknownFormat { .. } => Some("format"),
            Self::NoBlocks => Some("blocks"),
            _ => None,
        }
    }
}

/// Rounded up, so that a file slightly over the limit is not shown as being at the limit.
fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1024 * 1024)
}
