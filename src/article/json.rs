//! JSON values taken apart into the types of the file, with the path to what is not as expected.
//!
//! By hand and through one tree of values: what serde derives for every type weighs several times as much in the page.
//!
//! ```
//! use serde_json::json;
//! use whowhen::article::file::ArticleFile;
//! use whowhen::article::json::{FromJson, Misfit};
//!
//! let misfit = ArticleFile::read(json!({ "format": "whowhen/1", "id": 5 })).unwrap_err();
//! assert_eq!(misfit, Misfit::Other { path: "id".into(), expected: "a text", found: json!(5) });
//! ```

use serde_json::{Map, Value};

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

/// The way down to a value, kept on the stack and written out only when something is amiss.
#[derive(Clone, Copy)]
pub enum At<'a> {
    /// The outermost value.
    Top,
    /// A field of an object.
    Field(&'a At<'a>, &'static str),
    /// An item of a list.
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    fn path(&self) -> String {
        match self {
            Self::Top => String::new(),
            Self::Field(Self::Top, name) => (*name).to_owned(),
            Self::Field(parent, name) => parent.path() + "." + name,
            Self::Item(parent, place) => format!("{}[{place}]", parent.path()),
        }
    }

    /// The value here is not what was expected.
    pub(super) fn misfit(&self, expected: &'static str, found: Value) -> Misfit {
        Misfit::Other { path: self.path(), expected, found }
    }
}

/// A type that a JSON value can be read as.
pub trait FromJson: Sized {
    /// Reads a value that stands at a place.
    ///
    /// # Errors
    /// The first thing in it that is not as the format has it.
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit>;

    /// What a field is that is missing or `null`, where it may be.
    fn missing() -> Option<Self> {
        None
    }

    /// Reads an outermost value.
    ///
    /// # Errors
    /// As [`FromJson::from_json`].
    fn read(value: Value) -> Result<Self, Misfit> {
        Self::from_json(value, At::Top)
    }
}

/// The fields of an object.
pub(super) fn object(value: Value, at: At<'_>) -> Result<Map<String, Value>, Misfit> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => Err(at.misfit("an object", other)),
    }
}

/// Takes a field that may be missing or `null`.
pub(super) fn take<T: FromJson>(fields: &mut Map<String, Value>, name: &'static str, at: At<'_>) -> Result<T, Misfit> {
    match (fields.remove(name).unwrap_or_default(), T::missing()) {
        (Value::Null, Some(missing)) => Ok(missing),
        (value, _) => T::from_json(value, At::Field(&at, name)),
    }
}

/// Takes a field that must be there.
pub(super) fn need<T: FromJson>(fields: &mut Map<String, Value>, name: &'static str, at: At<'_>) -> Result<T, Misfit> {
    match fields.remove(name) {
        Some(value) => T::from_json(value, At::Field(&at, name)),
        None => Err(Misfit::Missing { path: at.path(), field: name }),
    }
}

impl FromJson for String {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(at.misfit("a text", other)),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        value.as_i64().ok_or_else(|| at.misfit("a whole number", value))
    }
}

impl FromJson for f64 {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        value.as_f64().ok_or_else(|| at.misfit("a number", value))
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        object(value, at)
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        T::from_json(value, at).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value, at: At<'_>) -> Result<Self, Misfit> {
        match value {
            Value::Array(items) => {
                items.into_iter().enumerate().map(|(place, item)| T::from_json(item, At::Item(&at, place))).collect()
            }
            other => Err(at.misfit("a list", other)),
        }
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}
