//! Builds DOM elements: [`Dom`] is [`Markup`] with the browser's elements.
//!
//! ```ignore
//! let mark = Dom::svg("rect").class("sure").attr("x", "10");
//! ```

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Window};
use whowhen_views::Markup;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being built.
#[must_use]
pub struct Dom(pub Element);

/// The window. Diagrams are drawn in a page, never in a worker.
pub fn window() -> Window {
    web_sys::window().expect_throw("diagrams are drawn in a page")
}

/// The page's document.
pub fn document() -> Document {
    window().document().expect_throw("a page has a document")
}

impl Markup for Dom {
    fn new(name: &'static str) -> Self {
        Self(document().create_element(name).unwrap_throw())
    }

    fn svg(name: &'static str) -> Self {
        Self(document().create_element_ns(Some(SVG), name).unwrap_throw())
    }

    fn attr(self, name: &'static str, value: &str) -> Self {
        set(&self.0, name, value);
        self
    }

    fn raw_text(self, text: &str) -> Self {
        let _ = self.0.append_child(&document().create_text_node(text));
        self
    }

    fn child(self, child: Self) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }
}

impl Dom {
    /// A button that submits nothing.
    pub fn button(text: &str) -> Self {
        Self::new("button").attr("type", "button").text(text)
    }

    /// What stands for these events, by their positions.
    pub fn of_events(self, events: &[usize]) -> Self {
        let numbers: Vec<String> = events.iter().map(usize::to_string).collect();
        self.attr("data-events", &numbers.join(" "))
    }

    /// Sets an attribute to a number, in tenths.
    pub fn number(self, name: &'static str, value: f64) -> Self {
        self.attr(name, &short(value))
    }
}

#[wasm_bindgen]
extern "C" {
    /// A number as JavaScript writes it. The browser does it: the standard library's formatting of fractions would be a
    /// twentieth of the module.
    #[wasm_bindgen(js_name = String)]
    pub fn exact(value: f64) -> String;
}

/// A number in tenths, without a trailing zero.
pub fn short(value: f64) -> String {
    // `-0` is the same as `0`.
    exact((value * 10.0).round() / 10.0 + 0.0)
}

/// A length.
pub fn length((x, y): (f64, f64)) -> f64 {
    (x * x + y * y).sqrt()
}

/// Sets an attribute. This fails only for an invalid name, and all names are literals.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets an attribute to the empty string, or removes it.
pub fn toggle(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// The element itself or its nearest ancestor that matches a selector.
pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// All descendants that match a selector.
pub fn find_all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}

/// The first descendant that matches a selector.
pub fn find(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// The numbers of a list in an attribute.
pub fn numbers(element: &Element, name: &str) -> Vec<usize> {
    let list = element.get_attribute(name).unwrap_or_default();
    list.split(' ').filter_map(|number| number.parse().ok()).collect()
}
