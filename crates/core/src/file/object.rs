//! How an object of a file is read and written: the macro [`objects!`], and what the code that it makes calls.
//!
//! serde derives the writing. The reading is what `derive(Deserialize)` writes, save that it keeps unknown fields without
//! `#[serde(flatten)]`, which is slower, and forgets where in an unknown field a mistake is (`docs/decisions.md`).
//!
//! Invariants: nothing that an object says is lost. A field that the format does not name is kept. A field that is used
//! twice in one object is an error, in unknown fields too.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// Fields that the format does not name, kept as they are.
pub type Extra = Map<String, Value>;

/// Makes structs for the objects of a file. Each gets a field `extra` for the fields that it does not name.
///
/// A field may be followed by `(default)`: it may be missing or `null`, and is not written where it is the default. It
/// may be followed by a function in brackets that reads its value, which is `MapAccess::next_value` otherwise.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$meta:meta])* $field:ident $(($default:ident))? $([$read:path])?: $type:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name {
            $(
                $(#[$meta])*
                $(#[serde($default, skip_serializing_if = "crate::file::object::is_default")])?
                pub $field: $type,
            )*
            /// Fields that the format does not name, kept as they are.
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
                        use $crate::file::object;
                        $(let mut $field: Option<$type> = None;)*
                        let mut extra = $crate::file::Extra::new();
                        while let Some(object::Name(name)) = object.next_key()? {
                            match &*name {
                                $(name if name == const { object::plain(stringify!($field)) } => {
                                    object::once::<A::Error>($field.is_some(), name)?;
                                    $field = Some(object::read!(object $($default)? $([$read])?)?);
                                })*
                                _ => object::keep(name, &mut object, &mut extra)?,
                            }
                        }
                        Ok($name {
                            $($field: object::value!($field $($default)?)?,)*
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
        $crate::file::object::or_default(&mut $object)
    };
    ($object:ident) => {
        $object.next_value()
    };
}

/// What an object has for a field, once all of it is read.
macro_rules! value {
    ($field:ident default) => {
        Ok::<_, A::Error>($field.unwrap_or_default())
    };
    ($field:ident) => {
        $field.ok_or_else(|| serde::de::Error::missing_field(const { $crate::file::object::plain(stringify!($field)) }))
    };
}

pub(super) use {objects, read, value};

/// The name of a field in a file.
#[derive(serde::Deserialize)]
pub(super) struct Name<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// The name of a field as the file has it: `where` is a keyword of Rust, and a field is called `r#where` there.
pub(super) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Refuses a field that an object has already.
pub(super) fn once<E: Error>(is_there: bool, name: &str) -> Result<(), E> {
    // serde's own words; its function takes only names that are known at compile time.
    if is_there { Err(E::custom(format_args!("duplicate field `{name}`"))) } else { Ok(()) }
}

/// Reads a value, or takes the default for `null`.
pub(super) fn or_default<'de, T: Deserialize<'de> + Default, A: MapAccess<'de>>(object: &mut A) -> Result<T, A::Error> {
    Ok(object.next_value::<Option<T>>()?.unwrap_or_default())
}

/// Reads an object of any fields; `null` is one without any.
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
            rest(object)
        }
    }

    Ok(object.next_value::<Option<Fields>>()?.map(|fields| fields.0).unwrap_or_default())
}

/// Reads the value of a field that the format does not name, and keeps it.
pub(super) fn keep<'de, A: MapAccess<'de>>(name: Cow<str>, object: &mut A, extra: &mut Extra) -> Result<(), A::Error> {
    once::<A::Error>(extra.contains_key(&*name), &name)?;
    let AnyValue(value) = object.next_value()?;
    extra.insert(name.into_owned(), value);
    Ok(())
}

/// Reads all fields of an object.
fn rest<'de, A: MapAccess<'de>>(mut object: A) -> Result<Extra, A::Error> {
    let mut extra = Extra::new();
    while let Some(Name(name)) = object.next_key()? {
        keep(name, &mut object, &mut extra)?;
    }
    Ok(extra)
}

/// Whether a field is left out of the file.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Any value. `serde_json::Value` alone would take the last of two fields with the same name.
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
        rest(object).map(Value::Object)
    }
}
