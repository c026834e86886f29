//! What follows the signals: effects, and the elements whose attributes, text, children or listeners are alive.
//!
//! Leptos' effects, owners and triggers do the work, on the values of [`crate::state::value`]. Closures are boxed and elements are made by [`El`], so that each
//! piece of machinery stands in the module once and not once for each view. What is begun here ends with the owner in
//! which it was begun: an effect that runs again, an article that is closed, a reader that is taken out of its page.
//!
//! ```ignore
//! El::button().text("Events").live("aria-pressed", move || Some(if shown.get() { "true" } else { "false" }))
//! ```

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Effect, Notify, Track, untrack};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use crate::browser::view::View;
use crate::browser::{document, frames, listen};
use crate::components::dom::{El, insert_before, set};
use crate::state::value::{self, Kept};

/// Runs soon, before the browser draws, and again whenever a signal that it read has changed.
pub fn effect(run: impl FnMut() + 'static) {
    fn begin(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    begin(Box::new(run));
}

/// Is given what signals said before and what they say now.
type Then<T> = Box<dyn FnMut(Option<T>, &T)>;

/// Does something with what signals say, soon and whenever that is something else; also gives what they said before.
pub fn watch<T: PartialEq + 'static>(what: impl Fn() -> T + 'static, then: impl FnMut(Option<T>, &T) + 'static) {
    fn begin<T: PartialEq + 'static>(what: Box<dyn Fn() -> T>, mut then: Then<T>) {
        let mut before = None;
        effect(move || {
            let now = what();
            if before.as_ref() != Some(&now) {
                let old = before.take();
                untrack(|| then(old, &now));
                before = Some(now);
            }
        });
    }
    begin(Box::new(what), Box::new(then));
}

/// Keeps something that ends when it is dropped: a listener, an observer.
pub fn keep_alive(thing: impl Any) {
    value::keep_alive(Box::new(thing));
}

/// Begins something that goes on by itself, from one answer of the browser to the next.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    fn begin(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    begin(Box::pin(work));
}

/// Listens on something outside our elements.
pub fn listen(target: &EventTarget, name: &'static str, then: impl FnMut(Event) + 'static) {
    keep_alive(listen::on(target, name, Box::new(then)));
}

/// Does something when a view is scrolled and `wanted` says so: in the next frame, and once a frame.
pub fn on_scroll(view: &View, wanted: impl Fn() -> bool + 'static, then: impl Fn() + 'static) {
    fn begin(view: &View, wanted: Box<dyn Fn() -> bool>, then: Rc<dyn Fn()>) {
        let waiting = Kept::new(false);
        listen(&view.target(), "scroll", move |_| {
            if waiting.try_get_value() != Some(false) || !wanted() {
                return;
            }
            waiting.set_value(true);
            let then = then.clone();
            spawn(async move {
                frames::next_frame().await;
                // The article may have been closed meanwhile.
                if waiting.try_update_value(|waiting| *waiting = false).is_some() {
                    then();
                }
            });
        });
    }
    begin(view, Box::new(wanted), Rc::new(then));
}

/// Keeps an attribute as the signals say; none where there is no value.
pub fn attribute(element: &Element, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) {
    type Value = Option<&'static str>;
    fn begin(element: Element, name: &'static str, value: Box<dyn Fn() -> Value>) {
        watch(value, move |_, now: &Value| match *now {
            Some(value) => set(&element, name, value),
            None => drop(element.remove_attribute(name)),
        });
    }
    begin(element.clone(), name, Box::new(value));
}

/// Children at the end of an element that are made anew whenever `what` is something else; more may follow after them.
/// `make` does not follow signals: what it makes may.
pub fn slot<T: Clone + PartialEq + 'static>(
    parent: &Element,
    what: impl Fn() -> T + 'static,
    mut make: impl FnMut(T) -> Vec<El> + 'static,
) {
    // Two effects: what is made ends when its effect runs again, and so that one runs for another value alone.
    let (now, changed) = (Rc::new(RefCell::new(None)), ArcTrigger::new());
    let (newest, tell) = (now.clone(), changed.clone());
    watch(what, move |_, what| {
        *newest.borrow_mut() = Some(what.clone());
        tell.notify();
    });
    let make = move || now.borrow().clone().map(&mut make).unwrap_or_default();
    fill(parent, changed, Box::new(make));
}

fn fill(parent: &Element, changed: ArcTrigger, mut make: Box<dyn FnMut() -> Vec<El>>) {
    let (parent, end) = (parent.clone(), document().create_text_node(""));
    crate::components::dom::append(&parent, &end);
    let mut children: Vec<Element> = Vec::new();
    effect(move || {
        changed.track();
        children.drain(..).for_each(|child| child.remove());
        for child in untrack(&mut make) {
            let child = child.done();
            insert_before(&parent, &child, &end);
            children.push(child);
        }
    });
}

impl El {
    /// With an attribute as the signals say.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> Self {
        attribute(self.element(), name, value);
        self
    }

    /// With an attribute that is there, empty, while the signals say so.
    pub fn live_if(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.live(name, move || on().then_some(""))
    }

    /// With children that are made anew as the signals say: see [`slot`].
    pub fn slot<T: Clone + PartialEq + 'static>(
        self,
        what: impl Fn() -> T + 'static,
        make: impl FnMut(T) -> Vec<El> + 'static,
    ) -> Self {
        slot(self.element(), what, make);
        self
    }

    /// With a listener.
    pub fn on<E: JsCast>(self, name: &'static str, mut then: impl FnMut(&E) + 'static) -> Self {
        listen(self.element(), name, move |event| then(event.unchecked_ref()));
        self
    }
}
