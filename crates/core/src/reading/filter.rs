//! Which actors and events are shown: filtered by kind, by actor and by time.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_core::reading::{Answer, Filter};
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
//! assert_eq!(filter.events(&article, &index), [Answer::Surely, Answer::No]);
//! filter.toggle_actor(mali);
//! assert!(filter.is_empty());
//! ```

use super::Period;
use crate::article::{Actor, ActorIdx, Article, Event, EventIdx, Kind};
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
    /// Whether these actors mean only themselves, and not all that belong to them.
    pub without_parts: bool,
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
        let Self { actor_kinds, event_kinds, actors, period, without_undated, .. } = self;
        actor_kinds.is_empty() && event_kinds.is_empty() && actors.is_empty() && period.is_none() && !without_undated
    }

    /// Whether each actor is shown, by position.
    pub fn actors(&self, article: &Article, index: &Index) -> Vec<bool> {
        let mut chosen: Vec<ActorIdx> = self.actors.clone();
        if !self.without_parts {
            chosen.extend(self.actors.iter().flat_map(|actor| index.parts_of(*actor)));
        }
        let is_shown = |(at, actor): (ActorIdx, &Actor)| {
            has_word(&self.actor_kinds, actor.kind.word()) && (chosen.is_empty() || chosen.contains(&at))
        };
        article.actors.entries().map(is_shown).collect()
    }

    /// Whether each event matches, by position. An event also matches if one of its accounts does, and its accounts have
    /// its answer.
    pub fn events(&self, article: &Article, index: &Index) -> Vec<Answer> {
        let of_actor = |actor: &ActorIdx| match self.without_parts {
            true => index.events_of(*actor).to_vec(),
            false => index.events_with_parts(*actor),
        };
        let of_actors: Vec<Vec<EventIdx>> = self.actors.iter().map(of_actor).collect();
        let of_event = |at: EventIdx| {
            let mut answers = index.accounts_of(at).iter().chain([&at]).map(|one| self.answer(&article[*one]));
            let mut involves = of_actors.iter().map(|events| events.binary_search(&at).is_ok());
            let actors_match = match self.match_all {
                true => involves.all(|involves| involves),
                false => self.actors.is_empty() || involves.any(|involves| involves),
            };
            if !actors_match || answers.clone().all(|answer| answer == Answer::No) {
                Answer::No
            } else if answers.any(|answer| answer == Answer::Surely) {
                Answer::Surely
            } else {
                Answer::Possibly
            }
        };
        article.events.indexes().map(|at| of_event(index.event_of(at))).collect()
    }

    /// Whether an event matches by kind and time. An undated event matches every period, unless undated events are left
    /// out.
    fn answer(&self, event: &Event) -> Answer {
        if !has_word(&self.event_kinds, event.kind.word()) {
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

    /// Shows everything again. Whether actors include their parts stays as it is.
    pub fn clear(&mut self) {
        *self = Self { without_parts: self.without_parts, ..Self::default() };
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
