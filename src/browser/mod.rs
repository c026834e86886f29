//! The browser as we use it: fetching, the address, listeners and observers, frames and timers, highlights, scrolling.
//!
//! One thing a file. Whatever holds on to the browser (a listener, an observer, a timer, a request) is a guard that
//! lets go when it is dropped, so that a component keeps it in its owner and needs no clean-up of its own.

pub mod address;
pub mod clipboard;
pub mod fetch;
pub mod frames;
pub mod highlight;
pub mod intl;
pub mod language;
pub mod listen;
pub mod observe;
pub mod scroll;
pub mod storage;
pub mod style;
pub mod view;

use js_sys::Reflect;
use wasm_bindgen::{JsValue, UnwrapThrowExt};
use web_sys::{Document, Window};

/// The window: we run in a page, never in a worker.
pub fn window() -> Window {
    web_sys::window().expect_throw("Whowhen runs in a page")
}

/// A property of an object; `None` where there is none.
fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// How high the window is, in CSS pixels.
fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

thread_local! {
    // Asked for once: elements are made by the thousand, and each question is two calls into JavaScript.
    static DOCUMENT: Document = window().document().expect_throw("a page has a document");
}

/// Does something with the page's document.
pub fn with_document<T>(run: impl FnOnce(&Document) -> T) -> T {
    DOCUMENT.with(run)
}

/// The page's document.
pub fn document() -> Document {
    with_document(Document::clone)
}
