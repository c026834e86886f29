//! The list of articles that are published with a page: `assets/articles/index.json`.
//!
//! A person writes the list: `id`, `title`, `published`, `language`, `summary` and `file` of each article. A build adds
//! what the start page shows besides (see [`crate::library`]), and splits a long list into pages: `index.json`,
//! `index-2.json` and so on ([`page_file`]).
//!
//! ```
//! use whowhen_core::file::read_library;
//!
//! let library = read_library(br#"{"articles": [{"id": "a", "title": "A", "file": "a.json"}]}"#).unwrap();
//! assert_eq!(library.entry(None).unwrap().id, "a");
//! assert_eq!((library.page(), library.page_count()), (1, 1));
//! ```

use super::object_macro::{objects, or_default};
use super::{ReadError, json};
use crate::article::Direction;
use crate::locale::main_language;

objects! {
    /// The articles that are published with a page.
    Library {
        /// What the bare address shows: the start page, or the first article if it is `first`.
        start(default): Option<String>,
        /// The number of this page of the list, from 1. Written by the build.
        page(default): Option<u32>,
        /// How many pages the list has. Written by the build.
        pages(default): Option<u32>,
        /// How many articles there are on all pages. Written by the build.
        total(default): Option<u32>,
        /// The address of the search engine's script, relative to the list, if there is one. Written by the build.
        search(default): Option<String>,
        /// The actors that several articles have in common, the most common first. Written by the build.
        actors(default): Vec<SharedActor>,
        /// The articles, in the order in which the page lists them.
        articles [or_default]: Vec<Entry>,
    }

    /// An article of a library.
    Entry {
        /// The id of the article, used in addresses.
        id: String,
        /// Its title.
        title: String,
        /// When it was published, in EDTF.
        published(default): Option<String>,
        /// Its language, a BCP 47 tag.
        language(default): Option<String>,
        /// A summary of one or two sentences.
        summary(default): Option<String>,
        /// The address of the file, relative to the list.
        file: String,
        /// The number of words in its text. Written by the build.
        words(default): Option<u32>,
        /// The number of its actors. Written by the build.
        actor_count(default): Option<u32>,
        /// The number of its events. Written by the build.
        event_count(default): Option<u32>,
        /// When its events happened, as an EDTF date. Written by the build.
        dates(default): Option<String>,
        /// How many of its events happened in each part of that time, for a small drawing. Written by the build.
        columns(default): Vec<u32>,
        /// Its actors that other articles have too, and those that it mentions most. Written by the build.
        actors(default): Vec<EntryActor>,
    }

    /// An actor of an article of a library.
    EntryActor {
        /// Its id in the article.
        id: String,
        /// Its name in the article.
        name: String,
        /// The word of its kind.
        kind(default): Option<String>,
        /// Its Wikidata id.
        wikidata(default): Option<String>,
        /// How many articles of the library have it, this one included, if there are several.
        articles(default): Option<u32>,
    }

    /// An actor that several articles of a library have in common.
    SharedActor {
        /// Its Wikidata id.
        wikidata: String,
        /// The word of its kind.
        kind(default): Option<String>,
        /// How many articles have it.
        articles(default): Option<u32>,
        /// Its name in the languages of the articles.
        names(default): Vec<ActorName>,
    }

    /// The name of an actor in a language.
    ActorName {
        /// A BCP 47 tag.
        language(default): Option<String>,
        /// The name.
        name: String,
    }
}

impl Library {
    /// The entry with this id, or the first if no id is given.
    pub fn entry(&self, id: Option<&str>) -> Option<&Entry> {
        match id {
            Some(id) => self.articles.iter().find(|entry| entry.id == id),
            None => self.articles.first(),
        }
    }

    /// The other articles on this page of the list that have an actor with this Wikidata id, each with the actor.
    pub fn others_with(&self, article: &str, wikidata: &str) -> impl Iterator<Item = (&Entry, &EntryActor)> {
        let others = self.articles.iter().filter(move |entry| entry.id != article);
        others.filter_map(move |entry| Some((entry, entry.actor(wikidata)?)))
    }

    /// Whether the bare address shows the first article in place of the start page.
    pub fn starts_with_first(&self) -> bool {
        self.start.as_deref() == Some("first")
    }

    /// The number of this page of the list, from 1.
    pub fn page(&self) -> u32 {
        self.page.unwrap_or(1).max(1)
    }

    /// How many pages the list has.
    pub fn page_count(&self) -> u32 {
        self.pages.unwrap_or(1).max(self.page())
    }

    /// How many articles there are on all pages.
    pub fn article_count(&self) -> usize {
        self.total.map_or(0, |total| total as usize).max(self.articles.len())
    }
}

impl Entry {
    /// The actor with this Wikidata id, if it is one of those in the entry.
    pub fn actor(&self, wikidata: &str) -> Option<&EntryActor> {
        self.actors.iter().find(|actor| actor.wikidata.as_deref() == Some(wikidata))
    }
}

impl SharedActor {
    /// Its name in a language, else in the first language that is written in the same direction, else in the first.
    pub fn name(&self, language: &str) -> &str {
        let is_in = |name: &&ActorName| name.language.as_deref().is_some_and(|tag| is_same_language(tag, language));
        let direction = Direction::of_language(language);
        let is_alike =
            |name: &&ActorName| Direction::of_language(name.language.as_deref().unwrap_or_default()) == direction;
        let name = self.names.iter().find(is_in).or_else(|| self.names.iter().find(is_alike)).or(self.names.first());
        name.map_or(&self.wikidata, |name| &name.name)
    }
}

/// Whether two tags are of the same language, in whatever country.
fn is_same_language(one: &str, other: &str) -> bool {
    main_language(one).eq_ignore_ascii_case(main_language(other))
}

/// The name of the file of a page of the list: `index.json`, `index-2.json` and so on.
pub fn page_file(page: u32) -> String {
    if page <= 1 { "index.json".to_owned() } else { format!("index-{page}.json") }
}

/// The file with the ids of all articles of a list of several pages, one on a line, beside the list.
pub const IDS_FILE: &str = "ids.txt";

/// Reads a library's `index.json`.
///
/// # Errors
/// [`ReadError`] if it is not JSON in UTF-8 or not a library.
pub fn read_library(bytes: &[u8]) -> Result<Library, ReadError> {
    json::read(bytes, |_| None)
}
