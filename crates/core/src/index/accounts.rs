//! Accounts: events that another event contradicts with more certainty.
//!
//! Where two events contradict each other, the one with less certainty (missing counts as 1) is an account of the other.
//! It is not an event of its own in the order of events: readers see it inside the better one. Events that contradict each
//! other with the same certainty both stay events.
//!
//! Invariant: the event that an account belongs to is not an account itself. Each step from an account leads to an event of
//! more certainty, so no chain of them is a circle.

use crate::article::{Article, EventIdx, RelationKind};

/// The event that each event is an account of, by position; `None` for events of their own.
///
/// An event that several contradict belongs to the most certain of them, or to the first in the file. If that is an account
/// of a third, both belong to the third.
pub(super) fn account_of(article: &Article) -> Vec<Option<EventIdx>> {
    let certainty = |at: EventIdx| article[at].certainty.unwrap_or(1.0);
    let mut better: Vec<Option<EventIdx>> = vec![None; article.events.len()];
    for relation in article.relations.iter().filter(|relation| relation.kind == RelationKind::Contradicts) {
        let (less, more) = match certainty(relation.from) < certainty(relation.to) {
            true => (relation.from, relation.to),
            false => (relation.to, relation.from),
        };
        let known = better[less.position()];
        if certainty(less) < certainty(more) && known.is_none_or(|known| certainty(known) < certainty(more)) {
            better[less.position()] = Some(more);
        }
    }
    let most_certain = |first: Option<EventIdx>| {
        let mut last = first?;
        while let Some(next) = better[last.position()] {
            last = next;
        }
        Some(last)
    };
    better.iter().map(|first| most_certain(*first)).collect()
}
