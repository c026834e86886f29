//! How the reader is put into a page, and what the page asks for.
//!
//! [`MountOptions`] stay while it stands; [`Props`] may change at any time.

use whowhen_core::file::ArticleFile;
use whowhen_core::file::Library;
use whowhen_core::file::ReadError;
use whowhen_core::reading::{Address, Theme};

/// How the reader is put into a page.
pub struct MountOptions {
    /// Whether the page is ours: then its address and its title are.
    pub page: bool,
    /// Whether it has a height of its own, and scrolls in itself.
    pub boxed: bool,
    /// Which of several readers in the page it is, from 1.
    pub number: usize,
    /// Whether the page shows the article already, as it was when it was published: the reader takes its place.
    pub instead: bool,
    /// The address of the folder in which the reader is published.
    pub home: String,
    /// The addresses of the texts of the languages other than English, by their tags.
    pub locales: Vec<(String, String)>,
    /// Reads an article file.
    pub read: Read,
    /// Reads a library's list.
    pub open_library: fn(&[u8]) -> Result<Library, ReadError>,
    /// Tells the element that we are in: what of, and more.
    pub tell: Tell,
    /// Hands it an article file as it came.
    pub hand: Hand,
}

/// Tells the element that the reader is in: what of, and more.
pub type Tell = Box<dyn Fn(&str, &[&str])>;

/// Hands it an article file as it came.
pub type Hand = Box<dyn Fn(&[u8])>;

/// What the page that we are in asks for. It may ask for something else later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Props {
    /// What is asked for where the page's address asks for nothing, or is not ours.
    pub address: Address,
    /// The text of an article file that stands in the page itself.
    pub inline: Option<String>,
    /// The address of the library's list, relative to the page.
    pub library: Option<String>,
    /// The language of the interface.
    pub language: Option<String>,
    /// The colours.
    pub theme: Option<Theme>,
}

impl Props {
    /// Whether both ask for the same article.
    pub fn same_article(&self, other: &Self) -> bool {
        self.address.same_article(&other.address) && (&self.inline, &self.library) == (&other.inline, &other.library)
    }
}

/// From the bytes of a file to what they say.
pub type Read = fn(&[u8]) -> Result<ArticleFile, ReadError>;
