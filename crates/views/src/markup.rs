//! The trait that views are generic over: elements with attributes, text and children.
//!
//! There are two implementations. [`crate::Html`] produces HTML text for static pages; the live page has one that creates
//! DOM elements.
//!
//! Invariant: names of elements and attributes are literals of the program. Content of a file is only used as text or as
//! an attribute's value.
//!
//! ```
//! use whowhen_views::{Html, Markup};
//!
//! fn name<M: Markup>(name: &str) -> M {
//!     M::new("b").class("name").text(name)
//! }
//!
//! assert_eq!(name::<Html>("A & B").done(), "<b class=\"name\">A &amp; B</b>");
//! ```

/// An element under construction.
#[must_use]
pub trait Markup: Sized {
    /// A new HTML element.
    fn new(name: &'static str) -> Self;

    /// A new SVG element.
    fn svg(name: &'static str) -> Self;

    /// Sets an attribute.
    fn attr(self, name: &'static str, value: &str) -> Self;

    /// Appends text.
    fn text(self, text: &str) -> Self;

    /// Appends a child.
    fn child(self, child: Self) -> Self;

    /// Sets the class attribute.
    fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Sets an attribute if there is a value.
    fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Appends a child if there is one.
    fn child_if(self, child: Option<Self>) -> Self {
        self.children(child)
    }

    /// Appends children.
    fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }
}
