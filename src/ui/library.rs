//! The other articles that there are.

use web_sys::MouseEvent;
use whowhen_core::file::Library;

use super::element::{El, target, to_root};
use super::shell::Shell;
use crate::host::address;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;

/// The articles of the library, as links; nothing where there are fewer than `at_least`, or the page is not ours.
pub fn library(shell: Shell, library: &Library, at_least: usize) -> Option<El> {
    if !shell.is_page() || library.articles.len() < at_least {
        return None;
    }
    // A page of one article's own, which its address names, is not that of another.
    let is_of_one = shell.given.with_untracked(|given| given.address.article.is_some());
    let home = shell.options.with_value(|options| options.home.clone());
    let entries = library.articles.iter().map(|entry| {
        let to = Address { article: Some(entry.id.clone()), ..shell.elsewhere() };
        // Each of the reader's own library has a page of its own.
        let href = if shell.lists_ours() { home.clone() + &entry.id + "/" } else { address::href(&to.to_pairs()) };
        let go = move |event: &MouseEvent| {
            let plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
            if plain && event.button() == 0 && !is_of_one {
                event.prevent_default();
                // This list goes with the article that it stands under.
                target(event).iter().for_each(to_root);
                shell.go(to.clone());
            }
        };
        let language = entry.language.as_deref();
        El::new("li")
            .child(El::new("a").attr("href", &href).attr_if("lang", language).text(&entry.title).on("click", go))
            .child(El::new("p").attr_if("lang", language).text(entry.summary.as_deref().unwrap_or_default()))
    });
    let locale = shell.language.get_untracked();
    let words = locale.text(Message::Articles);
    let heading = El::new("h2").text(words);
    let list = El::new("ul").children(entries.collect());
    Some(El::new("nav").class("library").attr("aria-label", words).child(heading).child(list))
}
