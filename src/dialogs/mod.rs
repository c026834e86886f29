//! The modal dialogs.

pub mod embed_code;
pub mod shortcuts_help;
