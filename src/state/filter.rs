//! What the filter shows of an article, computed once for each filter.
//!
//! ```ignore
//! let visible = Visible::of(&filter, &story);
//! let (events, actors) = visible.counts(&story);
//! ```

use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, EventIdx};
use whowhen_core::reading::{Answer, Filter, State};

/// The actors and events that the filter shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visible {
    /// Whether each actor is shown, by position. Empty if all are shown.
    pub actors: Vec<bool>,
    /// Whether each event matches, by position. Empty if all surely match.
    pub events: Vec<Answer>,
}

impl Visible {
    /// Applies a filter to an article.
    pub fn of(filter: &Filter, story: &Story) -> Self {
        if filter.is_empty() {
            return Self::default();
        }
        let article = &story.article;
        let mut actors = filter.actors(article, &story.index);
        let mut events = filter.events(article, &story.index);
        // If nothing is hidden, the value is the same as without a filter, so the panels do not render their lists
        // again.
        if actors.iter().all(|shown| *shown) {
            actors.clear();
        }
        if events.iter().all(|answer| *answer == Answer::Surely) {
            events.clear();
        }
        Self { actors, events }
    }

    /// Whether everything is shown.
    pub fn shows_everything(&self) -> bool {
        self.actors.is_empty() && self.events.is_empty()
    }

    /// Whether an actor is shown.
    pub fn shows_actor(&self, at: ActorIdx) -> bool {
        self.actors.get(at.position()).copied().unwrap_or(true)
    }

    /// Whether an event matches the filter.
    pub fn event_match(&self, at: EventIdx) -> Answer {
        self.events.get(at.position()).copied().unwrap_or(Answer::Surely)
    }

    /// Whether an event is shown because it surely or possibly matches.
    pub fn shows_event(&self, at: EventIdx) -> bool {
        self.event_match(at) != Answer::No
    }

    /// Whether the filter hides the selected actor, and whether it hides the selected event.
    pub fn hides_selection(&self, state: &State) -> (bool, bool) {
        (
            state.actor.is_some_and(|actor| !self.shows_actor(actor)),
            state.event.is_some_and(|event| !self.shows_event(event)),
        )
    }

    /// Returns how many events and how many actors are shown.
    pub fn counts(&self, story: &Story) -> (usize, usize) {
        let events = story.article.events.indexes().filter(|at| !story.index.is_account(*at) && self.shows_event(*at));
        let actors = story.article.actors.indexes().filter(|at| self.shows_actor(*at));
        (events.count(), actors.count())
    }
}
