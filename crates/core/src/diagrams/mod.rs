//! The diagrams of an article: their data and their arithmetic. `crates/diagrams` draws them.
//!
//! | module | purpose |
//! |---|---|
//! | [`scene`] | what is drawn: events and actors, with their words |
//! | [`rows`] | the rows of the timeline: an actor or a kind of event each |
//! | [`order`] | the order in the text against the order in time: where the text goes back |
//! | [`matrix`] | who acts on whom, and how often |
//! | [`network`] | the same as a network: where its nodes are |
//! | [`projection`] | from degrees to places on the map |
//! | [`movements`] | who moved from where to where |
//!
//! All functions take which events are shown, so that a filter acts on every diagram.

pub mod matrix;
pub mod movements;
pub mod network;
pub mod order;
pub mod projection;
pub mod rows;
pub mod scene;

pub use scene::{Part, Scene, SceneActor, SceneEvent, ScenePosition};
