//! Roving tabindex: a group of controls has one tab stop, and the arrow keys move the focus inside the group.
//!
//! Invariant: of the controls of a group, at most one has `tabindex="0"`. The groups are the marks and margin signs of
//! a block, the event cards, the entries of the actors panel, and the buttons of the minimap.
//!
//! ```ignore
//! if let Some(step) = Step::of(&event.key(), rtl) {
//!     walk(&panel, ".actor", &focused, step);
//! }
//! ```

use crate::actors::popover::Popover;
use crate::browser::{scroll, timers};
use crate::components::dom::{closest, closest_number_attr, find_all, focused_element, set, target};
use crate::components::reactive::spawn;
use crate::input::pointer::mark_at;
use crate::state::article::ArticleState;
use crate::text::painter::Painter;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use whowhen_core::article::{Direction, MentionIdx};
use whowhen_core::reading::Command;

/// A movement of the focus inside a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next control.
    Next,
    /// To the previous control.
    Previous,
    /// To the first control.
    First,
    /// To the last control.
    Last,
}

impl Step {
    /// Returns the step of a key. `rtl` is whether the text runs from right to left.
    pub fn of(key: &str, rtl: bool) -> Option<Self> {
        Some(match key {
            "ArrowDown" => Self::Next,
            "ArrowUp" => Self::Previous,
            "ArrowRight" if rtl => Self::Previous,
            "ArrowLeft" if rtl => Self::Next,
            "ArrowRight" => Self::Next,
            "ArrowLeft" => Self::Previous,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }

    /// Returns the control that the step reaches from the position `here`.
    fn from(self, stops: &[Element], here: usize) -> Option<&Element> {
        match self {
            Self::Next => stops.get(here + 1),
            Self::Previous => stops.get(here.checked_sub(1)?),
            Self::First => stops.first(),
            Self::Last => stops.last(),
        }
    }
}

/// Makes `stop` the only one of the stops that Tab reaches.
pub fn set_tab_stop(stops: &[Element], stop: &Element) {
    for other in stops.iter().filter(|other| *other != stop) {
        set(other, "tabindex", "-1");
    }
    set(stop, "tabindex", "0");
}

/// Moves the focus and the tab stop inside a list. Returns the newly focused control, if there is one in that
/// direction.
pub fn move_focus(list: &Element, selector: &str, from: &Element, step: Step) -> Option<Element> {
    let stops = find_all(list, selector);
    let here = stops.iter().position(|stop| stop == from)?;
    let next = step.from(&stops, here)?;
    set_tab_stop(&stops, next);
    scroll::focus_by_key(next);
    Some(next.clone())
}

/// Whether the last row of a panel's list is not made: in a long list, rows far from the view are empty.
fn has_empty_end(panel: &Element, selector: &str) -> bool {
    let last = find_all(panel, &format!("{selector}, [data-far], [data-far-rows]")).pop();
    last.is_some_and(|last| !last.matches(selector).unwrap_or(true))
}

/// Scrolls a panel to its end until the last row of its list is made.
async fn make_last_row(panel: &HtmlElement, selector: &str) {
    for _ in 0..60 {
        if !has_empty_end(panel, selector) {
            return;
        }
        panel.set_scroll_top(panel.scroll_height());
        timers::next_frame().await;
    }
}

impl Painter {
    /// Returns the mentions that cover a `mark`, outermost first.
    pub fn mentions_at(&self, mark: &Element) -> Vec<MentionIdx> {
        let places = mark.get_attribute("data-mentions").unwrap_or_default();
        let mentions = &self.story.article.mentions;
        places
            .split(' ')
            .filter_map(|place| place.parse::<u32>().ok())
            .filter_map(|place| mentions.search_by_key(&place, |mention| mention.position))
            .collect()
    }

    /// Makes a mark or a margin sign the only tab stop of its block.
    pub fn make_tab_stop(&self, stop: &Element) {
        let Some(row) = row_of(stop) else { return };
        let marks = self.marked.get(row).and_then(Option::as_ref).map_or(&[][..], |marked| &marked.marks);
        let mut all: Vec<Element> = marks.iter().map(|piece| piece.element.clone()).collect();
        all.extend(self.signs.visible_signs(row));
        set_tab_stop(&all, stop);
    }

    /// Returns the mark or margin sign that a step reaches in the same block.
    pub fn neighboring_stop(&self, from: &Element, step: Step) -> Option<Element> {
        let row = row_of(from)?;
        let marks = self.marked.get(row)?.as_ref().map_or(&[][..], |marked| &marked.marks);
        // A mark is a stop if a mention begins there and is the innermost one. So a mention that other mentions split
        // into several marks is one stop. Muted marks are skipped.
        let is_stop = |place: usize| {
            let innermost = marks[place].mentions.last();
            let begins = |innermost| !marks[..place].iter().any(|other| other.mentions.contains(innermost));
            marks[place].element == *from
                || (!marks[place].element.has_attribute("data-muted") && innermost.is_some_and(begins))
        };
        let marks = (0..marks.len()).filter(|place| is_stop(*place)).map(|place| marks[place].element.clone());
        let stops: Vec<Element> = marks.chain(self.signs.visible_signs(row)).collect();
        let here = stops.iter().position(|stop| stop == from)?;
        step.from(&stops, here).cloned()
    }
}

fn row_of(element: &Element) -> Option<usize> {
    closest_number_attr(element, "data-row").map(|row| row as usize)
}

/// Called when a key is pressed. Arrow keys, Home and End move the focus: among the marks and margin signs of a block,
/// the event cards, or the actors. Enter and Space select the actor of a mark. Enter on a sentence moves the focus to
/// the card of its event.
pub fn key_down(state: ArticleState, popover: Popover, event: &web_sys::KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(element) = target(event) else { return };
    let key = event.key();
    let selects = key == "Enter" || key == " ";
    let mark = mark_at(state, &element).filter(|(mark, _)| *mark == element);
    if mark.is_some() || element.has_attribute("data-sign") {
        if let Some((mark, mentions)) = mark.filter(|_| selects) {
            event.prevent_default();
            popover.toggle_pin(mark, mentions, true);
            return;
        }
        let direction = closest(&element, "[dir]").and_then(|around| around.get_attribute("dir"));
        let rtl = direction.as_deref() == Some(Direction::Rtl.word());
        let next = Step::of(&key, rtl)
            .and_then(|step| state.with_painter(|painter| painter.neighboring_stop(&element, step))?);
        if let Some(next) = next {
            event.prevent_default();
            scroll::focus_by_key(&next);
        }
    } else if element.has_attribute("data-proof") && key == "Enter" {
        let held = state.reading.with_untracked(|reading| reading.event);
        let events = state.with_painter(|painter| painter.events_at(&element)).unwrap_or_default();
        let event_here = held.filter(|held| events.contains(held)).or(events.first().copied());
        if let Some(at) = event_here {
            event.prevent_default();
            state.dispatch(Command::ShowEvent(at), None);
            state.focus_card(at);
        }
    } else if let Some(panel) = closest(&element, "aside") {
        let selector = if element.class_name() == "actor" { ".actor" } else { "h4 button" };
        let is_stop = element.matches(".actor, h4 button").unwrap_or(false);
        // Left and right are ignored, because the list has one column.
        let step = Step::of(&key, false).filter(|_| is_stop && !matches!(key.as_str(), "ArrowLeft" | "ArrowRight"));
        let Some(step) = step else { return };
        let is_far = matches!(step, Step::Last) && has_empty_end(&panel, selector);
        let next = if is_far { None } else { move_focus(&panel, selector, &element, step) };
        if next.is_none() && !is_far {
            return;
        }
        event.prevent_default();
        spawn(async move {
            let Ok(panel) = panel.dyn_into::<HtmlElement>() else { return };
            if is_far {
                make_last_row(&panel, selector).await;
            }
            let has_focus = |control: &Element| focused_element().as_ref() == Some(control);
            let next = next.or_else(|| has_focus(&element).then(|| move_focus(&panel, selector, &element, step))?);
            if let Some(next) = next {
                scroll::scroll_panel_to(&panel, &next, &|| has_focus(&next)).await;
            }
        });
    }
}
