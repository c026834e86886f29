//! The article: its head, its text and its foot, and how the text comes into the page.

use web_sys::{Element, ScrollBehavior};

use super::actor_card::{Card, actor_card};
use super::element::{El, append};
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
use whowhen_views::{Markup, article as views};

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
    let context = story.context(&locale);
    let body = El::new("div").class("body").done();
    // No address leads to a file of the person's own machine.
    let file = (!story.is_local).then_some(story.url.as_str());
    let footer = views::footer(context, file).child_if(problems::list(story)).child(printed());
    let whole = El::new("article")
        .attr("data-article", &article.id)
        .attr("part", "article")
        .attr_if("lang", context.language())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(views::header(context, problems::sign(story)))
        .done();
    append(&whole, &body);
    append(&whole, &footer.done());
    (whole, body)
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
            // The first screen is painted before the rest is made.
            loop {
                frames::breathe().await;
                if !add_slice(opened, near, &mut watched) {
                    break;
                }
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
