//! Formats of annotated texts: one file a format, from bytes to a file that [`crate::check`] can check.
//!
//! ```
//! use whowhen::check::Error;
//!
//! assert_eq!(whowhen::formats::open(b"").unwrap_err(), Error::Empty);
//! ```

mod json;
mod json_path;
mod json_value;
pub mod whowhen;

use crate::article::{Article, Library};
use crate::check::{self, Error, Problem};

/// From the bytes of a file to a sound article, and the problems found on the way.
///
/// # Errors
/// Whatever means that there is no article to show.
pub fn open(bytes: &[u8]) -> Result<(Article, Vec<Problem>), Error> {
    check::check(whowhen::read(bytes)?)
}

/// From the bytes of a library's `index.json` to its list of articles.
///
/// # Errors
/// What is not JSON in UTF-8, or not of a library's shape.
pub fn open_library(bytes: &[u8]) -> Result<Library, Error> {
    json::shape(bytes, json::value(bytes)?)
}
