//! JSON values taken apart into the types of the file, with the path to what is not as expected.
//!
//! By hand and through one tree of values: what serde derives for every type weighs several times as much in the page.
//!
//! ```
//! use serde_json::json;
//! use whowhen_core::file::ArticleFile;
//! use whowhen_core::file::from_json::{FromJson, Misfit};
//!
//! let misfit = ArticleFile::read(json!({ "format": "whowhen/1", "id": 5 })).unwrap_err();
//! assert_eq!(misfit, Misfit::Other { path: "id".into(), expected: "a text", found: json!(5) });
//! ```

use serde_json::{Map, Value};
use std::cell::RefCell;

use super::Path;

/// What is not as the format has it. A path is `events[3].title`; that of the outermost value is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// An object lacks a field.
    Missing {
        /// Where the object is.
        path: String,
        /// The field.
        field: &'static str,
    },
    /// Something else stands there.
    Other {
        /// Where.
        path: String,
        /// What should be there, in words.
        expected: &'static str,
        /// What is there.
        found: Value,
    },
}

/// A place in the tree of values, and the first thing that was found amiss. Reading goes on to the end whatever is
/// found: leaving at once from the middle of every object would cost the page more than the rest of the reading.
pub struct At<'a> {
    path: Path<'a>,
    first: &'a RefCell<Option<Misfit>>,
}

impl At<'_> {
    /// The value here is not what was expected: notes so, and there is nothing to read.
    pub(super) fn amiss<T>(&self, expected: &'static str, found: Value) -> Option<T> {
        self.note(|path| Misfit::Other { path, expected, found });
        None
    }

    fn note(&self, misfit: impl FnOnce(String) -> Misfit) {
        self.first.borrow_mut().get_or_insert_with(|| misfit(self.path.to_string()));
    }
}

/// A type that a JSON value can be read as.
pub trait FromJson: Sized {
    /// Whether a field of this type may be missing or `null`.
    const OPTIONAL: bool = false;

    /// Reads a value that stands at a place, and notes there what is amiss. Nothing where the value is of another kind.
    fn from_json(value: Value, at: &At<'_>) -> Option<Self>;

    /// Reads an outermost value.
    ///
    /// # Errors
    /// The first thing in it that is not as the format has it.
    fn read(value: Value) -> Result<Self, Misfit> {
        let first = RefCell::new(None);
        let read = Self::from_json(value, &At { path: Path::Top, first: &first });
        match first.into_inner() {
            Some(misfit) => Err(misfit),
            None => read.ok_or(Misfit::Other { path: String::new(), expected: "something else", found: Value::Null }),
        }
    }
}

/// The fields of an object, to be taken by their names.
pub(super) struct Fields<'a> {
    all: Map<String, Value>,
    /// Those that were asked for. What is taken stays in its place, as nothing: taking it out of the tree would be the
    /// one removal in the page, and cost it four kilobytes.
    taken: Vec<&'static str>,
    at: &'a At<'a>,
}

impl<'a> Fields<'a> {
    /// Those of a value.
    #[inline(never)]
    pub(super) fn of(value: Value, at: &'a At<'a>) -> Option<Self> {
        Map::from_json(value, at).map(|all| Self { all, taken: Vec::new(), at })
    }

    /// Takes a field. One whose type is optional may be missing.
    #[inline(never)]
    pub(super) fn take<T: FromJson + Default>(&mut self, name: &'static str) -> T {
        self.taken.push(name);
        let read = match self.all.get_mut(name).map(Value::take) {
            None | Some(Value::Null) if T::OPTIONAL => None,
            Some(value) => T::from_json(value, &At { path: self.at.path.field(name), first: self.at.first }),
            None => {
                self.at.note(|path| Misfit::Missing { path, field: name });
                None
            }
        };
        read.unwrap_or_default()
    }

    /// Takes a field that must be there, whatever its type.
    pub(super) fn need<T: FromJson + Default>(&mut self, name: &'static str) -> T {
        if !self.all.contains_key(name) {
            self.at.note(|path| Misfit::Missing { path, field: name });
        }
        self.take(name)
    }

    /// Those that nobody asked for.
    #[inline(never)]
    pub(super) fn rest(self) -> Map<String, Value> {
        let mut rest = Map::new();
        for (name, value) in self.all {
            if !self.taken.contains(&name.as_str()) {
                rest.insert(name, value);
            }
        }
        rest
    }
}

impl FromJson for String {
    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            other => at.amiss("a text", other),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        value.as_i64().or_else(|| at.amiss("a whole number", value))
    }
}

impl FromJson for f64 {
    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        value.as_f64().or_else(|| at.amiss("a number", value))
    }
}

impl FromJson for Map<String, Value> {
    const OPTIONAL: bool = true;

    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(fields),
            other => at.amiss("an object", other),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    const OPTIONAL: bool = true;

    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        T::from_json(value, at).map(Some)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    const OPTIONAL: bool = true;

    fn from_json(value: Value, at: &At<'_>) -> Option<Self> {
        let items = match value {
            Value::Array(items) => items,
            other => return at.amiss("a list", other),
        };
        let mut list = Vec::with_capacity(items.len());
        for (place, item) in items.into_iter().enumerate() {
            list.extend(T::from_json(item, &At { path: at.path.item(place), first: at.first }));
        }
        Some(list)
    }
}
