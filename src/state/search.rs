//! What the search of a reader knows: the folded article, what was found, and at which of it the person is.

use crate::state::value::{Kept, Shared, Watched};
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::text::CharFolder;

/// What a reader's search knows.
#[derive(Clone, Copy)]
pub struct SearchState {
    /// The folded article, once it was asked for something.
    pub finder: Kept<Option<(SearchIndex, CharFolder)>>,
    /// Whether all of the article is folded.
    pub folded: Watched<bool>,
    /// What was found; nothing is looked for where there is none.
    pub found: Watched<Option<Shared<SearchResults>>>,
    /// The place at which the person is, in the list of places in the text.
    pub here: Watched<Option<usize>>,
}

impl SearchState {
    /// Nothing was looked for yet.
    pub fn new() -> Self {
        Self {
            finder: Kept::new(None),
            folded: Watched::new(false),
            found: Watched::new(None),
            here: Watched::new(None),
        }
    }
}
