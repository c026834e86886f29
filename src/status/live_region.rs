//! What is told: to screen readers by a live region, quietly and briefly, and to the eye by a note that goes by itself.
//!
//! The region says headlines alone: where a jump led, what a filter left, how much a search found. What it says is not
//! repeated elsewhere on the page, so it is read once.

use crate::browser::frames;
use crate::components::dom::El;
use crate::components::reactive::{effect, watch};
use crate::state::article::ArticleState;
use leptos::prelude::*;
use whowhen_views::Markup;

/// How long a note stays, in milliseconds.
const TOAST_DURATION: i32 = 2_400;

/// What is told.
#[derive(Clone, Copy)]
pub struct LiveRegion {
    said: RwSignal<String, LocalStorage>,
    note: RwSignal<String, LocalStorage>,
    timer: StoredValue<Option<frames::Timer>, LocalStorage>,
}

impl LiveRegion {
    /// Nothing is told yet.
    pub fn new() -> Self {
        Self {
            said: RwSignal::new_local(String::new()),
            note: RwSignal::new_local(String::new()),
            timer: StoredValue::new_local(None),
        }
    }

    /// Tells screen readers of something.
    pub fn tell(self, words: &str) {
        self.said.set(words.to_owned());
    }

    /// Shows a note for a moment, which screen readers are told of as well.
    pub fn note(self, words: &str) {
        self.tell(words);
        self.note.set(words.to_owned());
        self.timer.set_value(Some(frames::after(TOAST_DURATION, move || self.note.set(String::new()))));
    }
}

/// The note once more, for a dialog: what is behind one is neither seen nor told.
pub fn echo(live_region: LiveRegion) -> El {
    let echo = El::new("span").attr("role", "status");
    let element = echo.element().clone();
    watch(move || live_region.note.get(), move |_, words| element.set_text_content(Some(words)));
    echo
}

/// The live region and the note.
#[component]
pub fn Announcements() -> impl IntoView {
    let live_region = ArticleState::from_context().live_region;
    let said = El::new("p").class("hidden").attr("role", "status").attr("data-told", "");
    let note = El::new("p")
        .class("toast")
        .attr("aria-hidden", "true")
        .reactive_flag("hidden", move || live_region.note.with(String::is_empty));
    let element = note.element().clone();
    watch(move || live_region.note.get(), move |_, words| element.set_text_content(Some(words)));
    let element = said.element().clone();
    effect(move || {
        let words = live_region.said.get();
        // The same words once more are told once more where they are not quite the same.
        let again = if element.text_content().as_ref() == Some(&words) { "\u{a0}" } else { "" };
        element.set_text_content(Some(&(words + again)));
    });
    [said, note].map(El::into_view)
}
