//! What the style says of an element.

use web_sys::Element;

use super::window;

/// The value of a property of an element, as the style has it now; empty where there is none.
pub fn value(element: &Element, property: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
}
