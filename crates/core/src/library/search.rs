//! Search in the list of articles: titles, summaries and names of actors.
//!
//! ```
//! use whowhen_core::file::Entry;
//! use whowhen_core::library::ListSearch;
//! use whowhen_core::text::CharFolder;
//!
//! let mut folder = CharFolder::new(Box::new(|c| c.to_lowercase().collect()));
//! let entries = ["The road to Kidal", "Suez, 1956"].map(|title| Entry { title: title.into(), ..Entry::default() });
//! let search = ListSearch::new(&entries, &mut folder);
//! assert_eq!(search.find("kidal ROAD", &mut folder), [true, false]);
//! assert_eq!(search.find(" ", &mut folder), [true, true]);
//! ```

use crate::file::Entry;
use crate::text::{CharFolder, FoldedText};

/// The folded texts of a list's entries.
pub struct ListSearch {
    entries: Vec<String>,
}

impl ListSearch {
    /// Folds the titles, the summaries and the names of actors.
    pub fn new(entries: &[Entry], folder: &mut CharFolder) -> Self {
        let mut text = |entry: &Entry| {
            let names = entry.actors.iter().map(|actor| actor.name.as_str());
            let texts = [entry.title.as_str(), entry.summary.as_deref().unwrap_or_default()];
            texts.into_iter().chain(names).map(|text| FoldedText::new(text, folder).text + "\n").collect()
        };
        Self { entries: entries.iter().map(&mut text).collect() }
    }

    /// For each entry, whether it contains all words of a query. An empty query is contained in all.
    pub fn find(&self, query: &str, folder: &mut CharFolder) -> Vec<bool> {
        let query = FoldedText::new(query, folder).text;
        self.entries.iter().map(|entry| query.split_whitespace().all(|word| entry.contains(word))).collect()
    }
}
