//! Reusable building blocks: DOM elements, reactive attributes, keyed lists, drawers, panels and controls.

pub mod bottom_sheet;
pub mod buttons;
pub mod dom;
pub mod drawer;
pub mod keyed_list;
pub mod panel;
pub mod reactive;
pub mod redrawn;
