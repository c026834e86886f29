//! The kinds that occur in an article, and how often.

use serde_json::{Map, Value};

use crate::article::{ActorKind, Article, EventKind, Kind};

/// The kinds of an article's actors, each with the number of its actors: those of the format in its order, then other
/// words as they first appear.
pub fn actor_kinds(article: &Article) -> Vec<(ActorKind, usize)> {
    let mut words = article.actors.iter().map(|actor| actor.kind.word());
    counted(ActorKind::WORDS, &mut words)
        .into_iter()
        .map(|(word, number)| (ActorKind::from_word(word), number))
        .collect()
}

/// The kinds of an article's events, each with the number of its events: those of the format in its order, then other
/// words as they first appear.
pub fn event_kinds(article: &Article) -> Vec<(EventKind, usize)> {
    let mut words = article.events.iter().map(|event| event.kind.word());
    counted(EventKind::WORDS, &mut words)
        .into_iter()
        .map(|(word, number)| (EventKind::from_word(word), number))
        .collect()
}

fn counted<'a>(known: &[&'a str], words: &mut dyn Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = known.iter().map(|word| (*word, 0)).collect();
    // A tree of JSON values, because the page has that already; a file may have a thousand words of its own.
    let mut places: Map<String, Value> =
        known.iter().enumerate().map(|(place, word)| ((*word).to_owned(), Value::from(place))).collect();
    for word in words {
        match places.get(word).and_then(Value::as_u64) {
            Some(place) => counts[place as usize].1 += 1,
            None => {
                places.insert(word.to_owned(), Value::from(counts.len()));
                counts.push((word, 1));
            }
        }
    }
    counts.retain(|(_, number)| *number > 0);
    counts
}
