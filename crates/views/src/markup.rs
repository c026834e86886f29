//! The trait that views are generic over: elements with attributes, text and children.
//!
//! There are two implementations. [`crate::Html`] produces HTML text for static pages; the live page has one that creates
//! DOM elements.
//!
//! Invariants: names of elements and attributes are literals of the program. Content of a file is only used as text or as
//! an attribute's value. Wherever a text ends a line, browsers end the line or show a space.
//!
//! ```
//! use whowhen_views::{Html, Markup};
//!
//! fn name<M: Markup>(name: &str) -> M {
//!     M::new("b").class("name").text(name)
//! }
//!
//! assert_eq!(name::<Html>("A & B").done(), "<b class=\"name\">A &amp; B</b>");
//! assert_eq!(name::<Html>("A\u{2028}B").done(), "<b class=\"name\">A\nB</b>");
//! ```

use std::borrow::Cow;

/// An element under construction.
#[must_use]
pub trait Markup: Sized {
    /// A new HTML element.
    fn new(name: &'static str) -> Self;

    /// A new SVG element.
    fn svg(name: &'static str) -> Self;

    /// Sets an attribute.
    fn attr(self, name: &'static str, value: &str) -> Self;

    /// Appends text, character for character. Only [`crate::block::add_text`] needs it; other views use [`Markup::text`].
    fn raw_text(self, text: &str) -> Self;

    /// Appends a child.
    fn child(self, child: Self) -> Self;

    /// Appends text, with a line feed for each other character that ends a line ([`ends_line`]).
    fn text(self, text: &str) -> Self {
        self.raw_text(&match text.contains(ends_line) {
            true => Cow::from(text.replace(ends_line, "\n")),
            false => Cow::from(text),
        })
    }

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

/// Whether a character other than the line feed ends a line: the vertical tab, the form feed, the carriage return, U+0085,
/// U+2028 and U+2029. Word processors, page layout programs and old files have them. They are the mandatory breaks of
/// Unicode (UAX #14), but browsers show them as nothing or as a gap, even where white space is kept.
pub fn ends_line(c: char) -> bool {
    matches!(c, '\u{b}'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
