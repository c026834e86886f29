//! Opening files: an article file is shown as it is; others are converted first. The user is asked if the format is
//! ambiguous, or if there are several documents.
//!
//! ```ignore
//! reader.open_files(files.into()); // a list of files and folders
//! ```

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::components::reactive::spawn;
use crate::conversion::{converter, drop_and_paste, open_dialog};
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;
use whowhen_core::locale::{Locale, Message};

/// An article file that was made of other files.
pub struct Converted {
    /// The article file.
    pub bytes: Vec<u8>,
    /// The name of the format, then what was kept, changed and left out, a line each, in English.
    pub report: Vec<String>,
}

/// How many bytes of a file are looked at to see whether it is an article file.
const BEGINNING: usize = 64 * 1024;

/// Whether bytes are an article file: what `detect` of the own format says in `crates/formats`, which is not part of this
/// module.
pub fn is_article(bytes: &[u8]) -> bool {
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
        let is_page = first_byte(&bytes) == Some(b'<');
        if is_article(&bytes) || bytes.is_empty() || is_json && is_page {
            return Ok(Converted { bytes, report: Vec::new() });
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let files = Array::of1(&drop_and_paste::named_bytes(name, &bytes));
        let converted = self.convert(&files).await;
        match converted {
            // The own reader says best what is wrong with a file that has no known format.
            Err(Failure::UnknownFormat) => Ok(Converted { bytes, report: Vec::new() }),
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
            let name = only.as_ref().map(File::name).unwrap_or_default();
            let own = match &only {
                Some(file) => own_bytes(file).await,
                None => None,
            };
            let opened = match own {
                Some(bytes) => Ok(Converted { bytes, report: Vec::new() }),
                None => match self.convert(&files).await {
                    // The own reader says best what is wrong with a file that has no known format.
                    Err(Failure::UnknownFormat) => match &only {
                        Some(file) => Ok(Converted { bytes: bytes_of(file).await, report: Vec::new() }),
                        None => Err(Failure::UnknownFormat),
                    },
                    converted => converted,
                },
            };
            if !self.load_generation.is_current(generation) {
                return;
            }
            match opened {
                Ok(converted) => self.show_file(generation, name, converted).await,
                Err(failure) => {
                    self.loading.set(None);
                    self.fail(failure);
                }
            }
        });
    }

    /// Converts files to an article file, and asks the user where it is needed.
    ///
    /// # Errors
    /// If the files cannot be read, or the user cancels.
    pub async fn convert(self, files: &Array) -> Result<Converted, Failure> {
        self.is_converting.set_value(true);
        let converted = self.ask_and_convert(files).await;
        self.is_converting.try_set_value(false);
        open_dialog::close(self);
        converted
    }

    async fn ask_and_convert(self, files: &Array) -> Result<Converted, Failure> {
        let progress = Closure::<dyn FnMut(String, JsValue)>::new(move |total: String, done: JsValue| {
            open_dialog::show_progress(self, &total, &done.as_string().unwrap_or_default());
        });
        let mut format = String::new();
        loop {
            open_dialog::show_working(self);
            let given = [JsValue::from(files), format.as_str().into()];
            let answer = converter::request(self, "open", &given, Some(progress.as_ref().unchecked_ref())).await?;
            let (word, texts) = answer.texts.split_first().ok_or(Failure::UnknownFormat)?;
            match word.as_str() {
                "formats" => {
                    let names = texts.chunks(2).map(|format| (format[1].clone(), String::new())).collect();
                    let chosen = open_dialog::ask(self, Message::WhichFormat, names).await?;
                    format = texts[2 * chosen].clone();
                }
                "documents" => {
                    let position = match texts.len() {
                        4 => 0,
                        _ => open_dialog::ask(self, Message::WhichDocument, self.described(texts)).await?,
                    };
                    let taken = converter::request(self, "take", &[(position as f64).into()], None).await?;
                    return Ok(Converted { bytes: taken.bytes, report: taken.texts });
                }
                _ => return Err(Failure::UnknownFormat),
            }
        }
    }

    /// The titles of documents, and how much is in each, from the converter's answer.
    fn described(self, texts: &[String]) -> Vec<(String, String)> {
        let locale = self.language.get_untracked();
        let counted = [Message::CountActors, Message::CountMentions, Message::CountEvents];
        let described = |document: &[String]| {
            let numbers = document[1..].iter().map(|number| number.parse().unwrap_or(0));
            let words: Vec<String> =
                counted.into_iter().zip(numbers).map(|(message, number)| locale.count(message, number)).collect();
            (document[0].clone(), locale.comma_separated(&words))
        };
        texts.chunks(4).map(described).collect()
    }

    /// Ends the opening of files. What was shown before stays.
    pub fn cancel_conversion(self) {
        self.load_generation.next();
        self.loading.set(None);
        open_dialog::close(self);
        converter::cancel(self);
    }
}

/// The bytes of a file, if it is an article file.
async fn own_bytes(file: &File) -> Option<Vec<u8>> {
    let beginning = file.slice_with_f64_and_f64(0.0, BEGINNING as f64).ok()?;
    let beginning = bytes_of(&beginning).await;
    if !is_article(&beginning) {
        return None;
    }
    Some(bytes_of(file).await)
}

/// The bytes of a file; none if it cannot be read.
async fn bytes_of(file: &web_sys::Blob) -> Vec<u8> {
    let bytes = JsFuture::from(file.array_buffer()).await;
    bytes.map(|bytes| Uint8Array::new(&bytes).to_vec()).unwrap_or_default()
}
