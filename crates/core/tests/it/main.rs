//! What can be relied on of the core, one module a subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod addresses;
mod article;
mod checking;
mod checking_spans;
mod common;
mod dates;
mod filter;
mod finding;
mod folding;
mod format_docs;
mod hostile;
mod layout;
mod locales;
mod positions;
mod reading;
mod round_trip;
#[cfg(feature = "schema")]
mod schema;
mod states;
mod timeline;
mod trouble;
