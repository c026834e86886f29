//! Moves through the text: scrolls to a mention or a sentence, keeps the position while the layout changes, steps
//! from one item to the next, and follows the browser's history.

pub mod article_links;
pub mod generation_counter;
pub mod history;
pub mod next_and_previous;
pub mod scroll_anchor;
pub mod scroll_to;
