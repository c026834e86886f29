//! What the filter leaves of an article, looked up once for each filter.

use super::story::Story;
use crate::article::{ActorAt, EventAt};
use crate::reading::{Answer, Filter};

/// What the filter shows of an article: whom, and which events, by their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Whether each actor is shown; empty where all are.
    pub actors: Vec<bool>,
    /// What is answered of each event; empty where all are shown.
    pub events: Vec<Answer>,
}

impl Shown {
    /// What a filter shows.
    pub fn of(filter: &Filter, story: &Story) -> Self {
        if filter.is_empty() {
            return Self::default();
        }
        let article = &story.article;
        Self {
            actors: (0..article.actors.len()).map(|at| filter.shows_actor(article, ActorAt::from(at))).collect(),
            events: (0..article.events.len())
                .map(|at| filter.answer(article, &story.index, EventAt::from(at)))
                .collect(),
        }
    }

    /// Whether all is shown.
    pub fn all(&self) -> bool {
        self.actors.is_empty() && self.events.is_empty()
    }

    /// Whether an actor is shown.
    pub fn actor(&self, at: ActorAt) -> bool {
        self.actors.get(at.at()).copied().unwrap_or(true)
    }

    /// What is answered of an event.
    pub fn event(&self, at: EventAt) -> Answer {
        self.events.get(at.at()).copied().unwrap_or(Answer::Surely)
    }

    /// How many events and how many actors are shown.
    pub fn numbers(&self, story: &Story) -> (usize, usize) {
        if self.all() {
            return (story.article.events.len(), story.article.actors.len());
        }
        let events = self.events.iter().filter(|answer| **answer != Answer::No).count();
        (events, self.actors.iter().filter(|shown| **shown).count())
    }
}
