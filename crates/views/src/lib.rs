//! The views of an article, shared by static pages and the live page.
//!
//! A view is a function that is generic over [`Markup`]: the header of an article, a block of text with its marks, an
//! actor's entry, an event's card. With [`Html`] it produces HTML text; with the page's implementation it produces DOM
//! elements. So static pages ([`page`]) and the live page have the same structure. They differ only in their links:
//! [`Links`] makes anchors in static pages and buttons in the live page.
//!
//! | module | purpose |
//! |---|---|
//! | [`article`] | an article's header and footer, the list of articles |
//! | [`block`] | a block of text: its row, its marks, its evidence |
//! | [`margin_sign_label`] | labels of margin signs, beside lines where evidence begins |
//! | [`actors`] | an actor: its name, entry, details |
//! | [`glyphs`] | the small signs of kinds |
//! | [`events`] | an event: its card, its line in lists, headings |
//! | [`time_strip`] | the strip of time: events drawn along an axis |
//! | [`start_page`] | the start page: what the reader is, an example, the list of articles |
//! | [`page`] | the whole static page of an article, as HTML text; and as one file that needs no other |
//!
//! Invariants: no browser, no HTML from data, no state.

pub mod actors;
pub mod article;
pub mod block;
pub mod events;
pub mod glyphs;
mod html;
pub mod margin_sign_label;
mod markup;
pub mod page;
pub mod start_page;
pub mod time_strip;

pub use html::Html;
pub use markup::{Markup, ends_line};

use whowhen_core::article::{ActorIdx, Article, EventIdx, Link, NamedLink, Span};
use whowhen_core::index::Index;
use whowhen_core::locale::{Locale, Message};

/// The input of every view.
pub struct Context<'a, M> {
    /// The article.
    pub article: &'a Article,
    /// Its lookup tables.
    pub index: &'a Index,
    /// The language of the interface.
    pub locale: &'a dyn Locale,
    /// Makes the links.
    pub links: &'a dyn Links<M>,
}

// Written by hand, because a derive would require the same traits of `M`, which a context does not contain.
impl<M> Clone for Context<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Context<'_, M> {}

impl<'a, M> Context<'a, M> {
    /// The language of the article, if it is known.
    pub fn language(&self) -> Option<&'a str> {
        self.article.language.as_deref()
    }

    /// The tag of the interface's language.
    pub fn tag(&self) -> &'static str {
        self.locale.translation().tag()
    }

    /// The direction of the interface: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.locale.direction().word()
    }
}

/// The target of a link in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An actor's name, anywhere: leads to the actor.
    Actor(ActorIdx),
    /// The name in an actor's entry: leads to its first mention.
    Entry(ActorIdx),
    /// An event's title, anywhere: leads to its row.
    Event(EventIdx),
    /// The title of an event's row: opens the row.
    Card(EventIdx),
    /// A sentence in an event's row: leads to its place in the text.
    Evidence {
        /// The event.
        event: EventIdx,
        /// Which sentence, from 0, in the order of the text.
        nth: usize,
        /// Its span.
        span: Span,
    },
}

/// Makes links, and adds the attributes by which a page finds its elements.
pub trait Links<M> {
    /// A link to a target, still empty.
    fn to(&self, target: Target) -> M;

    /// The id of the title in an event's row, which labels the row.
    fn title_id(&self, event: EventIdx) -> String;

    /// Adds attributes to an event's card.
    fn card(&self, card: M, event: EventIdx) -> M;

    /// Adds attributes to an account of an event.
    fn account(&self, account: M, event: EventIdx) -> M;

    /// Adds attributes to an actor's entry.
    fn entry(&self, entry: M, actor: ActorIdx) -> M;

    /// Adds attributes to the ticks of an actor's mentions.
    fn ticks(&self, ticks: M, actor: ActorIdx) -> M;
}

/// The name of the reader in the bar. With a link, which is still empty, it leads to the start page.
pub fn home_link<M: Markup>(locale: &dyn Locale, link: Option<M>) -> M {
    match link {
        Some(link) => {
            let name = ["Whowhen: ", locale.text(Message::StartPage)].concat();
            link.class("home").attr("aria-label", &name).child(M::new("b").text("Whowhen"))
        }
        None => M::new("b").text("Whowhen"),
    }
}

/// A link to an external page. It opens in a new tab.
pub fn link<M: Markup>(url: &str, words: &str) -> M {
    M::new("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").text(words)
}

/// Links to external pages after a label, `first` before the others. A work without an address is plain text. `None` if
/// there are none.
pub fn page_links<M: Markup>(label: &str, first: Option<M>, pages: &[NamedLink]) -> Option<M> {
    let others = pages.iter().map(|page| {
        let (url, title) = (page.url.as_ref().map(Link::as_str), page.title.as_deref());
        match url {
            Some(url) => link(url, title.unwrap_or(url)),
            None => M::new("span").attr("dir", "auto").text(title.unwrap_or_default()),
        }
    });
    let links: Vec<M> = first.into_iter().chain(others).collect();
    (!links.is_empty()).then(|| M::new("p").class("pages").text(label).text(" ").children(links))
}
