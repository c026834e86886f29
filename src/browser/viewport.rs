//! The viewport of the text, which shows and scrolls it: the window, the reader's own box in a host page, or an element
//! of the host page.
//!
//! Invariant: its edges are measured from the top of the window, like those of elements, so that both can be
//! compared.
//!
//! ```ignore
//! let free = view.bottom() - view.top();
//! view.scroll_to(view.scroll_offset() + free, ScrollBehavior::Smooth);
//! ```

use std::iter;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement, ScrollBehavior, ScrollToOptions, ShadowRoot};

use super::listen::{self, Listener};
use super::{document, style, view_height, window};

/// The viewport of the text.
#[derive(Clone)]
pub struct Viewport(Scroller);

#[derive(Clone)]
enum Scroller {
    Window,
    /// The reader's own box.
    Own(HtmlElement),
    /// Whatever scrolls this element, which is as tall as its content: see [`scrolling_ancestor`].
    Around(HtmlElement),
}

impl Viewport {
    /// Returns the window as a viewport.
    pub fn window() -> Self {
        Self(Scroller::Window)
    }

    /// Returns an element as a viewport. The element scrolls its content.
    pub fn from_element(element: HtmlElement) -> Self {
        Self(Scroller::Own(element))
    }

    /// Returns the viewport that scrolls an element of a host page: the element around it that scrolls, or else the
    /// window. It is looked up each time, because an element begins to scroll when its content has grown.
    pub fn around(element: HtmlElement) -> Self {
        Self(Scroller::Around(element))
    }

    /// Returns the element if it is the reader's own box.
    pub fn own_element(&self) -> Option<&HtmlElement> {
        match &self.0 {
            Scroller::Own(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the element that scrolls, or `None` if it is the window.
    pub fn scroller(&self) -> Option<HtmlElement> {
        match &self.0 {
            Scroller::Window => None,
            Scroller::Own(element) => Some(element.clone()),
            Scroller::Around(element) => scrolling_ancestor(element),
        }
    }

    /// Returns the upper edge, in CSS pixels from the top of the window.
    pub fn top(&self) -> f64 {
        self.edges().0
    }

    /// Returns the lower edge, in CSS pixels from the top of the window.
    pub fn bottom(&self) -> f64 {
        self.edges().1
    }

    /// Returns the upper and the lower edge. Of a host page's element, only what is inside the window counts.
    fn edges(&self) -> (f64, f64) {
        let Some(element) = self.scroller() else { return (0.0, view_height()) };
        let rect = element.get_bounding_client_rect();
        match self.0 {
            Scroller::Around(_) => (rect.top().max(0.0), rect.bottom().min(view_height())),
            _ => (rect.top(), rect.bottom()),
        }
    }

    /// Returns the height in CSS pixels.
    pub fn height(&self) -> f64 {
        let (top, bottom) = self.edges();
        bottom - top
    }

    /// Returns how far the content is scrolled, in CSS pixels.
    pub fn scroll_offset(&self) -> f64 {
        match self.scroller() {
            Some(element) => f64::from(element.scroll_top()),
            None => window().scroll_y().unwrap_or_default(),
        }
    }

    /// Scrolls to a distance from the top of the content, in CSS pixels.
    pub fn scroll_to(&self, top: f64, behavior: ScrollBehavior) {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(behavior);
        match self.scroller() {
            Some(element) => element.scroll_to_with_scroll_to_options(&options),
            None => window().scroll_to_with_scroll_to_options(&options),
        }
    }

    /// Returns how far the content is scrolled: 0 at its beginning, 1 at its end.
    pub fn progress(&self) -> f64 {
        let whole = match self.scroller() {
            Some(element) => element.scroll_height(),
            None => document().document_element().map_or(0, |page| page.scroll_height()),
        };
        let way = (f64::from(whole) - self.height()).max(1.0);
        // Not `clamp`: its panic message for invalid bounds would add the code for printing floats to the module.
        (self.scroll_offset() / way).min(1.0)
    }

    /// Calls `then` whenever the content is scrolled.
    pub fn on_scroll(&self, then: impl Fn() + 'static) -> Vec<Listener> {
        let then = Rc::new(then);
        let listen = |target: &EventTarget| {
            let then = then.clone();
            listen::on(target, "scroll", Box::new(move |_| then()))
        };
        match &self.0 {
            Scroller::Window => vec![listen(&window())],
            Scroller::Own(element) => vec![listen(element)],
            // Which element scrolls may change, so this listens to all of them.
            Scroller::Around(element) => roots_around(element)
                .iter()
                .map(|target| {
                    let (element, then) = (element.clone(), then.clone());
                    let then = move |event: Event| {
                        // The reader's own panels scroll as well.
                        if !event.composed_path().includes(&element, 0) {
                            then();
                        }
                    };
                    listen::on_capture(target, "scroll", Box::new(then))
                })
                .collect(),
        }
    }
}

/// Returns the nearest element around an element that scrolls vertically. `None` if it is the page itself.
fn scrolling_ancestor(element: &Element) -> Option<HtmlElement> {
    iter::successors(parent(element), parent)
        // What `html` and `body` say of scrolling is said of the window.
        .take_while(|element| !matches!(element.local_name().as_str(), "html" | "body"))
        .find(|element| {
            element.scroll_height() > element.client_height()
                && matches!(style::computed_value(element, "overflow-y").as_str(), "auto" | "scroll")
        })
        .and_then(|element| element.dyn_into().ok())
}

/// Returns the window and the shadow roots that an element is rendered in. The `scroll` events of elements do not leave
/// their shadow root.
fn roots_around(element: &Element) -> Vec<EventTarget> {
    let mut roots = vec![window().into()];
    for element in iter::successors(parent(element), parent) {
        if let Ok(root) = element.get_root_node().dyn_into::<ShadowRoot>() {
            let root: EventTarget = root.into();
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
    }
    roots
}

/// Returns the element that an element is rendered in, through slots and shadow roots.
fn parent(element: &Element) -> Option<Element> {
    let slot = element.assigned_slot().map(Into::into);
    let host = || element.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
    slot.or_else(|| element.parent_element()).or_else(host)
}
