//! The state of the search: the folded article, the matches, and which match is the current one.

use crate::state::shared::Shared;
use leptos::prelude::*;
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::text::CharFolder;

/// The state of the search.
#[derive(Clone, Copy)]
pub struct SearchState {
    /// The folded article. It is created at the first search.
    pub index: StoredValue<Option<(SearchIndex, CharFolder)>, LocalStorage>,
    /// Whether the whole article is folded.
    pub is_index_complete: RwSignal<bool, LocalStorage>,
    /// The results. `None` without a query, and until the article is folded.
    pub results: RwSignal<Option<Shared<SearchResults>>, LocalStorage>,
    /// The position of the current match in the list of matches in the text.
    pub current: RwSignal<Option<usize>, LocalStorage>,
}

impl SearchState {
    /// Creates the state before the first search.
    pub fn new() -> Self {
        Self {
            index: StoredValue::new_local(None),
            is_index_complete: RwSignal::new_local(false),
            results: RwSignal::new_local(None),
            current: RwSignal::new_local(None),
        }
    }
}
