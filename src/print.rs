//! Printing: marks the whole text, renders all event rows and actor entries, and adds a line with the date and the
//! address.
//!
//! The events are numbered and printed in the order of the text. The number of an event is on its card and at the end
//! of its evidence. There it is an attribute, which the stylesheet prints, so the text itself does not change.

use crate::browser::{timers, window};
use crate::components::dom::{El, find, toggle_attribute};
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
        prepare(state);
        state.beforeprint_fired.set_value(true);
        let root = state.root();
        if let (Some(root), Some(story)) = (root, state.try_story()) {
            let (locale, link) = (story.locale(), share::share_link(reader, state, None));
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
    listen(&window(), "afterprint", move |_| end(state));
}

/// Restores the page after printing.
fn end(state: ArticleState) {
    state.printing.set(false);
    state.root().iter().for_each(|root| toggle_attribute(root, "data-text-only", false));
}

/// How long to wait for the browser to report that it prints, in milliseconds.
const BEFOREPRINT_TIMEOUT: i32 = 1_000;

/// Prints the article, or with `text_only` only its text. The effects of the preparation run before `window.print()`, because the browser blocks as soon as it is
/// asked to print.
pub fn print(state: ArticleState, text_only: bool) {
    state.close_drawer();
    state.root().iter().for_each(|root| toggle_attribute(root, "data-text-only", text_only));
    state.beforeprint_fired.set_value(false);
    prepare(state);
    spawn(async move {
        timers::yield_to_browser().await;
        let _ = window().print();
        // If printing is not allowed or not available, the browser does not report its end.
        timers::sleep(BEFOREPRINT_TIMEOUT).await;
        if state.beforeprint_fired.try_get_value() == Some(false) {
            end(state);
        }
    });
}

fn prepare(state: ArticleState) {
    state.with_painter(|painter| painter.mark_everything());
    state.printing.set(true);
}

/// The line with the date and the address. It is empty until the page is printed.
pub fn print_footer() -> El {
    El::new("p").class("printed")
}
