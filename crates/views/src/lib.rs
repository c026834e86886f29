//! An article as HTML text: its page for search engines, link previews, readers without scripts, and the first paint.
//!
//! The body is the page that `ui` makes, with the same elements, classes and attributes, so that the one stylesheet lays both out alike and
//! the module can take the page over in place. Where `ui` has buttons, here are anchors, so that the ways between text, events and
//! actors work without scripts: an event leads to its sentences (`#s-N`), a sign beside a sentence to its event (`#e-N`), a
//! name to the actor's entry (`#a-N`), and an entry to the actor's first mention (`#m-N`). The numbers are places, so that
//! an id that a file gives is never one of the page's.
//!
//! Invariants: the text between the tags of `[data-block]` is the block's text, exactly; every text and value is escaped by
//! [`Html`]; there is no `style` attribute and no script that runs.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_views as html;
//! # use whowhen_core::locale::{Translation, Locale, Message};
//! # struct English(Translation);
//! # impl Locale for English {
//! #     fn text(&self, word: Message) -> &str { self.0.text(word) }
//! #     fn number(&self, number: usize) -> String { number.to_string() }
//! #     fn percent(&self, share: f64) -> String { format!("{}%", share * 100.0) }
//! #     fn digits(&self, number: i64, _: usize) -> String { number.to_string() }
//! #     fn plural(&self, _: usize) -> String { "other".into() }
//! #     fn list(&self, items: &[String], _: bool) -> String { items.join(", ") }
//! #     fn day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String { String::new() }
//! # }
//!
//! let file = br#"{"format": "whowhen/1", "id": "a", "title": "A < B", "language": "en",
//!                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One & two."}]}"#;
//! let (article, _) = whowhen_core::open(file).unwrap();
//! let options = html::Options { language: "en", file: "../articles/a.json", address: None, library: &[] };
//! let page = html::page(&article, &Index::new(&article), &English(Translation::default()), &options);
//! assert!(page.body.contains("<p data-block=\"b\">One &amp; two.</p>"));
//! assert_eq!(page.title, "A < B · Whowhen");
//! ```

mod actors;
mod article;
mod element;
mod events;
mod head;
mod links;
mod marking;
mod signs;
mod structured;
mod text;

pub use element::Html;

use links::Anchors;
use whowhen_core::article::{Article, Direction};
use whowhen_core::file::Entry;
use whowhen_core::index::Index;
use whowhen_core::locale::{Locale, Message};

/// What a page must know that is not in its article.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The language in which the interface speaks, one of [`whowhen_core::locale::LANGUAGES`].
    pub language: &'a str,
    /// The address of the article's file, relative to the page.
    pub file: &'a str,
    /// The whole address of the page, where it is known.
    pub address: Option<&'a str>,
    /// The articles of the library. The page of each stands in a folder of its id, beside this page's folder.
    pub library: &'a [Entry],
}

/// The parts of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of the interface, for the page as a whole.
    pub language: String,
    /// Which way that runs.
    pub direction: &'static str,
    /// The title, as text.
    pub title: String,
    /// What the article says, as text.
    pub description: String,
    /// More elements of the head, as HTML.
    pub head: String,
    /// The article as linked data, as HTML: for the end of the page, since it is long and nothing waits for it.
    pub data: String,
    /// What stands where the reader will stand, as HTML.
    pub body: String,
}

/// What the parts of a page are made from.
#[derive(Clone, Copy)]
struct Told<'a> {
    article: &'a Article,
    index: &'a Index,
    locale: &'a dyn Locale,
    options: &'a Options<'a>,
}

impl<'a> Told<'a> {
    /// The language of the article, where it is known.
    fn language(&self) -> Option<&'a str> {
        self.article.language.as_deref()
    }

    /// Which way the interface runs.
    fn direction(&self) -> &'static str {
        Direction::of_language(self.options.language).word()
    }
}

/// The page of an article.
pub fn page(article: &Article, index: &Index, locale: &dyn Locale, options: &Options) -> Page {
    let told = Told { article, index, locale, options };
    let description = head::description(article);
    Page {
        language: options.language.to_owned(),
        direction: told.direction(),
        title: format!("{} · Whowhen", article.title),
        head: head::head(told, &description),
        data: structured::data(told, &description).done(),
        description,
        body: body(told),
    }
}

/// The reader's root, as it is at rest.
fn body(told: Told) -> String {
    // The text first: it says where the ways of the panels lead.
    let mut anchors = Anchors::default();
    let text = article::text(told, &mut anchors);
    let page = Html::new("div")
        .class("page")
        .attr("data-actors", "")
        .attr("data-events", "")
        .child(text)
        .child(actors::panel(told, &anchors))
        .child(events::panel(told, &anchors));
    Html::new("div")
        .class("whowhen")
        .attr("data-static", "")
        .attr("lang", told.options.language)
        .attr("dir", told.direction())
        .child(skips(told))
        .child(bar(told))
        .child(page)
        .done()
}

/// The first stops of Tab: past the bar, to the text or a panel.
fn skips(told: Told) -> Html {
    let skip = |word: Message, to: &str| Html::new("a").class("skip").attr("href", to).text(told.locale.text(word));
    Html::new("div")
        .class("skips")
        .attr("role", "navigation")
        .attr("aria-label", told.locale.text(Message::Skips))
        .child(skip(Message::SkipToText, "#text"))
        .child(skip(Message::SkipToEvents, "#events"))
        .child(skip(Message::SkipToActors, "#actors"))
}

fn bar(told: Told) -> Html {
    let name = Html::new("bdi").attr_if("lang", told.language()).text(&told.article.title);
    Html::new("div")
        .class("bar")
        .attr("role", "banner")
        .attr("aria-label", "Whowhen")
        .child(Html::new("b").text("Whowhen"))
        .child(Html::new("span").class("title").attr("dir", told.article.direction.word()).child(name))
}

/// The groups of a panel under their headings, `lists` of items each. With scripts the module soon shows all, so what is
/// beyond the first so many stands for readers without alone: to make elements of it would keep the first paint waiting.
/// `item` is told whether it is one of the first.
fn list<T>(
    groups: impl Iterator<Item = (Html, Vec<T>)>,
    first: usize,
    lists: impl Fn() -> Html,
    item: impl Fn(T, bool) -> Html,
) -> Html {
    let (mut seen, mut rest) = (Html::new("div"), Html::new("noscript"));
    let mut left = first;
    let mut is_more = false;
    for (heading, mut items) in groups {
        let others = items.split_off(items.len().min(left));
        left -= items.len();
        is_more |= !others.is_empty();
        let begins_later = items.is_empty() && !others.is_empty();
        if begins_later { &mut rest } else { &mut seen }.add(heading);
        if !begins_later {
            seen.add(lists().children(items.into_iter().map(|of| item(of, true))));
        }
        if !others.is_empty() {
            rest.add(lists().children(others.into_iter().map(|of| item(of, false))));
        }
    }
    if is_more { seen.child(rest) } else { seen }
}

/// A panel with its heading and, below that, `tools`; and with `none` where it lists nothing.
fn panel(
    told: Told,
    class: &'static str,
    id: &str,
    name: Message,
    number: usize,
    tools: Option<&'static str>,
    none: Message,
) -> Html {
    let name = told.locale.text(name);
    let count = Html::new("span").class("count").text(&told.locale.number(number));
    Html::new("aside")
        .class(class)
        .attr("id", id)
        .attr("aria-label", name)
        .attr("tabindex", "-1")
        .child(
            Html::new("div")
                .class("head")
                .child(Html::new("h2").text(name).text(" ").child(count))
                // What the module puts there does nothing without it, and controls take the browser long: they have their place.
                .child_if(tools.map(|tools| Html::new("div").class(tools))),
        )
        .child_if((number == 0).then(|| Html::new("p").class("none").text(told.locale.text(none))))
}

/// The first letter as a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
