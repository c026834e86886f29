//! The text of a static page: its blocks in rows; its rows in two groups, the opening and what follows, where that is long.
//!
//! The live page makes more groups. Here the second is painted in the frame after the first, so that the reader sees the
//! first lines without waiting for all.
//!
//! ```html
//! <div class="body"><div class="group"><div class="row" data-row="0"><p data-block="b1">One.</p></div></div></div>
//! ```

use std::collections::VecDeque;
use std::ops::Range;

use super::anchors::{self, Anchors};
use super::signs::signs;
use crate::block::{self, Evidence, Parts};
use crate::{Html, Markup};
use whowhen_core::article::{Article, Block, BlockIdx, BlockKind, MentionIdx, Span};
use whowhen_core::index::{BlockIndex, Index};
use whowhen_core::locale::Locale;

/// The opening has at least so many letters (code points), where the article does, and ends with a block.
const OPENING: usize = 250;

/// What is longer than so many letters reaches below any window's edge. What is shorter is painted at once: a page that grows
/// long enough to scroll in two steps would move sideways, where the bar to scroll by takes room.
const LONG: usize = 6000;

/// What the text is made from. It comes before there are anchors: it is what makes them.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its look-ups.
    pub index: &'a Index,
    /// The language in which the interface speaks.
    pub locale: &'a dyn Locale,
}

/// The text in its groups.
pub fn body(source: Source, anchors: &mut Anchors) -> Html {
    let blocks: Vec<(BlockIdx, &Block)> = source.article.blocks.entries().collect();
    let (opening, rest) = blocks.split_at(end_of_opening(&blocks));
    let groups = [opening, rest].into_iter().filter(|group| !group.is_empty());
    Html::new("div").class("body").children(groups.map(|group| self::group(source, group, anchors)))
}

/// How many blocks are painted first: all, where what would follow is short.
fn end_of_opening(blocks: &[(BlockIdx, &Block)]) -> usize {
    let letters = |block: &Block| block.text.chars().count();
    let mut read = 0;
    for (position, (_, block)) in blocks.iter().enumerate() {
        // A list is not split: its items stay in the group where it began.
        if position > 0 && read >= OPENING && block.kind != BlockKind::ListItem {
            let rest: usize = blocks[position..].iter().map(|(_, block)| letters(block)).sum();
            return if rest >= LONG { position } else { blocks.len() };
        }
        read += letters(block);
    }
    blocks.len()
}

fn group(source: Source, blocks: &[(BlockIdx, &Block)], anchors: &mut Anchors) -> Html {
    let mut group = Html::new("div").class("group");
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

/// A block's element with its text, its marks and its signs.
fn text(source: Source, at: BlockIdx, anchors: &mut Anchors) -> Html {
    let (block, index) = (&source.article[at], &source.index.blocks()[at.position()]);
    let begun = vec![false; index.evidence.len()];
    let mut parts = StaticParts { source, at, block, index, anchors, begun, signs: signs(source, block, index).into() };
    let text = block::mark(source.article, block, index, block::text(block), &mut parts);
    text.children(parts.signs.into_iter().map(|(_, sign)| sign))
}

/// Ids for what the panels lead to, references for paper, and signs within the text.
struct StaticParts<'a, 'b> {
    source: Source<'a>,
    at: BlockIdx,
    block: &'a Block,
    index: &'a BlockIndex,
    anchors: &'a mut Anchors<'b>,
    /// For each evidence, whether it has begun.
    begun: Vec<bool>,
    /// The signs still to be put into the text, each from a byte on.
    signs: VecDeque<(u32, Html)>,
}

impl StaticParts<'_, '_> {
    /// The next sign, if it may stand before a byte.
    fn sign_before(&mut self, end: u32) -> Option<(u32, Html)> {
        let is_next = self.signs.front().is_some_and(|(from, _)| *from < end);
        if is_next { self.signs.pop_front() } else { None }
    }
}

impl Parts<Html> for StaticParts<'_, '_> {
    /// The mark in which the first mention of an actor begins has an id.
    fn mark(&mut self, mark: Html, mentions: &[MentionIdx]) -> Html {
        let article = self.source.article;
        let number = self.anchors.marks;
        let mut is_first = false;
        for &at in mentions {
            let mention = &article[at];
            let begins_here = mention.first().is_some_and(|span| span.block == self.at);
            let is_actors_first = self.source.index.mentions_of(mention.actor).first() == Some(&at);
            if begins_here && is_actors_first && !self.anchors.mentions.contains_key(&mention.actor) {
                self.anchors.mentions.insert(mention.actor, number);
                is_first = true;
            }
        }
        if !is_first {
            return mark;
        }
        self.anchors.marks += 1;
        mark.attr("id", &anchors::mention(number))
    }

    /// The element in which evidence of an event begins has an id.
    fn begin_evidence(&mut self, element: Html, evidence: &Evidence) -> Html {
        let new: Vec<usize> = evidence.positions.iter().copied().filter(|&position| !self.begun[position]).collect();
        let number = self.anchors.sentences;
        for &position in &new {
            self.begun[position] = true;
            let (range, event) = &self.index.evidence[position];
            let whole = Span { block: self.at, start: range.start, end: range.end };
            self.anchors.evidence.insert((*event, whole), number);
        }
        if new.is_empty() {
            return element;
        }
        self.anchors.sentences += 1;
        element.attr("id", &anchors::sentence(number))
    }

    /// What ends here refers, on paper, to its events by their numbers.
    fn end_evidence(&mut self, element: Html, evidence: &Evidence, end: u32) -> Html {
        let over = evidence.positions.iter().map(|&position| &self.index.evidence[position]);
        let over = over.filter(|(range, _)| range.end <= end);
        let numbers: Vec<String> = over.map(|(_, event)| self.source.index.number_of(*event).to_string()).collect();
        let numbers = (!numbers.is_empty()).then(|| numbers.join(", "));
        element.attr_if("data-ref", numbers.as_deref())
    }

    /// An anchor cannot stand in an anchor, so a sign within a link comes right behind it.
    fn text(&mut self, mut element: Html, bytes: Range<u32>, in_link: bool) -> Html {
        let mut from = bytes.start;
        while !in_link && let Some((at, sign)) = self.sign_before(bytes.end) {
            let at = at.max(from);
            element = element.text(&self.block.text[from as usize..at as usize]).child(sign);
            from = at;
        }
        element.text(&self.block.text[from as usize..bytes.end as usize])
    }

    fn after_run(&mut self, mut element: Html, end: u32) -> Html {
        while let Some((_, sign)) = self.sign_before(end + 1) {
            element = element.child(sign);
        }
        element
    }
}
