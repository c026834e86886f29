//! The two orders of events: as the text tells them, and as they happened.

use crate::article::{Article, BlockIdx, BlockKind, Date, EventIdx};

choices! {
    /// The order of the events.
    #[derive(Default)]
    Order {
        /// As the text tells them.
        Told = "told",
        /// As they happened.
        #[default]
        Happened = "happened",
    }
}

/// Events that stand together under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub heading: Heading,
    /// The events, in order; at least one.
    pub events: Vec<EventIdx>,
}

/// What the events of a [`Group`] have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// They are told before the first heading of the text.
    Opening,
    /// They are told under this heading.
    Section(BlockIdx),
    /// The text tells of them nowhere.
    Untold,
    /// They happened, or began, in this year (astronomical: 0 comes before 1).
    Year(i64),
    /// Nobody says when.
    Undated,
}

/// By the first evidence; events that begin together keep the order of the file.
pub(super) fn told(article: &Article) -> Vec<Group> {
    // For each block, the heading under which it stands.
    let mut heading = Heading::Opening;
    let sections: Vec<Heading> = article
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
    // An event without evidence comes after all others.
    let events = article.events.sorted_by_key(|at| (first(at).is_none(), first(at)));
    grouped(events.into_iter().map(|at| match first(at) {
        Some(span) => (sections[span.block.position()], at),
        None => (Heading::Untold, at),
    }))
}

/// By the first day of the date, then by the last; events of the same date, and the undated, in the order in which they
/// are told.
pub(super) fn happened(article: &Article, told: &[Group]) -> Vec<Group> {
    let date = |at: EventIdx| article[at].when.as_ref().filter(|date| date.year().is_some());
    let mut ranks = vec![0; article.events.len()];
    for (rank, at) in told.iter().flat_map(|group| &group.events).enumerate() {
        ranks[at.position()] = rank;
    }
    let events = article.events.sorted_by_key(|at| {
        let key = date(at).map(Date::sort_key);
        (key.is_none(), key, ranks[at.position()])
    });
    grouped(events.into_iter().map(|at| match date(at).and_then(Date::year) {
        Some(year) => (Heading::Year(year), at),
        None => (Heading::Undated, at),
    }))
}

fn grouped(events: impl Iterator<Item = (Heading, EventIdx)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (heading, at) in events {
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.events.push(at),
            _ => groups.push(Group { heading, events: vec![at] }),
        }
    }
    groups
}
