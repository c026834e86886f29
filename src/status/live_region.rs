//! Announcements: a live region for screen readers, and a toast that disappears by itself.
//!
//! The live region announces only headlines: the target of a jump, how much a filter shows, how many matches a search
//! has. Its texts are not repeated elsewhere on the page, so screen readers read them once.
//!
//! ```ignore
//! state.live_region.note(story.locale().text(Message::Copied));
//! ```

use crate::browser::frames;
use crate::components::dom::El;
use crate::components::reactive::{effect, watch};
use crate::state::article::ArticleState;
use leptos::prelude::*;
use whowhen_views::Markup;

/// How long a toast is visible, in milliseconds.
const TOAST_DURATION: i32 = 2_400;

/// The texts of the live region and of the toast.
#[derive(Clone, Copy)]
pub struct LiveRegion {
    said: RwSignal<String, LocalStorage>,
    note: RwSignal<String, LocalStorage>,
    timer: StoredValue<Option<frames::Timer>, LocalStorage>,
}

impl LiveRegion {
    /// Creates an empty live region and no toast.
    pub fn new() -> Self {
        Self {
            said: RwSignal::new_local(String::new()),
            note: RwSignal::new_local(String::new()),
            timer: StoredValue::new_local(None),
        }
    }

    /// Announces a text to screen readers.
    pub fn tell(self, words: &str) {
        self.said.set(words.to_owned());
    }

    /// Shows a text as a toast, and announces it.
    pub fn note(self, words: &str) {
        self.tell(words);
        self.note.set(words.to_owned());
        self.timer.set_value(Some(frames::after(TOAST_DURATION, move || self.note.set(String::new()))));
    }
}

/// A copy of the toast for a modal dialog: what is behind the dialog is neither visible nor announced.
pub fn echo(live_region: LiveRegion) -> El {
    let echo = El::new("span").attr("role", "status");
    let element = echo.element().clone();
    watch(move || live_region.note.get(), move |_, words| element.set_text_content(Some(words)));
    echo
}

/// The live region and the toast.
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
        // Screen readers announce a text only if it changes. A no-break space at the end makes the same text a
        // different one.
        let again = if element.text_content().as_ref() == Some(&words) { "\u{a0}" } else { "" };
        element.set_text_content(Some(&(words + again)));
    });
    [said, note].map(El::into_view)
}
