//! What a reader sees of an article, written once.
//!
//! A view is a function over [`Markup`]: the head of an article, a block of its text with its marks, an actor's entry, an
//! event's card. With [`Html`] it is text; with the page's own markup it is elements of the browser. So the pages that are
//! written beforehand ([`page`]) and the live page are the same by construction. What differs between them is where things
//! lead: [`Links`] answers that, by anchors in the one and buttons in the other.
//!
//! | module | what it is for |
//! |---|---|
//! | [`article`] | the head and the foot of an article |
//! | [`block`] | a block of text: its row, its marks, its evidence |
//! | [`signs`] | the signs beside the lines where evidence begins |
//! | [`actors`] | an actor: its glyph, name, entry, what is known of it |
//! | [`events`] | an event: its card, the headings that events stand under |
//! | [`histogram`] | how many events happened when |
//! | [`page`] | an article's own page, whole, as HTML text |
//!
//! Invariants: no browser; no HTML from data; nothing here changes once it is made.

pub mod actors;
pub mod article;
pub mod block;
pub mod events;
pub mod histogram;
mod html;
mod markup;
pub mod page;
pub mod signs;

pub use html::Html;
pub use markup::Markup;

use whowhen_core::article::{ActorIdx, Article, EventIdx, NamedLink, Span};
use whowhen_core::index::Index;
use whowhen_core::locale::Locale;

/// What views are made from.
pub struct Context<'a, M> {
    /// The article.
    pub article: &'a Article,
    /// Its look-ups.
    pub index: &'a Index,
    /// The language in which the interface speaks.
    pub locale: &'a dyn Locale,
    /// Where things lead.
    pub links: &'a dyn Links<M>,
}

// By hand: a derive would ask the same of `M`, of which a context holds nothing.
impl<M> Clone for Context<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Context<'_, M> {}

impl<'a, M> Context<'a, M> {
    /// The language of the article, where it is known.
    pub fn language(&self) -> Option<&'a str> {
        self.article.language.as_deref()
    }

    /// The tag of the interface's language.
    pub fn tag(&self) -> &'static str {
        self.locale.translation().tag()
    }

    /// Which way the interface runs: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.locale.direction().word()
    }
}

/// What a part of a view leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An actor's name wherever it stands: to the actor.
    Actor(ActorIdx),
    /// The name in an actor's entry: to its first mention.
    Entry(ActorIdx),
    /// An event's title wherever it stands: to its card.
    Event(EventIdx),
    /// The title on an event's card: to its first sentence.
    Card(EventIdx),
    /// A sentence on an event's card: to its place in the text.
    Evidence {
        /// The event.
        event: EventIdx,
        /// Which sentence, from 0, in the order of the text.
        nth: usize,
        /// Where it stands.
        span: Span,
    },
}

/// Where the parts of a view lead, and the marks by which they are found.
pub trait Links<M> {
    /// An element that leads to a target, still empty.
    fn to(&self, target: Target) -> M;

    /// The id of the title on an event's card, by which the card is named.
    fn title_id(&self, event: EventIdx) -> String;

    /// An event's card with the attributes by which it is found.
    fn card(&self, card: M, event: EventIdx) -> M;

    /// An actor's entry with the attributes by which it is found.
    fn entry(&self, entry: M, actor: ActorIdx) -> M;

    /// The ticks of an actor's mentions with the attributes by which they are found.
    fn ticks(&self, ticks: M, actor: ActorIdx) -> M;
}

/// A link to a page elsewhere, which opens beside this one.
pub fn link<M: Markup>(url: &str, words: &str) -> M {
    M::new("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").text(words)
}

/// Links to pages after a word, `first` before the others; nothing where there are none.
pub fn page_links<M: Markup>(lead: &str, first: Option<M>, pages: &[NamedLink]) -> Option<M> {
    let others = pages.iter().map(|page| link(page.url.as_str(), page.title.as_deref().unwrap_or(page.url.as_str())));
    let links: Vec<M> = first.into_iter().chain(others).collect();
    (!links.is_empty()).then(|| M::new("p").class("pages").text(lead).text(" ").children(links))
}
