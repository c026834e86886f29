//! One block of text in the page: plain at first, then with its marks. What it looks like is the views' to say; here the
//! elements are kept by which the reader lights and finds its parts.

use std::ops::Range;

use web_sys::Element;

use crate::components::dom::El;
use whowhen_core::article::{Article, Block, BlockIdx, EventIdx, MentionIdx};
use whowhen_core::index::BlockIndex;
use whowhen_views::Markup;
use whowhen_views::block::{self, BlockHooks, Evidence};

/// A block in the page.
pub struct BlockElements {
    /// The outer element: what stands in the column.
    pub outer: Element,
    /// The element whose text is the block's.
    pub text: Element,
}

/// A marked piece of text in the page.
pub struct MarkElement {
    /// The `mark`.
    pub element: Element,
    /// The mentions that cover it, outermost first.
    pub mentions: Vec<MentionIdx>,
}

/// A piece of evidence in the page.
pub struct EvidenceElement {
    /// A `span` around the words.
    pub element: Element,
    /// The byte of the block's text at which it begins.
    pub start: u32,
    /// The events that it is evidence of.
    pub events: Vec<EventIdx>,
}

/// What marking a block made.
#[derive(Default)]
pub struct BlockMarks {
    /// Pieces of mentions, in order.
    pub marks: Vec<MarkElement>,
    /// Pieces of evidence, in order.
    pub evidence_elements: Vec<EvidenceElement>,
}

/// Makes a block's elements, its text plain.
pub fn row(block: &Block, at: BlockIdx) -> BlockElements {
    let text: El = block::text(block);
    let text = text.text(&block.text);
    let element = text.element().clone();
    BlockElements { outer: block::row(block, at, text).done(), text: element }
}

/// Puts a block's marks into its element, in place of the plain text.
pub fn mark(article: &Article, block: &Block, index: &BlockIndex, text: &Element) -> BlockMarks {
    let mut parts = LiveParts { block, marked: BlockMarks::default() };
    if index.mentions.is_empty() && index.evidence.is_empty() && block.styles.is_empty() {
        return parts.marked;
    }
    text.set_text_content(None);
    let _: El = block::mark(article, block, index, El::of(text.clone()), &mut parts);
    parts.marked
}

struct LiveParts<'a> {
    block: &'a Block,
    marked: BlockMarks,
}

impl BlockHooks<El> for LiveParts<'_> {
    fn mark(&mut self, mark: El, mentions: &[MentionIdx]) -> El {
        // One tab stop a block; arrows lead to the others.
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
        element.text(&self.block.text[bytes.start as usize..bytes.end as usize])
    }
}
