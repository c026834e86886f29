//! Tests of the core, one module per subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod accounts;
mod addresses;
mod article;
mod checking;
mod checking_spans;
mod common;
mod dates;
mod diagrams;
mod edtf;
mod filter;
mod folding;
mod format_docs;
mod hostile;
mod ids;
mod in_steps;
mod kinds;
mod layout;
mod locales;
mod parts;
mod positions;
mod read_errors;
mod reading;
mod round_trip;
#[cfg(feature = "schema")]
mod schema;
mod search;
mod states;
mod timeline;
