//! A library of articles: what the build adds to its list, and searching in the list.
//!
//! A person lists id, title and file of each article. The build opens the articles, describes each in its entry
//! ([`describe`]), and finds the actors that they have in common, by Wikidata id ([`join_actors`]). The start page shows it,
//! and searches in it ([`ListSearch`]).
//!
//! ```
//! use whowhen_core::file::Entry;
//! use whowhen_core::index::Index;
//! use whowhen_core::library::{describe, join_actors};
//!
//! let article = |id: &str| {
//!     let file = format!(r#"{{"format": "whowhen/1", "id": "{id}", "title": "A", "language": "en",
//!         "blocks": [{{"id": "b", "kind": "paragraph", "text": "To Mali, in 2013."}}],
//!         "actors": [{{"id": "m", "kind": "state", "name": "Mali", "ids": {{"wikidata": "Q912"}}}}],
//!         "events": [{{"id": "e", "when": "2013-01-11"}}]}}"#);
//!     whowhen_core::open(file.as_bytes()).unwrap().0
//! };
//! let mut entries = ["one", "two"].map(|id| Entry { id: id.into(), ..Entry::default() });
//! for entry in &mut entries {
//!     let article = article(&entry.id);
//!     describe(entry, &article, &Index::new(&article));
//! }
//! let shared = join_actors(&mut entries);
//! assert_eq!((shared[0].name("en"), shared[0].articles), ("Mali", Some(2)));
//! assert_eq!((entries[0].words, entries[0].dates.as_deref()), (Some(4), Some("2013-01-11")));
//! assert_eq!(entries[0].actors[0].articles, Some(2));
//! ```

mod common_actors;
mod description;
mod pages;
mod search;

pub use common_actors::join_actors;
pub use description::{COLUMNS, describe};
pub use pages::{next_articles, page_address};
pub use search::ListSearch;

/// How many articles are on a page of the list. A library with more than one page has a search engine.
pub const PAGE_SIZE: usize = 50;

/// How many of its actors an entry names, besides those that other articles have too.
pub const NAMED_ACTORS: usize = 6;
