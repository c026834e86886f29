//! Views of the start page: what the reader is, a small example, and the list of articles.
//!
//! | module | purpose |
//! |---|---|
//! | [`opening`] | what the reader is and how to read with it |
//! | [`example`] | a short article that shows it |
//! | [`list`] | the list of articles and the links to its pages |
//! | [`time_sketch`] | the small drawing of when an article's events happened |
//!
//! ```
//! use whowhen_views::{Html, start_page::time_sketch::time_sketch};
//!
//! let drawing: Html = time_sketch(&[1, 0, 3]);
//! assert!(drawing.done().starts_with("<svg class=\"sketch\" viewBox=\"0 0 12 20\""));
//! ```

pub mod example;
pub mod list;
pub mod opening;
pub mod time_sketch;
