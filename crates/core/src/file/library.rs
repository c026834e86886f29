//! The list of articles that are published with a page: `assets/articles/index.json`.
//!
//! ```
//! use whowhen_core::file::read_library;
//!
//! let library = read_library(br#"{"articles": [{"id": "a", "title": "A", "file": "a.json"}]}"#).unwrap();
//! assert_eq!(library.entry(None).unwrap().id, "a");
//! ```

use super::object_macro::{objects, or_default};
use super::{ReadError, json};

objects! {
    /// The articles that are published with a page. The first is opened by default.
    Library {
        /// In the order in which the page lists them.
        articles [or_default]: Vec<Entry>,
    }

    /// An article of a library.
    Entry {
        /// The id of the article, used in addresses.
        id: String,
        /// Its title.
        title: String,
        /// When it was published, in EDTF.
        published(default): Option<String>,
        /// Its language, a BCP 47 tag.
        language(default): Option<String>,
        /// A summary of one or two sentences.
        summary(default): Option<String>,
        /// The address of the file, relative to `index.json`.
        file: String,
    }
}

impl Library {
    /// The entry with this id, or the first if no id is given.
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
/// [`ReadError`] if it is not JSON in UTF-8 or not a library.
pub fn read_library(bytes: &[u8]) -> Result<Library, ReadError> {
    json::read(bytes, |_| None)
}
