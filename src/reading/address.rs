//! The address of what is shown: `?article=ID` or `?src=URL`, then `&actor=ID`, `&event=ID`, `&order=told`.
//!
//! It is handed the decoded pairs of a query and gives such pairs back; the browser knows best how to encode them.
//! Pairs that are not ours are kept, in their order, before ours.
//!
//! ```
//! use whowhen::reading::Address;
//!
//! let pairs = [("article", "mali"), ("utm_source", "letter"), ("event", "coup-2012")];
//! let address = Address::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())));
//! assert_eq!(address.event.as_deref(), Some("coup-2012"));
//! assert_eq!(address.to_pairs().len(), 3);
//! ```

use super::Order;

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
    /// Pairs that are not ours.
    pub others: Vec<(String, String)>,
}

/// An id of an address that the article does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Of an actor.
    Actor(String),
    /// Of an event.
    Event(String),
}

impl Address {
    /// Reads the pairs of a query. Of a key that stands several times the first counts; an empty value counts as none.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut address = Self::default();
        for (key, value) in pairs {
            let slot = match key.as_str() {
                "article" => &mut address.article,
                "src" => &mut address.src,
                "actor" => &mut address.actor,
                "event" => &mut address.event,
                "order" => {
                    address.order = address.order.or(Order::from_word(&value));
                    continue;
                }
                _ => {
                    address.others.push((key, value));
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
        let ours = [
            ("article", self.article.as_deref()),
            ("src", self.src.as_deref()),
            ("actor", self.actor.as_deref()),
            ("event", self.event.as_deref()),
            ("order", self.order.map(Order::word)),
        ];
        let ours = ours.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.to_owned())));
        self.others.iter().cloned().chain(ours).collect()
    }

    /// Whether both ask for the same article.
    pub fn same_article(&self, other: &Self) -> bool {
        self.src == other.src && (self.src.is_some() || self.article == other.article)
    }
}
