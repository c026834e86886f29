//! What is asked of the list of articles: words and an actor. It is in the page's address.

use leptos::prelude::*;

use crate::browser::address;
use crate::state::reader::ReaderState;
use whowhen_core::reading::Address;

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The words to search for.
    pub words: String,
    /// The Wikidata id of the actor whose articles are listed.
    pub who: Option<String>,
}

impl Query {
    /// What the address asks. Tracks it.
    pub fn of(reader: ReaderState) -> Self {
        reader.address.with(|now| Self { words: now.find.clone().unwrap_or_default(), who: now.who.clone() })
    }
}

/// Asks something of the list, and writes it to the address.
pub fn ask(reader: ReaderState, query: Query, new_entry: bool) {
    let find = Some(query.words).filter(|words| !words.trim().is_empty());
    let next = Address { find, who: query.who, ..reader.empty_address() };
    // An article may be on its way. The user goes on with the list.
    reader.cancel_loading();
    address::write_query(&next.to_pairs(), new_entry);
    reader.address.set(next);
}
