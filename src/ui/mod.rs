//! What is seen: one Leptos component, its parts, one a file, and the painter that puts marks into the text.
//!
//! The text itself is not reactive: an opened article never changes, so its blocks are built once, as text, and marked
//! when they come near the view. What changes is the small [`whowhen_core::reading::State`] and what the pointer passes over;
//! a few effects carry that to the few elements concerned.

mod actor_card;
mod actor_detail;
mod actors;
mod alert;
mod app;
mod arriving;
mod attributes;
mod bar;
mod block;
mod dealing;
mod deeds;
mod drawer;
mod element;
mod embedding;
mod event_card;
mod events;
mod failure;
mod filters;
mod found;
mod given;
mod going;
mod hits;
mod i18n;
mod keys;
mod library;
mod light;
mod links;
mod live;
mod loading;
mod menu;
mod opened;
mod page;
mod painter;
mod panel;
mod places;
mod print;
mod problems;
mod reader;
mod rove;
mod search;
mod share;
mod sheet;
mod shelf;
mod shell;
mod shown;
mod sides;
mod signs;
mod single;
mod staying;
mod stepping;
mod story;
mod strip;
mod telling;
mod timespan;
mod turns;
mod value;

pub use app::App;
pub use given::{Given, Options};
pub use shell::Shell;
