//! What the two panels have in common: their frame, and how they are called.

use web_sys::Event;

use super::element::{El, closest, target};
use super::live::{follow, on_change};
use super::opened::Opened;
use super::sheet::handle;
use super::sides::Side;
use super::story::Story;
use crate::host::scroll;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Filter;
use whowhen_views::Markup;

/// A panel's name, and how many it lists.
pub fn name_and_number(story: &Story, side: Side) -> (Message, usize) {
    match side {
        Side::Actors => (Message::Actors, story.article.actors.len()),
        Side::Events => (Message::Events, story.article.events.len()),
    }
}

/// How many a panel lists; with a filter, how many of all.
pub fn count(opened: Opened, side: Side) -> El {
    let count = El::new("span").class("count");
    let element = count.element().clone();
    follow(move || {
        let shown = opened.shown.get();
        let Some(story) = opened.try_story() else { return };
        let (locale, (_, number)) = (story.locale(), name_and_number(&story, side));
        let (events, actors) = shown.numbers(&story);
        let left = if side == Side::Events { events } else { actors };
        let words = match left == number {
            true => locale.number(number),
            false => locale.place_of(left, number),
        };
        element.set_text_content(Some(&words));
    });
    count
}

/// A panel with its heading and, below that, `tools`, which stay in sight; and with `none` where it lists nothing.
pub fn panel(opened: Opened, side: Side, class: &str, tools: Option<El>, none: Message) -> El {
    let story = opened.story();
    let locale = story.locale();
    let (name, number) = name_and_number(&story, side);
    let name = locale.text(name);
    // Several readers in one page are told apart.
    let label = if opened.number > 1 { [name, " ", &locale.number(opened.number)].concat() } else { name.to_owned() };
    let all = El::button()
        .class("all")
        .live_if("hidden", move || {
            opened.shown.with(|shown| match side {
                Side::Actors => shown.actors.is_empty(),
                Side::Events => shown.events.is_empty(),
            })
        })
        .on("click", move |event: &Event| {
            // It goes, and with it what has the focus.
            target(event).and_then(|button| closest(&button, "aside")).iter().for_each(scroll::focus);
            opened.filter(|filter| *filter = Filter::default());
        })
        .text(locale.text(Message::ShowAll));
    // What is held may be hidden: from the other panel, from the search, from an address.
    let is_hidden = move || {
        let (actor, event) = opened.state.with(|state| opened.shown.with(|shown| shown.hides(state)));
        match side {
            Side::Actors => actor,
            Side::Events => event,
        }
    };
    let held =
        El::new("p").class("none").text(locale.text(Message::HeldIsHidden)).live_if("hidden", move || !is_hidden());
    // Told when something hidden is held; what a filter hides is told with what it leaves.
    let held_now = move || opened.state.with(|state| (state.actor, state.event));
    on_change(
        move || (is_hidden(), held_now()),
        move |before, (is_hidden, now)| {
            let is_new = before.is_none_or(|(_, before)| before != *now);
            if let Some(story) = opened.try_story().filter(|_| *is_hidden && is_new) {
                opened.telling.tell(story.locale().text(Message::HeldIsHidden));
            }
        },
    );
    El::new("aside")
        .class(class)
        .attr("part", if side == Side::Actors { "actors" } else { "events" })
        .attr("aria-label", &label)
        .attr("tabindex", "-1")
        .live_if("hidden", move || !opened.shows(side))
        .child(handle(opened, side))
        .child(
            El::new("div")
                .class("head")
                .child(El::new("h2").text(name).text(" ").child(count(opened, side)))
                .child(all)
                .child(held)
                .child_if(tools),
        )
        .child_if((number == 0).then(|| El::new("p").class("none").text(locale.text(none))))
}
