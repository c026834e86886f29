//! The events of the held actor: the line that counts them, with the switch that includes the actor's parts, and the rows
//! of other events, which are folded.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::components::dom::{El, toggle_attribute};
use crate::components::drawer::checkbox;
use crate::components::reactive::{in_next_frame, watch};
use crate::events::rows::RowsHandle;
use crate::state::article::ArticleState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The line that says how many of the events are those of the held actor, with the switch that includes its parts.
pub fn held_actor(state: ArticleState) -> El {
    let held = move || state.reading.with(|reading| reading.actor);
    let words = El::new("strong");
    let element = words.element().clone();
    watch(
        move || (held(), state.with_parts(), state.visible.get()),
        move |_, (actor, with_parts, visible)| {
            let (Some(actor), Some(story)) = (*actor, state.try_story()) else { return };
            let locale = story.locale();
            let own = state.events_of_actor(actor, *with_parts);
            let number = own.iter().filter(|event| visible.shows_event(**event)).count();
            let name = &story.article[actor].name;
            let name = match *with_parts && !story.index.parts_of(actor).is_empty() {
                true => locale.with(Message::AndParts, &[("name", name)]),
                false => name.clone(),
            };
            let (shown, total) = (locale.number(number), locale.number(story.index.event_count()));
            let text = locale.with(Message::EventsOf, &[("name", &name), ("shown", &shown), ("total", &total)]);
            element.set_text_content(Some(&text));
        },
    );
    let story = state.story();
    let switch = checkbox(
        story.locale().text(Message::WithParts),
        move || state.with_parts(),
        move |on| state.update_filter(|filter| filter.without_parts = !on),
    );
    let has_parts = move || held().is_some_and(|actor| !story.index.parts_of(actor).is_empty());
    El::new("div")
        .class("of-held")
        .reactive_flag("hidden", move || held().is_none())
        .child(words)
        .child(El::new("span").reactive_flag("hidden", move || !has_parts()).child(switch))
}

/// With an actor held, folds the rows of the events that are not its own, and shows the first that is.
pub fn follow_held_actor(state: ArticleState, rows: RowsHandle, panel: HtmlElement) {
    watch(
        move || (state.reading.with(|reading| reading.actor), state.with_parts(), state.printing.get()),
        move |before, (actor, with_parts, printing)| {
            let own = actor.filter(|_| !printing).map(|actor| state.events_of_actor(actor, *with_parts));
            let is_new = rows.try_update_value(|rows| {
                if rows.own == own {
                    return false;
                }
                rows.own = own;
                rows.update_open(state);
                let story = rows.story.clone();
                story.article.events.indexes().for_each(|at| rows.show(at));
                true
            });
            toggle_attribute(&panel, "data-folding", actor.is_some() && !printing);
            if is_new == Some(true) && before.is_some() && rows.with_value(|rows| rows.selected.is_none()) {
                let panel = panel.clone();
                in_next_frame(move || {
                    panel.set_scroll_top(0);
                });
            }
        },
    );
}
