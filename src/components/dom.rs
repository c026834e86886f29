//! A builder for DOM elements, and helpers for working with them. The reader's views are written with [`El`].
//!
//! Most elements never change after they are created, because an open article does not change. For those that do, see
//! [`crate::components::reactive`].

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use crate::browser::{document, scroll, with_document};
use whowhen_core::article::{Arena, Idx};
use whowhen_views::Markup;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A DOM element that is being built.
#[must_use]
pub struct El(Element);

/// A DOM element as a Leptos view.
///
/// Leptos requires that views can be sent between threads. The page has only one thread, so the wrapper never panics.
pub struct ElementView(SendWrapper<Element>);

impl Markup for El {
    fn new(name: &'static str) -> Self {
        Self::from_element(with_document(|document| element(document, name)))
    }

    fn svg(name: &'static str) -> Self {
        let made = with_document(|document| document.create_element_ns(Some(SVG), name));
        Self::from_element(made.unwrap_or_else(|error| wasm_bindgen::throw_val(error)))
    }

    fn attr(self, name: &'static str, value: &str) -> Self {
        set(&self.0, name, value);
        self
    }

    fn raw_text(self, text: &str) -> Self {
        append(&self.0, &with_document(|document| document.create_text_node(text)));
        self
    }

    fn child(self, child: El) -> Self {
        append(&self.0, &child.0);
        self
    }
}

impl El {
    /// Creates a button that does not submit a form.
    pub fn button() -> Self {
        Self::new("button").attr("type", "button")
    }

    /// Wraps an existing element.
    pub fn from_element(element: Element) -> Self {
        Self(element)
    }

    /// Returns the element without ending the building.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// Returns the finished element.
    pub fn into_element(self) -> Element {
        self.0
    }

    /// Returns the element as a Leptos view.
    pub fn into_view(self) -> ElementView {
        ElementView(SendWrapper::new(self.0))
    }
}

impl Render for ElementView {
    type State = Element;

    fn build(self) -> Element {
        self.0.take()
    }

    fn rebuild(self, shown: &mut Element) {
        let new = self.0.take();
        let _ = shown.replace_with_with_node_1(&new);
        *shown = new;
    }
}

impl AddAnyAttr for ElementView {
    type Output<NewAttr: Attribute> = Self;

    /// Ignores the attribute. Attributes are set with [`Markup::attr`] only.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        debug_assert!(false, "an attribute of a component that is an element is ignored");
        self
    }
}

/// Required by Leptos for server rendering and hydration, neither of which is used. `whowhen-views` renders static
/// pages as HTML.
impl RenderHtml for ElementView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Element {
        self.0.take()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Creates an element. This fails only for an invalid name, and all names in the reader are valid.
pub fn element(document: &Document, name: &str) -> Element {
    document.create_element(name).unwrap_or_else(|error| wasm_bindgen::throw_val(error))
}

/// Sets an attribute. This fails only for an invalid name, and all names in the reader are valid.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets an attribute to the empty string, or removes it.
pub fn toggle_attribute(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// Appends a node. This fails only if the node contains the parent.
pub fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// Inserts a node before a child. This fails only if `child` is not a child of `parent`.
pub fn insert_before(parent: &Node, node: &Node, child: &Node) {
    let _ = parent.insert_before(node, Some(child));
}

/// Returns the element itself or its nearest ancestor that matches a selector.
pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// Returns the first descendant that matches a selector.
pub fn find(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// Returns all descendants that match a selector.
pub fn find_all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}

/// Returns the focused element, also inside shadow roots. Returns `None` if nothing is focused.
pub fn focused_element() -> Option<Element> {
    let mut focused_element = document().active_element()?;
    while let Some(inner) = focused_element.shadow_root().and_then(|shadow| shadow.active_element()) {
        focused_element = inner;
    }
    (focused_element.tag_name() != "BODY").then_some(focused_element)
}

/// Returns the number in a `data-*` attribute.
pub fn number_attr(element: &Element, name: &str) -> Option<u32> {
    element.get_attribute(name)?.parse().ok()
}

/// Returns the index of the item whose position is in a `data-*` attribute.
pub fn index_attr<T>(element: &Element, name: &str, items: &Arena<T>) -> Option<Idx<T>> {
    items.nth(number_attr(element, name)? as usize)
}

/// Returns the number in a `data-*` attribute of the element itself or of its nearest ancestor that has the attribute.
pub fn closest_number_attr(element: &Element, name: &str) -> Option<u32> {
    number_attr(&closest(element, &format!("[{name}]"))?, name)
}

/// Moves the focus to the reader's root. Called before the focused element is removed.
pub fn focus_root(from: &Element) {
    if let Some(root) = closest(from, "[data-whowhen]") {
        scroll::focus(&root);
    }
}

/// Returns the target element of a DOM event.
pub fn target(event: &web_sys::Event) -> Option<Element> {
    target_as(event)
}

/// Returns the target of a DOM event as a `T`, or `None` if it is not one.
pub fn target_as<T: JsCast>(event: &web_sys::Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}
