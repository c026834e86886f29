//! Where in a file a value stands, such as `events[3].title`.
//!
//! A path is kept as the way down to the value, on the stack, and is written out only when there is something to tell:
//! a file with a hundred thousand mentions has a million places and, as a rule, no problem.
//!
//! ```
//! use whowhen_core::file::Path;
//!
//! let events = Path::Top.field("events");
//! assert_eq!(events.item(3).field("title").to_string(), "events[3].title");
//! assert_eq!(Path::Top.to_string(), "");
//! ```

use std::fmt;

/// The way down to a value.
#[derive(Clone, Copy, Debug)]
pub enum Path<'a> {
    /// The outermost value.
    Top,
    /// A field of an object.
    Field(&'a Path<'a>, &'static str),
    /// An item of a list, from 0.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The path of a field of the object here.
    pub fn field(&self, name: &'static str) -> Path<'_> {
        Path::Field(self, name)
    }

    /// The path of an item of the list here.
    pub fn item(&self, place: usize) -> Path<'_> {
        Path::Item(self, place)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Top => Ok(()),
            Path::Field(Path::Top, name) => f.write_str(name),
            Path::Field(parent, name) => write!(f, "{parent}.{name}"),
            Path::Item(parent, place) => write!(f, "{parent}[{place}]"),
        }
    }
}
