//! Reading and writing the objects of a file: the macro [`objects!`] and the functions that its code calls.
//!
//! `Serialize` is derived. `Deserialize` is what a derive would write, except that it keeps unknown fields without
//! `#[serde(flatten)]`, which is slower and loses the position of an error inside an unknown field (`docs/decisions.md`).
//!
//! Invariants: nothing in an object is lost. Unknown fields are kept. A field that appears twice in one object is an
//! error, inside unknown fields too.
//!
//! ```
//! use whowhen_core::file::SpanFile;
//!
//! let span: SpanFile = serde_json::from_str(r#"{"block": "b", "start": 9.0, "end": 13, "page": 2}"#).unwrap();
//! assert_eq!((span.start, span.end, &span.extra["page"]), (Some(9), Some(13), &2.into()));
//! ```

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// Unknown fields, kept as they are.
pub type Extra = Map<String, Value>;

/// Defines structs for the objects of a file. Each gets a field `extra` for unknown fields.
///
/// A field followed by `(default)` may be missing or `null`, and is not written if it has the default value. A field may
/// be followed by a function in brackets that reads its value; the default is `MapAccess::next_value`.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$meta:meta])* $field:ident $(($default:ident))? $([$read:path])?: $type:ty,)*
    })*) => {$(
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$doc])*
        pub struct $name {
            $(
                $(#[$meta])*
                $(#[serde($default, skip_serializing_if = "crate::file::object_macro::is_default")])?
                pub $field: $type,
            )*
            /// Unknown fields, kept as they are.
            #[serde(flatten)]
            pub extra: $crate::file::Extra,
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut object: A) -> Result<$name, A::Error> {
                        use $crate::file::object_macro;
                        $(let mut $field: Option<$type> = None;)*
                        let mut extra = $crate::file::Extra::new();
                        while let Some(object_macro::Name(name)) = object.next_key()? {
                            match &*name {
                                $(name if name == const { object_macro::field_name(stringify!($field)) } => {
                                    object_macro::refuse_duplicate::<A::Error>($field.is_some(), name)?;
                                    $field = Some(object_macro::read!(object $($default)? $([$read])?)?);
                                })*
                                _ => object_macro::read_unknown(name, &mut object, &mut extra)?,
                            }
                        }
                        Ok($name {
                            $($field: object_macro::value!($field $($default)?)?,)*
                            extra,
                        })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    )*};
}

/// Reads the value of one field.
macro_rules! read {
    ($object:ident $($default:ident)? [$read:path]) => {
        $read(&mut $object)
    };
    ($object:ident default) => {
        $crate::file::object_macro::or_default(&mut $object)
    };
    ($object:ident) => {
        $object.next_value()
    };
}

/// The value of a field, after the whole object was read.
macro_rules! value {
    ($field:ident default) => {
        Ok::<_, A::Error>($field.unwrap_or_default())
    };
    ($field:ident) => {
        $field.ok_or_else(|| {
            serde::de::Error::missing_field(const { $crate::file::object_macro::field_name(stringify!($field)) })
        })
    };
}

pub(super) use {objects, read, value};

/// The name of a field, as read from a file.
#[derive(serde::Deserialize)]
pub(super) struct Name<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// The name of a field in the file, without the prefix of a raw identifier: `r#where` is `where`.
pub(super) const fn field_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Returns an error if the object already has the field.
pub(super) fn refuse_duplicate<E: Error>(is_duplicate: bool, name: &str) -> Result<(), E> {
    // The message of `serde::de::Error::duplicate_field`, which takes only static names.
    if is_duplicate { Err(E::custom(format_args!("duplicate field `{name}`"))) } else { Ok(()) }
}

/// Reads a value; `null` gives the default.
pub(super) fn or_default<'de, T: Deserialize<'de> + Default, A: MapAccess<'de>>(object: &mut A) -> Result<T, A::Error> {
    Ok(object.next_value::<Option<T>>()?.unwrap_or_default())
}

/// Reads a whole number; `null` is none.
pub(super) fn whole_or_null<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Option<i64>, A::Error> {
    Ok(object.next_value::<Option<Whole>>()?.map(|number| number.0))
}

/// Reads a whole number.
pub(super) fn whole<'de, A: MapAccess<'de>>(object: &mut A) -> Result<i64, A::Error> {
    object.next_value::<Whole>().map(|number| number.0)
}

/// A whole number, also if it is written with a decimal point: `9.0`, as by programs that keep all numbers of a column as
/// floating point numbers. JSON Schema, too, counts it as an integer.
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As any number: serde_json then calls the method for the kind of number that is there.
        deserializer.deserialize_f64(WholeVisitor).map(Self)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        // Above this, neighbouring whole numbers are the same floating point number.
        const LARGEST: f64 = 9_007_199_254_740_991.0;
        if value.fract() == 0.0 && value.abs() <= LARGEST {
            return Ok(value as i64);
        }
        Err(E::invalid_value(Unexpected::Float(value), &self))
    }
}

/// Reads an object with any fields; `null` is an empty object.
pub(super) fn any_fields<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Extra, A::Error> {
    struct Fields(Extra);

    impl<'de> Deserialize<'de> for Fields {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(FieldsVisitor).map(Self)
        }
    }

    struct FieldsVisitor;

    impl<'de> Visitor<'de> for FieldsVisitor {
        type Value = Extra;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Extra, A::Error> {
            read_all_fields(object)
        }
    }

    Ok(object.next_value::<Option<Fields>>()?.map(|fields| fields.0).unwrap_or_default())
}

/// Reads and keeps the value of an unknown field.
pub(super) fn read_unknown<'de, A: MapAccess<'de>>(
    name: Cow<str>,
    object: &mut A,
    extra: &mut Extra,
) -> Result<(), A::Error> {
    refuse_duplicate::<A::Error>(extra.contains_key(&*name), &name)?;
    let AnyValue(value) = object.next_value()?;
    extra.insert(name.into_owned(), value);
    Ok(())
}

/// Reads all fields of an object.
fn read_all_fields<'de, A: MapAccess<'de>>(mut object: A) -> Result<Extra, A::Error> {
    let mut extra = Extra::new();
    while let Some(Name(name)) = object.next_key()? {
        read_unknown(name, &mut object, &mut extra)?;
    }
    Ok(extra)
}

/// Whether a field is omitted from the file.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Any value. `serde_json::Value` would silently keep the last of two fields with the same name.
struct AnyValue(Value);

impl<'de> Deserialize<'de> for AnyValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor).map(Self)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(AnyValue(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Value, A::Error> {
        read_all_fields(object).map(Value::Object)
    }
}
