//! A single event for embedding in a host page: its open row or its quotation, and a link to the article.
//!
//! There are no panels here in which something could be selected. So buttons that would select something in the reader
//! are links to the article or plain text.

use leptos::prelude::*;
use web_sys::{Element, Event};

use crate::components::dom::{El, append, closest, find, find_all, index_attr, set, target};
use crate::components::reactive::watch;
use crate::events::row::{event_details, event_row};
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::toolbar::share;
use whowhen_core::article::EventIdx;
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::{Order, State, View};
use whowhen_views::Markup;
use whowhen_views::link;

/// Shows the event that the address names. If it names none, shows the first event in chronological order.
#[component]
pub fn SingleEvent(
    /// The article.
    story: Shared<Story>,
    /// Whether the event is shown as an open row or as a quotation.
    view: View,
) -> impl IntoView {
    let reader = ReaderState::from_context();
    reader.set_page_title(&story);
    let asked = move || reader.address.with(|address| address.event.clone());
    watch(asked, move |before, now| {
        if before.is_some() {
            reader.notify_selection(None, now.clone());
        }
    });
    let whole = El::new(if reader.is_own_page() { "main" } else { "div" }).class("single");
    let whole = whole.reactive_children(asked, move |id| {
        let locale = story.locale();
        let at = match &id {
            Some(id) => story.article.event_by_id(id),
            None => story.index.happened().iter().flat_map(|group| &group.events).next().copied(),
        };
        let Some(at) = at else {
            let words = match &id {
                Some(id) => locale.with(Message::NoSuchEvent, &[("id", id)]),
                None => locale.text(Message::NothingMarked).to_owned(),
            };
            return vec![El::new("p").class("notice").attr("role", "status").text(&words)];
        };
        let state = State { event: Some(at), order: Order::default(), ..State::default() };
        let href = share::link_for_state(reader, &story, &state);
        let event = match view {
            View::Quote => quotation(&story, at),
            _ => into_static_content(event_row(&story, at, None).child(event_details(&story, at)), href.as_deref()),
        };
        vec![event, origin(&story, href.as_deref())]
    });
    // A "led to …" button shows its event in place of this one.
    whole
        .on("click", move |event: &Event| {
            let Some(button) = target(event).and_then(|hit| closest(&hit, "[data-to-event]")) else { return };
            let story = reader.story.get_untracked();
            let id = story.and_then(|story| {
                let at = index_attr(&button, "data-to-event", &story.article.events)?;
                Some(story.article[at].id.clone())
            });
            reader.select(None, id);
        })
        .into_view()
}

/// Turns an open row into static content. Only the buttons to other events remain. The title and the quotes become links to
/// the article, if there is a link; all other buttons become plain text.
fn into_static_content(row: El, href: Option<&str>) -> El {
    find(row.element(), ".take").iter().for_each(Element::remove);
    // The outline of the host page is not known, so the title is not a heading. It still labels the row.
    find(row.element(), "h4").iter().for_each(|title| set(title, "role", "none"));
    for button in find_all(row.element(), "button:not([data-to-event])") {
        let leads = href.filter(|_| closest(&button, "h4, blockquote").is_some());
        let other = match leads {
            Some(href) => link(href, ""),
            None => El::new("span"),
        };
        let other = other.into_element();
        for name in ["id", "class", "lang", "dir", "data-kind"] {
            button.get_attribute(name).iter().for_each(|value| set(&other, name, value));
        }
        while let Some(child) = button.first_child() {
            append(&other, &child);
        }
        let _ = button.replace_with_with_node_1(&other);
    }
    row
}

/// Creates the quotation: the evidence of an event, with the event's time and title.
fn quotation(story: &Story, at: EventIdx) -> El {
    let article = &story.article;
    let event = &article[at];
    let language = article.language.as_deref();
    let quotes = event.evidence_in_order().into_iter().map(|span| {
        let block = &article[span.block];
        let direction = block.direction.unwrap_or(article.direction).word();
        let language = block.language.as_deref().or(language);
        El::new("p").attr_if("lang", language).attr("dir", direction).text(article.quote(&span))
    });
    let title = El::new("bdi").attr_if("lang", language).text(&event.title);
    let about = El::new("figcaption").text(&locale::when(&*story.locale(), event)).text(" · ").child(title);
    El::new("figure")
        .class("alone")
        .attr("part", "quote")
        .attr("data-event", &event.id)
        .child(El::new("blockquote").children(quotes))
        .child(about)
}

/// Creates the line that names the article and links to it.
fn origin(story: &Story, href: Option<&str>) -> El {
    let (article, locale) = (&story.article, story.locale());
    let title = El::new("cite").attr_if("lang", article.language.as_deref()).text(&article.title);
    let mut line = El::new("p").class("origin").attr("part", "origin").child(title);
    for more in
        article.publisher.clone().into_iter().chain(article.published.as_ref().map(|date| locale::date(&*locale, date)))
    {
        line = line.text(" · ").child(El::new("bdi").text(&more));
    }
    match href {
        Some(href) => line.text(" · ").child(link(href, locale.text(Message::ReadThere))),
        None => line,
    }
}
