//! An article as one HTML file that needs no other: to keep, to send, to print.
//!
//! It is made of the same views as the static page ([`super::page`]), with the same anchors. There is no script in it, and it
//! asks for nothing: its style is inside, and its security policy forbids all else.
//!
//! Invariants: the text content of `[data-block]` is exactly the block's text; every text and value is escaped by
//! [`crate::Html`]; every link within the page leads to an element.

use std::cmp::Reverse;

use whowhen_core::article::{ActorIdx, Article, EventIdx, Kind, MentionIdx};
use whowhen_core::index::{Index, actor_kinds};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Order;
use whowhen_core::timeline::Strip;

use super::anchors::{self, Anchors};
use super::{head, static_text};
use crate::glyphs::event_glyph;
use crate::time_strip::time_strip;
use crate::{Context, Html, Markup, Target, actors, article, events, html};

/// Nothing is loaded and nothing runs. The style is in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("standalone.css");

/// The whole file, in the language of the locale.
///
/// ```
/// use whowhen_core::index::Index;
/// use whowhen_views::page::standalone;
/// # use whowhen_core::locale::{Locale, Translation};
/// # struct English(Translation);
/// # impl Locale for English {
/// #     fn translation(&self) -> &Translation { &self.0 }
/// #     fn number(&self, number: usize) -> String { number.to_string() }
/// #     fn percent(&self, share: f64) -> String { format!("{}%", share * 100.0) }
/// #     fn digits(&self, number: i64, _: usize) -> String { number.to_string() }
/// #     fn plural(&self, _: usize) -> String { "other".into() }
/// #     fn list(&self, items: &[String], _: bool) -> String { items.join(", ") }
/// #     fn calendar_day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String { String::new() }
/// #     fn short_calendar_day(&self, _: u8, _: u8) -> String { String::new() }
/// # }
///
/// let file = br#"{"format": "whowhen/1", "id": "a", "title": "A < B", "language": "en",
///                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
/// let (article, _) = whowhen_core::open(file).unwrap();
/// let html = standalone(&article, &Index::new(&article), &English(Translation::english()));
/// assert!(html.starts_with("<!doctype html><html lang=\"en\" dir=\"ltr\"><head>"));
/// assert!(html.contains("<title>A &lt; B</title>") && !html.contains("<script"));
/// ```
pub fn standalone(article: &Article, index: &Index, locale: &dyn Locale) -> String {
    // The text comes first, because it records the ids that the lists link to.
    let mut anchors = Anchors::with_all_mentions(index);
    let text = static_text::body(static_text::Source { article, index, locale }, &mut anchors);
    let context = Context { article, index, locale, links: &anchors };
    let page = Html::new("html")
        .attr("lang", context.tag())
        .attr("dir", context.direction())
        .child(page_head(article))
        .child(body(context, &anchors, text));
    "<!doctype html>".to_owned() + &page.done() + "\n"
}

fn page_head(article: &Article) -> Html {
    let meta = |name: &str, content: &str| Html::new("meta").attr("name", name).attr("content", content);
    let generator = concat!("Whowhen ", env!("CARGO_PKG_VERSION"));
    let authors = article.authors.iter().map(|author| meta("author", author));
    Html::new("head")
        .child(Html::new("meta").attr("charset", "utf-8"))
        .child(Html::new("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(meta("color-scheme", "light dark"))
        .child(meta("referrer", "no-referrer"))
        .child(meta("generator", generator))
        .child(Html::new("title").text(&article.title))
        .child(meta("description", &head::description(article)))
        .children(authors)
        .child(html::style(STYLE))
}

fn body(context: Context<Html>, anchors: &Anchors, text: Html) -> Html {
    let (article, locale) = (context.article, context.locale);
    let text = Html::new("article")
        .attr("id", "text")
        .attr_if("lang", context.language())
        .attr("dir", article.direction.word())
        .child(article::header(context, None))
        .child(text)
        .child(article::footer(context, None));
    let lists = Html::new("div")
        .class("lists")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", locale.text(Message::Panels))
        .child_if((!article.events.is_empty()).then(|| events_section(context)))
        .child_if((!article.actors.is_empty()).then(|| actors_section(context, anchors)));
    let has_lists = !article.events.is_empty() || !article.actors.is_empty();
    Html::new("body")
        .class("whowhen")
        .attr("dir", context.direction())
        .child_if(has_lists.then(|| navigation(context)))
        .child(Html::new("main").child(text).child_if(has_lists.then_some(lists)))
}

/// Links to the parts of the page.
fn navigation(context: Context<Html>) -> Html {
    let (article, locale) = (context.article, context.locale);
    let link = |to: &str, words: &str| Html::new("a").attr("href", to).text(words);
    let events = context.index.event_count();
    let title = link("#text", "").child(Html::new("bdi").attr_if("lang", context.language()).text(&article.title));
    Html::new("nav")
        .attr("aria-label", locale.text(Message::Skips))
        .child(title)
        .child_if((events > 0).then(|| link("#events", &locale.count(Message::CountEvents, events))))
        .child_if(
            (!article.actors.is_empty())
                .then(|| link("#actors", &locale.count(Message::CountActors, article.actors.len()))),
        )
}

/// A part of the page with its heading.
fn section(locale: &dyn Locale, id: &str, heading: Message, number: usize) -> Html {
    let count = Html::new("span").class("count").text(&locale.number(number));
    Html::new("section")
        .attr("id", id)
        .attr("aria-label", locale.text(heading))
        .child(Html::new("h2").text(locale.text(heading)).text(" ").child(count))
}

/// The events in chronological order, by year.
fn events_section(context: Context<Html>) -> Html {
    let strip = time_strip(context, &Strip::new(context.article, context.index));
    let groups = context.index.happened().iter().flat_map(|group| {
        let rows = group.events.iter().map(|at| Html::new("li").child(event(context, *at)));
        let list = Html::new("ol").class("rows").attr("role", "list").children(rows);
        [events::group_heading(context, group.heading), list]
    });
    section(context.locale, "events", Message::Events, context.index.event_count()).child_if(strip).children(groups)
}

/// An event with all that is said of it.
fn event(context: Context<Html>, at: EventIdx) -> Html {
    let event = &context.article[at];
    let label = context.links.title_id(at);
    let title = context.links.to(Target::Card(at)).attr("id", &label);
    let title = title.attr_if("lang", context.language()).attr("dir", "auto").text(&event.title);
    let card = Html::new("article").class("event").attr("data-event", &event.id);
    context
        .links
        .card(card, at)
        .attr("aria-labelledby", &label)
        .child(Html::new("h4").child(title))
        .child(event_glyph(&event.kind, ""))
        .child(events::details(context, at))
}

/// The actors by kind, the most frequently mentioned first.
fn actors_section(context: Context<Html>, anchors: &Anchors) -> Html {
    let article = context.article;
    let by_count = article.actors.sorted_by_key(|actor| Reverse(context.index.mentions_of(actor).len()));
    let groups = actor_kinds(article).into_iter().flat_map(|(kind, number)| {
        let of_kind = by_count.iter().copied().filter(|at| article[*at].kind == kind);
        let list = Html::new("ul").class("actors").attr("role", "list");
        let list = list.children(of_kind.map(|at| actor(context, anchors, at)));
        [actors::kind_heading(context, &kind, number), list]
    });
    section(context.locale, "actors", Message::Actors, article.actors.len()).children(groups)
}

/// An actor with all that is said of it, and links to its mentions and its events.
fn actor(context: Context<Html>, anchors: &Anchors, at: ActorIdx) -> Html {
    let detail = Html::new("div")
        .class("detail")
        .attr("data-kind", context.article[at].kind.word())
        .children(actors::description(context, at))
        .child_if(actors::groups(context, at))
        .child_if(mentions(context, anchors, at))
        .child_if(events_of(context, at))
        .child_if(actors::external_links(context, at));
    actors::entry(context, at).child(detail)
}

/// A list that is closed at first.
fn closed(summary: Html, list: Html) -> Html {
    Html::new("details").child(Html::new("summary").child(summary)).child(list)
}

/// The mentions of an actor by their words, each leading to its place in the text.
fn mentions(context: Context<Html>, anchors: &Anchors, at: ActorIdx) -> Option<Html> {
    let (article, locale) = (context.article, context.locale);
    let mentions = context.index.mentions_of(at);
    let words = |mention: &MentionIdx| {
        let spans = article[*mention].spans.iter().map(|span| article.quote(span));
        spans.collect::<Vec<_>>().join(" … ")
    };
    let items = mentions.iter().map(|mention| {
        let number = anchors.all_mentions.as_ref().and_then(|all| all.get(mention));
        let link = anchors::anchor_to(number.map(|number| anchors::mention_id(*number)));
        Html::new("li").child(link.attr_if("lang", context.language()).attr("dir", "auto").text(&words(mention)))
    });
    let count = locale.count(Message::CountMentions, mentions.len());
    let summary = match actors::forms(context, at) {
        Some(forms) => [&count, locale.text(Message::Colon), " ", &forms].concat(),
        None => count,
    };
    let list = Html::new("ul").class("of-text").children(items);
    (!mentions.is_empty()).then(|| closed(Html::new("span").text(&summary), list))
}

/// The events of an actor.
fn events_of(context: Context<Html>, at: ActorIdx) -> Option<Html> {
    let mut parts = actors::events_of(context, at, Order::Happened, usize::MAX).into_iter();
    Some(closed(parts.next()?, parts.next()?))
}
