//! Why a file could not be read or written, in words for its user.
//!
//! ```
//! use whowhen_formats::FormatError;
//!
//! let error = FormatError::new("there is no text to the annotations", "Open a.txt together with a.ann").at("a.ann");
//! assert_eq!(error.to_string(), "a.ann: there is no text to the annotations. Open a.txt together with a.ann.");
//! ```

use std::fmt;

use serde::Serialize;

/// Why a file could not be read or written: where, what is wrong (what was expected and what was there), and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormatError {
    /// The file, and the line or the path in it; may be empty.
    pub place: String,
    /// What is wrong. No full stop at the end.
    pub message: String,
    /// What the user can do. No full stop at the end.
    pub help: String,
}

impl FormatError {
    /// An error without a place. Neither text ends with a full stop.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: String::new(), message: message.into(), help: help.into() }
    }

    /// The same error with a place.
    pub fn at(self, place: impl Into<String>) -> Self {
        Self { place: place.into(), ..self }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message, help } = self;
        let colon = if place.is_empty() { "" } else { ": " };
        write!(f, "{place}{colon}{message}. {help}.")
    }
}

impl std::error::Error for FormatError {}
