//! The frame that the actors panel and the events panel share.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use crate::browser::{observe, scroll};
use crate::components::bottom_sheet::handle;
use crate::components::dom::{El, closest, target};
use crate::components::reactive::{effect, keep_alive, watch};
use crate::state::article::ArticleState;
use crate::state::panels::{PanelKind, Width};
use crate::state::story::Story;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Filter;
use whowhen_views::Markup;

/// Returns the name of a panel and the number of its entries, including those hidden by the filter.
pub fn name_and_number(story: &Story, panel_kind: PanelKind) -> (Message, usize) {
    match panel_kind {
        PanelKind::Actors => (Message::Actors, story.article.actors.len()),
        PanelKind::Events => (Message::Events, story.index.event_count()),
    }
}

/// Creates the counter of a panel: the number of entries, or "5 of 12" if the filter hides some, or, with `of_held`,
/// if an actor is held that has no part in some events.
pub fn count(state: ArticleState, panel_kind: PanelKind, of_held: bool) -> El {
    let count = El::new("span").class("count");
    let element = count.element().clone();
    effect(move || {
        let shown = state.visible.get();
        let Some(story) = state.try_story() else { return };
        let (locale, (_, number)) = (story.locale(), name_and_number(&story, panel_kind));
        let held = state.reading.with(|reading| reading.actor).filter(|_| of_held);
        let (events, actors) = shown.counts(&story);
        let left = match (panel_kind, held) {
            (PanelKind::Actors, _) => actors,
            (PanelKind::Events, None) => events,
            (PanelKind::Events, Some(actor)) => {
                let own = state.events_of_actor(actor, state.with_parts());
                own.iter().filter(|event| shown.shows_event(**event)).count()
            }
        };
        let words = match left == number {
            true => locale.number(number),
            false => locale.place_of(left, number),
        };
        element.set_text_content(Some(&words));
    });
    count
}

/// Creates a panel with its heading. `above` and `tools` stay visible
/// below the heading, the one before and the other after what the filter adds there. `none` is the message
/// that is shown if the article has no entries for this panel.
pub fn panel(
    state: ArticleState,
    panel_kind: PanelKind,
    class: &str,
    (above, tools): (Option<El>, Option<El>),
    none: Message,
) -> El {
    let story = state.story();
    let locale = story.locale();
    let (name, number) = name_and_number(&story, panel_kind);
    let name = locale.text(name);
    // If the page has several readers, the label contains the reader's number.
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
            // The button disappears, so the focus moves to the panel.
            target(event).and_then(|button| closest(&button, "aside")).iter().for_each(scroll::focus);
            state.update_filter(Filter::clear);
        })
        .text(locale.text(Message::ShowAll));
    // The selection can be hidden by the filter: it may come from the other panel, the search or an address.
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
    // Announced when the new selection is hidden by the filter. A change of the filter is announced elsewhere, together
    // with the number of results.
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
    let head = El::new("div")
        .class("head")
        .child(El::new("h2").text(name).text(" ").child(count(state, panel_kind, true)))
        .child_if(above)
        .child(all)
        .child(held)
        .child_if(tools);
    let panel = El::new("aside");
    // Headings in the list stick below the panel's own.
    let (of_head, of_panel): (HtmlElement, HtmlElement) =
        (head.element().clone().unchecked_into(), panel.element().clone().unchecked_into());
    keep_alive(observe::size(head.element(), move || {
        // The browser matches all rows again when this changes. A panel that is not shown keeps what it had.
        let height = of_head.offset_height();
        if height > 0 {
            let _ = of_panel.style().set_property("--head", &format!("{height}px"));
        }
    }));
    panel
        .class(class)
        .attr("part", if panel_kind == PanelKind::Actors { "actors" } else { "events" })
        .attr("aria-label", &label)
        .attr("tabindex", "-1")
        // The width alone decides in the style sheet whether this is a column or a sheet. So the browser lays out a page
        // that becomes narrow or wide once, and not first with the panels of the other width.
        .reactive_flag("hidden", move || !state.is_panel_beside_text(panel_kind) && !state.is_sheet(panel_kind))
        .reactive_flag("data-sheet", move || state.is_sheet(panel_kind))
        .child(handle(state, panel_kind))
        .child(head)
        .child_if((number == 0).then(|| El::new("p").class("none").text(locale.text(none))))
}

/// Starts to watch the width class. When it changes, restores the reading position, and prevents a panel beside the
/// text from becoming a bottom sheet over it.
///
/// The browser's own scroll anchoring is not enough: it would keep the position of an intermediate layout, with the new
/// width but the old columns.
pub fn follow_width(state: ArticleState) {
    let mut kept = None;
    watch(
        move || state.width.get(),
        move |before, width| {
            if before.is_some() {
                // On a narrow screen a panel opens only by its tab. The open panel is remembered, so that it is not
                // lost if the screen is narrow only briefly.
                if *width == Width::Narrow {
                    kept = state.panels.with_untracked(|panels| panels.front);
                    state.panels.update(|panels| panels.front = None);
                } else if before == Some(Width::Narrow) {
                    state.panels.update(|panels| panels.front = panels.front.or(kept));
                }
                // The same panels may correspond to another view at this width.
                state.save_view();
                state.restore_anchor();
            }
        },
    );
}
