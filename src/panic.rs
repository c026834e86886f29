//! Panics: reported to `embed.js`, which shows an error in place of every reader of the page.
//!
//! A panic ends the module for good: nothing of it may be called any more, by any of the readers that share it. So the
//! report goes to JavaScript, which shows what happened, keeps the article's text readable and removes the listeners that
//! would call the module again.
//!
//! With the feature `panic-test` a reader panics where the event `whowhen-panic-test` on the window asks for it, so that
//! the tests can see what is shown.

use std::cell::OnceCell;
use std::panic::{PanicHookInfo, set_hook};

use js_sys::Function;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

thread_local! {
    static LISTENING: OnceCell<AbortSignal> = const { OnceCell::new() };
}

/// Sets what is called when the module panics, with the message of the panic and its place in the source. All listeners of
/// the module end with the signal. To be called once, before the first reader is mounted.
#[wasm_bindgen]
pub fn set_panic_handler(handler: Function, listening: AbortSignal) {
    LISTENING.with(|cell| drop(cell.set(listening)));
    let handler = SendWrapper::new(handler);
    set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| place.to_string()).unwrap_or_default();
        // What the handler throws must not hide the panic.
        let _ = handler.call2(&JsValue::NULL, &message(panic).into(), &place.into());
    }));
}

/// The signal with which all listeners of the module end.
pub fn listening() -> Option<AbortSignal> {
    LISTENING.with(|cell| cell.get().cloned())
}

fn message<'a>(panic: &'a PanicHookInfo) -> &'a str {
    panic.payload_as_str().unwrap_or("a panic without a message")
}

/// Panics where the event asks for it: in an `effect`, in a `frame`, or in the `listener` itself.
#[cfg(feature = "panic-test")]
pub fn listen_for_tests() {
    use crate::browser::{frames, window};
    use crate::components::reactive::{effect, listen, spawn};
    use leptos::prelude::*;

    let is_wanted = RwSignal::new_local(false);
    effect(move || assert!(!is_wanted.get(), "a test asked for a panic in an effect"));
    listen(&window(), "whowhen-panic-test", move |event| {
        match event.unchecked_ref::<web_sys::CustomEvent>().detail().as_string().as_deref() {
            Some("effect") => is_wanted.set(true),
            Some("frame") => spawn(async {
                frames::next_frame().await;
                panic!("a test asked for a panic in a frame");
            }),
            _ => panic!("a test asked for a panic in a listener"),
        }
    });
}
