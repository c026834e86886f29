//! The diagrams: a module of its own draws them, which is loaded when the first is opened.

pub mod module;
pub mod view;
