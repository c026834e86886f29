//! The address of what is shown, as pairs of a query.
//!
//! | pair | what it asks for |
//! |---|---|
//! | `article=ID`, `src=URL` | an article of the library, or of another site |
//! | `actor=ID`, `event=ID` | whom and what to hold |
//! | `order=told` | the events in the order of the text |
//! | `view=full`, `text`, `actors`, `events` | the parts of the reader; `event`, `quote`: one event alone |
//! | `q=WORDS` | a search |
//! | `kinds=state,person`, `what=coup,battle` | the kinds of actors and of events |
//! | `with=ID`, once for each | these actors and what they have to do with; `match=all`: with all of them |
//! | `from=DATE`, `to=DATE` | what happened in that time; `dates=sure`: surely |
//! | `undated=no` | no event without a date |
//!
//! It is handed the decoded pairs of a query and gives such pairs back; the browser knows best how to encode them.
//! Pairs that are not ours are kept, in their order, before ours.
//!
//! ```
//! use whowhen_core::reading::Address;
//!
//! let pairs = [("article", "mali"), ("utm_source", "letter"), ("event", "coup-2012"), ("kinds", "state,person")];
//! let address = Address::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())));
//! assert_eq!(address.event.as_deref(), Some("coup-2012"));
//! assert_eq!(address.actor_kinds, ["state", "person"]);
//! assert_eq!(address.to_pairs().len(), 4);
//! ```

use super::{Order, View};

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The id of an article of the library.
    pub article: Option<String>,
    /// The address of an article file; it wins over `article`.
    pub src: Option<String>,
    /// The id of the held actor.
    pub actor: Option<String>,
    /// The id of the held event.
    pub event: Option<String>,
    /// The order of the events, where it is not the usual one.
    pub order: Option<Order>,
    /// The parts of the reader that are seen.
    pub view: Option<View>,
    /// What is searched for.
    pub query: Option<String>,
    /// The words of the kinds of actors that are shown.
    pub actor_kinds: Vec<String>,
    /// The words of the kinds of events that are shown.
    pub event_kinds: Vec<String>,
    /// The ids of the actors that are shown, with their events.
    pub actors: Vec<String>,
    /// Whether an event has to do with all of these.
    pub together: bool,
    /// The first day of the time that is shown, as an EDTF date that begins with it.
    pub from: Option<String>,
    /// Its last day, as an EDTF date that ends with it.
    pub to: Option<String>,
    /// Whether events surely lie in that time.
    pub surely: bool,
    /// Whether events without a date are left out.
    pub without_undated: bool,
    /// Pairs that are not ours.
    pub others: Vec<(String, String)>,
}

impl Address {
    /// Reads the pairs of a query. Of a key that stands several times the first counts, but kinds and actors add up; an
    /// empty value and one that the key does not know count as none.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut address = Self::default();
        for (key, value) in pairs {
            let slot = match key.as_str() {
                "article" => &mut address.article,
                "src" => &mut address.src,
                "actor" => &mut address.actor,
                "event" => &mut address.event,
                "q" => &mut address.query,
                "from" => &mut address.from,
                "to" => &mut address.to,
                ours => {
                    match ours {
                        "order" => address.order = address.order.or(Order::from_word(&value)),
                        "view" => address.view = address.view.or(View::from_word(&value)),
                        "kinds" => split(&value, &mut address.actor_kinds),
                        "what" => split(&value, &mut address.event_kinds),
                        "with" if value.is_empty() => {}
                        "with" => address.actors.push(value),
                        "match" => address.together |= value == "all",
                        "dates" => address.surely |= value == "sure",
                        "undated" => address.without_undated |= value == "no",
                        _ => address.others.push((key, value)),
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

    /// The pairs of the query that says this.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        let mut pairs = self.others.clone();
        let mut say = |key: &str, value: Option<&str>| {
            if let Some(value) = value {
                pairs.push((key.to_owned(), value.to_owned()));
            }
        };
        say("article", self.article.as_deref());
        say("src", self.src.as_deref());
        say("actor", self.actor.as_deref());
        say("event", self.event.as_deref());
        say("order", self.order.map(Order::word));
        say("view", self.view.map(View::word));
        say("q", self.query.as_deref());
        say("kinds", joined(&self.actor_kinds).as_deref());
        say("what", joined(&self.event_kinds).as_deref());
        for id in &self.actors {
            say("with", Some(id));
        }
        say("match", self.together.then_some("all"));
        say("from", self.from.as_deref());
        say("to", self.to.as_deref());
        say("dates", self.surely.then_some("sure"));
        say("undated", self.without_undated.then_some("no"));
        pairs
    }

    /// Whether both ask for the same article.
    pub fn same_article(&self, other: &Self) -> bool {
        self.src == other.src && (self.src.is_some() || self.article == other.article)
    }
}

/// Words in one value: each ends with a comma, the last also without. A file may have a word with a comma, or an empty
/// one: in a word, a backslash stands before a comma and before a backslash.
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

/// Adds the words of a value that [`joined`] may have made.
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
