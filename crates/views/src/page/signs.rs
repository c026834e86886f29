//! The signs of evidence in a static page: beside each line where some begins, a small anchor that leads to its event.
//!
//! A sign is empty and stands in the margin at its own line by the style, which also shows the number of several.

use super::anchors;
use super::text::Source;
use crate::signs::label;
use crate::{Html, Markup};
use whowhen_core::article::{Block, EventIdx};
use whowhen_core::index::BlockIndex;

/// Evidence that begins within so many bytes of other evidence has its sign with it: in the widest lines of common text both
/// could begin in the same one, and then one sign would lie over the other.
const SAME_LINE: u32 = 100;

/// The signs of a block, each with the byte from which on it may stand: behind the first word of its evidence, since
/// before it the line may still be the one above. Each event has a sign once a block, where its evidence begins; what begins
/// in about the same line shares a sign, which leads to the first.
pub fn signs(source: Source, block: &Block, index: &BlockIndex) -> Vec<(u32, Html)> {
    let mut signs: Vec<(u32, Vec<EventIdx>)> = Vec::new();
    let mut seen: Vec<EventIdx> = Vec::new();
    for (range, event) in &index.evidence {
        if seen.contains(event) {
            continue;
        }
        seen.push(*event);
        match signs.last_mut() {
            Some((from, events)) if range.start - *from < SAME_LINE => events.push(*event),
            _ => signs.push((range.start, vec![*event])),
        }
    }
    let placed = signs
        .into_iter()
        .filter_map(|(from, events)| Some((from + first_word(&block.text[from as usize..]), sign(source, &events)?)));
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
fn sign(source: Source, events: &[EventIdx]) -> Option<Html> {
    let label = label(source.article, source.locale, events)?;
    let sign = anchors::to(events.first().map(|event| anchors::card(*event)));
    let sign = sign.class("sign").attr_if("data-number", label.number.as_deref());
    Some(sign.attr("aria-label", &label.name).attr("title", &label.titles))
}
