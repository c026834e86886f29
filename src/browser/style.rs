//! The computed style of an element.

use web_sys::Element;

use super::window;

/// Returns the computed value of a CSS property of an element, or an empty string if there is none.
pub fn computed_value(element: &Element, property: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
}
