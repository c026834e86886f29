//! Which actors and events are shown: filtered by kind, by actor and by time.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_core::reading::Filter;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}], "actors": [{"id": "mali"}],
//! #   "events": [{"id": "e", "kind": "coup", "participants": [{"actor": "mali"}]}, {"id": "f", "kind": "battle"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! // Mali takes part in the coup, but not in the battle.
//! let index = Index::new(&article);
//! let mali = article.actor_by_id("mali").unwrap();
//! let mut filter = Filter::default();
//! filter.toggle_actor(mali);
//! assert!(filter.shows_event(&article, &index, article.event_by_id("e").unwrap()));
//! assert!(!filter.shows_event(&article, &index, article.event_by_id("f").unwrap()));
//! filter.toggle_actor(mali);
//! assert!(filter.is_empty());
//! ```

use super::Period;
use crate::article::{ActorIdx, Article, EventIdx, Kind};
use crate::index::Index;

/// The conditions for actors and events to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words of the kinds of actors that are shown. Empty means all.
    pub actor_kinds: Vec<String>,
    /// The words of the kinds of events that are shown. Empty means all.
    pub event_kinds: Vec<String>,
    /// The actors that are shown, together with their events. Empty means all.
    pub actors: Vec<ActorIdx>,
    /// Whether an event must involve all of these actors, instead of any.
    pub match_all: bool,
    /// The period in which the events happened.
    pub period: Option<Period>,
    /// Whether events that are only possibly in the period are left out.
    pub surely_only: bool,
    /// Whether undated events are left out.
    pub without_undated: bool,
}

/// Whether an event matches a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It matches.
    Surely,
    /// It may match: its date is only partly in the period, or is not precise enough.
    Possibly,
    /// It does not match.
    No,
}

impl Filter {
    /// Whether the filter leaves nothing out.
    pub fn is_empty(&self) -> bool {
        let Self { actor_kinds, event_kinds, actors, match_all: _, period, surely_only: _, without_undated } = self;
        actor_kinds.is_empty() && event_kinds.is_empty() && actors.is_empty() && period.is_none() && !without_undated
    }

    /// Whether an actor is shown.
    pub fn shows_actor(&self, article: &Article, at: ActorIdx) -> bool {
        has_word(&self.actor_kinds, article[at].kind.word()) && (self.actors.is_empty() || self.actors.contains(&at))
    }

    /// Whether an event is shown.
    pub fn shows_event(&self, article: &Article, index: &Index, at: EventIdx) -> bool {
        self.answer(article, index, at) != Answer::No
    }

    /// Whether an event matches. An undated event matches every period, unless undated events are left out.
    pub fn answer(&self, article: &Article, index: &Index, at: EventIdx) -> Answer {
        let event = &article[at];
        let mut is_involved = self.actors.iter().map(|actor| index.events_of(*actor).binary_search(&at).is_ok());
        let actors_match = match self.match_all {
            true => is_involved.all(|is_involved| is_involved),
            false => self.actors.is_empty() || is_involved.any(|is_involved| is_involved),
        };
        if !has_word(&self.event_kinds, event.kind.word()) || !actors_match {
            return Answer::No;
        }
        match (event.when.as_ref().filter(|date| date.sort_day().is_some()), &self.period) {
            (None, _) if self.without_undated => Answer::No,
            (None, _) | (_, None) => Answer::Surely,
            (Some(date), Some(period)) => match period.answer(date) {
                Answer::Possibly if self.surely_only => Answer::No,
                answer => answer,
            },
        }
    }

    /// Adds a kind of actor to the kinds that are shown, or removes it.
    pub fn toggle_actor_kind(&mut self, word: &str) {
        toggle(&mut self.actor_kinds, word.to_owned());
    }

    /// Adds a kind of event to the kinds that are shown, or removes it.
    pub fn toggle_event_kind(&mut self, word: &str) {
        toggle(&mut self.event_kinds, word.to_owned());
    }

    /// Adds an actor to the actors that are shown, or removes it.
    pub fn toggle_actor(&mut self, actor: ActorIdx) {
        toggle(&mut self.actors, actor);
    }
}

/// Whether a word is in a list, or the list is empty.
fn has_word(words: &[String], word: &str) -> bool {
    words.is_empty() || words.iter().any(|other| other == word)
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|other| *other == item) {
        Some(position) => drop(list.remove(position)),
        None => list.push(item),
    }
}
