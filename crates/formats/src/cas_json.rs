//! UIMA CAS as JSON, version 0.4.
//!
//! | field | what |
//! |---|---|
//! | `%TYPES` | the type system, which is not needed |
//! | `%FEATURE_STRUCTURES` | a list of feature structures, or an object with their ids as names |
//! | `%ID`, `%TYPE`, `%ELEMENTS` | of a feature structure: its id, its type, the elements of an array |
//! | `@feature` | the id of another feature structure |
//! | `^feature`, `#feature` | a position in the text; a number with a point |
//! | `%VIEWS` | which annotations belong to a text; each text is a document |
//!
//! Positions are in UTF-16. What the annotations mean is in [`cas`](crate::cas).
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let json = r#"{"%TYPES": {}, "%FEATURE_STRUCTURES": [
//!     {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "👍 Alice ran."},
//!     {"%ID": 2, "%TYPE": "custom.Person", "@sofa": 1, "begin": 3, "end": 8}],
//!   "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}}}"#;
//! let groups = group(vec![InputFile::new("a.json", json)]).unwrap();
//! let article = read(&groups[0], Format::CasJson, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].name.as_deref(), Some("Alice"));
//! ```
//!
//! Source: <https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc>

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::cas::{Cas, Value};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, json};

/// An object with the fields of a CAS.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    let has_field = || text.contains("\"%FEATURE_STRUCTURES\"") || text.contains("\"%TYPES\"");
    match text.trim_start().starts_with('{') && has_field() {
        true => Likelihood::Certain,
        false => Likelihood::No,
    }
}

/// Reads the documents of a CAS: one for each text.
///
/// # Errors
/// If the file is not valid JSON, or has no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let source = group.main();
    let file: CasFile = json::value(source)?;
    let mut cas = Cas::new(source.name.as_str(), Format::CasJson);
    let mut json = serde_json::Deserializer::from_str(file.structures.get());
    match json.deserialize_any(Structures(&mut cas)) {
        Ok(number) if number > STRUCTURES => {
            let message = format!("there are {number} feature structures, and at most {STRUCTURES} can be read");
            return Err(FormatError::new(message, "Split the text into several files").at(&source.name));
        }
        Ok(_) => {}
        Err(_) => {
            let message = "the field %FEATURE_STRUCTURES is no list and no object";
            return Err(FormatError::new(message, "Check that it was exported whole").at(&source.name));
        }
    }
    let views = file.views.as_deref().map(|views| serde_json::from_str::<Object>(views.get()).unwrap_or_default());
    for (Text(name), raw) in views.unwrap_or_default().0 {
        match serde_json::from_str::<View>(raw.get()) {
            Ok(View { sofa: Some(sofa), members }) => cas.add_view(sofa, members.into_iter().flatten()),
            Ok(_) => cas.left_out("views without a text", &name),
            Err(_) => cas.left_out("views that do not have the expected shape", &name),
        }
    }
    cas.documents(options)
}

#[derive(Deserialize)]
struct CasFile {
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: Box<RawValue>,
    #[serde(rename = "%VIEWS", default)]
    views: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct View {
    #[serde(rename = "%SOFA", default)]
    sofa: Option<i64>,
    #[serde(rename = "%MEMBERS", default)]
    members: Option<Vec<i64>>,
}

/// The most feature structures of a file: each token with its grammar is some.
const STRUCTURES: usize = 3_000_000;

/// Adds the feature structures, a list or an object with their ids as names, one after the other. Gives their number; those
/// beyond [`STRUCTURES`] are only counted.
struct Structures<'c, 't>(&'c mut Cas<'t>);

impl<'t> Structures<'_, 't> {
    fn add(&mut self, position: usize, key: Option<&str>, raw: &'t RawValue) {
        if position >= STRUCTURES {
            return;
        }
        match serde_json::from_str::<Object>(raw.get()) {
            Ok(object) => add(object, key.and_then(|key| key.parse().ok()), self.0),
            Err(_) => self.0.left_out("entries that are no feature structure", &format!("[{position}]")),
        }
    }
}

impl<'t> Visitor<'t> for Structures<'_, 't> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'t>>(mut self, mut list: A) -> Result<usize, A::Error> {
        let mut number = 0;
        while let Some(raw) = list.next_element()? {
            self.add(number, None, raw);
            number += 1;
        }
        Ok(number)
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut object: A) -> Result<usize, A::Error> {
        let mut number = 0;
        while let Some((Text(key), raw)) = object.next_entry()? {
            self.add(number, Some(&key), raw);
            number += 1;
        }
        Ok(number)
    }
}

/// Adds a feature structure. Its id may stand outside.
fn add<'t>(Object(fields): Object<'t>, mut id: Option<i64>, cas: &mut Cas<'t>) {
    let mut type_name = Cow::Borrowed("");
    let mut features = Vec::with_capacity(fields.len());
    for (Text(name), raw) in fields {
        match name.as_ref() {
            "%ID" => id = raw.get().parse().ok(),
            "%TYPE" => type_name = text(raw).unwrap_or_default(),
            "%ELEMENTS" => features.extend(value(raw, false).map(|value| (Cow::Borrowed("elements"), value))),
            other if other.starts_with('%') => {}
            other => {
                let value = value(raw, other.starts_with('@'));
                features.extend(value.map(|value| (without_mark(name), value)));
            }
        }
    }
    cas.add(id, &type_name, features);
}

/// The fields of an object, in their order.
#[derive(Default)]
struct Object<'t>(Vec<(Text<'t>, &'t RawValue)>);

/// A text that is borrowed if it has no escapes.
#[derive(Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = object.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

/// The name of a feature without the mark for references, positions and numbers.
fn without_mark(name: Cow<'_, str>) -> Cow<'_, str> {
    let marks = ['@', '^', '#'];
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(name.strip_prefix(marks).unwrap_or(name)),
        Cow::Owned(name) => Cow::Owned(name.strip_prefix(marks).unwrap_or(&name).to_owned()),
    }
}

/// The value of a feature. `None` for `null`.
fn value(raw: &RawValue, is_reference: bool) -> Option<Value<'_>> {
    match raw.get().as_bytes().first() {
        Some(b'[') => {
            let items = serde_json::from_str::<Vec<&RawValue>>(raw.get()).unwrap_or_default();
            Some(Value::List(items.into_iter().filter_map(text).collect()))
        }
        _ if is_reference => text(raw).map(Value::Any),
        _ => text(raw).map(Value::Text),
    }
}

/// A text, a number or a word as it is. `None` for `null`.
fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    match raw.get().as_bytes().first() {
        Some(b'n') => None,
        Some(b'"') => serde_json::from_str::<Text>(raw.get()).ok().map(|Text(text)| text),
        _ => Some(Cow::Borrowed(raw.get())),
    }
}
