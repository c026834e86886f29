//! The state of the reader, its transitions, and its conversion to and from an address.

use super::{Address, Command, Filter, Order, Period, View};
use crate::article::{ActorIdx, Article, EventIdx, Kind};

/// What is held and what is shown. What the pointer is over is not part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The held actor.
    pub actor: Option<ActorIdx>,
    /// The held event.
    pub event: Option<EventIdx>,
    /// The order of the events.
    pub order: Order,
    /// Which actors and events are shown.
    pub filter: Filter,
    /// The search query.
    pub query: String,
    /// Which parts of the reader are visible, if the user chose.
    pub view: Option<View>,
}

/// Something that an address names and that cannot be shown so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The id of an actor.
    Actor(String),
    /// The id of an event.
    Event(String),
    /// The word of a kind of actors or events.
    Kind(String),
    /// A period's start or end that is not an EDTF day, month or year.
    Time(String),
    /// A period's start and end, of which the start is later. They were swapped.
    Reversed(String, String),
    /// A pair of the address with an unknown word, such as `view=all`.
    Choice(String),
}

impl State {
    /// Whether an actor or an event is held.
    pub fn holds(&self) -> bool {
        self.actor.is_some() || self.event.is_some()
    }

    /// The state after a command.
    #[must_use]
    pub fn after(self, command: Command) -> Self {
        match command {
            Command::HoldActor(actor) if self.actor == Some(actor) => Self { actor: None, ..self },
            Command::HoldEvent(event) if self.event == Some(event) => Self { event: None, ..self },
            Command::HoldActor(actor) | Command::ShowActor(actor) => Self { actor: Some(actor), ..self },
            Command::HoldEvent(event) | Command::ShowEvent(event) => Self { event: Some(event), ..self },
            Command::LetGo => Self { actor: None, event: None, ..self },
            Command::Order(order) => Self { order, ..self },
            Command::Filter(filter) => Self { filter, ..self },
            Command::Search(query) => Self { query, ..self },
            Command::View(view) => Self { view, ..self },
        }
    }

    /// The state of an address, and what cannot be shown as it says. Missing parts are left out, the rest is used.
    pub fn at(address: &Address, article: &Article) -> (Self, Vec<Missing>) {
        let mut missing = Vec::new();
        let mut actor_by_id = |id: &String| {
            let found = article.actor_by_id(id);
            if found.is_none() {
                missing.push(Missing::Actor(id.clone()));
            }
            found
        };
        let actor = address.actor.as_ref().and_then(&mut actor_by_id);
        let mut actors = Vec::new();
        for at in address.actors.iter().filter_map(actor_by_id) {
            if !actors.contains(&at) {
                actors.push(at);
            }
        }
        let event = address.event.as_ref().and_then(|id| {
            let found = article.event_by_id(id);
            if found.is_none() {
                missing.push(Missing::Event(id.clone()));
            }
            found
        });
        let mut known = |words: &[String], has: &dyn Fn(&str) -> bool| {
            let mut known: Vec<String> = Vec::new();
            for word in words {
                if !has(word) {
                    missing.push(Missing::Kind(word.clone()));
                } else if !known.contains(word) {
                    known.push(word.clone());
                }
            }
            known
        };
        let actor_kinds =
            known(&address.actor_kinds, &|word| article.actors.iter().any(|actor| actor.kind.word() == word));
        let event_kinds =
            known(&address.event_kinds, &|word| article.events.iter().any(|event| event.kind.word() == word));
        let (from, to) = (address.from.as_deref(), address.to.as_deref());
        let (period, invalid, is_reversed) = Period::read(from, to);
        missing.extend(invalid.into_iter().map(|text| Missing::Time(text.to_owned())));
        if let (Some(from), Some(to), true) = (from, to, is_reversed) {
            missing.push(Missing::Reversed(from.to_owned(), to.to_owned()));
        }
        missing.extend(address.unknown.iter().map(|(key, word)| Missing::Choice([key, "=", word].concat())));
        let filter = Filter {
            actor_kinds,
            event_kinds,
            actors,
            without_parts: address.without_parts,
            match_all: address.match_all,
            period,
            surely_only: address.surely_only,
            without_undated: address.without_undated,
        };
        let (order, query) = (address.order.unwrap_or_default(), address.query.clone().unwrap_or_default());
        (Self { actor, event, order, filter, query, view: address.view }, missing)
    }

    /// The address of this state of an article.
    #[must_use]
    pub fn address(&self, article: &Article, from: &Address) -> Address {
        let id = |at: ActorIdx| article[at].id.clone();
        let filter = &self.filter;
        let (first, last) = filter.period.map_or((None, None), |span| span.write());
        Address {
            file: from.file.clone(),
            find: None,
            who: None,
            article: from.article.clone(),
            src: from.src.clone(),
            actor: self.actor.map(id),
            event: self.event.map(|at| article[at].id.clone()),
            order: (self.order != Order::default()).then_some(self.order),
            view: self.view,
            query: Some(self.query.clone()).filter(|query| !query.is_empty()),
            actor_kinds: filter.actor_kinds.clone(),
            event_kinds: filter.event_kinds.clone(),
            actors: filter.actors.iter().map(|at| id(*at)).collect(),
            without_parts: filter.without_parts,
            match_all: filter.match_all,
            from: first,
            to: last,
            surely_only: filter.surely_only,
            without_undated: filter.without_undated,
            unknown: Vec::new(),
            others: from.others.clone(),
        }
    }
}
