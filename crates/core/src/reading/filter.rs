//! Which actors and events are shown: by kind, by who is in it, by time.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_core::reading::Filter;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}], "actors": [{"id": "mali"}],
//! #   "events": [{"id": "e", "kind": "coup", "participants": [{"actor": "mali"}]}, {"id": "f", "kind": "battle"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! // Mali has a part in the coup, and none in the battle.
//! let index = Index::new(&article);
//! let mali = article.actor_named("mali").unwrap();
//! let mut filter = Filter::default();
//! filter.toggle_actor(mali);
//! assert!(filter.shows_event(&article, &index, article.event_named("e").unwrap()));
//! assert!(!filter.shows_event(&article, &index, article.event_named("f").unwrap()));
//! filter.toggle_actor(mali);
//! assert!(filter.is_empty());
//! ```

use super::Period;
use crate::article::{ActorIdx, Article, EventIdx, Kind};
use crate::index::Index;

/// What actors and events have to be like to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words of the kinds of actors that are shown; all where it is empty.
    pub actor_kinds: Vec<String>,
    /// The words of the kinds of events that are shown; all where it is empty.
    pub event_kinds: Vec<String>,
    /// The actors that are shown, with the events that they have to do with; all where it is empty.
    pub actors: Vec<ActorIdx>,
    /// Whether an event has to do with all of these actors, and not with any.
    pub together: bool,
    /// When the events happened.
    pub span: Option<Period>,
    /// Whether the events surely lie in that time, and not possibly.
    pub surely: bool,
    /// Whether events of which nobody says when are left out.
    pub without_undated: bool,
}

/// Whether an event is one of those that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is.
    Surely,
    /// It may be: its date lies partly in the time, or says too little.
    Possibly,
    /// It is not.
    No,
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        let Self { actor_kinds, event_kinds, actors, together: _, span, surely: _, without_undated } = self;
        actor_kinds.is_empty() && event_kinds.is_empty() && actors.is_empty() && span.is_none() && !without_undated
    }

    /// Whether an actor is shown.
    pub fn shows_actor(&self, article: &Article, at: ActorIdx) -> bool {
        has_word(&self.actor_kinds, article[at].kind.word()) && (self.actors.is_empty() || self.actors.contains(&at))
    }

    /// Whether an event is shown.
    pub fn shows_event(&self, article: &Article, index: &Index, at: EventIdx) -> bool {
        self.answer(article, index, at) != Answer::No
    }

    /// Whether an event is one of those that are asked for. An undated one is, wherever the time lies, or left out.
    pub fn answer(&self, article: &Article, index: &Index, at: EventIdx) -> Answer {
        let event = &article[at];
        let mut has_part = self.actors.iter().map(|actor| index.events_of(*actor).binary_search(&at).is_ok());
        let actors_fit = match self.together {
            true => has_part.all(|has_part| has_part),
            false => self.actors.is_empty() || has_part.any(|has_part| has_part),
        };
        if !has_word(&self.event_kinds, event.kind.word()) || !actors_fit {
            return Answer::No;
        }
        match (event.when.as_ref().filter(|date| date.sort_day().is_some()), &self.span) {
            (None, _) if self.without_undated => Answer::No,
            (None, _) | (_, None) => Answer::Surely,
            (Some(date), Some(span)) => match span.answer(date) {
                Answer::Possibly if self.surely => Answer::No,
                answer => answer,
            },
        }
    }

    /// Shows actors of a kind, or no longer; the others are left out while there is one.
    pub fn toggle_actor_kind(&mut self, word: &str) {
        toggle(&mut self.actor_kinds, word.to_owned());
    }

    /// Shows events of a kind, or no longer.
    pub fn toggle_event_kind(&mut self, word: &str) {
        toggle(&mut self.event_kinds, word.to_owned());
    }

    /// Shows an actor and its events, or no longer.
    pub fn toggle_actor(&mut self, actor: ActorIdx) {
        toggle(&mut self.actors, actor);
    }
}

/// Whether a word is in a list, or the list is empty.
fn has_word(words: &[String], word: &str) -> bool {
    words.is_empty() || words.iter().any(|shown| shown == word)
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|other| *other == item) {
        Some(place) => drop(list.remove(place)),
        None => list.push(item),
    }
}
