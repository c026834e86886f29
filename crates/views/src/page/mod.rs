//! The static page of an article, for search engines, link previews, readers without scripts, and the first paint.
//!
//! The body is made of the same views as the live page, so that one stylesheet lays both out alike and the module can
//! replace the page in place. Where the live page has buttons, the static page has anchors, so that navigation between
//! text, events and actors works without scripts: an event leads to its evidence (`#s-N`), a margin sign to its event
//! (`#e-N`), a name to the actor's entry (`#a-N`), and an entry to the actor's first mention (`#m-N`). The numbers are
//! positions, so ids never collide with ids from a file.
//!
//! Invariants: the text content of `[data-block]` is exactly the block's text; every text and value is escaped by
//! [`crate::Html`]; there is no `style` attribute and no executable script.
//!
//! ```
//! use whowhen_core::file::Library;
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
//! #     fn short_calendar_day(&self, _: u8, _: u8) -> String { String::new() }
//! # }
//!
//! let file = br#"{"format": "whowhen/1", "id": "a", "title": "A < B", "language": "en",
//!                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One & two."}]}"#;
//! let (article, _) = whowhen_core::open(file).unwrap();
//! let options = Options { file: "../articles/a.json", address: None, library: &Library::default(), home: Some("../") };
//! let page = page(&article, &Index::new(&article), &English(Translation::english()), &options);
//! assert!(page.body.contains("<p data-block=\"b\">One &amp; two.</p>"));
//! assert_eq!(page.title, "A < B · Whowhen");
//! ```

mod anchors;
mod head;
mod signs;
mod standalone;
mod start;
mod static_text;
mod structured_data;

use std::cmp::Reverse;

use whowhen_core::article::{ActorIdx, Article, EventIdx};
use whowhen_core::file::{Entry, Library};
use whowhen_core::index::{Heading, Index, actor_kinds};
use whowhen_core::library::next_articles;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Order;
use whowhen_core::timeline::Strip;

use crate::actors::OtherArticle;
use crate::time_strip::time_strip;
use crate::{Context, Html, Markup, actors, article, events, home_link};
use anchors::Anchors;

pub use standalone::standalone;
pub use start::{StartOptions, start_page};

/// The number of actors outside `<noscript>`: more than fit on a screen.
const FIRST_ACTORS: usize = 24;

/// The number of events outside `<noscript>`: more than fit on a screen.
const FIRST_EVENTS: usize = 20;

/// What a page needs besides its article.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The address of the article's file, relative to the page.
    pub file: &'a str,
    /// The absolute address of the page, if it is known.
    pub address: Option<&'a str>,
    /// The page of the library's list with the article. The page of each article is in a folder named by its id, next to this page's folder.
    pub library: &'a Library,
    /// The address of the start page, if there is one.
    pub home: Option<&'a str>,
}

/// The parts of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of the interface, for the `<html>` element.
    pub language: String,
    /// The direction of that language.
    pub direction: &'static str,
    /// The title, as plain text.
    pub title: String,
    /// The description of the article, as plain text.
    pub description: String,
    /// More elements of the head, as HTML.
    pub head: String,
    /// The linked data, as HTML. It belongs at the end of the page, because it is long and not needed for rendering.
    pub data: String,
    /// The content of `<who-when>` until the reader replaces it, as HTML.
    pub body: String,
}

/// Makes the page of an article.
pub fn page(article: &Article, index: &Index, locale: &dyn Locale, options: &Options) -> Page {
    let description = head::description(article);
    Page {
        language: locale.translation().tag().to_owned(),
        direction: locale.direction().word(),
        title: format!("{} · Whowhen", article.title),
        head: head::head(article, options, &description),
        data: structured_data::data(article, options, &description).done(),
        description,
        body: body(article, index, locale, options),
    }
}

/// The reader's root element, in its initial state.
fn body(article: &Article, index: &Index, locale: &dyn Locale, options: &Options) -> String {
    // The text comes first, because it records the ids that the panels link to.
    let mut anchors = Anchors::new(index);
    let text = static_text::body(static_text::Source { article, index, locale }, &mut anchors);
    let context = Context { article, index, locale, links: &anchors };
    let page = Html::new("div")
        .class("page")
        .attr("data-actors", "")
        .attr("data-events", "")
        .child(column(context, text, options))
        .child(actors_panel(context, options))
        .child(events_panel(context));
    Html::new("div")
        .class("whowhen")
        .attr("data-static", "")
        .attr("lang", context.tag())
        .attr("dir", context.direction())
        .child(skip_links(locale))
        .child(bar(locale, options.home, Some(context)))
        .child(page)
        .done()
}

/// The text column: the article, and below it the list of articles, if there are several.
fn column(context: Context<Html>, text: Html, options: &Options) -> Html {
    let article = context.article;
    let whole = Html::new("article")
        .attr("id", "text")
        .attr("data-article", &article.id)
        .attr_if("data-pagefind-body", head::is_searched(options.library).then_some(""))
        .attr_if("lang", context.language())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(article::header(context, None))
        .child(text)
        .child(article::footer(context, Some(options.file)));
    let others = next_articles(options.library, &article.id);
    let library = (!others.is_empty()).then(|| {
        let link = |entry: &Entry| Html::new("a").attr("href", &format!("../{}/", entry.id));
        let home = options.home.map(|home| Html::new("a").attr("href", home));
        article::library(context.locale, others.into_iter(), link, home)
    });
    Html::new("div")
        .class("text")
        .attr("role", "main")
        .child(Html::new("div").class("column").child(whole))
        .child_if(library)
}

/// Links before the bar that skip to the text or a panel.
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

/// The bar: the name of the reader, which leads to the start page at `home`, and the title of the article.
fn bar(locale: &dyn Locale, home: Option<&str>, context: Option<Context<Html>>) -> Html {
    let title = context.map(|context| {
        let name = Html::new("bdi").attr_if("lang", context.language()).text(&context.article.title);
        Html::new("span").class("title").attr("dir", context.article.direction.word()).child(name)
    });
    Html::new("div")
        .class("bar")
        .attr("role", "banner")
        .attr("aria-label", "Whowhen")
        .child(home_link(locale, home.map(|home| Html::new("a").attr("href", home))))
        .child_if(title)
}

/// The actors by kind, the most frequently mentioned first.
fn actors_panel(context: Context<Html>, options: &Options) -> Html {
    let article = context.article;
    let tools = (article.actors.len() > 1).then_some("sorting");
    let by_count = article.actors.sorted_by_key(|actor| Reverse(context.index.mentions_of(actor).len()));
    let groups = actor_kinds(article).into_iter().map(|(kind, number)| {
        let of_kind = by_count.iter().copied().filter(|at| article[*at].kind == kind).collect();
        (actors::kind_heading(context, &kind, number), of_kind)
    });
    let list = list(
        groups,
        FIRST_ACTORS,
        || Html::new("ul").class("actors"),
        |at, is_visible| entry(context, options, at, is_visible),
    );
    let options =
        PanelOptions { classes: "side start", id: "actors", heading: Message::Actors, empty: Message::NobodyMarked };
    panel(context.locale, options, article.actors.len(), None, tools).child(list)
}

/// An actor's entry with its details. In the visible entries the details are inside `<noscript>`: with scripts they are
/// shown only for the held actor, and a thousand hidden elements would delay the first paint. Later entries are inside
/// `<noscript>` as a whole.
fn entry(context: Context<Html>, options: &Options, at: ActorIdx, is_visible: bool) -> Html {
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
        .child_if(other_articles_with(context, options, at))
        .child_if(actors::external_links(context, at));
    actors::entry(context, at).child(if is_visible { Html::new("noscript").child(detail) } else { detail })
}

/// Links to the other articles with the same actor.
fn other_articles_with(context: Context<Html>, options: &Options, at: ActorIdx) -> Option<Html> {
    actors::other_articles(context, at, options.library, |other| match other {
        OtherArticle::Actor(entry, _) => Html::new("a").attr("href", &format!("../{}/", entry.id)),
        OtherArticle::List(wikidata) => {
            Html::new("a").attr("href", &format!("{}?who={wikidata}", options.home.unwrap_or("../")))
        }
    })
}

/// The events in chronological order, by year.
fn events_panel(context: Context<Html>) -> Html {
    let number = context.index.event_count();
    let tools = (number > 0).then_some("segments");
    let groups = context.index.happened().iter();
    let groups = groups.map(|group| {
        let events = group.events.iter().map(|event| (*event, group.heading)).collect();
        (events::group_heading(context, group.heading), events)
    });
    let lists = || Html::new("ul").class("rows").attr("role", "list");
    let list = list(groups, FIRST_EVENTS, lists, |(at, heading): (EventIdx, Heading), _| {
        Html::new("li").child(events::row(context, at, Some(heading)).child(events::details(context, at)))
    });
    let options =
        PanelOptions { classes: "side end", id: "events", heading: Message::Events, empty: Message::NothingMarked };
    let strip = time_strip(context, &Strip::new(context.article, context.index));
    panel(context.locale, options, number, strip, tools).child(list)
}

/// The groups of a panel: a heading and a list of items each; `new_list` makes an empty list. Items after the first `limit`
/// are inside `<noscript>`, because parsing them would delay the first paint, and with scripts the module shows all of them
/// soon after. The second argument of `item` says whether it is one of the first.
fn list<T>(
    groups: impl Iterator<Item = (Html, Vec<T>)>,
    limit: usize,
    new_list: impl Fn() -> Html,
    item: impl Fn(T, bool) -> Html,
) -> Html {
    let (mut visible, mut rest) = (Html::new("div"), Html::new("noscript"));
    let mut left = limit;
    let mut has_rest = false;
    for (heading, mut items) in groups {
        let others = items.split_off(items.len().min(left));
        left -= items.len();
        has_rest |= !others.is_empty();
        let is_all_in_rest = items.is_empty() && !others.is_empty();
        if is_all_in_rest { &mut rest } else { &mut visible }.add(heading);
        if !is_all_in_rest {
            visible.add(new_list().children(items.into_iter().map(|of| item(of, true))));
        }
        if !others.is_empty() {
            rest.add(new_list().children(others.into_iter().map(|of| item(of, false))));
        }
    }
    if has_rest { visible.child(rest) } else { visible }
}

/// The names and texts of a panel.
struct PanelOptions {
    /// Its classes.
    classes: &'static str,
    /// Its id, for anchors.
    id: &'static str,
    /// Its heading.
    heading: Message,
    /// The text of an empty panel.
    empty: Message,
}

/// A panel with its heading and, below that, the strip of time, if there is one, and an empty container for its tools, with the class `tools`.
fn panel(
    locale: &dyn Locale,
    options: PanelOptions,
    number: usize,
    strip: Option<Html>,
    tools: Option<&'static str>,
) -> Html {
    let heading = locale.text(options.heading);
    let count = Html::new("span").class("count").text(&locale.number(number));
    Html::new("aside")
        .class(options.classes)
        .attr("id", options.id)
        .attr("aria-label", heading)
        .attr("tabindex", "-1")
        .child(
            Html::new("div")
                .class("head")
                .child(Html::new("h2").text(heading).text(" ").child(count))
                .child_if(strip)
                // The module fills it. Controls would do nothing without scripts and are slow to render, so only their space is
                // reserved.
                .child_if(tools.map(|tools| Html::new("div").class(tools))),
        )
        .child_if((number == 0).then(|| Html::new("p").class("none").text(locale.text(options.empty))))
}
