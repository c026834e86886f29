//! The list of the articles that come with a page: `assets/articles/index.json`.
//!
//! ```
//! use whowhen_core::file::read_library;
//!
//! let library = read_library(br#"{"articles": [{"id": "a", "title": "A", "file": "a.json"}]}"#).unwrap();
//! assert_eq!(library.entry(None).unwrap().id, "a");
//! ```

use super::object::{objects, or_default};
use super::{ReadError, json};

objects! {
    /// The articles that come with a page. The first is what a visit opens that asks for no other.
    Library {
        /// In the order in which they are offered.
        articles [or_default]: Vec<Entry>,
    }

    /// What a library says of an article.
    Entry {
        /// The article's id, as the address names it.
        id: String,
        /// Its title.
        title: String,
        /// When it was published, in EDTF.
        published(default): Option<String>,
        /// Its language, a BCP 47 tag.
        language(default): Option<String>,
        /// What it says, in a sentence or two.
        summary(default): Option<String>,
        /// The file's address, relative to the list's.
        file: String,
    }
}

impl Library {
    /// The entry with this id; without an id, the first.
    pub fn entry(&self, id: Option<&str>) -> Option<&Entry> {
        match id {
            Some(id) => self.articles.iter().find(|entry| entry.id == id),
            None => self.articles.first(),
        }
    }
}

/// Reads a library's `index.json`.
///
/// # Errors
/// What is not JSON in UTF-8, or not of a library's shape.
pub fn read_library(bytes: &[u8]) -> Result<Library, ReadError> {
    json::read(bytes, |_| None)
}
