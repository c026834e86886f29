//! Opening files: an article file is shown as it is; others are converted first.
//!
//! ```ignore
//! reader.open_files(files.into()); // a list of files and folders
//! ```

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::File;

use crate::browser::file_bytes::{self, FileBytes};
use crate::components::reactive::spawn;
use crate::conversion::converter::{self, Converted};
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;

/// How many bytes of a file are looked at to see whether it is an article file.
const BEGINNING: usize = 64 * 1024;

/// Whether bytes are an article file: what `detect` of the own format says in `crates/formats`, which is not part of this
/// module.
fn is_article(bytes: &[u8]) -> bool {
    const FORMAT: &[u8] = b"\"whowhen/";
    first_byte(bytes) == Some(b'{')
        && bytes[..bytes.len().min(BEGINNING)].windows(FORMAT.len()).any(|part| part == FORMAT)
}

/// The first byte that is neither white space nor of a byte order mark.
fn first_byte(bytes: &[u8]) -> Option<u8> {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().first().copied()
}

impl ReaderState {
    /// The article file at an address: as it is, or converted. A web page at an address that names a JSON file is an error
    /// page of the server, and no article.
    pub(crate) async fn converted(self, url: &str, bytes: Vec<u8>) -> Result<Converted, Failure> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let is_json = path.to_ascii_lowercase().ends_with(".json");
        if is_article(&bytes) || bytes.is_empty() || is_json && first_byte(&bytes) == Some(b'<') {
            return Ok(Converted::of_article(bytes));
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let files = Array::of1(&converter::file(name, &bytes));
        match converter::open(self, &files, false).await {
            // The own reader says best what is wrong with a file that has no known format.
            Err(Failure::UnknownFormat) => Ok(Converted::of_article(bytes)),
            converted => converted,
        }
    }

    /// Opens files: `File`s, entries of a file system, or objects with a name and bytes. They never leave the device.
    pub fn open_files(self, files: Array) {
        if files.length() == 0 {
            return;
        }
        let generation = self.load_generation.next();
        self.requests.set_value(None);
        self.failure.set(None);
        self.notice.set(None);
        spawn(async move {
            let only: Option<File> = files.get(0).dyn_into().ok().filter(|_| files.length() == 1);
            let opened = match &only {
                Some(file) => self.open_file(file, &files).await,
                None => converter::open(self, &files, true).await,
            };
            if !self.load_generation.is_current(generation) {
                return;
            }
            let name = only.as_ref().map(File::name).unwrap_or_default();
            match opened {
                Ok(converted) => self.show_file(generation, name, converted).await,
                Err(failure) => {
                    self.loading.set(None);
                    // What was shown before stays.
                    if !matches!(failure, Failure::Cancelled) {
                        self.fail(failure);
                    }
                }
            }
        });
    }

    /// Reads a single file.
    async fn open_file(self, file: &File, files: &Array) -> Result<Converted, Failure> {
        let beginning = file.slice_with_f64_and_f64(0.0, BEGINNING as f64);
        let is_own = match beginning {
            Ok(beginning) => is_article(&bytes_of(&beginning).await.to_vec()),
            Err(_) => false,
        };
        if !is_own {
            match converter::open(self, files, true).await {
                // The own reader says best what is wrong with a file that has no known format.
                Err(Failure::UnknownFormat) => {}
                converted => return converted,
            }
        }
        Ok(Converted { bytes: FileBytes::Local(bytes_of(file).await), report: Vec::new() })
    }
}

/// The bytes of a file; none if it cannot be read.
async fn bytes_of(file: &web_sys::Blob) -> Uint8Array {
    file_bytes::of_blob(file).await.unwrap_or_default()
}
