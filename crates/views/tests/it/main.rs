//! What can be relied on of the views, one module a subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../../core/tests/it/common/mod.rs"]
mod common;
mod html;
