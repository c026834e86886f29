//! Reactive attributes, children and listeners for DOM elements, built on the effects and signals of Leptos.
//!
//! Invariant: everything that is started here ends with the reactive owner in which it was started: when an effect runs
//! again, an article is closed, or a reader is removed from its page. The only exceptions are [`spawn`] and [`in_next_frame`].
//!
//! Closures are boxed, so that the code around them is compiled once and not once for each closure.
//!
//! ```ignore
//! El::button().text("Events").reactive_attr("aria-pressed", move || Some(if open.get() { "true" } else { "false" }))
//! ```

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use crate::browser::viewport::Viewport;
use crate::browser::{document, listen, timers};
use crate::components::dom::{El, append, insert_before, set};

/// Runs a callback before the next paint, and again whenever a signal that it reads changes. Same as [`Effect::new`],
/// but with a boxed closure.
pub fn effect(run: impl FnMut() + 'static) {
    fn begin(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    begin(Box::new(run));
}

/// Called with the previous value, if any, and the current value.
type OnChange<T> = Box<dyn FnMut(Option<T>, &T)>;

/// Runs a callback once, and again whenever a value derived from signals changes. The callback itself tracks nothing.
///
/// [`Effect::watch`] is similar, but also runs when a signal is set to the same value.
pub fn watch<T: PartialEq + 'static>(value: impl Fn() -> T + 'static, then: impl FnMut(Option<T>, &T) + 'static) {
    fn begin<T: PartialEq + 'static>(value: Box<dyn Fn() -> T>, mut then: OnChange<T>) {
        let mut before = None;
        effect(move || {
            let now = value();
            if before.as_ref() != Some(&now) {
                let old = before.take();
                untrack(|| then(old, &now));
                before = Some(now);
            }
        });
    }
    begin(Box::new(value), Box::new(then));
}

/// Keeps a value, such as a listener or an observer, until the reactive owner ends. Then the value is dropped.
pub fn keep_alive(thing: impl Any) {
    let thing: Box<dyn Any> = Box::new(thing);
    StoredValue::new_local(thing);
}

/// Runs a future on the browser's event loop. It is not cancelled when the reactive owner ends.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    fn begin(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    begin(Box::pin(work));
}

/// Runs a callback in the browser's next frame, before it is painted. It runs also if the reactive owner has ended by then, so it
/// must not read signals of that owner without a check.
pub fn in_next_frame(then: impl FnOnce() + 'static) {
    fn begin(then: Box<dyn FnOnce()>) {
        spawn(async move {
            timers::next_frame().await;
            then();
        });
    }
    begin(Box::new(then));
}

/// Work that was started, and whose result may be waited for.
pub struct Started<T>(Rc<RefCell<Option<T>>>);

/// Starts work. It goes on, also if nobody waits for its result.
pub fn start<T: 'static>(work: impl Future<Output = T> + 'static) -> Started<T> {
    let result = Rc::new(RefCell::new(None));
    let place = result.clone();
    spawn(async move {
        let done = work.await;
        place.replace(Some(done));
    });
    Started(result)
}

impl<T> Started<T> {
    /// Waits for the result, but no longer than so many milliseconds from now.
    pub async fn within(self, milliseconds: f64) -> Option<T> {
        let enough = timers::now() + milliseconds;
        while self.0.borrow().is_none() && timers::now() < enough {
            timers::sleep(20).await;
        }
        self.0.take()
    }
}

/// Adds an event listener to an element or the window. It is removed when the reactive owner ends.
pub fn listen(target: &EventTarget, name: &'static str, then: impl FnMut(Event) + 'static) {
    keep_alive(listen::on(target, name, Box::new(then)));
}

/// Calls `then` when a viewport is scrolled and `wanted` returns true: in the next frame, and at most once per frame.
pub fn on_scroll(view: &Viewport, wanted: impl Fn() -> bool + 'static, then: impl Fn() + 'static) {
    on_scroll_every(0, view, wanted, then);
}

/// As [`on_scroll`], but waits for `interval` milliseconds, and calls `then` at most once in that time.
pub fn on_scroll_every(interval: i32, view: &Viewport, wanted: impl Fn() -> bool + 'static, then: impl Fn() + 'static) {
    fn begin(interval: i32, view: &Viewport, wanted: Box<dyn Fn() -> bool>, then: Rc<dyn Fn()>) {
        let is_waiting = StoredValue::new_local(false);
        keep_alive(view.on_scroll(move || {
            if is_waiting.try_get_value() != Some(false) || !wanted() {
                return;
            }
            is_waiting.set_value(true);
            let then = then.clone();
            spawn(async move {
                match interval {
                    0 => timers::next_frame().await,
                    _ => timers::sleep(interval).await,
                }
                // The article may have been closed meanwhile.
                if is_waiting.try_update_value(|is_waiting| *is_waiting = false).is_some() {
                    then();
                }
            });
        }));
    }
    begin(interval, view, Box::new(wanted), Rc::new(then));
}

/// Sets an attribute to a value derived from signals. With `None`, the attribute is removed.
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

/// Appends children that are replaced whenever a value derived from signals changes. `make` itself tracks nothing. What
/// it creates may be reactive, and ends when it is replaced.
pub fn children<T: Clone + PartialEq + 'static>(
    parent: &Element,
    value: impl Fn() -> T + 'static,
    mut make: impl FnMut(T) -> Vec<El> + 'static,
) {
    let mut show = Children::at_end_of(parent);
    watch(value, move |_, now| show.replace(&mut || make(now.clone())));
}

/// Children of an element that are replaced together. They stay before whatever is appended to the element later.
struct Children {
    parent: Element,
    end: web_sys::Text,
    /// Owns what is reactive in the children that are shown.
    owner: Owner,
    shown: Vec<Element>,
}

impl Children {
    fn at_end_of(parent: &Element) -> Self {
        let end = document().create_text_node("");
        append(parent, &end);
        let owner = Owner::current().map(|owner| owner.child()).unwrap_or_default();
        Self { parent: parent.clone(), end, owner, shown: Vec::new() }
    }

    fn replace(&mut self, make: &mut dyn FnMut() -> Vec<El>) {
        self.owner.cleanup();
        self.shown.drain(..).for_each(|child| child.remove());
        self.shown = self.owner.with(make).into_iter().map(El::into_element).collect();
        self.shown.iter().for_each(|child| insert_before(&self.parent, child, &self.end));
    }
}

impl El {
    /// Adds a reactive attribute. See [`attribute`].
    pub fn reactive_attr(self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> Self {
        attribute(self.element(), name, value);
        self
    }

    /// Adds a boolean attribute that is present while a condition on signals holds.
    pub fn reactive_flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.reactive_attr(name, move || on().then_some(""))
    }

    /// Sets an attribute to "true" or "false", as ARIA has it, and keeps it up to date.
    pub fn reactive_bool(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.reactive_attr(name, move || Some(if on() { "true" } else { "false" }))
    }

    /// Adds reactive children. See [`children`].
    pub fn reactive_children<T: Clone + PartialEq + 'static>(
        self,
        value: impl Fn() -> T + 'static,
        make: impl FnMut(T) -> Vec<El> + 'static,
    ) -> Self {
        children(self.element(), value, make);
        self
    }

    /// Adds an event listener.
    pub fn on<E: JsCast>(self, name: &'static str, mut then: impl FnMut(&E) + 'static) -> Self {
        listen(self.element(), name, move |event| then(event.unchecked_ref()));
        self
    }

    /// Appends Leptos views. They end with the current reactive owner.
    pub fn view(self, views: impl IntoView + 'static) -> Self {
        let mut mounted = views.into_view().build();
        mounted.mount(self.element(), None);
        keep_alive(mounted);
        self
    }
}
