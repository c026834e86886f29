//! Views of an article's header and footer, and of the list of articles.

use whowhen_core::article::Date;
use whowhen_core::file::Entry;
use whowhen_core::locale::{self, Locale, Message};

use crate::{Context, Markup, link};

/// A text of at least so many letters is very long: some twenty-five screens. Nobody sees all of it soon, so it is laid out and rendered
/// where it is read first. A shorter one is laid out as a whole, so that the browser comes back exactly to a place in it.
pub const VERY_LONG: usize = 40_000;

/// The reading speed for the estimated reading time.
const WORDS_PER_MINUTE: usize = 230;

/// The header: title, subtitle, and a line with authors, date, reading time and numbers of actors and events. `more` is
/// added to that line.
pub fn header<M: Markup>(context: Context<M>, more: Option<M>) -> M {
    let article = context.article;
    let lede = article.subtitle.as_ref().map(|subtitle| M::new("p").class("lede").text(subtitle));
    let meta = M::new("p").class("meta").attr("lang", context.tag()).attr("dir", context.direction());
    let mut meta = separated(meta, metadata(context));
    if let Some(more) = more {
        meta = meta.text(" · ").child(more);
    }
    M::new("header").child(M::new("h1").text(&article.title)).child_if(lede).child(meta)
}

/// The parts of the line under the title.
fn metadata<M: Markup>(context: Context<M>) -> Vec<M> {
    let (article, locale) = (context.article, context.locale);
    let span = |words: &str| M::new("span").text(words);
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(span(&article.authors.join(", ")));
    }
    parts.extend(article.publisher.as_ref().filter(|name| !article.authors.contains(name)).map(|name| span(name)));
    parts.extend(article.published.as_ref().map(|date| time::<M>(Some(date)).text(&locale::date(locale, date))));
    parts.push(span(&reading_time(locale, context.index.words())));
    parts.push(span(&locale.count(Message::CountActors, article.actors.len())));
    parts.push(span(&locale.count(Message::CountEvents, context.index.event_count())));
    parts
}

/// Adds parts to a line, with a dot between them. Each is isolated, so that a name in one direction does not reorder a number
/// or a name in the other.
pub fn separated<M: Markup>(line: M, parts: Vec<M>) -> M {
    parts.into_iter().enumerate().fold(line, |line, (position, part)| {
        line.text(if position > 0 { " · " } else { "" }).child(M::new("bdi").child(part))
    })
}

/// How long it takes to read so many words.
pub fn reading_time(locale: &dyn Locale, words: usize) -> String {
    match words.div_ceil(WORDS_PER_MINUTE).max(1) {
        minutes @ ..100 => locale.count(Message::Minutes, minutes),
        minutes => locale.count(Message::Hours, (minutes + 30) / 60),
    }
}

/// The element for a date in words: a `time` element with a machine-readable date if HTML can express it, else a `span`.
pub fn time<M: Markup>(date: Option<&Date>) -> M {
    match date.and_then(plain_date) {
        Some(date) => M::new("time").attr("datetime", date),
        None => M::new("span"),
    }
}

/// The date, if HTML and JSON-LD can express it: a plain day, month or year that is neither uncertain nor approximate.
pub fn plain_date(date: &Date) -> Option<&str> {
    let text = date.as_str();
    let mut parts = text.split('-');
    let is = |part: Option<&str>, digits: usize| {
        part.is_none_or(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (year, month) = (parts.next(), parts.next());
    // A "month" from 21 on is a season.
    let is_month = month.is_none_or(|month| month < "13");
    (is(year, 4) && is(month, 2) && is_month && is(parts.next(), 2) && parts.next().is_none()).then_some(text)
}

/// The footer: source, annotators, and a link to the article's file if `download` has its address.
pub fn footer<M: Markup>(context: Context<M>, download: Option<&str>) -> M {
    let download = download.map(|address| {
        let words = context.locale.text(Message::DownloadFile);
        M::new("p").child(M::new("a").attr("href", address).attr("download", "").text(words))
    });
    M::new("footer")
        .attr("lang", context.tag())
        .attr("dir", context.direction())
        .child_if(source(context))
        .child_if(annotators(context))
        .child_if(download)
}

/// The source of the text, and its licence.
fn source<M: Markup>(context: Context<M>) -> Option<M> {
    let source = context.article.source.as_ref()?;
    let locale = context.locale;
    let url = source.url.as_ref().map(|url| url.as_str());
    let name = source.title.as_deref().or(url);
    let line = M::new("p").class("source");
    let line = match (name, url) {
        (Some(name), Some(url)) => line.text(locale.text(Message::Source)).text(" ").child(link(url, name)).text(". "),
        (Some(name), None) => line.text(locale.text(Message::Source)).text(" ").text(name).text(". "),
        (None, _) => line,
    };
    Some(match &source.license {
        Some(license) => line.text(&locale.with(Message::Licence, &[("licence", license)])).text("."),
        None => line,
    })
}

/// Who annotated its actors and events.
fn annotators<M: Markup>(context: Context<M>) -> Option<M> {
    let names = &context.article.annotators;
    let words = context.locale.with(Message::Annotators, &[("names", &context.locale.list(names, true))]);
    (!names.is_empty()).then(|| M::new("p").text(&words).text("."))
}

/// The articles of a library, as links with summaries, and the link to the whole list, if there is one. `link` makes an
/// empty link to an article.
pub fn library<'a, M: Markup>(
    locale: &dyn Locale,
    entries: impl Iterator<Item = &'a Entry>,
    link: impl Fn(&Entry) -> M,
    home: Option<M>,
) -> M {
    let item = |entry: &Entry| {
        let language = entry.language.as_deref();
        let summary = entry.summary.as_deref().unwrap_or_default();
        M::new("li")
            .child(link(entry).attr_if("lang", language).attr("dir", "auto").text(&entry.title))
            .child(M::new("p").attr_if("lang", language).attr("dir", "auto").text(summary))
    };
    let heading = locale.text(Message::Articles);
    let home = home.map(|home| M::new("p").class("all-articles").child(home.text(locale.text(Message::AllArticles))));
    M::new("nav")
        .class("other-articles")
        .attr("aria-label", heading)
        .child(M::new("h2").text(heading))
        .child(M::new("ul").children(entries.map(item)))
        .child_if(home)
}
