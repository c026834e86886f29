//! The article: its head, its text and its foot, and how the text comes into the page.

use leptos::prelude::*;
use web_sys::{Element, ScrollBehavior};

use crate::actors::popover::{Popover, actor_popover};
use crate::browser::view::View;
use crate::browser::{frames, observe};
use crate::components::dom::{El, append};
use crate::components::reactive::{effect, keep_alive, spawn, watch};
use crate::print::printed;
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::state::story::{Story, TextPosition};
use crate::status::library;
use crate::status::problems;
use crate::text::minimap::strip;
use whowhen_views::{Markup, article as views};

/// How far from the view blocks are marked: a screen and a half on both sides.
const NEAR: &str = "150% 0px";

/// Up to so many mentions the whole text is marked, in idle time; beyond, only what comes near.
const MARKED_IN_IDLE: usize = 2_000;

/// How long groups are put into the page at a stretch, in milliseconds: less than what a person notices.
const SLICE: f64 = 12.0;

/// The article in its column, with the card of the actor under the pointer, or held. `before`: where the person is in the
/// article as the page showed it before.
#[component]
pub fn ArticleView(
    /// The popover of the actor that is pointed at.
    popover: Popover,
    /// Where the person is in the article as the page showed it before the reader.
    before: Option<TextPosition>,
) -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let root = reader.root.get_value();
    follow_settings(reader, state);
    follow_selection(state);
    let column = El::new("div").class("column");
    fill(reader, state, root, column.element().clone(), before);
    El::new("div")
        .class("text")
        .attr("part", "text")
        .attr_if("role", reader.is_page().then_some("main"))
        .child(column)
        .child(strip(reader, state))
        .child(actor_popover(popover))
        .reactive_children(
            move || reader.library.get(),
            move |library| library.and_then(|library| library::library(reader, &library, 2)).into_iter().collect(),
        )
        .into_view()
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
fn fill(reader: ReaderState, state: ArticleState, root: Element, column: Element, before: Option<TextPosition>) {
    let near = observe::nearness(&state.view(), NEAR, move |groups| {
        state.paint(|painter| groups.iter().for_each(|group| painter.mark_group(group)));
    });
    let near = StoredValue::new_local(near);
    let (article, body) = frame(&state.story());
    state.paint(|painter| painter.begin(root, body.clone()));
    append(&column, &article);
    // Once the column is in the page, and with it what can be measured.
    effect(move || {
        let Some(Some(first)) = state.paint(|painter| painter.next_group()) else { return };
        // Without waiting for the observer, which answers a frame later.
        state.paint(|painter| painter.mark_group(&first));
        if state.at_once > 0 {
            take_over(state, before);
        }
        reader.tell("opened", &[]);
        let (watched, mut width) = (body.clone(), body.client_width());
        keep_alive(observe::resizing(&body, move || {
            // Its height changes whenever groups come near; the lines do not.
            if std::mem::replace(&mut width, watched.client_width()) != watched.client_width() {
                state.paint(|painter| painter.lay_out_again());
                // The lines are others, the place in the text is the same.
                state.restore_anchor();
            }
        }));
        spawn(async move {
            let mut watched = 0;
            // The first screen is painted before the rest is made.
            loop {
                frames::breathe().await;
                if !add_slice(state, near, &mut watched) {
                    break;
                }
            }
            if state.try_story().is_some_and(|story| story.article.mentions.len() <= MARKED_IN_IDLE) {
                mark_in_idle(state).await;
            }
        });
    });
}

/// The page shows the article already: all of it comes at once, and marked where the person is, so that nothing is seen to
/// come, and nothing moves.
fn take_over(state: ArticleState, before: Option<TextPosition>) {
    while matches!(state.paint(|painter| painter.next_group()), Some(Some(_))) {}
    let view = state.view();
    state.paint(|painter| {
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
fn add_slice(state: ArticleState, near: StoredValue<observe::Nearness, LocalStorage>, watched: &mut usize) -> bool {
    let start = frames::now();
    let mut more = true;
    while more && frames::now() - start < SLICE {
        more = matches!(state.paint(|painter| painter.next_group()), Some(Some(_)));
    }
    let new = state.paint(|painter| painter.groups().skip(*watched).cloned().collect::<Vec<_>>()).unwrap_or_default();
    *watched += new.len();
    near.try_with_value(|near| new.iter().for_each(|group| near.watch(group)));
    more
}

async fn mark_in_idle(state: ArticleState) {
    let groups: Vec<Element> = state.paint(|painter| painter.groups().cloned().collect()).unwrap_or_default();
    for group in groups {
        frames::breathe().await;
        if state.paint(|painter| painter.mark_group(&group)).is_none() {
            return;
        }
    }
}

/// Carries to the text what the person likes of marks.
fn follow_settings(reader: ReaderState, state: ArticleState) {
    watch(
        move || reader.settings.with(|settings| settings.announce),
        move |_, on| {
            state.paint(|painter| painter.announce(*on));
        },
    );
    watch(
        move || reader.settings.with(|settings| (settings.size, settings.lines, settings.typeface)),
        move |before, _| {
            // Other lines, the same place in the text. The column may be as wide as before: the signs are placed anew here.
            if before.is_some() {
                state.restore_anchor();
                spawn(async move {
                    frames::next_frame().await;
                    state.paint(|painter| painter.lay_out_again());
                });
            }
        },
    );
}

/// Carries what is selected and hovered to the text.
fn follow_selection(state: ArticleState) {
    watch(
        move || state.highlighted_actor(),
        move |before, actor| {
            state.paint(|painter| painter.highlight_actor(*actor));
            state.highlight_chips(before.flatten(), *actor);
        },
    );
    effect(move || {
        state.place.track();
        if let Some(root) = state.root() {
            state.show_mention_position(&root);
        }
    });
    watch(
        move || (state.place.get(), state.reading.with(|reading| reading.actor)),
        move |_, (place, held)| {
            let story = state.story();
            let here = place.filter(|place| Some(story.article[*place].actor) == *held);
            spawn(async move {
                // What is gone to comes into the page then.
                frames::next_frame().await;
                state.paint(|painter| painter.show_here(here));
            });
        },
    );
    watch(
        move || state.highlighted_events(),
        move |_, events| {
            state.paint(|painter| painter.highlight_events(events.clone()));
        },
    );
}
