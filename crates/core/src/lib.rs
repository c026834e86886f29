//! The core of Whowhen: what an annotated article is, and all that can be said of it without a browser.
//!
//! Data go one way: bytes -> [`file`] (as written) -> [`check`] (what it points at) -> [`article::Article`] and
//! [`check::Problem`]s -> [`index`] and [`layout`] -> what a reader sees. What a person does becomes a
//! [`reading::Command`], which gives a new [`reading::State`].
//!
//! | module | what it is for |
//! |---|---|
//! | [`file`] | our own JSON: its types, reading and writing it, where things stand in it, why it cannot be read |
//! | [`check`] | from a file to a validated article and its problems |
//! | [`article`] | what an article is: data and its own small rules |
//! | [`text`] | positions in a text, finding quotes, folding for search |
//! | [`layout`] | overlapping spans as flat runs of text |
//! | [`index`] | look-ups made once: mentions, events in order, search |
//! | [`locale`] | what the interface says, in its languages |
//! | [`reading`] | what the person is doing: what is held, filtered, searched; the address that says so |
//!
//! Invariants: no browser, no clock, no input or output, no global state.
//!
//! ```
//! let bytes = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                  "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
//! let (article, problems) = whowhen_core::open(bytes).unwrap();
//! assert_eq!((article.title.as_str(), problems.len()), ("A", 0));
//! ```

#[macro_use]
mod choices;

pub mod article;
pub mod check;
pub mod file;
pub mod index;
pub mod layout;
pub mod locale;
pub mod reading;
pub mod text;

use article::Article;
use check::Problem;
use file::ReadError;

/// From the bytes of an article file to a validated article, and the problems found on the way.
///
/// # Errors
/// Whatever means that there is no article to show.
pub fn open(bytes: &[u8]) -> Result<(Article, Vec<Problem>), ReadError> {
    check::check(file::read(bytes)?)
}
