//! Listeners that go when they are dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Listens as long as it lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// The events that could hold up scrolling: listened to passively.
const SCROLLING: [&str; 3] = ["scroll", "wheel", "touchmove"];

/// Calls back at each event of a name.
pub fn on(target: &EventTarget, name: &'static str, then: Box<dyn FnMut(Event)>) -> Listener {
    let closure = Closure::wrap(then);
    let options = AddEventListenerOptions::new();
    options.set_passive(SCROLLING.contains(&name));
    // It fails for no target and no name that we give.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    Listener { target: target.clone(), name, closure }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}
