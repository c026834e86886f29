//! Positions in the text of a rendered block: from a byte of the block's text to a text node and an offset in it.
//!
//! A block can be hundreds of thousands of letters long and have thousands of matches, so the position of one must not
//! take time that grows with the block. [`TextPositions`] reads the block once. Then each position takes a binary search
//! and at most [`STEP`] bytes.
//!
//! Invariant: it is valid until the block's text nodes are replaced, as by marking the block.

use web_sys::{Element, Node, Range};

use whowhen_core::article::Span;

/// How many bytes there are between two known positions.
const STEP: usize = 1024;

/// The positions of one block.
pub struct TextPositions<'a> {
    text: &'a str,
    /// The number of UTF-16 units before every [`STEP`]th byte, or before the character that contains it.
    units: Vec<u32>,
    /// The text nodes, each with the number of UTF-16 units before it. Empty nodes are left out.
    nodes: Vec<(u32, Node)>,
    length: u32,
}

impl<'a> TextPositions<'a> {
    /// Reads a block: its text, and the element that contains exactly this text.
    pub fn new(text: &'a str, element: &Element) -> Self {
        let (mut units, mut count) = (Vec::with_capacity(text.len() / STEP + 1), 0);
        for (at, c) in text.char_indices() {
            while units.len() * STEP < at + c.len_utf8() {
                units.push(count);
            }
            count += c.len_utf16() as u32;
        }
        let mut positions = Self { text, units, nodes: Vec::new(), length: count };
        let mut before = 0;
        positions.add_nodes(element, &mut before);
        positions
    }

    fn add_nodes(&mut self, parent: &Node, before: &mut u32) {
        let mut child = parent.first_child();
        while let Some(node) = child {
            if node.node_type() == Node::TEXT_NODE {
                let length = node.text_content().map_or(0, |text| text.encode_utf16().count() as u32);
                if length > 0 {
                    self.nodes.push((*before, node.clone()));
                    *before += length;
                }
            } else {
                self.add_nodes(&node, before);
            }
            child = node.next_sibling();
        }
    }

    /// Returns the number of UTF-16 units before a byte, which is on a character boundary.
    fn units_before(&self, byte: usize) -> u32 {
        let Some(&units) = self.units.get(byte / STEP) else { return self.length };
        let mut from = byte / STEP * STEP;
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        units + self.text[from..byte].encode_utf16().count() as u32
    }

    /// Returns the text node at a byte, and the offset in it. At the border of two nodes, returns the one before the
    /// byte if `before`, else the one after it.
    fn node_at(&self, byte: usize, before: bool) -> Option<(&Node, u32)> {
        let units = self.units_before(byte);
        let after = self.nodes.partition_point(|(start, _)| if before { *start < units } else { *start <= units });
        let (start, node) = self.nodes.get(after.checked_sub(1)?)?;
        Some((node, units - start))
    }

    /// Returns a span as a range of text nodes.
    pub fn range(&self, span: &Span) -> Option<Range> {
        let range = Range::new().ok()?;
        let (node, offset) = self.node_at(span.start as usize, false)?;
        range.set_start(node, offset).ok()?;
        let (node, offset) = self.node_at(span.end as usize, true)?;
        range.set_end(node, offset).ok()?;
        Some(range)
    }

    /// Returns how many of the given spans, which are in the order of the text, are above a height: their middle is.
    pub fn count_above(&self, spans: &[Span], height: f64) -> usize {
        spans.partition_point(|span| {
            let rect = self.range(span).map(|range| range.get_bounding_client_rect());
            rect.is_some_and(|rect| (rect.top() + rect.bottom()) / 2.0 < height)
        })
    }
}
