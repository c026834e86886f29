//! The other articles that there are.

use super::element::El;
use super::shell::Shell;
use crate::article::Library;
use crate::host::address;
use crate::reading::Address;
use crate::words::{Speech, Word};

/// The articles of the library, as links; nothing where there are fewer than `at_least`, or the page is not ours.
pub fn library(shell: Shell, library: &Library, at_least: usize) -> Option<El> {
    if !shell.is_page() || library.articles.len() < at_least {
        return None;
    }
    let home = shell.options.with_value(|options| options.home.clone());
    let entries = library.articles.iter().map(|entry| {
        let to = Address { article: Some(entry.id.clone()), ..shell.elsewhere() };
        // Each of the reader's own library has a page of its own.
        let href = if shell.lists_ours() { home.clone() + &entry.id + "/" } else { address::href(&to.to_pairs()) };
        let language = entry.language.as_deref();
        El::new("li")
            .child(El::new("a").attr("href", &href).attr_if("lang", language).text(&entry.title))
            .child(El::new("p").attr_if("lang", language).text(entry.summary.as_deref().unwrap_or_default()))
    });
    let speech = shell.language.get_untracked();
    let words = speech.say(Word::Articles);
    let heading = El::new("h2").text(words);
    let list = El::new("ul").children(entries.collect());
    Some(El::new("nav").class("library").attr("aria-label", words).child(heading).child(list))
}
