//! The text of a static page: blocks in rows, and rows in groups. A short text is one group. A longer one has two, the opening
//! and the rest. The second is painted one frame after the first, so that the first lines appear without waiting for the whole text.
//!
//! The rest of a very long text ([`VERY_LONG`]) has groups of a screen or two. The browser lays out those near the viewport, and takes
//! the others for as high as the stylesheet says, which is the same height for all: a page has no `style` attributes.
//!
//! ```html
//! <div class="body"><div class="group"><div class="row" data-row="0"><p data-block="b1">One.</p></div></div></div>
//! ```

use std::collections::VecDeque;
use std::ops::Range;

use super::anchors::{self, Anchors};
use super::signs::signs;
use crate::article::VERY_LONG;
use crate::block::{self, BlockHooks, Evidence};
use crate::{Html, Markup};
use whowhen_core::article::{Article, Block, BlockIdx, BlockKind, MentionIdx, Span};
use whowhen_core::index::{BlockIndex, Index};
use whowhen_core::locale::Locale;

/// The minimum number of letters of the opening. It ends at the end of a block.
const OPENING: usize = 250;

/// The minimum number of letters of the rest, enough to need scrolling in any window. A shorter text is painted at once:
/// otherwise a scrollbar that appears in the second step could move the page sideways.
const LONG: usize = 6000;

/// A group of a very long text is full when its letters, and [`BLOCK`] for each of its blocks, reach this. The stylesheet estimates
/// its height from it (`.very-long`).
const GROUP: usize = 4_000;

/// A block takes as much more room than its letters as so many letters would: its margin and the end of its last line.
const BLOCK: usize = 80;

/// Longer than this is only a group with a long list, which is not split, or with a long block. It is always laid out, because the
/// height of other groups is not about right for it.
const UNEVEN: usize = 2 * GROUP;

/// The input for the text. It is not a `Context`, because the links are only known after the text is made.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its lookup tables.
    pub index: &'a Index,
    /// The language of the interface.
    pub locale: &'a dyn Locale,
}

/// The text in groups.
pub fn body(source: Source, anchors: &mut Anchors) -> Html {
    let blocks: Vec<(BlockIdx, &Block)> = source.article.blocks.entries().collect();
    let (opening, rest) = blocks.split_at(end_of_opening(&blocks));
    let is_very_long = source.article.letters() >= VERY_LONG;
    let rest = if is_very_long { split(rest) } else { vec![(rest, "group")] };
    let groups = std::iter::once((opening, "group")).chain(rest).filter(|(group, _)| !group.is_empty());
    Html::new("div")
        .class(if is_very_long { "body very-long" } else { "body" })
        .children(groups.map(|(blocks, class)| group(source, blocks, class, anchors)))
}

fn letters(blocks: &[(BlockIdx, &Block)]) -> usize {
    blocks.iter().map(|(_, block)| block.letters()).sum()
}

/// Splits blocks into groups, each with its class.
fn split<'a, 'b>(mut blocks: &'b [(BlockIdx, &'a Block)]) -> Vec<(&'b [(BlockIdx, &'a Block)], &'static str)> {
    let mut groups = Vec::new();
    while !blocks.is_empty() {
        let (mut end, mut length) = (0, 0);
        // A list is not split, as in the opening.
        while let Some((_, block)) = blocks.get(end)
            && (length < GROUP || block.kind == BlockKind::ListItem)
        {
            length += block.letters() + BLOCK;
            end += 1;
        }
        let (group, others) = blocks.split_at(end);
        groups.push((group, if length > UNEVEN { "group uneven" } else { "group" }));
        blocks = others;
    }
    groups
}

/// The number of blocks in the opening: all of them if the rest would be short.
fn end_of_opening(blocks: &[(BlockIdx, &Block)]) -> usize {
    let mut opening = 0;
    for (position, (_, block)) in blocks.iter().enumerate() {
        // A list is not split: its items stay in the group where it began.
        if position > 0 && opening >= OPENING && block.kind != BlockKind::ListItem {
            return if letters(&blocks[position..]) >= LONG { position } else { blocks.len() };
        }
        opening += block.letters();
    }
    blocks.len()
}

fn group(source: Source, blocks: &[(BlockIdx, &Block)], class: &'static str, anchors: &mut Anchors) -> Html {
    let mut group = Html::new("div").class(class);
    let mut list: Option<Html> = None;
    for &(at, block) in blocks {
        let is_item = block.kind == BlockKind::ListItem;
        if !is_item {
            list.take().into_iter().for_each(|list| group.add(list));
        }
        let row = block::row(block, at, text(source, at, anchors));
        match is_item {
            true => list.get_or_insert_with(|| Html::new("ul")).add(row),
            false => group.add(row),
        }
    }
    group.child_if(list)
}

/// A block's element with its text, marks and margin signs.
fn text(source: Source, at: BlockIdx, anchors: &mut Anchors) -> Html {
    let (block, index) = (&source.article[at], &source.index.blocks()[at.position()]);
    let begun = vec![false; index.evidence.len()];
    let mut hooks = StaticHooks { source, at, block, index, anchors, begun, signs: signs(source, block, index).into() };
    let text = block::mark(source.article, block, index, block::text(block), &mut hooks);
    text.children(hooks.signs.into_iter().map(|(_, sign)| sign))
}

/// Adds ids for the panels' links, references for print, and margin signs to the text.
struct StaticHooks<'a, 'b> {
    source: Source<'a>,
    at: BlockIdx,
    block: &'a Block,
    index: &'a BlockIndex,
    anchors: &'a mut Anchors<'b>,
    /// For each piece of evidence, whether it has begun.
    begun: Vec<bool>,
    /// The signs still to be placed, each with the byte after which it may be placed.
    signs: VecDeque<(u32, Html)>,
}

impl StaticHooks<'_, '_> {
    /// Takes the next sign, if it may be placed before a byte.
    fn sign_before(&mut self, end: u32) -> Option<(u32, Html)> {
        let is_next = self.signs.front().is_some_and(|(from, _)| *from < end);
        if is_next { self.signs.pop_front() } else { None }
    }
}

impl BlockHooks<Html> for StaticHooks<'_, '_> {
    /// Sets an id on the mark in which the first mention of an actor begins, or any mention if all are recorded.
    fn mark(&mut self, mark: Html, mentions: &[MentionIdx]) -> Html {
        let article = self.source.article;
        let number = self.anchors.mention_count;
        let mut is_first = false;
        for &at in mentions {
            let mention = &article[at];
            let begins_here = mention.first_span().is_some_and(|span| span.block == self.at);
            let is_actors_first = self.source.index.mentions_of(mention.actor).first() == Some(&at);
            if begins_here && is_actors_first && !self.anchors.mentions.contains_key(&mention.actor) {
                self.anchors.mentions.insert(mention.actor, number);
                is_first = true;
            }
            let all = self.anchors.all_mentions.as_mut().filter(|all| begins_here && !all.contains_key(&at));
            if let Some(all) = all {
                all.insert(at, number);
                is_first = true;
            }
        }
        if !is_first {
            return mark;
        }
        self.anchors.mention_count += 1;
        mark.attr("id", &anchors::mention_id(number))
    }

    /// Sets an id on the element in which evidence of an event begins.
    fn begin_evidence(&mut self, element: Html, evidence: &Evidence) -> Html {
        let new: Vec<usize> = evidence.positions.iter().copied().filter(|&position| !self.begun[position]).collect();
        let number = self.anchors.evidence_count;
        for &position in &new {
            self.begun[position] = true;
            let (range, event) = &self.index.evidence[position];
            let whole = Span { block: self.at, start: range.start, end: range.end };
            self.anchors.evidence.insert((*event, whole), number);
        }
        if new.is_empty() {
            return element;
        }
        self.anchors.evidence_count += 1;
        element.attr("id", &anchors::evidence_id(number))
    }

    /// Adds the numbers of the events whose evidence ends here, for references in print.
    fn end_evidence(&mut self, element: Html, evidence: &Evidence, end: u32) -> Html {
        let ended = evidence.positions.iter().map(|&position| &self.index.evidence[position]);
        let ended = ended.filter(|(range, _)| range.end <= end);
        let numbers: Vec<String> = ended.map(|(_, event)| self.source.index.number_of(*event).to_string()).collect();
        let numbers = (!numbers.is_empty()).then(|| numbers.join(", "));
        element.attr_if("data-ref", numbers.as_deref())
    }

    /// Adds text and signs. Anchors cannot be nested, so a sign inside a link is placed after the link.
    fn text(&mut self, mut element: Html, bytes: Range<u32>, in_link: bool) -> Html {
        let mut from = bytes.start;
        while !in_link && let Some((at, sign)) = self.sign_before(bytes.end) {
            let at = at.max(from);
            element = block::add_text(element, &self.block.text, from..at).child(sign);
            from = at;
        }
        block::add_text(element, &self.block.text, from..bytes.end)
    }

    fn after_run(&mut self, mut element: Html, end: u32) -> Html {
        while let Some((_, sign)) = self.sign_before(end + 1) {
            element = element.child(sign);
        }
        element
    }
}
