//! The events: the panel that lists them, the event card, and the view of a single event for embedding.

pub mod card;
pub mod panel;
pub mod single_event;
