//! The user's own files: showing one, keeping it in this browser, and opening it again. `conversion/opening.rs` reads them.
//!
//! ```ignore
//! reader.show_file(generation, name, converted).await; // under `?file=3`
//! ```

use js_sys::Uint8Array;
use leptos::prelude::*;
use web_sys::Blob;

use crate::browser::address;
use crate::browser::fetch::Progress;
use crate::browser::file_bytes::{self, FileBytes};
use crate::browser::file_store::{self, Kept, StoreError};
use crate::browser::timers::Slices;
use crate::components::reactive::start;
use crate::conversion::converter::Converted;
use crate::navigation::generation_counter::GenerationId;
use crate::state::reader::{FileNotice, ReaderState};
use crate::state::story::Story;
use crate::status::load_failure::Failure;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;

/// While a file of more bytes is read, it is said that an article is loading.
const WORTH_TELLING: u32 = 1024 * 1024;

/// How long an opened file waits until it is kept, in milliseconds. Then it is shown all the same.
const KEEP_TIMEOUT: f64 = 1_500.0;

impl ReaderState {
    /// Shows the article of a local file, and keeps it in this browser. The file never leaves the device. An address with its
    /// number leads to it in this browser; if it cannot be kept, no address does. `file_name` may be empty.
    pub(crate) async fn show_file(self, generation: GenerationId, file_name: String, converted: Converted) {
        let is_current = move || self.load_generation.is_current(generation);
        let Converted { bytes, report } = converted;
        let in_js = bytes.to_js();
        // A smaller file is there before a line could be read.
        if in_js.length() > WORTH_TELLING {
            self.loading.set(Some(Progress::default()));
        }
        let story = self.read_and_check(bytes, (&file_name, true), &is_current).await;
        if !is_current() {
            return;
        }
        let (article, index, problems) = match story {
            Ok(story) => story,
            Err(failure) => {
                self.loading.set(None);
                self.fail(failure);
                return;
            }
        };
        let blob = file_bytes::to_blob(&in_js, &mut Slices::new()).await;
        if !is_current() {
            return;
        }
        let name = if article.title.is_empty() { file_name } else { article.title.clone() };
        let kept = match self.is_own_page() {
            true => keep(name.clone(), in_js, blob.clone()).await.map(Some),
            false => Ok(None),
        };
        if !is_current() {
            return;
        }
        let url = object_url(blob);
        self.loading.set(None);
        let number = kept.as_ref().ok().copied().flatten().map(|number| number.to_string());
        let address = Address { file: number, ..self.empty_address() };
        // Back returns to what was shown before. Its selection does not apply to this article.
        if self.is_own_page() {
            address::push_query(&address.to_pairs());
        }
        self.address.set(address.clone());
        self.show(Story::local(article, index, problems, (url, address), self.language));
        self.tell_of_file(report, kept.err().map(|error| self.not_kept(&error, &name)));
    }

    /// Shows a notice about a file: the report of a file of another format, and why it could not be kept.
    pub(crate) fn tell_of_file(self, report: Vec<String>, not_kept: Option<String>) {
        let mut report = report.into_iter();
        // The reader may have been removed while the file was read.
        let Some(locale) = self.language.try_get_untracked() else { return };
        let opened = report.next().map(|format| locale.with(Message::OpenedAs, &[("format", &format)]));
        let words: Vec<String> = opened.into_iter().chain(not_kept).collect();
        if !words.is_empty() {
            self.notice.set(Some(FileNotice { words: words.join(" "), report: report.collect() }));
        }
    }

    /// Says why a file could not be kept.
    fn not_kept(self, error: &StoreError, name: &str) -> String {
        let locale = self.language.get_untracked();
        match error {
            StoreError::Blocked => locale.text(Message::FilesBlocked).to_owned(),
            StoreError::Full => locale.with(Message::FilesFull, &[("name", name)]),
            StoreError::Broken(reason) => locale.with(Message::FilesBroken, &[("reason", reason)]),
        }
    }

    /// Reads a file that is kept in this browser.
    pub(super) async fn kept_file(
        self,
        number: &str,
        address: Address,
        is_current: &dyn Fn() -> bool,
    ) -> Result<Story, Failure> {
        let kept = match number.parse() {
            Ok(number) => file_store::content(number).await.map_err(Failure::Kept)?,
            Err(_) => None,
        };
        let Kept { file, bytes, .. } = kept.ok_or(Failure::NotKept)?;
        let local = FileBytes::Local(bytes.clone());
        let (article, index, problems) = self.read_and_check(local, (&file.name, true), is_current).await?;
        // A blob of its own: another tab may remove the one that is kept.
        let blob = file_bytes::to_blob(&bytes, &mut Slices::new()).await;
        // Revoked with the article, so it is made only for one that is shown.
        let url = if is_current() { object_url(blob) } else { String::new() };
        Ok(Story::local(article, index, problems, (url, address), self.language))
    }
}

/// An address for a file, which is valid until the page is left or the address is revoked.
fn object_url(blob: Option<Blob>) -> String {
    blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob).ok()).unwrap_or_default()
}

/// Keeps a file in this browser. Returns its number, or why it is not kept: also that the browser does not answer.
async fn keep(name: String, bytes: Uint8Array, blob: Option<Blob>) -> Result<u32, StoreError> {
    let kept = start(async move { file_store::add(&name, &bytes, blob).await });
    kept.within(KEEP_TIMEOUT).await.unwrap_or_else(|| Err(StoreError::Broken("IndexedDB".to_owned())))
}
