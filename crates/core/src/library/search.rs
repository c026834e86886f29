//! Search in the list of articles: titles, summaries and names of actors.
//!
//! ```
//! use whowhen_core::file::{Entry, Library};
//! use whowhen_core::library::ListSearch;
//! use whowhen_core::text::CharFolder;
//!
//! let mut folder = CharFolder::new(Box::new(|c| c.to_lowercase().collect()));
//! let entries = ["The road to Kidal", "Suez, 1956"].map(|title| Entry { title: title.into(), ..Entry::default() });
//! let library = Library { articles: entries.into(), ..Library::default() };
//! let search = ListSearch::new(&library, &mut folder);
//! assert_eq!(search.find("kidal ROAD", &mut folder), [true, false]);
//! assert_eq!(search.find(" ", &mut folder), [true, true]);
//! ```

use crate::file::{Entry, EntryActor, Library};
use crate::text::{CharFolder, FoldedText};

/// The folded texts of a list's entries.
pub struct ListSearch {
    entries: Vec<String>,
}

impl ListSearch {
    /// Folds the titles, the summaries and the names of actors; of an actor that several articles have, all its names.
    pub fn new(library: &Library, folder: &mut CharFolder) -> Self {
        let names_of = |actor: &EntryActor| {
            let shared = library.actors.iter().find(|shared| Some(&shared.wikidata) == actor.wikidata.as_ref());
            let others = shared.into_iter().flat_map(|shared| shared.names.iter().map(|name| name.name.clone()));
            others.chain([actor.name.clone()]).collect::<Vec<_>>()
        };
        let mut text = |entry: &Entry| {
            let texts = [entry.title.clone(), entry.summary.clone().unwrap_or_default()];
            let texts = texts.into_iter().chain(entry.actors.iter().flat_map(names_of));
            texts.map(|text| FoldedText::new(&text, folder).text + "\n").collect()
        };
        Self { entries: library.articles.iter().map(&mut text).collect() }
    }

    /// For each entry, whether it contains all words of a query. An empty query is contained in all.
    pub fn find(&self, query: &str, folder: &mut CharFolder) -> Vec<bool> {
        let query = FoldedText::new(query, folder).text;
        self.entries.iter().map(|entry| query.split_whitespace().all(|word| entry.contains(word))).collect()
    }
}
