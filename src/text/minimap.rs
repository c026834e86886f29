//! The minimap: a strip beside the text that shows where in the article the mentions of the selected actor, the
//! evidence of the selected event and the search results are.
//!
//! The length of the article is divided into [`BUCKET_COUNT`] buckets. Each bucket with items is a button with a label. At
//! both ends there is a button that shows how many items are above or below the visible text. The arrow keys move the
//! focus from bucket to bucket.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::browser::scroll;
use crate::components::dom::{El, append, closest, closest_number_attr, find_all, set, target, toggle_attribute};
use crate::components::reactive::{in_next_frame, on_scroll_every, watch};
use crate::input::roving_tabindex::{self, Step};
use crate::state::article::{ArticleState, FOLLOW_INTERVAL};
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::{EventIdx, Kind, MentionIdx, Span};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::stable_sort::sorted_by_key;
use whowhen_views::Markup;

/// The largest number of buckets.
const BUCKET_COUNT: usize = 48;

/// The items of the minimap, in the order of the text: where each one is, and what it is.
#[derive(Default)]
struct Items {
    spans: Vec<Span>,
    targets: Vec<Item>,
}

/// An item of the minimap.
#[derive(Clone, Copy)]
enum Item {
    /// A mention of the selected actor.
    Mention(MentionIdx),
    /// Evidence of the selected event, and its number in the order of the text.
    Evidence(EventIdx, usize),
    /// A search result, by its number in the order of the text.
    Hit(usize),
}

impl Item {
    fn class(self) -> &'static str {
        match self {
            Self::Mention(_) => "mention",
            Self::Evidence(..) => "proof",
            Self::Hit(_) => "hit",
        }
    }
}

/// Creates the minimap. It is hidden while it has no items.
pub fn minimap(reader: ReaderState, state: ArticleState) -> El {
    let story = state.story();
    let locale = story.locale();
    let items = StoredValue::new_local(Items::default());
    let track = El::new("div").class("track");
    let buckets = track.element().clone();
    let track = track
        .on("click", move |event: &Event| {
            let bucket = target(event).and_then(|hit| closest_number_attr(&hit, "data-spot"));
            bucket.into_iter().for_each(|place| scroll_to_item(state, items, place as usize));
        })
        .on("keydown", move |event: &KeyboardEvent| move_focus(event));
    let end = |class: &'static str, on: bool| {
        El::button().class(class).on("click", move |_: &Event| {
            let (above, below) = count_outside(state, items);
            let next = match on {
                true => items.with_value(|items| items.spans.len()).checked_sub(below),
                false => above.checked_sub(1),
            };
            next.into_iter().for_each(|place| scroll_to_item(state, items, place));
        })
    };
    let (above, below) = (end("above", false), end("below", true));
    let ends = [above.element().clone(), below.element().clone()];
    let nav = El::new("div")
        .attr("role", reader.landmark_role())
        .class("strip")
        .attr("aria-label", locale.text(Message::WhereInText))
        .attr("hidden", "");
    let element = nav.element().clone();
    let (own, own_ends) = (element.clone(), ends.clone());
    watch(
        move || {
            let (actor, event) = state.reading.with(|reading| (reading.actor, reading.event));
            (actor, event, state.search.results.get())
        },
        move |_, (actor, event, found)| {
            let story = state.story();
            let mut all: Vec<(Span, Item)> = Vec::new();
            if let Some(actor) = actor {
                set(&own, "data-kind", story.article[*actor].kind.word());
                for &at in story.index.mentions_of(*actor) {
                    all.extend(story.article[at].first_span().map(|span| (*span, Item::Mention(at))));
                }
            }
            if let Some(event) = event {
                let spans = story.article[*event].evidence_in_order().into_iter().enumerate();
                all.extend(spans.map(|(nth, span)| (span, Item::Evidence(*event, nth))));
            }
            if let Some(found) = found {
                all.extend(found.text.iter().enumerate().map(|(place, span)| (*span, Item::Hit(place))));
            }
            let (spans, targets) = sorted_by_key(&all, |(span, _)| *span).into_iter().unzip();
            let all = Items { spans, targets };
            let is_empty = all.spans.is_empty();
            toggle_attribute(&own, "hidden", is_empty);
            render_buckets(&story, &buckets, &all);
            items.set_value(all);
            // Without items, nothing is measured, which would make the browser lay out the page. Otherwise it is measured
            // in the next frame, with what else follows the selection.
            if !is_empty {
                let ends = own_ends.clone();
                in_next_frame(move || {
                    update_counts(state, items, &ends);
                });
            }
        },
    );
    on_scroll_every(
        FOLLOW_INTERVAL,
        &state.view(),
        move || items.try_with_value(|items| !items.spans.is_empty()) == Some(true),
        move || update_counts(state, items, &ends),
    );
    // The direction of the article puts the minimap on the side without margin signs.
    El::new("div")
        .class("beside")
        .attr("dir", story.article.direction.word())
        .child(nav.child(above).child(track).child(below))
}

/// Scrolls to an item.
fn scroll_to_item(state: ArticleState, items: StoredValue<Items, LocalStorage>, place: usize) {
    match items.with_value(|items| items.targets.get(place).copied()) {
        Some(Item::Mention(at)) => state.scroll_to_mention(at),
        Some(Item::Evidence(event, nth)) => state.scroll_to_evidence(event, nth),
        Some(Item::Hit(place)) => state.scroll_to_match(place),
        None => {}
    }
}

/// Creates a button in the track for each bucket with items.
fn render_buckets(story: &Story, track: &Element, items: &Items) {
    let focused = track.matches(":focus-within").unwrap_or(false);
    track.set_text_content(None);
    let locale = story.locale();
    let bucket_of = |span: &Span| (story.index.relative_position(span) * BUCKET_COUNT as f64) as usize;
    let spans = &items.spans;
    let mut from = 0;
    while from < spans.len() {
        let bucket = bucket_of(&spans[from]);
        let to =
            spans[from..].iter().position(|span| bucket_of(span) != bucket).map_or(spans.len(), |more| from + more);
        let mut class = String::from("bucket");
        for what in &items.targets[from..to] {
            let word = what.class();
            if !class.contains(word) {
                class = class + " " + word;
            }
        }
        let share = bucket as f64 / BUCKET_COUNT as f64;
        let (count, depth) = (locale.count(Message::MarksHere, to - from), locale.intl.percent(share));
        let label = locale.with(Message::MarksAt, &[("places", &count), ("percent", &depth)]);
        let button = El::button()
            .class(&class)
            .attr("data-spot", &from.to_string())
            .attr("aria-label", &label)
            .attr("tabindex", if from == 0 { "0" } else { "-1" })
            .into_element();
        if let Some(button) = button.dyn_ref::<HtmlElement>() {
            let _ = button.style().set_property("inset-block-start", &format!("{}%", (share * 1000.0) as u32 / 10));
        }
        append(track, &button);
        from = to;
    }
    if let Some(first) = find_all(track, "button").first().filter(|_| focused) {
        scroll::focus(first);
    }
}

/// Moves the focus from bucket to bucket with the arrow keys.
fn move_focus(event: &KeyboardEvent) {
    let Some(here) = target(event).and_then(|hit| closest(&hit, "[data-spot]")) else { return };
    let step = Step::of(&event.key(), false).filter(|step| matches!(step, Step::Next | Step::Previous));
    if let (Some(step), Some(track)) = (step, here.parent_element()) {
        event.prevent_default();
        roving_tabindex::move_focus(&track, "button", &here, step);
    }
}

/// Returns how many items are above the visible text, and how many are below it.
fn count_outside(state: ArticleState, items: StoredValue<Items, LocalStorage>) -> (usize, usize) {
    let (top, bottom) = untrack(|| {
        let insets = state.insets();
        (insets.top, state.view().bottom() - insets.bottom)
    });
    let counted = items.try_with_value(|items| {
        let spans = &items.spans;
        state.with_painter(|painter| {
            let above = painter.count_above(spans, top);
            (above, spans.len() - painter.count_above(spans, bottom).max(above))
        })
    });
    counted.flatten().unwrap_or_default()
}

/// Updates the buttons at both ends with the numbers of items above and below.
fn update_counts(state: ArticleState, items: StoredValue<Items, LocalStorage>, ends: &[Element; 2]) {
    let Some(story) = state.try_story() else { return };
    let locale = story.locale();
    let (above, below) = count_outside(state, items);
    for (end, (number, (message, sign))) in
        ends.iter().zip([(above, (Message::Above, "↑")), (below, (Message::Below, "↓"))])
    {
        let words = locale.number(number);
        end.set_text_content(Some(&format!("{sign}{words}")));
        set(end, "aria-label", &locale.with(message, &[("count", &words)]));
        // A button at 0 stays, because it may have the focus, but it does nothing.
        if number == 0 { set(end, "aria-disabled", "true") } else { drop(end.remove_attribute("aria-disabled")) }
    }
}
