//! The opening of the start page: what the reader is, and how to read with it, in three lines.

use whowhen_core::locale::{Locale, Message};

use crate::Markup;

/// The opening, with the example beside it.
pub fn opening<M: Markup>(locale: &dyn Locale, example: M) -> M {
    let line = |message: Message| M::new("li").text(locale.text(message));
    let words = M::new("div")
        .class("words")
        .child(M::new("h1").text(locale.text(Message::StartTitle)))
        .child(M::new("p").class("lede").text(locale.text(Message::StartIntro)))
        .child(M::new("ol").children([Message::HowActors, Message::HowEvents, Message::HowTime].map(line)));
    M::new("div").class("opening").child(words).child(example)
}

/// The frame of the example: the text, and its events.
pub fn example_frame<M: Markup>(locale: &dyn Locale, text: M, events: M) -> M {
    let name = locale.text(Message::TryIt);
    M::new("section")
        .class("example")
        .attr("aria-label", name)
        .child(M::new("h2").text(name))
        .child(text)
        .child(M::new("h3").class("hidden").text(locale.text(Message::Events)))
        .child(events)
}
