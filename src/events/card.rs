//! The card of an event in the events' panel, with what takes it along.

use crate::components::dom::El;
use crate::state::story::Story;
use whowhen_core::article::EventIdx;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::{Markup, events};

/// The card of an event.
pub fn event_card(story: &Story, at: EventIdx) -> El {
    let locale = story.locale();
    events::card(story.context(&locale), at).child(take(story, at))
}

/// Taking it along: a link to it, and what is said of it. Seen on the card that is held.
fn take(story: &Story, at: EventIdx) -> El {
    let locale = story.locale();
    let button = |message: Message, what: &str| El::button().attr("data-copy", what).text(locale.text(message));
    let has_evidence = !story.article[at].evidence.is_empty();
    let quotation = has_evidence.then(|| button(Message::CopyQuotation, "quotation"));
    // No address leads to a file of the person's own machine.
    let link = (!story.is_local).then(|| button(Message::CopyLink, "link"));
    El::new("p").class("take").child_if(link).child_if(quotation)
}
