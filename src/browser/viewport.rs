//! The viewport of the text, which shows and scrolls it: the window, or the reader's own box in a host page.
//!
//! Invariant: its edges are measured from the top of the window, like those of elements, so that both can be
//! compared.
//!
//! ```ignore
//! let free = view.bottom() - view.top();
//! view.scroll_to(view.scroll_offset() + free, ScrollBehavior::Smooth);
//! ```

use web_sys::{EventTarget, HtmlElement, ScrollBehavior, ScrollToOptions};

use super::{document, view_height, window};

/// The viewport of the text.
#[derive(Clone)]
pub struct Viewport(Option<HtmlElement>);

impl Viewport {
    /// Returns the window as a viewport.
    pub fn window() -> Self {
        Self(None)
    }

    /// Returns an element as a viewport. The element scrolls its content.
    pub fn from_element(element: HtmlElement) -> Self {
        Self(Some(element))
    }

    /// Returns the element that scrolls, or `None` if it is the window.
    pub fn element(&self) -> Option<&HtmlElement> {
        self.0.as_ref()
    }

    /// Returns the upper edge, in CSS pixels from the top of the window.
    pub fn top(&self) -> f64 {
        self.0.as_ref().map_or(0.0, |element| element.get_bounding_client_rect().top())
    }

    /// Returns the lower edge, in CSS pixels from the top of the window.
    pub fn bottom(&self) -> f64 {
        self.0.as_ref().map_or_else(view_height, |element| element.get_bounding_client_rect().bottom())
    }

    /// Returns the height in CSS pixels.
    pub fn height(&self) -> f64 {
        self.bottom() - self.top()
    }

    /// Returns how far the content is scrolled, in CSS pixels.
    pub fn scroll_offset(&self) -> f64 {
        match &self.0 {
            Some(element) => f64::from(element.scroll_top()),
            None => window().scroll_y().unwrap_or_default(),
        }
    }

    /// Scrolls to a distance from the top of the content, in CSS pixels.
    pub fn scroll_to(&self, top: f64, behavior: ScrollBehavior) {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(behavior);
        match &self.0 {
            Some(element) => element.scroll_to_with_scroll_to_options(&options),
            None => window().scroll_to_with_scroll_to_options(&options),
        }
    }

    /// Returns how far the content is scrolled: 0 at its beginning, 1 at its end.
    pub fn progress(&self) -> f64 {
        let whole = match &self.0 {
            Some(element) => element.scroll_height(),
            None => document().document_element().map_or(0, |page| page.scroll_height()),
        };
        let way = (f64::from(whole) - self.height()).max(1.0);
        // Not `clamp`: its panic message for invalid bounds would add the code for printing floats to the module.
        (self.scroll_offset() / way).min(1.0)
    }

    /// Returns the event target of the `scroll` events.
    pub fn scroll_target(&self) -> EventTarget {
        self.0.as_ref().map_or_else(|| window().into(), |element| element.clone().into())
    }
}
