//! The actors: the panel that lists them, the detail view of one actor, and the popover at a mark.

pub mod detail;
pub mod panel;
pub mod popover;
pub mod sort_order;
