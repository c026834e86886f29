//! The bar at the top, and the drawers that its buttons open.

pub mod bar;
pub mod filters;
pub mod menu;
pub mod search;
pub mod share;
pub mod time_range;
