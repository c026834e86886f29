//! The results of the search engine, for a library whose list has several pages.
//!
//! The engine is loaded when somebody searches or chooses an actor. Results are loaded in small numbers.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event};

use super::query::Query;
use crate::browser::site_search::{self, Engine, Found, SearchResult};
use crate::browser::timers;
use crate::browser::{address, scroll};
use crate::components::dom::{El, find, focused_element};
use crate::components::reactive::spawn;
use crate::components::redrawn::Redrawn;
use crate::navigation::generation_counter::{Generation, GenerationId};
use crate::state::reader::{ReaderState, base_url};
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;
use whowhen_views::start_page::list;

/// How many results are loaded at a time.
const STEP: usize = 20;

/// How long the search waits for the next letter, in milliseconds.
const PAUSE: i32 = 150;

/// The results, as far as they are known.
#[derive(Default)]
struct Results {
    status: Status,
    /// Those that are loaded.
    shown: Vec<Found>,
    all: Rc<Vec<SearchResult>>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Status {
    /// Nothing is searched for.
    #[default]
    Nothing,
    Searching,
    Failed,
    Found,
}

/// The search: what it needs, and its results.
#[derive(Clone)]
struct Search {
    reader: ReaderState,
    /// The address of the engine's script.
    script: Rc<str>,
    engine: Rc<RefCell<Option<Engine>>>,
    generation: Generation,
    query: Rc<RefCell<Query>>,
    results: Redrawn<Results>,
    /// What is said of the search.
    status: Element,
    /// The element of the results.
    list: Element,
}

/// The results, and a function that searches. `script` is the address of the engine, relative to the list.
pub fn found_articles(reader: ReaderState, script: &str) -> (El, impl Fn(Query) + use<>) {
    let list_url = reader.props.with_untracked(|props| props.library.clone()).unwrap_or_default();
    let list_url = address::resolve(&list_url, &base_url()).map_or_else(base_url, |url| url.href());
    let script = address::resolve(script, &list_url).map_or_else(|| script.to_owned(), |url| url.href());
    let (generation, results) = (Generation::new(), Redrawn::new(Results::default()));
    let (status, list) = (El::new("p").class("none").attr("role", "status"), El::new("div").class("found"));
    let search = Search {
        reader,
        script: script.into(),
        engine: Rc::default(),
        generation,
        query: Rc::default(),
        results,
        status: status.element().clone(),
        list: list.element().clone(),
    };
    let shown = search.clone();
    let list = search.results.children_of(list, move |results| shown.view(results));
    (El::new("div").child(status).child(list), move |query| search.search(query))
}

impl Search {
    /// Searches, after a pause in which the user may type more.
    fn search(&self, query: Query) {
        let current = self.generation.next();
        self.query.replace(query.clone());
        if query == Query::default() {
            self.results.update(|results| *results = Results::default());
            self.say(Status::Nothing);
            return;
        }
        self.results.update(|results| *results = Results { status: Status::Searching, ..Results::default() });
        self.say(Status::Searching);
        let search = self.clone();
        spawn(async move {
            timers::sleep(PAUSE).await;
            if search.generation.is_current(current) {
                let all = search.find(&query).await;
                search.load(current, all.map(Rc::new), Vec::new()).await;
            }
        });
    }

    /// All results. `None` if the engine or a part of its index could not be loaded.
    async fn find(&self, query: &Query) -> Option<Vec<SearchResult>> {
        let engine = self.engine.borrow().clone();
        let engine = match engine {
            Some(engine) => engine,
            None => {
                let import = self.reader.options.try_with_value(|options| options.import_module.clone())?;
                let engine = site_search::load(&import, &self.script).await?;
                self.engine.replace(Some(engine.clone()));
                engine
            }
        };
        site_search::search(&engine, &query.words, query.who.as_deref()).await
    }

    /// Loads more results, after those that are shown.
    async fn load(&self, current: GenerationId, all: Option<Rc<Vec<SearchResult>>>, mut shown: Vec<Found>) {
        let (from, is_searched) = (shown.len(), all.is_some());
        let all = all.unwrap_or_default();
        let next = &all[from.min(all.len())..all.len().min(from + STEP)];
        let found = if is_searched { site_search::load_results(next).await } else { None };
        let status = if found.is_some() { Status::Found } else { Status::Failed };
        shown.extend(found.unwrap_or_default());
        let engine = if status == Status::Failed { self.engine.take() } else { None };
        if let Some(engine) = engine {
            site_search::destroy(&engine).await;
        }
        if self.generation.is_current(current) {
            self.results.update(|results| *results = Results { status, shown, all });
            self.say(status);
            // The button that was pressed is gone.
            timers::next_frame().await;
            if focused_element().is_none() {
                let item = format!(".articles > li:nth-child({}) a", from + 1);
                find(&self.list, &item).iter().for_each(scroll::focus);
            }
        }
    }

    /// Says how the search stands, for screen readers too: the element stays, and its text changes.
    fn say(&self, status: Status) {
        let locale = self.reader.language.get_untracked();
        let total = self.results.with(|results| results.all.len());
        self.status.set_text_content(Some(&match (status, total) {
            (Status::Nothing | Status::Failed, _) => String::new(),
            (Status::Searching, _) => locale.text(Message::Searching).to_owned(),
            (Status::Found, 0) => locale.text(Message::NoArticleFits).to_owned(),
            (Status::Found, total) => locale.count(Message::ArticlesFound, total),
        }));
    }

    fn view(&self, results: &Results) -> Vec<El> {
        let locale = self.reader.language.get_untracked();
        match results.status {
            Status::Nothing | Status::Searching => Vec::new(),
            Status::Failed => {
                let search = self.clone();
                let button = El::button().class("strong").text(locale.text(Message::TryAgain));
                let again = button.on("click", move |_: &Event| {
                    let query = search.query.borrow().clone();
                    search.search(query);
                });
                let alert = El::new("p").class("none").attr("role", "alert").text(locale.text(Message::SearchFailed));
                vec![alert, again]
            }
            Status::Found => self.found(results),
        }
    }

    /// The results, and a button that loads more of them.
    fn found(&self, results: &Results) -> Vec<El> {
        let locale = self.reader.language.get_untracked();
        let total = results.all.len();
        let items = results
            .shown
            .iter()
            .map(|found| list::entry(&*locale, &found.entry, El::new("a").attr("href", &found.url)));
        let list = El::new("ul").class("articles").attr("role", "list").children(items);
        let rest = (results.shown.len() < total).then(|| {
            let (search, shown, all) = (self.clone(), results.shown.clone(), results.all.clone());
            El::button().class("more").text(locale.text(Message::MoreResults)).on("click", move |_: &Event| {
                let (search, shown, all) = (search.clone(), shown.clone(), all.clone());
                let current = search.generation.next();
                spawn(async move { search.load(current, Some(all), shown).await });
            })
        });
        [list].into_iter().chain(rest).collect()
    }
}
