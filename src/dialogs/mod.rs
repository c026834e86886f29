//! Modal dialogs.

pub mod embed_code;
