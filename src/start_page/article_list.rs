//! The list of articles on the start page, its search, and the choice of an actor whose articles are listed.
//!
//! The search and the actor are in the page's address. A list of one page is searched here; for one with several pages there
//! is a search engine, see [`super::found_articles`].

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::found_articles::found_articles;
use super::query::{Query, ask};
use crate::browser::{language, scroll};
use crate::components::dom::{El, target_as, toggle_attribute};
use crate::components::reactive::watch;
use crate::i18n::Language;
use crate::navigation::article_links;
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use whowhen_core::file::{Entry, Library, SharedActor};
use whowhen_core::library::{ListSearch, page_address};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::text::CharFolder;
use whowhen_views::Markup;
use whowhen_views::start_page::list;

/// The section with the list.
pub fn article_list(reader: ReaderState, library: &Shared<Library>) -> El {
    let locale = reader.language.get_untracked();
    let base_url = reader.options.with_value(|options| options.base_url.clone());
    let entries = list::entries(&*locale, &library.articles, |entry| article_links::link(reader, entry, None));
    let rows: Vec<Element> = children_of(entries.element());
    let page_link = |page| El::new("a").attr("href", &page_address(&base_url, page));
    // Another site's list has its pages and its search there.
    let is_own = reader.uses_own_library();
    let pages = list::pages(&*locale, library.page(), library.page_count(), page_link).filter(|_| is_own);
    let (status, none) = (El::new("p").class("hidden").attr("role", "status"), El::new("p").class("none"));
    let none = none.attr("hidden", "").text(locale.text(Message::NoArticleFits));
    let section = El::new("section")
        .class("library")
        .attr("aria-label", locale.text(Message::Articles))
        .child(list::heading(&*locale, library.article_count()))
        .child(tools(reader, library, &locale));
    if let Some(script) = library.search.as_ref().filter(|_| is_own) {
        let whole = El::new("div").child(entries).child_if(pages);
        let element = whole.element().clone();
        let (found, search) = found_articles(reader, script);
        watch(
            move || Query::of(reader),
            move |_, query| {
                toggle_attribute(&element, "hidden", *query != Query::default());
                search(query.clone());
            },
        );
        return section.child(whole).child(found);
    }
    let folder = RefCell::new(CharFolder::new(Box::new(language::fold_char)));
    let search = ListSearch::new(library, &mut folder.borrow_mut());
    let (library, said, empty) = (library.clone(), status.element().clone(), none.element().clone());
    watch(
        move || Query::of(reader),
        move |_, query| {
            let found = search.find(&query.words, &mut folder.borrow_mut());
            let is_in = |entry: &Entry| query.who.as_ref().is_none_or(|who| entry.actor(who).is_some());
            let has_actor = library.articles.iter().map(is_in);
            let mut count = 0;
            for ((row, found), has_actor) in rows.iter().zip(found).zip(has_actor) {
                let is_shown = found && has_actor;
                count += usize::from(is_shown);
                toggle_attribute(row, "hidden", !is_shown);
            }
            toggle_attribute(&empty, "hidden", count > 0);
            let words = match *query == Query::default() {
                true => String::new(),
                false => reader.language.get_untracked().count(Message::ArticlesFound, count),
            };
            said.set_text_content(Some(&words));
        },
    );
    section.child(entries).child(status).child(none).child_if(pages)
}

fn children_of(list: &Element) -> Vec<Element> {
    let children = list.children();
    (0..children.length()).filter_map(|at| children.item(at)).collect()
}

/// The search field, and the actors that several articles have in common.
fn tools(reader: ReaderState, library: &Shared<Library>, locale: &Language) -> El {
    let name = locale.text(Message::SearchArticles);
    let field = El::new("input").attr("type", "search").attr("aria-label", name).attr("placeholder", name).on(
        "input",
        move |event: &Event| {
            if let Some(field) = target_as::<HtmlInputElement>(event) {
                let who = untrack(|| Query::of(reader)).who;
                ask(reader, Query { words: field.value(), who }, false);
            }
        },
    );
    let element = field.element().clone();
    // The address may change by Back and Forward.
    watch(
        move || Query::of(reader),
        move |_, query| {
            let field: &HtmlInputElement = element.unchecked_ref();
            if field.value().trim() != query.words.trim() {
                field.set_value(&query.words);
            }
        },
    );
    let tools =
        El::new("div").class("tools-of-list").child(El::new("div").class("field").attr("role", "search").child(field));
    let button = |actor: &SharedActor| {
        let kind = actor.kind.as_deref().unwrap_or_default();
        actor_button(reader, &actor.wikidata, kind, actor.name(locale.tag), actor.articles)
    };
    let buttons: Vec<El> = library.actors.iter().map(button).collect();
    if buttons.is_empty() {
        return tools;
    }
    let rest: Vec<Element> = buttons.iter().skip(list::SHOWN_ACTORS).map(|button| button.element().clone()).collect();
    let more = (!rest.is_empty()).then(|| {
        rest.iter().for_each(|button| toggle_attribute(button, "hidden", true));
        let more = El::button().class("chip").text(locale.text(Message::ShowAll));
        let own = more.element().clone();
        more.on("click", move |_: &Event| {
            rest.iter().for_each(|button| toggle_attribute(button, "hidden", false));
            rest.first().into_iter().for_each(scroll::focus);
            own.remove();
        })
    });
    // An article may lead to an actor that is none of those that are shown.
    let known: Vec<String> =
        library.actors.iter().take(list::SHOWN_ACTORS).map(|actor| actor.wikidata.clone()).collect();
    let library = library.clone();
    let other = move || Query::of(reader).who.filter(|who| !known.contains(who));
    let group = El::new("div").class("chips").attr("role", "group");
    let group = group.attr("aria-label", locale.text(Message::SharedActors)).child(list::actors_label(locale));
    let group = group
        .reactive_children(other, move |who| who.iter().map(|who| other_actor_button(reader, &library, who)).collect());
    tools.child(group.children(buttons).child_if(more))
}

/// The button of an actor that is not among those that are shown.
fn other_actor_button(reader: ReaderState, library: &Library, wikidata: &str) -> El {
    let language = reader.language.get_untracked();
    let shared = library.actors.iter().find(|actor| actor.wikidata == wikidata);
    if let Some(actor) = shared {
        let kind = actor.kind.as_deref().unwrap_or_default();
        return actor_button(reader, wikidata, kind, actor.name(language.tag), actor.articles);
    }
    let found = library.articles.iter().find_map(|entry| entry.actor(wikidata));
    let (kind, name) = found.map_or(("", wikidata), |actor| (actor.kind.as_deref().unwrap_or_default(), &actor.name));
    actor_button(reader, wikidata, kind, name, found.and_then(|actor| actor.articles))
}

/// A button that lists only the articles with an actor, and all of them again.
fn actor_button(reader: ReaderState, wikidata: &str, kind: &str, name: &str, articles: Option<u32>) -> El {
    let locale = reader.language.get_untracked();
    let (id, other) = (wikidata.to_owned(), wikidata.to_owned());
    let button = El::button().reactive_bool("aria-pressed", move || Query::of(reader).who.as_ref() == Some(&id)).on(
        "click",
        move |_: &Event| {
            let query = untrack(|| Query::of(reader));
            let who = Some(other.clone()).filter(|id| query.who.as_ref() != Some(id));
            ask(reader, Query { who, ..query }, true);
        },
    );
    list::actor_button(&*locale, button, kind, name, articles)
}
