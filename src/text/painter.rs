//! Puts the text and its marks into the page, and lights them.
//!
//! The text goes in as plain text, in groups of [`GROUP`] blocks, so that the browser's own find, selection and printing
//! see all of it and the browser can skip what is far. Marks are made when a group comes near the view, when something
//! needs them (a jump, print), or in idle time where there are few. What is lit is an attribute on the few elements
//! concerned, and a highlight where the browser has highlights. No element has a listener of its own.

use std::ops;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::browser::document;
use crate::browser::view::View;
use crate::components::dom::{append, closest, element, number, number_near, set, toggle_attribute};
use crate::state::filter::Visible;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::text::block::{self, BlockElements, BlockMarks, EvidenceElement};
use crate::text::highlights::Highlights;
use crate::text::margin_signs::{MarginSigns, ensure_tab_stop};
use crate::text::mark_attributes;
use crate::text::search_highlights::SearchHighlights;
use whowhen_core::article::{ActorIdx, BlockIdx, BlockKind, EventIdx, MentionIdx, Span};
use whowhen_core::index::BlockIndex;

/// How many blocks make a group. Measured: groups of about twenty are the fastest to lay out at 20,000 mentions.
pub const GROUP: usize = 20;

/// The text of one article in the page.
pub struct Painter {
    pub(crate) story: Shared<Story>,
    view: View,
    document: Document,
    root: Option<Element>,
    body: Option<Element>,
    pub(crate) rows: Vec<BlockElements>,
    pub(crate) groups: Vec<(Element, ops::Range<usize>)>,
    pub(crate) marked: Vec<Option<BlockMarks>>,
    pub(crate) signs: MarginSigns,
    highlights: Highlights,
    search_highlights: SearchHighlights,
    pub(crate) shown: Visible,
    /// The pieces of the mention that the person is at.
    here: Vec<Element>,
    /// Whether screen readers are told of marks.
    announces: bool,
}

impl Painter {
    /// A painter for a story that is seen through a view; nothing is in the page yet.
    pub fn new(story: Shared<Story>, view: View) -> Self {
        let blocks = story.article.blocks.len();
        Self {
            story,
            view,
            document: document(),
            root: None,
            body: None,
            rows: Vec::with_capacity(blocks),
            groups: Vec::new(),
            marked: (0..blocks).map(|_| None).collect(),
            signs: MarginSigns::default(),
            highlights: Highlights::new(),
            search_highlights: SearchHighlights::new(),
            shown: Visible::default(),
            here: Vec::new(),
            announces: false,
        }
    }

    /// Says where the text goes, and which element is the reader's root.
    pub fn begin(&mut self, root: Element, body: Element) {
        self.root = Some(root);
        self.body = Some(body);
    }

    /// The reader's root.
    pub fn root(&self) -> Option<Element> {
        self.root.clone()
    }

    /// Puts the next group of blocks into the page, as text; `None` when all are there.
    pub fn next_group(&mut self) -> Option<Element> {
        let body = self.body.clone()?;
        let from = self.rows.len();
        let blocks = self.story.article.blocks.as_slice().get(from..).unwrap_or_default();
        if blocks.is_empty() {
            return None;
        }
        // A list is not torn apart: its items stay in the group where it began.
        let end =
            (GROUP..blocks.len()).find(|&place| blocks[place].kind != BlockKind::ListItem).unwrap_or(blocks.len());
        let group = element(&self.document, "div");
        group.set_class_name("group");
        let mut list: Option<Element> = None;
        for block in &blocks[..end] {
            let at = self.story.article.blocks.nth(self.rows.len())?;
            let row = block::row(block, at);
            if block.kind == BlockKind::ListItem {
                let list = list.get_or_insert_with(|| {
                    let list = element(&self.document, "ul");
                    append(&group, &list);
                    list
                });
                append(list, &row.outer);
            } else {
                list = None;
                append(&group, &row.outer);
            }
            self.rows.push(row);
        }
        // From these the style estimates how high it will be, until the browser has laid it out.
        if let Some(group) = group.dyn_ref::<HtmlElement>() {
            let letters: usize = blocks[..end].iter().map(|block| block.text.len()).sum();
            let _ = group.style().set_property("--letters", &letters.to_string());
            let _ = group.style().set_property("--blocks", &end.to_string());
        }
        set(&group, "data-group", &self.groups.len().to_string());
        append(&body, &group);
        self.groups.push((group.clone(), from..from + end));
        // Links and emphasis are part of the text and not of its marks: they are there at once.
        for (block, row) in blocks[..end].iter().zip(&self.rows[from..]).filter(|(block, _)| !block.styles.is_empty()) {
            block::mark(&self.story.article, block, &BlockIndex::default(), &row.text);
        }
        Some(group)
    }

    /// Puts groups into the page until a block is there.
    pub(crate) fn build_to(&mut self, block: BlockIdx) {
        while self.rows.len() <= block.position() && self.next_group().is_some() {}
    }

    /// Marks the blocks of a group, by its element.
    pub fn mark_group(&mut self, group: &Element) {
        let Some((_, range)) = number(group, "data-group").and_then(|place| self.groups.get(place as usize)) else {
            return;
        };
        let blocks: Vec<BlockIdx> = self.story.article.blocks.indexes().skip(range.start).take(range.len()).collect();
        self.mark_all(&blocks);
    }

    /// Marks blocks, then places their signs: reading the layout once.
    pub fn mark_all(&mut self, blocks: &[BlockIdx]) {
        let mut repaint = false;
        for &block in blocks {
            repaint |= self.mark(block) && self.search_highlights.touches(block.position());
        }
        self.place_signs(blocks);
        if repaint {
            self.paint_hits();
        }
    }

    /// Marks everything, with the numbers of the events, for print.
    pub fn mark_everything(&mut self) {
        while self.next_group().is_some() {}
        let blocks: Vec<BlockIdx> = self.story.article.blocks.indexes().take(self.rows.len()).collect();
        self.mark_all(&blocks);
        for (marked, block) in self.marked.iter().zip(self.story.index.blocks()) {
            if let Some(marked) = marked {
                mark_attributes::set_print_references(&self.story, &self.shown, marked, &block.evidence);
            }
        }
    }

    /// Shows what a search found, and at which of it the person is.
    pub fn show_hits(&mut self, spans: Vec<Span>, here: Option<usize>) {
        self.search_highlights.set(spans, here);
        self.paint_hits();
    }

    /// Paints the places that a search found near the view.
    pub fn paint_hits(&mut self) {
        let rows = match self.search_highlights.any() {
            true => {
                let (top, height) = (self.view.top(), self.view.height());
                let (first, last) = (self.first_row_below(top - height), self.first_row_below(top + 2.0 * height));
                first..(last + 1).min(self.rows.len())
            }
            false => 0..0,
        };
        self.search_highlights.paint(&self.story, &self.rows, rows);
    }

    /// Whether a search found something in the text.
    pub fn has_hits(&self) -> bool {
        self.search_highlights.any()
    }

    /// Quiets the marks and signs of what a filter does not show.
    pub fn filter(&mut self, shown: Visible) {
        self.shown = shown;
        self.signs.filter(&self.story, &self.shown);
        for (row, marked) in self.rows.iter().zip(&self.marked) {
            if let Some(marked) = marked {
                mark_attributes::set_muted(&self.story, &self.shown, marked);
                ensure_tab_stop(row);
                if self.announces {
                    mark_attributes::set_spoken_text(&self.story, &self.shown, marked, true);
                }
            }
        }
    }

    /// Says whether screen readers are told of marks and evidence.
    pub fn announce(&mut self, on: bool) {
        self.announces = on;
        for marked in self.marked.iter().flatten() {
            mark_attributes::set_spoken_text(&self.story, &self.shown, marked, on);
        }
    }

    /// The groups that are in the page.
    pub fn groups(&self) -> impl Iterator<Item = &Element> {
        self.groups.iter().map(|(group, _)| group)
    }

    /// Marks a block; whether it was not yet.
    fn mark(&mut self, at: BlockIdx) -> bool {
        let place = at.position();
        if self.marked[place].is_some() {
            return false;
        }
        let Some(row) = self.rows.get(place) else { return false };
        let (article, index) = (&self.story.article, &self.story.index.blocks()[place]);
        let marked = block::mark(article, &article[at], index, &row.text);
        let evidence_lies_here = self.highlights.block(&self.story, &marked);
        if !self.shown.all() {
            mark_attributes::set_muted(&self.story, &self.shown, &marked);
            ensure_tab_stop(row);
        }
        if self.announces {
            mark_attributes::set_spoken_text(&self.story, &self.shown, &marked, true);
        }
        self.marked[place] = Some(marked);
        if evidence_lies_here {
            self.highlights.paint(&self.story, &self.marked);
        }
        true
    }

    /// Puts the signs of blocks beside the lines where their evidence begins.
    fn place_signs(&mut self, blocks: &[BlockIdx]) {
        let rows = blocks.iter().filter_map(|at| {
            let marked = self.marked[at.position()].as_ref().filter(|marked| !marked.evidence_elements.is_empty())?;
            Some((*at, self.rows.get(at.position())?, marked))
        });
        self.signs.place(&self.document, &self.story, &self.shown, rows);
    }

    /// Places all signs anew: the lines are others now.
    pub fn lay_out_again(&mut self) {
        let blocks: Vec<BlockIdx> = self.signs.blocks(&self.story.article.blocks);
        self.place_signs(&blocks);
    }

    /// Lights an actor's pieces, and no others.
    pub fn highlight_actor(&mut self, actor: Option<ActorIdx>) {
        self.highlights.actor(&self.story, &self.marked, actor);
    }

    /// Lights the evidence of events and its signs, and no other; marks it where it was not.
    pub fn highlight_events(&mut self, events: Vec<EventIdx>) {
        if !self.highlights.set_events(events) {
            return;
        }
        let mut blocks: Vec<BlockIdx> = Vec::new();
        for event in self.highlights.events() {
            blocks.extend(self.story.article[*event].evidence.iter().map(|span| span.block));
        }
        blocks.retain(|block| block.position() < self.rows.len() && self.marked[block.position()].is_none());
        self.mark_all(&blocks);
        self.highlights.paint(&self.story, &self.marked);
        self.signs.light(&self.story, self.highlights.events().to_vec());
    }

    /// The first and the last element of a piece of an event's evidence, marked now if it was not.
    pub fn evidence_elements(&mut self, event: EventIdx, nth: usize) -> Option<(Element, Element)> {
        let spans = self.story.article[event].evidence_in_order();
        let span = *spans.get(nth)?;
        self.ready(span.block);
        let marked = self.marked[span.block.position()].as_ref()?;
        // Others may have cut it.
        let lies_in =
            |proof: &&EvidenceElement| (span.start..span.end).contains(&proof.start) && proof.events.contains(&event);
        let first = marked.evidence_elements.iter().find(lies_in)?;
        let last = marked.evidence_elements.iter().rfind(lies_in)?;
        Some((first.element.clone(), last.element.clone()))
    }

    /// Says on its mark at which mention of the held actor the person is.
    pub fn show_here(&mut self, mention: Option<MentionIdx>) {
        for element in self.here.drain(..) {
            toggle_attribute(&element, "data-here", false);
        }
        let Some(span) = mention.and_then(|at| self.story.article[at].first_span().copied()) else { return };
        self.ready(span.block);
        let marked = self.marked[span.block.position()].as_ref();
        let marks = marked.map_or(&[][..], |marked| marked.marks.as_slice()).iter();
        self.here = marks
            .filter(|piece| piece.mentions.iter().any(|at| Some(*at) == mention))
            .map(|piece| piece.element.clone())
            .collect();
        self.here.iter().for_each(|element| toggle_attribute(element, "data-here", true));
    }

    /// The first element of a mention, marked now if it was not.
    pub fn mention_element(&mut self, mention: MentionIdx) -> Option<Element> {
        let span = *self.story.article[mention].first_span()?;
        self.ready(span.block);
        let marked = self.marked[span.block.position()].as_ref()?;
        marked.marks.iter().find(|piece| piece.mentions.contains(&mention)).map(|piece| piece.element.clone())
    }

    pub(crate) fn ready(&mut self, block: BlockIdx) {
        self.build_to(block);
        self.mark_all(&[block]);
    }

    /// The events of which an element in the text is evidence, or of which it is the sign; those that a filter shows.
    pub fn events_at(&self, element: &Element) -> Vec<EventIdx> {
        if let Some(sign) = closest(element, "[data-sign]") {
            return self.shown_of(&self.signs.events_of(&sign));
        }
        let proof = closest(element, "[data-proof]");
        let place =
            proof.as_ref().and_then(|proof| Some((number_near(proof, "data-row")?, number(proof, "data-proof")?)));
        let Some((row, proof)) = place else { return Vec::new() };
        let marked = self.marked.get(row as usize).and_then(Option::as_ref);
        marked
            .and_then(|marked| marked.evidence_elements.get(proof as usize))
            .map(|proof| self.shown_of(&proof.events))
            .unwrap_or_default()
    }

    /// Those of some events that a filter shows.
    fn shown_of(&self, events: &[EventIdx]) -> Vec<EventIdx> {
        events.iter().copied().filter(|event| self.shown.shows(*event)).collect()
    }
}
