//! The start page: what the reader is, with a small example; the articles of the library; and the user's own files. Also
//! the other pages of a long list.
//!
//! | module | purpose |
//! |---|---|
//! | `example` | the example, which answers to the pointer and to keys |
//! | `article_list` | the list, its search, and the choice of an actor |
//! | `query` | what is asked of the list, in the address |
//! | `found_articles` | the results of the search engine, for a list of several pages |
//! | `own_files` | the files that are kept in this browser |
//!
//! The static page has the same content, from the same views, except what needs scripts.

mod article_list;
mod example;
mod found_articles;
mod own_files;
mod query;

pub use own_files::Files;

use leptos::prelude::*;

use crate::components::dom::El;
use crate::components::redrawn::Redrawn;
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::toolbar::menu;
use article_list::article_list;
use example::example;
use own_files::own_files;
use whowhen_core::file::Library;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::start_page::list;
use whowhen_views::start_page::opening::opening;
use whowhen_views::{Markup, home_link};

/// The start page, or another page of the list.
#[component]
pub fn StartPage(
    /// The page of the list.
    library: Shared<Library>,
    /// What is known of the user's own files.
    files: Redrawn<Files>,
) -> impl IntoView {
    let reader = ReaderState::from_context();
    let locale = reader.language.get_untracked();
    let is_first = library.page() == 1;
    let base_url = reader.options.with_value(|options| options.base_url.clone());
    let home = (!is_first).then(|| El::new("a").attr("href", &base_url));
    let bar = El::new("div")
        .class("bar")
        .attr("role", "banner")
        .attr("aria-label", "Whowhen")
        .child(home_link(&*locale, home));
    let look = El::new("section")
        .class("display-choices")
        .attr("aria-label", locale.text(Message::Look))
        .child(menu::theme_choice(reader, &locale))
        .child(menu::language_choice(reader, &locale, || {}));
    let main = El::new("main")
        .class("start-page")
        .attr("data-library", "")
        .child_if(is_first.then(|| opening(&*locale, example(reader))))
        .child(article_list(reader, &library))
        .child_if(is_first.then(|| own_files(reader, files)))
        .child_if(is_first.then(|| list::embed_link(&*locale, El::new("a").attr("href", &(base_url + "demo/")))))
        .child(look);
    El::new("div").child(bar).child(main).into_view()
}
