//! The events' panel: as they happened or as they are told, following the reading.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::{frames, scroll};
use crate::components::dom::{El, append, closest, find, find_all, index, set, target, toggle_attribute};
use crate::components::drawer::{Segment, switch};
use crate::components::keyed_list::Dealing;
use crate::components::panel::panel;
use crate::components::reactive::{on_scroll, spawn, watch};
use crate::events::card::event_card;
use crate::state::article::ArticleState;
use crate::state::filter::Visible;
use crate::state::panels::{PanelKind, Width};
use crate::state::story::Story;
use whowhen_core::article::EventIdx;
use whowhen_core::index::Group;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Answer, Order};
use whowhen_views::{Markup, events};

/// How long cards are made at a stretch, in milliseconds: the text is there first, and the page answers.
const SLICE: f64 = 8.0;

/// How long the panel is left alone after somebody used it, in milliseconds.
const PAUSE_AFTER_USE: f64 = 4_000.0;

/// So many cards are all laid out, so that what lies beside them never moves. Of more the browser skips those that are far,
/// and takes them for as high as most are.
const FEW: usize = 100;

/// The cards, made once and put into the order that is asked for.
#[derive(Default)]
struct Deck {
    cards: Vec<Option<Element>>,
    held: Option<EventIdx>,
    /// The event that is being read.
    read: Option<EventIdx>,
    highlighted: Vec<EventIdx>,
    /// Counts the orders: dealing for an earlier one ends.
    generation: u32,
    /// The card that is being brought into view.
    wanted: Option<EventIdx>,
    /// The card that Tab reaches.
    stop: Option<EventIdx>,
    /// How far the panel was scrolled before printing.
    scrolled: i32,
}

impl Deck {
    /// The card of an event, made when it is first asked for.
    fn card(&mut self, state: ArticleState, story: &Story, at: EventIdx) -> Element {
        if let Some(Some(card)) = self.cards.get(at.position()) {
            return card.clone();
        }
        let card = event_card(story, at).done();
        state.track_chips(&card);
        // Tab reaches the parts of the card that the person is at, and no others.
        let stop = if self.stop == Some(at) { "0" } else { "-1" };
        find_all(&card, "button, a").iter().for_each(|part| set(part, "tabindex", stop));
        if self.cards.len() <= at.position() {
            self.cards.resize(story.article.events.len(), None);
        }
        self.cards[at.position()] = Some(card.clone());
        self.show(at);
        card
    }

    /// Says on a card whether it is held or lit.
    fn show(&self, at: EventIdx) {
        if let Some(Some(card)) = self.cards.get(at.position()) {
            toggle_attribute(card, "data-lit", self.highlighted.contains(&at));
            toggle_attribute(card, "data-read", self.read == Some(at));
            if self.held == Some(at) {
                set(card, "aria-current", "true");
            } else {
                let _ = card.remove_attribute("aria-current");
            }
        }
    }

    /// Makes a card the one that Tab reaches, with all that is in it; none, until the next is dealt.
    fn stop_at(&mut self, event: Option<EventIdx>) {
        if self.stop == event {
            return;
        }
        let before = std::mem::replace(&mut self.stop, event);
        for (at, stop) in before.map(|at| (at, "-1")).into_iter().chain(event.map(|at| (at, "0"))) {
            let card = self.cards.get(at.position()).cloned().flatten();
            card.iter().flat_map(|card| find_all(card, "button, a")).for_each(|part| set(&part, "tabindex", stop));
        }
    }

    /// Holds a card; where it is shown, Tab reaches it.
    fn hold(&mut self, event: Option<EventIdx>, is_shown: bool) {
        let before = std::mem::replace(&mut self.held, event);
        before.into_iter().chain(event).for_each(|at| self.show(at));
        if is_shown {
            self.stop_at(event);
        }
        // Its card, which may still be on its way into view, takes the focus from nobody any more.
        if event.is_none() {
            self.wanted = None;
        }
    }

    fn read(&mut self, event: EventIdx) {
        let before = self.read.replace(event);
        before.into_iter().chain([event]).for_each(|at| self.show(at));
    }

    fn light(&mut self, events: Vec<EventIdx>) {
        let before = std::mem::replace(&mut self.highlighted, events);
        before.iter().chain(&self.highlighted).for_each(|at| self.show(*at));
    }
}

type Cards = StoredValue<Deck, LocalStorage>;

/// The events' panel.
#[component]
pub fn EventsPanel() -> impl IntoView {
    let state = ArticleState::from_context();
    let story = state.story();
    let (of_all, locale) = (story.article.events.len(), story.locale());
    let deck: Cards = StoredValue::new_local(Deck::default());
    let last_use = StoredValue::new_local(f64::NEG_INFINITY);
    let list = El::new("div").attr_if("data-few", (of_all <= FEW).then_some(""));
    let position = |order: Order, word: Message| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || state.reading.with(|reading| reading.order == order)),
        choose: Box::new(move || state.set_order(order)),
    };
    let orders = (of_all > 0).then(|| {
        let positions = vec![position(Order::Told, Message::AsTold), position(Order::Happened, Message::AsHappened)];
        switch(locale.text(Message::OrderOfEvents), positions)
    });
    let mut panel = panel(state, PanelKind::Events, "side end", orders, Message::NothingMarked).on(
        "focusin",
        move |event: &web_sys::Event| {
            let card = target(event).and_then(|hit| closest(&hit, "[data-card]"));
            if let Some(at) = card.and_then(|card| index(&card, "data-card", &state.story().article.events)) {
                deck.update_value(|deck| deck.stop_at(Some(at)));
            }
        },
    );
    for name in ["wheel", "pointermove", "pointerdown", "keydown"] {
        panel = panel.on(name, move |_: &web_sys::Event| last_use.set_value(frames::now()));
    }
    let element: HtmlElement = panel.element().clone().unchecked_into();
    deal(state, deck, list.element().clone());
    follow_state(state, deck, element.clone());
    follow_reading(state, deck, element, last_use);
    panel.child(list).into_view()
}

/// Puts the cards that the filter shows into the panel under their headings, in the order of the state; for print in the
/// order of the text, with their numbers, all at once.
fn deal(state: ArticleState, deck: Cards, list: Element) {
    watch(
        move || {
            let events = state.visible.with(|shown| shown.events.clone());
            (state.reading.with(|reading| reading.order), events, state.printing.get())
        },
        move |before, (order, events, printing)| {
            let shown = &Visible { events: events.clone(), ..Visible::default() };
            let generation = deck.try_update_value(|deck| {
                // Tab reaches a card that is shown.
                if deck.stop.is_some_and(|at| !shown.shows(at)) {
                    deck.stop_at(None);
                }
                deck.generation += 1;
                deck.generation
            });
            let mut dealing = Dealing::begin(&list);
            let (was_printing, another_order) =
                before.as_ref().map_or((false, true), |(of, _, was)| (*was, of != order));
            let scrolled = match deck.try_with_value(|deck| deck.scrolled) {
                Some(scrolled) if was_printing => scrolled,
                _ if another_order => 0,
                _ => dealing.scrolled(),
            };
            deck.update_value(|deck| deck.scrolled = scrolled);
            let Some(story) = state.try_story() else { return };
            let groups = groups(&story, if *printing { Order::Told } else { *order }, shown);
            if groups.is_empty() && !story.article.events.is_empty() {
                append(&list, &El::new("p").class("none").text(story.locale().text(Message::NoneFits)).done());
            }
            let (list, shown, printing) = (list.clone(), shown.clone(), *printing);
            let deal = move |place: usize| {
                let group: &Group = groups.get(place)?;
                let cards = El::new("ul").class("cards").attr("role", "list").done();
                let locale = story.locale();
                append(&list, &events::group_heading::<El>(story.context(&locale), group.heading).done());
                append(&list, &cards);
                Some((cards, group.events.clone()))
            };
            let one = move |cards: &Element, at: EventIdx| {
                let story = state.try_story()?;
                let card = deck.try_update_value(|deck| {
                    (Some(deck.generation) == generation).then(|| {
                        let card = deck.card(state, &story, at);
                        if deck.stop.is_none() {
                            deck.stop_at(Some(at));
                        }
                        card
                    })
                });
                // Another order was asked for, or the article was closed.
                let card = card??;
                show_doubt(&story, &card, shown.event(at));
                if printing {
                    set(&card, "data-number", &story.index.number_of(at).to_string());
                }
                let item = El::new("li").done();
                append(&item, &card);
                append(cards, &item);
                Some(())
            };
            if printing {
                let mut place = 0;
                while let Some((cards, events)) = deal(place) {
                    for at in events {
                        one(&cards, at);
                        dealing.dealt();
                    }
                    place += 1;
                }
                return;
            }
            let at_once = if before.is_none() { state.at_once } else { 0 };
            spawn(async move {
                let mut slices = frames::Slices::of(SLICE, at_once);
                let mut place = 0;
                while let Some((cards, events)) = deal(place) {
                    for at in events {
                        slices.next().await;
                        if one(&cards, at).is_none() {
                            return;
                        }
                        dealing.dealt();
                    }
                    place += 1;
                }
                dealing.end(scrolled);
            });
        },
    );
}

/// The groups of the events that are shown.
fn groups(story: &Story, order: Order, shown: &Visible) -> Vec<Group> {
    let is_shown = |event: &EventIdx| shown.shows(*event);
    let groups = story
        .index
        .in_order(order)
        .iter()
        .map(|group| Group { heading: group.heading, events: group.events.iter().copied().filter(is_shown).collect() });
    groups.filter(|group| !group.events.is_empty()).collect()
}

/// Says on a card that its event only possibly happened in the time that the filter asks for.
fn show_doubt(story: &Story, card: &Element, answer: Answer) {
    let there = find(card, ":scope > .possibly");
    match (answer, there) {
        (Answer::Possibly, None) => {
            let words = story.locale().text(Message::PossiblyThen).to_owned();
            append(card, &El::new("p").class("possibly").child(El::new("span").class("flag").text(&words)).done());
        }
        (Answer::Surely | Answer::No, Some(there)) => there.remove(),
        _ => {}
    }
}

/// Says on the cards what is held and lit, and brings the held one, or one that is asked for, into the panel's view.
fn follow_state(state: ArticleState, deck: Cards, panel: HtmlElement) {
    let own = panel.clone();
    watch(
        move || state.wanted.get(),
        move |_, wanted| {
            if let Some((event, focus)) = *wanted {
                state.wanted.set(None);
                bring(state, deck, own.clone(), event, focus);
            }
        },
    );
    watch(
        // Also what a filter hid and shows again.
        move || {
            let (event, order) = state.reading.with(|reading| (reading.event, reading.order));
            let is_shown = event.is_some_and(|event| state.visible.with(|shown| shown.shows(event)));
            (event, order, is_shown)
        },
        move |_, (event, _, is_shown)| {
            deck.update_value(|deck| deck.hold(*event, *is_shown));
            if let Some(event) = *event {
                bring(state, deck, panel.clone(), event, false);
            }
        },
    );
    watch(
        move || state.hovered.with(|hovered| hovered.events.clone()),
        move |_, events| {
            deck.update_value(|deck| deck.light(events.clone()));
        },
    );
}

/// Brings a card into the panel's view, until another is asked for; with the focus on its title where that is wanted.
fn bring(state: ArticleState, deck: Cards, panel: HtmlElement, event: EventIdx, focus: bool) {
    let Some(story) = state.try_story() else { return };
    if state.visible.with_untracked(|shown| shown.event(event)) == Answer::No {
        return;
    }
    let card = deck.try_update_value(|deck| {
        deck.wanted = Some(event);
        deck.card(state, &story, event)
    });
    let Some(card) = card else { return };
    spawn(async move {
        let wanted = || deck.try_with_value(|deck| deck.wanted) == Some(Some(event));
        if focus {
            // It may still have to be dealt, and its panel to be shown.
            for _ in 0..60 {
                frames::next_frame().await;
                if !wanted() || (card.is_connected() && !panel.hidden()) {
                    break;
                }
            }
            if let Some(title) = find(&card, "h4 button").filter(|_| wanted()) {
                scroll::focus_by_key(&title);
            }
        }
        scroll::within(&panel, &card, wanted).await;
    });
}

/// Brings the card of what is being read into view, unless somebody is using the panel or holds an event.
fn follow_reading(state: ArticleState, deck: Cards, panel: HtmlElement, last_use: StoredValue<f64, LocalStorage>) {
    on_scroll(
        &state.view(),
        || true,
        move || {
            let narrow = state.width.get_untracked() == Width::Narrow;
            let busy = frames::now() - last_use.get_value() < PAUSE_AFTER_USE
                || panel.matches(":focus-within").unwrap_or(false);
            let held = state.reading.with_untracked(|reading| reading.event.is_some());
            if panel.hidden() || busy || held || narrow {
                return;
            }
            let view = state.view();
            let (top, end) = (state.insets().top, view.bottom());
            // One reads near the top at first, and comes to the very end without its ever being there.
            let line = top + (end - top) * (0.25 + 0.75 * view.progress());
            let read = state.paint(|painter| painter.event_being_read(top, line, end)).flatten();
            let last = deck.try_with_value(|deck| deck.read).flatten();
            if let Some(event) = read.filter(|event| last != Some(*event)) {
                deck.update_value(|deck| deck.read(event));
                bring(state, deck, panel.clone(), event, false);
            }
        },
    );
}
