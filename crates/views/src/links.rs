//! Where the ways of a page lead: the ids of its elements, and anchors to them and to other pages.

use std::collections::HashMap;

use super::Html;
use whowhen_core::article::{ActorIdx, EventIdx, NamedLink, Span};

/// What the text says of where things are in it.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The number of the element in which a piece of evidence begins.
    pub evidence: HashMap<(EventIdx, Span), u32>,
    /// How many such elements there are.
    pub sentences: u32,
    /// The number of the mark in which an actor's first mention begins.
    pub mentions: HashMap<ActorIdx, u32>,
    /// How many such marks there are.
    pub marks: u32,
}

impl Anchors {
    /// The id of the sentence in which a piece of evidence begins.
    pub fn sentence(&self, event: EventIdx, span: Span) -> Option<String> {
        self.evidence.get(&(event, span)).map(|number| sentence(*number))
    }

    /// The id of an actor's first mention.
    pub fn mention(&self, actor: ActorIdx) -> Option<String> {
        self.mentions.get(&actor).map(|number| mention(*number))
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
pub fn entry(actor: ActorIdx) -> String {
    format!("a-{}", actor.position())
}

/// An anchor to an element of the page; without one, words that lead nowhere.
pub fn to(id: Option<String>) -> Html {
    match id {
        Some(id) => Html::new("a").attr("href", &format!("#{id}")),
        None => Html::new("span"),
    }
}

/// A link to a page elsewhere, which opens beside this one.
pub fn link(url: &str, words: &str) -> Html {
    Html::new("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").text(words)
}

/// Links to pages after a word, `first` before the others; nothing where there are none.
pub fn pages(lead: &str, first: Option<Html>, pages: &[NamedLink]) -> Option<Html> {
    let others = pages.iter().map(|page| link(page.url.as_str(), page.title.as_deref().unwrap_or(page.url.as_str())));
    let links: Vec<Html> = first.into_iter().chain(others).collect();
    (!links.is_empty()).then(|| Html::new("p").class("pages").text(lead).text(" ").children(links))
}
