//! One block of text as elements: plain at first, then with its marks.
//!
//! A row holds the block and, beside it, the signs of its evidence, so that the block's own text stays exactly the
//! text of the file. Everything is made as elements and text nodes; nothing of a file is ever read as HTML.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use super::element::{append, element, set};
use whowhen_core::article::{Article, Block, BlockKind, EventIdx, Kind, MentionIdx, StyleKind};
use whowhen_core::index::BlockIndex;
use whowhen_core::layout::{Covers, lanes, runs};

/// A block in the page.
pub struct Row {
    /// The outer element: what stands in the column.
    pub outer: Element,
    /// The element whose text is the block's.
    pub text: Element,
}

/// A marked piece of text in the page.
pub struct Piece {
    /// The `mark`.
    pub element: Element,
    /// The mentions that cover it, outermost first.
    pub mentions: Vec<MentionIdx>,
}

/// A piece of evidence in the page.
pub struct Proof {
    /// A `span` around the words.
    pub element: Element,
    /// The byte of the block's text at which it begins.
    pub start: u32,
    /// The events that it is evidence of.
    pub events: Vec<EventIdx>,
}

/// What marking a block made.
#[derive(Default)]
pub struct Marked {
    /// Pieces of mentions, in order.
    pub pieces: Vec<Piece>,
    /// Pieces of evidence, in order.
    pub proofs: Vec<Proof>,
}

/// Makes a block's elements, its text plain.
pub fn row(document: &Document, block: &Block) -> Option<Row> {
    let (outer, inner) = match block.kind {
        BlockKind::Heading(level) => ("div", ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(2, 6)) - 2]),
        BlockKind::Paragraph => ("div", "p"),
        BlockKind::Quote => ("blockquote", "p"),
        BlockKind::Caption => ("figure", "figcaption"),
        BlockKind::ListItem => ("li", "div"),
        BlockKind::Byline | BlockKind::Note => ("div", "p"),
    };
    let outer = document.create_element(outer).ok()?;
    let text = document.create_element(inner).ok()?;
    outer.set_class_name(match block.kind {
        BlockKind::Heading(_) => "row heading",
        BlockKind::Paragraph => "row",
        BlockKind::Quote => "row quotation",
        BlockKind::Caption => "row caption",
        BlockKind::ListItem => "row item",
        BlockKind::Byline => "row byline",
        BlockKind::Note => "row note",
    });
    if block.kind == BlockKind::Note {
        set(&outer, "role", "note");
    }
    set(&text, "data-block", &block.id);
    if let Some(language) = &block.language {
        set(&text, "lang", language);
    }
    if let Some(direction) = block.direction {
        set(&text, "dir", direction.word());
    }
    text.set_text_content(Some(&block.text));
    append(&outer, &text);
    Some(Row { outer, text })
}

/// Puts a block's marks into its element, in place of the plain text.
pub fn mark(document: &Document, article: &Article, block: &Block, index: &BlockIndex, text: &Element) -> Marked {
    let spans = index.mentions.len();
    let proofs = index.evidence.len();
    let ranges: Vec<_> = (index.mentions.iter().map(|(range, _)| range.clone()))
        .chain(index.evidence.iter().map(|(range, _)| range.clone()))
        .chain(block.styles.iter().map(|style| style.bytes.clone()))
        .collect();
    if ranges.is_empty() {
        return Marked::default();
    }
    let lanes = lanes(&ranges[..spans]);
    let mut marked = Marked::default();
    let fragment = document.create_document_fragment();
    // Neighbours that share a link or a piece of evidence share its element.
    let mut link: Open = Open::default();
    let mut proof: Open = Open::default();
    for run in runs(block.text.len() as u32, &ranges) {
        let words = &block.text[run.bytes.start as usize..run.bytes.end as usize];
        let covers = Covers::of(&run, spans, proofs);
        let mut parent: Node = fragment.clone().unchecked_into();
        let href = covers.styles.iter().rev().find_map(|&place| match &block.styles[place].kind {
            StyleKind::Link(link) => Some((place, link.as_str())),
            _ => None,
        });
        if let Some((place, href)) = href {
            let (anchor, new) = link.at(&[place], || anchor(document, href));
            if new {
                proof = Open::default();
                append(&parent, &anchor);
            }
            parent = anchor.unchecked_into();
        } else if link.close() {
            proof = Open::default();
        }
        if covers.evidence.is_empty() {
            proof.close();
        } else {
            let (words_of, new) = proof.at(&covers.evidence, || element(document, "span"));
            if new {
                let mut events: Vec<EventIdx> = covers.evidence.iter().map(|&place| index.evidence[place].1).collect();
                events.dedup();
                set(&words_of, "data-proof", &marked.proofs.len().to_string());
                append(&parent, &words_of);
                marked.proofs.push(Proof { element: words_of.clone(), start: run.bytes.start, events });
            }
            parent = words_of.unchecked_into();
        }
        if !covers.mentions.is_empty() {
            let mark = mention(document, article, index, &covers.mentions, &lanes);
            if marked.pieces.is_empty() {
                // One tab stop a block; arrows lead to the others.
                set(&mark, "tabindex", "0");
            }
            append(&parent, &mark);
            parent = deepest(&mark);
            let mentions = covers.mentions.iter().map(|&place| index.mentions[place].1).collect();
            marked.pieces.push(Piece { element: mark, mentions });
        }
        for &place in &covers.styles {
            let name = match block.styles[place].kind {
                StyleKind::Emphasis => "em",
                StyleKind::Strong => "strong",
                StyleKind::Link(_) => continue,
            };
            let style = element(document, name);
            append(&parent, &style);
            parent = style.unchecked_into();
        }
        append(&parent, &document.create_text_node(words));
    }
    text.set_text_content(None);
    append(text, &fragment);
    marked
}

/// An element that goes on over several runs.
#[derive(Default)]
struct Open {
    key: Vec<usize>,
    element: Option<Element>,
}

impl Open {
    /// The element for a key: the open one if it is the same, else a new one.
    fn at(&mut self, key: &[usize], make: impl FnOnce() -> Element) -> (Element, bool) {
        match &self.element {
            Some(element) if self.key == key => (element.clone(), false),
            _ => {
                let made = make();
                *self = Self { key: key.to_vec(), element: Some(made.clone()) };
                (made, true)
            }
        }
    }

    /// Goes on no further; whether it was open.
    fn close(&mut self) -> bool {
        std::mem::take(self).element.is_some()
    }
}

/// The `mark` of a piece, and in it an underline for each mention that lies around the innermost.
fn mention(document: &Document, article: &Article, index: &BlockIndex, covers: &[usize], lanes: &[u8]) -> Element {
    let kind = |place: usize| &article[article[index.mentions[place].1].actor].kind;
    let mark = element(document, "mark");
    let places: Vec<String> = covers.iter().map(|&place| article[index.mentions[place].1].place.to_string()).collect();
    set(&mark, "data-mentions", &places.join(" "));
    if let Some((&innermost, outer)) = covers.split_last() {
        let mention = &article[index.mentions[innermost].1];
        set(&mark, "data-actor", &article[mention.actor].id);
        set(&mark, "data-kind", kind(innermost).word());
        set(&mark, "data-form", mention.form.word());
        set_lane(&mark, lanes[innermost]);
        set(&mark, "tabindex", "-1");
        let mut parent = mark.clone();
        for &place in outer.iter().rev() {
            let under = element(document, "span");
            set(&under, "data-under", kind(place).word());
            set(&under, "data-form", article[index.mentions[place].1].form.word());
            set_lane(&under, lanes[place]);
            append(&parent, &under);
            parent = under;
        }
    }
    mark
}

/// The third lane is the lowest that has room above the next line; deeper ones share it.
fn set_lane(element: &Element, lane: u8) {
    match lane {
        0 => {}
        1 => set(element, "data-lane", "1"),
        _ => set(element, "data-lane", "2"),
    }
}

fn anchor(document: &Document, href: &str) -> Element {
    let anchor = element(document, "a");
    set(&anchor, "href", href);
    set(&anchor, "rel", "noopener noreferrer");
    anchor
}

/// The innermost element: where the text goes.
fn deepest(element: &Element) -> Node {
    let mut node = element.clone();
    while let Some(child) = node.first_element_child() {
        node = child;
    }
    node.unchecked_into()
}
