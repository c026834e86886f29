//! The text of an article: its blocks in rows; its rows in two groups, the opening and what follows, where that is long.
//!
//! As `ui/painter.rs` and `ui/block.rs` make them, but for where a group ends: here the second is painted in the frame after
//! the first, so that the eye has its first lines without waiting for all.
//!
//! ```html
//! <div class="body"><div class="group"><div class="row" data-row="0"><p data-block="b1">One.</p></div></div></div>
//! ```

use super::links::Anchors;
use super::marking::Marking;
use super::{Html, Told};
use whowhen_core::article::{Block, BlockIdx, BlockKind};

/// The opening has at least so many letters (code points), where the article does, and ends with a block.
const OPENING: usize = 250;

/// What is longer than so many letters reaches below any window's edge. What is shorter is painted at once: a page that grows
/// long enough to scroll in two steps would move sideways, where the bar to scroll by takes room.
const LONG: usize = 6000;

/// The text in its groups.
pub fn body(told: Told, anchors: &mut Anchors) -> Html {
    let blocks: Vec<(BlockIdx, &Block)> = told.article.blocks.entries().collect();
    let (opening, rest) = blocks.split_at(end_of_opening(&blocks));
    let groups = [opening, rest].into_iter().filter(|group| !group.is_empty());
    Html::new("div").class("body").children(groups.map(|group| self::group(told, group, anchors)))
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

fn group(told: Told, blocks: &[(BlockIdx, &Block)], anchors: &mut Anchors) -> Html {
    let mut group = Html::new("div").class("group");
    let mut list: Option<Html> = None;
    for (at, block) in blocks {
        let is_item = block.kind == BlockKind::ListItem;
        if !is_item {
            list.take().into_iter().for_each(|list| group.add(list));
        }
        let row = row(told, *at, anchors);
        match is_item {
            true => list.get_or_insert_with(|| Html::new("ul")).add(row),
            false => group.add(row),
        }
    }
    group.child_if(list)
}

/// A block's row.
fn row(told: Told, at: BlockIdx, anchors: &mut Anchors) -> Html {
    let block = &told.article[at];
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
        .attr("data-row", &at.position().to_string())
        .child(Marking::new(told, at, text).done(anchors))
}
