//! Paints search results in the text by the CSS Custom Highlight API, which changes no DOM element.
//!
//! Only the results near the viewport are painted, because a highlight with ten thousand ranges would make every
//! movement slow. They are painted again when the page is scrolled, and when marking a block replaces its text nodes.

use std::ops::Range as Rows;

use crate::browser::highlight::HighlightRanges;
use crate::state::story::Story;
use crate::text::block::BlockElements;
use crate::text::text_positions::TextPositions;
use whowhen_core::article::Span;

/// The names of the CSS highlights: the one for all other results, and the one for the current result.
const NAMES: [&str; 2] = ["whowhen-found", "whowhen-here"];

/// A row with more results is measured, so that only those near the view are painted.
const MAX_UNMEASURED: usize = 60;

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

    /// Paints the results in the given rows that are between two heights, and no others. `elements` contains all rendered
    /// rows.
    pub fn paint(&mut self, story: &Story, elements: &[BlockElements], rows: Rows<usize>, heights: (f64, f64)) {
        let (mut all, mut here) = (Vec::new(), Vec::new());
        for row in rows.clone() {
            let first = self.spans.partition_point(|span| span.block.position() < row);
            let last = self.spans.partition_point(|span| span.block.position() <= row);
            let spans = &self.spans[first..last];
            let (Some(elements), Some(span)) = (elements.get(row), spans.first()) else { continue };
            let positions = TextPositions::new(&story.article[span.block].text, &elements.text);
            // A long block reaches far beyond the view.
            let near = match spans.len() > MAX_UNMEASURED {
                true => positions.count_above(spans, heights.0)..positions.count_above(spans, heights.1),
                false => 0..spans.len(),
            };
            for place in near {
                let Some(range) = positions.range(&spans[place]) else { continue };
                if self.here == Some(first + place) { here.push(range) } else { all.push(range) }
            }
        }
        for (painted, ranges) in self.painted.iter_mut().zip([all, here]) {
            if let Some(painted) = painted {
                painted.set(ranges);
            }
        }
        self.rows = rows;
    }
}
