//! Building blocks that know nothing of articles: DOM elements, reactive attributes, lists, drawers, panels, controls.

pub mod bottom_sheet;
pub mod buttons;
pub mod dom;
pub mod drawer;
pub mod keyed_list;
pub mod panel;
pub mod reactive;
