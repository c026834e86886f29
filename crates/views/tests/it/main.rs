//! Tests of the views, one module per subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../../core/tests/it/common/mod.rs"]
mod common;
mod html;
