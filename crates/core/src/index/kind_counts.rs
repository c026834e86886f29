//! The kinds that occur in an article, and how often.

use std::collections::HashMap;

use super::Index;
use crate::article::{ActorKind, Article, EventKind, Kind};

/// The kinds of an article's actors, each with its number of actors. Kinds of the format come first, in its order, then
/// other words in order of appearance.
pub fn actor_kinds(article: &Article) -> Vec<(ActorKind, usize)> {
    let words: Vec<&str> = article.actors.iter().map(|actor| actor.kind.word()).collect();
    counted(ActorKind::WORDS, &words).into_iter().map(|(word, number)| (ActorKind::from_word(word), number)).collect()
}

/// The kinds of an article's events, each with its number of events, without accounts. Kinds of the format come first, in
/// its order, then other words in order of appearance.
pub fn event_kinds(article: &Article, index: &Index) -> Vec<(EventKind, usize)> {
    let events = article.events.entries().filter(|(at, _)| !index.is_account(*at));
    let words: Vec<&str> = events.map(|(_, event)| event.kind.word()).collect();
    counted(EventKind::WORDS, &words).into_iter().map(|(word, number)| (EventKind::from_word(word), number)).collect()
}

/// Each word with its number of occurrences: the known words in their order, then the others in order of appearance.
fn counted<'a>(known: &[&str], words: &[&'a str]) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for &word in words {
        let position = *positions.entry(word).or_insert_with(|| {
            counts.push((word, 0));
            counts.len() - 1
        });
        counts[position].1 += 1;
    }
    let in_order = known.iter().filter_map(|word| counts.iter().find(|(counted, _)| counted == word));
    let others = counts.iter().filter(|(word, _)| !known.contains(word));
    in_order.chain(others).copied().collect()
}
