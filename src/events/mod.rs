//! The events: the panel that lists them, their rows, and the view of a single event for embedding.

pub mod held_actor;
pub mod panel;
pub mod row;
pub mod rows;
pub mod single_event;
pub mod time_strip;
