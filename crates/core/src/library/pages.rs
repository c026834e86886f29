//! The pages of a list, and which articles come after another.
//!
//! ```
//! use whowhen_core::library::page_address;
//!
//! assert_eq!(page_address("../", 1), "../");
//! assert_eq!(page_address("./", 3), "./list/3/");
//! ```

use crate::file::{Entry, Library};

/// How many articles are offered after the end of an article.
const OFFERED: usize = 5;

/// The address of a page of the list, from that of the first, which is the start page.
pub fn page_address(root: &str, page: u32) -> String {
    if page <= 1 { root.to_owned() } else { format!("{root}list/{page}/") }
}

/// The articles that are offered after the end of an article: the next in the list, and after the last the first again.
pub fn next_articles<'a>(library: &'a Library, article: &str) -> Vec<&'a Entry> {
    let entries = &library.articles;
    let after = entries.iter().position(|entry| entry.id == article).map_or(0, |position| position + 1);
    let others = entries[after..].iter().chain(&entries[..after]).filter(|entry| entry.id != article);
    others.take(OFFERED).collect()
}
