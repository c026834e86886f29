//! From an address to an opened article, or to a reason why there is none: what the parts of the page outside an article
//! share.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;

use super::element::El;
use super::failure::Failure;
use super::live::spawn;
use super::speech::Language;
use super::story::{Place, Story};
use super::turns::Turns;
use super::value::{Kept, Same, Watched};
use crate::article::file::ArticleFile;
use crate::article::{Article, Library};
use crate::check::{Error, Problem, check};
use crate::host::fetch::{self, Leave, Progress, Requests};
use crate::host::{address, document, frames, language, storage};
use crate::index::Index;
use crate::reading::{Address, Settings, State, Theme};
use crate::words::{self, Lexicon};

/// How the reader is put into a page.
pub struct Options {
    /// Whether the page is ours: then its address and its title are.
    pub page: bool,
    /// Whether it has a height of its own, and scrolls in itself.
    pub boxed: bool,
    /// Whether the page shows the article already, as it was when it was published: the reader takes its place.
    pub instead: bool,
    /// The address of the folder in which the reader is published.
    pub home: String,
    /// The addresses of the words of the languages other than English, by their tags.
    pub words: Vec<(String, String)>,
    /// Reads an article file.
    pub read: Read,
    /// Reads a library's list.
    pub open_library: fn(&[u8]) -> Result<Library, Error>,
    /// Tells the element that we are in: what of, and more.
    pub tell: Tell,
    /// Hands it an article file as it came.
    pub hand: Hand,
}

/// Tells the element that the reader is in: what of, and more.
pub type Tell = Box<dyn Fn(&str, &[&str])>;

/// Hands it an article file as it came.
pub type Hand = Box<dyn Fn(&[u8])>;

/// What the page that we are in asks for. It may ask for something else later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// What is asked for where the page's address asks for nothing, or is not ours.
    pub address: Address,
    /// The text of an article file that stands in the page itself.
    pub inline: Option<String>,
    /// The address of the library's list, relative to the page.
    pub library: Option<String>,
    /// The language of the interface.
    pub language: Option<String>,
    /// The colours.
    pub theme: Option<Theme>,
}

impl Given {
    fn same_article(&self, other: &Self) -> bool {
        self.address.same_article(&other.address) && (&self.inline, &self.library) == (&other.inline, &other.library)
    }
}

/// The name under which the browser keeps how the person likes to read.
const KEPT: &str = "whowhen";

/// How long an article waits for the words of the interface, in milliseconds.
const FOR_WORDS: f64 = 1_500.0;

/// From the bytes of a file to what they say.
type Read = fn(&[u8]) -> Result<ArticleFile, Error>;

/// What the parts of the page outside an article share.
#[derive(Clone, Copy)]
pub struct Shell {
    /// How the reader was put into the page.
    pub options: Kept<Options>,
    /// What the page asks for.
    pub given: Watched<Given>,
    /// How the person likes to read.
    pub settings: Watched<Settings>,
    /// The language that the interface speaks.
    pub language: Watched<Same<Language>>,
    /// What is asked for.
    pub address: Watched<Address>,
    /// The library, once it was needed.
    pub library: Watched<Option<Same<Library>>>,
    /// How much of an article is there, while one comes.
    pub loading: Watched<Option<Progress>>,
    /// Told when Back or Forward lead to another address of the article that is shown.
    pub came_back: Watched<()>,
    /// The article that is shown, if one came.
    pub shown: Watched<Option<Same<Story>>>,
    /// Why there is no newer one.
    pub failure: Watched<Option<Same<Failure>>>,
    /// The requests of the newest load: those of an earlier one, or of a reader that is gone, are broken off.
    requests: Kept<Option<Requests>>,
    /// The requests of the newest language.
    of_words: Kept<Option<Requests>>,
    /// Where in a story the person was when the page last stood still: a reader that speaks another language goes on there.
    pub place: Kept<Option<(Same<Story>, Place)>>,
    /// The loads: an answer to an earlier one is not listened to.
    loads: Turns,
}

impl Shell {
    /// Nothing is asked for yet but what the address, or the page, says.
    pub fn new(options: Options, given: Given) -> Self {
        Self {
            settings: Watched::new(Settings::from_line(&storage::get(KEPT).unwrap_or_default())),
            language: Watched::new(Same::new(Language::english())),
            address: Watched::new(asked(options.page, &given.address)),
            given: Watched::new(given),
            options: Kept::new(options),
            library: Watched::new(None),
            loading: Watched::new(None),
            came_back: Watched::new(()),
            shown: Watched::new(None),
            failure: Watched::new(None),
            requests: Kept::new(None),
            of_words: Kept::new(None),
            place: Kept::new(None),
            loads: Turns::new(),
        }
    }

    /// The colours: as the person likes them, else as the page asks for.
    pub fn theme(self) -> Theme {
        let liked = self.settings.with(|settings| settings.theme);
        if liked != Theme::default() { liked } else { self.given.with(|given| given.theme).unwrap_or_default() }
    }

    /// The role of ways about the reader: in a page of others, which has landmarks of its own, they are none.
    pub fn landmark(self) -> &'static str {
        if self.is_page() { "navigation" } else { "group" }
    }

    /// Whether the page is ours.
    pub fn is_page(self) -> bool {
        self.options.with_value(|options| options.page)
    }

    /// Whether the library is that of the folder in which the reader is published.
    pub fn lists_ours(self) -> bool {
        let list = self.given.with_untracked(|given| given.library.clone()).unwrap_or_default();
        let list = address::resolve(&list, &base()).map(|list| list.href());
        list == Some(self.options.with_value(|options| options.home.clone()) + "articles/index.json")
    }

    /// An address that asks for nothing yet: what in that of the page is not ours stays.
    pub fn elsewhere(self) -> Address {
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
    pub fn come_back(self) {
        let asked = self.given.with_untracked(|given| asked(true, &given.address));
        let is_shown = self.shown.with_untracked(|story| story.as_ref().is_some_and(|story| story.is_at(&asked)));
        self.address.set(asked);
        if is_shown {
            self.stay();
            self.came_back.notify();
        } else {
            self.load();
        }
    }

    /// What is shown is what is asked for: what else was on its way, or failed, is forgotten.
    pub fn stay(self) {
        self.loads.next();
        self.requests.set_value(None);
        self.loading.set(None);
        self.failure.set(None);
    }

    /// The leave to make requests, which ends when others are made, and with the reader.
    fn leave(self) -> Leave {
        let requests = Requests::new();
        let leave = requests.leave();
        self.requests.set_value(Some(requests));
        leave
    }

    /// Loads what the address asks for. What is shown stays until the new article is there.
    pub fn load(self) {
        let turn = self.loads.next();
        let leave = self.leave();
        self.failure.set(None);
        self.loading.set(Some(Progress::default()));
        // Taken now: by the time that the work begins the reader may be gone.
        let wanted = self.address.get_untracked();
        let given = self.given.get_untracked();
        spawn(async move {
            let is_current = move || self.loads.is_newest(turn);
            let progress = move |progress| {
                if is_current() {
                    self.loading.set(Some(progress));
                }
            };
            let learnt = Rc::new(Cell::new(false));
            let tell = learnt.clone();
            spawn(async move {
                self.learn().await;
                tell.set(true);
            });
            let story = self.fetch(wanted, given, leave, is_current, progress).await;
            // The article does not wait for long for words that come late, or never: it is shown without them until then.
            let enough = frames::now() + FOR_WORDS;
            while !learnt.get() && frames::now() < enough {
                frames::pause(20).await;
            }
            if !is_current() {
                return;
            }
            self.loading.set(None);
            match story {
                Ok(story) => self.show(story),
                Err(failure) => {
                    let speech = self.language.get_untracked();
                    self.tell("error", &[&failure.what(&speech), &failure.advice(&speech)]);
                    self.failure.set(Some(Same::new(failure)));
                    self.offer_others().await;
                }
            }
        });
    }

    /// Shows a story, and tells of it.
    fn show(self, story: Story) {
        for problem in &story.problems {
            self.tell("problem", &[&problem.path, &problem.what(), &problem.done(), &problem.mend()]);
        }
        self.tell("opening", &[]);
        let held = State::at(&self.address.get_untracked(), &story.article).0.address(&story.article, &story.address);
        self.shown.set(Some(Same::new(story)));
        spawn(async move {
            // It is in the page by then.
            frames::soon().await;
            self.tell("ready", &[&held.actor.unwrap_or_default(), &held.event.unwrap_or_default()]);
        });
    }

    /// Tells the element that we are in; not when the reader is gone.
    pub fn tell(self, what: &str, more: &[&str]) {
        self.options.try_with_value(|options| (options.tell)(what, more));
    }

    /// The page asks for something else: another article, or to hold, to show something else of this one.
    pub fn change(self, given: Given) {
        let before = self.given.get_untracked();
        let (was, is) = (&before.address, &given.address);
        self.given.set(given.clone());
        if !given.same_article(&before) {
            self.address.set(asked(self.is_page(), is));
            self.load();
            return;
        }
        if given.language != before.language {
            spawn(self.learn());
        }
        let mut next = self.address.get_untracked();
        if was.order != is.order {
            next.order = is.order;
        }
        if was.view != is.view {
            next.view = is.view;
        }
        if (&was.actor, &was.event) != (&is.actor, &is.event) {
            (next.actor, next.event) = (is.actor.clone(), is.event.clone());
        }
        self.turn_to(next);
    }

    /// Holds what ids name, and goes there; whether the article that is shown has them. One that has not stays as it is; while
    /// none is shown, they are asked for of the one that comes.
    pub fn select(self, actor: Option<String>, event: Option<String>) -> bool {
        let next = Address { actor, event, ..self.address.get_untracked() };
        let has = |ids: &Address| {
            let shown = self.shown.get_untracked();
            shown.is_some_and(|story| State::at(ids, &story.article).1.is_empty())
        };
        let known = has(&Address { actor: next.actor.clone(), event: next.event.clone(), ..Address::default() });
        if known || self.shown.with_untracked(Option::is_none) {
            self.turn_to(next);
        }
        known
    }

    /// Turns to another address of the article that is shown.
    fn turn_to(self, next: Address) {
        if self.address.with_untracked(|now| *now == next) {
            return;
        }
        if self.shown.get_untracked().is_some_and(|story| self.keeps_address(&story)) {
            address::show(&next.to_pairs(), true);
        }
        self.address.set(next);
        self.came_back.notify();
    }

    /// Learns the language that the person wants: what they chose, else what the page asks for, else what the browser says.
    /// Words that do not come are no reason not to show an article: the language stays what it was.
    async fn learn(self) {
        // What was wanted before is not wanted any more.
        self.of_words.set_value(None);
        let asked = self.given.with_untracked(|given| given.language.clone());
        let wanted = match (self.settings.with_untracked(|settings| settings.language), asked) {
            (Some(chosen), _) => chosen,
            (None, Some(asked)) => words::language(&[asked]),
            (None, None) => words::language(&language::wanted()),
        };
        if self.language.with_untracked(|language| language.tag) == wanted {
            return;
        }
        let file = self.options.with_value(|options| {
            options.words.iter().find(|(tag, _)| tag == wanted).map(|(_, address)| address.clone())
        });
        let lexicon = match file {
            None => Lexicon::default(),
            Some(file) => {
                let requests = Requests::new();
                let leave = requests.leave();
                self.of_words.set_value(Some(requests));
                let Ok(bytes) = fetch::bytes(&file, &base(), leave, Box::new(|_| {})).await else { return };
                let Some(lexicon) = Lexicon::read(&String::from_utf8_lossy(&bytes)) else { return };
                lexicon
            }
        };
        self.language.set(Same::new(Language::new(wanted, lexicon)));
    }

    /// Reads on in the way that the person likes from now on, and remembers it.
    pub fn prefer(self, settings: Settings) {
        storage::keep(KEPT, &settings.to_line());
        // Words that did not come the last time may come now.
        let is_spoken = self.language.with_untracked(|language| settings.language == Some(language.tag));
        let speaks = settings.language != self.settings.with_untracked(|before| before.language)
            || (settings.language.is_some() && !is_spoken);
        self.settings.set(settings);
        if speaks {
            spawn(self.learn());
        }
    }

    /// Gets the library's list, to offer other articles than the one that did not come.
    async fn offer_others(self) {
        if self.library.with_untracked(Option::is_none)
            && let Some(list) = self.given.with_untracked(|given| given.library.clone())
            && let Ok(library) = self.fetch_library(&list, self.leave()).await
        {
            self.library.set(Some(Same::new(library)));
        }
    }

    async fn fetch_library(self, list: &str, leave: Leave) -> Result<Library, Failure> {
        // Before the wait: the reader may be gone after it.
        let open = self.options.with_value(|options| options.open_library);
        let bytes = fetch::bytes(list, &base(), leave, Box::new(|_| {})).await.map_err(Failure::Library)?;
        open(&bytes).map_err(Failure::LibraryFile)
    }

    /// Opens a file of this machine. It never leaves it, and no address leads to it.
    pub fn open_file(self, file: web_sys::File) {
        let turn = self.loads.next();
        self.requests.set_value(None);
        self.failure.set(None);
        let url = web_sys::Url::create_object_url_with_blob(&file).unwrap_or_default();
        spawn(async move {
            let bytes = JsFuture::from(file.array_buffer()).await.map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec());
            let story = self.take_in(bytes.unwrap_or_default()).await;
            if !self.loads.is_newest(turn) {
                return;
            }
            self.loading.set(None);
            match story {
                Ok((article, index, problems)) => {
                    // Back leads to the article before it; what was held is not of this one.
                    if self.is_page() {
                        address::come_to();
                    }
                    let address = self.elsewhere();
                    self.address.set(address.clone());
                    let (entry, language) = (None, self.language);
                    let story = Story { article, index, problems, url, address, entry, is_local: true, language };
                    self.show(story);
                }
                Err(error) => {
                    let failure = Failure::File { error, url: file.name(), is_local: true };
                    self.failure.set(Some(Same::new(failure)));
                }
            }
        });
    }

    /// Asks for another address, as a new entry of the history.
    pub fn go(self, to: Address) {
        if self.is_page() {
            address::show(&to.to_pairs(), true);
        }
        self.address.set(to);
        self.load();
    }

    async fn fetch(
        self,
        wanted: Address,
        given: Given,
        leave: Leave,
        is_current: impl Fn() -> bool,
        progress: impl FnMut(Progress) + 'static,
    ) -> Result<Story, Failure> {
        if let Some(text) = given.inline {
            let wrong = |error| Failure::File { error, url: String::new(), is_local: true };
            let (article, index, problems) = self.take_in(text.into_bytes()).await.map_err(wrong)?;
            let (url, language) = (String::new(), self.language);
            return Ok(Story { article, index, problems, url, address: wanted, entry: None, is_local: true, language });
        }
        let page = base();
        let mut id = None;
        let (url, base) = match (&wanted.src, given.library) {
            (Some(src), _) => (src.clone(), page),
            (None, None) => return Err(Failure::NothingAsked),
            (None, Some(list)) => {
                let library = Same::new(self.fetch_library(&list, leave.clone()).await?);
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
        let bytes = fetch::bytes(&url, &base, leave, Box::new(progress)).await.map_err(Failure::Fetch)?;
        let url = address::resolve(&url, &base).map_or(url, |url| url.href());
        let wrong = |error| Failure::File { error, url: url.clone(), is_local: false };
        frames::breathe().await;
        if !is_current() {
            return Err(Failure::NothingAsked);
        }
        let (article, index, problems) = self.take_in(bytes).await.map_err(wrong)?;
        let (address, entry, language) = (wanted, id, self.language);
        Ok(Story { article, index, problems, url, address, entry, is_local: false, language })
    }

    /// From the bytes of a file to a sound article and its look-ups. Reading, checking and looking up each take a while at
    /// a hundred thousand mentions: the page answers between.
    async fn take_in(self, bytes: Vec<u8>) -> Result<(Article, Index, Vec<Problem>), Error> {
        let file = self.options.with_value(|options| {
            (options.hand)(&bytes);
            (options.read)(&bytes)
        })?;
        drop(bytes);
        frames::breathe().await;
        let (article, problems) = check(file)?;
        frames::breathe().await;
        let index = Index::new(&article);
        Ok((article, index, problems))
    }
}

/// What is asked for: by the page's address where it is ours and asks for an article, else as the reader was put into
/// the page.
fn asked(is_page: bool, given: &Address) -> Address {
    if !is_page {
        return given.clone();
    }
    let ours = Address::from_pairs(address::pairs());
    match ours.src.is_some() || ours.article.is_some() {
        true => ours,
        false => Address { article: given.article.clone(), src: given.src.clone(), ..ours },
    }
}

/// What addresses are relative to: the page.
fn base() -> String {
    document().base_uri().ok().flatten().unwrap_or_else(address::page)
}
