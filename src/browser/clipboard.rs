//! Writes to the clipboard. The reader never reads from it.

use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::{property, window};

/// Copies text to the clipboard. Returns whether the browser allowed it. It does so in a secure context, after a
/// click or a key press.
pub async fn write(text: &str) -> bool {
    let Some(promise) = begin(text) else { return false };
    JsFuture::from(promise).await.is_ok()
}

fn begin(text: &str) -> Option<Promise> {
    let clipboard = property(&property(&window(), "navigator")?, "clipboard")?;
    let write: Function = property(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
