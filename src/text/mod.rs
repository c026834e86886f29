//! Positions in a text, and finding words in it.
//!
//! A file counts Unicode code points, Rust counts bytes of UTF-8, a browser counts units of UTF-16. This room turns
//! one into the other ([`Offsets`]) and finds quotes ([`Quote`]). Elsewhere in the crate a position is a byte.

mod offsets;
mod quote;

pub use offsets::{Offsets, Unit};
pub use quote::Quote;
