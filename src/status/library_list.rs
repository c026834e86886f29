//! The list of the articles in the library.

use leptos::prelude::*;
use web_sys::MouseEvent;
use whowhen_core::file::{Entry, Library};

use crate::browser::address;
use crate::components::dom::{El, focus_root, target};
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;
use whowhen_views::{Markup, article as views};

/// The articles of the library, if loading failed and no article is shown. Below an article, they are listed in any
/// case.
#[component]
pub fn LibraryAfterError() -> impl IntoView {
    let reader = ReaderState::from_context();
    move || {
        reader.language.track();
        let is_alone = reader.failure.with(Option::is_some) && reader.story.with(Option::is_none);
        reader.library.get().filter(|_| is_alone).and_then(|list| library(reader, &list, 1)).map(El::into_view)
    }
}

/// The articles of the library, as links. Returns `None` in a host page, or if there are fewer than `at_least`.
pub fn library(reader: ReaderState, library: &Library, at_least: usize) -> Option<El> {
    if !reader.is_own_page() || library.articles.len() < at_least {
        return None;
    }
    // A page that was published for one article does not show another one, so its links lead to other pages.
    let is_of_one = reader.props.with_untracked(|props| props.address.article.is_some());
    let base_url = reader.options.with_value(|options| options.base_url.clone());
    let link = |entry: &Entry| {
        let to = Address { article: Some(entry.id.clone()), ..reader.empty_address() };
        // Each article of the reader's own library has a page of its own.
        let href = if reader.uses_own_library() {
            base_url.clone() + &entry.id + "/"
        } else {
            address::query_string(&to.to_pairs())
        };
        let go = move |event: &MouseEvent| {
            let plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
            if plain && event.button() == 0 && !is_of_one {
                event.prevent_default();
                // The list is removed together with the article above it, so the focus moves to the root element.
                target(event).iter().for_each(focus_root);
                reader.navigate(to.clone());
            }
        };
        El::new("a").attr("href", &href).on("click", go)
    };
    let locale = reader.language.get_untracked();
    Some(views::library(locale.text(Message::Articles), &library.articles, link))
}
