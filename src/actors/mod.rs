//! The actors: the panel that lists them, what is known of one, and the popover beside a mark.

pub mod detail;
pub mod panel;
pub mod popover;
