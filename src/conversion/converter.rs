//! Requests to the converter. `assets/convert.js` lists them and their answers.
//!
//! ```ignore
//! let answer = converter::request(reader, "take", &[0.into()], None).await?;
//! ```

use js_sys::{Array, Error, Function, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;

/// What the converter answers.
#[derive(Default)]
pub struct Answer {
    /// The content of a file, if the request asks for one.
    pub bytes: Vec<u8>,
    /// The word that says what the answer is, and what belongs to it.
    pub texts: Vec<String>,
}

/// Sends a request.
///
/// # Errors
/// If the converter could not be loaded, or could not do it.
pub async fn request(
    reader: ReaderState,
    what: &str,
    given: &[JsValue],
    progress: Option<&Function>,
) -> Result<Answer, Failure> {
    let failed = |error: JsValue| {
        let reason = error.dyn_ref::<Error>().map(|error| String::from(error.message()));
        Failure::Converter { reason: reason.unwrap_or_default() }
    };
    let convert = reader.options.with_value(|options| options.convert.clone());
    let given: Array = given.iter().collect();
    let progress = progress.map_or(JsValue::UNDEFINED, JsValue::from);
    let promise: Promise =
        convert.call3(&JsValue::NULL, &what.into(), &given, &progress).map_err(failed)?.unchecked_into();
    let said: Array = JsFuture::from(promise).await.map_err(failed)?.unchecked_into();
    let mut answer = Answer::default();
    for part in said.iter() {
        match part.as_string() {
            Some(text) => answer.texts.push(text),
            None => answer.bytes = Uint8Array::new(&part).to_vec(),
        }
    }
    if answer.texts.first().is_some_and(|word| word == "failed") {
        let mut texts = answer.texts.into_iter().skip(1);
        let (message, help) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
        return Err(Failure::Format { message, help });
    }
    Ok(answer)
}

/// Ends what the converter does. Requests that it has not answered fail.
pub fn cancel(reader: ReaderState) {
    let convert = reader.options.with_value(|options| options.convert.clone());
    drop(convert.call2(&JsValue::NULL, &"cancel".into(), &Array::new()));
}
