//! Links to articles of the library: after a failure to all, below an article to the next ones, and in an actor's details to
//! those with the same actor.

use leptos::prelude::*;
use web_sys::MouseEvent;
use whowhen_core::article::ActorIdx;
use whowhen_core::file::{Entry, Library};

use crate::browser::address;
use crate::components::dom::{El, focus_root, target};
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::library::next_articles;
use whowhen_core::reading::Address;
use whowhen_views::actors::{self, OtherArticle};
use whowhen_views::{Markup, article as views};

/// The articles of the library, if loading failed and nothing else is shown.
#[component]
pub fn LibraryAfterError() -> impl IntoView {
    let reader = ReaderState::from_context();
    move || {
        reader.language.track();
        let is_alone = reader.failure.with(Option::is_some) && !reader.has_content();
        let library = reader.library.get().filter(|library| is_alone && !library.articles.is_empty());
        library.and_then(|library| links(reader, library.articles.iter())).map(El::into_view)
    }
}

/// The articles of the library that are offered after the end of this one. `None` in a host page, or if there are none.
pub fn after_article(reader: ReaderState, story: &Story, library: &Library) -> Option<El> {
    let others = next_articles(library, story.library_id.as_deref().unwrap_or_default());
    if others.is_empty() { None } else { links(reader, others.into_iter()) }
}

/// Links to articles of the library. `None` in a host page.
fn links<'a>(reader: ReaderState, entries: impl Iterator<Item = &'a Entry>) -> Option<El> {
    if !reader.is_own_page() {
        return None;
    }
    let locale = reader.language.get_untracked();
    let home = reader.start_address().map(|address| El::new("a").attr("href", &address));
    Some(views::library(&*locale, entries, |entry| link(reader, entry, None), home))
}

/// The other articles of the library that have an actor of this one. `None` in a host page, or if there are none.
pub fn with_same_actor(reader: ReaderState, story: &Story, at: ActorIdx) -> Option<El> {
    let library = reader.library.get_untracked().filter(|_| reader.is_own_page() && story.library_id.is_some())?;
    let locale = story.locale();
    actors::other_articles(story.context(&locale), at, &library, |other| match other {
        OtherArticle::Actor(entry, actor) => link(reader, entry, Some(actor)),
        OtherArticle::List(wikidata) => {
            let start = Address { who: Some(wikidata.to_owned()), ..Address::default() };
            let base_url = reader.options.with_value(|options| options.base_url.clone());
            El::new("a").attr("href", &(base_url + &address::query_string(&start.to_pairs())))
        }
    })
}

/// An empty link to an article of the library, and to an actor in it.
pub fn link(reader: ReaderState, entry: &Entry, actor: Option<&str>) -> El {
    // A page that was published for one article does not show another one, so its links lead to other pages.
    let is_of_one = reader.props.with_untracked(|props| props.address.article.is_some());
    let base_url = reader.options.with_value(|options| options.base_url.clone());
    let in_article = Address { actor: actor.map(str::to_owned), ..reader.empty_address() };
    let to = Address { article: Some(entry.id.clone()), ..in_article.clone() };
    // Each article of the reader's own library has a page of its own.
    let is_own = reader.uses_own_library();
    let href = match is_own {
        true => base_url + &entry.id + "/" + &address::query_string(&in_article.to_pairs()),
        false => address::query_string(&to.to_pairs()),
    };
    let has_page = is_own && reader.start_page.with_untracked(Option::is_some);
    let go = move |event: &MouseEvent| {
        let plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        if plain && event.button() == 0 && !is_of_one && !has_page {
            event.prevent_default();
            // The list is removed together with the article above it, so the focus moves to the root element.
            target(event).iter().for_each(focus_root);
            reader.navigate(to.clone());
        }
    };
    El::new("a").attr("href", &href).on("click", go)
}
