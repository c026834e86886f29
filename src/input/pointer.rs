//! Hover and focus: what the pointer or the keyboard focus is on is highlighted in the text and in the panels.
//!
//! One listener for each event type, on the element around the text and the panels, reads `data-*` attributes to find
//! out what an element is about.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Selection};

use crate::actors::popover::Popover;
use crate::browser::{timers, window};
use crate::components::dom::{closest, index_attr, set, target};
use crate::components::reactive::spawn;
use crate::state::article::{ArticleState, Hovered};
use whowhen_core::article::MentionIdx;

/// The elements that highlight something or show a popover. Everything inside one of them highlights the same.
const HIGHLIGHTING: &str = "mark, [data-sign], [data-proof], [data-to-actor], [data-card], .pop";

/// Which of the pointer and the focus controls the highlight: the one that reached an element last.
#[derive(Clone, Copy)]
pub struct HoverState {
    /// The element under the pointer, until the pointer leaves it.
    over: StoredValue<Option<Element>, LocalStorage>,
    /// Whether the focus has reached an element since then.
    by_focus: StoredValue<bool, LocalStorage>,
    /// Clears the highlight a moment after the pointer has left, unless something is reached before.
    leaving: StoredValue<Option<timers::Timer>, LocalStorage>,
}

impl HoverState {
    /// Creates the state in which nothing is highlighted.
    pub fn new() -> Self {
        Self {
            over: StoredValue::new_local(None),
            by_focus: StoredValue::new_local(false),
            leaving: StoredValue::new_local(None),
        }
    }
}

/// Called when the pointer moves. If it has reached another element, highlights what that element is about.
///
/// This is the listener of `pointermove`, so an element that slides under a resting pointer while the page scrolls is
/// not highlighted. Nor is one that the pointer passes while the user selects text. A touch does not hover: a tap is a
/// click.
pub fn pointer_move(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::PointerEvent) {
    if event.pointer_type() == "touch" || event.buttons() != 0 {
        return;
    }
    let element = target(event);
    // The strip of time and the diagrams find out by themselves what the pointer is at.
    if element.as_ref().is_some_and(has_own_listeners) {
        return;
    }
    if hover_state.over.with_value(|over| *over != element)
        && let Some(element) = element
    {
        hover_state.over.set_value(Some(element.clone()));
        hover_state.by_focus.set_value(false);
        leave(state, popover, hover_state);
        set_hovered(state, popover, &element);
    }
}

/// Called when the pointer leaves an element. Browsers also send this event while the pointer rests, even from an
/// element to itself. So the highlight stays as long as the pointer is in the same part. A highlight that was caused by
/// the focus stays.
///
/// From one mark to another, the browser sends this event and at once a move, and [`pointer_move`] changes the highlight
/// in one step. To clear it in between would change every mark in view twice, so it is cleared a moment later, if no
/// move comes.
pub fn pointer_out(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::PointerEvent) {
    let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
    let goes_elsewhere = to.as_ref().is_some_and(has_own_listeners);
    if goes_elsewhere && target(event).as_ref().is_some_and(has_own_listeners) {
        return;
    }
    let part_of = |element: &Element| closest(element, HIGHLIGHTING);
    let from = hover_state.over.with_value(|over| over.as_ref().and_then(part_of));
    if from.is_some() && from == to.as_ref().and_then(part_of) {
        return;
    }
    hover_state.over.set_value(None);
    if hover_state.by_focus.get_value() {
        return;
    }
    // The strip and the diagrams highlight right after this event: to clear it later would undo that. After a touch, no
    // move follows.
    if goes_elsewhere || event.pointer_type() == "touch" {
        leave(state, popover, hover_state);
    } else {
        let later = timers::set_timeout(0, move || leave(state, popover, hover_state));
        hover_state.leaving.set_value(Some(later));
    }
}

/// Whether an element is in the strip of time or in a diagram, which have listeners of their own for pointing.
fn has_own_listeners(element: &Element) -> bool {
    closest(element, "[data-timeline], .diagram").is_some()
}

/// Called when a mouse button is pressed. Browsers do not start a text selection at the edge of a focusable element, so
/// the mark under the pointer is not focusable for a moment.
pub fn mouse_down(event: &web_sys::MouseEvent) {
    let mark = target(event).and_then(|element| closest(&element, "mark"));
    let stop = mark.and_then(|mark| mark.get_attribute("tabindex").map(|stop| (mark, stop)));
    if let Some((mark, stop)) = stop {
        let _ = mark.remove_attribute("tabindex");
        spawn(async move {
            timers::yield_to_browser().await;
            set(&mark, "tabindex", &stop);
        });
    }
}

/// Clears the highlight, now and not later, and hides the popover, unless it is pinned.
fn leave(state: ArticleState, popover: Popover, hover_state: HoverState) {
    hover_state.leaving.set_value(None);
    state.set_hovered(Hovered::default());
    popover.hide_after_delay();
}

/// Called when an element receives the focus. Acts only if the focus moved by keyboard. A click moves the focus too,
/// and is handled as a click.
pub fn focus_in(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::FocusEvent) {
    let Some(element) = target(event) else { return };
    if has_own_listeners(&element) {
        hover_state.leaving.set_value(None);
        return;
    }
    if element.matches(":focus-visible").unwrap_or(false) {
        hover_state.by_focus.set_value(true);
        let mark = mark_at(state, &element).map(|(mark, _)| mark);
        let stop = mark.or_else(|| closest(&element, "[data-sign]"));
        if let Some(stop) = &stop {
            state.with_painter(|painter| painter.make_tab_stop(stop));
        }
        // What is reached in the text, a link as well, is scrolled into view, so that neither the bar nor a sheet covers it.
        // If it receives the focus again, as when the window does, nothing scrolls.
        let is_control = || element.matches(":is([data-article], .other-articles) :is(a, button)").unwrap_or(false);
        if let Some(reached) = stop.or_else(|| is_control().then(|| element.clone()))
            && state.last_tab_stop.try_get_value().flatten().as_ref() != Some(&reached)
        {
            state.last_tab_stop.set_value(Some(reached.clone()));
            spawn(async move { state.scroll_to_element(&reached).await });
        }
        leave(state, popover, hover_state);
        set_hovered(state, popover, &element);
    }
}

/// Called when an element loses the focus. If the pointer has changed the highlight since, the highlight stays. A
/// popover that is not pinned is hidden at once: only a pointer needs time to reach it, and until then Esc would hide
/// the popover instead of clearing the selection.
pub fn focus_out(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::FocusEvent) {
    let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
    // Whoever goes elsewhere and comes back may have scrolled in between, but not from another window or in a dialog.
    if to.as_ref().is_some_and(|to| closest(to, "dialog").is_none()) {
        state.last_tab_stop.try_set_value(None);
    }
    if hover_state.by_focus.get_value() {
        hover_state.by_focus.set_value(false);
        leave(state, popover, hover_state);
        if to.is_none_or(|to| closest(&to, ".pop").is_none()) {
            popover.dismiss_unpinned();
        }
    }
}

/// Highlights what an element is about, and shows its popover after a delay.
fn set_hovered(state: ArticleState, popover: Popover, element: &Element) {
    let mut hovered = Hovered::default();
    if let Some((mark, mentions)) = mark_at(state, element) {
        hovered.actor = mentions.last().map(|mention| state.story().article[*mention].actor);
        // A popover must not cover selected text.
        if selection_is_empty() {
            popover.show_after_delay(mark, mentions);
        }
    } else if let Some(of) = closest(element, "[data-to-actor]") {
        hovered.actor = index_attr(&of, "data-to-actor", &state.story().article.actors);
    } else if closest(element, ".pop").is_some() {
        popover.cancel_timer();
        hovered.actor = popover.actor();
    }
    let card = closest(element, "[data-card]");
    hovered.events = match card.and_then(|card| index_attr(&card, "data-card", &state.story().article.events)) {
        Some(event) => vec![event],
        // Who points at a name asks for the actor. The sentence around it would be one colour more.
        None if hovered.actor.is_some() => Vec::new(),
        None => state.with_painter(|painter| painter.events_at(element)).unwrap_or_default(),
    };
    state.set_hovered(hovered);
}

/// Returns the mark at an element and the mentions that cover it.
pub(super) fn mark_at(state: ArticleState, element: &Element) -> Option<(Element, Vec<MentionIdx>)> {
    let mark = closest(element, "mark")?;
    let mentions = state.with_painter(|painter| painter.mentions_at(&mark)).filter(|mentions| !mentions.is_empty())?;
    Some((mark, mentions))
}

/// Returns whether no text is selected.
pub(super) fn selection_is_empty() -> bool {
    // Seen from outside, a selection in a shadow root is collapsed. So its text is checked as well.
    let is_empty = |selection: Selection| selection.is_collapsed() && selection.to_string().length() == 0;
    window().get_selection().ok().flatten().is_none_or(is_empty)
}
