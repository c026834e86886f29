//! The text of an article: its blocks in rows; its rows in two groups, the opening and what follows, where that is long.
//!
//! As `ui/painter.rs` and `ui/block.rs` make them, but for where a group ends: here the second is painted in the frame after
//! the first, so that the eye has its first lines without waiting for all.
//!
//! ```html
//! <div class="body"><div class="group"><div class="row" data-row="0"><p data-block="b1">One.</p></div></div></div>
//! ```

use std::ops::Range;

use super::links::Anchors;
use super::marking::Marking;
use super::{Html, Told};
use whowhen_core::article::{Block, BlockAt, BlockKind};

/// The opening has at least so many letters (code points), where the article does, and ends with a block.
const OPENING: usize = 250;

/// What is longer than so many letters reaches below any window's edge. What is shorter is painted at once: a page that grows
/// long enough to scroll in two steps would move sideways, where the bar to scroll by takes room.
const LONG: usize = 6000;

/// The text in its groups.
pub fn body(told: Told, anchors: &mut Anchors) -> Html {
    let blocks = &told.article.blocks;
    let letters = |blocks: &[Block]| blocks.iter().map(|block| block.text.chars().count()).sum::<usize>();
    // A list is not torn apart: its items stay in the group where it began.
    let is_end = |place: &usize| blocks[*place].kind != BlockKind::ListItem && letters(&blocks[..*place]) >= OPENING;
    let end = (1..blocks.len()).find(is_end).filter(|end| letters(&blocks[*end..]) >= LONG).unwrap_or(blocks.len());
    let groups = [0..end, end..blocks.len()].into_iter().filter(|group| !group.is_empty());
    Html::new("div").class("body").children(groups.map(|group| self::group(told, group, anchors)))
}

fn group(told: Told, blocks: Range<usize>, anchors: &mut Anchors) -> Html {
    let mut group = Html::new("div").class("group");
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
