//! The browser's APIs as the reader uses them: fetching, the address, listeners and observers, frames and timers,
//! highlights, scrolling.
//!
//! Each file is about one of them. Invariant: what registers something with the browser (a listener, an observer, a
//! timer, a request) returns a guard, which removes it when dropped. So a component keeps the guard in its reactive
//! owner and needs no clean-up code.
//!
//! ```ignore
//! keep_alive(observe::size(&element, move || measure()));
//! ```

pub mod address;
pub mod clipboard;
pub mod fetch;
pub mod file_bytes;
pub mod file_store;
pub mod highlight;
pub mod language;
pub mod listen;
pub mod observe;
pub mod scroll;
pub mod site_search;
pub mod storage;
pub mod style;
pub mod timers;
pub mod viewport;

use js_sys::Reflect;
use wasm_bindgen::{JsValue, UnwrapThrowExt};
use web_sys::{Document, Window};

/// Returns the window. The reader runs in a page, never in a worker.
pub fn window() -> Window {
    web_sys::window().expect_throw("Whowhen runs in a page")
}

/// Returns a property of an object, or `None` if the object does not have it.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// Returns the height of the window in CSS pixels.
fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

thread_local! {
    // Looked up once, because the reader creates thousands of elements and each lookup is two calls into JavaScript.
    static DOCUMENT: Document = window().document().expect_throw("a page has a document");
}

/// Calls a function with the page's document.
pub fn with_document<T>(run: impl FnOnce(&Document) -> T) -> T {
    DOCUMENT.with(run)
}

/// Returns the page's document.
pub fn document() -> Document {
    with_document(Document::clone)
}
