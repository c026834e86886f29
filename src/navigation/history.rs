//! The browser's history and the page's address: what is selected is kept in the address, and Back, Forward and the links of
//! other pages lead to it.
//!
//! Only a reader in a page of its own has the address. In a page of others it tells its element what is selected.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::{address, frames, scroll};
use crate::components::dom::{closest, find_all};
use crate::components::reactive::{effect, listen, watch};
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, Panels};
use crate::state::reader::{ReaderState, ScrollTarget};
use crate::state::story::TextPosition;
use whowhen_core::reading::State;

/// About so high is the bar, in CSS pixels.
const BAR: f64 = 56.0;

/// Keeps what is selected in the address.
pub fn keep_in_address(state: ArticleState, reader: ReaderState) {
    watch(
        move || state.reading.get(),
        move |before, reading| {
            let Some(before) = before else { return };
            let story = state.story();
            if (before.actor, before.event) != (reading.actor, reading.event) {
                let now = reading.address(&story.article, &story.address);
                reader.notify_selection(now.actor, now.event);
            }
            if !reader.keeps_address(&story) {
                // It is not seen, but a reader that speaks another language goes on from here.
                reader.address.update(|address| *address = reading.address(&story.article, address));
                return;
            }
            let now = reader.address.get_untracked();
            let is_here = story.is_at(&now);
            // An address that says this already is left as it is, also where it names something unknown besides.
            if is_here && State::at(&now, &story.article).0 == *reading {
                return;
            }
            if !is_here {
                // Another article was asked for and did not come; the person goes on with this one.
                reader.stay();
            }
            let next = reading.address(&story.article, if is_here { &now } else { &story.address });
            // The order is a way of looking and not a place to come back to.
            let new_entry = !is_here || (&next.actor, &next.event) != (&now.actor, &now.event);
            if new_entry {
                address::remember_place(state.current_position());
            }
            address::show(&next.to_pairs(), new_entry);
            reader.address.set(next);
        },
    );
}

/// Goes where the page's address leads, and back with the history. In pages of others there is neither: what the reader
/// was asked to hold is gone to.
pub fn follow_history(state: ArticleState, reader: ReaderState, before: Option<TextPosition>) {
    let story = state.story();
    let keeps_address = reader.keeps_address(&story);
    if !keeps_address {
        let before = reader.place.get_value().filter(|(of, _)| *of == story);
        match before {
            Some((_, place)) => state.restore_position(place),
            None if reader.is_page() => scroll::to_top(),
            // What is as long as its text would scroll the page around it, of which nobody asked to be carried on.
            None if state.view().element().is_some() => state.scroll_to_selection(),
            None => {}
        }
    } else {
        // At first where one was at this entry of the history, as after loading the page again.
        go_along(state, before);
    }
    let mut first = true;
    effect(move || {
        let way = reader.address_changed.get();
        if !std::mem::replace(&mut first, false) {
            untrack(|| {
                let address = reader.address.get_untracked();
                let (reading, missing) = State::at(&address, &state.story().article);
                state.stay();
                let searches = !reading.query.is_empty();
                let view = state.reading.with_untracked(|before| before.view);
                if view != reading.view {
                    state.panels.set(Panels::of(reading.view, state.width.get_untracked()));
                }
                state.reading.set(reading);
                state.missing.set(missing);
                // What is searched for is seen with its search.
                let is_open = state.drawer.get_untracked() == Some(Drawer::Search);
                if searches != is_open {
                    state.drawer.set(searches.then_some(Drawer::Search));
                }
                match way {
                    ScrollTarget::Back => go_along(state, None),
                    ScrollTarget::ToHeld => state.scroll_to_selection(),
                    ScrollTarget::Nowhere => {}
                }
            });
        }
    });
}

/// Keeps where the person is, whenever the page has stood still for a moment.
pub fn keep_position(state: ArticleState, reader: ReaderState) {
    let mut timer = None;
    listen(&state.view().target(), "scroll", move |_| {
        // The earlier timer is dropped by this, and with it what it would have done.
        timer.replace(frames::after(250, move || state.save_position(reader)));
    });
}

/// Goes where one was at this entry of the history; where it was never left, to what is held, else to where one was in what
/// the page showed before, else to the beginning.
fn go_along(state: ArticleState, before: Option<TextPosition>) {
    match address::place().or(before) {
        Some(place) => state.restore_position(place),
        None if state.reading.with_untracked(State::holds) => state.scroll_to_selection(),
        None => scroll::to_top(),
    }
}

/// Where the person is in the article as the page showed it before the reader came, where they went on in it.
pub fn position_before(state: ArticleState, root: &Element) -> Option<TextPosition> {
    if state.view().scrolled() < 1.0 {
        return None;
    }
    let rows = find_all(&closest(root, "who-when")?, "[data-static] .row");
    let tops = rows.iter().map(|row| row.get_bounding_client_rect());
    let (place, rect) = tops.enumerate().find(|(_, rect)| rect.bottom() > BAR)?;
    Some((place as u32, rect.top()))
}
