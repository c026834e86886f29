//! Keeps the selection in the page's address, and follows the browser's history. So Back, Forward and links from
//! other pages lead to a selection.
//!
//! Only the reader's own page uses the address. In a host page, the reader only reports the selection to its custom
//! element.

use std::cell::RefCell;

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::{address, scroll, timers};
use crate::components::dom::{closest, find_all, number_attr};
use crate::components::reactive::{effect, keep_alive, watch};
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, Panels};
use crate::state::reader::{ReaderState, ScrollTarget};
use crate::state::story::TextPosition;
use whowhen_core::reading::{Address, State};

/// The approximate height of the toolbar, in CSS pixels.
const TOOLBAR_HEIGHT: f64 = 56.0;

/// Writes the selection, the filter, the order, the search and the view to the address whenever they change. Reports
/// each new selection to the custom element.
pub fn sync_address(state: ArticleState, reader: ReaderState) {
    watch(
        move || state.reading.get(),
        move |before, reading| {
            let Some(before) = before else { return };
            let story = state.story();
            if (before.actor, before.event) != (reading.actor, reading.event) {
                let now = reading.address(&story.article, &story.address);
                reader.notify_selection(now.actor, now.event);
            }
            if !reader.syncs_address(&story) {
                // The user does not see this address. But when the language of the interface changes, the article is
                // rendered again from it.
                reader.address.update(|address| *address = reading.address(&story.article, address));
                return;
            }
            let now = reader.address.get_untracked();
            let is_here = story.is_at(&now);
            // An address that already leads to this state is not changed, even if it also names something unknown.
            if is_here && State::at(&now, &story.article).0 == *reading {
                return;
            }
            if !is_here {
                // Another article was requested and has not loaded. The user continues with this one.
                reader.cancel_loading();
            }
            let next = reading.address(&story.article, if is_here { &now } else { &story.address });
            // Only another selection, diagram or article is a new entry. The order, for example, is a way of looking at the
            // events, and Back does not return to it.
            let diagram = |address: &Address| address.view.filter(|view| view.is_diagram());
            let new_entry =
                !is_here || (&next.actor, &next.event) != (&now.actor, &now.event) || diagram(&next) != diagram(&now);
            if new_entry {
                address::save_position(state.current_position());
            }
            address::write_query(&next.to_pairs(), new_entry);
            reader.address.set(next);
        },
    );
}

/// Scrolls to the place that the page's address or the history entry leads to, and follows later changes of the
/// address. In a host page, the reader has no address and scrolls to the selection that the page asked for.
pub fn follow_history(state: ArticleState, reader: ReaderState, before: Option<TextPosition>) {
    let story = state.story();
    let syncs_address = reader.syncs_address(&story);
    if !syncs_address {
        let before = reader.saved_position.get_value().filter(|(of, _)| *of == story);
        match before {
            Some((_, place)) => state.restore_position(place),
            None if reader.is_own_page() => scroll::to_top(),
            // Only if the reader scrolls in its own box. Otherwise it would scroll the host page, and nobody asked
            // for that.
            None if state.view().own_element().is_some() => state.scroll_to_selection(),
            None => {}
        }
    } else {
        // Starts at the position that was saved with this history entry, for example before the page was reloaded.
        restore_or_scroll(state, before);
    }
    let mut first = true;
    effect(move || {
        let way = reader.address_changed.get();
        if !std::mem::replace(&mut first, false) {
            untrack(|| {
                let address = reader.address.get_untracked();
                let (reading, missing) = State::at(&address, &state.story().article);
                state.cancel_scroll();
                let searches = !reading.query.is_empty();
                let view = state.reading.with_untracked(|before| before.view);
                if view != reading.view {
                    state.position_in_text.set_value(None);
                    state.panels.set(Panels::of(reading.view, state.width.get_untracked()));
                }
                state.reading.set(reading);
                state.missing_ids.set(missing);
                // A search query is shown together with the search drawer.
                let is_open = state.drawer.get_untracked() == Some(Drawer::Search);
                if searches != is_open {
                    state.drawer.set(searches.then_some(Drawer::Search));
                }
                match way {
                    ScrollTarget::SavedPosition => restore_or_scroll(state, None),
                    ScrollTarget::Selection => state.scroll_to_selection(),
                    ScrollTarget::None => {}
                }
            });
        }
    });
}

/// Saves the user's position whenever the page has not scrolled for a moment.
pub fn save_position_after_scrolling(state: ArticleState, reader: ReaderState) {
    let timer = RefCell::new(None);
    keep_alive(state.view().on_scroll(move || {
        // This drops the previous timer, which cancels it.
        timer.replace(Some(timers::set_timeout(250, move || state.save_position(reader))));
    }));
}

/// Scrolls to the position that was saved with this history entry. If there is none, scrolls to `before`, else to the
/// selection, else to the top of the page.
fn restore_or_scroll(state: ArticleState, before: Option<TextPosition>) {
    match address::saved_position().or(before) {
        Some(place) => state.restore_position(place),
        None if state.reading.with_untracked(State::holds) => state.scroll_to_selection(),
        None => scroll::to_top(),
    }
}

/// Returns the user's position in the static article, which the page showed before the reader. Returns `None` if the
/// user has not scrolled.
pub fn static_article_position(state: ArticleState, root: &Element) -> Option<TextPosition> {
    if state.view().scroll_offset() < 1.0 {
        return None;
    }
    let ends_in_view_or_below = |element: &Element| element.get_bounding_client_rect().bottom() > TOOLBAR_HEIGHT;
    // By its group first: to measure a row, the browser has to lay out the group that it is in.
    let groups = find_all(&closest(root, "who-when")?, "[data-static] .group");
    let groups = groups.into_iter().filter(ends_in_view_or_below);
    let row = groups.flat_map(|group| find_all(&group, ".row")).find(ends_in_view_or_below)?;
    Some((number_attr(&row, "data-row")?, row.get_bounding_client_rect().top()))
}
