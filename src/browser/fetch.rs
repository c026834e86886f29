//! Fetching a file: with its progress in bytes, a time-out while nothing comes, a limit of its size, and a reason in
//! words when it fails.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::Request;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use super::{address, frames};
use whowhen_core::file::SIZE_LIMIT;

/// How long nothing may come before a fetch is given up, in milliseconds.
pub const PATIENCE: i32 = 20_000;

/// How much of a file is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Bytes that came.
    pub loaded: usize,
    /// Bytes that will come, where the server says so and does not compress.
    pub total: Option<usize>,
}

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchError {
    /// The address is none that can be fetched.
    BadAddress {
        /// As it was given.
        url: String,
    },
    /// The server answered with something other than the file.
    Status {
        /// The address.
        url: String,
        /// The status of HTTP.
        status: u16,
    },
    /// Nobody answered, or the page may not ask there.
    Unreachable {
        /// The address.
        url: String,
    },
    /// It broke off in the middle.
    Broken {
        /// The address.
        url: String,
        /// Bytes that came.
        loaded: usize,
    },
    /// Nothing came for [`PATIENCE`].
    TimedOut {
        /// The address.
        url: String,
    },
    /// It is larger than [`SIZE_LIMIT`].
    TooLarge {
        /// The address.
        url: String,
    },
}

/// Requests, which are broken off when this is dropped.
pub struct Requests(AbortController);

/// What a request needs to know of its [`Requests`].
#[derive(Clone)]
pub struct Leave(AbortController);

impl Requests {
    /// None yet.
    pub fn new() -> Self {
        // It fails in no browser that knows it, and those that do not cannot run this.
        Self(AbortController::new().unwrap_throw())
    }

    /// The leave to make one more.
    pub fn leave(&self) -> Leave {
        Leave(self.0.clone())
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Fetches a file from an http or https address, relative to `base`.
///
/// # Errors
/// See [`FetchError`].
pub async fn bytes(
    url: &str,
    base: &str,
    Leave(controller): Leave,
    mut progress: Box<dyn FnMut(Progress)>,
) -> Result<Vec<u8>, FetchError> {
    let bad = || FetchError::BadAddress { url: url.to_owned() };
    let whole = address::resolve(url, base).ok_or_else(bad)?;
    if !matches!(whole.protocol().as_str(), "http:" | "https:") {
        return Err(bad());
    }
    let url = whole.href();
    let timed_out = Rc::new(Cell::new(false));
    let patience = || {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        frames::after(PATIENCE, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let failed = |otherwise: FetchError| {
        if timed_out.get() { FetchError::TimedOut { url: url.clone() } } else { otherwise }
    };

    let mut _timer = patience();
    let response = Request::get(&url).abort_signal(Some(&controller.signal())).send().await;
    let response = response.map_err(|_| failed(FetchError::Unreachable { url: url.clone() }))?;
    if !response.ok() {
        return Err(FetchError::Status { url: url.clone(), status: response.status() });
    }
    // The length of a compressed answer is not that of the file.
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
        // It was the length of a compressed answer, of which another site does not tell that it is.
        total = total.filter(|total| bytes.len() <= *total);
    }
    Ok(bytes)
}
