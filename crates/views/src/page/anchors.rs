//! Where the parts of a static page lead: anchors to ids of its elements.
//!
//! The text is made first and says where sentences and mentions begin; the panels then lead there. Ids are positions, so
//! that an id that a file gives is never one of the page's.

use std::collections::HashMap;

use whowhen_core::article::{ActorIdx, Article, EventIdx, Span};
use whowhen_core::index::Index;

use crate::{Html, Links, Markup, Target};

/// What the text says of where things are in it.
pub struct Anchors<'a> {
    article: &'a Article,
    index: &'a Index,
    /// The number of the element in which a piece of evidence begins.
    pub evidence: HashMap<(EventIdx, Span), u32>,
    /// How many such elements there are.
    pub sentences: u32,
    /// The number of the mark in which an actor's first mention begins.
    pub mentions: HashMap<ActorIdx, u32>,
    /// How many such marks there are.
    pub marks: u32,
}

impl<'a> Anchors<'a> {
    /// None yet.
    pub fn new(article: &'a Article, index: &'a Index) -> Self {
        Self { article, index, evidence: HashMap::new(), sentences: 0, mentions: HashMap::new(), marks: 0 }
    }

    /// The id of the sentence in which a piece of evidence begins.
    fn sentence(&self, event: EventIdx, span: Span) -> Option<String> {
        self.evidence.get(&(event, span)).map(|number| sentence(*number))
    }
}

/// The id of a sentence, by its number.
pub fn sentence(number: u32) -> String {
    format!("s-{number}")
}

/// The id of a mark, by its number.
pub fn mention(number: u32) -> String {
    format!("m-{number}")
}

/// The id of an event's card.
pub fn card(event: EventIdx) -> String {
    format!("e-{}", event.position())
}

/// The id of an actor's entry.
fn entry(actor: ActorIdx) -> String {
    format!("a-{}", actor.position())
}

/// An anchor to an element of the page; without one, words that lead nowhere.
pub fn to(id: Option<String>) -> Html {
    match id {
        Some(id) => Html::new("a").attr("href", &format!("#{id}")),
        None => Html::new("span"),
    }
}

impl Links<Html> for Anchors<'_> {
    fn to(&self, target: Target) -> Html {
        match target {
            Target::Actor(actor) => to(Some(entry(actor))),
            Target::Entry(actor) => to(self.mentions.get(&actor).map(|number| mention(*number))).class("actor"),
            Target::Event(event) => to(Some(card(event))),
            Target::Card(event) => {
                let first = self.article[event].evidence.iter().min();
                to(first.and_then(|span| self.sentence(event, *span)))
            }
            Target::Evidence { event, span, .. } => to(self.sentence(event, span)),
        }
    }

    fn title_id(&self, event: EventIdx) -> String {
        format!("t-{}", event.position())
    }

    fn card(&self, made: Html, event: EventIdx) -> Html {
        made.attr("id", &card(event)).attr("data-number", &self.index.number_of(event).to_string())
    }

    fn entry(&self, made: Html, actor: ActorIdx) -> Html {
        made.attr("id", &entry(actor))
    }

    fn ticks(&self, ticks: Html, _: ActorIdx) -> Html {
        ticks
    }
}
