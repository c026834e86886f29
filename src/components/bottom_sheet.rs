//! The bottom sheet: on a narrow screen, a panel that lies over the text and whose height the user drags.
//!
//! Invariant: the sheet is never higher than `MAX_HEIGHT`, so that the sentence it is about stays visible above it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use crate::components::dom::{El, set};
use crate::state::article::ArticleState;
use crate::state::panels::PanelKind;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The initial height, as a share of the viewport.
const INITIAL_HEIGHT: f64 = 0.44;

/// The maximum height, as a share of the viewport.
const MAX_HEIGHT: f64 = 0.62;

/// If the sheet is released below this share of the viewport, it closes.
const CLOSE_BELOW: f64 = 0.2;

/// A panel shown as a bottom sheet, and its handle.
#[derive(Clone)]
struct Sheet {
    state: ArticleState,
    panel_kind: PanelKind,
    handle: HtmlElement,
}

impl Sheet {
    fn panel(&self) -> Option<HtmlElement> {
        self.handle.parent_element()?.dyn_into().ok()
    }

    /// Returns the current height, as a share of the viewport.
    fn height(&self) -> f64 {
        self.panel().map_or(0.0, |panel| panel.get_bounding_client_rect().height())
            / self.state.view().height().max(1.0)
    }

    /// Sets the height, at most to [`MAX_HEIGHT`].
    fn resize(&self, share: f64) {
        if let Some(panel) = self.panel() {
            let share = share.min(MAX_HEIGHT);
            let _ = panel.style().set_property("--sheet", &((share * 100.0).round() as u32).to_string());
            set(&self.handle, "aria-expanded", if share > INITIAL_HEIGHT { "true" } else { "false" });
        }
    }

    /// Ends a change of the height. Closes the sheet if it is too low. Scrolls the selection back into view above the
    /// sheet.
    fn release(&self, share: f64) {
        if share < CLOSE_BELOW {
            self.resize(INITIAL_HEIGHT);
            self.state.toggle_panel(self.panel_kind);
        } else {
            self.resize(share);
        }
        self.state.keep_selection_in_view();
    }
}

/// Creates the handle at the top of a panel. Dragging it changes the height; a tap or a key switches between two
/// heights.
pub fn handle(state: ArticleState, panel_kind: PanelKind) -> El {
    let story = state.story();
    // The start position of the pointer, the height at that time, and whether the pointer has moved since.
    let drag = StoredValue::new_local(None::<(f64, f64, bool)>);
    let handle = El::button()
        .class("handle")
        .attr("aria-label", story.locale().text(Message::SheetHeight))
        .attr("aria-expanded", "false");
    let sheet = Sheet { state, panel_kind, handle: handle.element().clone().unchecked_into() };
    let (down, moved, up, cancelled) = (sheet.clone(), sheet.clone(), sheet.clone(), sheet.clone());
    let (click, key) = (sheet.clone(), sheet);
    handle
        .on("pointerdown", move |event: &PointerEvent| {
            let _ = down.handle.set_pointer_capture(event.pointer_id());
            drag.set_value(Some((f64::from(event.client_y()), down.height(), false)));
        })
        .on("pointermove", move |event: &PointerEvent| {
            let Some((start, share, _)) = drag.get_value() else { return };
            let by = start - f64::from(event.client_y());
            if by.abs() > 6.0 {
                drag.set_value(Some((start, share, true)));
                moved.resize((share + by / state.view().height().max(1.0)).max(0.1));
            }
        })
        .on("pointerup", move |_: &Event| {
            if let Some((.., true)) = drag.get_value() {
                up.release(up.height());
            }
        })
        // The browser uses the touch for something else, and no click follows.
        .on("pointercancel", move |_: &Event| {
            if let Some(Some((.., true))) = drag.try_update_value(Option::take) {
                cancelled.release(cancelled.height());
            }
        })
        .on("click", move |_: &Event| {
            // A click that ends a drag is ignored.
            if !matches!(drag.try_update_value(Option::take), Some(Some((.., true)))) {
                click.release(if click.height() > (INITIAL_HEIGHT + MAX_HEIGHT) / 2.0 {
                    INITIAL_HEIGHT
                } else {
                    MAX_HEIGHT
                });
            }
        })
        .on("keydown", move |event: &KeyboardEvent| {
            let share = match event.key().as_str() {
                "ArrowUp" => MAX_HEIGHT,
                "ArrowDown" => INITIAL_HEIGHT,
                _ => return,
            };
            event.prevent_default();
            key.release(share);
        })
}
