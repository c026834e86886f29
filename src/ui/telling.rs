//! What is told: to screen readers by a live region, quietly and briefly, and to the eye by a note that goes by itself.
//!
//! The region says headlines alone: where a jump led, what a filter left, how much a search found. What it says is not
//! repeated elsewhere on the page, so it is read once.

use super::element::El;
use super::live::{follow, on_change};
use super::value::{Kept, Watched};
use crate::host::frames;
use whowhen_views::Markup;

/// How long a note stays, in milliseconds.
const STAYS: i32 = 2_400;

/// What is told.
#[derive(Clone, Copy)]
pub struct Telling {
    said: Watched<String>,
    note: Watched<String>,
    timer: Kept<Option<frames::Timer>>,
}

impl Telling {
    /// Nothing is told yet.
    pub fn new() -> Self {
        Self { said: Watched::new(String::new()), note: Watched::new(String::new()), timer: Kept::new(None) }
    }

    /// Tells screen readers of something.
    pub fn tell(self, words: &str) {
        self.said.set(words.to_owned());
    }

    /// Shows a note for a moment, which screen readers are told of as well.
    pub fn note(self, words: &str) {
        self.tell(words);
        self.note.set(words.to_owned());
        self.timer.set_value(Some(frames::after(STAYS, move || self.note.set(String::new()))));
    }
}

/// The note once more, for a dialog: what is behind one is neither seen nor told.
pub fn echo(telling: Telling) -> El {
    let echo = El::new("span").attr("role", "status");
    let element = echo.element().clone();
    on_change(move || telling.note.get(), move |_, words| element.set_text_content(Some(words)));
    echo
}

/// The live region and the note.
pub fn region(telling: Telling) -> Vec<El> {
    let said = El::new("p").class("hidden").attr("role", "status").attr("data-told", "");
    let note = El::new("p")
        .class("toast")
        .attr("aria-hidden", "true")
        .live_if("hidden", move || telling.note.with(String::is_empty));
    let element = note.element().clone();
    on_change(move || telling.note.get(), move |_, words| element.set_text_content(Some(words)));
    let element = said.element().clone();
    follow(move || {
        let words = telling.said.get();
        // The same words once more are told once more where they are not quite the same.
        let again = if element.text_content().as_ref() == Some(&words) { "\u{a0}" } else { "" };
        element.set_text_content(Some(&(words + again)));
    });
    vec![said, note]
}
