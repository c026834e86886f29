//! What the reader of the page is doing: whom and what is held, what is shown of the article and in which order, and
//! the address that says so. Pure: a [`Command`] and a state give the next state; nothing here knows a browser.
//!
//! ```
//! use whowhen_core::article::{ActorAt, EventAt};
//! use whowhen_core::reading::{Command, State};
//!
//! let state = State::default().after(Command::HoldActor(ActorAt(3))).after(Command::HoldEvent(EventAt(1)));
//! assert_eq!((state.actor, state.event), (Some(ActorAt(3)), Some(EventAt(1))));
//! assert_eq!(state.after(Command::LetGo), State::default());
//! ```

#[macro_use]
mod choices;

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

choices! {
    /// The order of the events.
    #[derive(Default)]
    Order {
        /// As the text tells them.
        Told = "told",
        /// As they happened.
        #[default]
        Happened = "happened",
    }
    /// Which parts of the reader are seen.
    View {
        /// The text between the actors and the events.
        Full = "full",
        /// The text alone.
        Text = "text",
        /// The actors alone.
        Actors = "actors",
        /// The events alone.
        Events = "events",
        /// One event alone: its card.
        Event = "event",
        /// One event alone: its sentences, as a quotation.
        Quote = "quote",
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
