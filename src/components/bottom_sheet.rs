//! The sheet of a narrow screen: a panel over the text, as high as the person drags it, and never so high that the sentence
//! it speaks of cannot be seen over it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use crate::components::dom::{El, set};
use crate::state::article::ArticleState;
use crate::state::panels::PanelKind;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// How high the sheet is at first, as a share of the view.
const FIRST: f64 = 0.44;

/// How high it can be at most.
const MOST: f64 = 0.62;

/// Below this it closes.
const LEAST: f64 = 0.2;

/// A panel as a sheet, with its handle.
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

    /// How high it is, as a share of the view.
    fn height(&self) -> f64 {
        self.panel().map_or(0.0, |panel| panel.get_bounding_client_rect().height())
            / self.state.view().height().max(1.0)
    }

    /// Makes it so high, or as high as it can be.
    fn resize(&self, share: f64) {
        if let Some(panel) = self.panel() {
            let share = share.min(MOST);
            let _ = panel.style().set_property("--sheet", &((share * 100.0).round() as u32).to_string());
            set(&self.handle, "aria-expanded", if share > FIRST { "true" } else { "false" });
        }
    }

    /// Leaves it so high, or closes it where that is too low. What is held stays in sight over it.
    fn release(&self, share: f64) {
        if share < LEAST {
            self.resize(FIRST);
            self.state.toggle_panel(self.panel_kind);
        } else {
            self.resize(share);
        }
        self.state.keep_selection_in_view();
    }
}

/// The handle at the top of a panel: dragged, it changes the height; tapped or pressed, it goes between two heights.
pub fn handle(state: ArticleState, panel_kind: PanelKind) -> El {
    let story = state.story();
    // Where the pointer went down, how high the sheet was, and whether it was moved since.
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
        // The browser took the finger for something else, and no click follows.
        .on("pointercancel", move |_: &Event| {
            if let Some(Some((.., true))) = drag.try_update_value(Option::take) {
                cancelled.release(cancelled.height());
            }
        })
        .on("click", move |_: &Event| {
            // The end of dragging is no click.
            if !matches!(drag.try_update_value(Option::take), Some(Some((.., true)))) {
                click.release(if click.height() > (FIRST + MOST) / 2.0 { FIRST } else { MOST });
            }
        })
        .on("keydown", move |event: &KeyboardEvent| {
            let share = match event.key().as_str() {
                "ArrowUp" => MOST,
                "ArrowDown" => FIRST,
                _ => return,
            };
            event.prevent_default();
            key.release(share);
        })
}
