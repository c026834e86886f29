//! What the parts of the page outside an article share: what is asked for, what is shown, how the person likes to read.

use crate::browser::fetch::{self, Progress, Requests};
use crate::browser::{address, document, language, storage};
use crate::components::dom::El;
use crate::components::reactive::spawn;
use crate::i18n::Language;
use crate::navigation::generation::Generation;
use crate::state::panels::Width;
use crate::state::props::{MountOptions, Props};
use crate::state::shared::Shared;
use crate::state::story::{Story, TextPosition};
use crate::status::failure::Failure;
use leptos::prelude::*;
use web_sys::Element;
use whowhen_core::file::Library;
use whowhen_core::locale::{self, Translation};
use whowhen_core::reading::{Address, Settings, State, Theme};
use whowhen_views::Markup;

/// The name under which the browser keeps how the person likes to read.
const KEPT: &str = "whowhen";

/// Where one goes as another address is turned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScrollTarget {
    /// To where one was there.
    Back,
    /// To what is held.
    ToHeld,
    /// Nowhere.
    Nowhere,
}

/// What the parts of the page outside an article share.
#[derive(Clone, Copy)]
pub struct ReaderState {
    /// How the reader was put into the page.
    pub options: StoredValue<MountOptions, LocalStorage>,
    /// What the page asks for.
    pub props: RwSignal<Props, LocalStorage>,
    /// How the person likes to read.
    pub settings: RwSignal<Settings, LocalStorage>,
    /// The language that the interface speaks.
    pub language: RwSignal<Shared<Language>, LocalStorage>,
    /// What is asked for.
    pub address: RwSignal<Address, LocalStorage>,
    /// The library, once it was needed.
    pub library: RwSignal<Option<Shared<Library>>, LocalStorage>,
    /// How much of an article is there, while one comes.
    pub loading: RwSignal<Option<Progress>, LocalStorage>,
    /// Told when another address of the article that is shown is turned to, and where one goes there.
    pub address_changed: RwSignal<ScrollTarget, LocalStorage>,
    /// The article that is shown, if one came.
    pub story: RwSignal<Option<Shared<Story>>, LocalStorage>,
    /// Why there is no newer one.
    pub failure: RwSignal<Option<Shared<Failure>>, LocalStorage>,
    /// The reader's outermost element.
    pub root: StoredValue<Element, LocalStorage>,
    /// How wide the reader is.
    pub width: RwSignal<Width, LocalStorage>,
    /// The requests of the newest load: those of an earlier one, or of a reader that is gone, are broken off.
    pub(crate) requests: StoredValue<Option<Requests>, LocalStorage>,
    /// The requests of the newest language.
    language_requests: StoredValue<Option<Requests>, LocalStorage>,
    /// Where in a story the person was when the page last stood still: a reader that speaks another language goes on there.
    pub place: StoredValue<Option<(Shared<Story>, TextPosition)>, LocalStorage>,
    /// The loads: an answer to an earlier one is not listened to.
    pub(crate) load_generation: Generation,
}

impl ReaderState {
    /// The state of the reader in which a component is made.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// Nothing is asked for yet but what the address, or the page, says.
    pub fn new(options: MountOptions, props: Props, root: Element) -> Self {
        Self {
            root: StoredValue::new_local(root),
            width: RwSignal::new_local(Width::Wide),
            settings: RwSignal::new_local(Settings::from_line(&storage::get(KEPT).unwrap_or_default())),
            language: RwSignal::new_local(Shared::new(Language::english())),
            address: RwSignal::new_local(asked(options.page, &props.address)),
            props: RwSignal::new_local(props),
            options: StoredValue::new_local(options),
            library: RwSignal::new_local(None),
            loading: RwSignal::new_local(None),
            address_changed: RwSignal::new_local(ScrollTarget::Back),
            story: RwSignal::new_local(None),
            failure: RwSignal::new_local(None),
            requests: StoredValue::new_local(None),
            language_requests: StoredValue::new_local(None),
            place: StoredValue::new_local(None),
            load_generation: Generation::new(),
        }
    }

    /// The colours: as the person likes them, else as the page asks for.
    pub fn theme(self) -> Theme {
        let liked = self.settings.with(|settings| settings.theme);
        if liked != Theme::default() { liked } else { self.props.with(|props| props.theme).unwrap_or_default() }
    }

    /// The role of ways about the reader: in a page of others, which has landmarks of its own, they are none.
    pub fn landmark_role(self) -> &'static str {
        if self.is_page() { "navigation" } else { "group" }
    }

    /// Whether the page is ours.
    pub fn is_page(self) -> bool {
        self.options.with_value(|options| options.page)
    }

    /// Whether the library is that of the folder in which the reader is published.
    pub fn uses_own_library(self) -> bool {
        let list = self.props.with_untracked(|props| props.library.clone()).unwrap_or_default();
        let list = address::resolve(&list, &base()).map(|list| list.href());
        list == Some(self.options.with_value(|options| options.home.clone()) + "articles/index.json")
    }

    /// An address that asks for nothing yet: what in that of the page is not ours stays.
    pub fn empty_address(self) -> Address {
        Address { others: self.address.with_untracked(|now| now.others.clone()), ..Address::default() }
    }

    /// Whether the page's address says what is shown of a story: in a page of ours, where the story has an address.
    pub fn keeps_address(self, story: &Story) -> bool {
        self.is_page() && !story.is_local
    }

    /// What stands around the state of loading: the main part of a page of ours where nothing else is shown.
    pub fn frame(self, alone: bool) -> El {
        El::new(if alone && self.is_page() { "main" } else { "div" }).class("frame")
    }

    /// Shows what the address says after Back or Forward.
    pub fn on_popstate(self) {
        let asked = self.props.with_untracked(|props| asked(true, &props.address));
        let is_shown = self.story.with_untracked(|story| story.as_ref().is_some_and(|story| story.is_at(&asked)));
        self.address.set(asked);
        if is_shown {
            self.stay();
            self.address_changed.set(ScrollTarget::Back);
        } else {
            self.load();
        }
    }

    /// What is shown is what is asked for: what else was on its way, or failed, is forgotten.
    pub fn stay(self) {
        self.load_generation.next();
        self.requests.set_value(None);
        self.loading.set(None);
        self.failure.set(None);
    }

    /// Tells the element that we are in; not when the reader is gone.
    pub fn tell(self, what: &str, more: &[&str]) {
        self.options.try_with_value(|options| (options.tell)(what, more));
    }

    /// The page asks for something else: another article, or to hold, to show something else of this one.
    pub fn change(self, props: Props) {
        let before = self.props.get_untracked();
        let (was, is) = (&before.address, &props.address);
        self.props.set(props.clone());
        if !props.same_article(&before) {
            self.address.set(asked(self.is_page(), is));
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
        let holds = (&was.actor, &was.event) != (&is.actor, &is.event);
        if holds {
            (next.actor, next.event) = (is.actor.clone(), is.event.clone());
        }
        self.change_address(next, holds);
    }

    /// What the person holds is what the page asks for from now on: it may ask for what it asked for before.
    pub fn notify_selection(self, actor: Option<String>, event: Option<String>) {
        self.tell("select", &[actor.as_deref().unwrap_or_default(), event.as_deref().unwrap_or_default()]);
        if !self.is_page() {
            self.props.update(|props| (props.address.actor, props.address.event) = (actor, event));
        }
    }

    /// Holds what ids name, and goes there; whether the article that is shown has them. One that has not stays as it is; while
    /// none is shown, they are asked for of the one that comes.
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

    /// Turns to an address of the article that is shown; `goes` to what is held there.
    fn change_address(self, next: Address, goes: bool) {
        let is_new = self.address.with_untracked(|now| *now != next);
        if is_new && self.story.get_untracked().is_some_and(|story| self.keeps_address(&story)) {
            address::show(&next.to_pairs(), goes);
        }
        self.address.set(next);
        if is_new || goes {
            self.address_changed.set(if goes { ScrollTarget::ToHeld } else { ScrollTarget::Nowhere });
        }
    }

    /// Learns the language that the person wants: what they chose, else what the page asks for, else what the browser says.
    /// Texts that do not come are no reason not to show an article: the language stays what it was.
    pub(crate) async fn load_language(self) {
        // What was wanted before is not wanted any more.
        self.language_requests.set_value(None);
        let asked = self.props.with_untracked(|props| props.language.clone());
        let wanted = match (self.settings.with_untracked(|settings| settings.language), asked) {
            (Some(chosen), _) => chosen,
            (None, Some(asked)) => locale::language(&[asked]),
            (None, None) => locale::language(&language::wanted()),
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
                let leave = requests.leave();
                self.language_requests.set_value(Some(requests));
                let Ok(bytes) = fetch::bytes(&file, &base(), leave, Box::new(|_| {})).await else { return };
                let Ok(translation) = Translation::read(wanted, &String::from_utf8_lossy(&bytes)) else { return };
                translation
            }
        };
        self.language.set(Shared::new(Language::new(translation)));
    }

    /// Reads on in the way that the person likes from now on, and remembers it.
    pub fn save_settings(self, settings: Settings) {
        storage::set(KEPT, &settings.to_line());
        // Texts that did not come the last time may come now.
        let is_spoken = self.language.with_untracked(|language| settings.language == Some(language.tag));
        let speaks = settings.language != self.settings.with_untracked(|before| before.language)
            || (settings.language.is_some() && !is_spoken);
        self.settings.set(settings);
        if speaks {
            spawn(self.load_language());
        }
    }

    /// Asks for another address, as a new entry of the history.
    pub fn go(self, to: Address) {
        if self.is_page() {
            address::show(&to.to_pairs(), true);
        }
        self.address.set(to);
        self.load();
    }
}

/// What is asked for: by the page's address where it is ours and asks for an article, else as the reader was put into
/// the page.
fn asked(is_page: bool, props: &Address) -> Address {
    if !is_page {
        return props.clone();
    }
    let ours = Address::from_pairs(address::pairs());
    match ours.src.is_some() || ours.article.is_some() {
        true => ours,
        false => Address { article: props.article.clone(), src: props.src.clone(), ..ours },
    }
}

/// What addresses are relative to: the page.
pub(crate) fn base() -> String {
    document().base_uri().ok().flatten().unwrap_or_else(address::page)
}
