//! The row of an event in the events panel, and the details that it shows while it is open, with their copy buttons.

use crate::components::dom::El;
use crate::state::story::Story;
use whowhen_core::article::EventIdx;
use whowhen_core::index::Heading;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::{Markup, events};

/// Creates the row of an event under a heading.
pub fn event_row(story: &Story, at: EventIdx, heading: Option<Heading>) -> El {
    let locale = story.locale();
    events::row(story.context(&locale), at, heading)
}

/// Creates the details of an event, for its open row.
pub fn event_details(story: &Story, at: EventIdx) -> El {
    let locale = story.locale();
    events::details(story.context(&locale), at).child(copy_buttons(story, at))
}

/// Creates the buttons that copy a link to the event and its quotation. They are visible while the event is selected.
fn copy_buttons(story: &Story, at: EventIdx) -> El {
    let locale = story.locale();
    let button = |message: Message, what: &str| El::button().attr("data-copy", what).text(locale.text(message));
    let has_evidence = !story.article[at].evidence.is_empty();
    let quotation = has_evidence.then(|| button(Message::CopyQuotation, "quotation"));
    // A local file has no address that a link could point to.
    let link = (!story.is_local).then(|| button(Message::CopyLink, "link"));
    El::new("p").class("take").child_if(link).child_if(quotation)
}
