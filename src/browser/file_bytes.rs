//! The bytes of a file in JavaScript's memory, in pieces: to copy a large file at once would stop the page for a tenth of a
//! second.
//!
//! ```ignore
//! let blob = file_bytes::to_blob(&bytes, &mut slices).await;
//! ```

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::timers::Slices;

/// The size of a piece in bytes. To copy it takes about a millisecond.
const PIECE: u32 = 1024 * 1024;

/// Returns the pieces of the bytes, in order. They share the memory of the whole.
fn pieces(bytes: &Uint8Array) -> impl Iterator<Item = Uint8Array> {
    let length = bytes.length();
    (0..length).step_by(PIECE as usize).map(move |start| bytes.subarray(start, (start + PIECE).min(length)))
}

/// The bytes of a file, where they are.
pub enum FileBytes {
    /// In the memory of Rust, where they were fetched to.
    Fetched(Vec<u8>),
    /// In JavaScript's memory.
    Local(Uint8Array),
}

impl FileBytes {
    /// Returns the bytes in JavaScript's memory. They are copied if they were fetched.
    pub fn to_js(&self) -> Uint8Array {
        match self {
            Self::Fetched(bytes) => (&bytes[..]).into(),
            Self::Local(bytes) => bytes.clone(),
        }
    }

    /// Returns the bytes in the memory of Rust. Those of a local file are copied.
    pub async fn into_vec(self, slices: &mut Slices) -> Vec<u8> {
        let bytes = match self {
            Self::Fetched(bytes) => return bytes,
            Self::Local(bytes) => bytes,
        };
        let mut copy = Vec::with_capacity(bytes.length() as usize);
        for piece in pieces(&bytes) {
            slices.next().await;
            let start = copy.len();
            copy.resize(start + piece.length() as usize, 0);
            piece.copy_to(&mut copy[start..]);
        }
        copy
    }
}

/// Copies the bytes into a blob. Returns `None` if the browser has no memory for it.
pub async fn to_blob(bytes: &Uint8Array, slices: &mut Slices) -> Option<Blob> {
    let blobs = Array::new();
    for piece in pieces(bytes) {
        slices.next().await;
        blobs.push(&Blob::new_with_u8_array_sequence(&Array::of1(&piece)).ok()?.into());
    }
    Blob::new_with_blob_sequence(&blobs).ok()
}

/// Reads the bytes of a blob. Returns `None` if it cannot be read.
pub async fn of_blob(blob: &Blob) -> Option<Uint8Array> {
    Some(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await.ok()?))
}

/// Returns whether two files have the same bytes.
pub async fn is_same(one: &Uint8Array, other: &Uint8Array, slices: &mut Slices) -> bool {
    if one.length() != other.length() {
        return false;
    }
    for (one, other) in pieces(one).zip(pieces(other)) {
        slices.next().await;
        if one.to_vec() != other.to_vec() {
            return false;
        }
    }
    true
}
