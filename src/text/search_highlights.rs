//! Paints search results in the text by the CSS Custom Highlight API, which changes no DOM element.
//!
//! Only the results near the viewport are painted, because a highlight with ten thousand ranges would make every
//! movement slow. They are painted again when the page is scrolled, and when marking a block replaces its text nodes.

use std::ops::Range as Rows;

use web_sys::{Element, Node, Range};

use crate::browser::highlight::HighlightRanges;
use crate::state::story::Story;
use crate::text::block::BlockElements;
use whowhen_core::article::Span;

/// The names of the CSS highlights: the one for all other results, and the one for the current result.
const NAMES: [&str; 2] = ["whowhen-found", "whowhen-here"];

/// The search results, and which rows are painted.
pub struct SearchHighlights {
    spans: Vec<Span>,
    here: Option<usize>,
    painted: [Option<HighlightRanges>; 2],
    rows: Rows<usize>,
}

impl SearchHighlights {
    /// Creates a state without results.
    pub fn new() -> Self {
        Self { spans: Vec::new(), here: None, painted: NAMES.map(HighlightRanges::new), rows: 0..0 }
    }

    /// Returns whether there are results.
    pub fn has_results(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Sets the results and the position of the current one, without painting them.
    pub fn set(&mut self, spans: Vec<Span>, here: Option<usize>) {
        (self.spans, self.here) = (spans, here);
    }

    /// Returns whether a row is among the painted ones.
    pub fn is_painted(&self, row: usize) -> bool {
        self.has_results() && self.rows.contains(&row)
    }

    /// Paints the results in the given rows, and no others. `elements` contains all rendered rows.
    pub fn paint(&mut self, story: &Story, elements: &[BlockElements], rows: Rows<usize>) {
        let first = self.spans.partition_point(|span| span.block.position() < rows.start);
        let last = self.spans.partition_point(|span| span.block.position() < rows.end);
        let (mut all, mut here) = (Vec::new(), Vec::new());
        for place in first..last.max(first) {
            let span = &self.spans[place];
            let Some(range) = elements.get(span.block.position()).and_then(|row| range(story, row, span)) else {
                continue;
            };
            if self.here == Some(place) { here.push(range) } else { all.push(range) }
        }
        for (painted, ranges) in self.painted.iter_mut().zip([all, here]) {
            if let Some(painted) = painted {
                painted.set(ranges);
            }
        }
        self.rows = rows;
    }
}

/// Converts a span into a range of text nodes of its row.
pub fn range(story: &Story, row: &BlockElements, span: &Span) -> Option<Range> {
    let text = &story.article[span.block].text;
    let units = |bytes: &str| bytes.encode_utf16().count() as u32;
    let start = units(&text[..span.start as usize]);
    let end = start + units(&text[span.bytes()]);
    let range = Range::new().ok()?;
    let (node, offset) = text_node_at(&row.text, start, false)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = text_node_at(&row.text, end, true)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// Returns the text node at an offset into an element's text, and the offset within that node, both in UTF-16 units.
/// At the border of two nodes, returns the one before the offset if `before`, else the one after it.
fn text_node_at(element: &Element, offset: u32, before: bool) -> Option<(Node, u32)> {
    let mut left = offset;
    let mut node: Option<Node> = element.first_child();
    while let Some(here) = node {
        let length = here.text_content().map_or(0, |text| text.encode_utf16().count() as u32);
        if left < length || (before && left == length) {
            match here.first_child() {
                Some(child) => node = Some(child),
                None => return Some((here, left)),
            }
        } else {
            left -= length;
            node = here.next_sibling();
        }
    }
    None
}
