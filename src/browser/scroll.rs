//! Scrolling no more than needed: what is in view stays where it is; what is far is jumped to, what is near is scrolled
//! to smoothly unless the person asked for less motion.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{
    DomRect, Element, FocusOptions, HtmlElement, Range, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::view::View;
use super::{frames, listen, window};

/// What of a view is free, in CSS pixels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Insets {
    /// Where below a bar the view is free, from the upper edge of the window.
    pub top: f64,
    /// How far a sheet reaches over the view's lower edge.
    pub bottom: f64,
}

/// Brings an element into view if it is not: to the middle of what is left free, or, when it is taller than most of
/// that, to its top; as long as `wanted` says that it is.
///
/// Groups out of view have an estimated height, which becomes the true one as they come near: so the place is looked at
/// again until it stands still.
pub async fn into_view(view: &View, element: &Element, insets: Insets, wanted: impl Fn() -> bool) {
    let (top, bottom) = (insets.top, view.bottom() - insets.bottom);
    // Of something taller than the view its beginning counts.
    let out_of_view = |rect: &DomRect| {
        let end = rect.bottom().min(rect.top() + (bottom - top) * 0.95);
        (top - rect.top()).max(end - bottom).max(0.0)
    };
    let mut rect = element.get_bounding_client_rect();
    // Also what is in view is watched until it stands still: an earlier way may still carry it off.
    if out_of_view(&rect) > 0.0 {
        let smooth = out_of_view(&rect) < view.height() * 2.0 && !reduced_motion();
        to(view, element, insets, rect.height() > (bottom - top) * 0.95, smooth);
    }
    let mut still = 0;
    for _ in 0..90 {
        frames::next_frame().await;
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

/// Brings words into view, as [`into_view`] does an element: the row of the text that they stand in first, then, where that
/// is tall, they themselves.
pub async fn words_into_view(view: &View, row: &Element, words: &Range, insets: Insets, wanted: impl Fn() -> bool) {
    let is_in_view = || {
        let rect = words.get_bounding_client_rect();
        rect.top() >= insets.top && rect.bottom() <= view.bottom() - insets.bottom
    };
    if is_in_view() {
        return;
    }
    into_view(view, row, insets, &wanted).await;
    for _ in 0..3 {
        if !wanted() || is_in_view() {
            return;
        }
        let by = words.get_bounding_client_rect().top() - middle(view, insets);
        view.scroll_to(view.scrolled() + by, ScrollBehavior::Instant);
        frames::next_frame().await;
    }
}

/// The middle of what is left free of a view, in CSS pixels from the upper edge of the window.
fn middle(view: &View, insets: Insets) -> f64 {
    (insets.top + view.bottom() - insets.bottom) / 2.0
}

/// In the window the browser scrolls whatever lies around the element; the margins for the time of the call keep it clear
/// of what covers the view. A box of our own scrolls, and the page around it stays where it is.
fn to(view: &View, element: &Element, insets: Insets, tall: bool, smooth: bool) {
    let behavior = if smooth { ScrollBehavior::Smooth } else { ScrollBehavior::Instant };
    if view.element().is_some() {
        let rect = element.get_bounding_client_rect();
        let by = if tall { rect.top() - insets.top } else { (rect.top() + rect.bottom()) / 2.0 - middle(view, insets) };
        view.scroll_to(view.scrolled() + by, behavior);
        return;
    }
    let style = element.dyn_ref::<HtmlElement>().map(HtmlElement::style);
    if let Some(style) = &style {
        let _ = style.set_property("scroll-margin-top", &format!("{}px", insets.top.round() as i32));
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

/// Scrolls a panel, and only the panel, so that an element in it is in view, as long as `wanted` says that it is and
/// nobody uses the panel.
///
/// The element may not be there yet, and what lies between may have an estimated height: so the place is looked at again
/// until it stands still.
pub async fn within(panel: &HtmlElement, element: &Element, wanted: impl Fn() -> bool) {
    let used = Rc::new(Cell::new(false));
    let _listeners = ["wheel", "touchmove", "pointerdown", "keydown"].map(|name| {
        let used = used.clone();
        listen::on(panel, name, Box::new(move |_| used.set(true)))
    });
    let mut still = 0;
    let mut smooth = !reduced_motion();
    let mut last = f64::NAN;
    for _ in 0..90 {
        frames::next_frame().await;
        if !wanted() || used.get() || panel.hidden() {
            return;
        }
        if !element.is_connected() {
            continue;
        }
        let top = element.get_bounding_client_rect().top();
        still = if (top - last).abs() < 0.5 { still + 1 } else { 0 };
        last = top;
        let by = out_of_panel(panel, element);
        match (by == 0.0, still) {
            (true, 3..) => return,
            // At first, or when a smooth scroll has come to its end.
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

/// How far a panel must scroll for an element to be in view; 0 where it is, or where it cannot be more so.
fn out_of_panel(panel: &HtmlElement, element: &Element) -> f64 {
    let (view, rect) = (panel.get_bounding_client_rect(), element.get_bounding_client_rect());
    let breath = 8.0;
    // Its head lies over what is scrolled: the handle of a sheet, and the heading.
    let head = panel.query_selector(".head").ok().flatten();
    let head = head.map_or(0.0, |head| head.get_bounding_client_rect().bottom() - view.top()).max(0.0);
    let (over, under) = (rect.top() - view.top() - head - breath, rect.bottom() - view.bottom() + breath);
    let by = if over < 0.0 || rect.height() > view.height() - head - 2.0 * breath {
        over
    } else if under > 0.0 {
        under.min(over)
    } else {
        0.0
    };
    // The panel may be at its end.
    let place = f64::from(panel.scroll_top());
    let end = f64::from(panel.scroll_height() - panel.client_height());
    let by = (place + by).clamp(0.0, end.max(0.0)) - place;
    if by.abs() < 1.0 { 0.0 } else { by }
}

/// Puts an element's top at a place of the view, in CSS pixels from its upper edge, at once, as long as `wanted` says so. What still scrolls stops.
///
/// What lies over it may have an estimated height, so the place is looked at again until it stands still.
pub async fn to_place(view: &View, element: &Element, top: f64, wanted: impl Fn() -> bool) {
    let mut still = 0;
    for _ in 0..60 {
        let by = element.get_bounding_client_rect().top() - view.top() - top;
        let before = view.scrolled();
        view.scroll_to(before + by, ScrollBehavior::Instant);
        // At the beginning and the end of the page there is no further way.
        let moved = (view.scrolled() - before).abs() >= 1.0;
        still = if moved { 0 } else { still + 1 };
        if still > 3 {
            return;
        }
        frames::next_frame().await;
        if !wanted() {
            return;
        }
    }
}

/// Puts the page at its beginning, at once.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Whether the person asked for less motion.
pub fn reduced_motion() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Puts the focus on an element without scrolling.
pub fn focus(element: &Element) {
    focus_with(element, &FocusOptions::new());
}

/// The same in answer to a key, so that it is seen. Browsers guess whether a script does it for a key; Firefox goes by how the
/// focus last moved, and after a click shows none.
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
