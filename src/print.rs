//! Printing: marks the whole text, renders all event cards and actor entries, and adds a line with the date and the
//! address.
//!
//! The events are numbered and printed in the order of the text. The number of an event is on its card and at the end
//! of its evidence. There it is an attribute, which the stylesheet prints, so the text itself does not change.

use crate::browser::{frames, window};
use crate::components::dom::{El, find};
use crate::components::reactive::{listen, spawn};
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::toolbar::share;
use leptos::prelude::*;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// Prepares the page when the browser is about to print, and restores the panels afterwards.
pub fn follow_printing(reader: ReaderState, state: ArticleState) {
    listen(&window(), "beforeprint", move |_| {
        get_ready(state);
        state.printed.set_value(true);
        let root = state.root();
        if let (Some(root), Some(story)) = (root, state.try_story()) {
            let (locale, link) = (story.locale(), share::link(reader, state, None));
            let today = locale.intl.today();
            let words = match link {
                Some(link) => locale.with(Message::PrintedOn, &[("date", &today), ("url", &link)]),
                None => locale.with(Message::PrintedWhen, &[("date", &today)]),
            };
            if let Some(line) = find(&root, ".printed") {
                line.set_text_content(Some(&words));
            }
        }
    });
    listen(&window(), "afterprint", move |_| state.printing.set(false));
}

/// How long to wait for the browser to report that it prints, in milliseconds.
const SOON: i32 = 1_000;

/// Prints. The effects of the preparation run before `window.print()`, because the browser blocks as soon as it is
/// asked to print.
pub fn print(state: ArticleState) {
    state.close_drawer();
    state.printed.set_value(false);
    get_ready(state);
    spawn(async move {
        frames::breathe().await;
        let _ = window().print();
        // If printing is not allowed or not available, the browser does not report its end.
        frames::pause(SOON).await;
        if state.printed.try_get_value() == Some(false) {
            state.printing.set(false);
        }
    });
}

fn get_ready(state: ArticleState) {
    state.paint(|painter| painter.mark_everything());
    state.printing.set(true);
}

/// The line with the date and the address. It is empty until the page is printed.
pub fn printed() -> El {
    El::new("p").class("printed")
}
