//! Event listeners that are removed when they are dropped.
//!
//! ```ignore
//! let listener = listen::on(&window(), "popstate", Box::new(|_| {}));
//! ```

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// An event listener, which is removed when this is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    capture: bool,
    closure: Closure<dyn FnMut(Event)>,
}

/// Events whose listeners can delay scrolling. They get passive listeners.
const SCROLLING: [&str; 3] = ["scroll", "wheel", "touchmove"];

/// Calls `then` at each event with this name.
pub fn on(target: &EventTarget, name: &'static str, then: Box<dyn FnMut(Event)>) -> Listener {
    add(target, name, false, then)
}

/// Calls `then` at each event with this name before the event's target gets it. This also reports events that do not
/// bubble, such as `scroll`, of elements inside the target.
pub fn on_capture(target: &EventTarget, name: &'static str, then: Box<dyn FnMut(Event)>) -> Listener {
    add(target, name, true, then)
}

fn add(target: &EventTarget, name: &'static str, capture: bool, then: Box<dyn FnMut(Event)>) -> Listener {
    let closure = Closure::wrap(then);
    let options = AddEventListenerOptions::new();
    options.set_capture(capture);
    options.set_passive(SCROLLING.contains(&name));
    // After a panic, this signal removes all listeners of the module.
    if let Some(signal) = crate::panic::listening() {
        options.set_signal(&signal);
    }
    // This does not fail for any target and name that the reader uses.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    Listener { target: target.clone(), name, capture, closure }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let closure = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.name, closure, self.capture);
    }
}
