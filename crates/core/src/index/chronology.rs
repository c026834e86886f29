//! The two orders of events: as the text tells them, and as they happened.

use super::first;
use crate::article::{Article, BlockAt, BlockKind, EventAt, in_order};

/// Events that stand together under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub heading: Heading,
    /// The events, in order; at least one.
    pub events: Vec<EventAt>,
}

/// What the events of a [`Group`] have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// They are told before the first heading of the text.
    Opening,
    /// They are told under this heading.
    Section(BlockAt),
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
        .iter()
        .enumerate()
        .map(|(place, block)| {
            if matches!(block.kind, BlockKind::Heading(_)) {
                heading = Heading::Section(BlockAt::from(place));
            }
            heading
        })
        .collect();
    let span = |place: usize| first(&article.events[place].evidence);
    let order = in_order(article.events.len(), |place| span(place).map_or([i64::MAX; 3], |span| span.key()));
    let events = order.into_iter().map(|place| (span(place as usize), EventAt(place)));
    grouped(events.map(|(span, at)| match span {
        Some(span) => (sections[span.block.at()], at),
        None => (Heading::Untold, at),
    }))
}

/// By the first day of the date, then by the last; events of the same date, and the undated, in the order in which they
/// are told.
pub(super) fn happened(article: &Article) -> Vec<Group> {
    let events: Vec<EventAt> = told(article).into_iter().flat_map(|group| group.events).collect();
    let date = |at: EventAt| article.events[at.at()].when.as_ref().filter(|date| date.year().is_some());
    let order = in_order(events.len(), |place| match date(events[place]) {
        Some(date) => date.key(),
        None => [i64::MAX; 3],
    });
    let events = order.into_iter().map(|place| events[place as usize]);
    grouped(events.map(|at| match date(at).and_then(|date| date.year()) {
        Some(year) => (Heading::Year(year), at),
        None => (Heading::Undated, at),
    }))
}

fn grouped(events: impl Iterator<Item = (Heading, EventAt)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (heading, at) in events {
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.events.push(at),
            _ => groups.push(Group { heading, events: vec![at] }),
        }
    }
    groups
}
