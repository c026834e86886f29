//! The path of a value in a file, such as `events[3].title`.
//!
//! A path is a linked list on the stack, and becomes a string only when a problem is reported. A file with a hundred
//! thousand mentions has a million values and usually no problem.
//!
//! ```
//! use whowhen_core::file::Path;
//!
//! let events = Path::Top.field("events");
//! assert_eq!(events.item(3).field("title").to_string(), "events[3].title");
//! assert_eq!(Path::Top.to_string(), "");
//! ```

use std::fmt;

/// The path from the top-level value to a value.
#[derive(Clone, Copy, Debug)]
pub enum Path<'a> {
    /// The top-level value.
    Top,
    /// A field of an object.
    Field(&'a Path<'a>, &'static str),
    /// An item of a list, from 0.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The path of a field of this object.
    pub fn field(&self, name: &'static str) -> Path<'_> {
        Path::Field(self, name)
    }

    /// The path of an item of this list, from 0.
    pub fn item(&self, index: usize) -> Path<'_> {
        Path::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Top => Ok(()),
            Path::Field(Path::Top, name) => f.write_str(name),
            Path::Field(parent, name) => write!(f, "{parent}.{name}"),
            Path::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
