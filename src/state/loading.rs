//! Loading an article: from an address, from the library, from the page itself, or from the files of the user
//! (`local_files.rs`). The result is a [`Story`] or a [`Failure`]; or the library, for the start page.
//!
//! Only the newest load counts. Results of an earlier load, or of a reader that was removed, are ignored.

use leptos::prelude::*;
use whowhen_core::file::{self, IDS_FILE, Library, page_file};

use crate::browser::fetch::{self, Progress, RequestHandle, Requests};
use crate::browser::file_bytes::FileBytes;
use crate::browser::{address, document, timers};
use crate::components::reactive::{spawn, start};
use crate::conversion::converter::Converted;
use crate::i18n;
use crate::state::props::Props;
use crate::state::reader::{ReaderState, base_url};
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::status::load_failure::Failure;
use whowhen_core::article::Article;
use whowhen_core::check::{Problem, check_in_steps};
use whowhen_core::index::Index;
use whowhen_core::library::PAGE_SIZE;
use whowhen_core::locale::Translation;
use whowhen_core::pauses::Pauses;
use whowhen_core::reading::{Address, State};
use whowhen_views::start_page::list;

/// How long a loaded article waits for the translation of the interface, in milliseconds.
const LANGUAGE_TIMEOUT: f64 = 1_500.0;

/// What an address leads to.
enum Loaded {
    Article(Box<Story>),
    StartPage(Shared<Library>),
}

impl ReaderState {
    /// Returns the handle that requests need. The requests are aborted when the next handle is created, or when the
    /// reader is removed.
    fn request(self) -> RequestHandle {
        let requests = Requests::new();
        let request = requests.request();
        self.requests.set_value(Some(requests));
        request.with_early(self.options.with_value(|options| options.early_request.clone()))
    }

    /// Loads the article that the address names. The current article stays until the new one is loaded.
    pub fn load(self) {
        let generation = self.load_generation.next();
        let request = self.request();
        self.failure.set(None);
        self.notice.set(None);
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
            let language = start(self.load_language());
            let loaded = self.fetch(wanted, props, request, is_current, progress).await;
            // The article waits only briefly for a translation that is late or never arrives. Until it arrives, the
            // interface stays in the current language.
            language.within(LANGUAGE_TIMEOUT).await;
            if !is_current() {
                return;
            }
            self.loading.set(None);
            match loaded {
                Ok(Loaded::Article(story)) => self.show(*story),
                Ok(Loaded::StartPage(library)) => self.show_start_page(library),
                // What was shown before stays.
                Err(Failure::Cancelled) if self.has_content() => {}
                Err(failure) => {
                    self.fail(failure);
                    self.load_library_list().await;
                }
            }
        });
    }

    /// Shows why there is no article, and notifies the element.
    pub(crate) fn fail(self, failure: Failure) {
        let locale = self.language.get_untracked();
        let failure = Shared::new(failure);
        self.notify_host("error", &[&failure.message(&locale), &failure.advice(&locale)]);
        self.failure.set(Some(failure));
    }

    /// Shows an article, and notifies the element.
    pub(super) fn show(self, story: Story) {
        for problem in &story.problems {
            self.notify_host("problem", &[&problem.path, &problem.message(), &problem.action(), &problem.help()]);
        }
        // A position in another article is of no use any more, and would keep that article in memory.
        self.saved_position.set_value(None);
        self.notify_host("opening", &[]);
        if self.is_own_page() {
            address::set_scroll_restoration(false);
        }
        self.start_page.set(None);
        let held = State::at(&self.address.get_untracked(), &story.article).0.address(&story.article, &story.address);
        self.story.set(Some(Shared::new(story)));
        self.notify_ready(held);
    }

    /// Notifies the element that what was asked for is rendered, and what is selected in it. From then on, nothing replaces a
    /// static page.
    fn notify_ready(self, Address { actor, event, .. }: Address) {
        spawn(async move {
            // By then it is rendered.
            timers::next_microtask().await;
            self.replaces_static_page.try_set_value(false);
            self.notify_host("ready", &[&actor.unwrap_or_default(), &event.unwrap_or_default()]);
        });
    }

    /// Shows the start page, or another page of the list.
    fn show_start_page(self, library: Shared<Library>) {
        self.saved_position.set_value(None);
        self.notify_host("opening", &["list"]);
        // The list is in the static page too, so the browser can restore the position itself.
        address::set_scroll_restoration(true);
        document().set_title(&list::title(&*self.language.get_untracked(), library.page()));
        self.story.set(None);
        self.start_page.set(Some(library));
        self.notify_ready(Address::default());
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

    /// The page of a long list that has an article, if it is not this page.
    async fn other_page(
        self,
        library: &Library,
        list: &str,
        article: Option<&str>,
        request: RequestHandle,
    ) -> Option<Library> {
        let id = article.filter(|id| library.page_count() > 1 && library.entry(Some(id)).is_none())?;
        let list = address::resolve(list, &base_url())?.href();
        let ids = fetch::fetch_bytes(IDS_FILE, &list, request.clone(), Box::new(|_| {})).await.ok()?;
        let position = String::from_utf8_lossy(&ids).lines().position(|line| line == id)?;
        let page = page_file(u32::try_from(position / PAGE_SIZE).ok()? + 1);
        self.fetch_library(&address::resolve(&page, &list)?.href(), request).await.ok()
    }

    async fn fetch(
        self,
        wanted: Address,
        props: Props,
        request: RequestHandle,
        is_current: impl Fn() -> bool,
        progress: impl FnMut(Progress) + 'static,
    ) -> Result<Loaded, Failure> {
        if let Some(text) = props.inline {
            let bytes = FileBytes::Fetched(text.into_bytes());
            let (article, index, problems) = self.read_and_check(bytes, ("", true), &is_current).await?;
            let from = (String::new(), wanted);
            return Ok(Loaded::Article(Box::new(Story::local(article, index, problems, from, self.language))));
        }
        if let (true, None, Some(number)) = (self.is_own_page(), &wanted.src, wanted.file.clone()) {
            return self.kept_file(&number, wanted, &is_current).await.map(|story| Loaded::Article(Box::new(story)));
        }
        let page = base_url();
        let mut id = None;
        let (url, base) = match (&wanted.src, props.library) {
            (Some(src), _) => (src.clone(), page),
            (None, None) => return Err(Failure::NothingAsked),
            (None, Some(list)) => {
                let mut library = self.fetch_library(&list, request.clone()).await?;
                if let Some(other) = self.other_page(&library, &list, wanted.article.as_deref(), request.clone()).await
                {
                    library = other;
                }
                let library = Shared::new(library);
                self.library.set(Some(library.clone()));
                let has_start = self.is_own_page() && !library.starts_with_first() && !library.articles.is_empty();
                if has_start && wanted.is_of_start_page() {
                    return Ok(Loaded::StartPage(library));
                }
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
        timers::yield_to_browser().await;
        if !is_current() {
            return Err(Failure::Cancelled);
        }
        let converted = match id {
            None => self.converted(&url, bytes).await?,
            Some(_) => Converted::of_article(bytes),
        };
        let (article, index, problems) = self.read_and_check(converted.bytes, (&url, false), &is_current).await?;
        self.tell_of_file(converted.report, None);
        let mut story = Story::local(article, index, problems, (url, wanted), self.language);
        (story.library_id, story.is_local) = (id, false);
        Ok(Loaded::Article(Box::new(story)))
    }

    /// Turns the bytes of a file into a validated article and its lookup tables, in slices of time. So the page answers
    /// while it opens a large article.
    ///
    /// # Errors
    /// [`Failure::Cancelled`] if `is_current` says that the article is no longer wanted, [`Failure::File`] if there is none.
    pub(super) async fn read_and_check(
        self,
        bytes: FileBytes,
        (url, is_local): (&str, bool),
        is_current: &dyn Fn() -> bool,
    ) -> Result<(Article, Index, Vec<Problem>), Failure> {
        let still_wanted = || if is_current() { Ok(()) } else { Err(Failure::Cancelled) };
        let wrong = |error| Failure::File { error, url: url.to_owned(), is_local };
        still_wanted()?;
        self.options.try_with_value(|options| (options.pass_file)(&bytes.to_js()));
        let mut slices = timers::Slices::new();
        let bytes = bytes.into_vec(&mut slices).await;
        let mut pauses = Pauses::new(|| slices.wait());
        still_wanted()?;
        let file = file::read_in_steps(&bytes, &mut pauses).await.map_err(wrong)?;
        drop(bytes);
        still_wanted()?;
        let (article, problems) = check_in_steps(file, &mut pauses).await.map_err(wrong)?;
        still_wanted()?;
        let index = Index::new_in_steps(&article, &mut pauses).await;
        // What shows the article is a task of its own.
        timers::yield_to_browser().await;
        still_wanted()?;
        // An American article has American dates.
        let is_english = self.language.try_with_untracked(|language| language.tag == "en") == Some(true);
        if is_english && article.language.as_deref().is_some_and(|tag| tag.starts_with("en-")) {
            let english = i18n::of_translation(Translation::english(), article.language.as_deref());
            self.language.set(Shared::new(english));
        }
        Ok((article, index, problems))
    }
}
