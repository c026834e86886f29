//! The list of articles: an entry for each, and links to the other pages of the list.
//!
//! ```html
//! <ul class="articles"><li data-library-entry="mali"><h3><a href="./mali/">Mali</a></h3> … </li></ul>
//! ```

use whowhen_core::article::{ActorKind, Date, Kind};
use whowhen_core::file::Entry;
use whowhen_core::locale::{self, Locale, Message};

use super::time_sketch::time_sketch;
use crate::article::{reading_time, separated, time};
use crate::{Markup, glyphs};

/// How many pages before and after this one have a link.
const PAGES_AROUND: u32 = 2;

/// The entries. `link` makes an empty link to an article.
pub fn entries<M: Markup>(locale: &dyn Locale, entries: &[Entry], link: impl Fn(&Entry) -> M) -> M {
    // Without bullets, some browsers do not say that it is a list.
    let list = M::new("ul").class("articles").attr("role", "list");
    list.children(entries.iter().map(|about| entry(locale, about, link(about))))
}

/// The entry of an article.
pub fn entry<M: Markup>(locale: &dyn Locale, entry: &Entry, link: M) -> M {
    let language = entry.language.as_deref();
    let title = link.attr_if("lang", language).attr("dir", "auto").text(&entry.title);
    let summary = entry.summary.as_ref();
    let summary =
        summary.map(|text| M::new("p").class("summary").attr_if("lang", language).attr("dir", "auto").text(text));
    M::new("li")
        .attr("data-library-entry", &entry.id)
        .child(M::new("h3").child(title))
        .child_if(summary)
        .child_if(facts(locale, entry))
        .child_if(actors(locale, entry))
        .child_if(events(locale, entry))
}

/// When it was published, its language, and how long it is.
fn facts<M: Markup>(locale: &dyn Locale, entry: &Entry) -> Option<M> {
    let published = entry.published.as_deref().and_then(|date| Date::parse(date).ok());
    let published = published.map(|date| time::<M>(Some(&date)).text(&locale::date(locale, &date)));
    let language = entry.language.as_deref().map(|tag| {
        let name = locale::language_name(tag);
        M::new("span").attr_if("lang", name.map(|_| tag)).text(name.unwrap_or(tag))
    });
    let minutes = entry.words.map(|words| M::new("span").text(&reading_time(locale, words as usize)));
    let parts: Vec<M> = [published, language, minutes].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| separated(M::new("p").class("meta"), parts))
}

/// Who is in it: the names of some actors, and how many there are.
fn actors<M: Markup>(locale: &dyn Locale, entry: &Entry) -> Option<M> {
    let count = entry.actor_count.filter(|count| *count > 0)? as usize;
    let named = entry.actors.iter().take(whowhen_core::library::NAMED_ACTORS);
    let line = named.fold(M::new("p").class("who-in"), |line, actor| {
        let kind = actor.kind.as_deref().unwrap_or_default();
        let name = M::new("bdi").attr_if("lang", entry.language.as_deref()).text(&actor.name);
        let glyph = glyphs::glyph(&ActorKind::from_word(kind));
        line.child(M::new("span").attr("data-kind", kind).child(glyph).text(" ").child(name)).text(" ")
    });
    Some(line.child(M::new("span").class("count").text(&locale.count(Message::CountActors, count))))
}

/// When its events happened: the drawing, the dates and how many there are.
fn events<M: Markup>(locale: &dyn Locale, entry: &Entry) -> Option<M> {
    let count = entry.event_count.filter(|count| *count > 0)? as usize;
    let dates = entry.dates.as_ref().map(|dates| M::new("span").text(&locale::edtf_date(locale, dates)));
    let count = M::new("span").text(&locale.count(Message::CountEvents, count));
    let words = separated(M::new("p").class("meta"), dates.into_iter().chain([count]).collect());
    let drawing = (!entry.columns.is_empty()).then(|| time_sketch(&entry.columns));
    Some(M::new("div").class("when-in").child_if(drawing).child(words))
}

/// How many of the actors that articles have in common are shown at first.
pub const SHOWN_ACTORS: usize = 10;

/// What the button of an actor that several articles have says. `button` is still empty.
pub fn actor_button<M: Markup>(locale: &dyn Locale, button: M, kind: &str, name: &str, articles: Option<u32>) -> M {
    let count = articles.map(|count| M::new("span").class("count").text(&locale.number(count as usize)));
    button
        .class("chip")
        .attr("data-kind", kind)
        .child(glyphs::glyph(&ActorKind::from_word(kind)))
        .child(M::new("bdi").text(name))
        .text(" ")
        .child_if(count)
}

/// What stands before the buttons of the actors that several articles have.
pub fn actors_label<M: Markup>(locale: &dyn Locale) -> M {
    M::new("span").class("label").attr("aria-hidden", "true").text(locale.text(Message::SharedActors))
}

/// The links to the other pages of the list. `link` makes an empty link to a page. `None` if there is only one page.
pub fn pages<M: Markup>(locale: &dyn Locale, page: u32, count: u32, link: impl Fn(u32) -> M) -> Option<M> {
    if count < 2 {
        return None;
    }
    let near = |other: &u32| *other == 1 || *other == count || page.abs_diff(*other) <= PAGES_AROUND;
    let mut list = M::new("ul").attr("role", "list");
    let mut before = 0;
    for other in (1..=count).filter(near) {
        if other > before + 1 {
            list = list.child(M::new("li").attr("aria-hidden", "true").text("…"));
        }
        before = other;
        let number = locale.number(other as usize);
        let item = match other == page {
            true => M::new("span").attr("aria-current", "page"),
            false => link(other).attr("aria-label", &page_of_list(locale, other)),
        };
        list = list.child(M::new("li").child(item.text(&number)));
    }
    let step = |message: Message, to: u32, rel: &str| {
        (1..=count).contains(&to).then(|| link(to).attr("rel", rel).class("step").text(locale.text(message)))
    };
    let (previous, next) = (step(Message::PreviousPage, page - 1, "prev"), step(Message::NextPage, page + 1, "next"));
    Some(
        M::new("nav")
            .class("pages-of-list")
            .attr("aria-label", locale.text(Message::ListPages))
            .child_if(previous)
            .child(list)
            .child_if(next),
    )
}

/// The line that leads to the page of examples of embedding. `link` is still empty.
pub fn embed_link<M: Markup>(locale: &dyn Locale, link: M) -> M {
    M::new("p").class("to-embed").child(link.text(locale.text(Message::EmbedExamples)))
}

/// The title of the document: of the start page, or of another page of the list.
pub fn title(locale: &dyn Locale, page: u32) -> String {
    match page {
        1 => "Whowhen".to_owned(),
        page => page_of_list(locale, page) + " · Whowhen",
    }
}

/// "Page 2".
fn page_of_list(locale: &dyn Locale, page: u32) -> String {
    locale.with(Message::PageOfList, &[("page", &locale.number(page as usize))])
}

/// The heading of the list with the number of articles.
pub fn heading<M: Markup>(locale: &dyn Locale, count: usize) -> M {
    let number = M::new("span").class("count").text(&locale.number(count));
    M::new("h2").text(locale.text(Message::Articles)).text(" ").child(number)
}
