//! What one sees the text through, and what scrolls it: the window, or a box of the reader's own in a page of others.
//!
//! Its edges are places in the window, as those of elements are, so both can be compared.
//!
//! ```ignore
//! let free = view.bottom() - view.top();
//! view.scroll_to(view.scrolled() + free, ScrollBehavior::Smooth);
//! ```

use web_sys::{EventTarget, HtmlElement, ScrollBehavior, ScrollToOptions};

use super::{document, view_height, window};

/// What one sees the text through.
#[derive(Clone)]
pub struct View(Option<HtmlElement>);

impl View {
    /// The window.
    pub fn window() -> Self {
        Self(None)
    }

    /// An element that scrolls what is in it.
    pub fn of(element: HtmlElement) -> Self {
        Self(Some(element))
    }

    /// The element that scrolls; none where it is the window.
    pub fn element(&self) -> Option<&HtmlElement> {
        self.0.as_ref()
    }

    /// Its upper edge, in CSS pixels from that of the window.
    pub fn top(&self) -> f64 {
        self.0.as_ref().map_or(0.0, |element| element.get_bounding_client_rect().top())
    }

    /// Its lower edge, in CSS pixels from the upper edge of the window.
    pub fn bottom(&self) -> f64 {
        self.0.as_ref().map_or_else(view_height, |element| element.get_bounding_client_rect().bottom())
    }

    /// How high it is, in CSS pixels.
    pub fn height(&self) -> f64 {
        self.bottom() - self.top()
    }

    /// How far it is scrolled, in CSS pixels.
    pub fn scrolled(&self) -> f64 {
        match &self.0 {
            Some(element) => f64::from(element.scroll_top()),
            None => window().scroll_y().unwrap_or_default(),
        }
    }

    /// Scrolls it so far, in CSS pixels.
    pub fn scroll_to(&self, top: f64, behavior: ScrollBehavior) {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(behavior);
        match &self.0 {
            Some(element) => element.scroll_to_with_scroll_to_options(&options),
            None => window().scroll_to_with_scroll_to_options(&options),
        }
    }

    /// How far it is scrolled: 0 at its beginning, 1 at its end.
    pub fn progress(&self) -> f64 {
        let whole = match &self.0 {
            Some(element) => element.scroll_height(),
            None => document().document_element().map_or(0, |page| page.scroll_height()),
        };
        let way = (f64::from(whole) - self.height()).max(1.0);
        // Not `clamp`: it could tell of bounds that are none, and with them brings the printing of floats.
        (self.scrolled() / way).min(1.0)
    }

    /// What tells of its scrolling.
    pub fn target(&self) -> EventTarget {
        self.0.as_ref().map_or_else(|| window().into(), |element| element.clone().into())
    }
}
