//! The links of a static page: anchors to ids of its elements.
//!
//! The text is made first, and records where evidence and mentions begin; the panels then link to these ids. Ids are made
//! from positions, so they never collide with ids from a file.

use std::collections::HashMap;

use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx, Span};
use whowhen_core::index::Index;

use crate::{Html, Links, Markup, Target};

/// The ids in the text, recorded while it is made.
pub struct Anchors<'a> {
    index: &'a Index,
    /// The number of the element in which each piece of evidence begins.
    pub evidence: HashMap<(EventIdx, Span), u32>,
    /// The number of such elements.
    pub evidence_count: u32,
    /// The number of the mark in which each actor's first mention begins.
    pub mentions: HashMap<ActorIdx, u32>,
    /// The number of the mark in which each mention begins, if all of them are recorded, and not only the first of each actor.
    pub all_mentions: Option<HashMap<MentionIdx, u32>>,
    /// The number of marks with an id.
    pub mention_count: u32,
}

impl<'a> Anchors<'a> {
    /// No ids yet.
    pub fn new(index: &'a Index) -> Self {
        let (evidence, mentions) = (HashMap::new(), HashMap::new());
        Self { index, evidence, evidence_count: 0, mentions, all_mentions: None, mention_count: 0 }
    }

    /// No ids yet; then those of all mentions.
    pub fn with_all_mentions(index: &'a Index) -> Self {
        Self { all_mentions: Some(HashMap::new()), ..Self::new(index) }
    }

    /// The id of the element in which a piece of evidence begins.
    fn evidence_id(&self, event: EventIdx, span: Span) -> Option<String> {
        self.evidence.get(&(event, span)).map(|number| evidence_id(*number))
    }
}

/// The id of the element around evidence, by its number.
pub fn evidence_id(number: u32) -> String {
    format!("s-{number}")
}

/// The id of the mark of a first mention, by its number.
pub fn mention_id(number: u32) -> String {
    format!("m-{number}")
}

/// The id of an event's card.
pub fn card_id(event: EventIdx) -> String {
    format!("e-{}", event.position())
}

/// The id of an actor's entry.
fn entry_id(actor: ActorIdx) -> String {
    format!("a-{}", actor.position())
}

/// An anchor to the element with this id, or a `span` if there is none.
pub fn anchor_to(id: Option<String>) -> Html {
    match id {
        Some(id) => Html::new("a").attr("href", &format!("#{id}")),
        None => Html::new("span"),
    }
}

impl Links<Html> for Anchors<'_> {
    fn to(&self, target: Target) -> Html {
        match target {
            Target::Actor(actor) => anchor_to(Some(entry_id(actor))),
            Target::Entry(actor) => {
                anchor_to(self.mentions.get(&actor).map(|number| mention_id(*number))).class("actor")
            }
            Target::Event(event) => anchor_to(Some(card_id(event))),
            Target::Card(event) => anchor_to(Some(card_id(event))),
            Target::Evidence { event, span, .. } => anchor_to(self.evidence_id(event, span)),
        }
    }

    fn title_id(&self, event: EventIdx) -> String {
        format!("t-{}", event.position())
    }

    fn card(&self, card: Html, event: EventIdx) -> Html {
        card.attr("id", &card_id(event)).attr("data-number", &self.index.number_of(event).to_string())
    }

    fn account(&self, account: Html, event: EventIdx) -> Html {
        account.attr("id", &card_id(event))
    }

    fn entry(&self, entry: Html, actor: ActorIdx) -> Html {
        entry.attr("id", &entry_id(actor))
    }

    fn ticks(&self, ticks: Html, _: ActorIdx) -> Html {
        ticks
    }
}
