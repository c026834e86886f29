//! Positions in a text, and finding words in it.
//!
//! A file counts Unicode code points, Rust counts bytes of UTF-8, a browser counts units of UTF-16. This module turns
//! one into the other ([`Offsets`]), finds quotes ([`Quote`]) and folds texts for search ([`Folded`]). Elsewhere in the
//! crate a position is a byte.

mod fold;
mod folded;
mod offsets;
mod quote;

pub use fold::Folder;
pub use folded::Folded;
pub use offsets::{Offsets, Unit};
pub use quote::Quote;
