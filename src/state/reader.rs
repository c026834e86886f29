//! The state of the reader outside its article: what is requested, what is shown, and the user's settings.
//!
//! ```ignore
//! let reader = ReaderState::from_context();
//! reader.navigate(Address { article: Some(id), ..reader.empty_address() });
//! ```

use crate::browser::fetch::{self, Progress, Requests};
use crate::browser::{address, document, language, storage};
use crate::components::dom::El;
use crate::components::reactive::spawn;
use crate::i18n::{self, Language};
use crate::navigation::generation_counter::Generation;
use crate::state::panels::Width;
use crate::state::props::{MountOptions, Props};
use crate::state::shared::Shared;
use crate::state::story::{Story, TextPosition};
use crate::status::load_failure::Failure;
use leptos::prelude::*;
use web_sys::Element;
use whowhen_core::file::Library;
use whowhen_core::locale::{self, Translation};
use whowhen_core::reading::{Address, Marks, Settings, State, Theme};
use whowhen_views::Markup;

/// The local storage key of the user's settings.
const SETTINGS_KEY: &str = "whowhen";

/// Where to scroll after the address changes within the same article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScrollTarget {
    /// To the position that the history entry remembers.
    SavedPosition,
    /// To the selection.
    Selection,
    /// Does not scroll.
    None,
}

/// A notice about the file that was opened.
#[derive(Clone, Default)]
pub struct FileNotice {
    /// What there is to say.
    pub words: String,
    /// What was kept, changed and left out of a file of another format, a line each, in English.
    pub report: Vec<String>,
}

/// The state of the reader outside its article.
#[derive(Clone, Copy)]
pub struct ReaderState {
    /// The options that are fixed when the reader is mounted.
    pub options: StoredValue<MountOptions, LocalStorage>,
    /// What the page asks for.
    pub props: RwSignal<Props, LocalStorage>,
    /// The user's settings.
    pub settings: RwSignal<Settings, LocalStorage>,
    /// The language of the interface.
    pub language: RwSignal<Shared<Language>, LocalStorage>,
    /// The address that is requested: the article and its state.
    pub address: RwSignal<Address, LocalStorage>,
    /// The library, once it was needed.
    pub library: RwSignal<Option<Shared<Library>>, LocalStorage>,
    /// How much of the article is loaded, while one is loading.
    pub loading: RwSignal<Option<Progress>, LocalStorage>,
    /// Notifies the open article that its address has changed, and tells it where to scroll.
    pub address_changed: RwSignal<ScrollTarget, LocalStorage>,
    /// The article that is shown, if one is loaded.
    pub story: RwSignal<Option<Shared<Story>>, LocalStorage>,
    /// The library, while the start page or another page of its list is shown.
    pub start_page: RwSignal<Option<Shared<Library>>, LocalStorage>,
    /// A notice about the file that was opened, until it is dismissed.
    pub notice: RwSignal<Option<FileNotice>, LocalStorage>,
    /// Why the last article could not be loaded.
    pub failure: RwSignal<Option<Shared<Failure>>, LocalStorage>,
    /// The root element of the reader.
    pub root: StoredValue<Element, LocalStorage>,
    /// Whether what is shown next replaces a static page: see [`MountOptions::instead`].
    pub(crate) replaces_static_page: StoredValue<bool, LocalStorage>,
    /// The width of the reader.
    pub width: RwSignal<Width, LocalStorage>,
    /// The requests of the newest load. Those of an earlier load, or of a reader that was removed, are aborted.
    pub(crate) requests: StoredValue<Option<Requests>, LocalStorage>,
    /// The requests for the newest translation.
    language_requests: StoredValue<Option<Requests>, LocalStorage>,
    /// The article and the reading position when the page last stopped scrolling, if the history cannot remember it.
    /// When the article is rendered again in another language, the page scrolls there.
    pub saved_position: StoredValue<Option<(Shared<Story>, TextPosition)>, LocalStorage>,
    /// The generation counter of loads: the result of an earlier load is ignored.
    pub(crate) load_generation: Generation,
}

impl ReaderState {
    /// Gives the page the title of an article, if it is the reader's own page.
    pub fn set_page_title(self, story: &Story) {
        if self.is_own_page() {
            document().set_title(&format!("{} · Whowhen", story.article.title));
        }
    }

    /// Returns the state of the reader in which a component is created.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// Creates the state from the page's address or the props. Nothing is loaded yet.
    pub fn new(options: MountOptions, props: Props, root: Element) -> Self {
        Self {
            root: StoredValue::new_local(root),
            replaces_static_page: StoredValue::new_local(options.instead),
            width: RwSignal::new_local(Width::Wide),
            settings: RwSignal::new_local(Settings::from_line(&storage::get(SETTINGS_KEY).unwrap_or_default())),
            language: RwSignal::new_local(Shared::new(i18n::english())),
            address: RwSignal::new_local(requested_address(options.page, &props.address)),
            props: RwSignal::new_local(props),
            options: StoredValue::new_local(options),
            library: RwSignal::new_local(None),
            loading: RwSignal::new_local(None),
            address_changed: RwSignal::new_local(ScrollTarget::SavedPosition),
            story: RwSignal::new_local(None),
            start_page: RwSignal::new_local(None),
            notice: RwSignal::new_local(None),
            failure: RwSignal::new_local(None),
            requests: StoredValue::new_local(None),
            language_requests: StoredValue::new_local(None),
            saved_position: StoredValue::new_local(None),
            load_generation: Generation::new(),
        }
    }

    /// Returns which marks are visible: as the user's settings say, otherwise as the page asks for.
    pub fn marks(self) -> Marks {
        let chosen = self.settings.with(|settings| settings.marks);
        chosen.or_else(|| self.props.with(|props| props.marks)).unwrap_or_default()
    }

    /// Returns the colour theme: the one in the user's settings, otherwise the one that the page asks for.
    pub fn theme(self) -> Theme {
        let chosen = self.settings.with(|settings| settings.theme);
        if chosen != Theme::default() { chosen } else { self.props.with(|props| props.theme).unwrap_or_default() }
    }

    /// Returns the ARIA role of navigation elements. A host page has landmarks of its own, so there they are no
    /// landmarks.
    pub fn landmark_role(self) -> &'static str {
        if self.is_own_page() { "navigation" } else { "group" }
    }

    /// Whether the page is the reader's own.
    pub fn is_own_page(self) -> bool {
        self.options.with_value(|options| options.page)
    }

    /// Whether the library is the one in the folder in which the reader is published.
    pub fn uses_own_library(self) -> bool {
        let list = self.props.with_untracked(|props| props.library.clone()).unwrap_or_default();
        let Some(list) = address::resolve(&list, &base_url()).map(|list| list.href()) else { return false };
        // A long list has more pages: `index-2.json` and so on.
        let folder = self.options.with_value(|options| options.base_url.clone()) + "articles/index";
        list.strip_prefix(&folder).is_some_and(|rest| rest == ".json" || rest.starts_with('-'))
    }

    /// Returns an address that names no article. It keeps the pairs of the page's address that are not the reader's.
    pub fn empty_address(self) -> Address {
        Address { others: self.address.with_untracked(|now| now.others.clone()), ..Address::default() }
    }

    /// Whether the page's address describes the state of an article: in the reader's own page, if an address leads to
    /// the article.
    pub fn syncs_address(self, story: &Story) -> bool {
        self.is_own_page() && story.has_address()
    }

    /// Returns the address of the start page, if there is one: in the reader's own page, unless the library starts with its
    /// first article.
    pub fn start_address(self) -> Option<String> {
        let is_first = self.options.with_value(|options| options.starts_with_first);
        let has_start = self.is_own_page() && self.uses_own_library() && !is_first;
        has_start.then(|| self.options.with_value(|options| options.base_url.clone()))
    }

    /// Whether there is something to see besides a failure or the progress of loading.
    pub fn has_content(self) -> bool {
        self.story.with(Option::is_some) || self.start_page.with(Option::is_some)
    }

    /// Returns the element around the loading state or the error. It is the page's `main` element if nothing else is
    /// shown in the reader's own page.
    pub fn status_container(self, is_only_content: bool) -> El {
        El::new(if is_only_content && self.is_own_page() { "main" } else { "div" }).class("frame")
    }

    /// Shows what the address names after Back or Forward.
    pub fn on_popstate(self) {
        let requested = self.props.with_untracked(|props| requested_address(true, &props.address));
        let is_shown = match self.story.get_untracked() {
            Some(story) => story.is_at(&requested),
            None => requested.is_of_start_page() && self.start_page.with_untracked(Option::is_some),
        };
        self.address.set(requested);
        if is_shown {
            self.cancel_loading();
            self.address_changed.set(ScrollTarget::SavedPosition);
        } else {
            self.load();
        }
    }

    /// Keeps the article that is shown: cancels a load in progress, and dismisses a failure.
    pub fn cancel_loading(self) {
        self.load_generation.next();
        self.requests.set_value(None);
        self.loading.set(None);
        self.failure.set(None);
    }

    /// Dismisses a failure. On the start page the address is that of the start page again.
    pub fn dismiss_failure(self) {
        self.cancel_loading();
        let is_of_list = self.address.with_untracked(Address::is_of_start_page);
        if self.start_page.with_untracked(Option::is_some) && !is_of_list {
            let start = self.empty_address();
            address::write_query(&start.to_pairs(), false);
            self.address.set(start);
        }
    }

    /// Notifies the element that contains the reader. Does nothing if the reader is removed.
    pub fn notify_host(self, what: &str, more: &[&str]) {
        self.options.try_with_value(|options| (options.notify)(what, more));
    }

    /// Applies new props: loads another article, or changes the selection, the order, the view or the language of this
    /// one.
    pub fn set_props(self, props: Props) {
        let before = self.props.get_untracked();
        let (was, is) = (&before.address, &props.address);
        self.props.set(props.clone());
        if !props.same_article(&before) {
            self.address.set(requested_address(self.is_own_page(), is));
            self.load();
            return;
        }
        if props.language != before.language {
            spawn(self.load_language());
        }
        let mut next = self.address.get_untracked();
        if was.order != is.order {
            next.order = is.order;
        }
        if was.view != is.view {
            next.view = is.view;
        }
        if was.unknown != is.unknown {
            next.unknown = is.unknown.clone();
        }
        let holds = (&was.actor, &was.event) != (&is.actor, &is.event);
        if holds {
            (next.actor, next.event) = (is.actor.clone(), is.event.clone());
        }
        self.change_address(next, holds);
    }

    /// Notifies the element that the user's selection has changed. In a host page the selection also becomes part of
    /// the props, so the page can ask again for what it asked for before.
    pub fn notify_selection(self, actor: Option<String>, event: Option<String>) {
        self.notify_host("select", &[actor.as_deref().unwrap_or_default(), event.as_deref().unwrap_or_default()]);
        if !self.is_own_page() {
            self.props.update(|props| (props.address.actor, props.address.event) = (actor, event));
        }
    }

    /// Selects what the ids name, and scrolls to it. Returns whether the article that is shown has them. If it does
    /// not, the selection stays as it is. If no article is shown, the ids apply to the one that is loading.
    pub fn select(self, actor: Option<String>, event: Option<String>) -> bool {
        let next = Address { actor, event, ..self.address.get_untracked() };
        let has = |ids: &Address| {
            let shown = self.story.get_untracked();
            shown.is_some_and(|story| State::at(ids, &story.article).1.is_empty())
        };
        let known = has(&Address { actor: next.actor.clone(), event: next.event.clone(), ..Address::default() });
        if known || self.story.with_untracked(Option::is_none) {
            self.change_address(next, true);
        }
        known
    }

    /// Changes the address within the article that is shown. With `goes`, also scrolls to the selection, and adds a
    /// history entry.
    fn change_address(self, next: Address, goes: bool) {
        let is_new = self.address.with_untracked(|now| *now != next);
        if is_new && self.story.get_untracked().is_some_and(|story| self.syncs_address(&story)) {
            address::write_query(&next.to_pairs(), goes);
        }
        self.address.set(next);
        if is_new || goes {
            self.address_changed.set(if goes { ScrollTarget::Selection } else { ScrollTarget::None });
        }
    }

    /// Loads the language of the interface: the one in the user's settings, otherwise the one that the page asks for,
    /// otherwise the browser's. If the translation cannot be loaded, the language stays as it is, and the article is
    /// shown anyway.
    pub(crate) async fn load_language(self) {
        // Aborts the request for an earlier translation.
        self.language_requests.set_value(None);
        // The reader may have been removed since this was spawned.
        let Some(requested) = self.props.try_with_untracked(|props| props.language.clone()) else { return };
        let wanted = match (self.settings.with_untracked(|settings| settings.language), requested) {
            (Some(chosen), _) => chosen,
            (None, Some(requested)) => locale::language(&[requested]),
            (None, None) => locale::language(&language::preferred_languages()),
        };
        if self.language.with_untracked(|language| language.tag) == wanted {
            return;
        }
        let file = self.options.with_value(|options| {
            options.locales.iter().find(|(tag, _)| tag == wanted).map(|(_, address)| address.clone())
        });
        let translation = match file {
            None => Translation::english(),
            Some(file) => {
                let requests = Requests::new();
                let request = requests.request();
                self.language_requests.set_value(Some(requests));
                let Ok(bytes) = fetch::fetch_bytes(&file, &base_url(), request, Box::new(|_| {})).await else { return };
                let Ok(translation) = Translation::read(wanted, &String::from_utf8_lossy(&bytes)) else { return };
                translation
            }
        };
        let article =
            self.story.with_untracked(|story| story.as_ref().and_then(|story| story.article.language.clone()));
        self.language.set(Shared::new(i18n::of_translation(translation, article.as_deref())));
    }

    /// Applies the user's settings, and stores them.
    pub fn save_settings(self, settings: Settings) {
        storage::set(SETTINGS_KEY, &settings.to_line());
        // A translation that could not be loaded before is requested again.
        let is_spoken = self.language.with_untracked(|language| settings.language == Some(language.tag));
        let needs_translation = settings.language != self.settings.with_untracked(|before| before.language)
            || (settings.language.is_some() && !is_spoken);
        self.settings.set(settings);
        if needs_translation {
            spawn(self.load_language());
        }
    }

    /// Loads the article of another address, and adds a history entry.
    pub fn navigate(self, to: Address) {
        if self.is_own_page() {
            address::write_query(&to.to_pairs(), true);
        }
        self.address.set(to);
        self.load();
    }
}

/// Returns the requested address. In a host page it is that of the props. In the reader's own page it is the page's
/// address; if that names no article, the article is that of the props.
fn requested_address(is_own_page: bool, props: &Address) -> Address {
    if !is_own_page {
        return props.clone();
    }
    let ours = Address::from_pairs(address::query_pairs());
    match ours.src.is_some() || ours.file.is_some() || ours.article.is_some() {
        true => ours,
        false => Address { article: props.article.clone(), src: props.src.clone(), ..ours },
    }
}

/// Returns the base of relative addresses: that of the page.
pub(crate) fn base_url() -> String {
    document().base_uri().ok().flatten().unwrap_or_else(address::page_url)
}
