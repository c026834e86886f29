//! The margin signs of a static page: beside each line where evidence begins, a small anchor that leads to its event.
//!
//! A sign is an empty element. The stylesheet places it in the margin beside its line, and shows the number of events.

use super::anchors;
use super::static_text::Source;
use crate::margin_sign_label::label;
use crate::{Html, Markup};
use whowhen_core::article::{Block, EventIdx};
use whowhen_core::index::BlockIndex;

/// Evidence that begins within this many bytes shares a sign. In the widest lines, both could begin on the same line, and
/// the signs would overlap.
const SHARED_SIGN_BYTES: u32 = 100;

/// The signs of a block, each with the byte after which it may be placed: the end of the first word of its evidence, since
/// before that word the line may still be the previous one. Each event has one sign per block, where its evidence begins.
/// Events that begin on about the same line share a sign, which leads to the first.
pub fn signs(source: Source, block: &Block, index: &BlockIndex) -> Vec<(u32, Html)> {
    let mut signs: Vec<(u32, Vec<EventIdx>)> = Vec::new();
    let mut seen: Vec<EventIdx> = Vec::new();
    for (range, event) in &index.evidence {
        if seen.contains(event) {
            continue;
        }
        seen.push(*event);
        match signs.last_mut() {
            Some((from, events)) if range.start - *from < SHARED_SIGN_BYTES => events.push(*event),
            _ => signs.push((range.start, vec![*event])),
        }
    }
    let placed = signs.into_iter().filter_map(|(from, events)| {
        Some((from + first_word_length(&block.text[from as usize..]), sign(source, &events)?))
    });
    placed.collect()
}

/// The length of a text's first word in bytes; in scripts without spaces, of its first character.
fn first_word_length(text: &str) -> u32 {
    let first = text.chars().next();
    let end = match first {
        Some(c @ '\u{2e80}'..) => c.len_utf8(),
        _ => text.find(char::is_whitespace).unwrap_or(text.len()),
    };
    end as u32
}

/// The sign of these events.
fn sign(source: Source, events: &[EventIdx]) -> Option<Html> {
    let label = label(source.article, source.locale, events)?;
    let sign = anchors::anchor_to(events.first().map(|event| anchors::card_id(*event)));
    let sign = sign.class("sign").attr_if("data-number", label.number.as_deref());
    Some(sign.attr("aria-label", &label.name).attr("title", &label.titles))
}
