//! An article as HTML text: its page for search engines, link previews, readers without scripts, and the first paint.
//!
//! The body is made of the same views as the live page, so that the one stylesheet lays both out alike and the module can
//! take the page over in place. Where the live page has buttons, here are anchors, so that the ways between text, events
//! and actors work without scripts: an event leads to its sentences (`#s-N`), a sign beside a sentence to its event (`#e-N`), a
//! name to the actor's entry (`#a-N`), and an entry to the actor's first mention (`#m-N`). The numbers are positions, so that
//! an id that a file gives is never one of the page's.
//!
//! Invariants: the text between the tags of `[data-block]` is the block's text, exactly; every text and value is escaped by
//! [`crate::Html`]; there is no `style` attribute and no script that runs.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_views::page::{Options, page};
//! # use whowhen_core::locale::{Locale, Translation};
//! # struct English(Translation);
//! # impl Locale for English {
//! #     fn translation(&self) -> &Translation { &self.0 }
//! #     fn number(&self, number: usize) -> String { number.to_string() }
//! #     fn percent(&self, share: f64) -> String { format!("{}%", share * 100.0) }
//! #     fn digits(&self, number: i64, _: usize) -> String { number.to_string() }
//! #     fn plural(&self, _: usize) -> String { "other".into() }
//! #     fn list(&self, items: &[String], _: bool) -> String { items.join(", ") }
//! #     fn calendar_day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String { String::new() }
//! # }
//!
//! let file = br#"{"format": "whowhen/1", "id": "a", "title": "A < B", "language": "en",
//!                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One & two."}]}"#;
//! let (article, _) = whowhen_core::open(file).unwrap();
//! let options = Options { file: "../articles/a.json", address: None, library: &[] };
//! let page = page(&article, &Index::new(&article), &English(Translation::english()), &options);
//! assert!(page.body.contains("<p data-block=\"b\">One &amp; two.</p>"));
//! assert_eq!(page.title, "A < B · Whowhen");
//! ```

mod anchors;
mod head;
mod signs;
mod structured;
mod text;

use std::cmp::Reverse;

use whowhen_core::article::{ActorIdx, Article, EventIdx};
use whowhen_core::file::Entry;
use whowhen_core::index::{Index, actor_kinds};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Order;

use crate::{Context, Html, Markup, actors, article, events};
use anchors::Anchors;

/// So many entries of actors are there at first: more than a screen has.
const FIRST_ACTORS: usize = 24;

/// So many cards of events are there at first: more than a screen has.
const FIRST_EVENTS: usize = 4;

/// What a page must know that is not in its article.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
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

/// The page of an article.
pub fn page(article: &Article, index: &Index, locale: &dyn Locale, options: &Options) -> Page {
    let description = head::description(article);
    Page {
        language: locale.translation().tag().to_owned(),
        direction: locale.direction().word(),
        title: format!("{} · Whowhen", article.title),
        head: head::head(article, options, &description),
        data: structured::data(article, options, &description).done(),
        description,
        body: body(article, index, locale, options),
    }
}

/// The reader's root, as it is at rest.
fn body(article: &Article, index: &Index, locale: &dyn Locale, options: &Options) -> String {
    // The text first: it says where the panels lead.
    let mut anchors = Anchors::new(article, index);
    let text = text::body(text::Source { article, index, locale }, &mut anchors);
    let context = Context { article, index, locale, links: &anchors };
    let page = Html::new("div")
        .class("page")
        .attr("data-actors", "")
        .attr("data-events", "")
        .child(column(context, text, options))
        .child(actors_panel(context))
        .child(events_panel(context));
    Html::new("div")
        .class("whowhen")
        .attr("data-static", "")
        .attr("lang", context.tag())
        .attr("dir", context.direction())
        .child(skip_links(locale))
        .child(bar(context))
        .child(page)
        .done()
}

/// The column of the text: the article, and below it the others of the library, where there are several.
fn column(context: Context<Html>, text: Html, options: &Options) -> Html {
    let article = context.article;
    let whole = Html::new("article")
        .attr("id", "text")
        .attr("data-article", &article.id)
        .attr_if("lang", context.language())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(article::header(context, None))
        .child(text)
        .child(article::footer(context, Some(options.file)));
    let library = (options.library.len() > 1).then(|| {
        let link = |entry: &Entry| Html::new("a").attr("href", &format!("../{}/", entry.id));
        article::library(context.locale.text(Message::Articles), options.library, link)
    });
    Html::new("div")
        .class("text")
        .attr("role", "main")
        .child(Html::new("div").class("column").child(whole))
        .child_if(library)
}

/// The first stops of Tab: past the bar, to the text or a panel.
fn skip_links(locale: &dyn Locale) -> Html {
    let skip = |message, to| Html::new("a").class("skip").attr("href", to).text(locale.text(message));
    Html::new("div")
        .class("skips")
        .attr("role", "navigation")
        .attr("aria-label", locale.text(Message::Skips))
        .child(skip(Message::SkipToText, "#text"))
        .child(skip(Message::SkipToEvents, "#events"))
        .child(skip(Message::SkipToActors, "#actors"))
}

fn bar(context: Context<Html>) -> Html {
    let article = context.article;
    let name = Html::new("bdi").attr_if("lang", context.language()).text(&article.title);
    Html::new("div")
        .class("bar")
        .attr("role", "banner")
        .attr("aria-label", "Whowhen")
        .child(Html::new("b").text("Whowhen"))
        .child(Html::new("span").class("title").attr("dir", article.direction.word()).child(name))
}

/// The actors by kind, the most often mentioned first.
fn actors_panel(context: Context<Html>) -> Html {
    let article = context.article;
    let tools = (article.actors.len() > 1).then_some("sorting");
    let by_count = article.actors.sorted_by_key(|actor| Reverse(context.index.mentions_of(actor).len()));
    let groups = actor_kinds(article).into_iter().map(|(kind, number)| {
        let of_kind = by_count.iter().copied().filter(|at| article[*at].kind == kind).collect();
        (actors::kind_heading(context, &kind, number), of_kind)
    });
    let list =
        list(groups, FIRST_ACTORS, || Html::new("ul").class("actors"), |at, is_seen| entry(context, at, is_seen));
    let name = Name { panel: "side start", id: "actors", message: Message::Actors, none: Message::NobodyMarked };
    panel(context.locale, name, article.actors.len(), tools).child(list)
}

/// An actor's entry, with what is known of the actor. What is known stands in the first entries for readers without scripts
/// alone: for the others it would be a thousand elements that nobody sees until the module shows them for the actor that is
/// held, and that are read before the first paint. The entries after those stand for such readers as a whole.
fn entry(context: Context<Html>, at: ActorIdx, is_seen: bool) -> Html {
    let actor = &context.article[at];
    let mentions = actors::forms(context, at).map(|forms| {
        let number = context.locale.count(Message::CountMentions, context.index.mentions_of(at).len());
        let words = [&number, context.locale.text(Message::Colon), " ", &forms].concat();
        Html::new("p").class("mentions").text(&words)
    });
    let detail = Html::new("div")
        .class("detail")
        .attr("data-kind", whowhen_core::article::Kind::word(&actor.kind))
        .children(actors::description(context, at))
        .child_if(actors::groups(context, at))
        .child_if(mentions)
        .children(actors::events_of(context, at, Order::Happened, usize::MAX))
        .child_if(actors::elsewhere(context, at));
    actors::entry(context, at).child(if is_seen { Html::new("noscript").child(detail) } else { detail })
}

/// The events as they happened, by year.
fn events_panel(context: Context<Html>) -> Html {
    let number = context.article.events.len();
    let tools = (number > 0).then_some("segments");
    let groups = context.index.happened().iter();
    let groups = groups.map(|group| (events::group_heading(context, group.heading), group.events.clone()));
    let lists = || Html::new("ul").class("cards").attr("role", "list");
    let list = list(groups, FIRST_EVENTS, lists, |at: EventIdx, _| Html::new("li").child(events::card(context, at)));
    let name = Name { panel: "side end", id: "events", message: Message::Events, none: Message::NothingMarked };
    panel(context.locale, name, number, tools).child(list)
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

/// How a panel is called.
struct Name {
    /// Its classes.
    panel: &'static str,
    /// Its id, to which anchors lead.
    id: &'static str,
    /// Its heading.
    message: Message,
    /// What it says where it lists nothing.
    none: Message,
}

/// A panel with its heading and, below that, the place of its `tools`.
fn panel(locale: &dyn Locale, name: Name, number: usize, tools: Option<&'static str>) -> Html {
    let heading = locale.text(name.message);
    let count = Html::new("span").class("count").text(&locale.number(number));
    Html::new("aside")
        .class(name.panel)
        .attr("id", name.id)
        .attr("aria-label", heading)
        .attr("tabindex", "-1")
        .child(
            Html::new("div")
                .class("head")
                .child(Html::new("h2").text(heading).text(" ").child(count))
                // What the module puts there does nothing without it, and controls take the browser long: they have their place.
                .child_if(tools.map(|tools| Html::new("div").class(tools))),
        )
        .child_if((number == 0).then(|| Html::new("p").class("none").text(locale.text(name.none))))
}
