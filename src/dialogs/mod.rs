//! The modal dialogs.

pub mod embed_code;
pub mod shortcuts_help;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement};

use crate::components::dom::{closest, target};

/// Closes a dialog when one of its close buttons, its backdrop, or the dialog around its content is clicked.
fn close_on_click(event: &Event) {
    let Some(hit) = target(event) else { return };
    let dialog = closest(&hit, "dialog").and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok());
    let is_backdrop = dialog.as_ref().is_some_and(|dialog| hit.is_same_node(Some(dialog)));
    if is_backdrop || closest(&hit, "[data-close]").is_some() {
        dialog.iter().for_each(HtmlDialogElement::close);
    }
}
