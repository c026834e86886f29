//! Pointer and keyboard: listeners on the reader's root that find out what they are about from `data-*` attributes.

pub mod click;
pub mod keyboard_shortcuts;
pub mod pointer;
pub mod roving_tabindex;
