//! Loading an article: from an address, from the library, from the page itself or from a local file. The result is a
//! [`Story`] or a [`Failure`].
//!
//! Only the newest load counts. Results of an earlier load, or of a reader that was removed, are ignored.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use whowhen_core::file::Library;
use whowhen_core::file::{self, ReadError};

use wasm_bindgen_futures::JsFuture;

use crate::browser::fetch::{self, Progress, RequestHandle, Requests};
use crate::browser::{address, timers};
use crate::components::reactive::spawn;
use crate::i18n;
use crate::state::props::Props;
use crate::state::reader::{ReaderState, base_url};
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::status::load_failure::Failure;
use whowhen_core::article::Article;
use whowhen_core::check::{Problem, check};
use whowhen_core::index::Index;
use whowhen_core::locale::Translation;
use whowhen_core::reading::{Address, State};

/// How long a loaded article waits for the translation of the interface, in milliseconds.
const LANGUAGE_TIMEOUT: f64 = 1_500.0;

impl ReaderState {
    /// Returns the handle that requests need. The requests are aborted when the next handle is created, or when the
    /// reader is removed.
    fn request(self) -> RequestHandle {
        let requests = Requests::new();
        let request = requests.request();
        self.requests.set_value(Some(requests));
        request
    }

    /// Loads the article that the address names. The current article stays until the new one is loaded.
    pub fn load(self) {
        let generation = self.load_generation.next();
        let request = self.request();
        self.failure.set(None);
        self.loading.set(Some(Progress::default()));
        // Read now: the reader may be removed before the task starts.
        let wanted = self.address.get_untracked();
        let props = self.props.get_untracked();
        spawn(async move {
            let is_current = move || self.load_generation.is_current(generation);
            let progress = move |progress| {
                if is_current() {
                    self.loading.set(Some(progress));
                }
            };
            let language_loaded = Rc::new(Cell::new(false));
            let tell = language_loaded.clone();
            spawn(async move {
                self.load_language().await;
                tell.set(true);
            });
            let story = self.fetch(wanted, props, request, is_current, progress).await;
            // The article waits only briefly for a translation that is late or never arrives. Until it arrives, the
            // interface stays in the current language.
            let enough = timers::now() + LANGUAGE_TIMEOUT;
            while !language_loaded.get() && timers::now() < enough {
                timers::sleep(20).await;
            }
            if !is_current() {
                return;
            }
            self.loading.set(None);
            match story {
                Ok(story) => self.show(story),
                Err(failure) => {
                    self.fail(failure);
                    self.load_library_list().await;
                }
            }
        });
    }

    /// Shows why there is no article, and notifies the element.
    fn fail(self, failure: Failure) {
        let locale = self.language.get_untracked();
        let failure = Shared::new(failure);
        self.notify_host("error", &[&failure.message(&locale), &failure.advice(&locale)]);
        self.failure.set(Some(failure));
    }

    /// Shows an article, and notifies the element.
    fn show(self, story: Story) {
        for problem in &story.problems {
            self.notify_host("problem", &[&problem.path, &problem.message(), &problem.action(), &problem.help()]);
        }
        // A position in another article is of no use any more, and would keep that article in memory.
        self.saved_position.set_value(None);
        self.notify_host("opening", &[]);
        let held = State::at(&self.address.get_untracked(), &story.article).0.address(&story.article, &story.address);
        self.story.set(Some(Shared::new(story)));
        spawn(async move {
            // By then the article is rendered.
            timers::next_microtask().await;
            self.notify_host("ready", &[&held.actor.unwrap_or_default(), &held.event.unwrap_or_default()]);
        });
    }

    /// Loads the library's list, to offer other articles in place of the one that could not be loaded.
    async fn load_library_list(self) {
        if self.library.with_untracked(Option::is_none)
            && let Some(list) = self.props.with_untracked(|props| props.library.clone())
            && let Ok(library) = self.fetch_library(&list, self.request()).await
        {
            self.library.set(Some(Shared::new(library)));
        }
    }

    async fn fetch_library(self, list: &str, request: RequestHandle) -> Result<Library, Failure> {
        let bytes = fetch::fetch_bytes(list, &base_url(), request, Box::new(|_| {})).await.map_err(Failure::Library)?;
        file::read_library(&bytes).map_err(Failure::LibraryFile)
    }

    /// Opens a local file. The file never leaves the device, and no address leads to it.
    pub fn open_file(self, file: web_sys::File) {
        let generation = self.load_generation.next();
        self.requests.set_value(None);
        self.failure.set(None);
        spawn(async move {
            let bytes = JsFuture::from(file.array_buffer()).await.map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec());
            if !self.load_generation.is_current(generation) {
                return;
            }
            let story = self.read_and_check(bytes.unwrap_or_default()).await;
            if !self.load_generation.is_current(generation) {
                return;
            }
            self.loading.set(None);
            match story {
                Ok((article, index, problems)) => {
                    let url = web_sys::Url::create_object_url_with_blob(&file).unwrap_or_default();
                    // Back returns to the previous article. Its selection does not apply to this one.
                    if self.is_own_page() {
                        address::push_same_address();
                    }
                    let address = self.empty_address();
                    self.address.set(address.clone());
                    let (library_id, language) = (None, self.language);
                    let story = Story { article, index, problems, url, address, library_id, is_local: true, language };
                    self.show(story);
                }
                Err(error) => self.fail(Failure::File { error, url: file.name(), is_local: true }),
            }
        });
    }

    async fn fetch(
        self,
        wanted: Address,
        props: Props,
        request: RequestHandle,
        is_current: impl Fn() -> bool,
        progress: impl FnMut(Progress) + 'static,
    ) -> Result<Story, Failure> {
        if let Some(text) = props.inline {
            let wrong = |error| Failure::File { error, url: String::new(), is_local: true };
            let (article, index, problems) = self.read_and_check(text.into_bytes()).await.map_err(wrong)?;
            let (url, language) = (String::new(), self.language);
            return Ok(Story {
                article,
                index,
                problems,
                url,
                address: wanted,
                library_id: None,
                is_local: true,
                language,
            });
        }
        let page = base_url();
        let mut id = None;
        let (url, base) = match (&wanted.src, props.library) {
            (Some(src), _) => (src.clone(), page),
            (None, None) => return Err(Failure::NothingAsked),
            (None, Some(list)) => {
                let library = Shared::new(self.fetch_library(&list, request.clone()).await?);
                self.library.set(Some(library.clone()));
                match (library.entry(wanted.article.as_deref()), wanted.article.clone()) {
                    (Some(entry), _) => {
                        id = Some(entry.id.clone());
                        (entry.file.clone(), address::resolve(&list, &page).map_or(page, |list| list.href()))
                    }
                    (None, Some(id)) => return Err(Failure::UnknownArticle { id }),
                    (None, None) => return Err(Failure::NothingAsked),
                }
            }
        };
        let bytes = fetch::fetch_bytes(&url, &base, request, Box::new(progress)).await.map_err(Failure::Fetch)?;
        let url = address::resolve(&url, &base).map_or(url, |url| url.href());
        let wrong = |error| Failure::File { error, url: url.clone(), is_local: false };
        timers::yield_to_browser().await;
        if !is_current() {
            return Err(Failure::NothingAsked);
        }
        let (article, index, problems) = self.read_and_check(bytes).await.map_err(wrong)?;
        let (address, library_id, language) = (wanted, id, self.language);
        Ok(Story { article, index, problems, url, address, library_id, is_local: false, language })
    }

    /// Turns the bytes of a file into a validated article and its lookup tables. Reading, validating and indexing each
    /// take a while at a hundred thousand mentions, so the browser can respond between them.
    async fn read_and_check(self, bytes: Vec<u8>) -> Result<(Article, Index, Vec<Problem>), ReadError> {
        self.options.try_with_value(|options| (options.pass_file)(&bytes));
        let file = file::read(&bytes)?;
        drop(bytes);
        timers::yield_to_browser().await;
        let (article, problems) = check(file)?;
        timers::yield_to_browser().await;
        let index = Index::new(&article);
        // An American article has American dates.
        let is_english = self.language.try_with_untracked(|language| language.tag == "en") == Some(true);
        if is_english && article.language.as_deref().is_some_and(|tag| tag.starts_with("en-")) {
            let english = i18n::of_translation(Translation::english(), article.language.as_deref());
            self.language.set(Shared::new(english));
        }
        Ok((article, index, problems))
    }
}
