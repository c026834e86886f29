//! The way through the marks by keys: one tab stop a block, arrows from mark to mark in it.

use web_sys::Element;

use super::block::Piece;
use super::element::{closest, number, set};
use super::painter::Painter;
use crate::article::MentionAt;

/// Where the focus goes among the marks of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next.
    On,
    /// To the one before.
    Back,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Painter {
    /// The mentions that cover a `mark`, outermost first.
    pub fn mentions_at(&self, mark: &Element) -> Vec<MentionAt> {
        let places = mark.get_attribute("data-mentions").unwrap_or_default();
        let mentions = &self.story.article.mentions;
        places
            .split(' ')
            .filter_map(|place| place.parse::<u32>().ok())
            .filter_map(|place| mentions.binary_search_by_key(&place, |mention| mention.place).ok())
            .map(MentionAt::from)
            .collect()
    }

    /// Makes a mark the one tab stop of its block.
    pub fn rove_to(&self, mark: &Element) {
        for piece in self.pieces_beside(mark) {
            set(&piece.element, "tabindex", if piece.element == *mark { "0" } else { "-1" });
        }
    }

    /// The mark to which a step leads in the same block.
    pub fn mark_beside(&self, mark: &Element, step: Step) -> Option<Element> {
        let pieces = self.pieces_beside(mark);
        let here = pieces.iter().position(|piece| piece.element == *mark)?;
        // Where a mention begins and is the innermost: a mention that others cut is one stop and not one for each piece.
        let is_stop = |place: &usize| {
            let innermost = pieces[*place].mentions.last();
            innermost.is_some_and(|innermost| !pieces[..*place].iter().any(|other| other.mentions.contains(innermost)))
        };
        let place = match step {
            Step::On => (here + 1..pieces.len()).find(is_stop),
            Step::Back => (0..here).rev().find(is_stop),
            Step::First => (0..pieces.len()).find(is_stop),
            Step::Last => (0..pieces.len()).rev().find(is_stop),
        };
        Some(pieces[place?].element.clone())
    }

    fn pieces_beside(&self, mark: &Element) -> &[Piece] {
        let row = closest(mark, "[data-row]").and_then(|row| number(&row, "data-row"));
        let marked = row.and_then(|row| self.marked.get(row as usize)?.as_ref());
        marked.map_or(&[], |marked| marked.pieces.as_slice())
    }
}
