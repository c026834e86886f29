//! Hovering and focus: what the pointer or the keyboard focus is on is highlighted in the text and in the panels.
//!
//! One listener for each event type, on the page as a whole, finds out from `data-*` attributes what an element is about.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Selection};

use crate::actors::popover::Popover;
use crate::browser::{frames, window};
use crate::components::dom::{closest, index, set, target};
use crate::components::reactive::spawn;
use crate::state::article::{ArticleState, Hovered};
use whowhen_core::article::MentionIdx;

/// The elements that highlight something or show a popover. All that is inside one of them highlights the same.
const HIGHLIGHTING: &str = "mark, [data-sign], [data-proof], [data-to-actor], [data-card], .pop";

/// Whether the pointer or the focus highlights something: the one that came to an element last.
#[derive(Clone, Copy)]
pub struct HoverState {
    /// The element under the pointer, until the pointer leaves it.
    over: StoredValue<Option<Element>, LocalStorage>,
    /// Whether the focus came to an element after that.
    by_focus: StoredValue<bool, LocalStorage>,
}

impl HoverState {
    /// Nothing is highlighted.
    pub fn new() -> Self {
        Self { over: StoredValue::new_local(None), by_focus: StoredValue::new_local(false) }
    }
}

/// Called when the pointer moves. Highlights the element that it has moved to. An element that slides under the pointer
/// while the page scrolls is not highlighted, nor is one that the pointer passes while the user selects text. A finger does
/// not hover: a tap is a click.
pub fn pointer_over(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::PointerEvent) {
    if event.pointer_type() == "touch" || event.buttons() != 0 {
        return;
    }
    let element = target(event);
    if hover_state.over.with_value(|over| *over != element)
        && let Some(element) = element
    {
        hover_state.over.set_value(Some(element.clone()));
        hover_state.by_focus.set_value(false);
        leave(state, popover);
        set_hovered(state, popover, &element);
    }
}

/// Called when the pointer leaves an element for another. Browsers also send this event while the pointer rests, even from
/// an element to itself, so the highlight stays as long as the pointer is in the same part. A highlight that came with the
/// focus stays.
pub fn pointer_out(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::PointerEvent) {
    let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
    let part_of = |element: &Element| closest(element, HIGHLIGHTING);
    let from = hover_state.over.with_value(|over| over.as_ref().and_then(part_of));
    if from.is_some() && from == to.as_ref().and_then(part_of) {
        return;
    }
    hover_state.over.set_value(None);
    if !hover_state.by_focus.get_value() {
        leave(state, popover);
    }
}

/// Called when a mouse button is pressed. A focusable element does not let a selection of text begin at its edge, so the
/// mark under the pointer is not focusable for a moment.
pub fn mouse_down(event: &web_sys::MouseEvent) {
    let mark = target(event).and_then(|element| closest(&element, "mark"));
    let stop = mark.and_then(|mark| mark.get_attribute("tabindex").map(|stop| (mark, stop)));
    if let Some((mark, stop)) = stop {
        let _ = mark.remove_attribute("tabindex");
        spawn(async move {
            frames::yield_to_browser().await;
            set(&mark, "tabindex", &stop);
        });
    }
}

/// Highlights nothing any more and hides the popover, unless it is pinned.
fn leave(state: ArticleState, popover: Popover) {
    state.set_hovered(Hovered::default());
    state.show_card_after_delay(&[]);
    popover.hide_after_delay();
}

/// Called when an element gets the focus. Acts only if a key moved it: a click moves the focus too, and is handled as one.
pub fn focus_in(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::FocusEvent) {
    let Some(element) = target(event) else { return };
    if element.matches(":focus-visible").unwrap_or(false) {
        hover_state.by_focus.set_value(true);
        let mark = mark_at(state, &element).map(|(mark, _)| mark);
        if let Some(stop) = mark.or_else(|| closest(&element, "[data-sign]")) {
            state.with_painter(|painter| painter.make_tab_stop(&stop));
            // The stop is scrolled into view, so that nothing covers it. If it gets the focus back, as with its window, it
            // stays where it is.
            if state.last_tab_stop.try_get_value().flatten().as_ref() != Some(&stop) {
                state.last_tab_stop.set_value(Some(stop.clone()));
                spawn(async move { state.scroll_to_element(&stop).await });
            }
        }
        leave(state, popover);
        set_hovered(state, popover, &element);
    }
}

/// Called when an element loses the focus. What the pointer has highlighted since stays highlighted. A popover that is not
/// pinned is hidden at once: only a pointer needs time to reach it, and until then Esc would hide the popover instead of
/// clearing the selection.
pub fn focus_out(state: ArticleState, popover: Popover, hover_state: HoverState, event: &web_sys::FocusEvent) {
    if hover_state.by_focus.get_value() {
        hover_state.by_focus.set_value(false);
        leave(state, popover);
        let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
        if to.is_none_or(|to| closest(&to, ".pop").is_none()) {
            popover.dismiss();
        }
    }
}

/// Highlights what an element is about, and shows its popover after a delay.
fn set_hovered(state: ArticleState, popover: Popover, element: &Element) {
    let mut hovered = Hovered::default();
    if let Some((mark, mentions)) = mark_at(state, element) {
        hovered.actor = mentions.last().map(|mention| state.story().article[*mention].actor);
        // No popover covers selected text.
        if selection_is_empty() {
            popover.show_after_delay(mark, mentions);
        }
    } else if let Some(of) = closest(element, "[data-to-actor]") {
        hovered.actor = index(&of, "data-to-actor", &state.story().article.actors);
    } else if closest(element, ".pop").is_some() {
        popover.cancel_timer();
        hovered.actor = popover.actor();
    }
    let card = closest(element, "[data-card]");
    hovered.events = match card.and_then(|card| index(&card, "data-card", &state.story().article.events)) {
        Some(event) => vec![event],
        None => state.with_painter(|painter| painter.events_at(element)).unwrap_or_default(),
    };
    if closest(element, "[data-row]").is_some() && state.reading.with_untracked(|reading| reading.event.is_none()) {
        // Once the pointer rests, the event's card is scrolled into view as well.
        state.show_card_after_delay(&hovered.events);
    }
    state.set_hovered(hovered);
}

/// The mark at an element, and the mentions that cover it.
pub(super) fn mark_at(state: ArticleState, element: &Element) -> Option<(Element, Vec<MentionIdx>)> {
    let mark = closest(element, "mark")?;
    let mentions = state.with_painter(|painter| painter.mentions_at(&mark)).filter(|mentions| !mentions.is_empty())?;
    Some((mark, mentions))
}

/// Whether no text is selected.
pub(super) fn selection_is_empty() -> bool {
    // A selection in a shadow root is collapsed when it is seen from outside.
    let is_empty = |selection: Selection| selection.is_collapsed() && selection.to_string().length() == 0;
    window().get_selection().ok().flatten().is_none_or(is_empty)
}
