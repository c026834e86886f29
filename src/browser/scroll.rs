//! Scrolls no more than necessary, moves the focus without scrolling, and waits for what is to be scrolled to or focused.
//!
//! An element that is in view stays where it is. The reader scrolls smoothly to one that is near, unless the user
//! prefers reduced motion, and jumps to one that is far away.
//!
//! Callbacks are passed as `&dyn Fn`, so that the code that waits for frames is compiled once and not once for each caller.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{
    DomRect, Element, Event, FocusOptions, HtmlElement, Range, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use super::viewport::Viewport;
use super::{listen, timers, window};
use whowhen_core::timeline::within;

/// The bounds of the visible area of a viewport, where nothing covers it. In CSS pixels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Insets {
    /// Where the visible area begins below a toolbar, measured from the top of the window.
    pub top: f64,
    /// How much a sheet covers, measured upwards from the lower edge of the viewport.
    pub bottom: f64,
}

/// Scrolls an element into view if it is not: to the middle of the visible area or, if it is taller than most of that
/// area, to its top. Stops when `wanted` returns false.
///
/// Groups that are out of view have an estimated height, which becomes the true one when they come near. So the
/// position is checked again until it no longer changes.
pub async fn into_view(view: &Viewport, element: &Element, insets: Insets, wanted: &dyn Fn() -> bool) {
    let (top, bottom) = (insets.top, view.bottom() - insets.bottom);
    // Of an element that is taller than the visible area, only the beginning counts.
    let out_of_view = |rect: &DomRect| {
        let end = rect.bottom().min(rect.top() + (bottom - top) * 0.95);
        (top - rect.top()).max(end - bottom).max(0.0)
    };
    let mut rect = element.get_bounding_client_rect();
    // An element in view is also checked until it no longer moves, because an earlier scroll may still carry it away.
    if out_of_view(&rect) > 0.0 {
        let smooth = out_of_view(&rect) < view.height() * 2.0 && !reduced_motion();
        to(view, element, insets, rect.height() > (bottom - top) * 0.95, smooth);
    }
    let mut still = 0;
    for _ in 0..90 {
        timers::next_frame().await;
        if !wanted() {
            return;
        }
        let now = element.get_bounding_client_rect();
        still = if (now.top() - rect.top()).abs() < 0.5 { still + 1 } else { 0 };
        rect = now;
        if still >= 3 {
            if out_of_view(&rect) == 0.0 {
                return;
            }
            to(view, element, insets, rect.height() > (bottom - top) * 0.95, false);
            still = 0;
        }
    }
}

/// Scrolls words into view, as [`into_view`] does with an element: first the row that contains them and then, if the
/// row is tall, the words themselves.
pub async fn words_into_view(view: &Viewport, row: &Element, words: &Range, insets: Insets, wanted: &dyn Fn() -> bool) {
    let is_in_view = || {
        let rect = words.get_bounding_client_rect();
        rect.top() >= insets.top && rect.bottom() <= view.bottom() - insets.bottom
    };
    if is_in_view() {
        return;
    }
    into_view(view, row, insets, wanted).await;
    for _ in 0..3 {
        if !wanted() || is_in_view() {
            return;
        }
        let by = words.get_bounding_client_rect().top() - middle(view, insets);
        view.scroll_to(view.scroll_offset() + by, ScrollBehavior::Instant);
        timers::next_frame().await;
    }
}

/// Returns the middle of the visible area, in CSS pixels from the top of the window.
fn middle(view: &Viewport, insets: Insets) -> f64 {
    (insets.top + view.bottom() - insets.bottom) / 2.0
}

/// Scrolls to an element once. Outside of a box of its own, the browser scrolls everything around the element, and
/// scroll margins for the time of the call keep the element clear of what covers the viewport. If the reader scrolls in its own box,
/// only the box is scrolled and the host page stays where it is.
fn to(view: &Viewport, element: &Element, insets: Insets, tall: bool, smooth: bool) {
    let behavior = if smooth { ScrollBehavior::Smooth } else { ScrollBehavior::Instant };
    if view.own_element().is_some() {
        let rect = element.get_bounding_client_rect();
        let by = if tall { rect.top() - insets.top } else { (rect.top() + rect.bottom()) / 2.0 - middle(view, insets) };
        view.scroll_to(view.scroll_offset() + by, behavior);
        return;
    }
    let style = element.dyn_ref::<HtmlElement>().map(HtmlElement::style);
    if let Some(style) = &style {
        let _ = style.set_property("scroll-margin-top", &format!("{}px", (insets.top - view.top()).round() as i32));
        let _ = style.set_property("scroll-margin-bottom", &format!("{}px", insets.bottom.round() as i32));
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(if tall { ScrollLogicalPosition::Start } else { ScrollLogicalPosition::Center });
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(behavior);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(style) = &style {
        let _ = style.remove_property("scroll-margin-top");
        let _ = style.remove_property("scroll-margin-bottom");
    }
}

/// Whether an element has a box. The browser lays out the page for the answer, unless the element is `hidden`.
pub fn is_shown(element: &HtmlElement) -> bool {
    !element.hidden() && element.offset_width() > 0
}

/// Waits for an element that is made or displayed in one of the next 60 frames. Returns `None` if it is not, or when `wanted`
/// returns false.
pub async fn wait_until_shown(
    find: &dyn Fn() -> Option<HtmlElement>,
    wanted: &dyn Fn() -> bool,
) -> Option<HtmlElement> {
    for _ in 0..60 {
        timers::next_frame().await;
        if !wanted() {
            break;
        }
        if let Some(element) = find().filter(is_shown) {
            return Some(element);
        }
    }
    None
}

/// Dispatched on a panel when something in it is scrolled into view. It ends an earlier scroll that is still on its way.
const SCROLL_BEGINS: &str = "whowhen-scroll-begins";

/// Scrolls a panel, and only the panel, so that an element in it is in view. Stops when `wanted` returns false, when the
/// user uses the panel, or when another element in it is to be scrolled into view.
///
/// The element may not be in the panel yet, and elements before it may have an estimated height. So the position is
/// checked again until it no longer changes.
pub async fn scroll_panel_to(panel: &HtmlElement, element: &Element, wanted: &dyn Fn() -> bool) {
    // A request that is out of date ends no other.
    if !wanted() || !is_shown(panel) {
        return;
    }
    if let Ok(event) = Event::new(SCROLL_BEGINS) {
        let _ = panel.dispatch_event(&event);
    }
    let ended = Rc::new(Cell::new(false));
    let _listeners = ["wheel", "touchmove", "pointerdown", "keydown", SCROLL_BEGINS].map(|name| {
        let ended = ended.clone();
        listen::on(panel, name, Box::new(move |_| ended.set(true)))
    });
    let mut still = 0;
    let mut smooth = !reduced_motion();
    let mut last = f64::NAN;
    for _ in 0..90 {
        timers::next_frame().await;
        if !wanted() || ended.get() || !is_shown(panel) {
            return;
        }
        if !element.is_connected() {
            continue;
        }
        let top = element.get_bounding_client_rect().top();
        still = if (top - last).abs() < 0.5 { still + 1 } else { 0 };
        last = top;
        let by = panel_scroll_distance(panel, element);
        match (by == 0.0, still) {
            (true, 3..) => return,
            // At the beginning, or after a smooth scroll has ended.
            (false, 3..) | (false, 0) if still >= 3 || smooth => {
                let options = web_sys::ScrollToOptions::new();
                options.set_top(by);
                let near = by.abs() < panel.get_bounding_client_rect().height() * 1.5;
                options.set_behavior(if smooth && near { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
                panel.scroll_by_with_scroll_to_options(&options);
                smooth = false;
                still = 0;
            }
            _ => {}
        }
    }
}

/// Returns how far a panel must scroll so that an element is in view: 0 if it is in view or if the panel cannot
/// scroll further.
fn panel_scroll_distance(panel: &HtmlElement, element: &Element) -> f64 {
    let (view, rect) = (panel.get_bounding_client_rect(), element.get_bounding_client_rect());
    let breath = 8.0;
    // The panel's head covers the content that is scrolled: the handle of a sheet, and the heading.
    let head = panel.query_selector(".head").ok().flatten();
    let head = head.map_or(0.0, |head| head.get_bounding_client_rect().bottom() - view.top()).max(0.0);
    // Below it sticks the heading of the group that the element is in.
    let group = element.closest(".rows").ok().flatten().and_then(|rows| rows.previous_element_sibling());
    let head = head + group.map_or(0.0, |heading| heading.get_bounding_client_rect().height());
    let (over, under) = (rect.top() - view.top() - head - breath, rect.bottom() - view.bottom() + breath);
    let by = if over < 0.0 || rect.height() > view.height() - head - 2.0 * breath {
        over
    } else if under > 0.0 {
        under.min(over)
    } else {
        0.0
    };
    // The panel may be at one of its ends.
    let place = f64::from(panel.scroll_top());
    let end = f64::from(panel.scroll_height() - panel.client_height());
    let by = within(place + by, 0.0, end.max(0.0)) - place;
    if by.abs() < 1.0 { 0.0 } else { by }
}

/// Scrolls at once so that the top of an element is `top` CSS pixels below the upper edge of the viewport. This stops
/// a smooth scroll that is still running. Stops when `wanted` returns false.
///
/// What is above the element may have an estimated height. So the position is checked again until it no longer
/// changes.
pub async fn scroll_top_to(view: &Viewport, element: &Element, top: f64, wanted: &dyn Fn() -> bool) {
    let mut still = 0;
    for _ in 0..60 {
        let by = element.get_bounding_client_rect().top() - view.top() - top;
        let before = view.scroll_offset();
        view.scroll_to(before + by, ScrollBehavior::Instant);
        // At the beginning and at the end of the page, it cannot scroll further.
        let moved = (view.scroll_offset() - before).abs() >= 1.0;
        still = if moved { 0 } else { still + 1 };
        if still > 3 {
            return;
        }
        timers::next_frame().await;
        if !wanted() {
            return;
        }
    }
}

/// Scrolls to the top of the page at once.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Returns whether the user prefers reduced motion.
pub fn reduced_motion() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Focuses an element without scrolling.
pub fn focus(element: &Element) {
    focus_with(element, &FocusOptions::new());
}

/// Focuses an element without scrolling, in response to a key, so that the focus ring is visible. Browsers guess
/// whether a script moves the focus because of a key. Firefox goes by how the focus last moved, and shows no ring
/// after a click.
pub fn focus_by_key(element: &Element) {
    let options = FocusOptions::new();
    let _ = Reflect::set(&options, &"focusVisible".into(), &true.into());
    focus_with(element, &options);
}

fn focus_with(element: &Element, options: &FocusOptions) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(options);
    }
}
