//! Fetches a file, with its progress in bytes, a time-out, a limit of its size, and a [`FetchError`] that says why it
//! failed.
//!
//! ```ignore
//! let requests = Requests::new();
//! let file = fetch::fetch_bytes(url, &base, requests.request(), Box::new(|_| {})).await?;
//! ```

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use super::{address, timers};
use whowhen_core::file::SIZE_LIMIT;

/// How long a fetch waits for more bytes before it is cancelled, in milliseconds.
pub const IDLE_TIMEOUT: i32 = 20_000;

/// How much of a file is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// The number of bytes that were received.
    pub loaded: usize,
    /// The size of the file, if the server states it and does not compress the response.
    pub total: Option<usize>,
}

/// Why a file could not be fetched.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchError {
    /// The address is not valid, or is not an http or https address.
    BadAddress {
        /// The address as it was given.
        url: String,
    },
    /// The server responded with an error.
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// No server responded, or the page is not allowed to fetch from it.
    Unreachable {
        /// The address.
        url: String,
    },
    /// The connection broke off in the middle of the file.
    Broken {
        /// The address.
        url: String,
        /// The number of bytes that were received.
        loaded: usize,
    },
    /// No bytes were received for [`IDLE_TIMEOUT`].
    TimedOut {
        /// The address.
        url: String,
    },
    /// The file is larger than [`SIZE_LIMIT`].
    TooLarge {
        /// The address.
        url: String,
    },
}

/// A group of requests, which are cancelled when this is dropped.
pub struct Requests(AbortController);

/// A handle that makes a request part of a [`Requests`] group.
#[derive(Clone)]
pub struct RequestHandle {
    controller: AbortController,
    /// See [`Self::with_early`].
    early: Option<Function>,
}

impl RequestHandle {
    /// Before it requests a file, it asks this function for a request that the page has made already. The function takes the
    /// address and a signal that aborts the request, and returns a promise of the response, or `undefined`.
    pub fn with_early(self, early: Function) -> Self {
        Self { early: Some(early), ..self }
    }

    /// Requests a file, unless the page has done so.
    async fn send(&self, url: &str) -> Option<Response> {
        let signal = self.controller.signal();
        let early = self.early.as_ref().and_then(|early| early.call2(&JsValue::NULL, &url.into(), &signal).ok());
        match early.and_then(|early| early.dyn_into::<Promise>().ok()) {
            Some(early) => {
                let response: web_sys::Response = JsFuture::from(early).await.ok()?.dyn_into().ok()?;
                Some(response.into())
            }
            None => Request::get(url).abort_signal(Some(&signal)).send().await.ok(),
        }
    }
}

impl Requests {
    /// Creates a group without requests.
    pub fn new() -> Self {
        // This fails only in a browser without `AbortController`, which cannot run the reader at all.
        Self(AbortController::new().unwrap_throw())
    }

    /// Returns a handle for one more request of the group.
    pub fn request(&self) -> RequestHandle {
        RequestHandle { controller: self.0.clone(), early: None }
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Fetches a file from an http or https address, which may be relative to `base`. Calls `progress` before each chunk.
///
/// # Errors
/// See [`FetchError`].
pub async fn fetch_bytes(
    url: &str,
    base: &str,
    request: RequestHandle,
    mut progress: Box<dyn FnMut(Progress)>,
) -> Result<Vec<u8>, FetchError> {
    let bad = || FetchError::BadAddress { url: url.to_owned() };
    let whole = address::resolve(url, base).ok_or_else(bad)?;
    if !matches!(whole.protocol().as_str(), "http:" | "https:") {
        return Err(bad());
    }
    let url = whole.href();
    let controller = &request.controller;
    let timed_out = Rc::new(Cell::new(false));
    let patience = || {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        timers::set_timeout(IDLE_TIMEOUT, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let failed = |otherwise: FetchError| {
        if timed_out.get() { FetchError::TimedOut { url: url.clone() } } else { otherwise }
    };

    let mut _timer = patience();
    let response = request.send(&url).await.ok_or_else(|| failed(FetchError::Unreachable { url: url.clone() }))?;
    if !response.ok() {
        return Err(FetchError::Status { url: url.clone(), status: response.status() });
    }
    // The length of a compressed response is not the size of the file.
    let mut total = match response.headers().get("content-encoding") {
        Some(coding) if coding != "identity" => None,
        _ => response.headers().get("content-length").and_then(|length| length.trim().parse().ok()),
    };
    if total.is_some_and(|total: usize| total > SIZE_LIMIT) {
        controller.abort();
        return Err(FetchError::TooLarge { url: url.clone() });
    }
    let mut bytes = Vec::with_capacity(total.unwrap_or_default());
    let Some(stream) = response.body() else { return Ok(bytes) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        progress(Progress { loaded: bytes.len(), total });
        _timer = patience();
        let chunk = JsFuture::from(reader.read()).await;
        let chunk = chunk.map_err(|_| failed(FetchError::Broken { url: url.clone(), loaded: bytes.len() }))?;
        let value = Reflect::get(&chunk, &"value".into()).unwrap_or_default();
        let Ok(part) = value.dyn_into::<Uint8Array>() else { break };
        let start = bytes.len();
        if start + part.length() as usize > SIZE_LIMIT {
            controller.abort();
            return Err(FetchError::TooLarge { url: url.clone() });
        }
        bytes.resize(start + part.length() as usize, 0);
        part.copy_to(&mut bytes[start..]);
        // If more bytes arrive, this was the length of a compressed response: another site does not reveal that it
        // compresses.
        total = total.filter(|total| bytes.len() <= *total);
    }
    Ok(bytes)
}
