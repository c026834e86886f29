//! The events' panel: as they happened or as they are told, following the reading.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::element::{El, append, mark_with, set};
use super::event_card::event_card;
use super::live::{listen, on_change, spawn};
use super::opened::Opened;
use super::panel::panel;
use super::sides::{Side, Width};
use super::story::Story;
use super::value::Kept;
use super::words;
use crate::article::EventAt;
use crate::host::{frames, scroll, view_height, window};
use crate::index::Heading;
use crate::reading::Order;

/// How long cards are made at a stretch, in milliseconds: the text is there first, and the page answers.
const SLICE: f64 = 8.0;

/// How long the panel is left alone after somebody used it, in milliseconds.
const COURTESY: f64 = 4_000.0;

/// The cards, made once and put into the order that is asked for.
#[derive(Default)]
struct Deck {
    cards: Vec<Option<Element>>,
    held: Option<EventAt>,
    /// The event that is being read.
    read: Option<EventAt>,
    lit: Vec<EventAt>,
    /// Counts the orders: dealing for an earlier one ends.
    turn: u32,
    /// The card that is being brought into view.
    wanted: Option<EventAt>,
}

impl Deck {
    /// The card of an event, made when it is first asked for.
    fn card(&mut self, opened: Opened, story: &Story, at: EventAt) -> Element {
        if let Some(Some(card)) = self.cards.get(at.at()) {
            return card.clone();
        }
        let card = event_card(story, at).done();
        opened.keep_chips(&card);
        if self.cards.len() <= at.at() {
            self.cards.resize(story.article.events.len(), None);
        }
        self.cards[at.at()] = Some(card.clone());
        self.show(at);
        card
    }

    /// Says on a card whether it is held or lit.
    fn show(&self, at: EventAt) {
        if let Some(Some(card)) = self.cards.get(at.at()) {
            mark_with(card, "data-lit", self.lit.contains(&at));
            mark_with(card, "data-read", self.read == Some(at));
            if self.held == Some(at) {
                set(card, "aria-current", "true");
            } else {
                let _ = card.remove_attribute("aria-current");
            }
        }
    }

    fn hold(&mut self, event: Option<EventAt>) {
        let before = std::mem::replace(&mut self.held, event);
        before.into_iter().chain(event).for_each(|at| self.show(at));
    }

    fn read(&mut self, event: EventAt) {
        let before = self.read.replace(event);
        before.into_iter().chain([event]).for_each(|at| self.show(at));
    }

    fn light(&mut self, events: Vec<EventAt>) {
        let before = std::mem::replace(&mut self.lit, events);
        before.iter().chain(&self.lit).for_each(|at| self.show(*at));
    }
}

type Cards = Kept<Deck>;

/// The events' panel.
pub fn events(opened: Opened) -> El {
    let number = opened.story().article.events.len();
    let deck: Cards = Kept::new(Deck::default());
    let last_use = Kept::new(f64::NEG_INFINITY);
    let list = El::new("div");
    let orders = (number > 0).then(|| {
        El::new("div")
            .class("segments")
            .attr("role", "group")
            .attr("aria-label", "Order of the events")
            .child(segment(opened, Order::Told, "As told"))
            .child(segment(opened, Order::Happened, "As happened"))
    });
    let mut panel = panel(opened, Side::Events, "side end", orders, "No events are marked in this article.");
    for name in ["wheel", "pointermove", "pointerdown", "keydown"] {
        panel = panel.on(name, move |_: &web_sys::Event| last_use.set_value(frames::now()));
    }
    let element: HtmlElement = panel.element().clone().unchecked_into();
    deal(opened, deck, list.element().clone());
    follow_state(opened, deck, element.clone());
    follow_reading(opened, deck, element, last_use);
    panel.child(list)
}

/// One of the two orders.
fn segment(opened: Opened, order: Order, words: &str) -> El {
    let chosen = move || opened.state.with(|state| state.order == order);
    El::button()
        .live("aria-pressed", move || Some(if chosen() { "true" } else { "false" }))
        .on("click", move |_: &web_sys::Event| opened.set_order(order))
        .text(words)
}

/// Puts the cards into the panel under their headings, in the order of the state.
fn deal(opened: Opened, deck: Cards, list: Element) {
    on_change(
        move || opened.state.with(|state| state.order),
        move |_, order| {
            let turn = deck.try_update_value(|deck| {
                deck.turn += 1;
                deck.turn
            });
            list.set_text_content(None);
            let (order, list) = (*order, list.clone());
            spawn(async move {
                let Some(story) = opened.try_story() else { return };
                let groups = match order {
                    Order::Told => story.index.told(),
                    Order::Happened => story.index.happened(),
                };
                let mut slices = frames::Slices::of(SLICE);
                for group in groups {
                    append(&list, &heading(&story, group.heading).done());
                    for &at in &group.events {
                        slices.next().await;
                        let card = deck
                            .try_update_value(|deck| (Some(deck.turn) == turn).then(|| deck.card(opened, &story, at)));
                        // Another order was asked for, or the article was closed.
                        let Some(Some(card)) = card else { return };
                        append(&list, &card);
                    }
                }
            });
        },
    );
}

fn heading(story: &Story, heading: Heading) -> El {
    let element = El::new("h3").class("group-heading");
    match heading {
        Heading::Section(block) => {
            let text = El::new("span").text(&story.article.blocks[block.at()].text);
            element.attr_if("lang", story.article.language.as_deref()).child(text)
        }
        other => element.child(El::new("span").text(&words::heading(other))),
    }
}

/// Says on the cards what is held and lit, and brings the held one, or one that is asked for, into the panel's view.
fn follow_state(opened: Opened, deck: Cards, panel: HtmlElement) {
    let own = panel.clone();
    on_change(
        move || opened.wanted.get(),
        move |_, wanted| {
            if let Some(event) = *wanted {
                opened.wanted.set(None);
                bring(opened, deck, own.clone(), event);
            }
        },
    );
    on_change(
        move || opened.state.with(|state| (state.event, state.order)),
        move |_, (event, _)| {
            deck.update_value(|deck| deck.hold(*event));
            if let Some(event) = *event {
                bring(opened, deck, panel.clone(), event);
            }
        },
    );
    on_change(
        move || opened.pointed.with(|pointed| pointed.events.clone()),
        move |_, events| {
            deck.update_value(|deck| deck.light(events.clone()));
        },
    );
}

/// Brings a card into the panel's view, until another is asked for.
fn bring(opened: Opened, deck: Cards, panel: HtmlElement, event: EventAt) {
    let Some(story) = opened.try_story() else { return };
    let card = deck.try_update_value(|deck| {
        deck.wanted = Some(event);
        deck.card(opened, &story, event)
    });
    let Some(card) = card else { return };
    spawn(async move {
        let wanted = || deck.try_with_value(|deck| deck.wanted) == Some(Some(event));
        scroll::within(&panel, &card, wanted).await;
    });
}

/// Brings the card of what is being read into view, unless somebody is using the panel or holds an event.
fn follow_reading(opened: Opened, deck: Cards, panel: HtmlElement, last_use: Kept<f64>) {
    let waiting = Kept::new(false);
    listen(&window(), "scroll", move |_| {
        if waiting.try_get_value() != Some(false) {
            return;
        }
        waiting.set_value(true);
        let panel = panel.clone();
        spawn(async move {
            frames::next_frame().await;
            // The article may have been closed meanwhile.
            if waiting.try_update_value(|waiting| *waiting = false).is_none() {
                return;
            }
            let narrow = opened.width.get_untracked() == Width::Narrow;
            let busy =
                frames::now() - last_use.get_value() < COURTESY || panel.matches(":focus-within").unwrap_or(false);
            let held = opened.state.with_untracked(|state| state.event.is_some());
            if panel.hidden() || busy || held || narrow {
                return;
            }
            let (top, height) = (opened.insets().top, view_height());
            // One reads near the top at first, and comes to the very end without its ever being there.
            let line = top + (height - top) * (0.25 + 0.75 * scroll::progress());
            let read = opened.paint(|painter| painter.event_being_read(top, line, height)).flatten();
            let last = deck.try_with_value(|deck| deck.read).flatten();
            if let Some(event) = read.filter(|event| last != Some(*event)) {
                deck.update_value(|deck| deck.read(event));
                bring(opened, deck, panel, event);
            }
        });
    });
}
