//! The search engine of a library with several pages: Pagefind, which a build makes from the articles' pages. Its script
//! and the parts of its index are loaded when somebody searches.
//!
//! Its results are plain text: the excerpts with markup that it offers are not used.
//!
//! ```ignore
//! let engine = site_search::load(&load, &script).await?;
//! let found = site_search::search(&engine, "ceasefire", None).await?;
//! let entry = &site_search::load_results(&found[..1]).await?[0].entry;
//! ```

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::property;
use whowhen_core::file::Entry;

/// The search engine, loaded.
#[derive(Clone)]
pub struct Engine(JsValue);

/// A result, whose content is loaded when it is asked for.
pub struct SearchResult(JsValue);

/// An article that was found, with the address of its page.
#[derive(Clone)]
pub struct Found {
    /// What is known of it, for the list.
    pub entry: Entry,
    /// The address of its page.
    pub url: String,
}

/// Loads the engine's script. `import` imports a module by its address.
pub async fn load(import: &Function, script: &str) -> Option<Engine> {
    let module = import.call1(&JsValue::NULL, &script.into()).ok()?;
    let module = JsFuture::from(module.dyn_into::<Promise>().ok()?).await.ok()?;
    property(&module, "search").map(|_| Engine(module))
}

/// Searches for words, or lists everything if there are none; with `who`, only articles with the actor that has this
/// Wikidata id. `None` if a part of the index could not be loaded.
pub async fn search(engine: &Engine, query: &str, who: Option<&str>) -> Option<Vec<SearchResult>> {
    let options = Object::new();
    if let Some(who) = who {
        let filters = Object::new();
        Reflect::set(&filters, &"who".into(), &who.into()).ok()?;
        Reflect::set(&options, &"filters".into(), &filters).ok()?;
    }
    let query = if query.is_empty() { JsValue::NULL } else { query.into() };
    let search: Function = property(&engine.0, "search")?.dyn_into().ok()?;
    let answer = search.call2(&engine.0, &query, &options).ok()?;
    let answer = JsFuture::from(answer.dyn_into::<Promise>().ok()?).await.ok()?;
    let results = Array::from(&property(&answer, "results")?);
    Some(results.iter().map(SearchResult).collect())
}

/// Lets go of the engine: after a failure it would fail again.
pub async fn destroy(engine: &Engine) {
    let destroy = property(&engine.0, "destroy").and_then(|destroy| destroy.dyn_into::<Function>().ok());
    let done = destroy.and_then(|destroy| destroy.call0(&engine.0).ok()?.dyn_into::<Promise>().ok());
    if let Some(done) = done {
        let _ = JsFuture::from(done).await;
    }
}

/// Loads what is known of these articles, all at the same time. `None` if one of them could not be loaded.
pub async fn load_results(results: &[SearchResult]) -> Option<Vec<Found>> {
    let loading: Vec<JsFuture> = results.iter().map(SearchResult::load).collect::<Option<_>>()?;
    let mut found = Vec::new();
    for data in loading {
        found.push(Found::read(&data.await.ok()?)?);
    }
    Some(found)
}

impl SearchResult {
    fn load(&self) -> Option<JsFuture> {
        let data: Function = property(&self.0, "data")?.dyn_into().ok()?;
        Some(JsFuture::from(data.call0(&self.0).ok()?.dyn_into::<Promise>().ok()?))
    }
}

impl Found {
    /// Reads what the engine says of an article.
    fn read(data: &JsValue) -> Option<Self> {
        let url = property(data, "url")?.as_string()?;
        let meta = property(data, "meta")?;
        let text = |name: &str| property(&meta, name)?.as_string().filter(|text| !text.is_empty());
        let number = |name: &str| text(name)?.parse().ok();
        let columns = text("columns").unwrap_or_default();
        let entry = Entry {
            id: text("id")?,
            title: text("title").unwrap_or_default(),
            published: text("published"),
            language: text("language"),
            summary: text("summary"),
            words: number("words"),
            actor_count: number("actors"),
            event_count: number("events"),
            dates: text("dates"),
            columns: columns.split_whitespace().filter_map(|number| number.parse().ok()).collect(),
            ..Entry::default()
        };
        Some(Self { entry, url })
    }
}
