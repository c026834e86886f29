//! Requests to `assets/convert.js`, which says what they answer.
//!
//! ```ignore
//! let converted = converter::open(reader, &files).await?;
//! ```

use js_sys::{Array, Error, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::file_bytes::FileBytes;
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;
use whowhen_core::locale::Locale;

/// An article file that was made of other files.
pub struct Converted {
    /// The article file.
    pub bytes: FileBytes,
    /// The name of the format, then what was kept, changed and left out, a line each, in English. Empty if it was an article
    /// file already.
    pub report: Vec<String>,
}

impl Converted {
    /// The bytes of what is an article file already, or of no known format.
    pub fn of_article(bytes: Vec<u8>) -> Self {
        Self { bytes: FileBytes::Fetched(bytes), report: Vec::new() }
    }
}

/// Converts files to an article file. The user is asked where the format is ambiguous, and where there are several documents.
/// `is_local` says whether they are the user's own, and not from an address.
///
/// # Errors
/// If the files cannot be read, the user cancels, or the converter could not be loaded.
pub async fn open(reader: ReaderState, files: &Array, is_local: bool) -> Result<Converted, Failure> {
    let answer = request(reader, "openFiles", files, is_local).await?;
    let mut parts = answer.iter();
    let first = parts.next().unwrap_or_default();
    let mut texts: Vec<String> = parts.filter_map(|part| part.as_string()).collect();
    match first.as_string().as_deref() {
        None => Ok(Converted { bytes: FileBytes::Local(first.dyn_into().unwrap_or_default()), report: texts }),
        Some("failed") => {
            let help = texts.pop().unwrap_or_default();
            Err(Failure::Format { message: texts.pop().unwrap_or_default(), help, is_local })
        }
        Some("cancelled") => Err(Failure::Cancelled),
        Some(_) => Err(Failure::UnknownFormat),
    }
}

/// Opens the dialog that saves the article that is shown in another format. `id` is the article's id.
///
/// # Errors
/// If the script could not be loaded.
pub async fn save(reader: ReaderState, id: &str) -> Result<(), Failure> {
    request(reader, "saveArticle", &id.into(), true).await.map(drop)
}

/// A file with a name and bytes, as the script takes it.
pub fn file(name: &str, bytes: &[u8]) -> JsValue {
    object(&[("name", name.into()), ("bytes", Uint8Array::from(bytes).into())])
}

fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a new object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

async fn request(reader: ReaderState, what: &str, given: &JsValue, is_local: bool) -> Result<Array, Failure> {
    let failed = |error: JsValue| {
        let reason = error.dyn_ref::<Error>().map(|error| String::from(error.message()));
        Failure::Converter { reason: reason.unwrap_or_default(), is_local }
    };
    let locale = reader.language.get_untracked();
    let texts: Array = locale.translation().to_pairs().iter().map(|text| JsValue::from_str(text)).collect();
    let root = reader.root.try_get_value().map(JsValue::from).unwrap_or_default();
    let page = object(&[
        ("root", root),
        ("texts", texts.into()),
        ("tag", locale.tag.into()),
        ("formatting", locale.intl.tag().into()),
    ]);
    let convert = reader.options.with_value(|options| options.convert.clone());
    let promise: Promise = convert.call3(&JsValue::NULL, &what.into(), &page, given).map_err(failed)?.unchecked_into();
    let answer = JsFuture::from(promise).await.map_err(failed)?;
    Ok(answer.dyn_into().unwrap_or_default())
}
