//! The strip beside the text: where in the whole article lie the mentions of the held actor, the evidence of the held event
//! and the places that a search found; and how many of them lie above and below what is in view.
//!
//! Each bucket of the strip, and both ends, are buttons with their names; arrows go from bucket to bucket.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::element::{El, append, closest, find_all, mark_with, number, set, target};
use super::live::{listen, on_change, spawn};
use super::opened::Opened;
use super::story::Story;
use super::value::Kept;
use crate::article::{EventAt, Kind, MentionAt, Span, in_order};
use crate::host::{frames, scroll, view_height, window};
use crate::words::{Speech, Word};

/// How many buckets there are at most.
const BUCKETS: usize = 48;

/// A place in the text that the strip shows.
#[derive(Clone, Copy)]
pub struct Spot {
    /// Where.
    pub span: Span,
    /// What lies there.
    pub what: What,
}

/// What lies at a [`Spot`].
#[derive(Clone, Copy)]
pub enum What {
    /// A mention of the held actor.
    Mention(MentionAt),
    /// Evidence of the held event: which of its pieces.
    Evidence(EventAt, usize),
    /// What a search found: which of the places.
    Hit(usize),
}

impl What {
    fn class(self) -> &'static str {
        match self {
            Self::Mention(_) => "mention",
            Self::Evidence(..) => "proof",
            Self::Hit(_) => "hit",
        }
    }
}

type Spots = Kept<Vec<Spot>>;

/// The strip, which is hidden while it has nothing to show.
pub fn strip(opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let spots: Spots = Kept::new(Vec::new());
    let track = El::new("div").class("track");
    let buckets = track.element().clone();
    let track = track
        .on("click", move |event: &Event| {
            let bucket = target(event).and_then(|hit| number(&closest(&hit, "[data-spot]")?, "data-spot"));
            let spot = bucket.and_then(|place| spots.with_value(|spots| spots.get(place as usize).copied()));
            spot.into_iter().for_each(|spot| go(opened, spot));
        })
        .on("keydown", move |event: &KeyboardEvent| walk(event));
    let end = |class: &'static str, on: bool| {
        El::button().class(class).on("click", move |_: &Event| {
            let (above, below) = around(opened, spots);
            let next = spots.with_value(|spots| match on {
                true => spots.len().checked_sub(below).and_then(|place| spots.get(place).copied()),
                false => above.checked_sub(1).and_then(|place| spots.get(place).copied()),
            });
            next.into_iter().for_each(|spot| go(opened, spot));
        })
    };
    let (above, below) = (end("above", false), end("below", true));
    let ends = [above.element().clone(), below.element().clone()];
    let nav = El::new("nav").class("strip").attr("aria-label", speech.say(Word::WhereInText)).attr("hidden", "");
    let element = nav.element().clone();
    let (own, own_ends) = (element.clone(), ends.clone());
    on_change(
        move || {
            let (actor, event) = opened.state.with(|state| (state.actor, state.event));
            (actor, event, opened.search.found.get())
        },
        move |_, (actor, event, found)| {
            let story = opened.story();
            let mut all = Vec::new();
            if let Some(actor) = actor {
                set(&own, "data-kind", story.article.actors[actor.at()].kind.word());
                for &at in story.index.mentions_of(*actor) {
                    let first = story.article.mentions[at.at()].spans.iter().min();
                    all.extend(first.map(|span| Spot { span: *span, what: What::Mention(at) }));
                }
            }
            if let Some(event) = event {
                let spans = story.article.events[event.at()].evidence_in_order().into_iter().enumerate();
                all.extend(spans.map(|(nth, span)| Spot { span, what: What::Evidence(*event, nth) }));
            }
            if let Some(found) = found {
                let spans = found.text.iter().enumerate();
                all.extend(spans.map(|(place, span)| Spot { span: *span, what: What::Hit(place) }));
            }
            let order = in_order(all.len(), |place| all[place].span.key());
            let all: Vec<Spot> = order.into_iter().map(|place| all[place as usize]).collect();
            mark_with(&own, "hidden", all.is_empty());
            fill(&story, &buckets, &all);
            spots.set_value(all);
            tell(opened, spots, &own_ends);
        },
    );
    let waiting = Kept::new(false);
    listen(&window(), "scroll", move |_| {
        let idle = spots.try_with_value(Vec::is_empty).unwrap_or(true);
        if idle || waiting.try_get_value() != Some(false) {
            return;
        }
        waiting.set_value(true);
        let ends = ends.clone();
        spawn(async move {
            frames::next_frame().await;
            if waiting.try_update_value(|waiting| *waiting = false).is_some() {
                tell(opened, spots, &ends);
            }
        });
    });
    El::new("div").class("beside").child(nav.child(above).child(track).child(below))
}

fn go(opened: Opened, spot: Spot) {
    match spot.what {
        What::Mention(at) => opened.go_to_mention(at),
        What::Evidence(event, nth) => opened.go_to_evidence(event, nth),
        What::Hit(place) => opened.go_to_hit(place),
    }
}

/// Puts a button into the track for each bucket in which something lies.
fn fill(story: &Story, track: &Element, spots: &[Spot]) {
    let focused = track.matches(":focus-within").unwrap_or(false);
    track.set_text_content(None);
    let speech = story.speech();
    let bucket_of = |spot: &Spot| (story.index.depth(&spot.span) * BUCKETS as f64) as usize;
    let mut from = 0;
    while from < spots.len() {
        let bucket = bucket_of(&spots[from]);
        let to =
            spots[from..].iter().position(|spot| bucket_of(spot) != bucket).map_or(spots.len(), |more| from + more);
        let mut class = String::from("bucket");
        for spot in &spots[from..to] {
            let word = spot.what.class();
            if !class.contains(word) {
                class = class + " " + word;
            }
        }
        let share = bucket as f64 / BUCKETS as f64;
        let label = [&speech.count(Word::MarksHere, to - from), speech.intl.percent(share).as_str()].map(str::to_owned);
        let label = speech.with(Word::MarksAt, &[&label[0], &label[1]]);
        let button = El::button()
            .class(&class)
            .attr("data-spot", &from.to_string())
            .attr("aria-label", &label)
            .attr("tabindex", if from == 0 { "0" } else { "-1" })
            .done();
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

/// Arrows go from bucket to bucket.
fn walk(event: &KeyboardEvent) {
    let Some(here) = target(event).and_then(|hit| closest(&hit, "[data-spot]")) else { return };
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => here.next_element_sibling(),
        "ArrowUp" | "ArrowLeft" => here.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        set(&here, "tabindex", "-1");
        set(&next, "tabindex", "0");
        scroll::focus(&next);
    }
}

/// How many spots lie above the view, and how many below it.
fn around(opened: Opened, spots: Spots) -> (usize, usize) {
    let (top, bottom) = untrack(|| {
        let insets = opened.insets();
        (insets.top, view_height() - insets.bottom)
    });
    let counted = spots.try_with_value(|spots| {
        let number = spots.len();
        opened.paint(|painter| {
            let spans: Vec<Span> = spots.iter().map(|spot| spot.span).collect();
            let above = painter.number_over(&spans, top);
            (above, number - painter.number_over(&spans, bottom).max(above))
        })
    });
    counted.flatten().unwrap_or_default()
}

/// Says at both ends how many there are.
fn tell(opened: Opened, spots: Spots, ends: &[Element; 2]) {
    let Some(story) = opened.try_story() else { return };
    let speech = story.speech();
    let (above, below) = around(opened, spots);
    for (end, (number, (word, sign))) in ends.iter().zip([(above, (Word::Above, "↑")), (below, (Word::Below, "↓"))])
    {
        let words = speech.number(number);
        end.set_text_content(Some(&format!("{sign}{words}")));
        set(end, "aria-label", &speech.with(word, &[&words]));
        // It may have the focus: it stays, and does nothing.
        if number == 0 { set(end, "aria-disabled", "true") } else { drop(end.remove_attribute("aria-disabled")) }
    }
}
