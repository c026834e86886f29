//! The events panel: the event cards, in chronological order or in the order of the text. It follows the user's reading
//! position.
//!
//! The panel has one tab stop among its cards (roving tabindex).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::{scroll, timers};
use crate::components::dom::{El, append, closest, find, find_all, index_attr, set, target, toggle_attribute};
use crate::components::drawer::{Segment, segmented_control};
use crate::components::keyed_list::{ArrangeOptions, KeyedList, ScrollPosition, Section};
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

/// How long the panel does not follow the reading position after the user has used it, in milliseconds.
const PAUSE_AFTER_USE: f64 = 4_000.0;

/// Up to this many cards are all laid out, so that nothing moves when a card comes into view. With more cards, the
/// browser skips the layout of distant ones and uses the usual height of a card as an estimate.
const MAX_CARDS_WITH_FULL_LAYOUT: usize = 100;

/// The event cards and the part of the state that they show.
struct Cards {
    list: KeyedList,
    /// The selected event.
    selected: Option<EventIdx>,
    /// The event whose evidence is being read.
    reading: Option<EventIdx>,
    highlighted: Vec<EventIdx>,
    /// The event whose card is being scrolled into view.
    scroll_target: Option<EventIdx>,
    /// The event whose card is the list's tab stop.
    tab_stop: Option<EventIdx>,
}

impl Cards {
    /// Returns the card of an event, if it is rendered.
    fn card(&self, at: EventIdx) -> Option<Element> {
        self.list.get(at.position())?.first_element_child()
    }

    /// Updates the attributes that show whether the event is selected, highlighted or being read.
    fn show(&self, at: EventIdx) {
        let Some(card) = self.card(at) else { return };
        toggle_attribute(&card, "data-lit", self.highlighted.contains(&at));
        toggle_attribute(&card, "data-read", self.reading == Some(at));
        if self.selected == Some(at) {
            set(&card, "aria-current", "true");
        } else {
            let _ = card.remove_attribute("aria-current");
        }
    }

    /// Makes a card, with all links and buttons in it, the tab stop of the list. With `None`, the next card that is
    /// added to the list becomes the tab stop.
    fn set_tab_stop(&mut self, event: Option<EventIdx>) {
        if self.tab_stop == event {
            return;
        }
        let before = std::mem::replace(&mut self.tab_stop, event);
        for (at, tabindex) in before.map(|at| (at, "-1")).into_iter().chain(event.map(|at| (at, "0"))) {
            self.card(at).iter().for_each(|card| set_tabindex(card, tabindex));
        }
    }

    /// Marks an event as selected. Its card becomes the tab stop if the filter shows the event.
    fn select(&mut self, event: Option<EventIdx>, is_visible: bool) {
        let before = std::mem::replace(&mut self.selected, event);
        before.into_iter().chain(event).for_each(|at| self.show(at));
        if is_visible {
            self.set_tab_stop(event);
        }
        // A card that is still being scrolled into view must not receive the focus any more.
        if event.is_none() {
            self.scroll_target = None;
        }
    }

    fn read(&mut self, event: EventIdx) {
        let before = self.reading.replace(event);
        before.into_iter().chain([event]).for_each(|at| self.show(at));
    }

    fn highlight(&mut self, events: Vec<EventIdx>) {
        let before = std::mem::replace(&mut self.highlighted, events);
        before.iter().chain(&self.highlighted).for_each(|at| self.show(*at));
    }
}

fn set_tabindex(card: &Element, tabindex: &str) {
    find_all(card, "button, a").iter().for_each(|part| set(part, "tabindex", tabindex));
}

type CardsHandle = StoredValue<Cards, LocalStorage>;

/// The events panel.
#[component]
pub fn EventsPanel() -> impl IntoView {
    let state = ArticleState::from_context();
    let story = state.story();
    let (of_all, locale) = (story.article.events.len(), story.locale());
    let last_use = StoredValue::new_local(f64::NEG_INFINITY);
    let list = El::new("div").attr_if("data-few", (of_all <= MAX_CARDS_WITH_FULL_LAYOUT).then_some(""));
    let cards = cards(state, list.element().clone());
    let position = |order: Order, word: Message| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || state.reading.with(|reading| reading.order == order)),
        choose: Box::new(move || state.set_order(order)),
    };
    let orders = (of_all > 0).then(|| {
        let positions = vec![position(Order::Told, Message::AsTold), position(Order::Happened, Message::AsHappened)];
        segmented_control(locale.text(Message::OrderOfEvents), positions)
    });
    let mut panel = panel(state, PanelKind::Events, "side end", orders, Message::NothingMarked).on(
        "focusin",
        move |event: &web_sys::Event| {
            let card = target(event).and_then(|hit| closest(&hit, "[data-card]"));
            if let Some(at) = card.and_then(|card| index_attr(&card, "data-card", &state.story().article.events)) {
                cards.update_value(|cards| cards.set_tab_stop(Some(at)));
            }
        },
    );
    for name in ["wheel", "pointermove", "pointerdown", "keydown"] {
        panel = panel.on(name, move |_: &web_sys::Event| last_use.set_value(timers::now()));
    }
    let element: HtmlElement = panel.element().clone().unchecked_into();
    arrange(state, cards);
    follow_state(state, cards, element.clone());
    follow_reading(state, cards, element, last_use);
    panel.child(list).into_view()
}

/// Creates the list of cards. A card is rendered when it is first needed.
fn cards(state: ArticleState, container: Element) -> CardsHandle {
    let number = state.story().article.events.len();
    // The list's callbacks need the cards, and the cards need the list.
    let handle: StoredValue<Option<CardsHandle>, LocalStorage> = StoredValue::new_local(None);
    let make = move |key: usize| {
        let story = state.try_story()?;
        let card = event_card(&story, story.article.events.nth(key)?).into_element();
        state.track_chips(&card);
        let row = El::new("li").into_element();
        append(&row, &card);
        Some(row)
    };
    let prepare = move |key: usize, row: &Element, _| {
        let (Some(story), Some(cards)) = (state.try_story(), handle.try_get_value().flatten()) else { return };
        let (Some(at), Some(card)) = (story.article.events.nth(key), row.first_element_child()) else { return };
        cards.update_value(|cards| {
            cards.show(at);
            if cards.tab_stop.is_none() {
                cards.set_tab_stop(Some(at));
            }
            set_tabindex(&card, if cards.tab_stop == Some(at) { "0" } else { "-1" });
        });
        update_possibly_note(&story, &card, state.visible.with_untracked(|visible| visible.event_match(at)));
        if state.printing.get_untracked() {
            set(&card, "data-number", &story.index.number_of(at).to_string());
        }
    };
    let list = KeyedList::new(container, number, make, prepare);
    let cards =
        Cards { list, selected: None, reading: None, highlighted: Vec::new(), scroll_target: None, tab_stop: None };
    let cards = StoredValue::new_local(cards);
    handle.set_value(Some(cards));
    cards
}

/// Shows the cards of all events that pass the filter, under their headings, in the selected order. In print the cards
/// are numbered and in the order of the text.
fn arrange(state: ArticleState, cards: CardsHandle) {
    watch(
        move || {
            let events = state.visible.with(|visible| visible.events.clone());
            (state.reading.with(|reading| reading.order), events, state.printing.get())
        },
        move |before, (order, events, printing)| {
            let visible = Visible { events: events.clone(), ..Visible::default() };
            let Some(story) = state.try_story() else { return };
            let list = cards.try_update_value(|cards| {
                // The tab stop must be a visible card.
                if cards.tab_stop.is_some_and(|at| !visible.shows_event(at)) {
                    cards.set_tab_stop(None);
                }
                cards.list
            });
            let Some(list) = list else { return };
            let scroll = match &before {
                Some((_, _, true)) => ScrollPosition::Previous,
                Some((before, ..)) if before == order => ScrollPosition::Current,
                _ => ScrollPosition::Start,
            };
            let locale = story.locale();
            let sections =
                groups(&story, if *printing { Order::Told } else { *order }, &visible).into_iter().map(|group| {
                    Section {
                        heading: Some(events::group_heading(story.context(&locale), group.heading)),
                        list: El::new("ul").class("cards").attr("role", "list"),
                        keys: group.events.iter().map(|at| at.position()).collect(),
                    }
                });
            let none = || El::new("p").class("none").text(locale.text(Message::NoneFits));
            let how = ArrangeOptions {
                scroll,
                at_once: *printing,
                // Cards are at least twice as high as the entries of the actors, so half as many fill a panel.
                initial_rows: if before.is_none() { state.initial_entries / 2 } else { 0 },
                empty: (!story.article.events.is_empty()).then(none),
                on_done: None,
            };
            list.arrange(sections.collect(), how);
        },
    );
}

/// Returns the groups of the events that the filter shows. Empty groups are left out.
fn groups(story: &Story, order: Order, shown: &Visible) -> Vec<Group> {
    let is_shown = |event: &EventIdx| shown.shows_event(*event);
    let groups = story
        .index
        .in_order(order)
        .iter()
        .map(|group| Group { heading: group.heading, events: group.events.iter().copied().filter(is_shown).collect() });
    groups.filter(|group| !group.events.is_empty()).collect()
}

/// Shows or removes the note that the event only possibly happened in the time range of the filter.
fn update_possibly_note(story: &Story, card: &Element, answer: Answer) {
    let there = find(card, ":scope > .possibly");
    match (answer, there) {
        (Answer::Possibly, None) => {
            let words = story.locale().text(Message::PossiblyThen).to_owned();
            append(
                card,
                &El::new("p").class("possibly").child(El::new("span").class("flag").text(&words)).into_element(),
            );
        }
        (Answer::Surely | Answer::No, Some(there)) => there.remove(),
        _ => {}
    }
}

/// Shows on the cards which events are selected and highlighted. Scrolls the panel to the selected card, or to a card
/// that was requested.
fn follow_state(state: ArticleState, cards: CardsHandle, panel: HtmlElement) {
    let own = panel.clone();
    watch(
        move || state.card_to_show.get(),
        move |_, scroll_target| {
            if let Some((event, focus)) = *scroll_target {
                state.card_to_show.set(None);
                scroll_card_into_view(state, cards, own.clone(), event, focus);
            }
        },
    );
    watch(
        // `is_shown` is a dependency, so that this also runs when the filter shows a selected event that it had hidden.
        move || {
            let (event, order) = state.reading.with(|reading| (reading.event, reading.order));
            let is_shown = event.is_some_and(|event| state.visible.with(|shown| shown.shows_event(event)));
            (event, order, is_shown)
        },
        move |_, (event, _, is_shown)| {
            cards.update_value(|cards| cards.select(*event, *is_shown));
            if let Some(event) = *event {
                scroll_card_into_view(state, cards, panel.clone(), event, false);
            }
        },
    );
    watch(
        move || state.hovered.with(|hovered| hovered.events.clone()),
        move |_, events| {
            cards.update_value(|cards| cards.highlight(events.clone()));
        },
    );
}

/// Scrolls the panel to a card, unless another card is requested meanwhile. With `focus`, the card's title receives the
/// focus.
fn scroll_card_into_view(state: ArticleState, cards: CardsHandle, panel: HtmlElement, event: EventIdx, focus: bool) {
    if state.visible.with_untracked(|shown| shown.event_match(event)) == Answer::No {
        return;
    }
    let list = cards.try_update_value(|cards| {
        cards.scroll_target = Some(event);
        cards.list
    });
    let row = list.and_then(|list| list.row(event.position()));
    let Some(card) = row.and_then(|row| row.first_element_child()) else { return };
    cards.update_value(|cards| cards.show(event));
    spawn(async move {
        let scroll_target = || cards.try_with_value(|cards| cards.scroll_target) == Some(Some(event));
        if focus {
            // The card may not be in the list yet, and its panel may still be hidden.
            for _ in 0..60 {
                timers::next_frame().await;
                if !scroll_target() || (card.is_connected() && !panel.hidden()) {
                    break;
                }
            }
            if let Some(title) = find(&card, "h4 button").filter(|_| scroll_target()) {
                scroll::focus_by_key(&title);
            }
        }
        scroll::scroll_panel_to(&panel, &card, scroll_target).await;
    });
}

/// Scrolls the panel to the card of the event that is being read, unless the user is using the panel or an event is
/// selected.
fn follow_reading(
    state: ArticleState,
    cards: CardsHandle,
    panel: HtmlElement,
    last_use: StoredValue<f64, LocalStorage>,
) {
    on_scroll(
        &state.view(),
        || true,
        move || {
            let narrow = state.width.get_untracked() == Width::Narrow;
            let busy = timers::now() - last_use.get_value() < PAUSE_AFTER_USE
                || panel.matches(":focus-within").unwrap_or(false);
            let held = state.reading.with_untracked(|reading| reading.event.is_some());
            if panel.hidden() || busy || held || narrow {
                return;
            }
            let view = state.view();
            let (top, end) = (state.insets().top, view.bottom());
            // The line at which the user is assumed to read is near the top at first. It moves down with the scroll
            // progress, because the end of the text never reaches the top.
            let line = top + (end - top) * (0.25 + 0.75 * view.progress());
            let read = state.with_painter(|painter| painter.event_being_read(top, line, end)).flatten();
            let last = cards.try_with_value(|cards| cards.reading).flatten();
            if let Some(event) = read.filter(|event| last != Some(*event)) {
                cards.update_value(|cards| cards.read(event));
                scroll_card_into_view(state, cards, panel.clone(), event, false);
            }
        },
    );
}
