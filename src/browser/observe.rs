//! Observers that are disconnected when they are dropped.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver};

use crate::panic::has_panicked;

use super::viewport::Viewport;

/// Reports when elements come near the viewport.
pub struct NearObserver {
    observer: Option<IntersectionObserver>,
    _closure: Closure<dyn FnMut(Array, IntersectionObserver)>,
}

/// Calls `then` with the elements that come within `margin` of a viewport. The margin is in CSS syntax, such as
/// `"100%"`. Each element is reported once. Where an element of a host page scrolls the reader, the margin does not count.
pub fn near(view: &Viewport, margin: &str, then: impl FnMut(Vec<Element>) + 'static) -> NearObserver {
    near_boxed(view, margin, Box::new(then))
}

// The closures are boxed, so that the code around them is compiled once.
fn near_boxed(view: &Viewport, margin: &str, mut then: Box<dyn FnMut(Vec<Element>)>) -> NearObserver {
    let closure = Closure::wrap(Box::new(move |entries: Array, observer: IntersectionObserver| {
        let near = entries
            .iter()
            .map(|entry| entry.unchecked_into::<IntersectionObserverEntry>())
            .filter(IntersectionObserverEntry::is_intersecting)
            .map(|entry| entry.target())
            .collect::<Vec<_>>();
        if !near.is_empty() && !has_panicked() {
            near.iter().for_each(|element| observer.unobserve(element));
            then(near);
        }
    }) as Box<dyn FnMut(Array, IntersectionObserver)>);
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    options.set_root(view.own_element().map(AsRef::as_ref));
    let observer = IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options).ok();
    NearObserver { observer, _closure: closure }
}

impl NearObserver {
    /// Begins to observe an element.
    pub fn watch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }
}

impl Drop for NearObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Reports when the size of an element changes.
pub struct SizeObserver {
    observer: Option<ResizeObserver>,
    _closure: Closure<dyn FnMut()>,
}

/// Calls `then` when the size of an element changes, and once at the beginning.
pub fn size(element: &Element, then: impl FnMut() + 'static) -> SizeObserver {
    size_boxed(element, Box::new(then))
}

fn size_boxed(element: &Element, mut then: Box<dyn FnMut()>) -> SizeObserver {
    let then = move || {
        if !has_panicked() {
            then();
        }
    };
    let closure = Closure::wrap(Box::new(then) as Box<dyn FnMut()>);
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    SizeObserver { observer, _closure: closure }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
