//! The options of a reader: [`MountOptions`] are fixed when it is mounted, [`Props`] may change at any time.

use js_sys::{Function, Uint8Array};
use whowhen_core::reading::{Address, Marks, Theme};

/// The options that are fixed when the reader is mounted.
pub struct MountOptions {
    /// Whether the page is the reader's own. Then the reader sets the page's address and title.
    pub page: bool,
    /// Whether the reader has a height of its own and scrolls its content.
    pub boxed: bool,
    /// The number of this reader among the readers in the page, from 1.
    pub number: usize,
    /// Whether the page shows static HTML, made when it was published, which the reader replaces by what it shows first.
    pub instead: bool,
    /// Whether the reader's own site has no start page.
    pub starts_with_first: bool,
    /// The address of the folder in which the reader is published.
    pub base_url: String,
    /// The addresses of the translation files, by language tag. English needs none.
    pub locales: Vec<(String, String)>,
    /// Returns the request that was made while the module was loading: see [`crate::browser::fetch::RequestHandle::with_early`].
    pub early_request: Function,
    /// Loads the module of the diagrams: a function that returns a promise of it.
    pub load_diagrams: Function,
    /// Imports a script module by its address: a function that returns a promise of it.
    pub import_module: Function,
    /// Opens and saves other formats: see `assets/convert.js`.
    pub convert: Function,
    /// The address of the outlines of the map.
    pub outlines: String,
    /// Notifies the element.
    pub notify: Notify,
    /// Passes an article file to the element.
    pub pass_file: PassFile,
}

/// Notifies the `<who-when>` element that contains the reader: the name of the notification, and its strings.
/// [`crate::embed`] lists them.
pub type Notify = Box<dyn Fn(&str, &[&str])>;

/// Passes the bytes of an article file to the `<who-when>` element, as they were loaded.
pub type PassFile = Box<dyn Fn(&Uint8Array)>;

/// What the page asks for. It may ask for something else later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Props {
    /// The article and its state. In the reader's own page only the article is used, and only if the page's address
    /// names none.
    pub address: Address,
    /// The text of an article file that is in the page itself.
    pub inline: Option<String>,
    /// The address of the library's list, relative to the page.
    pub library: Option<String>,
    /// The language of the interface.
    pub language: Option<String>,
    /// The colour theme.
    pub theme: Option<Theme>,
    /// Which marks are visible.
    pub marks: Option<Marks>,
}

impl Props {
    /// Whether both ask for the same article.
    pub fn same_article(&self, other: &Self) -> bool {
        self.address.same_article(&other.address) && (&self.inline, &self.library) == (&other.inline, &other.library)
    }
}
