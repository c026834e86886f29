//! The kinds that occur in an article, and how often.

use crate::article::{ActorKind, Article, EventKind, Kind, in_order};

/// The kinds of an article's actors, each with the number of its actors: those of the format in its order, then other
/// words as they first appear.
pub fn actor_kinds(article: &Article) -> Vec<(ActorKind, usize)> {
    let words: Vec<&str> = article.actors.iter().map(|actor| actor.kind.word()).collect();
    counted(ActorKind::WORDS, &words).into_iter().map(|(word, number)| (ActorKind::from_word(word), number)).collect()
}

/// The kinds of an article's events, each with the number of its events: those of the format in its order, then other
/// words as they first appear.
pub fn event_kinds(article: &Article) -> Vec<(EventKind, usize)> {
    let words: Vec<&str> = article.events.iter().map(|event| event.kind.word()).collect();
    counted(EventKind::WORDS, &words).into_iter().map(|(word, number)| (EventKind::from_word(word), number)).collect()
}

/// The same words come together by a number made of each: a table would cost the page two kilobytes, and to look through
/// all words for each takes seconds where a file has thousands of its own.
fn counted<'a>(known: &[&str], words: &[&'a str]) -> Vec<(&'a str, usize)> {
    let together = in_order(words.len(), |place| {
        // The hash of Fowler, Noll and Vo (FNV-1a).
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        [words[place].bytes().fold(0xcbf2_9ce4_8422_2325, hash) as i64, 0, 0]
    });
    // Where each word stands first, and how often it does.
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for place in together.into_iter().map(|place| place as usize) {
        match counts.last_mut() {
            Some((first, number)) if words[*first] == words[place] => *number += 1,
            _ => counts.push((place, 1)),
        }
    }
    let shown = in_order(counts.len(), |place| {
        let first = counts[place].0;
        let rank = known.iter().position(|word| *word == words[first]).unwrap_or(known.len());
        [rank as i64, first as i64, 0]
    });
    shown.into_iter().map(|place| counts[place as usize]).map(|(first, number)| (words[first], number)).collect()
}
