//! What the reader of the page is doing: whom and what is held, what is shown of the article and in which order, and
//! the address that says so. Pure: a [`Command`] and a state give the next state; nothing here knows a browser.
//!
//! ```
//! use whowhen_core::reading::{Command, State};
//!
//! let bytes = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                  "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}], "actors": [{"id": "mali"}]}"#;
//! let (article, _) = whowhen_core::open(bytes).unwrap();
//! let mali = article.actor_named("mali").unwrap();
//! let state = State::default().after(Command::HoldActor(mali));
//! assert_eq!(state.actor, Some(mali));
//! assert_eq!(state.after(Command::LetGo), State::default());
//! ```

mod address;
mod filter;
mod period;
mod settings;
mod state;

pub use crate::index::Order;
pub use address::Address;
pub use filter::{Answer, Filter};
pub use period::Period;
pub use settings::{Lines, Marks, Settings, Theme, Typeface};
pub use state::{Missing, State};

use crate::article::{ActorIdx, EventIdx};

choices! {
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
    HoldActor(ActorIdx),
    /// Hold an event; the one that is held already is let go.
    HoldEvent(EventIdx),
    /// Hold an actor, and keep holding it if it is held.
    ShowActor(ActorIdx),
    /// Hold an event, and keep holding it if it is held.
    ShowEvent(EventIdx),
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
