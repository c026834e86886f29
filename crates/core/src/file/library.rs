//! The bundled articles: `assets/articles/index.json`.

use serde_json::Value;

use super::from_json::{At, Fields, FromJson};
use super::{ReadError, json};

/// The articles that come with a page. The first is what a bare visit opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// In the order in which they are offered.
    pub articles: Vec<Entry>,
}

/// What a library says of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The article's id, as the address names it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published, in EDTF.
    pub published: Option<String>,
    /// Its language, a BCP 47 tag.
    pub language: Option<String>,
    /// What it says, in a sentence or two.
    pub summary: Option<String>,
    /// The file's address, relative to the list's.
    pub file: String,
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
    json::shape(bytes, json::value(bytes)?)
}

impl FromJson for Library {
    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        let mut fields = Fields::of(value, at)?;
        Some(Self { articles: fields.need("articles") })
    }
}

impl FromJson for Entry {
    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        let mut fields = Fields::of(value, at)?;
        Some(Self {
            id: fields.need("id"),
            title: fields.need("title"),
            published: fields.take("published"),
            language: fields.take("language"),
            summary: fields.take("summary"),
            file: fields.need("file"),
        })
    }
}
