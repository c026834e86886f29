//! The events panel: a row for each event, in chronological order or in the order of the text. It follows the user's
//! reading position.
//!
//! The panel has one tab stop among its rows (roving tabindex).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::{scroll, timers};
use crate::components::dom::{El, closest, find, index_attr, target};
use crate::components::drawer::{Segment, segmented_control};
use crate::components::keyed_list::{ArrangeOptions, MAX_WHOLE, ScrollPosition, Section};
use crate::components::panel::panel;
use crate::components::reactive::{in_next_frame, on_scroll_every, spawn, watch};
use crate::events::held_actor::{follow_held_actor, held_actor};
use crate::events::rows::{RowsHandle, rows};
use crate::events::time_strip::time_strip;
use crate::state::article::{ArticleState, FOLLOW_INTERVAL};
use crate::state::filter::Visible;
use crate::state::panels::{Drawer, PanelKind, Width};
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::EventIdx;
use whowhen_core::index::Group;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Answer, Order};
use whowhen_views::{Markup, events};

/// How long the panel does not follow the reading position after the user has used it, in milliseconds.
const PAUSE_AFTER_USE: f64 = 4_000.0;

/// How long the text must rest before the row of the event that is being read opens, in milliseconds.
const OPENING_DELAY: i32 = 160;

/// The events panel.
#[component]
pub fn EventsPanel() -> impl IntoView {
    let state = ArticleState::from_context();
    let story = state.story();
    let (of_all, locale) = (story.index.event_count(), story.locale());
    let last_use = StoredValue::new_local(f64::NEG_INFINITY);
    let list = El::new("div").attr_if("data-few", (of_all <= MAX_WHOLE).then_some(""));
    let rows = rows(state, list.element().clone());
    let position = |order: Order, word: Message| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || state.reading.with(|reading| reading.order == order)),
        choose: Box::new(move || state.set_order(order)),
    };
    let tools = (of_all > 0).then(|| {
        let positions = vec![position(Order::Told, Message::AsTold), position(Order::Happened, Message::AsHappened)];
        let orders = segmented_control(locale.text(Message::OrderOfEvents), positions);
        El::new("div").class("ordering").child(orders).child(held_actor(state))
    });
    let mut panel = panel(state, PanelKind::Events, "side end", (time_strip(state), tools), Message::NothingMarked).on(
        "focusin",
        move |event: &web_sys::Event| {
            let row = target(event).and_then(|hit| closest(&hit, "[data-card]"));
            if let Some(at) = row.and_then(|row| index_attr(&row, "data-card", &state.story().article.events)) {
                rows.update_value(|rows| rows.set_tab_stop(Some(at)));
            }
        },
    );
    for name in ["wheel", "pointermove", "pointerdown", "keydown"] {
        panel = panel.on(name, move |_: &web_sys::Event| last_use.set_value(timers::now()));
    }
    let element: HtmlElement = panel.element().clone().unchecked_into();
    arrange(state, rows);
    follow_state(state, rows, element.clone());
    follow_held_actor(state, rows, element.clone());
    follow_reading(state, rows, element, last_use);
    panel.child(list).into_view()
}

/// Shows the rows of all events that pass the filter, under their headings, in the selected order. In print the rows
/// are numbered and in the order of the text.
fn arrange(state: ArticleState, rows: RowsHandle) {
    watch(
        move || {
            let events = state.visible.with(|visible| visible.events.clone());
            let (order, actor) = state.reading.with(|reading| (reading.order, reading.actor));
            // In a long list the rows of other events are left out; in a short one they are folded.
            let is_long = state.story().index.event_count() > MAX_WHOLE;
            let own = actor.filter(|_| is_long).map(|actor| state.events_of_actor(actor, state.with_parts()));
            (order, events, state.printing.get(), own)
        },
        move |before, (order, events, printing, own)| {
            let visible = Visible { events: events.clone(), ..Visible::default() };
            let Some(story) = state.try_story() else { return };
            let is_own =
                |event: &EventIdx| *printing || own.as_ref().is_none_or(|own| own.binary_search(event).is_ok());
            let list = rows.try_update_value(|rows| {
                // The tab stop must be a visible row.
                if rows.tab_stop.is_some_and(|at| !visible.shows_event(at)) {
                    rows.set_tab_stop(None);
                }
                rows.list
            });
            let Some(list) = list else { return };
            let scroll = match &before {
                Some((_, _, true, _)) => ScrollPosition::Previous,
                Some((before, .., before_own)) if before == order && before_own == own => ScrollPosition::Current,
                _ => ScrollPosition::Start,
            };
            let locale = story.locale();
            let order = if *printing { Order::Told } else { *order };
            let is_shown = |event: &EventIdx| visible.shows_event(*event) && is_own(event);
            let sections = groups(&story, order, is_shown).into_iter().map(|group| Section {
                heading: Some(events::group_heading(story.context(&locale), group.heading)),
                list: El::new("ul").class("rows").attr("role", "list"),
                keys: group.events.iter().map(|at| at.position()).collect(),
            });
            let none = || El::new("p").class("none").text(locale.text(Message::NoneFits));
            let how = ArrangeOptions {
                scroll,
                at_once: *printing,
                initial_rows: if before.is_none() { state.initial_entries / 2 } else { 0 },
                empty: (!story.article.events.is_empty()).then(none),
                on_done: None,
            };
            list.arrange(sections.collect(), how);
        },
    );
}

/// Returns the groups of the events that are shown. Empty groups are left out.
fn groups(story: &Story, order: Order, is_shown: impl Fn(&EventIdx) -> bool) -> Vec<Group> {
    let groups = story.index.in_order(order).iter().map(|group| Group {
        heading: group.heading,
        events: group.events.iter().copied().filter(|event| is_shown(event)).collect(),
    });
    groups.filter(|group| !group.events.is_empty()).collect()
}

/// Shows on the rows which events are selected and highlighted. Scrolls the panel to the selected row, or to a row
/// that was requested.
fn follow_state(state: ArticleState, rows: RowsHandle, panel: HtmlElement) {
    let own = panel.clone();
    watch(
        move || state.card_to_show.get(),
        move |_, scroll_target| {
            if let Some((event, focus)) = *scroll_target {
                state.card_to_show.set(None);
                scroll_row_into_view(state, rows, own.clone(), event, focus);
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
            rows.update_value(|rows| rows.select(state, *event, *is_shown));
            if let Some(event) = *event {
                scroll_row_into_view(state, rows, panel.clone(), event, false);
            }
        },
    );
    watch(
        move || state.hovered.with(|hovered| hovered.events.clone()),
        move |_, events| {
            rows.update_value(|rows| rows.highlight(events.clone()));
        },
    );
}

/// Scrolls the panel to a row, unless another row is requested meanwhile. With `focus`, the row's title receives the
/// focus.
fn scroll_row_into_view(state: ArticleState, rows: RowsHandle, panel: HtmlElement, event: EventIdx, focus: bool) {
    if state.visible.with_untracked(|shown| shown.event_match(event)) == Answer::No {
        return;
    }
    let list = rows.try_update_value(|rows| {
        rows.scroll_target = Some(event);
        (rows.list, rows.event_of(event))
    });
    let item = list.and_then(|(list, event)| list.fill(event.position()));
    let Some(row) = item.and_then(|item| item.first_element_child()) else { return };
    rows.update_value(|rows| rows.show(event));
    spawn(async move {
        let scroll_target = || rows.try_with_value(|rows| rows.scroll_target) == Some(Some(event));
        if focus {
            // The row may not be in the list yet, and its panel may still be hidden.
            scroll::wait_until_shown(&|| row.is_connected().then(|| panel.clone()), &scroll_target).await;
            if let Some(title) = find(&row, "h4 button").filter(|_| scroll_target()) {
                scroll::focus_by_key(&title);
            }
        }
        scroll::scroll_panel_to(&panel, &row, &scroll_target).await;
    });
}

/// Opens the row of the event that is being read, and scrolls the panel to it, unless the user is using the panel, an event is
/// selected, or the search is open: what it leads to need not be what is read.
fn follow_reading(state: ArticleState, rows: RowsHandle, panel: HtmlElement, last_use: StoredValue<f64, LocalStorage>) {
    let timer: StoredValue<Option<timers::Timer>, LocalStorage> = StoredValue::new_local(None);
    let follow = move || {
        let narrow = state.width.get_untracked() == Width::Narrow;
        let busy =
            timers::now() - last_use.get_value() < PAUSE_AFTER_USE || panel.matches(":focus-within").unwrap_or(false);
        let held = state.reading.with_untracked(|reading| reading.event.is_some());
        let searching = state.drawer.get_untracked() == Some(Drawer::Search);
        if panel.hidden() || busy || held || narrow || searching {
            return;
        }
        let view = state.view();
        let (top, end) = (state.insets().top, view.bottom());
        // The line at which the user is assumed to read is near the top at first. It moves down with the scroll
        // progress, because the end of the text never reaches the top.
        let line = top + (end - top) * (0.25 + 0.75 * view.progress());
        let read = state.with_painter(|painter| painter.event_being_read(top, line, end)).flatten();
        let read = read.map(|event| state.story().index.event_of(event));
        let last = rows.try_with_value(|rows| rows.reading).flatten();
        if let Some(event) = read.filter(|event| last != Some(*event)) {
            rows.update_value(|rows| rows.read(event));
            state.event_being_read.set(Some(event));
            // Only once the text rests: what opens and scrolls during each frame would slow scrolling down.
            let panel = panel.clone();
            timer.set_value(Some(timers::set_timeout(OPENING_DELAY, move || {
                rows.try_update_value(|rows| rows.update_open(state));
                scroll_row_into_view(state, rows, panel, event, false);
            })));
        }
    };
    on_scroll_every(FOLLOW_INTERVAL, &state.view(), || true, follow.clone());
    let is_own_page = ReaderState::from_context().is_own_page();
    in_next_frame(move || {
        // The text may have been scrolled before there was a panel, as to where the user was before a reload.
        // In another page, scrolling that page is no reading; and what replaces a static page changes nothing of it.
        if is_own_page
            && state.initial_entries == 0
            && state.try_story().is_some()
            && state.view().scroll_offset() > 0.0
        {
            follow();
        }
    });
}
