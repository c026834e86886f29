//! What the two panels have in common: their frame, and how they are called.

use leptos::prelude::*;
use web_sys::Event;

use crate::browser::scroll;
use crate::components::bottom_sheet::handle;
use crate::components::dom::{El, closest, target};
use crate::components::reactive::{effect, watch};
use crate::state::article::ArticleState;
use crate::state::panels::{PanelKind, Width};
use crate::state::story::Story;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Filter;
use whowhen_views::Markup;

/// A panel's name, and how many it lists.
pub fn name_and_number(story: &Story, panel_kind: PanelKind) -> (Message, usize) {
    match panel_kind {
        PanelKind::Actors => (Message::Actors, story.article.actors.len()),
        PanelKind::Events => (Message::Events, story.article.events.len()),
    }
}

/// How many a panel lists; with a filter, how many of all.
pub fn count(state: ArticleState, panel_kind: PanelKind) -> El {
    let count = El::new("span").class("count");
    let element = count.element().clone();
    effect(move || {
        let shown = state.visible.get();
        let Some(story) = state.try_story() else { return };
        let (locale, (_, number)) = (story.locale(), name_and_number(&story, panel_kind));
        let (events, actors) = shown.counts(&story);
        let left = if panel_kind == PanelKind::Events { events } else { actors };
        let words = match left == number {
            true => locale.number(number),
            false => locale.place_of(left, number),
        };
        element.set_text_content(Some(&words));
    });
    count
}

/// A panel with its heading and, below that, `tools`, which stay in sight; and with `none` where it lists nothing.
pub fn panel(state: ArticleState, panel_kind: PanelKind, class: &str, tools: Option<El>, none: Message) -> El {
    let story = state.story();
    let locale = story.locale();
    let (name, number) = name_and_number(&story, panel_kind);
    let name = locale.text(name);
    // Several readers in one page are told apart.
    let label = if state.reader_number > 1 {
        [name, " ", &locale.number(state.reader_number)].concat()
    } else {
        name.to_owned()
    };
    let all = El::button()
        .class("all")
        .reactive_flag("hidden", move || {
            state.visible.with(|shown| match panel_kind {
                PanelKind::Actors => shown.actors.is_empty(),
                PanelKind::Events => shown.events.is_empty(),
            })
        })
        .on("click", move |event: &Event| {
            // It goes, and with it what has the focus.
            target(event).and_then(|button| closest(&button, "aside")).iter().for_each(scroll::focus);
            state.update_filter(|filter| *filter = Filter::default());
        })
        .text(locale.text(Message::ShowAll));
    // What is held may be hidden: from the other panel, from the search, from an address.
    let is_hidden = move || {
        let (actor, event) =
            state.reading.with(|reading| state.visible.with(|visible| visible.hides_selection(reading)));
        match panel_kind {
            PanelKind::Actors => actor,
            PanelKind::Events => event,
        }
    };
    let held = El::new("p")
        .class("none")
        .text(locale.text(Message::HeldIsHidden))
        .reactive_flag("hidden", move || !is_hidden());
    // Told when something hidden is held; what a filter hides is told with what it leaves.
    let held_now = move || state.reading.with(|reading| (reading.actor, reading.event));
    watch(
        move || (is_hidden(), held_now()),
        move |before, (is_hidden, now)| {
            let is_new = before.is_none_or(|(_, before)| before != *now);
            if let Some(story) = state.try_story().filter(|_| *is_hidden && is_new) {
                state.live_region.announce(story.locale().text(Message::HeldIsHidden));
            }
        },
    );
    El::new("aside")
        .class(class)
        .attr("part", if panel_kind == PanelKind::Actors { "actors" } else { "events" })
        .attr("aria-label", &label)
        .attr("tabindex", "-1")
        .reactive_flag("hidden", move || !state.is_panel_visible(panel_kind))
        .child(handle(state, panel_kind))
        .child(
            El::new("div")
                .class("head")
                .child(El::new("h2").text(name).text(" ").child(count(state, panel_kind)))
                .child(all)
                .child(held)
                .child_if(tools),
        )
        .child_if((number == 0).then(|| El::new("p").class("none").text(locale.text(none))))
}

/// Other columns: a panel that stood beside the text does not come to lie over it, and the person stays where they are. The
/// browser would carry them along with the text as it was for a moment, in the new width and the old columns.
pub fn follow_width(state: ArticleState) {
    let mut kept = None;
    watch(
        move || state.width.get(),
        move |before, width| {
            if before.is_some() {
                // On a narrow screen it comes by its tab; a moment of that is no reason to lose it.
                if *width == Width::Narrow {
                    kept = state.panels.with_untracked(|panels| panels.front);
                    state.panels.update(|panels| panels.front = None);
                } else if before == Some(Width::Narrow) {
                    state.panels.update(|panels| panels.front = panels.front.or(kept));
                }
                // The same panels may be another view at this width.
                state.save_view();
                state.restore_anchor();
            }
        },
    );
}
