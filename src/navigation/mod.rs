//! Moving through the text: scrolling to a mention or a sentence, staying in place while the layout changes, stepping from
//! one to the next, and the browser's history.

pub mod generation;
pub mod history;
pub mod scroll_anchor;
pub mod scroll_to;
pub mod step;
