//! The error alert: what is wrong, and what to do about it.

use crate::components::dom::{El, focus_root, target};
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;
use leptos::prelude::*;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The error alert, while there is a failure.
#[component]
pub fn ErrorAlert() -> impl IntoView {
    let reader = ReaderState::from_context();
    move || {
        reader.language.track();
        let is_only_content = !reader.has_content();
        reader.failure.get().map(|failure| alert(reader, &failure, is_only_content).into_view())
    }
}

/// The alert: what is wrong, what to do about it, and a button that tries again. With `is_only_content`, nothing else is shown,
/// so the alert has the main heading of the page.
fn alert(reader: ReaderState, failure: &Failure, is_only_content: bool) -> El {
    let locale = reader.language.get_untracked();
    // Errors inside a file are described in English: docs/decisions.md explains why.
    let english = matches!(failure, Failure::File { .. } | Failure::Format { .. }).then_some("en");
    let direction = english.map(|_| "ltr");
    let line = |class: &str, words: &str| {
        El::new("p").class(class).attr_if("lang", english).attr_if("dir", direction).text(words)
    };
    let button = |word: Message, then: fn(ReaderState)| {
        El::button().text(locale.text(word)).on("click", move |event: &web_sys::Event| {
            target(event).iter().for_each(focus_root);
            then(reader);
        })
    };
    // A local file cannot be loaded again. The user has to choose it again.
    let again = (!failure.is_local()).then(|| button(Message::TryAgain, ReaderState::load).class("strong"));
    let dismiss = (!is_only_content).then(|| button(Message::Dismiss, ReaderState::dismiss_failure).class("plain"));
    let alert = El::new("section")
        .class(if is_only_content { "failure" } else { "failure over" })
        .attr("role", "alert")
        .attr("data-error", "")
        .attr_if("data-path", failure.path().as_deref())
        .child(El::new(if is_only_content { "h1" } else { "h2" }).text(locale.text(Message::CannotShow)))
        .child(line("what", &failure.message(&locale)))
        .child_if(failure.file_url().map(|url| line("file", url)))
        .child(line("advice", &failure.advice(&locale)))
        .child(El::new("p").class("answers").child_if(again).child_if(dismiss));
    reader.status_container(is_only_content).child(alert)
}
