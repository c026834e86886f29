//! The whole reader: from an address to an opened article, or to a reason why there is none.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::element::El;
use super::failure::{self, Failure};
use super::live::{attribute, follow, keep, listen, slot, spawn};
use super::opened::{Story, Width};
use super::value::{Kept, Watched};
use super::{loading, page};
use crate::article::{Article, Library};
use crate::check::{Error, Problem};
use crate::host::fetch::{self, Leave, Progress, Requests};
use crate::host::{address, document, frames, observe, window};
use crate::index::Index;
use crate::reading::Address;

/// How the reader is put into a page.
#[derive(Clone)]
pub struct Options {
    /// Whether the page is ours: then its address and its title are.
    pub page: bool,
    /// What is asked for where the page's address asks for nothing, or is not ours.
    pub address: Address,
    /// The address of the library's list, relative to the page.
    pub library: Option<String>,
    /// Reads an article file.
    pub open: Open,
    /// Reads a library's list.
    pub open_library: fn(&[u8]) -> Result<Library, Error>,
}

/// From the bytes of a file to a sound article and its problems.
type Open = fn(&[u8]) -> Result<(Article, Vec<Problem>), Error>;

/// What the parts of the page outside an article share.
#[derive(Clone, Copy)]
pub struct Shell {
    /// How the reader was put into the page.
    pub options: Kept<Options>,
    /// What is asked for.
    pub address: Watched<Address>,
    /// The library, once it was needed.
    pub library: Watched<Library>,
    /// How much of an article is there, while one comes.
    pub loading: Watched<Option<Progress>>,
    /// Told when Back or Forward lead to another address of the article that is shown.
    pub came_back: Watched<()>,
    shown: Watched<Option<Arc<Story>>>,
    failure: Watched<Option<Failure>>,
    /// The requests of the newest load: those of an earlier one, or of a reader that is gone, are broken off.
    requests: Kept<Option<Requests>>,
    /// Counts the loads: an answer to an earlier one is not listened to.
    turn: Kept<u32>,
}

impl Shell {
    fn new(options: Options) -> Self {
        Self {
            address: Watched::new(asked(&options)),
            options: Kept::new(options),
            library: Watched::new(Library::default()),
            loading: Watched::new(None),
            came_back: Watched::new(()),
            shown: Watched::new(None),
            failure: Watched::new(None),
            requests: Kept::new(None),
            turn: Kept::new(0),
        }
    }

    /// Whether the page is ours.
    pub fn is_page(self) -> bool {
        self.options.with_value(|options| options.page)
    }

    /// What stands around the state of loading: the main part of a page of ours where nothing else is shown.
    pub fn frame(self, alone: bool) -> El {
        El::new(if alone && self.is_page() { "main" } else { "div" }).class("frame")
    }

    /// Shows what the address says after Back or Forward.
    fn come_back(self) {
        let asked = self.options.with_value(asked);
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
        self.next_turn();
        self.requests.set_value(None);
        self.loading.set(None);
        self.failure.set(None);
    }

    fn next_turn(self) -> Option<u32> {
        self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
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
        let turn = self.next_turn();
        let leave = self.leave();
        self.failure.set(None);
        self.loading.set(Some(Progress::default()));
        spawn(async move {
            let is_current = move || turn.is_some() && self.turn.try_get_value() == turn;
            let progress = move |progress| {
                if is_current() {
                    self.loading.set(Some(progress));
                }
            };
            let story = self.fetch(leave, is_current, progress).await;
            if !is_current() {
                return;
            }
            self.loading.set(None);
            match story {
                Ok(story) => self.shown.set(Some(Arc::new(story))),
                Err(failure) => {
                    self.failure.set(Some(failure));
                    self.offer_others().await;
                }
            }
        });
    }

    /// Gets the library's list, to offer other articles than the one that did not come.
    async fn offer_others(self) {
        let library = self.options.get_value().library;
        if self.library.with_untracked(|library| library.articles.is_empty())
            && let Some(list) = library
            && let Ok(library) = self.fetch_library(&list, self.leave()).await
        {
            self.library.set(library);
        }
    }

    async fn fetch_library(self, list: &str, leave: Leave) -> Result<Library, Failure> {
        // Before the wait: the reader may be gone after it.
        let open = self.options.with_value(|options| options.open_library);
        let bytes = fetch::bytes(list, &base(), leave, Box::new(|_| {})).await.map_err(Failure::Library)?;
        open(&bytes).map_err(Failure::LibraryFile)
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
        leave: Leave,
        is_current: impl Fn() -> bool,
        progress: impl FnMut(Progress) + 'static,
    ) -> Result<Story, Failure> {
        let options = self.options.get_value();
        let wanted = self.address.get_untracked();
        let page = base();
        let (url, base) = match (&wanted.src, &options.library) {
            (Some(src), _) => (src.clone(), page),
            (None, None) => return Err(Failure::NothingAsked),
            (None, Some(list)) => {
                let library = self.fetch_library(list, leave.clone()).await?;
                let entry = library.entry(wanted.article.as_deref()).cloned();
                self.library.set(library);
                match (entry, wanted.article.clone()) {
                    (Some(entry), _) => (entry.file, address::resolve(list, &page).map_or(page, |list| list.href())),
                    (None, Some(id)) => return Err(Failure::UnknownArticle { id }),
                    (None, None) => return Err(Failure::NothingAsked),
                }
            }
        };
        let bytes = fetch::bytes(&url, &base, leave, Box::new(progress)).await.map_err(Failure::Fetch)?;
        let url = address::resolve(&url, &base).map_or(url, |url| url.href());
        // Reading, checking and looking up each take a while at a hundred thousand mentions: the page answers between.
        frames::breathe().await;
        if !is_current() {
            return Err(Failure::NothingAsked);
        }
        let (article, problems) = (options.open)(&bytes).map_err(|error| Failure::File { error, url: url.clone() })?;
        drop(bytes);
        frames::breathe().await;
        let index = Index::new(&article);
        Ok(Story { article, index, problems, url, address: wanted })
    }
}

/// What is asked for: by the page's address where it is ours and asks for an article, else as the reader was put into
/// the page.
fn asked(options: &Options) -> Address {
    let given = &options.address;
    if !options.page {
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

/// The reader: a Leptos component of one element, in which all else is made.
#[component]
pub fn App(
    /// How it is put into the page.
    options: Options,
    /// The element that it is put into.
    place: Element,
) -> impl IntoView {
    let shell = Shell::new(options);
    let root = NodeRef::<html::Div>::new();
    follow(move || {
        if let Some(root) = root.get() {
            untrack(|| furnish(shell, &place, (*root).clone().into()));
        }
    });
    view! { <div node_ref=root class="whowhen" lang="en" dir="ltr" tabindex="-1" data-whowhen=""></div> }
}

/// Puts into the reader's root what follows the state of loading: the error, the outline, the article.
fn furnish(shell: Shell, place: &Element, root: Element) {
    let width = follow_width(place, &root);
    if shell.is_page() {
        address::keep_places();
        listen(&window(), "popstate", move |_| shell.come_back());
    }
    shell.load();

    let failed = move || shell.failure.with(Option::is_some);
    let loading = move || shell.loading.with(Option::is_some);
    let shown = move || shell.shown.with(Option::is_some);
    let state = move || match (failed(), loading()) {
        (true, _) => "error",
        (false, true) => "loading",
        (false, false) => "ready",
    };
    attribute(&root, "data-state", move || Some(state()));
    attribute(&root, "data-width", move || Some(width.get().word()));
    attribute(&root, "aria-busy", move || loading().then_some("true"));
    slot(
        &root,
        move || (shell.failure.get(), !shown()),
        move |(failure, alone)| failure.iter().map(|failure| failure::alert(shell, failure, alone)).collect(),
    );
    slot(
        &root,
        move || failed().then(|| shell.library.get()),
        move |library| library.and_then(|library| failure::library(shell, &library, 1)).into_iter().collect(),
    );
    slot(
        &root,
        move || (loading(), !shown()),
        move |(loading, alone)| if loading { loading::parts(shell, alone) } else { Vec::new() },
    );
    let page = root.clone();
    slot(
        &root,
        move || shell.shown.get(),
        move |story| story.map(|story| page::parts(shell, story, width, &page)).unwrap_or_default(),
    );
}

/// How wide the reader is, now and whenever it changes.
fn follow_width(place: &Element, root: &Element) -> Watched<Width> {
    // In ems of the page's text: who has it twice as large has a screen half as wide.
    let measure = |element: &Element| {
        let page = document().document_element();
        let style = page.and_then(|page| window().get_computed_style(&page).ok().flatten());
        let size = style.and_then(|style| style.get_property_value("font-size").ok());
        let em = size.map_or(16.0, |size| js_sys::Number::parse_float(&size));
        Width::of(element.get_bounding_client_rect().width() / if em > 0.0 { em } else { 16.0 })
    };
    let width = Watched::new(measure(place));
    let watched = root.clone();
    keep(observe::resizing(root, move || {
        let now = measure(&watched);
        if width.try_get_untracked().is_some_and(|before| before != now) {
            width.set(now);
        }
    }));
    width
}
