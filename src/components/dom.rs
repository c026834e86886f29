//! Elements of the browser: the markup over which the page's views are written. Most of them never change once they are
//! made, since an opened article does not; [`crate::components::reactive`] is for those that do.
//!
//! ```ignore
//! El::new("p").class("when").text("21 October 2015").child(El::new("span").text("Coup"))
//! ```

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, IntoView, Mountable, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use crate::browser::{document, scroll, with_document};
use crate::components::reactive::keep_alive;
use whowhen_core::article::{Arena, Idx};
use whowhen_views::Markup;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being made.
#[must_use]
pub struct El(Element);

/// An element as a Leptos view.
///
/// Leptos asks of every view that it can be sent between threads. The page has one thread, so the wrapper never refuses.
pub struct ElementView(SendWrapper<Element>);

impl Markup for El {
    fn new(name: &'static str) -> Self {
        Self::of(with_document(|document| element(document, name)))
    }

    fn svg(name: &'static str) -> Self {
        let made = with_document(|document| document.create_element_ns(Some(SVG), name));
        Self::of(made.unwrap_or_else(|error| wasm_bindgen::throw_val(error)))
    }

    fn attr(self, name: &'static str, value: &str) -> Self {
        set(&self.0, name, value);
        self
    }

    fn text(self, text: &str) -> Self {
        append(&self.0, &with_document(|document| document.create_text_node(text)));
        self
    }

    fn child(self, child: El) -> Self {
        append(&self.0, &child.0);
        self
    }
}

impl El {
    /// A button that submits nothing.
    pub fn button() -> Self {
        Self::new("button").attr("type", "button")
    }

    /// An element that is in the page already.
    pub fn of(element: Element) -> Self {
        Self(element)
    }

    /// The element, which goes on being made.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// The element.
    pub fn done(self) -> Element {
        self.0
    }

    /// The element as a Leptos view.
    pub fn into_view(self) -> ElementView {
        ElementView(SendWrapper::new(self.0))
    }

    /// With Leptos views as its last children; they end with the reactive owner in which they are added.
    pub fn view(self, views: impl IntoView + 'static) -> Self {
        let mut mounted = views.into_view().build();
        mounted.mount(&self.0, None);
        keep_alive(mounted);
        self
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

    /// Attributes are set by [`Markup::attr`]; none can be added from outside.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// For the server and for hydration, of which there is neither: pages are written by `whowhen-views` as HTML.
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

/// Makes an element. It fails only for a name that is none, and ours are names.
pub fn element(document: &Document, name: &str) -> Element {
    document.create_element(name).unwrap_or_else(|error| wasm_bindgen::throw_val(error))
}

/// Sets an attribute. It fails only for a name that is none, and ours are names.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets an attribute to nothing, or takes it away.
pub fn toggle_attribute(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// Appends a node. It fails only where that would make a circle.
pub fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// Puts a node before a child. It fails only where the child is not there.
pub fn insert_before(parent: &Node, node: &Node, child: &Node) {
    let _ = parent.insert_before(node, Some(child));
}

/// The element itself or the nearest around it that a selector fits.
pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The first element inside that a selector fits.
pub fn find(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// All elements inside that a selector fits.
pub fn find_all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}

/// The element that has the focus, in a shadow root if it is there; none where it is nowhere.
pub fn focused_element() -> Option<Element> {
    let mut focused_element = document().active_element()?;
    while let Some(inner) = focused_element.shadow_root().and_then(|shadow| shadow.active_element()) {
        focused_element = inner;
    }
    (focused_element.tag_name() != "BODY").then_some(focused_element)
}

/// The number in an attribute of our own.
pub fn number(element: &Element, name: &str) -> Option<u32> {
    element.get_attribute(name)?.parse().ok()
}

/// The item of a list whose position is in an attribute of our own.
pub fn index<T>(element: &Element, name: &str, items: &Arena<T>) -> Option<Idx<T>> {
    items.nth(number(element, name)? as usize)
}

/// The number in an attribute of our own, of the element itself or the nearest around it that has the attribute.
pub fn number_near(element: &Element, name: &str) -> Option<u32> {
    number(&closest(element, &format!("[{name}]"))?, name)
}

/// Gives the focus to the reader's root: what has it is about to go.
pub fn focus_root(from: &Element) {
    if let Some(root) = closest(from, "[data-whowhen]") {
        scroll::focus(&root);
    }
}

/// The element that an event is about.
pub fn target(event: &web_sys::Event) -> Option<Element> {
    target_as(event)
}

/// The element that an event is about, of the sort that it is known to be.
pub fn target_as<T: JsCast>(event: &web_sys::Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}
