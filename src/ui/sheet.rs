//! The sheet of a narrow screen: a panel over the text, as high as the person drags it, and never so high that the sentence
//! it speaks of cannot be seen over it.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use super::element::{El, set};
use super::opened::Opened;
use super::sides::Side;
use super::value::Kept;
use crate::host::view_height;
use crate::words::{Speech, Word};

/// How high the sheet can be, as shares of the view: at first, and at most. Below the least it closes.
const HEIGHTS: [f64; 3] = [0.44, 0.62, 0.2];

/// The handle at the top of a panel: dragged, it changes the height; tapped or pressed, it goes between two heights.
pub fn handle(opened: Opened, side: Side) -> El {
    let story = opened.story();
    let drag = Kept::new(None::<(f64, f64, bool)>);
    let handle = El::button()
        .class("handle")
        .attr("aria-label", story.speech().say(Word::SheetHeight))
        .attr("aria-expanded", "false");
    let element: HtmlElement = handle.element().clone().unchecked_into();
    let panel = {
        let element = element.clone();
        move || element.parent_element().and_then(|panel| panel.dyn_into::<HtmlElement>().ok())
    };
    let resize = {
        let (panel, element) = (panel.clone(), element.clone());
        move |share: f64| {
            if let Some(panel) = panel() {
                let share = share.min(HEIGHTS[1]);
                let _ = panel.style().set_property("--sheet", &format!("{}dvh", (share * 100.0).round() as u32));
                set(&element, "aria-expanded", if share > HEIGHTS[0] { "true" } else { "false" });
            }
        }
    };
    let height =
        move || panel().map_or(0.0, |panel| panel.get_bounding_client_rect().height()) / view_height().max(1.0);
    let settle = move |resize: &dyn Fn(f64), share: f64| {
        if share < HEIGHTS[2] {
            resize(HEIGHTS[0]);
            opened.toggle(side);
        } else {
            resize(share);
        }
        // What is held stays in sight over the sheet.
        opened.keep_held_in_sight();
    };
    let (moved, ended, toggled, pressed) = (resize.clone(), resize.clone(), resize.clone(), resize);
    let (height_now, height_then, height_key) = (height.clone(), height.clone(), height);
    let own = element;
    handle
        .on("pointerdown", move |event: &PointerEvent| {
            let _ = own.set_pointer_capture(event.pointer_id());
            drag.set_value(Some((f64::from(event.client_y()), height_now(), false)));
        })
        .on("pointermove", move |event: &PointerEvent| {
            let Some((start, share, _)) = drag.get_value() else { return };
            let by = start - f64::from(event.client_y());
            if by.abs() > 6.0 {
                drag.set_value(Some((start, share, true)));
                moved((share + by / view_height().max(1.0)).max(0.1));
            }
        })
        .on("pointerup", move |_: &Event| {
            if let Some((.., true)) = drag.get_value() {
                settle(&ended, height_then());
            }
        })
        .on("click", move |_: &Event| {
            // The end of dragging is no click.
            if !matches!(drag.try_update_value(Option::take), Some(Some((.., true)))) {
                let next = if height_key() > (HEIGHTS[0] + HEIGHTS[1]) / 2.0 { HEIGHTS[0] } else { HEIGHTS[1] };
                settle(&toggled, next);
            }
        })
        .on("keydown", move |event: &KeyboardEvent| {
            let share = match event.key().as_str() {
                "ArrowUp" => HEIGHTS[1],
                "ArrowDown" => HEIGHTS[0],
                _ => return,
            };
            event.prevent_default();
            settle(&pressed, share);
        })
}
