//! The state that components share.
//!
//! [`reader::ReaderState`] lives as long as the reader, and [`article::ArticleState`] as long as one article is shown.
//! Components get both from the Leptos context. The other modules are the values that these two contain.

pub mod announcements;
pub mod article;
pub mod filter;
pub mod loading;
pub mod local_files;
pub mod panels;
pub mod props;
pub mod reader;
pub mod search;
pub mod shared;
pub mod story;
