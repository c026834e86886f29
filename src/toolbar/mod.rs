//! The toolbar at the top, and the content of the drawers that its buttons open.

pub mod bar;
pub mod filters;
pub mod menu;
pub mod open;
pub mod search;
pub mod share;
pub mod time_range;
pub mod views;
