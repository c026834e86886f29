//! The notice about the file that was opened: from which format it was made and what was left out, and that
//! it could not be kept, and why.

use leptos::prelude::*;
use web_sys::Event;

use crate::components::dom::{El, focus_root, target};
use crate::state::reader::{FileNotice, ReaderState};
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The notice, until the user dismisses it.
#[component]
pub fn Notice() -> impl IntoView {
    let reader = ReaderState::from_context();
    move || reader.notice.get().map(|shown| notice(reader, &shown).into_view())
}

fn notice(reader: ReaderState, notice: &FileNotice) -> El {
    let locale = reader.language.get_untracked();
    let dismiss = El::button().text(locale.text(Message::Dismiss)).on("click", move |event: &Event| {
        target(event).iter().for_each(focus_root);
        reader.notice.set(None);
    });
    let lines = notice.report.iter().map(|line| El::new("li").text(line));
    let report = (!notice.report.is_empty()).then(|| {
        El::new("details")
            .child(El::new("summary").text(locale.text(Message::WhatChanged)))
            .child(El::new("ul").attr("lang", "en").attr("dir", "ltr").children(lines))
    });
    let words = El::new("div").child(El::new("p").text(&notice.words)).child_if(report);
    El::new("div").class("notice").attr("role", "status").child(words).child(dismiss)
}
