//! Checks blocks of text, and the emphasis and links in them.

use super::ids::Ids;
use super::problem::{ProblemKind, Problems};
use super::{direction, language, link};
use crate::article::{Block, BlockKind, Style, StyleKind};
use crate::file::Path;
use crate::file::{BlockFile, StyleFile};
use crate::pauses::Pauses;
use crate::stable_sort::sorted_by_key;
use crate::text::{Offsets, Unit};

pub(super) async fn check(
    files: Vec<BlockFile>,
    ids: &Ids<Block>,
    problems: &mut Problems,
    pauses: &mut Pauses<'_>,
) -> Vec<Block> {
    let list = Path::Top.field("blocks");
    pauses
        .filter_map(files, |position, file| {
            let path = list.item(position);
            let kind = block_kind(&path, &file, problems);
            let styles = styles(&path, &file.text, file.marks, problems);
            Some(Block {
                id: ids.id_of(position, file.id),
                kind,
                language: file.language.and_then(|tag| language(&path.field("language"), tag, problems)),
                direction: direction(&path.field("direction"), file.direction, "the article’s is taken", problems),
                styles,
                text: file.text,
            })
        })
        .await
}

fn block_kind(path: &Path, file: &BlockFile, problems: &mut Problems) -> BlockKind {
    let Some(kind) = BlockKind::from_word(&file.kind) else {
        let (found, known) = (file.kind.clone(), BlockKind::WORDS);
        problems
            .add(&path.field("kind"), ProblemKind::UnknownWord { found, known, action: "it is shown as a paragraph" });
        return BlockKind::Paragraph;
    };
    match (kind, file.level) {
        (BlockKind::Heading(_), Some(level)) => {
            let shown_as = level.clamp(2, 6) as u8;
            if i64::from(shown_as) != level {
                problems.add(&path.field("level"), ProblemKind::NotALevel { found: level, shown_as });
            }
            BlockKind::Heading(shown_as)
        }
        _ => kind,
    }
}

fn styles(path: &Path, text: &str, files: Vec<StyleFile>, problems: &mut Problems) -> Vec<Style> {
    if files.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(text);
    let list = path.field("marks");
    let styles: Vec<Style> = files
        .into_iter()
        .enumerate()
        .filter_map(|(position, file)| {
            let path = list.item(position);
            let kind = match file.kind.as_str() {
                "emphasis" => StyleKind::Emphasis,
                "strong" => StyleKind::Strong,
                "link" => match &file.href {
                    Some(href) => StyleKind::Link(link(&path.field("href"), href, problems)?),
                    None => {
                        problems.add(&path, ProblemKind::LinkWithoutAddress);
                        return None;
                    }
                },
                other => {
                    let (found, known) = (other.to_owned(), StyleKind::WORDS);
                    problems.add(
                        &path.field("kind"),
                        ProblemKind::UnknownWord { found, known, action: "its text is shown plain" },
                    );
                    return None;
                }
            };
            let byte = |position: i64| offsets.to_byte(usize::try_from(position).ok()?, Unit::CodePoint);
            match (byte(file.start), byte(file.end)) {
                (Some(start), Some(end)) if start < end => Some(Style { bytes: start as u32..end as u32, kind }),
                (Some(start), Some(end)) if start == end => {
                    problems.add(&path, ProblemKind::EmptySpan);
                    None
                }
                _ => {
                    let length = offsets.from_byte(text.len(), Unit::CodePoint).unwrap_or_default();
                    problems.add(&path, ProblemKind::OutsideText { start: file.start, end: file.end, length });
                    None
                }
            }
        })
        .collect();
    sorted_by_key(&styles, |style| (style.bytes.start, style.bytes.end))
}
