//! The core of Whowhen: annotated articles, and everything about them that needs no browser.
//!
//! Data flows one way: bytes -> [`mod@file`] (as written) -> [`check`] (validation) -> [`article::Article`] and
//! [`check::Problem`]s -> [`index`] and [`layout`] -> the page. A user action becomes a [`reading::Command`], which
//! produces a new [`reading::State`].
//!
//! | module | purpose |
//! |---|---|
//! | [`mod@file`] | the article format: its types, reading and writing, source positions, read errors |
//! | [`check`] | turns a file into a validated article and a list of problems |
//! | [`article`] | the data model of an article: dates, kinds, links |
//! | [`stable_sort`] | sorting by a key |
//! | [`pauses`] | pauses in long work |
//! | [`text`] | positions in a text, quotes, folding for search |
//! | [`layout`] | flattens overlapping spans into runs of text |
//! | [`index`] | lookup tables: mentions, events in order, search |
//! | [`library`] | a library of articles: what the build adds to its list, searching in it |
//! | [`locale`] | the texts of the interface in its languages |
//! | [`reading`] | the reader's state: what is held, filtered and searched; its address; settings |
//!
//! Invariants: no browser, no clock, no I/O, no global state.
//!
//! ```
//! let bytes = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                  "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
//! let (article, problems) = whowhen_core::open(bytes).unwrap();
//! assert_eq!((article.title.as_str(), problems.len()), ("A", 0));
//! ```

#[macro_use]
mod string_enum;

pub mod article;
pub mod check;
pub mod diagrams;
pub mod file;
pub mod index;
pub mod layout;
pub mod library;
pub mod locale;
pub mod pauses;
pub mod reading;
pub mod stable_sort;
pub mod text;
pub mod timeline;

use article::Article;
use check::Problem;
use file::ReadError;

/// Reads and checks an article file. Returns a validated article and its problems.
///
/// # Errors
/// [`ReadError`] if there is no article to show.
pub fn open(bytes: &[u8]) -> Result<(Article, Vec<Problem>), ReadError> {
    check::check(file::read(bytes)?)
}
