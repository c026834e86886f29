//! The detail view of an actor: kind, description, groups, number of mentions, events and external links.
//!
//! The popover shows it for an actor, and the actors panel shows it for the selected actor.

use crate::components::dom::El;
use crate::navigation::article_links;
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, Kind};
use whowhen_core::locale::{self, Message};
use whowhen_core::reading::Order;
use whowhen_views::{Context, Markup, actors, glyphs};

/// How many events are listed before the "more" button.
const MAX_LISTED_EVENTS: usize = 6;

/// How much of the detail is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailLevel {
    /// Name, kind, description and mentions. Used on hover, and while the actors panel shows the rest.
    Summary,
    /// Everything, including the name.
    Full,
    /// Everything except the name, because the entry in the panel already shows it.
    WithoutName,
}

/// Creates the detail view of an actor. Its events are listed in the given order.
pub fn actor_detail(reader: ReaderState, story: &Story, at: ActorIdx, extent: DetailLevel, order: Order) -> El {
    let locale = story.locale();
    let context = story.context(&locale);
    let actor = &story.article[at];
    let kind = locale::actor_kind(&*locale, &actor.kind);
    let name = match extent {
        DetailLevel::WithoutName => El::new("p").class("kind").text(&context.locale.capitalized(&kind)),
        DetailLevel::Summary | DetailLevel::Full => El::new("h3")
            .class("named")
            .child(glyphs::glyph(&actor.kind))
            .child(El::new("bdi").attr_if("lang", context.language()).text(&actor.name))
            .child(El::new("small").text(&kind)),
    };
    let is_whole = extent != DetailLevel::Summary;
    let detail = El::new("div")
        .class("detail")
        .attr("data-kind", actor.kind.word())
        .child(name)
        .children(actors::description(context, at))
        .child_if(is_whole.then(|| actors::groups(context, at)).flatten())
        .child(actors::ticks(context, at))
        .child(mentions(context, at));
    match is_whole {
        true => detail
            .children(events(context, at, order))
            .child_if(article_links::with_same_actor(reader, story, at))
            .child_if(actors::external_links(context, at)),
        false => detail,
    }
}

/// Creates the line with the number of mentions and the buttons that scroll to the previous and next mention.
fn mentions(context: Context<El>, at: ActorIdx) -> El {
    let locale = context.locale;
    let number = context.index.mentions_of(at).len();
    let step = |direction, label, sign| {
        let button = El::button().attr("data-step", direction).attr("aria-label", label).text(sign);
        if number == 0 { button.attr("disabled", "") } else { button }
    };
    let forms = actors::forms(context, at)
        .map(|forms| El::new("span").class("forms").text(&[locale.text(Message::Colon), " ", &forms].concat()));
    let counts = El::new("span").text(&locale.count(Message::CountMentions, number)).child_if(forms);
    let steps = El::new("span")
        .class("steps")
        .child(step("back", locale.text(Message::PreviousMention), "‹"))
        .child(El::new("span").class("place"))
        .child(step("on", locale.text(Message::NextMention), "›"));
    El::new("div").class("mentions").attr("data-of", &at.position().to_string()).child(counts).child(steps)
}

/// Creates the list of an actor's events. Each entry selects the event, shows its card and scrolls to its sentence.
///
/// The list is shortened to `MAX_LISTED_EVENTS` entries if it has more than `MAX_LISTED_EVENTS + 2`.
fn events(context: Context<El>, at: ActorIdx, order: Order) -> Vec<El> {
    let number = context.index.events_of(at).len();
    let seen = if number <= MAX_LISTED_EVENTS + 2 { number } else { MAX_LISTED_EVENTS };
    let mut events = actors::events_of(context, at, order, seen);
    if seen < number {
        events.push(more_button(&context.locale.count(Message::MoreEvents, number - seen)));
    }
    events
}

/// Creates the button that shows the hidden rest of the list before it. `crate::input::click` handles its clicks.
pub fn more_button(words: &str) -> El {
    El::button().class("more").attr("data-unfold", "").text(words)
}
