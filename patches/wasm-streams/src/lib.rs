//! Stands in place of the crate `wasm-streams`, so that the page does not carry it.
//!
//! Leptos brings it for the streams of server functions. There is no server here, so nothing calls it; but it exports
//! functions to JavaScript, and what is exported stays in a module whether it is called or not: fourteen functions
//! with all that they use, and three classes in the glue (`docs/decisions.md` says how many bytes that is). This has
//! the few names that Leptos' `server_fn` compiles against, and exports nothing. A stream made here is an empty one.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// An empty stream.
    ///
    /// # Panics
    /// Where the browser makes none.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(web_sys::ReadableStream::new().unwrap_or_else(|error| wasm_bindgen::throw_val(error)))
    }

    /// A stream that there is.
    pub fn from_raw(stream: web_sys::ReadableStream) -> Self {
        Self(stream)
    }

    /// The browser's own.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// An empty stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}
