//! The state of the search: the folded article, the matches, and which match is the current one.

use crate::state::shared::Shared;
use leptos::prelude::*;
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::text::CharFolder;

/// The state of the search.
#[derive(Clone, Copy)]
pub struct SearchState {
    /// The folded article. It is created at the first search.
    pub finder: StoredValue<Option<(SearchIndex, CharFolder)>, LocalStorage>,
    /// Whether the whole article is folded.
    pub folded: RwSignal<bool, LocalStorage>,
    /// The results. `None` without a query, and until the article is folded.
    pub found: RwSignal<Option<Shared<SearchResults>>, LocalStorage>,
    /// The position of the current match in the list of matches in the text.
    pub here: RwSignal<Option<usize>, LocalStorage>,
}

impl SearchState {
    /// Creates the state before the first search.
    pub fn new() -> Self {
        Self {
            finder: StoredValue::new_local(None),
            folded: RwSignal::new_local(false),
            found: RwSignal::new_local(None),
            here: RwSignal::new_local(None),
        }
    }
}
