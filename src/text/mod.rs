//! The article's text: blocks that are rendered once as plain text, and the marks, highlights and margin signs that
//! are added to blocks near the viewport.
//!
//! This part is imperative on purpose: a text can have thousands of marks, and none of them has a signal, an effect
//! or a listener of its own.

pub mod article_view;
pub mod block;
pub mod geometry;
pub mod group_observer;
pub mod highlights;
pub mod margin_sign_click;
pub mod margin_signs;
pub mod mark_attributes;
pub mod minimap;
pub mod painter;
pub mod search_highlights;
pub mod text_positions;
