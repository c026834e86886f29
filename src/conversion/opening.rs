//! Opening files: an article file is shown as it is; others are converted first. The user is asked if the format is
//! ambiguous, or if there are several documents.
//!
//! ```ignore
//! reader.open_files(files.into()); // a list of files and folders
//! ```

use js_sys::{Array, Function, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::components::reactive::spawn;
use crate::conversion::{converter, drop_and_paste};
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;

/// What is going on while files are converted: what the dialog shows.
#[derive(Clone, Default)]
pub enum Conversion {
    /// Nothing.
    #[default]
    None,
    /// Files are being read: how many are done, of how many, once that is known.
    Working(Option<(f64, f64)>),
    /// The user has to choose a format: ids and names.
    Formats(Vec<(String, String)>, Choose),
    /// The user has to choose a document: titles, and the numbers of actors, mentions and events.
    Documents(Vec<(String, [usize; 3])>, Choose),
}

/// Takes the position of what the user chose.
pub type Choose = Function;

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
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(BEGINNING)]);
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{') && text.contains("\"whowhen/")
}

impl ReaderState {
    /// The article file at an address: as it is, or converted. A web page at an address that names a JSON file is an error
    /// page of the server, and no article.
    pub(crate) async fn converted(self, url: &str, bytes: Vec<u8>) -> Result<Converted, Failure> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let is_json = path.to_ascii_lowercase().ends_with(".json");
        let is_page = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).trim_start().starts_with('<');
        if is_article(&bytes) || bytes.is_empty() || is_json && is_page {
            return Ok(Converted { bytes, report: Vec::new() });
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let files = Array::of1(&drop_and_paste::named_bytes(name, &bytes));
        let converted = self.convert(&files).await;
        self.conversion.set(Conversion::None);
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
            self.conversion.set(Conversion::None);
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
        let progress = Closure::<dyn Fn(f64, f64)>::new(move |done, total| {
            if let Some(Conversion::Working(_)) = self.conversion.try_get_untracked() {
                self.conversion.set(Conversion::Working(Some((done, total))));
            }
        });
        let mut format = String::new();
        loop {
            self.conversion.set(Conversion::Working(None));
            let given = [JsValue::from(files), format.as_str().into()];
            let answer = converter::request(self, "open", &given, Some(progress.as_ref().unchecked_ref())).await?;
            let mut texts = answer.texts.into_iter();
            match texts.next().as_deref() {
                Some("formats") => {
                    let formats: Vec<_> = std::iter::from_fn(|| Some((texts.next()?, texts.next()?))).collect();
                    let chosen = self.ask(|choose| Conversion::Formats(formats.clone(), choose)).await?;
                    format = formats.get(chosen).map(|(id, _)| id.clone()).unwrap_or_default();
                }
                Some("documents") => {
                    let number = |texts: &mut std::vec::IntoIter<String>| texts.next()?.parse().ok();
                    let document = |_| {
                        let title = texts.next()?;
                        Some((title, [number(&mut texts)?, number(&mut texts)?, number(&mut texts)?]))
                    };
                    let documents: Vec<_> = (0..).map_while(document).collect();
                    let position = match documents.len() {
                        1 => 0,
                        _ => self.ask(|choose| Conversion::Documents(documents, choose)).await?,
                    };
                    self.conversion.set(Conversion::Working(None));
                    let taken = converter::request(self, "take", &[(position as f64).into()], None).await?;
                    return Ok(Converted { bytes: taken.bytes, report: taken.texts });
                }
                _ => return Err(Failure::UnknownFormat),
            }
        }
    }

    /// Asks the user in the dialog. Returns the position of what they choose.
    async fn ask(self, question: impl FnOnce(Choose) -> Conversion) -> Result<usize, Failure> {
        let mut question = Some(question);
        let promise = Promise::new(&mut |choose, _| {
            if let Some(question) = question.take() {
                self.conversion.set(question(choose));
            }
        });
        let chosen = JsFuture::from(promise).await.ok().and_then(|chosen| chosen.as_f64());
        chosen.map(|chosen| chosen as usize).ok_or(Failure::Cancelled)
    }

    /// Ends the opening of files. What was shown before stays.
    pub fn cancel_conversion(self) {
        if let Some(Conversion::Formats(_, choose) | Conversion::Documents(_, choose)) =
            self.conversion.try_get_untracked()
        {
            // The question is answered: the one that asks ends.
            drop(choose.call0(&JsValue::NULL));
        }
        self.load_generation.next();
        self.conversion.set(Conversion::None);
        self.loading.set(None);
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
