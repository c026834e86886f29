//! The DOM elements of one block of text.
//!
//! A block is rendered as plain text by [`create_block`] and gets its marks later, by [`mark_block`]. The markup comes from
//! [`whowhen_views::block`]. This module keeps the elements that the reader highlights and looks up.
//!
//! Invariant: the text content of [`BlockElements::text`] is the text of the block, before and after marking.

use std::ops::Range;

use web_sys::Element;

use crate::components::dom::El;
use whowhen_core::article::{Article, Block, BlockIdx, EventIdx, MentionIdx};
use whowhen_core::index::BlockIndex;
use whowhen_views::Markup;
use whowhen_views::block::{self, BlockHooks, Evidence};

/// The elements of a rendered block.
pub struct BlockElements {
    /// The outer element, which is placed in the column.
    pub outer: Element,
    /// The element that contains the block's text.
    pub text: Element,
}

/// A marked piece of text.
pub struct MarkElement {
    /// The `mark` element.
    pub element: Element,
    /// The mentions that cover the piece, outermost first.
    pub mentions: Vec<MentionIdx>,
}

/// A piece of text that is evidence.
pub struct EvidenceElement {
    /// The `span` around the words.
    pub element: Element,
    /// The byte offset in the block's text at which the piece begins.
    pub start: u32,
    /// The events that the piece is evidence for.
    pub events: Vec<EventIdx>,
}

/// The elements that marking a block created.
#[derive(Default)]
pub struct BlockMarks {
    /// The pieces of mentions, in the order of the text.
    pub marks: Vec<MarkElement>,
    /// The pieces of evidence, in the order of the text.
    pub evidence_elements: Vec<EvidenceElement>,
}

/// Creates the elements of a block, with plain text.
pub fn create_block(block: &Block, at: BlockIdx) -> BlockElements {
    let text: El = block::text(block);
    let text = block::add_text(text, &block.text, 0..block.text.len() as u32);
    let element = text.element().clone();
    BlockElements { outer: block::row(block, at, text).into_element(), text: element }
}

/// Replaces the plain text in a block's element by marked text. Changes nothing if the block has no mentions,
/// evidence or styles.
pub fn mark_block(article: &Article, block: &Block, index: &BlockIndex, text: &Element) -> BlockMarks {
    let mut parts = ElementCollector { block, marked: BlockMarks::default() };
    if index.mentions.is_empty() && index.evidence.is_empty() && block.styles.is_empty() {
        return parts.marked;
    }
    text.set_text_content(None);
    let _: El = block::mark(article, block, index, El::from_element(text.clone()), &mut parts);
    parts.marked
}

struct ElementCollector<'a> {
    block: &'a Block,
    marked: BlockMarks,
}

impl BlockHooks<El> for ElementCollector<'_> {
    fn mark(&mut self, mark: El, mentions: &[MentionIdx]) -> El {
        // A block has one tab stop. The arrow keys lead to the other marks.
        let stop = if self.marked.marks.is_empty() { "0" } else { "-1" };
        let mark = mark.attr("tabindex", stop);
        self.marked.marks.push(MarkElement { element: mark.element().clone(), mentions: mentions.to_vec() });
        mark
    }

    fn begin_evidence(&mut self, element: El, evidence: &Evidence) -> El {
        let events = evidence.events.clone();
        self.marked.evidence_elements.push(EvidenceElement {
            element: element.element().clone(),
            start: evidence.start,
            events,
        });
        element
    }

    fn text(&mut self, element: El, bytes: Range<u32>, _: bool) -> El {
        block::add_text(element, &self.block.text, bytes)
    }
}
