//! The two orders of events: the order of the text, and chronological order.

use crate::article::{Article, BlockIdx, BlockKind, Date, EventIdx};

string_enum! {
    /// The order of the events.
    #[derive(Default)]
    Order {
        /// The order of the text.
        Told = "told",
        /// Chronological order.
        #[default]
        Happened = "happened",
    }
}

/// Events under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The heading.
    pub heading: Heading,
    /// The events, in order. At least one.
    pub events: Vec<EventIdx>,
}

/// The heading of a [`Group`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// Events before the first heading of the text.
    Opening,
    /// Events under this heading of the text.
    Section(BlockIdx),
    /// Events without evidence in the text.
    NotInText,
    /// Events that happened, or began, in this year (astronomical: 0 comes before 1).
    Year(i64),
    /// Events without a date.
    Undated,
}

/// Groups by the first evidence, without accounts. Events with the same first evidence keep the order of the file.
pub(super) fn told(article: &Article, account_of: &[Option<EventIdx>]) -> Vec<Group> {
    // The heading of each block.
    let mut heading = Heading::Opening;
    let headings: Vec<Heading> = article
        .blocks
        .entries()
        .map(|(at, block)| {
            if matches!(block.kind, BlockKind::Heading(_)) {
                heading = Heading::Section(at);
            }
            heading
        })
        .collect();
    let first = |at: EventIdx| article[at].evidence.iter().min();
    // Events without evidence come last.
    let events = article.events.sorted_by_key(|at| (first(at).is_none(), first(at)));
    let events = events.into_iter().filter(|at| account_of[at.position()].is_none());
    group_by_heading(events.map(|at| match first(at) {
        Some(span) => (headings[span.block.position()], at),
        None => (Heading::NotInText, at),
    }))
}

/// Groups by the first day of the date, then by the last, without accounts. Events with the same date, and undated events, are in the order
/// of the text.
pub(super) fn happened(article: &Article, told: &[Group]) -> Vec<Group> {
    let date = |at: EventIdx| article[at].when.as_ref().filter(|date| date.year().is_some());
    let mut ranks = vec![None; article.events.len()];
    for (rank, at) in told.iter().flat_map(|group| &group.events).enumerate() {
        ranks[at.position()] = Some(rank);
    }
    let events = article.events.sorted_by_key(|at| {
        let key = date(at).map(Date::sort_key);
        (key.is_none(), key, ranks[at.position()])
    });
    let events = events.into_iter().filter(|at| ranks[at.position()].is_some());
    group_by_heading(events.map(|at| match date(at).and_then(Date::year) {
        Some(year) => (Heading::Year(year), at),
        None => (Heading::Undated, at),
    }))
}

fn group_by_heading(events: impl Iterator<Item = (Heading, EventIdx)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (heading, at) in events {
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.events.push(at),
            _ => groups.push(Group { heading, events: vec![at] }),
        }
    }
    groups
}
