//! What the filter leaves of an article, looked up once for each filter.

use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, EventIdx};
use whowhen_core::reading::{Answer, Filter, State};

/// What the filter shows of an article: whom, and which events, by their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visible {
    /// Whether each actor is shown; empty where all are.
    pub actors: Vec<bool>,
    /// What is answered of each event; empty where all are shown.
    pub events: Vec<Answer>,
}

impl Visible {
    /// What a filter shows.
    pub fn of(filter: &Filter, story: &Story) -> Self {
        if filter.is_empty() {
            return Self::default();
        }
        let article = &story.article;
        let mut actors: Vec<bool> = article.actors.indexes().map(|at| filter.shows_actor(article, at)).collect();
        let mut events: Vec<Answer> =
            article.events.indexes().map(|at| filter.answer(article, &story.index, at)).collect();
        // What a filter leaves whole is not put in order anew.
        if actors.iter().all(|shown| *shown) {
            actors.clear();
        }
        if events.iter().all(|answer| *answer == Answer::Surely) {
            events.clear();
        }
        Self { actors, events }
    }

    /// Whether all is shown.
    pub fn all(&self) -> bool {
        self.actors.is_empty() && self.events.is_empty()
    }

    /// Whether an actor is shown.
    pub fn actor(&self, at: ActorIdx) -> bool {
        self.actors.get(at.position()).copied().unwrap_or(true)
    }

    /// What is answered of an event.
    pub fn event(&self, at: EventIdx) -> Answer {
        self.events.get(at.position()).copied().unwrap_or(Answer::Surely)
    }

    /// Whether an event is shown, surely or possibly.
    pub fn shows(&self, at: EventIdx) -> bool {
        self.event(at) != Answer::No
    }

    /// Whether it hides a held actor, and a held event.
    pub fn hides(&self, state: &State) -> (bool, bool) {
        (state.actor.is_some_and(|actor| !self.actor(actor)), state.event.is_some_and(|event| !self.shows(event)))
    }

    /// How many events and how many actors are shown.
    pub fn numbers(&self, story: &Story) -> (usize, usize) {
        let events = story.article.events.indexes().filter(|at| self.shows(*at));
        let actors = story.article.actors.indexes().filter(|at| self.actor(*at));
        (events.count(), actors.count())
    }
}
