//! What the search of a reader knows: the folded article, what was found, and at which of it the person is.

use crate::state::shared::Shared;
use leptos::prelude::*;
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::text::CharFolder;

/// What a reader's search knows.
#[derive(Clone, Copy)]
pub struct SearchState {
    /// The folded article, once it was asked for something.
    pub finder: StoredValue<Option<(SearchIndex, CharFolder)>, LocalStorage>,
    /// Whether all of the article is folded.
    pub folded: RwSignal<bool, LocalStorage>,
    /// What was found; nothing is looked for where there is none.
    pub found: RwSignal<Option<Shared<SearchResults>>, LocalStorage>,
    /// The place at which the person is, in the list of places in the text.
    pub here: RwSignal<Option<usize>, LocalStorage>,
}

impl SearchState {
    /// Nothing was looked for yet.
    pub fn new() -> Self {
        Self {
            finder: StoredValue::new_local(None),
            folded: RwSignal::new_local(false),
            found: RwSignal::new_local(None),
            here: RwSignal::new_local(None),
        }
    }
}
