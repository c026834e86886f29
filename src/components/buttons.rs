//! Where the parts of a view lead in the live page: buttons, whose attributes the one listener on the reader reads.

use crate::components::dom::El;
use whowhen_core::article::{ActorIdx, EventIdx};
use whowhen_views::{Links, Markup, Target};

/// The buttons of the live page.
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
            // The card itself says which event it is.
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

    fn entry(&self, entry: El, _: ActorIdx) -> El {
        entry
    }

    fn ticks(&self, ticks: El, actor: ActorIdx) -> El {
        ticks.attr("data-ticks", &actor.position().to_string())
    }
}
