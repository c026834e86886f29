//! The state of the reader: the held actor and event, the filter, the order, the search; and the address of this state.
//! To hold an actor or an event is to select it, so that it stays highlighted until it is let go.
//!
//! All functions are pure: a [`Command`] and a [`State`] give the next state.
//!
//! ```
//! use whowhen_core::reading::{Command, State};
//!
//! let bytes = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                  "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}], "actors": [{"id": "mali"}]}"#;
//! let (article, _) = whowhen_core::open(bytes).unwrap();
//! let mali = article.actor_by_id("mali").unwrap();
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

string_enum! {
    /// Which parts of the reader are visible.
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
        /// The events along an axis of time, beside their rows.
        Timeline = "timeline",
        /// The order in the text against the order in time.
        Order = "order",
        /// Who acts on whom.
        Matrix = "actors-matrix",
        /// The places of the events.
        Map = "map",
    }
}

impl View {
    /// The views that are diagrams.
    pub const DIAGRAMS: [Self; 4] = [Self::Timeline, Self::Order, Self::Matrix, Self::Map];

    /// Whether the view is a diagram, which stands in place of the text.
    pub fn is_diagram(self) -> bool {
        Self::DIAGRAMS.contains(&self)
    }
}

/// What a user can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Hold an actor, or let go of it if it is already held.
    HoldActor(ActorIdx),
    /// Hold an event, or let go of it if it is already held.
    HoldEvent(EventIdx),
    /// Hold an actor, even if it is already held.
    ShowActor(ActorIdx),
    /// Hold an event, even if it is already held.
    ShowEvent(EventIdx),
    /// Let go of the actor and the event. Nothing else changes.
    LetGo,
    /// Show the events in this order.
    Order(Order),
    /// Show only these actors and events.
    Filter(Filter),
    /// Search for this text.
    Search(String),
    /// Show these parts of the reader. With `None` they depend on the width.
    View(Option<View>),
}
