//! Measures which rows and words of the text are above or below a height. A height is in CSS pixels from the top of
//! the window.
//!
//! When a row is measured, the browser lays out its whole group. So groups are measured first, and then only the rows
//! of one group.

use web_sys::{Element, Range};

use crate::state::story::TextPosition;
use crate::text::painter::Painter;
use crate::text::text_positions::TextPositions;
use whowhen_core::article::{EventIdx, Span};

impl Painter {
    /// Returns the row that contains a span, and the span as a range of its text nodes. Renders and marks the row
    /// first if necessary.
    pub fn row_and_range(&mut self, span: Span) -> Option<(Element, Range)> {
        self.ensure_marked(span.block);
        let row = self.rows.get(span.block.position())?;
        let positions = TextPositions::new(&self.story.article[span.block].text, &row.text);
        Some((row.outer.clone(), positions.range(&span)?))
    }

    /// Returns how many of the given spans are above a height. The spans must be in the order of the text.
    pub fn count_above(&self, spans: &[Span], height: f64) -> usize {
        let row = self.first_row_below(height);
        let over = spans.partition_point(|span| span.block.position() < row);
        let end = spans.partition_point(|span| span.block.position() <= row);
        let (Some(row), Some(span)) = (self.rows.get(row), spans[over..end].first()) else { return over };
        let positions = TextPositions::new(&self.story.article[span.block].text, &row.text);
        over + positions.count_above(&spans[over..end], height)
    }

    /// Returns the element of a row, and renders it first if necessary. If there is no such row, returns the last
    /// one.
    pub fn row(&mut self, block: u32) -> Option<Element> {
        if let Some(at) = self.story.article.blocks.nth(block as usize) {
            self.render_up_to(at);
        }
        let row = self.rows.get(block as usize).or(self.rows.last())?;
        Some(row.outer.clone())
    }

    /// Returns the first row that extends below a height, and where its top is. If there is none, returns the last
    /// row.
    pub fn first_visible_row(&self, height: f64) -> Option<TextPosition> {
        let place = self.first_row_below(height).min(self.rows.len().checked_sub(1)?);
        Some((place as u32, self.rows[place].outer.get_bounding_client_rect().top()))
    }

    /// Returns the rows that are in the viewport.
    pub(crate) fn rows_in_view(&self) -> Vec<Element> {
        let (top, bottom) = (self.view.top(), self.view.bottom());
        let rows = self.rows.get(self.first_row_below(top)..).unwrap_or_default().iter().map(|row| &row.outer);
        rows.take_while(|row| row.get_bounding_client_rect().top() < bottom).cloned().collect()
    }

    /// Returns the position of the first row that extends below a height, or the number of rows if there is none.
    /// Measures groups first, as the module's documentation explains.
    pub(crate) fn first_row_below(&self, height: f64) -> usize {
        let is_over = |element: &Element| element.get_bounding_client_rect().bottom() <= height;
        let group = self.groups.partition_point(|(group, _)| is_over(group));
        let Some((_, rows)) = self.groups.get(group) else { return self.rows.len() };
        rows.start + self.rows[rows.clone()].partition_point(|row| is_over(&row.outer))
    }

    /// Returns the event whose evidence the user is reading. Events that the filter hides do not count.
    ///
    /// This is the last event whose evidence begins above `line` and ends below `top`. If there is none, it is the
    /// first one whose evidence begins between `line` and `bottom`.
    pub fn event_being_read(&self, top: f64, line: f64, bottom: f64) -> Option<EventIdx> {
        let block = self.first_row_below(top);
        let evidence = self.story.index.evidence();
        let first = evidence.partition_point(|(span, _)| span.block.position() < block);
        let mut read = None;
        let is_shown = |event: &EventIdx| self.shown.shows_event(*event);
        for (span, event) in evidence[first..].iter().filter(|(_, event)| is_shown(event)) {
            // The rest of the text is not rendered yet.
            let Some(row) = self.rows.get(span.block.position()) else { break };
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
