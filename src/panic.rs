//! Reports panics to `embed.js`, which shows an error in place of every reader on the page.
//!
//! Invariant: after a panic the module must not be called again by any of the readers that share it. So JavaScript
//! takes over: it shows what happened, keeps the article's text readable, and removes the listeners that would call the
//! module.

use std::cell::{Cell, OnceCell};
use std::panic::{PanicHookInfo, set_hook};

use js_sys::Function;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

thread_local! {
    static LISTENING: OnceCell<AbortSignal> = const { OnceCell::new() };
    static HAS_PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the function that is called when the module panics. It receives the panic message and the location in the
/// source. The signal `listening` removes all listeners of the module. Called once, before the first reader is mounted.
#[wasm_bindgen]
pub fn set_panic_handler(handler: Function, listening: AbortSignal) {
    LISTENING.with(|cell| drop(cell.set(listening)));
    let handler = SendWrapper::new(handler);
    set_hook(Box::new(move |panic| {
        HAS_PANICKED.set(true);
        let place = panic.location().map(|place| place.to_string()).unwrap_or_default();
        // If the handler throws, the panic must still be reported.
        let _ = handler.call2(&JsValue::NULL, &message(panic).into(), &place.into());
    }));
}

/// Returns the signal that removes all listeners of the module.
pub fn listening() -> Option<AbortSignal> {
    LISTENING.with(|cell| cell.get().cloned())
}

/// Whether the module has panicked. Observers and timers do nothing then; listeners are removed.
pub fn has_panicked() -> bool {
    HAS_PANICKED.get()
}

fn message<'a>(panic: &'a PanicHookInfo) -> &'a str {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message")
}
