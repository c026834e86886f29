//! Positions in a text, quotes and search.
//!
//! A file counts Unicode code points, Rust counts UTF-8 bytes, a browser counts UTF-16 code units. This module converts
//! between them ([`Offsets`]), finds quotes ([`Quote`]) and folds texts for search ([`FoldedText`]). Elsewhere in the crate,
//! positions are in bytes.

mod char_folding;
mod folded_text;
mod offsets;
mod quote;

pub use char_folding::CharFolder;
pub use folded_text::FoldedText;
pub use offsets::{Offsets, Unit};
pub use quote::Quote;
