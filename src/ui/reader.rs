//! The article: its head, its text and its foot, and how the text comes into the page.

use web_sys::{Element, ScrollBehavior};

use super::actor_card::{Card, actor_card};
use super::actor_detail::link;
use super::element::{El, append};
use super::i18n::Language;
use super::live::{follow, keep, spawn};
use super::opened::Opened;
use super::print::printed;
use super::shell::Shell;
use super::story::{Place, Story};
use super::strip::strip;
use super::value::Kept;
use super::{library, problems};
use crate::host::view::View;
use crate::host::{frames, observe};
use whowhen_core::locale::{self, Locale, Message};

/// How far from the view blocks are marked: a screen and a half on both sides.
const NEAR: &str = "150% 0px";

/// Up to so many mentions the whole text is marked, in idle time; beyond, only what comes near.
const MARKED_IN_IDLE: usize = 2_000;

/// How long groups are put into the page at a stretch, in milliseconds: less than what a person notices.
const SLICE: f64 = 12.0;

/// The article in its column, with the card of the actor under the pointer, or held. `before`: where the person is in the
/// article as the page showed it before.
pub fn reader(shell: Shell, opened: Opened, root: &Element, card: Card, before: Option<Place>) -> El {
    let column = El::new("div").class("column");
    fill(shell, opened, root.clone(), column.element().clone(), before);
    El::new("div")
        .class("text")
        .attr("part", "text")
        .attr_if("role", shell.is_page().then_some("main"))
        .child(column)
        .child(strip(shell, opened))
        .child(actor_card(card))
        .slot(
            move || shell.library.get(),
            move |library| library.and_then(|library| library::library(shell, &library, 2)).into_iter().collect(),
        )
}

/// The article without its text: head and foot, and between them the element into which the text goes.
fn frame(story: &Story) -> (Element, Element) {
    let article = &story.article;
    let locale = story.locale();
    let direction = locale.direction().word();
    let body = El::new("div").class("body").done();
    let lede = article.subtitle.as_ref().map(|subtitle| El::new("p").class("lede").text(subtitle));
    // Each apart, so that a name from left to right keeps its place among words from right to left.
    let mut meta = El::new("p").class("meta").attr("lang", locale.tag).attr("dir", direction);
    for (place, words) in head(story).iter().enumerate() {
        meta = meta.text(if place > 0 { " · " } else { "" }).child(El::new("bdi").text(words));
    }
    if let Some(sign) = problems::sign(story) {
        meta = meta.text(" · ").child(sign);
    }
    let header = El::new("header").child(El::new("h1").text(&article.title)).child_if(lede).child(meta);
    let download = El::new("a").attr("href", &story.url).attr("download", "").text(locale.text(Message::DownloadFile));
    let footer = El::new("footer")
        .attr("lang", locale.tag)
        .attr("dir", direction)
        .child_if(source(story))
        .child_if(annotators(story))
        .child_if((!story.is_local).then(|| El::new("p").child(download)))
        .child_if(problems::list(story))
        .child(printed());
    let whole = El::new("article")
        .attr("data-article", &article.id)
        .attr("part", "article")
        .attr_if("lang", article.language.as_deref())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(header)
        .done();
    append(&whole, &body);
    append(&whole, &footer.done());
    (whole, body)
}

/// Where the text comes from, and what one may do with it.
fn source(story: &Story) -> Option<El> {
    let source = story.article.source.as_ref()?;
    let locale = story.locale();
    let url = source.url.as_ref().map(|url| url.as_str());
    let name = source.title.as_deref().or(url);
    let line = El::new("p").class("source");
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
fn annotators(story: &Story) -> Option<El> {
    let names = &story.article.annotators;
    let locale = story.locale();
    let words = locale.with(Message::Annotators, &[&locale.list(names, true)]);
    (!names.is_empty()).then(|| El::new("p").text(&words).text("."))
}

/// Who wrote it, when, how long it takes, how much is in it.
fn head(story: &Story) -> Vec<String> {
    let article = &story.article;
    let locale = story.locale();
    let mut by: Vec<String> = Vec::new();
    if !article.authors.is_empty() {
        by.push(article.authors.join(", "));
    }
    by.extend(article.publisher.clone().filter(|publisher| !article.authors.contains(publisher)));
    by.extend(article.published.as_ref().map(|date| locale::date(&*locale, date)));
    by.push(reading_time(&locale, article.words()));
    by.push(locale.count(Message::CountActors, article.actors.len()));
    by.push(locale.count(Message::CountEvents, article.events.len()));
    by
}

/// How long a text takes to read, at 230 words a minute: "6 min", "22 hours".
fn reading_time(locale: &Language, words: usize) -> String {
    match words.div_ceil(230).max(1) {
        minutes @ ..100 => locale.count(Message::Minutes, minutes),
        minutes => locale.count(Message::Hours, (minutes + 30) / 60),
    }
}

/// Puts the text into the page: what fits the first screen at once and marked, the rest in slices; then marks what comes
/// near.
fn fill(shell: Shell, opened: Opened, root: Element, column: Element, before: Option<Place>) {
    let near = observe::nearness(&opened.view(), NEAR, move |groups| {
        opened.paint(|painter| groups.iter().for_each(|group| painter.mark_group(group)));
    });
    let near = Kept::new(near);
    let (article, body) = frame(&opened.story());
    opened.paint(|painter| painter.begin(root, body.clone()));
    append(&column, &article);
    // Once the column is in the page, and with it what can be measured.
    follow(move || {
        let Some(Some(first)) = opened.paint(|painter| painter.next_group()) else { return };
        // Without waiting for the observer, which answers a frame later.
        opened.paint(|painter| painter.mark_group(&first));
        if opened.at_once > 0 {
            take_over(opened, before);
        }
        shell.tell("opened", &[]);
        let (watched, mut width) = (body.clone(), body.client_width());
        keep(observe::resizing(&body, move || {
            // Its height changes whenever groups come near; the lines do not.
            if std::mem::replace(&mut width, watched.client_width()) != watched.client_width() {
                opened.paint(|painter| painter.lay_out_again());
                // The lines are others, the place in the text is the same.
                opened.stay_in_place();
            }
        }));
        spawn(async move {
            let mut watched = 0;
            while add_slice(opened, near, &mut watched) {
                frames::breathe().await;
            }
            if opened.try_story().is_some_and(|story| story.article.mentions.len() <= MARKED_IN_IDLE) {
                mark_in_idle(opened).await;
            }
        });
    });
}

/// The page shows the article already: all of it comes at once, and marked where the person is, so that nothing is seen to
/// come, and nothing moves.
fn take_over(opened: Opened, before: Option<Place>) {
    while matches!(opened.paint(|painter| painter.next_group()), Some(Some(_))) {}
    let view = opened.view();
    opened.paint(|painter| {
        if let Some((row, top)) = before.and_then(|(block, top)| Some((painter.row(block)?, top))) {
            view.scroll_to(view.scrolled() + row.get_bounding_client_rect().top() - top, ScrollBehavior::Instant);
        }
        let near: Vec<Element> = painter.groups().filter(|group| is_near(group, &view)).cloned().collect();
        near.iter().for_each(|group| painter.mark_group(group));
    });
}

/// Whether an element is in a view, or less than another one away from it.
fn is_near(element: &Element, view: &View) -> bool {
    let (rect, height) = (element.get_bounding_client_rect(), view.height());
    rect.bottom() > view.top() - height && rect.top() < view.bottom() + height
}

/// Adds groups for one slice of time; whether there are more. Looks after those that came since the last slice: a jump
/// puts groups into the page as well.
fn add_slice(opened: Opened, near: Kept<observe::Nearness>, watched: &mut usize) -> bool {
    let start = frames::now();
    let mut more = true;
    while more && frames::now() - start < SLICE {
        more = matches!(opened.paint(|painter| painter.next_group()), Some(Some(_)));
    }
    let new = opened.paint(|painter| painter.groups().skip(*watched).cloned().collect::<Vec<_>>()).unwrap_or_default();
    *watched += new.len();
    near.try_with_value(|near| new.iter().for_each(|group| near.watch(group)));
    more
}

async fn mark_in_idle(opened: Opened) {
    let groups: Vec<Element> = opened.paint(|painter| painter.groups().cloned().collect()).unwrap_or_default();
    for group in groups {
        frames::breathe().await;
        if opened.paint(|painter| painter.mark_group(&group)).is_none() {
            return;
        }
    }
}
