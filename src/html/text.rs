//! The text of an article: its blocks in rows, its rows in groups.
//!
//! As `ui/painter.rs` and `ui/block.rs` make them:
//!
//! ```html
//! <div class="body"><div class="group" data-group="0"><div class="row" data-row="0"><p data-block="b1">One.</p></div></div></div>
//! ```

use std::ops::Range;

use super::links::Anchors;
use super::marking::Marking;
use super::{Html, Told};
use crate::article::{BlockAt, BlockKind};

/// How many blocks make a group, as in the reader.
const GROUP: usize = 20;

/// The text in its groups.
pub fn body(told: Told, anchors: &mut Anchors) -> Html {
    let mut body = Html::new("div").class("body");
    let blocks = &told.article.blocks;
    let (mut from, mut number) = (0, 0);
    while from < blocks.len() {
        // A list is not torn apart: its items stay in the group where it began.
        let is_end = |place: &usize| blocks[*place].kind != BlockKind::ListItem;
        let end = (from + GROUP..blocks.len()).find(is_end).unwrap_or(blocks.len());
        body.add(group(told, number, from..end, anchors));
        (from, number) = (end, number + 1);
    }
    body
}

fn group(told: Told, number: usize, blocks: Range<usize>, anchors: &mut Anchors) -> Html {
    let mut group = Html::new("div").class("group").attr("data-group", &number.to_string());
    let mut list: Option<Html> = None;
    for place in blocks {
        let is_item = told.article.blocks[place].kind == BlockKind::ListItem;
        if !is_item {
            list.take().into_iter().for_each(|list| group.add(list));
        }
        let row = row(told, BlockAt::from(place), anchors);
        match is_item {
            true => list.get_or_insert_with(|| Html::new("ul")).add(row),
            false => group.add(row),
        }
    }
    group.child_if(list)
}

/// A block's row.
fn row(told: Told, at: BlockAt, anchors: &mut Anchors) -> Html {
    let block = &told.article.blocks[at.at()];
    let (outer, class, inner) = match block.kind {
        BlockKind::Heading(level) => {
            ("div", "row heading", ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(2, 6)) - 2])
        }
        BlockKind::Paragraph => ("div", "row", "p"),
        BlockKind::Quote => ("blockquote", "row quotation", "p"),
        BlockKind::Caption => ("figure", "row caption", "figcaption"),
        BlockKind::ListItem => ("li", "row item", "div"),
        BlockKind::Byline => ("div", "row byline", "p"),
        BlockKind::Note => ("div", "row note", "p"),
    };
    let role = (block.kind == BlockKind::Note).then_some("note");
    let text = Html::new(inner)
        .attr("data-block", &block.id)
        .attr_if("lang", block.language.as_deref())
        .attr_if("dir", block.direction.map(|direction| direction.word()));
    Html::new(outer)
        .class(class)
        .attr_if("role", role)
        .attr("data-row", &at.0.to_string())
        .child(Marking::new(told, at, text).done(anchors))
}
