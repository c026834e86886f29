//! The events' panel: as they happened or as they are told, following the reading.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement};

use super::element::{El, append, mark_with, set};
use super::event_card::event_card;
use super::opened::{Opened, Side, Story, Width};
use super::words;
use crate::article::EventAt;
use crate::host::{frames, listen, scroll, window};
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

    fn light(&mut self, events: Vec<EventAt>) {
        let before = std::mem::replace(&mut self.lit, events);
        before.iter().chain(&self.lit).for_each(|at| self.show(*at));
    }
}

type Cards = StoredValue<Deck, LocalStorage>;

/// The events' panel.
#[component]
pub fn Events() -> impl IntoView {
    let opened = expect_context::<Opened>();
    let number = opened.story().article.events.len();
    let panel = NodeRef::<html::Aside>::new();
    let list = NodeRef::<html::Div>::new();
    let deck: Cards = StoredValue::new_local(Deck::default());
    let hidden = move || !opened.sides.get().shows(Side::Events, opened.width.get());
    let last_use = StoredValue::new(f64::NEG_INFINITY);
    let used = move || last_use.set_value(frames::now());
    deal(opened, deck, list);
    follow_state(opened, deck, panel);
    follow_reading(opened, deck, panel, last_use);
    let none = (number == 0).then_some("No events are marked in this article.");
    view! {
        <aside
            node_ref=panel
            class="side end"
            aria-label="Events"
            hidden=hidden
            tabindex="-1"
            on:wheel=move |_| used()
            on:pointermove=move |_| used()
            on:pointerdown=move |_| used()
            on:keydown=move |_| used()
        >
            <h2>"Events" <span class="count">{words::thousands(number)}</span></h2>
            <p class="none">{none}</p>
            <div class="segments" role="group" aria-label="Order of the events" hidden=number == 0>
                <Segment order=Order::Told words="As told"/>
                <Segment order=Order::Happened words="As happened"/>
            </div>
            <div node_ref=list></div>
        </aside>
    }
}

/// One of the two orders.
#[component]
fn Segment(
    /// Which.
    order: Order,
    /// Its name.
    words: &'static str,
) -> impl IntoView {
    let opened = expect_context::<Opened>();
    let chosen = move || if opened.state.with(|state| state.order == order) { "true" } else { "false" };
    view! {
        <button type="button" aria-pressed=chosen on:click=move |_| opened.set_order(order)>{words}</button>
    }
}

/// Puts the cards into the panel under their headings, in the order of the state.
fn deal(opened: Opened, deck: Cards, list: NodeRef<html::Div>) {
    let order = Memo::new(move |_| opened.state.with(|state| state.order));
    Effect::new(move |_| {
        let (order, Some(list)) = (order.get(), list.get()) else { return };
        let turn = deck.try_update_value(|deck| {
            deck.turn += 1;
            deck.turn
        });
        list.set_text_content(None);
        let list: Element = (*list).clone().into();
        spawn_local(async move {
            let Some(story) = opened.try_story() else { return };
            let groups = match order {
                Order::Told => story.index.told(),
                Order::Happened => story.index.happened(),
            };
            let mut start = frames::now();
            for group in groups {
                append(&list, &heading(&story, group.heading).done());
                for &at in &group.events {
                    if frames::now() - start > SLICE {
                        frames::breathe().await;
                        start = frames::now();
                    }
                    let card =
                        deck.try_update_value(|deck| (Some(deck.turn) == turn).then(|| deck.card(opened, &story, at)));
                    // Another order was asked for, or the article was closed.
                    let Some(Some(card)) = card else { return };
                    append(&list, &card);
                }
            }
        });
    });
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
fn follow_state(opened: Opened, deck: Cards, panel: NodeRef<html::Aside>) {
    Effect::new(move |_| {
        if let (Some(event), Some(panel)) = (opened.wanted.get(), panel.get()) {
            opened.wanted.set(None);
            bring(opened, deck, panel, event);
        }
    });
    let held = Memo::new(move |_| opened.state.with(|state| (state.event, state.order)));
    Effect::new(move |_| {
        let (event, _) = held.get();
        deck.update_value(|deck| deck.hold(event));
        if let (Some(event), Some(panel)) = (event, panel.get()) {
            bring(opened, deck, panel, event);
        }
    });
    let lit = Memo::new(move |_| opened.pointed.with(|pointed| pointed.events.clone()));
    Effect::new(move |_| {
        let events = lit.get();
        deck.update_value(|deck| deck.light(events));
    });
}

/// Brings a card into the panel's view, until another is asked for.
fn bring(opened: Opened, deck: Cards, panel: HtmlElement, event: EventAt) {
    let Some(story) = opened.try_story() else { return };
    let card = deck.try_update_value(|deck| {
        deck.wanted = Some(event);
        deck.card(opened, &story, event)
    });
    let Some(card) = card else { return };
    spawn_local(async move {
        let wanted = || deck.try_with_value(|deck| deck.wanted) == Some(Some(event));
        scroll::within(&panel, &card, wanted).await;
    });
}

/// Brings the card of what is being read into view, unless somebody is using the panel or holds an event.
fn follow_reading(opened: Opened, deck: Cards, panel: NodeRef<html::Aside>, last_use: StoredValue<f64>) {
    let waiting = StoredValue::new(false);
    let last = StoredValue::new(None);
    let scrolled = listen::on(&window(), "scroll", move |_| {
        if waiting.try_get_value() != Some(false) {
            return;
        }
        waiting.set_value(true);
        spawn_local(async move {
            frames::next_frame().await;
            // `Some` gives the value back: the article was closed meanwhile.
            if waiting.try_set_value(false).is_some() {
                return;
            }
            let Some(panel) = panel.get_untracked() else { return };
            let narrow = opened.width.get_untracked() == Width::Narrow;
            let busy =
                frames::now() - last_use.get_value() < COURTESY || panel.matches(":focus-within").unwrap_or(false);
            let held = opened.state.with_untracked(|state| state.event.is_some());
            if panel.hidden() || busy || held || narrow {
                return;
            }
            let top = opened.insets().top;
            let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let read = opened.paint(|painter| painter.event_in_view(top, top + (height - top) * 0.6)).flatten();
            if let Some(event) = read.filter(|event| last.get_value() != Some(*event)) {
                last.set_value(Some(event));
                bring(opened, deck, panel, event);
            }
        });
    });
    StoredValue::new_local(scrolled);
}
