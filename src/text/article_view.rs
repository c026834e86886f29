//! The article: its header, its text and its footer.
//!
//! The text is rendered step by step: the first group of blocks at once, the others in short slices. A group gets its
//! marks when it comes near the viewport.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior};

use crate::actors::popover::{Popover, actor_popover};
use crate::browser::{document, observe, style, timers};
use crate::components::dom::{El, append, closest, find};
use crate::components::reactive::{effect, in_next_frame, keep_alive, spawn, watch};
use crate::navigation::article_links;
use crate::print::print_footer;
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::state::story::{Story, TextPosition};
use crate::status::problems;
use crate::text::group_observer::{GroupObserver, is_within};
use crate::text::minimap::minimap;
use whowhen_views::{Markup, article as views};

/// An article with at most this many mentions is marked completely, in idle time. In a larger one, only the blocks
/// that come near the viewport are marked.
const MAX_MENTIONS_MARKED_IN_IDLE: usize = 1_000;

/// A text of more groups is long.
const LONG: usize = 100;

/// A handle to the observer of the groups.
type Observer = StoredValue<GroupObserver, LocalStorage>;

/// The column with the article, the minimap, the actor popover and, once it is loaded, the list of the library.
#[component]
pub fn ArticleView(
    /// The popover of the hovered or selected actor.
    popover: Popover,
    /// The user's position in the static article, which the page showed before the reader.
    before: Option<TextPosition>,
) -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let root = reader.root.get_value();
    follow_selection(state);
    let column = El::new("div").class("column");
    render_text(reader, state, root, column.element().clone(), before);
    El::new("div")
        .class("text")
        .attr("part", "text")
        .attr_if("role", reader.is_own_page().then_some("main"))
        .child(column)
        .child(minimap(reader, state))
        .child(actor_popover(popover))
        .reactive_children(
            move || reader.library.get(),
            move |library| {
                let others = library.and_then(|library| article_links::after_article(reader, &state.story(), &library));
                others.into_iter().collect()
            },
        )
        .into_view()
}

/// Creates the article's element with its header and footer, and between them an empty element for the text. Returns
/// both.
fn article_frame(story: &Story) -> (Element, Element) {
    let article = &story.article;
    let locale = story.locale();
    let context = story.context(&locale);
    let body = El::new("div").class("body").into_element();
    // A file from the user's own device has no address.
    let file = (!story.is_local).then_some(story.url.as_str());
    let footer = views::footer(context, file).child_if(problems::list(story)).child(print_footer());
    let whole = El::new("article")
        .attr("data-article", &article.id)
        .attr("part", "article")
        .attr_if("lang", context.language())
        .attr("dir", article.direction.word())
        .attr("tabindex", "-1")
        .child(views::header(context, problems::sign(story)))
        .into_element();
    append(&whole, &body);
    append(&whole, &footer.into_element());
    (whole, body)
}

/// Renders the text: the first group at once and with its marks, the others in slices. From then on, a group is
/// marked when it comes near the viewport.
fn render_text(reader: ReaderState, state: ArticleState, root: Element, column: Element, before: Option<TextPosition>) {
    let observer = StoredValue::new_local(GroupObserver::new(state));
    follow_settings(reader, state, observer);
    let (article, body) = article_frame(&state.story());
    state.with_painter(|painter| painter.attach(root, body.clone()));
    append(&column, &article);
    // Runs once the column is in the document, so that elements can be measured.
    effect(move || {
        let Some(Some(first)) = state.with_painter(|painter| painter.render_next_group()) else { return };
        // Does not wait for the observer, which reports a frame or more later. That is soon enough for the margin signs: to
        // measure their lines now, the browser would lay out the page once more.
        state.with_painter(|painter| painter.mark_group_without_signs(first));
        if state.initial_entries > 0 {
            replace_static_article(state, &body, before);
        }
        reader.notify_host("opened", &[]);
        // `None` until the browser has laid out the text: to ask for the width now, it would have to do so once more. In
        // place of a static page it has done so.
        let known = (state.initial_entries > 0).then(|| body.client_width());
        let width: StoredValue<Option<i32>, LocalStorage> = StoredValue::new_local(known);
        let watched = body.clone();
        let mut is_diagram = untrack(|| state.diagram()).is_some();
        keep_alive(observe::size(&body, move || {
            // The body's height changes whenever groups come near the viewport. Only its width changes the line breaks.
            let now = watched.client_width();
            let before = width.try_update_value(|width| width.replace(now)).flatten();
            let Some(before) = before.filter(|before| *before != now) else { return };
            observer.try_with_value(GroupObserver::place_signs_again);
            let is_hidden = now == 0;
            // A diagram has taken its place, or has given it back. Whoever closes one says where to scroll.
            let was_diagram = std::mem::replace(&mut is_diagram, untrack(|| state.diagram()).is_some());
            if is_hidden || was_diagram {
                return;
            }
            if before == 0 && state.view().own_element().is_some() {
                // The reader was hidden until now, as in a closed tab: nothing could be scrolled to.
                state.scroll_to_selection();
                let event = state.reading.with_untracked(|reading| reading.event);
                event.into_iter().for_each(|event| state.show_card(event));
            } else {
                // The line breaks have changed, but the user stays at the same place in the text.
                state.restore_anchor();
            }
        }));
        let body = body.clone();
        spawn(async move {
            let mut watched = 0;
            // The browser paints the first screen before the rest is rendered.
            timers::after_paint().await;
            // The observer does not report an element that is hidden from the start.
            width.try_update_value(|width| *width.get_or_insert_with(|| body.client_width()));
            while add_slice(state, observer, &mut watched) {
                // In a long text there is one slice for each frame: the browser takes as long for the styles of new elements
                // as they took to make. Other texts are there sooner without.
                if watched < LONG || document().hidden() {
                    timers::yield_to_browser().await;
                } else {
                    timers::after_paint().await;
                }
            }
            set_min_height(&body, "");
            if state.try_story().is_some_and(|story| story.article.mentions.len() <= MAX_MENTIONS_MARKED_IN_IDLE) {
                mark_in_idle(state).await;
            }
        });
    });
}

/// Takes over from the static article that the page showed before the reader. Renders the whole text at once and
/// marks what is near the viewport, so that nothing appears late and nothing moves. A very long text is rendered down to a screen
/// below the viewport. Until the rest follows, in slices, there is room for it, as high as it was.
fn replace_static_article(state: ArticleState, body: &Element, before: Option<TextPosition>) {
    let view = state.view();
    let height = view.height();
    state.with_painter(|painter| {
        let blocks = &painter.story.article.blocks;
        let last = if painter.story.article.letters() < views::VERY_LONG {
            blocks.len().saturating_sub(1)
        } else {
            let page = painter.root().and_then(|root| closest(&root, "who-when"));
            let old = page.and_then(|page| find(&page, "[data-static] .body"));
            let old = old.map_or(0.0, |old| old.get_bounding_client_rect().height());
            set_min_height(body, &format!("{}px", old as u32));
            before.map_or(0, |(block, _)| block as usize)
        };
        blocks.nth(last).into_iter().for_each(|last| painter.render_up_to(last));
        loop {
            if let Some((row, top)) = before.and_then(|(block, top)| Some((painter.row(block)?, top))) {
                view.scroll_to(
                    view.scroll_offset() + row.get_bounding_client_rect().top() - top,
                    ScrollBehavior::Instant,
                );
            }
            let is_near = painter.groups().last().is_some_and(|group| is_within(group, &view, height));
            if !is_near || painter.render_next_group().is_none() {
                break;
            }
        }
        let near: Vec<Element> = painter.groups().filter(|group| is_within(group, &view, height)).cloned().collect();
        painter.mark_groups(&near);
    });
}

fn set_min_height(element: &Element, value: &str) {
    if let Some(element) = element.dyn_ref() {
        style::set_property(element, "min-height", value);
    }
}

/// Renders groups for one slice of time, and returns whether there are more. Observes all groups that were added
/// since the last slice, because scrolling to a distant place renders groups, too.
fn add_slice(state: ArticleState, observer: Observer, watched: &mut usize) -> bool {
    let start = timers::now();
    let mut more = true;
    while more && timers::now() - start < timers::SLICE {
        more = matches!(state.with_painter(|painter| painter.render_next_group()), Some(Some(_)));
    }
    let new =
        state.with_painter(|painter| painter.groups().skip(*watched).cloned().collect::<Vec<_>>()).unwrap_or_default();
    *watched += new.len();
    observer.try_with_value(|observer| new.iter().for_each(|group| observer.watch(group)));
    more
}

/// Marks all groups. Yields to the browser before each one.
async fn mark_in_idle(state: ArticleState) {
    let groups: Vec<Element> = state.with_painter(|painter| painter.groups().cloned().collect()).unwrap_or_default();
    for group in groups {
        timers::yield_to_browser().await;
        if state.with_painter(|painter| painter.mark_groups(&[group])).is_none() {
            return;
        }
    }
}

/// Applies the user's settings to the text.
fn follow_settings(reader: ReaderState, state: ArticleState, observer: Observer) {
    watch(
        move || reader.settings.with(|settings| settings.announce),
        move |_, on| {
            state.with_painter(|painter| painter.announce(*on));
        },
    );
    watch(
        move || reader.settings.with(|settings| (settings.size, settings.lines, settings.typeface)),
        move |before, _| {
            // The line breaks change, the place in the text stays the same. The column may keep its width, and then
            // no observer reports the change, so the margin signs are placed again here.
            if before.is_some() {
                state.restore_anchor();
                in_next_frame(move || {
                    observer.try_with_value(GroupObserver::place_signs_again);
                });
            }
        },
    );
}

/// Highlights in the text what is selected or hovered.
fn follow_selection(state: ArticleState) {
    watch(
        move || (state.highlighted_actor(), state.reading.with(|reading| reading.actor), state.with_parts()),
        move |before, (actor, held, with_parts)| {
            // The parts of an actor that is only pointed at are not shown.
            let story = state.story();
            let group = actor.filter(|_| actor == held && *with_parts);
            let parts = group.map(|group| story.index.parts_of(group)).unwrap_or_default();
            state.with_painter(|painter| {
                // First, because it measures. While an actor is held, a class around the whole text does this.
                painter.set_quiet(actor.is_some() && held.is_none());
                painter.highlight_actor(*actor, parts);
            });
            state.highlight_names(before.and_then(|(before, ..)| before), *actor);
        },
    );
    effect(move || {
        state.current_mention.track();
        if let Some(root) = state.root() {
            state.show_mention_position(&root);
        }
    });
    watch(
        move || (state.current_mention.get(), state.reading.with(|reading| reading.actor)),
        move |_, (place, held)| {
            let story = state.story();
            let here = place.filter(|place| Some(story.article[*place].actor) == *held);
            in_next_frame(move || {
                // In the next frame, the mention that is scrolled to is rendered.
                state.with_painter(|painter| painter.show_current_mention(here));
            });
        },
    );
    watch(
        move || state.highlighted_events(),
        move |_, events| {
            state.with_painter(|painter| painter.highlight_events(events.clone()));
        },
    );
}
