//! Panics on request, for the browser tests: only with the feature `panic-test`, which no published build has.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::CustomEvent;

use crate::browser::{timers, window};
use crate::components::reactive::{effect, listen, spawn};

/// Panics when the window receives the event `whowhen-panic-test`: in an effect, in an animation frame, or in the listener
/// itself, depending on its `detail`.
pub fn listen_for_tests() {
    let is_wanted = RwSignal::new_local(false);
    effect(move || assert!(!is_wanted.get(), "a test asked for a panic in an effect"));
    listen(&window(), "whowhen-panic-test", move |event| {
        match event.unchecked_ref::<CustomEvent>().detail().as_string().as_deref() {
            Some("effect") => is_wanted.set(true),
            Some("frame") => spawn(async {
                timers::next_frame().await;
                panic!("a test asked for a panic in a frame");
            }),
            _ => panic!("a test asked for a panic in a listener"),
        }
    });
}
