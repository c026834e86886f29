//! What the parts of the page share. [`reader::ReaderState`] lasts as long as the reader, [`article::ArticleState`] as long as one
//! article is shown; both are handed down as Leptos contexts. The other modules are values that they hold.

pub mod article;
pub mod filter;
pub mod loading;
pub mod panels;
pub mod props;
pub mod reader;
pub mod search;
pub mod shared;
pub mod story;
