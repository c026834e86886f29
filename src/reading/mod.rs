//! What the reader of the page is doing: whom and what is held, what is shown of the article and in which order, and
//! the address that says so. Pure: a [`Command`] and a state give the next state; nothing here knows a browser.
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
mod filter;
mod period;
mod settings;
mod state;

pub use address::Address;
pub use filter::{Answer, Filter};
pub use period::Period;
pub use settings::{Lines, Marks, Settings, Theme, Typeface};
pub use state::{Missing, State};

use crate::article::{ActorAt, EventAt};

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

/// Which parts of the reader are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// The text between the actors and the events.
    Full,
    /// The text alone.
    Text,
    /// The actors alone.
    Actors,
    /// The events alone.
    Events,
}

impl View {
    /// The word of the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Text => "text",
            Self::Actors => "actors",
            Self::Events => "events",
        }
    }

    /// The view that a word of the address names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Full, Self::Text, Self::Actors, Self::Events].into_iter().find(|view| view.word() == word)
    }
}

/// What a person can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Hold an actor; the one that is held already is let go.
    HoldActor(ActorAt),
    /// Hold an event; the one that is held already is let go.
    HoldEvent(EventAt),
    /// Hold an actor, and keep holding it if it is held.
    ShowActor(ActorAt),
    /// Hold an event, and keep holding it if it is held.
    ShowEvent(EventAt),
    /// Let go of the actor and the event. What is shown stays so.
    LetGo,
    /// Show the events in this order.
    Order(Order),
    /// Show only these actors and events.
    Filter(Filter),
    /// Search for this.
    Find(String),
    /// Show these parts of the reader; `None` leaves it to the reader's width.
    View(Option<View>),
}
