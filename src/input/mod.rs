//! Pointer and keyboard input.
//!
//! The parts of the reader have no listeners for it. Listeners on the element around the text and the panels, on the
//! toolbar and on the window read `data-*` attributes to find out what an event is about.

pub mod click;
pub mod keyboard_shortcuts;
pub mod pointer;
pub mod roving_tabindex;
