//! Where things are in the page: rows and words of the text over and below a height of the view.
//!
//! To ask a row where it is has the browser lay out its whole group: so groups are asked first, and of rows only those of
//! one group.

use web_sys::{Element, Range};

use crate::state::story::TextPosition;
use crate::text::painter::Painter;
use crate::text::search_highlights;
use whowhen_core::article::{EventIdx, Span};

impl Painter {
    /// The words of a span, in the page now if they were not, and the row that they stand in.
    pub fn words(&mut self, span: Span) -> Option<(Element, Range)> {
        self.ready(span.block);
        let row = self.rows.get(span.block.position())?;
        Some((row.outer.clone(), search_highlights::range(&self.story, row, &span)?))
    }

    /// How many of some spans, which are in the order of the text, lie over a height of the view.
    pub fn count_above(&self, spans: &[Span], height: f64) -> usize {
        let row = self.first_row_below(height);
        let mut over = spans.partition_point(|span| span.block.position() < row);
        while let Some(span) = spans.get(over).filter(|span| span.block.position() == row) {
            let words = self.rows.get(row).and_then(|row| search_highlights::range(&self.story, row, span));
            let Some(rect) = words.map(|words| words.get_bounding_client_rect()) else { break };
            if (rect.top() + rect.bottom()) / 2.0 >= height {
                break;
            }
            over += 1;
        }
        over
    }

    /// The element of a row, put into the page now if it was not; the last one where there are fewer.
    pub fn row(&mut self, block: u32) -> Option<Element> {
        if let Some(at) = self.story.article.blocks.nth(block as usize) {
            self.build_to(at);
        }
        let row = self.rows.get(block as usize).or(self.rows.last())?;
        Some(row.outer.clone())
    }

    /// The first row of which something lies below a height of the view, and where its top is.
    pub fn place(&self, height: f64) -> Option<TextPosition> {
        let place = self.first_row_below(height).min(self.rows.len().checked_sub(1)?);
        Some((place as u32, self.rows[place].outer.get_bounding_client_rect().top()))
    }

    /// By groups first: to ask a row where it is has the browser lay out its whole group.
    pub(crate) fn first_row_below(&self, height: f64) -> usize {
        let is_over = |element: &Element| element.get_bounding_client_rect().bottom() <= height;
        let group = self.groups.partition_point(|(group, _)| is_over(group));
        let Some((_, rows)) = self.groups.get(group) else { return self.rows.len() };
        rows.start + self.rows[rows.clone()].partition_point(|row| is_over(&row.outer))
    }

    /// The event whose evidence is being read, of those that a filter shows: the last that begins in the view over the line, else the first below it.
    pub fn event_being_read(&self, top: f64, line: f64, bottom: f64) -> Option<EventIdx> {
        let block = self.first_row_below(top);
        let evidence = self.story.index.evidence();
        let first = evidence.partition_point(|(span, _)| span.block.position() < block);
        let mut read = None;
        let is_shown = |event: &EventIdx| self.shown.shows(*event);
        for (span, event) in evidence[first..].iter().filter(|(_, event)| is_shown(event)) {
            let row = self.rows.get(span.block.position())?;
            let marked = self.marked[span.block.position()].as_ref();
            let evidence_elements = marked.map_or(&[][..], |marked| marked.evidence_elements.as_slice());
            let proof = evidence_elements.iter().find(|proof| proof.start == span.start);
            let at = proof.map_or(&row.outer, |proof| &proof.element).get_bounding_client_rect();
            if at.top() > line {
                return read.or((at.top() < bottom).then_some(*event));
            }
            if at.bottom() > top {
                read = Some(*event);
            }
        }
        read
    }
}
