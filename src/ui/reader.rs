//! The article: its head, its text and its foot, and how the text comes into the page.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element;

use super::actor_card::{ActorCard, Card};
use super::actor_detail::link;
use super::app::Shell;
use super::element::{El, append};
use super::failure::Library;
use super::opened::{Opened, Story};
use super::{problems, words};
use crate::host::{frames, listen, observe, window};

/// How far from the view blocks are marked: a screen and a half on both sides.
const NEAR: &str = "150% 0px";

/// Up to so many mentions the whole text is marked, in idle time; beyond, only what comes near.
const MARKED_IN_IDLE: usize = 2_000;

/// How long groups are put into the page at a stretch, in milliseconds: less than what a person notices.
const SLICE: f64 = 12.0;

/// The article.
#[component]
pub fn Reader(
    /// The reader's root element.
    root: NodeRef<html::Div>,
    /// The card of the actor under the pointer, or held.
    card: Card,
) -> impl IntoView {
    let shell = expect_context::<Shell>();
    let opened = expect_context::<Opened>();
    let place = NodeRef::<html::Div>::new();
    fill(opened, root, place);
    let role = shell.options.with_value(|options| options.page).then_some("main");
    view! {
        <div class="text" role=role>
            <div class="column" node_ref=place></div>
            <ActorCard card/>
            {move || (shell.library.with(|library| library.articles.len()) > 1).then(|| view! { <Library/> })}
        </div>
    }
}

/// The article without its text: head and foot, and between them the element into which the text goes.
fn frame(story: &Story) -> (Element, Element) {
    let article = &story.article;
    let body = El::new("div").class("body").done();
    let lede = article.subtitle.as_ref().map(|subtitle| El::new("p").class("lede").text(subtitle));
    let mut meta = El::new("p").class("meta").attr("lang", "en").attr("dir", "ltr").text(&head(story).join(" · "));
    if let Some(sign) = problems::sign(story) {
        meta = meta.text(" · ").child(sign);
    }
    let header = El::new("header").child(El::new("h1").text(&article.title)).child_if(lede).child(meta);
    let download = El::new("a").attr("href", &story.url).attr("download", "").text("Download the article file");
    let footer = El::new("footer")
        .attr("lang", "en")
        .attr("dir", "ltr")
        .child_if(source(story))
        .child(El::new("p").child(download))
        .child_if(problems::list(story));
    let whole = El::new("article")
        .attr("data-article", &article.id)
        .attr_if("lang", article.language.as_deref())
        .attr("dir", article.direction.word())
        .child(header)
        .done();
    append(&whole, &body);
    append(&whole, &footer.done());
    (whole, body)
}

/// Where the text comes from, and what one may do with it.
fn source(story: &Story) -> Option<El> {
    let source = story.article.source.as_ref()?;
    let url = source.url.as_ref().map(|url| url.as_str());
    let name = source.title.as_deref().or(url);
    let line = El::new("p").class("source");
    let line = match (name, url) {
        (Some(name), Some(url)) => line.text("Source: ").child(link(url, name)).text(". "),
        (Some(name), None) => line.text(&format!("Source: {name}. ")),
        (None, _) => line,
    };
    Some(match &source.license {
        Some(license) => line.text(&format!("Licence: {license}.")),
        None => line,
    })
}

/// Who wrote it, when, how long it takes, how much is in it.
fn head(story: &Story) -> Vec<String> {
    let article = &story.article;
    let mut by: Vec<String> = Vec::new();
    if !article.authors.is_empty() {
        by.push(article.authors.join(", "));
    }
    by.extend(article.publisher.clone().filter(|publisher| !article.authors.contains(publisher)));
    by.extend(article.published.as_ref().map(|date| date.in_words()));
    by.push(words::reading_time(article.words()));
    by.push(words::count(article.actors.len(), "actor", "actors"));
    by.push(words::count(article.events.len(), "event", "events"));
    by
}

/// Puts the text into the page: what fits the first screen at once and marked, the rest in slices; then marks what comes
/// near.
fn fill(opened: Opened, root: NodeRef<html::Div>, place: NodeRef<html::Div>) {
    let near = observe::nearness(NEAR, move |groups| {
        opened.paint(|painter| groups.iter().for_each(|group| painter.mark_group(group)));
    });
    let near = StoredValue::new_local(near);
    let resizing = StoredValue::new_local(None);
    let print = listen::on(&window(), "beforeprint", move |_| {
        opened.paint(|painter| painter.mark_everything());
    });
    StoredValue::new_local(print);
    Effect::new(move |_| {
        let (Some(root), Some(place)) = (root.get(), place.get()) else { return };
        let (article, body) = frame(&opened.story());
        let first = opened.paint(|painter| {
            painter.begin((*root).clone().into(), body.clone());
            painter.next_group()
        });
        append(&place, &article);
        let Some(Some(first)) = first else { return };
        // Without waiting for the observer, which answers a frame later.
        opened.paint(|painter| painter.mark_group(&first));
        near.with_value(|near| near.watch(&first));
        resizing.set_value(Some(observe::resizing(&body, move || {
            opened.paint(|painter| painter.lay_out_again());
        })));
        spawn_local(async move {
            while add_slice(opened, near) {
                frames::breathe().await;
            }
            if opened.try_story().is_some_and(|story| story.article.mentions.len() <= MARKED_IN_IDLE) {
                mark_in_idle(opened).await;
            }
        });
    });
}

/// Adds groups for one slice of time; whether there are more.
fn add_slice(opened: Opened, near: StoredValue<observe::Nearness, LocalStorage>) -> bool {
    let start = frames::now();
    while frames::now() - start < SLICE {
        let Some(Some(group)) = opened.paint(|painter| painter.next_group()) else { return false };
        near.try_with_value(|near| near.watch(&group));
    }
    true
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
