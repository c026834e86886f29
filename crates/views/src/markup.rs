//! What a view is written over: elements with attributes, text and children, whatever they are made of.
//!
//! There are two: [`crate::Html`] is text, for pages that are written beforehand; the page has one that makes elements of
//! the browser. A view that is written over this trait is the same in both.
//!
//! Invariant: names of elements and attributes are literals of the program; what a file says is only ever a value or text.
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

/// An element in the making.
#[must_use]
pub trait Markup: Sized {
    /// An element of HTML.
    fn new(name: &'static str) -> Self;

    /// An element of SVG.
    fn svg(name: &'static str) -> Self;

    /// With an attribute.
    fn attr(self, name: &'static str, value: &str) -> Self;

    /// With text at its end.
    fn text(self, text: &str) -> Self;

    /// With a child at its end.
    fn child(self, child: Self) -> Self;

    /// With a class, or several.
    fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// With an attribute where there is a value.
    fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a child at its end where there is one.
    fn child_if(self, child: Option<Self>) -> Self {
        self.children(child)
    }

    /// With children at its end.
    fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }
}
