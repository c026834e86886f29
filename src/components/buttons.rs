//! The interactive parts of the views in the running reader: buttons with `data-*` attributes.
//!
//! The buttons have no listeners of their own. A listener on an ancestor reads the attributes, see
//! `crate::input::click`.

use crate::components::dom::El;
use whowhen_core::article::{ActorIdx, EventIdx};
use whowhen_views::{Links, Markup, Target};

/// Creates buttons where a static page has links.
pub struct Buttons;

impl Links<El> for Buttons {
    fn to(&self, target: Target) -> El {
        let button = El::button();
        match target {
            Target::Actor(actor) => button.attr("data-to-actor", &actor.position().to_string()),
            Target::Entry(actor) => {
                button.class("actor").attr("aria-pressed", "false").attr("data-to-actor", &actor.position().to_string())
            }
            Target::Event(event) => button.attr("data-to-event", &event.position().to_string()),
            // The card has `data-card`, so its buttons need no attribute.
            Target::Card(_) => button,
            Target::Evidence { nth, .. } => button.attr("data-quote", &nth.to_string()),
        }
    }

    fn title_id(&self, event: EventIdx) -> String {
        format!("event-{}", event.position())
    }

    fn card(&self, card: El, event: EventIdx) -> El {
        card.attr("part", "event").attr("data-card", &event.position().to_string())
    }

    fn account(&self, account: El, event: EventIdx) -> El {
        account.attr("data-card", &event.position().to_string())
    }

    fn entry(&self, entry: El, _: ActorIdx) -> El {
        entry
    }

    fn ticks(&self, ticks: El, actor: ActorIdx) -> El {
        ticks.attr("data-ticks", &actor.position().to_string())
    }
}
