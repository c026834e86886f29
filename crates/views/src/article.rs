//! The article in its column: its head and its foot, as `ui/reader.rs` makes them, and between them the text; below, the
//! other articles that there are.

use super::links::{Anchors, link};
use super::{Html, Told, text};
use whowhen_core::article::Date;
use whowhen_core::file::Entry;
use whowhen_core::locale::{self, Message};

/// The column of the text.
pub fn text(told: Told, anchors: &mut Anchors) -> Html {
    let article = told.article;
    let whole = Html::new("article")
        .attr("id", "text")
        .attr("data-article", &article.id)
        .attr_if("lang", told.language())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(header(told))
        .child(text::body(told, anchors))
        .child(footer(told));
    Html::new("div")
        .class("text")
        .attr("role", "main")
        .child(Html::new("div").class("column").child(whole))
        .child_if(library(told))
}

fn header(told: Told) -> Html {
    let article = told.article;
    let lede = article.subtitle.as_ref().map(|subtitle| Html::new("p").class("lede").text(subtitle));
    // Each apart, so that a name from left to right keeps its place among words from right to left.
    let mut meta = Html::new("p").class("meta").attr("lang", told.options.language).attr("dir", told.direction());
    for (place, words) in head(told).into_iter().enumerate() {
        meta = meta.text(if place > 0 { " · " } else { "" }).child(Html::new("bdi").child(words));
    }
    Html::new("header").child(Html::new("h1").text(&article.title)).child_if(lede).child(meta)
}

/// Who wrote it, when, how long it takes, how much is in it.
fn head(told: Told) -> Vec<Html> {
    let (article, locale) = (told.article, told.locale);
    let span = |words: &str| Html::new("span").text(words);
    let mut by = Vec::new();
    if !article.authors.is_empty() {
        by.push(span(&article.authors.join(", ")));
    }
    by.extend(article.publisher.as_ref().filter(|publisher| !article.authors.contains(publisher)).map(|by| span(by)));
    by.extend(article.published.as_ref().map(|date| time(Some(date)).text(&locale::date(locale, date))));
    // At 230 words a minute.
    by.push(span(&match article.words().div_ceil(230).max(1) {
        minutes @ ..100 => locale.count(Message::Minutes, minutes),
        minutes => locale.count(Message::Hours, (minutes + 30) / 60),
    }));
    by.push(span(&locale.count(Message::CountActors, article.actors.len())));
    by.push(span(&locale.count(Message::CountEvents, article.events.len())));
    by
}

/// What holds a date in words: an element that says it to programs as well, where HTML has a way to.
pub fn time(date: Option<&Date>) -> Html {
    match date.and_then(plain) {
        Some(date) => Html::new("time").attr("datetime", date),
        None => Html::new("span"),
    }
}

/// A date of which HTML and JSON-LD know what it means: a day, a month or a year of our calendar, without doubt.
pub fn plain(date: &Date) -> Option<&str> {
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

fn footer(told: Told) -> Html {
    let download = Html::new("a")
        .attr("href", told.options.file)
        .attr("download", "")
        .text(told.locale.text(Message::DownloadFile));
    Html::new("footer")
        .attr("lang", told.options.language)
        .attr("dir", told.direction())
        .child_if(source(told))
        .child_if(annotators(told))
        .child(Html::new("p").child(download))
}

/// Where the text comes from, and what one may do with it.
fn source(told: Told) -> Option<Html> {
    let source = told.article.source.as_ref()?;
    let locale = told.locale;
    let url = source.url.as_ref().map(|url| url.as_str());
    let name = source.title.as_deref().or(url);
    let line = Html::new("p").class("source");
    let line = match (name, url) {
        (Some(name), Some(url)) => line.text(locale.text(Message::Source)).text(" ").child(link(url, name)).text(". "),
        (Some(name), None) => line.text(locale.text(Message::Source)).text(" ").text(name).text(". "),
        (None, _) => line,
    };
    Some(match &source.license {
        Some(license) => line.text(&locale.with(Message::Licence, &[license])).text("."),
        None => line,
    })
}

/// Who marked its actors and events.
fn annotators(told: Told) -> Option<Html> {
    let names = &told.article.annotators;
    let words = told.locale.with(Message::Annotators, &[&told.locale.list(names, true)]);
    (!names.is_empty()).then(|| Html::new("p").text(&words).text("."))
}

/// The articles of the library, where there are several.
fn library(told: Told) -> Option<Html> {
    let entries = told.options.library;
    if entries.len() < 2 {
        return None;
    }
    let entry = |entry: &Entry| {
        let language = entry.language.as_deref();
        let link =
            Html::new("a").attr("href", &format!("../{}/", entry.id)).attr_if("lang", language).text(&entry.title);
        let summary = entry.summary.as_deref().unwrap_or_default();
        Html::new("li").child(link).child(Html::new("p").attr_if("lang", language).text(summary))
    };
    let words = told.locale.text(Message::Articles);
    Some(
        Html::new("nav")
            .class("library")
            .attr("aria-label", words)
            .child(Html::new("h2").text(words))
            .child(Html::new("ul").children(entries.iter().map(entry))),
    )
}
