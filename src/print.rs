//! What printing needs: the whole text marked, all cards and entries made, in the order of the text's numbers, and a line
//! that says when and from where it was printed.
//!
//! The numbers of the references are those of the events as the text tells of them. Each stands at the end of its evidence,
//! as an attribute that the style writes out on paper, so that the text stays its own; and on its card.

use crate::browser::{frames, window};
use crate::components::dom::{El, find};
use crate::components::reactive::{listen, spawn};
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::toolbar::share;
use leptos::prelude::*;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// Gets everything ready when the browser is about to print, and puts the panel in order again afterwards.
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

/// So soon the browser tells that it prints, in milliseconds.
const SOON: i32 = 1_000;

/// Prints. What follows from getting ready does so in between: the browser, asked to print, stops at once.
pub fn print(state: ArticleState) {
    state.close_drawer();
    state.printed.set_value(false);
    get_ready(state);
    spawn(async move {
        frames::breathe().await;
        let _ = window().print();
        // Where printing is not allowed, or there is none, nothing tells of its end.
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

/// The line that says when and from where it was printed; empty until then.
pub fn printed() -> El {
    El::new("p").class("printed")
}
