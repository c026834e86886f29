//! The style of an element: what is computed, and what is set.

use web_sys::{Element, HtmlElement};

use super::window;

/// Returns the computed value of a CSS property of an element, or an empty string if there is none.
pub fn computed_value(element: &Element, property: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
}

/// Sets a CSS property of an element. An empty value removes it.
pub fn set_property(element: &HtmlElement, property: &str, value: &str) {
    // This only fails for an element whose style is read-only.
    let _ = element.style().set_property(property, value);
}
