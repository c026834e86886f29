//! Renders the text of an article and its marks, and highlights parts of it.
//!
//! The text is rendered as plain text, in groups of [`BLOCKS_PER_GROUP`] blocks, or fewer if they are long. So the browser's own find, selection and
//! printing see all of it, and the browser can skip the layout of distant groups. A group gets its marks when it
//! comes near the viewport, when something needs them (scrolling to a distant place, print), or in idle time if the
//! article has few mentions. A highlight is an attribute on the few elements concerned, or a CSS highlight where the
//! browser has them. No element has a listener of its own.
//!
//! Invariant: the rendered rows are the first blocks of the article, without gaps, and only rendered blocks are
//! marked.

use std::ops;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::browser::document;
use crate::browser::viewport::Viewport;
use crate::components::dom::{append, closest, closest_number_attr, element, number_attr, set, toggle_attribute};
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

/// The number of blocks in a group. Measured with 20,000 mentions: groups of about twenty blocks are laid out
/// fastest.
pub const BLOCKS_PER_GROUP: usize = 20;

/// The first group is full with so many letters: a tall screen shows about as much. The browser paints it before there
/// is any other, so it is no longer than that, unless it has a long block or list.
const LETTERS_OF_FIRST_GROUP: usize = 4_000;

/// Any other group has at most so many letters, as twenty blocks of a hundred words have, unless it has one longer block or a
/// list. A longer group would block the page while it is laid out.
const LETTERS_PER_GROUP: usize = 12_000;

/// The number of groups in a section. It is observed in place of its groups while it is far away: see `group_observer.rs`.
const GROUPS_PER_SECTION: usize = 16;

/// The rendered text of one article.
pub struct Painter {
    pub(crate) story: Shared<Story>,
    pub(crate) view: Viewport,
    document: Document,
    root: Option<Element>,
    body: Option<Element>,
    /// The section of the last group.
    section: Option<Element>,
    pub(crate) rows: Vec<BlockElements>,
    pub(crate) groups: Vec<(Element, ops::Range<usize>)>,
    pub(crate) marked: Vec<Option<BlockMarks>>,
    pub(crate) signs: MarginSigns,
    highlights: Highlights,
    search_highlights: SearchHighlights,
    pub(crate) shown: Visible,
    /// The elements of the current mention.
    here: Vec<Element>,
    /// The rows in which all marks but the highlighted ones are fainter.
    quiet: Vec<Element>,
    /// Whether screen readers announce marks and evidence.
    announces: bool,
}

impl Painter {
    /// Creates a painter for an article in a viewport. Nothing is rendered yet.
    pub fn new(story: Shared<Story>, view: Viewport) -> Self {
        let blocks = story.article.blocks.len();
        Self {
            story,
            view,
            document: document(),
            root: None,
            body: None,
            section: None,
            rows: Vec::with_capacity(blocks),
            groups: Vec::new(),
            marked: (0..blocks).map(|_| None).collect(),
            signs: MarginSigns::default(),
            highlights: Highlights::new(),
            search_highlights: SearchHighlights::new(),
            shown: Visible::default(),
            here: Vec::new(),
            quiet: Vec::new(),
            announces: false,
        }
    }

    /// Sets the reader's root element, and the element into which the text is rendered.
    pub fn attach(&mut self, root: Element, body: Element) {
        self.root = Some(root);
        self.body = Some(body);
    }

    /// Returns the reader's root element.
    pub fn root(&self) -> Option<Element> {
        self.root.clone()
    }

    /// Renders the next group of blocks as plain text. Returns `None` when all blocks are rendered.
    pub fn render_next_group(&mut self) -> Option<Element> {
        let body = self.body.clone()?;
        let from = self.rows.len();
        let blocks = self.story.article.blocks.as_slice().get(from..).filter(|blocks| !blocks.is_empty())?;
        let (mut end, mut letters) = (0, 0);
        while let Some(block) = blocks.get(end) {
            let has_enough = match from {
                0 => letters >= LETTERS_OF_FIRST_GROUP,
                _ => end > 0 && letters + block.letters() > LETTERS_PER_GROUP,
            };
            let is_full = end >= BLOCKS_PER_GROUP || has_enough;
            // A list is not split: its items stay in the group where it began.
            if is_full && block.kind != BlockKind::ListItem {
                break;
            }
            letters += block.letters();
            end += 1;
        }
        let group = element(&self.document, "div");
        group.set_class_name("group");
        let mut list: Option<Element> = None;
        for block in &blocks[..end] {
            let at = self.story.article.blocks.nth(self.rows.len())?;
            let row = block::create_block(block, at);
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
        // From these values the style sheet estimates the height of the group, until the browser has laid it out.
        if let Some(group) = group.dyn_ref::<HtmlElement>() {
            let _ = group.style().set_property("--letters", &letters.to_string());
            let _ = group.style().set_property("--blocks", &end.to_string());
        }
        set(&group, "data-group", &self.groups.len().to_string());
        if self.groups.len().is_multiple_of(GROUPS_PER_SECTION) {
            let section = element(&self.document, "div");
            section.set_class_name("section");
            append(&body, &section);
            self.section = Some(section);
        }
        self.section.iter().for_each(|section| append(section, &group));
        self.groups.push((group.clone(), from..from + end));
        // Links and emphasis belong to the text and not to its marks, so they are rendered at once.
        for (block, row) in blocks[..end].iter().zip(&self.rows[from..]).filter(|(block, _)| !block.styles.is_empty()) {
            block::mark_block(&self.story.article, block, &BlockIndex::default(), &row.text);
        }
        Some(group)
    }

    /// Renders groups until a block is rendered.
    pub(crate) fn render_up_to(&mut self, block: BlockIdx) {
        while self.rows.len() <= block.position() && self.render_next_group().is_some() {}
    }

    /// Marks the blocks of groups, which are given by their elements, and places their margin signs.
    pub fn mark_groups(&mut self, groups: &[Element]) {
        self.mark_all(&self.blocks_of(groups));
    }

    /// Marks the blocks of a group whose margin signs are placed later.
    pub fn mark_group_without_signs(&mut self, group: Element) {
        self.mark_without_signs(&self.blocks_of(&[group]));
    }

    fn blocks_of(&self, groups: &[Element]) -> Vec<BlockIdx> {
        let ranges = groups.iter().filter_map(|group| self.groups.get(number_attr(group, "data-group")? as usize));
        let blocks = ranges.flat_map(|(_, range)| range.clone());
        blocks.filter_map(|block| self.story.article.blocks.nth(block)).collect()
    }

    /// Marks blocks and then places their margin signs, so that the layout is read only once.
    fn mark_all(&mut self, blocks: &[BlockIdx]) {
        self.mark_without_signs(blocks);
        self.place_signs(blocks);
    }

    /// Marks blocks that may be far from the viewport or not laid out yet. Their margin signs are placed when their group
    /// comes near: to measure them now, the browser would have to lay out the group.
    fn mark_without_signs(&mut self, blocks: &[BlockIdx]) {
        let mut repaint = false;
        for &block in blocks {
            repaint |= self.mark(block) && self.search_highlights.is_painted(block.position());
        }
        if repaint {
            self.paint_search_results();
        }
    }

    /// Renders and marks the whole text, with the numbers of the events, for print.
    pub fn mark_everything(&mut self) {
        while self.render_next_group().is_some() {}
        let blocks: Vec<BlockIdx> = self.story.article.blocks.indexes().take(self.rows.len()).collect();
        self.mark_all(&blocks);
        for (marked, block) in self.marked.iter().zip(self.story.index.blocks()) {
            if let Some(marked) = marked {
                mark_attributes::set_print_references(&self.story, &self.shown, marked, &block.evidence);
            }
        }
    }

    /// Sets the search results and the position of the current one, and paints them.
    pub fn set_search_results(&mut self, spans: Vec<Span>, here: Option<usize>) {
        self.search_highlights.set(spans, here);
        self.paint_search_results();
    }

    /// Paints the search results that are near the viewport.
    pub fn paint_search_results(&mut self) {
        let (rows, heights) = match self.search_highlights.has_results() {
            true => {
                let (top, height) = (self.view.top(), self.view.height());
                let heights = (top - height, top + 2.0 * height);
                let (first, last) = (self.first_row_below(heights.0), self.first_row_below(heights.1));
                (first..(last + 1).min(self.rows.len()), heights)
            }
            false => (0..0, (0.0, 0.0)),
        };
        self.search_highlights.paint(&self.story, &self.rows, rows, heights);
    }

    /// Returns whether there are search results in the text.
    pub fn has_search_results(&self) -> bool {
        self.search_highlights.has_results()
    }

    /// Applies a filter: mutes the marks and hides the margin signs of what it hides.
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

    /// Sets whether screen readers announce marks and evidence.
    pub fn announce(&mut self, on: bool) {
        self.announces = on;
        for marked in self.marked.iter().flatten() {
            mark_attributes::set_spoken_text(&self.story, &self.shown, marked, on);
        }
    }

    /// Returns the groups that are rendered.
    pub fn groups(&self) -> impl Iterator<Item = &Element> {
        self.groups.iter().map(|(group, _)| group)
    }

    /// Marks a rendered block. Returns whether this call marked it.
    fn mark(&mut self, at: BlockIdx) -> bool {
        let place = at.position();
        if self.marked[place].is_some() {
            return false;
        }
        let Some(row) = self.rows.get(place) else { return false };
        let (article, index) = (&self.story.article, &self.story.index.blocks()[place]);
        let marked = block::mark_block(article, &article[at], index, &row.text);
        let evidence_lies_here = self.highlights.block(&self.story, &marked);
        if !self.shown.shows_everything() {
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

    /// Places the margin signs of blocks beside the lines in which their evidence begins.
    fn place_signs(&mut self, blocks: &[BlockIdx]) {
        let rows = blocks.iter().filter_map(|at| {
            let marked = self.marked[at.position()].as_ref().filter(|marked| !marked.evidence_elements.is_empty())?;
            Some((*at, self.rows.get(at.position())?, marked))
        });
        self.signs.place(&self.document, &self.story, &self.shown, rows);
    }

    /// Returns the marked groups with evidence: those that have margin signs, and those whose signs could not be placed because
    /// the text was not displayed, as beside a diagram.
    pub fn groups_with_evidence(&self) -> Vec<Element> {
        let has_evidence = |range: &ops::Range<usize>| {
            self.marked[range.clone()].iter().flatten().any(|marked| !marked.evidence_elements.is_empty())
        };
        self.groups.iter().filter(|(_, range)| has_evidence(range)).map(|(group, _)| group.clone()).collect()
    }

    /// Highlights the marks of an actor and of its parts, and no others.
    pub fn highlight_actor(&mut self, actor: Option<ActorIdx>, parts: Vec<ActorIdx>) {
        self.highlights.actor(&self.story, &self.marked, actor, parts);
    }

    /// Makes all marks in view but the highlighted ones fainter, or returns them to normal. An attribute around the whole
    /// text would make the browser look at all its marks, at each movement of the pointer.
    pub fn set_quiet(&mut self, on: bool) {
        let quiet = if on { self.rows_in_view() } else { Vec::new() };
        let before = std::mem::replace(&mut self.quiet, quiet);
        before
            .iter()
            .filter(|row| !self.quiet.contains(row))
            .for_each(|row| toggle_attribute(row, "data-quiet", false));
        self.quiet.iter().for_each(|row| toggle_attribute(row, "data-quiet", true));
    }

    /// Highlights the evidence and the margin signs of events, and no others. Marks the rendered blocks of the
    /// evidence first if necessary.
    pub fn highlight_events(&mut self, events: Vec<EventIdx>) {
        if !self.highlights.set_events(events) {
            return;
        }
        let mut blocks: Vec<BlockIdx> = Vec::new();
        for event in self.highlights.events() {
            blocks.extend(self.story.article[*event].evidence.iter().map(|span| span.block));
        }
        blocks.retain(|block| block.position() < self.rows.len() && self.marked[block.position()].is_none());
        self.mark_without_signs(&blocks);
        self.highlights.paint(&self.story, &self.marked);
        self.signs.highlight(&self.story, self.highlights.events().to_vec());
    }

    /// Returns the first and the last element of the `nth` span of an event's evidence, counted from 0 in the order of
    /// the text. Renders and marks its block first if necessary.
    pub fn evidence_elements(&mut self, event: EventIdx, nth: usize) -> Option<(Element, Element)> {
        let spans = self.story.article[event].evidence_in_order();
        let span = *spans.get(nth)?;
        self.ensure_marked(span.block);
        let marked = self.marked[span.block.position()].as_ref()?;
        // Other evidence may cut it into pieces.
        let lies_in =
            |proof: &&EvidenceElement| (span.start..span.end).contains(&proof.start) && proof.events.contains(&event);
        let first = marked.evidence_elements.iter().find(lies_in)?;
        let last = marked.evidence_elements.iter().rfind(lies_in)?;
        Some((first.element.clone(), last.element.clone()))
    }

    /// Sets `data-here` on the marks of the current mention of the selected actor, and on no others.
    pub fn show_current_mention(&mut self, mention: Option<MentionIdx>) {
        for element in self.here.drain(..) {
            toggle_attribute(&element, "data-here", false);
        }
        let Some(span) = mention.and_then(|at| self.story.article[at].first_span().copied()) else { return };
        self.ensure_marked(span.block);
        let marked = self.marked[span.block.position()].as_ref();
        let marks = marked.map_or(&[][..], |marked| marked.marks.as_slice()).iter();
        self.here = marks
            .filter(|piece| piece.mentions.iter().any(|at| Some(*at) == mention))
            .map(|piece| piece.element.clone())
            .collect();
        self.here.iter().for_each(|element| toggle_attribute(element, "data-here", true));
    }

    /// Returns the first element of a mention. Renders and marks its block first if necessary.
    pub fn mention_element(&mut self, mention: MentionIdx) -> Option<Element> {
        let span = *self.story.article[mention].first_span()?;
        self.ensure_marked(span.block);
        let marked = self.marked[span.block.position()].as_ref()?;
        marked.marks.iter().find(|piece| piece.mentions.contains(&mention)).map(|piece| piece.element.clone())
    }

    /// Renders and marks a block if necessary.
    pub(crate) fn ensure_marked(&mut self, block: BlockIdx) {
        self.render_up_to(block);
        self.mark_without_signs(&[block]);
    }

    /// Returns the visible events of an element in the text: those of its margin sign, or those that it is evidence
    /// for.
    pub fn events_at(&self, element: &Element) -> Vec<EventIdx> {
        if let Some(sign) = closest(element, "[data-sign]") {
            return self.visible_of(&self.signs.events_of(&sign));
        }
        let proof = closest(element, "[data-proof]");
        let place = proof
            .as_ref()
            .and_then(|proof| Some((closest_number_attr(proof, "data-row")?, number_attr(proof, "data-proof")?)));
        let Some((row, proof)) = place else { return Vec::new() };
        let marked = self.marked.get(row as usize).and_then(Option::as_ref);
        marked
            .and_then(|marked| marked.evidence_elements.get(proof as usize))
            .map(|proof| self.visible_of(&proof.events))
            .unwrap_or_default()
    }

    /// Returns the given events without those that the filter hides.
    fn visible_of(&self, events: &[EventIdx]) -> Vec<EventIdx> {
        events.iter().copied().filter(|event| self.shown.shows_event(*event)).collect()
    }
}
