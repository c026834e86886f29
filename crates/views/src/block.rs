//! View of a block of text: its row, and in it the text with marks, evidence, links and emphasis.
//!
//! Overlapping spans are flattened to runs. Adjacent runs that share a link or a piece of evidence share its element. The
//! text content of the block's element is exactly the block's text; other elements inside it are empty. A character that
//! ends a line where browsers show no line end is hidden, and followed by a `br`.
//!
//! ```html
//! <div class="row" data-row="0"><p data-block="b1"><span data-proof="0"><mark data-mentions="0" data-actor="mali"
//! data-kind="state" data-form="name">Mali</mark> asked</span>.</p></div>
//! ```

use std::ops::Range;

use whowhen_core::article::{Article, Block, BlockIdx, BlockKind, EventIdx, Kind, MentionIdx, StyleKind};
use whowhen_core::index::BlockIndex;
use whowhen_core::layout::{Covers, Run, lanes, runs};

use crate::{Markup, ends_line};

/// The element for the block's text, still empty.
pub fn text<M: Markup>(block: &Block) -> M {
    let name = match block.kind {
        BlockKind::Heading(level) => ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(2, 6)) - 2],
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Byline | BlockKind::Note => "p",
        BlockKind::Caption => "figcaption",
        BlockKind::ListItem => "div",
    };
    M::new(name)
        .attr("data-block", &block.id)
        .attr_if("lang", block.language.as_deref())
        .attr_if("dir", block.direction.map(|direction| direction.word()))
}

/// A block's row in the text column. Margin signs are placed in it, beside the text.
pub fn row<M: Markup>(block: &Block, at: BlockIdx, text: M) -> M {
    let (name, class) = match block.kind {
        BlockKind::Heading(_) => ("div", "row heading"),
        BlockKind::Paragraph => ("div", "row"),
        BlockKind::Quote => ("blockquote", "row quotation"),
        BlockKind::Caption => ("figure", "row caption"),
        BlockKind::ListItem => ("li", "row item"),
        BlockKind::Byline => ("div", "row byline"),
        BlockKind::Note => ("div", "row note"),
    };
    let role = (block.kind == BlockKind::Note).then_some("note");
    M::new(name).class(class).attr_if("role", role).attr("data-row", &at.position().to_string()).child(text)
}

/// Adds a piece of a block's text to an element.
///
/// A carriage return before a line feed stays as it is, also if the line feed is in the next piece.
pub fn add_text<M: Markup>(mut element: M, text: &str, bytes: Range<u32>) -> M {
    let (start, end) = (bytes.start as usize, bytes.end as usize);
    let mut from = start;
    for (at, line_end) in text[start..end].match_indices(ends_line) {
        let at = start + at;
        if !text[at..].starts_with("\r\n") {
            let hidden = M::new("span").attr("hidden", "").raw_text(line_end);
            element = element.raw_text(&text[from..at]).child(hidden).child(M::new("br"));
            from = at + line_end.len();
        }
    }
    element.raw_text(&text[from..end])
}

/// Hooks that are called while the elements of a block are made. The static page adds ids for its anchors, the live page
/// keeps handles of the elements.
pub trait BlockHooks<M: Markup> {
    /// Called with the mark of a piece of text, and the mentions that cover it, outermost first.
    fn mark(&mut self, mark: M, mentions: &[MentionIdx]) -> M;

    /// Called at the start of an element around a piece of evidence.
    fn begin_evidence(&mut self, element: M, evidence: &Evidence) -> M;

    /// Called at the end of an element around a piece of evidence, which ends before the byte `end` of the text.
    fn end_evidence(&mut self, element: M, evidence: &Evidence, end: u32) -> M {
        let _ = (evidence, end);
        element
    }

    /// Adds a piece of the text to an element. `in_link` says whether the element is a link or inside one.
    fn text(&mut self, element: M, bytes: Range<u32>, in_link: bool) -> M;

    /// Called after a run, which ends before the byte `end` of the text. The next run is added to `element`, which is not
    /// inside a link.
    fn after_run(&mut self, element: M, end: u32) -> M {
        let _ = end;
        element
    }
}

/// A piece of text that is evidence for the same events throughout.
#[derive(Debug)]
pub struct Evidence {
    /// The number of the piece within its block, from 0.
    pub number: usize,
    /// The byte of the block's text at which it begins.
    pub start: u32,
    /// The positions of the evidence in [`BlockIndex::evidence`].
    pub positions: Vec<usize>,
    /// The events.
    pub events: Vec<EventIdx>,
}

/// Adds a block's text with all its marks to the element `text`, which was made by [`text`].
pub fn mark<M: Markup>(
    article: &Article,
    block: &Block,
    index: &BlockIndex,
    text: M,
    hooks: &mut impl BlockHooks<M>,
) -> M {
    let (mentions, evidence) = (index.mentions.len(), index.evidence.len());
    let ranges: Vec<_> = (index.mentions.iter().map(|(range, _)| range.clone()))
        .chain(index.evidence.iter().map(|(range, _)| range.clone()))
        .chain(block.styles.iter().map(|style| style.bytes.clone()))
        .collect();
    let lanes = lanes(&ranges[..mentions]);
    let first_namings = index.first_namings(article);
    let length = block.text.len() as u32;
    let mut builder = BlockBuilder {
        article,
        block,
        index,
        lanes,
        first_namings,
        text: Some(text),
        link: None,
        evidence: None,
        evidence_count: 0,
        hooks,
    };
    for run in runs(length, &ranges) {
        let covers = Covers::of(&run, mentions, evidence);
        builder.continue_link(&covers, run.bytes.start);
        builder.continue_evidence(&covers, run.bytes.start);
        builder.run(&run, &covers);
    }
    builder.close_link(length);
    builder.text.unwrap_or_else(|| M::new("p"))
}

/// Builds a block's content. Up to three elements are open: the text, a link and evidence. New content is added to the
/// innermost one.
struct BlockBuilder<'a, M, H> {
    article: &'a Article,
    block: &'a Block,
    index: &'a BlockIndex,
    lanes: Vec<u8>,
    first_namings: Vec<bool>,
    text: Option<M>,
    /// The open link, which may span several runs, and its position in the styles.
    link: Option<(usize, M)>,
    /// The open evidence, which may span several runs.
    evidence: Option<(Evidence, M)>,
    /// The number of pieces of evidence so far.
    evidence_count: usize,
    hooks: &'a mut H,
}

impl<M: Markup, H: BlockHooks<M>> BlockBuilder<'_, M, H> {
    /// Changes the innermost open element.
    fn innermost(&mut self, change: impl FnOnce(&mut H, M) -> M) {
        if let Some((evidence, element)) = self.evidence.take() {
            self.evidence = Some((evidence, change(self.hooks, element)));
        } else if let Some((position, element)) = self.link.take() {
            self.link = Some((position, change(self.hooks, element)));
        } else if let Some(element) = self.text.take() {
            self.text = Some(change(self.hooks, element));
        }
    }

    fn close_evidence(&mut self, end: u32) {
        if let Some((evidence, element)) = self.evidence.take() {
            let element = self.hooks.end_evidence(element, &evidence, end);
            self.innermost(|_, parent| parent.child(element));
        }
    }

    fn close_link(&mut self, end: u32) {
        self.close_evidence(end);
        if let Some((_, link)) = self.link.take() {
            self.innermost(|_, parent| parent.child(link));
        }
    }

    fn continue_link(&mut self, covers: &Covers, here: u32) {
        let link = covers.styles.iter().rev().find_map(|&position| match &self.block.styles[position].kind {
            StyleKind::Link(link) => Some((position, link.as_str())),
            _ => None,
        });
        if self.link.as_ref().map(|(position, _)| *position) == link.map(|(position, _)| position) {
            return;
        }
        self.close_link(here);
        self.link =
            link.map(|(position, href)| (position, M::new("a").attr("href", href).attr("rel", "noopener noreferrer")));
    }

    fn continue_evidence(&mut self, covers: &Covers, here: u32) {
        let positions = &covers.evidence;
        if self.evidence.as_ref().map_or(&[][..], |(evidence, _)| &evidence.positions) == positions.as_slice() {
            return;
        }
        self.close_evidence(here);
        if positions.is_empty() {
            return;
        }
        let mut events: Vec<EventIdx> = positions.iter().map(|&position| self.index.evidence[position].1).collect();
        events.dedup();
        let evidence = Evidence { number: self.evidence_count, start: here, positions: positions.clone(), events };
        self.evidence_count += 1;
        let element = M::new("span").attr("data-proof", &evidence.number.to_string());
        let element = self.hooks.begin_evidence(element, &evidence);
        self.evidence = Some((evidence, element));
    }

    /// Adds what decides how the underline of a mention is drawn: its lane, and whether it is a first naming.
    fn with_underline(&self, element: M, position: usize) -> M {
        let first = self.first_namings[position].then_some("");
        in_lane(element, self.lanes[position]).attr_if("data-first", first)
    }

    /// Adds a run's text. The elements around it are, from the outside: the mark, an underline for each mention around the
    /// innermost one, and emphasis.
    fn run(&mut self, run: &Run, covers: &Covers) {
        let in_link = self.link.is_some();
        let styles = covers.styles.iter().filter_map(|&position| match self.block.styles[position].kind {
            StyleKind::Emphasis => Some(M::new("em")),
            StyleKind::Strong => Some(M::new("strong")),
            StyleKind::Link(_) => None,
        });
        // Outermost first.
        let mut around: Vec<M> = Vec::new();
        if let Some((&innermost, outer)) = covers.mentions.split_last() {
            let mentions: Vec<MentionIdx> =
                covers.mentions.iter().map(|&position| self.index.mentions[position].1).collect();
            let mark = self.with_underline(mark_of(self.article, &mentions), innermost);
            around.push(self.hooks.mark(mark, &mentions));
            for &position in outer.iter().rev() {
                let mention = &self.article[self.index.mentions[position].1];
                let line = M::new("span")
                    .attr("data-under", self.article[mention.actor].kind.word())
                    .attr("data-form", mention.form.word());
                around.push(self.with_underline(line, position));
            }
        }
        around.extend(styles);
        let bytes = run.bytes.clone();
        match around.pop() {
            None => self.innermost(|hooks, parent| hooks.text(parent, bytes, in_link)),
            Some(innermost) => {
                let innermost = self.hooks.text(innermost, bytes, in_link);
                let whole = around.into_iter().rev().fold(innermost, |inner, outer| outer.child(inner));
                self.innermost(|_, parent| parent.child(whole));
            }
        }
        if !in_link {
            self.innermost(|hooks, parent| hooks.after_run(parent, run.bytes.end));
        }
    }
}

/// The mark of a piece of text that is covered by these mentions, outermost first.
fn mark_of<M: Markup>(article: &Article, mentions: &[MentionIdx]) -> M {
    let positions: Vec<String> = mentions.iter().map(|mention| article[*mention].position.to_string()).collect();
    let mark = M::new("mark").attr("data-mentions", &positions.join(" "));
    let Some(innermost) = mentions.last().map(|mention| &article[*mention]) else { return mark };
    let actor = &article[innermost.actor];
    mark.attr("data-actor", &actor.id).attr("data-kind", actor.kind.word()).attr("data-form", innermost.form.word())
}

/// Sets the lane of an underline. There is room for three lanes above the next line; deeper ones share the third.
fn in_lane<M: Markup>(element: M, lane: u8) -> M {
    match lane {
        0 => element,
        1 => element.attr("data-lane", "1"),
        _ => element.attr("data-lane", "2"),
    }
}
