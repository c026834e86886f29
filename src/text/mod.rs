//! The article's text: blocks that are rendered once as plain text, and the marks, highlights and margin signs that are
//! added to those near the view.
//!
//! This part is imperative on purpose: a text with thousands of marks has no signal, effect or listener for each of them.

pub mod article_view;
pub mod block;
pub mod geometry;
pub mod highlights;
pub mod margin_signs;
pub mod mark_attributes;
pub mod minimap;
pub mod painter;
pub mod search_highlights;
