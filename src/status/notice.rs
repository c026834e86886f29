//! The notice about the file that was opened: that it could not be kept, and why.

use leptos::prelude::*;
use web_sys::Event;

use crate::components::dom::{El, focus_root, target};
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The notice, until the user dismisses it.
#[component]
pub fn Notice() -> impl IntoView {
    let reader = ReaderState::from_context();
    move || reader.notice.get().map(|words| notice(reader, &words).into_view())
}

fn notice(reader: ReaderState, words: &str) -> El {
    let locale = reader.language.get_untracked();
    let dismiss = El::button().text(locale.text(Message::Dismiss)).on("click", move |event: &Event| {
        target(event).iter().for_each(focus_root);
        reader.notice.set(None);
    });
    El::new("div").class("notice").attr("role", "status").child(El::new("p").text(words)).child(dismiss)
}
