//! The notice about what the address names and cannot be shown so: what the article does not have, and unknown options.

use leptos::prelude::*;
use web_sys::Event;

use crate::components::dom::{El, focus_root, target};
use crate::state::article::ArticleState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Missing;
use whowhen_views::Markup;

/// The notice, until the user dismisses it.
#[component]
pub fn MissingIds() -> impl IntoView {
    let state = ArticleState::from_context();
    El::new("div")
        .reactive_children(move || state.missing_ids.get(), move |missing| missing_ids(state, &missing))
        .into_view()
}

/// The content of the notice: a line for each missing item.
fn missing_ids(state: ArticleState, missing: &[Missing]) -> Vec<El> {
    if missing.is_empty() {
        return Vec::new();
    }
    let story = state.story();
    let locale = story.locale();
    let line = |missing: &Missing| {
        El::new("p").text(&match missing {
            Missing::Actor(id) => locale.with(Message::NoSuchActor, &[("id", id)]),
            Missing::Event(id) => locale.with(Message::NoSuchEvent, &[("id", id)]),
            Missing::Kind(kind) => locale.with(Message::NoSuchKind, &[("kind", kind)]),
            Missing::Time(time) => locale.with(Message::NoSuchTime, &[("time", time)]),
            Missing::Reversed(from, to) => locale.with(Message::TimesSwapped, &[("from", from), ("to", to)]),
            Missing::Choice(pair) => locale.with(Message::NoSuchChoice, &[("pair", pair)]),
        })
    };
    let lines = El::new("div").children(missing.iter().map(line));
    let dismiss = El::button().text(locale.text(Message::Dismiss)).on("click", move |event: &Event| {
        target(event).iter().for_each(focus_root);
        state.missing_ids.set(Vec::new());
    });
    vec![El::new("div").class("notice").attr("role", "status").child(lines).child(dismiss)]
}
