//! Search: where the text says something, and which actors and events go by it.
//!
//! Everything is folded once, a block at a time, so that a page answers in between; a search is then one walk over text
//! that lies ready.
//!
//! ```
//! use whowhen_core::index::Finder;
//! use whowhen_core::text::Folder;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "To MALI, from Mali."}], "actors": [{"id": "m", "name": "Mali"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! let mut folder = Folder::new(Box::new(|c| c.to_lowercase().collect()));
//! let mut finder = Finder::default();
//! while finder.fold_more(&article, &mut folder) {}
//! let found = finder.find(" mali", &mut folder); // in "To MALI, from Mali."
//! assert_eq!(found.text.iter().map(|span| span.range()).collect::<Vec<_>>(), [3..7, 14..18]);
//! assert_eq!((found.actors.len(), found.events.len()), (1, 0));
//! ```

use crate::article::{ActorIdx, Article, BlockIdx, EventIdx, Span};
use crate::text::{Folded, Folder};

/// An article's texts, folded as far as was asked for.
#[derive(Debug, Default)]
pub struct Finder {
    blocks: Vec<(BlockIdx, Folded)>,
    /// The name and the aliases of each actor, a line each: what is folded has no lines of its own.
    actors: Vec<(ActorIdx, String)>,
    /// The title and the summary of each event.
    events: Vec<(EventIdx, String)>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where the text says it, in the order of the text; no two overlap.
    pub text: Vec<Span>,
    /// The actors that have it in a name, in the order of the file.
    pub actors: Vec<ActorIdx>,
    /// The events that have it in their title or summary, in the order of the file.
    pub events: Vec<EventIdx>,
}

impl Finder {
    /// Folds one more block, with the first also all names and titles. Whether there is more to fold.
    pub fn fold_more(&mut self, article: &Article, folder: &mut Folder) -> bool {
        let mut lines = |first: &str, others: &mut dyn Iterator<Item = &String>| {
            let mut lines = Folded::new(first, folder).text;
            for other in others {
                lines.push('\n');
                lines += &Folded::new(other, folder).text;
            }
            lines
        };
        if self.blocks.is_empty() {
            let actors = article.actors.entries();
            self.actors = actors.map(|(at, actor)| (at, lines(&actor.name, &mut actor.aliases.iter()))).collect();
            let events = article.events.entries();
            self.events = events.map(|(at, event)| (at, lines(&event.title, &mut event.summary.iter()))).collect();
        }
        if let Some(at) = article.blocks.nth(self.blocks.len()) {
            self.blocks.push((at, Folded::new(&article[at].text, folder)));
        }
        self.blocks.len() < article.blocks.len()
    }

    /// Searches what is folded so far. White space around the query does not count; an empty query finds nothing.
    pub fn find(&self, query: &str, folder: &mut Folder) -> Found {
        let query = Folded::new(query, folder).text;
        let query = query.trim();
        let mut text = Vec::new();
        for (block, folded) in &self.blocks {
            let found = folded.occurrences(query);
            text.extend(found.map(|range| Span { block: *block, start: range.start, end: range.end }));
        }
        Found { text, actors: having(query, &self.actors), events: having(query, &self.events) }
    }
}

/// The items whose texts have a query in them.
fn having<T: Copy>(query: &str, texts: &[(T, String)]) -> Vec<T> {
    let has = |text: &String| !query.is_empty() && text.contains(query);
    texts.iter().filter(|(_, text)| has(text)).map(|(at, _)| *at).collect()
}
