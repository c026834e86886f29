//! What the reader of the page is doing: whom and what is held, in which order events stand, and the address that says
//! so. Pure: a [`Command`] and a state give the next state; nothing here knows a browser.
//!
//! ```
//! use whowhen::article::{ActorAt, EventAt};
//! use whowhen::reading::{Command, State};
//!
//! let state = State::default().after(Command::HoldActor(ActorAt(3))).after(Command::HoldEvent(EventAt(1)));
//! assert_eq!((state.actor, state.event), (Some(ActorAt(3)), Some(EventAt(1))));
//! assert_eq!(state.after(Command::LetGo), State::default());
//! ```

mod address;
mod settings;

pub use address::{Address, Missing};
pub use settings::{Lines, Marks, Settings, Theme, Typeface};

use crate::article::{ActorAt, Article, EventAt};

/// What is held and how it is shown. What the pointer passes over is not part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The held actor.
    pub actor: Option<ActorAt>,
    /// The held event.
    pub event: Option<EventAt>,
    /// The order of the events.
    pub order: Order,
}

/// The order of the events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the text tells them.
    Told,
    /// As they happened.
    #[default]
    Happened,
}

impl Order {
    /// The word of the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Happened => "happened",
        }
    }

    /// The order that a word of the address names.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "told" => Some(Self::Told),
            "happened" => Some(Self::Happened),
            _ => None,
        }
    }
}

/// What a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Hold an actor; the one that is held already is let go.
    HoldActor(ActorAt),
    /// Hold an event; the one that is held already is let go.
    HoldEvent(EventAt),
    /// Hold an actor, and keep holding it if it is held.
    ShowActor(ActorAt),
    /// Hold an event, and keep holding it if it is held.
    ShowEvent(EventAt),
    /// Let go of the actor and the event.
    LetGo,
    /// Show the events in this order.
    Order(Order),
}

impl State {
    /// Whether somebody or something is held.
    pub fn holds(&self) -> bool {
        self.actor.is_some() || self.event.is_some()
    }

    /// The state after a command.
    #[must_use]
    pub fn after(self, command: Command) -> Self {
        match command {
            Command::HoldActor(actor) if self.actor == Some(actor) => Self { actor: None, ..self },
            Command::HoldEvent(event) if self.event == Some(event) => Self { event: None, ..self },
            Command::HoldActor(actor) | Command::ShowActor(actor) => Self { actor: Some(actor), ..self },
            Command::HoldEvent(event) | Command::ShowEvent(event) => Self { event: Some(event), ..self },
            Command::LetGo => Self { actor: None, event: None, ..self },
            Command::Order(order) => Self { order, ..self },
        }
    }

    /// The state that an address asks for, and the ids in it that the article does not have.
    pub fn at(address: &Address, article: &Article) -> (Self, Vec<Missing>) {
        let mut missing = Vec::new();
        let actor = address.actor.as_ref().and_then(|id| {
            let found = article.actor_named(id);
            if found.is_none() {
                missing.push(Missing::Actor(id.clone()));
            }
            found
        });
        let event = address.event.as_ref().and_then(|id| {
            let found = article.event_named(id);
            if found.is_none() {
                missing.push(Missing::Event(id.clone()));
            }
            found
        });
        (Self { actor, event, order: address.order.unwrap_or_default() }, missing)
    }

    /// The address of this state of an article.
    #[must_use]
    pub fn address(&self, article: &Article, from: &Address) -> Address {
        Address {
            actor: self.actor.map(|at| article.actors[at.at()].id.clone()),
            event: self.event.map(|at| article.events[at.at()].id.clone()),
            order: (self.order != Order::default()).then_some(self.order),
            ..from.clone()
        }
    }
}
