//! Search in the text, the names of actors, and the titles, summaries and status of events.
//!
//! All text is folded once, one block at a time, so that a page stays responsive. A search is then one pass over the
//! folded text.
//!
//! ```
//! use whowhen_core::index::SearchIndex;
//! use whowhen_core::text::CharFolder;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "To MALI, from Mali."}], "actors": [{"id": "m", "name": "Mali"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! let mut folder = CharFolder::new(Box::new(|c| c.to_lowercase().collect()));
//! let mut finder = SearchIndex::default();
//! while finder.fold_more(&article, &mut folder, &|_| Vec::new()) {}
//! let found = finder.find(" mali", &mut folder); // in "To MALI, from Mali."
//! assert_eq!(found.text.iter().map(|span| span.range()).collect::<Vec<_>>(), [3..7, 14..18]);
//! assert_eq!((found.actors.len(), found.events.len()), (1, 0));
//! ```

use crate::article::{ActorIdx, Article, BlockIdx, EventIdx, Span};
use crate::text::{CharFolder, FoldedText};

/// The folded text of an article, built step by step.
#[derive(Debug, Default)]
pub struct SearchIndex {
    blocks: Vec<(BlockIdx, FoldedText)>,
    /// The name and the aliases of each actor, one per line. Folded text contains no line breaks.
    actors: Vec<(ActorIdx, String)>,
    /// The title and the summary of each event, and more words about it, one per line.
    events: Vec<(EventIdx, String)>,
}

/// The results of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The matches in the text, in order. They do not overlap.
    pub text: Vec<Span>,
    /// The actors with a match in a name, in the order of the file.
    pub actors: Vec<ActorIdx>,
    /// The events with a match in the title, the summary or the other words, in the order of the file.
    pub events: Vec<EventIdx>,
}

impl SearchIndex {
    /// Folds one more block, and with the first block also all names and titles. Returns whether there is more to fold.
    /// `words` gives more words by which an event is found, in the language of the interface.
    pub fn fold_more(
        &mut self,
        article: &Article,
        folder: &mut CharFolder,
        words: &dyn Fn(EventIdx) -> Vec<String>,
    ) -> bool {
        let mut lines = |first: &str, others: &mut dyn Iterator<Item = &String>| {
            let mut lines = FoldedText::new(first, folder).text;
            for other in others {
                lines.push('\n');
                lines += &FoldedText::new(other, folder).text;
            }
            lines
        };
        if self.blocks.is_empty() {
            let actors = article.actors.entries();
            self.actors = actors.map(|(at, actor)| (at, lines(&actor.name, &mut actor.aliases.iter()))).collect();
            let events = article.events.entries();
            self.events = events
                .map(|(at, event)| (at, lines(&event.title, &mut event.summary.iter().chain(&words(at)))))
                .collect();
        }
        if let Some(at) = article.blocks.nth(self.blocks.len()) {
            self.blocks.push((at, FoldedText::new(&article[at].text, folder)));
        }
        self.blocks.len() < article.blocks.len()
    }

    /// Searches what is folded so far. White space around the query is ignored; an empty query finds nothing.
    pub fn find(&self, query: &str, folder: &mut CharFolder) -> SearchResults {
        let query = FoldedText::new(query, folder).text;
        let query = query.trim();
        let mut text = Vec::new();
        for (block, folded) in &self.blocks {
            let found = folded.occurrences(query);
            text.extend(found.map(|range| Span { block: *block, start: range.start, end: range.end }));
        }
        SearchResults { text, actors: containing(query, &self.actors), events: containing(query, &self.events) }
    }
}

/// The items whose texts contain a query.
fn containing<T: Copy>(query: &str, texts: &[(T, String)]) -> Vec<T> {
    let contains = |text: &String| !query.is_empty() && text.contains(query);
    texts.iter().filter(|(_, text)| contains(text)).map(|(at, _)| *at).collect()
}
