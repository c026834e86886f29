//! One block's text with its marks, its evidence, links and emphasis, as `ui/block.rs` makes them, and with signs.
//!
//! Overlapping spans are flat runs; neighbours that share a link or a piece of evidence share its element. An anchor cannot
//! stand in an anchor, so a sign within a link comes right behind it. What stands in the element besides the text is empty:
//! the text stays the block's, to the letter.
//!
//! ```html
//! <p data-block="b1"><span data-proof="0" id="s-0" data-ref="1"><mark data-mentions="0" data-actor="mali" data-kind="state"
//! data-form="name" id="m-0">Mali</mark><a class="sign" href="#e-0" aria-label="Event: Mali asks"></a> asked</span>.</p>
//! ```

use std::collections::VecDeque;

use super::links::{self, Anchors};
use super::signs::signs;
use super::{Html, Told};
use whowhen_core::article::{Block, BlockIdx, Kind, MentionIdx, Span, StyleKind};
use whowhen_core::index::BlockIndex;
use whowhen_core::layout::{Covers, Run, lanes, runs};

/// A block whose text is being marked.
pub struct Marking<'a> {
    told: Told<'a>,
    at: BlockIdx,
    block: &'a Block,
    index: &'a BlockIndex,
    text: Html,
    /// The link that goes on over several runs, and its place.
    link: Option<(usize, Html)>,
    /// The piece of evidence that goes on over several runs, and the places of what it is evidence of.
    proof: Option<(Vec<usize>, Html)>,
    /// How many pieces of evidence there are so far.
    proofs: usize,
    /// Up to which byte the text is there.
    here: u32,
    /// For each evidence, whether it has begun.
    begun: Vec<bool>,
    /// The signs still to be put into the text, each from a byte on.
    signs: VecDeque<(u32, Html)>,
}

impl<'a> Marking<'a> {
    /// Nothing of it is there yet; `text` is its element.
    pub fn new(told: Told<'a>, at: BlockIdx, text: Html) -> Self {
        let (block, index) = (&told.article[at], &told.index.blocks()[at.position()]);
        let begun = vec![false; index.evidence.len()];
        let signs = signs(told, block, index).into();
        Self { told, at, block, index, text, link: None, proof: None, proofs: 0, here: 0, begun, signs }
    }

    /// The block's element with its text.
    pub fn done(mut self, anchors: &mut Anchors) -> Html {
        let index = self.index;
        let (spans, proofs) = (index.mentions.len(), index.evidence.len());
        let ranges: Vec<_> = (index.mentions.iter().map(|(range, _)| range.clone()))
            .chain(index.evidence.iter().map(|(range, _)| range.clone()))
            .chain(self.block.styles.iter().map(|style| style.bytes.clone()))
            .collect();
        let lanes = lanes(&ranges[..spans]);
        let length = self.block.text.len() as u32;
        for run in runs(length, &ranges) {
            self.here = run.bytes.start;
            let covers = Covers::of(&run, spans, proofs);
            self.continue_link(&covers);
            self.continue_proof(&covers, anchors);
            let leaf = self.leaf(&run, &covers, &lanes, anchors);
            self.innermost().add_leaf(leaf);
            // What a link or the run itself held back.
            if self.link.is_none() {
                while self.signs.front().is_some_and(|(from, _)| *from <= run.bytes.end) {
                    let Some((_, sign)) = self.signs.pop_front() else { break };
                    self.innermost().add(sign);
                }
            }
        }
        self.here = length;
        self.close_link();
        self.text.children(self.signs.into_iter().map(|(_, sign)| sign))
    }

    /// Where the next piece of text goes.
    fn innermost(&mut self) -> &mut Html {
        match (&mut self.proof, &mut self.link) {
            (Some((_, proof)), _) => proof,
            (None, Some((_, link))) => link,
            (None, None) => &mut self.text,
        }
    }

    /// What ends here refers, on paper, to its events by their numbers.
    fn close_proof(&mut self) {
        let Some((places, proof)) = self.proof.take() else { return };
        let evidence = places.iter().map(|&place| &self.index.evidence[place]);
        let over = evidence.filter(|(range, _)| range.end <= self.here);
        let numbers: Vec<String> = over.map(|(_, event)| self.told.index.number_of(*event).to_string()).collect();
        let numbers = (!numbers.is_empty()).then(|| numbers.join(", "));
        self.innermost().add(proof.attr_if("data-ref", numbers.as_deref()));
    }

    fn close_link(&mut self) {
        self.close_proof();
        if let Some((_, link)) = self.link.take() {
            self.text.add(link);
        }
    }

    fn continue_link(&mut self, covers: &Covers) {
        let link = covers.styles.iter().rev().find_map(|&place| match &self.block.styles[place].kind {
            StyleKind::Link(link) => Some((place, link.as_str())),
            _ => None,
        });
        if self.link.as_ref().map(|(place, _)| *place) == link.map(|(place, _)| place) {
            return;
        }
        self.close_link();
        self.link =
            link.map(|(place, href)| (place, Html::new("a").attr("href", href).attr("rel", "noopener noreferrer")));
    }

    fn continue_proof(&mut self, covers: &Covers, anchors: &mut Anchors) {
        let evidence = &covers.evidence;
        if self.proof.as_ref().map_or(&[][..], |(places, _)| places) == evidence.as_slice() {
            return;
        }
        self.close_proof();
        if evidence.is_empty() {
            return;
        }
        let mut span = Html::new("span").attr("data-proof", &self.proofs.to_string());
        self.proofs += 1;
        let new: Vec<usize> = evidence.iter().copied().filter(|&place| !self.begun[place]).collect();
        for &place in &new {
            self.begun[place] = true;
            let (range, event) = &self.index.evidence[place];
            let whole = Span { block: self.at, start: range.start, end: range.end };
            anchors.evidence.insert((*event, whole), anchors.sentences);
        }
        if !new.is_empty() {
            span = span.attr("id", &links::sentence(anchors.sentences));
            anchors.sentences += 1;
        }
        self.proof = Some((evidence.clone(), span));
    }

    /// A run's words, in its mark and its emphasis, with the signs that stand within.
    fn leaf(&mut self, run: &Run, covers: &Covers, lanes: &[u8], anchors: &mut Anchors) -> Leaf {
        let mut leaf = Leaf::default();
        let mut from = run.bytes.start;
        if self.link.is_none() {
            while self.signs.front().is_some_and(|(at, _)| *at < run.bytes.end) {
                let Some((at, sign)) = self.signs.pop_front() else { break };
                let at = at.max(from);
                leaf.text(&self.block.text[from as usize..at as usize]);
                leaf.0.push(Part::Element(sign));
                from = at;
            }
        }
        leaf.text(&self.block.text[from as usize..run.bytes.end as usize]);
        for &place in covers.styles.iter().rev() {
            leaf = match self.block.styles[place].kind {
                StyleKind::Emphasis => leaf.within(Html::new("em")),
                StyleKind::Strong => leaf.within(Html::new("strong")),
                StyleKind::Link(_) => leaf,
            };
        }
        if covers.mentions.is_empty() { leaf } else { self.mark(leaf, &covers.mentions, lanes, anchors) }
    }

    /// A piece of a mention: a mark for the innermost, and in it an underline for each that lies around it.
    fn mark(&self, mut leaf: Leaf, covers: &[usize], lanes: &[u8], anchors: &mut Anchors) -> Leaf {
        let article = self.told.article;
        let mention = |place: usize| &article[self.index.mentions[place].1];
        let actor = |place: usize| &article[mention(place).actor];
        let Some((&innermost, outer)) = covers.split_last() else { return leaf };
        for &place in outer {
            let under = Html::new("span")
                .attr("data-under", actor(place).kind.word())
                .attr("data-form", mention(place).form.word());
            leaf = leaf.within(in_lane(under, lanes[place]));
        }
        let places: Vec<String> = covers.iter().map(|&place| mention(place).place.to_string()).collect();
        let mark = Html::new("mark")
            .attr("data-mentions", &places.join(" "))
            .attr("data-actor", &actor(innermost).id)
            .attr("data-kind", actor(innermost).kind.word())
            .attr("data-form", mention(innermost).form.word());
        let id = self.first_mentions(covers, anchors);
        leaf.within(in_lane(mark.attr_if("id", id.as_deref()), lanes[innermost]))
    }

    /// The id of a piece in which the first mention of somebody begins.
    fn first_mentions(&self, covers: &[usize], anchors: &mut Anchors) -> Option<String> {
        let is_first = |at: MentionIdx| {
            let mention = &self.told.article[at];
            let first = self.told.index.mentions_of(mention.actor).first() == Some(&at);
            first && mention.first().is_some_and(|span| span.block == self.at)
        };
        let actors = covers.iter().map(|&place| self.index.mentions[place].1).filter(|at| is_first(*at));
        let new: Vec<_> = actors
            .map(|at| self.told.article[at].actor)
            .filter(|actor| !anchors.mentions.contains_key(actor))
            .collect();
        let number = anchors.marks;
        anchors.mentions.extend(new.iter().map(|actor| (*actor, number)));
        (!new.is_empty()).then(|| {
            anchors.marks += 1;
            links::mention(number)
        })
    }
}

/// The third lane is the lowest that has room above the next line; deeper ones share it.
fn in_lane(element: Html, lane: u8) -> Html {
    match lane {
        0 => element,
        1 => element.attr("data-lane", "1"),
        _ => element.attr("data-lane", "2"),
    }
}

/// Pieces of text and elements, which stand side by side.
#[derive(Default)]
struct Leaf(Vec<Part>);

enum Part {
    Text(String),
    Element(Html),
}

impl Leaf {
    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(Part::Text(text.to_owned()));
        }
    }

    /// All of it in an element.
    fn within(self, mut element: Html) -> Self {
        element.add_leaf(self);
        Self(vec![Part::Element(element)])
    }
}

impl Html {
    fn add_leaf(&mut self, leaf: Leaf) {
        for part in leaf.0 {
            match part {
                Part::Text(text) => self.add_text(&text),
                Part::Element(element) => self.add(element),
            }
        }
    }
}
