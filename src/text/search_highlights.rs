//! The places that a search found, painted in the text by highlights, which touch no element.
//!
//! Only those near the view are painted: a highlight of ten thousand ranges would make every move slow. They are painted
//! anew when the page is scrolled, and when a block's text was made anew by its marks.

use std::ops::Range as Rows;

use web_sys::{Element, Node, Range};

use crate::browser::highlight::Painted;
use crate::state::story::Story;
use crate::text::block::BlockElements;
use whowhen_core::article::Span;

/// The highlight of all places, and that of the one at which the person is.
const NAMES: [&str; 2] = ["whowhen-found", "whowhen-here"];

/// The places, and which of them are painted.
pub struct SearchHighlights {
    spans: Vec<Span>,
    here: Option<usize>,
    painted: [Option<Painted>; 2],
    rows: Rows<usize>,
}

impl SearchHighlights {
    /// Nothing was found.
    pub fn new() -> Self {
        Self { spans: Vec::new(), here: None, painted: NAMES.map(Painted::new), rows: 0..0 }
    }

    /// Whether there is something to paint.
    pub fn any(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Says what was found, and at which of it the person is.
    pub fn set(&mut self, spans: Vec<Span>, here: Option<usize>) {
        (self.spans, self.here) = (spans, here);
    }

    /// Whether rows are painted.
    pub fn touches(&self, row: usize) -> bool {
        self.any() && self.rows.contains(&row)
    }

    /// Paints what lies in these rows, and nothing else; `elements` are all that there are.
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

/// A span of a block as a range of its text nodes.
pub fn range(story: &Story, row: &BlockElements, span: &Span) -> Option<Range> {
    let text = &story.article[span.block].text;
    let units = |bytes: &str| bytes.encode_utf16().count() as u32;
    let start = units(&text[..span.start as usize]);
    let end = start + units(&text[span.bytes()]);
    let range = Range::new().ok()?;
    let (node, offset) = set_hovered(&row.text, start, false)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = set_hovered(&row.text, end, true)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The text node at so many UTF-16 units of an element's text, and how far into it; at a border the one before, or after.
fn set_hovered(element: &Element, offset: u32, before: bool) -> Option<(Node, u32)> {
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
