//! The signs of evidence: beside each line where some begins, a small anchor that leads to its event.
//!
//! A sign is empty and stands in the margin at its own line by the style, which also shows the number of several.

use super::links;
use super::{Html, Told};
use whowhen_core::article::{Block, EventIdx};
use whowhen_core::index::BlockIndex;
use whowhen_core::locale::Message;

/// Evidence that begins within so many bytes of other evidence has its sign with it: in the widest lines of common text both
/// could begin in the same one, and then one sign would lie over the other.
const SAME_LINE: u32 = 100;

/// The signs of a block, each with the byte from which on it may stand: behind the first word of its evidence, since
/// before it the line may still be the one above. Each event is told once a block, where it begins; what begins in about
/// the same line has one sign, which leads to the first.
pub fn signs(told: Told, block: &Block, index: &BlockIndex) -> Vec<(u32, Html)> {
    let mut signs: Vec<(u32, Vec<EventIdx>)> = Vec::new();
    let mut told_of: Vec<EventIdx> = Vec::new();
    for (range, event) in &index.evidence {
        if told_of.contains(event) {
            continue;
        }
        told_of.push(*event);
        match signs.last_mut() {
            Some((from, events)) if range.start - *from < SAME_LINE => events.push(*event),
            _ => signs.push((range.start, vec![*event])),
        }
    }
    let placed =
        signs.into_iter().map(|(from, events)| (from + first_word(&block.text[from as usize..]), sign(told, &events)));
    placed.collect()
}

/// The length of a text's first word in bytes; in scripts without spaces, of its first character.
fn first_word(text: &str) -> u32 {
    let first = text.chars().next();
    let end = match first {
        Some(c @ '\u{2e80}'..) => c.len_utf8(),
        _ => text.find(char::is_whitespace).unwrap_or(text.len()),
    };
    end as u32
}

/// A sign of events.
fn sign(told: Told, events: &[EventIdx]) -> Html {
    let titles: Vec<String> = events.iter().map(|at| told.article[*at].title.clone()).collect();
    let (number, label) = match titles.as_slice() {
        [only] => (None, told.locale.with(Message::EventSign, &[only])),
        several => {
            let number = told.locale.number(several.len());
            let count = told.locale.count(Message::CountEvents, several.len());
            // The sign shows the number, so its name says it, also where a language has a word for two.
            let count = if count.contains(&number) { count } else { format!("{number} · {count}") };
            let label = told.locale.with(Message::EventsSign, &[&count, &told.locale.list(several, true)]);
            (Some(number), label)
        }
    };
    links::to(events.first().map(|event| links::card(*event)))
        .class("sign")
        .attr_if("data-number", number.as_deref())
        .attr("aria-label", &label)
        .attr("title", &titles.join("\n"))
}
