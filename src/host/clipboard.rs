//! The clipboard: text is put there, nothing is read from it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Puts text on the clipboard; whether the browser let us. It does in a secure page, after a click or a key.
pub async fn write(text: &str) -> bool {
    let Some(promise) = begin(text) else { return false };
    JsFuture::from(promise).await.is_ok()
}

fn begin(text: &str) -> Option<Promise> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let clipboard = get(&get(&window(), "navigator")?, "clipboard").filter(|clipboard| !clipboard.is_undefined())?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
