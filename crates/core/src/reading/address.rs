//! The state of the reader as the query of an address.
//!
//! | pair | meaning |
//! |---|---|
//! | `article=ID`, `src=URL` | an article of the library, or from another site |
//! | `file=NUMBER` | a file that is kept in this browser |
//! | `find=WORDS`, `who=WIKIDATA-ID` | on the start page: a search, the articles that an actor is in |
//! | `actor=ID`, `event=ID` | the held actor and event |
//! | `order=told` | events in the order of the text |
//! | `view=full`, `text`, `actors`, `events` | the parts of the reader; `event`, `quote`: one event alone |
//! | `q=WORDS` | a search |
//! | `kinds=state,person`, `what=coup,battle` | only these kinds of actors and of events |
//! | `with=ID`, once for each actor | only these actors and their events; `match=all`: only events of all of them |
//! | `parts=no` | a held actor and `with` mean only that actor, and not all that belong to it |
//! | `from=DATE`, `to=DATE` | only events in this period; `dates=sure`: only those surely in it |
//! | `undated=no` | no undated events |
//!
//! This module reads and returns decoded pairs; the browser encodes them. Pairs with other keys are kept, in their order,
//! before ours. So are ours with a word that is not in this table, which [`State::at`](super::State::at) reports.
//!
//! ```
//! use whowhen_core::reading::Address;
//!
//! let pairs = [("article", "mali"), ("utm_source", "letter"), ("event", "coup-2012"), ("kinds", "state,person")];
//! let address = Address::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())));
//! assert_eq!(address.event.as_deref(), Some("coup-2012"));
//! assert_eq!(address.actor_kinds, ["state", "person"]);
//! assert_eq!(address.to_pairs().len(), 4);
//! assert!(!address.is_of_start_page());
//! ```

use super::{Order, View};

/// The content of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The id of an article of the library.
    pub article: Option<String>,
    /// The address of an article file. It takes precedence over `article`.
    pub src: Option<String>,
    /// The number of a file that is kept in this browser. It takes precedence over `article`, and `src` over it.
    pub file: Option<String>,
    /// On the start page: the search query.
    pub find: Option<String>,
    /// On the start page: the Wikidata id of the actor whose articles are listed.
    pub who: Option<String>,
    /// The id of the held actor.
    pub actor: Option<String>,
    /// The id of the held event.
    pub event: Option<String>,
    /// The order of the events, if it is not the default.
    pub order: Option<Order>,
    /// The visible parts of the reader.
    pub view: Option<View>,
    /// The search query.
    pub query: Option<String>,
    /// The words of the kinds of actors that are shown.
    pub actor_kinds: Vec<String>,
    /// The words of the kinds of events that are shown.
    pub event_kinds: Vec<String>,
    /// The ids of the actors that are shown, together with their events.
    pub actors: Vec<String>,
    /// Whether actors mean only themselves, and not all that belong to them.
    pub without_parts: bool,
    /// Whether only events of all these actors are shown.
    pub match_all: bool,
    /// The start of the period that is shown, as an EDTF date that begins with that day.
    pub from: Option<String>,
    /// The end of the period, as an EDTF date that ends with that day.
    pub to: Option<String>,
    /// Whether only events that are surely in the period are shown.
    pub surely_only: bool,
    /// Whether undated events are left out.
    pub without_undated: bool,
    /// Pairs with one of our keys and an unknown word, such as `view=all`.
    pub unknown: Vec<(String, String)>,
    /// Pairs with other keys.
    pub others: Vec<(String, String)>,
}

impl Address {
    /// Reads the pairs of a query. If a key is repeated, the first value counts, but kinds and actors add up. Empty values
    /// are ignored.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut address = Self::default();
        for (key, value) in pairs {
            let slot = match key.as_str() {
                "article" => &mut address.article,
                "src" => &mut address.src,
                "file" => &mut address.file,
                "find" => &mut address.find,
                "who" => &mut address.who,
                "actor" => &mut address.actor,
                "event" => &mut address.event,
                "q" => &mut address.query,
                "from" => &mut address.from,
                "to" => &mut address.to,
                other_key => {
                    let is_known = match other_key {
                        "order" => set(&mut address.order, Order::from_word(&value)),
                        "view" => set(&mut address.view, View::from_word(&value)),
                        "match" => switch(&mut address.match_all, value == "all"),
                        "parts" => switch(&mut address.without_parts, value == "no"),
                        "dates" => switch(&mut address.surely_only, value == "sure"),
                        "undated" => switch(&mut address.without_undated, value == "no"),
                        _ => {
                            match other_key {
                                "kinds" => split(&value, &mut address.actor_kinds),
                                "what" => split(&value, &mut address.event_kinds),
                                "with" if value.is_empty() => {}
                                "with" => address.actors.push(value),
                                _ => address.others.push((key, value)),
                            }
                            continue;
                        }
                    };
                    if !is_known && !value.is_empty() {
                        address.unknown.push((key, value));
                    }
                    continue;
                }
            };
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value);
            }
        }
        address
    }

    /// The pairs of the query.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        let mut pairs = self.others.clone();
        let mut push = |key: &str, value: Option<&str>| {
            if let Some(value) = value {
                pairs.push((key.to_owned(), value.to_owned()));
            }
        };
        push("article", self.article.as_deref());
        push("src", self.src.as_deref());
        push("file", self.file.as_deref());
        push("find", self.find.as_deref());
        push("who", self.who.as_deref());
        push("actor", self.actor.as_deref());
        push("event", self.event.as_deref());
        push("order", self.order.map(Order::word));
        push("view", self.view.map(View::word));
        push("q", self.query.as_deref());
        push("kinds", joined(&self.actor_kinds).as_deref());
        push("what", joined(&self.event_kinds).as_deref());
        for id in &self.actors {
            push("with", Some(id));
        }
        push("parts", self.without_parts.then_some("no"));
        push("match", self.match_all.then_some("all"));
        push("from", self.from.as_deref());
        push("to", self.to.as_deref());
        push("dates", self.surely_only.then_some("sure"));
        push("undated", self.without_undated.then_some("no"));
        pairs.extend(self.unknown.iter().cloned());
        pairs
    }

    /// Whether both addresses are of the same article.
    pub fn same_article(&self, other: &Self) -> bool {
        let named = |address: &Self| match address {
            Self { src: Some(src), .. } => (Some(src.clone()), None, None),
            Self { file: Some(file), .. } => (None, Some(file.clone()), None),
            Self { article, .. } => (None, None, article.clone()),
        };
        named(self) == named(other)
    }

    /// Whether the address asks for no article and for nothing in one, so that it leads to the start page.
    pub fn is_of_start_page(&self) -> bool {
        let nothing =
            Self { find: self.find.clone(), who: self.who.clone(), others: self.others.clone(), ..Self::default() };
        *self == nothing
    }
}

/// Sets a choice, if it is not set yet. Returns whether there is one.
fn set<T: Copy>(choice: &mut Option<T>, found: Option<T>) -> bool {
    *choice = choice.or(found);
    found.is_some()
}

/// Switches on what an address asks for. Returns whether it does.
fn switch(is_on: &mut bool, asks: bool) -> bool {
    *is_on |= asks;
    asks
}

/// Joins words into one value, separated by commas. Words come from files and may contain commas or be empty: commas and
/// backslashes are escaped by a backslash, and a final comma is kept if the last word is empty.
fn joined(words: &[String]) -> Option<String> {
    let mut value = String::new();
    for word in words {
        for c in word.chars() {
            if c == ',' || c == '\\' {
                value.push('\\');
            }
            value.push(c);
        }
        value.push(',');
    }
    if words.last().is_some_and(|word| !word.is_empty()) {
        value.pop();
    }
    Some(value).filter(|value| !value.is_empty())
}

/// Splits a value written by [`joined`], and adds its words.
fn split(value: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            ',' => words.push(std::mem::take(&mut word)),
            '\\' => word.extend(chars.next()),
            _ => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
}
