//! The rows of the events panel, each made when it is first needed, and what they show of the state: which row is open,
//! selected, being read, highlighted or folded.
//!
//! Invariant: at most one row is open. An account has no row; it is shown in the row of its event.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::scroll;
use crate::components::dom::{El, append, find, find_all, index_attr, set, toggle_attribute};
use crate::components::keyed_list::KeyedList;
use crate::events::row::{event_details, event_row};
use crate::state::article::ArticleState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use whowhen_core::article::{Date, EventIdx};
use whowhen_core::index::Heading;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Answer, Order};
use whowhen_views::{Markup, events};

/// The rows of the events and the part of the state that they show. An account is shown by the row of its event.
pub struct Rows {
    pub(super) story: Shared<Story>,
    pub(super) list: KeyedList,
    /// The details of each event whose row was open once, by position.
    details: Vec<Option<Element>>,
    /// The order in which the row of each event shows its date.
    dated: Vec<Option<Order>>,
    /// The event whose row is open.
    pub(super) open: Option<EventIdx>,
    /// The selected event or account.
    pub(super) selected: Option<EventIdx>,
    /// The event whose evidence is being read.
    pub(super) reading: Option<EventIdx>,
    highlighted: Vec<EventIdx>,
    /// With an actor held, the events that are its own. The other rows are folded.
    pub(super) own: Option<Vec<EventIdx>>,
    /// The event whose row is being scrolled into view.
    pub(super) scroll_target: Option<EventIdx>,
    /// The event whose row is the list's tab stop.
    pub(super) tab_stop: Option<EventIdx>,
}

impl Rows {
    /// Returns the row of an event, if it is rendered.
    fn row(&self, at: EventIdx) -> Option<Element> {
        self.list.get(self.event_of(at).position())?.first_element_child()
    }

    /// Returns the event whose row shows an event or an account.
    pub fn event_of(&self, at: EventIdx) -> EventIdx {
        self.story.index.event_of(at)
    }

    /// Updates the attributes that show whether the event is selected, highlighted, being read or folded.
    pub fn show(&self, at: EventIdx) {
        let at = self.event_of(at);
        let Some(row) = self.row(at) else { return };
        let is_same = |other: &EventIdx| self.event_of(*other) == at;
        toggle_attribute(&row, "data-lit", self.highlighted.iter().any(is_same));
        toggle_attribute(&row, "data-read", self.reading == Some(at));
        set_current(&row, self.selected.is_some_and(|selected| is_same(&selected)));
        let is_folded = self.own.as_ref().is_some_and(|own| own.binary_search(&at).is_err()) && self.open != Some(at);
        row.parent_element().iter().for_each(|item| toggle_attribute(item, "data-folded", is_folded));
        if let Some(Some(details)) = self.details.get(at.position()) {
            for account in find_all(details, "[data-account]") {
                let of = index_attr(&account, "data-card", &self.story.article.events);
                set_current(&account, of.is_some() && of == self.selected);
                toggle_attribute(&account, "data-lit", of.is_some_and(|of| self.highlighted.contains(&of)));
            }
        }
    }

    /// Makes a row, with all links and buttons in it, the tab stop of the list. With `None`, the next row that is added
    /// to the list becomes the tab stop.
    pub fn set_tab_stop(&mut self, event: Option<EventIdx>) {
        let event = event.map(|event| self.event_of(event));
        if self.tab_stop == event {
            return;
        }
        let before = std::mem::replace(&mut self.tab_stop, event);
        for (at, tabindex) in before.map(|at| (at, "-1")).into_iter().chain(event.map(|at| (at, "0"))) {
            self.row(at).iter().for_each(|row| set_tabindex(row, tabindex));
        }
    }

    /// Marks an event as selected. Its row opens, and becomes the tab stop if the filter shows the event.
    pub fn select(&mut self, state: ArticleState, event: Option<EventIdx>, is_visible: bool) {
        let before = std::mem::replace(&mut self.selected, event);
        self.update_open(state);
        before.into_iter().chain(event).for_each(|at| self.show(at));
        if is_visible {
            self.set_tab_stop(event);
        }
        // A row that is still being scrolled into view must not receive the focus any more.
        if event.is_none() {
            self.scroll_target = None;
        }
    }

    pub fn read(&mut self, event: EventIdx) {
        let before = self.reading.replace(event);
        before.into_iter().chain([event]).for_each(|at| self.show(at));
    }

    pub fn highlight(&mut self, events: Vec<EventIdx>) {
        let before = std::mem::replace(&mut self.highlighted, events);
        before.iter().chain(&self.highlighted).for_each(|at| self.show(*at));
    }

    /// Opens the row of the selected event, or else of the event that is being read, and closes the one that was open.
    pub fn update_open(&mut self, state: ArticleState) {
        // With an actor held, what is being read may be folded.
        let is_own = |event: &EventIdx| self.own.as_ref().is_none_or(|own| own.binary_search(event).is_ok());
        let open = self.selected.map(|selected| self.event_of(selected)).or(self.reading.filter(is_own));
        if self.open == open {
            return;
        }
        let before = std::mem::replace(&mut self.open, open);
        if let Some(before) = before {
            self.take_details(before);
            self.show(before);
        }
        if let Some(open) = open {
            self.add_details(state, open);
            self.show(open);
        }
    }

    /// Appends the details of an event to its row.
    fn add_details(&mut self, state: ArticleState, at: EventIdx) {
        let Some(row) = self.row(at) else { return };
        let story = self.story.clone();
        let details = self.details[at.position()].get_or_insert_with(|| {
            let details = event_details(&story, at).into_element();
            state.track_names(&details);
            details
        });
        append(&row, details);
        set_tabindex(&row, if self.tab_stop == Some(at) { "0" } else { "-1" });
    }

    /// Removes the details of an event from its row.
    fn take_details(&self, at: EventIdx) {
        let Some(Some(details)) = self.details.get(at.position()) else { return };
        if details.matches(":focus-within").unwrap_or(false) {
            // The focus is on something that disappears. It moves to the title of the row.
            let title = self.row(at).and_then(|row| find(&row, "h4 button"));
            title.iter().for_each(scroll::focus);
        }
        details.remove();
    }
}

fn set_current(element: &Element, is_current: bool) {
    if is_current {
        set(element, "aria-current", "true");
    } else {
        let _ = element.remove_attribute("aria-current");
    }
}

fn set_tabindex(row: &Element, tabindex: &str) {
    find_all(row, "button, a").iter().for_each(|part| set(part, "tabindex", tabindex));
}

/// A handle to the rows.
pub type RowsHandle = StoredValue<Rows, LocalStorage>;

/// Creates the list of rows. A row is rendered when it is first needed.
pub fn rows(state: ArticleState, container: Element) -> RowsHandle {
    let number = state.story().article.events.len();
    // The list's callbacks need the rows, and the rows need the list.
    let handle: StoredValue<Option<RowsHandle>, LocalStorage> = StoredValue::new_local(None);
    let make = move |key: usize| {
        let story = state.try_story()?;
        let at = story.article.events.nth(key)?;
        let order = state.reading.with_untracked(|reading| reading.order);
        let row = event_row(&story, at, heading_of(&story, at, order)).into_element();
        if let Some(rows) = handle.try_get_value().flatten() {
            rows.update_value(|rows| rows.dated[key] = Some(order));
        }
        let item = El::new("li").into_element();
        append(&item, &row);
        Some(item)
    };
    let prepare = move |key: usize, item: &Element, _| {
        let (Some(story), Some(rows)) = (state.try_story(), handle.try_get_value().flatten()) else { return };
        let (Some(at), Some(row)) = (story.article.events.nth(key), item.first_element_child()) else { return };
        let printing = state.printing.get_untracked();
        // In print the events stand under the headings of the text, so their dates have years.
        let order = if printing { Order::Told } else { state.reading.with_untracked(|reading| reading.order) };
        rows.update_value(|rows| {
            if rows.dated[key] != Some(order) {
                rows.dated[key] = Some(order);
                let date = events::row_date(&*story.locale(), &story.article[at], heading_of(&story, at, order));
                find(&row, ":scope > .when > :first-child").iter().for_each(|when| when.set_text_content(Some(&date)));
            }
            // On paper all rows say who took part.
            if printing {
                set(&row, "data-number", &story.index.number_of(at).to_string());
            }
            if printing || rows.open == Some(at) {
                rows.add_details(state, at);
            } else {
                rows.take_details(at);
            }
            rows.show(at);
            if rows.tab_stop.is_none() {
                rows.set_tab_stop(Some(at));
            }
            set_tabindex(&row, if rows.tab_stop == Some(at) { "0" } else { "-1" });
        });
        update_possibly_note(&story, &row, state.visible.with_untracked(|visible| visible.event_match(at)));
    };
    let list = KeyedList::new(container, number, make, prepare);
    let rows = StoredValue::new_local(Rows {
        story: state.story(),
        list,
        details: vec![None; number],
        dated: vec![None; number],
        open: None,
        selected: None,
        reading: None,
        highlighted: Vec::new(),
        own: None,
        scroll_target: None,
        tab_stop: None,
    });
    handle.set_value(Some(rows));
    rows
}

/// The heading that an event stands under, if the headings are years.
fn heading_of(story: &Story, at: EventIdx, order: Order) -> Option<Heading> {
    let year = || story.article[at].when.as_ref().and_then(Date::year);
    (order == Order::Happened).then(|| year().map_or(Heading::Undated, Heading::Year))
}

/// Shows or removes the note that the event only possibly happened in the time range of the filter.
fn update_possibly_note(story: &Story, row: &Element, answer: Answer) {
    let there = find(row, ":scope > .possibly");
    match (answer, there) {
        (Answer::Possibly, None) => {
            let words = story.locale().text(Message::PossiblyThen).to_owned();
            append(
                row,
                &El::new("p").class("possibly").child(El::new("span").class("flag").text(&words)).into_element(),
            );
        }
        (Answer::Surely | Answer::No, Some(there)) => there.remove(),
        _ => {}
    }
}
