//! Resolves spans: from a span as written to a validated span. Only this module reads the positions of a file.
//!
//! A span is never silently moved to similar text. If it has both positions and a quote, they are resolved in this order:
//! the positions, if the quote agrees; the positions counted in another unit, if the quote agrees; the only occurrence of
//! the quote; else the span is left out.

use crate::file::Path;
use std::cell::RefCell;

use super::ids::Ids;
use super::problem::{ProblemKind, Problems};
use crate::article::{Arena, Block, Span};
use crate::file::SpanFile;
use crate::text::{Offsets, Quote, Unit};

/// Resolves the spans of one article.
pub(super) struct SpanFinder<'a> {
    blocks: &'a Arena<Block>,
    ids: &'a Ids<Block>,
    /// Computed for a block when its first span is resolved.
    offsets: RefCell<Vec<Option<Offsets<'a>>>>,
}

impl<'a> SpanFinder<'a> {
    pub(super) fn new(blocks: &'a Arena<Block>, ids: &'a Ids<Block>) -> Self {
        Self { blocks, ids, offsets: RefCell::new(vec![None; blocks.len()]) }
    }

    /// The spans of a list that could be resolved. Adds a problem for each of the others and for each repaired one.
    pub(super) fn find_all(&self, path: &Path, files: &[SpanFile], problems: &mut Problems) -> Vec<Span> {
        files
            .iter()
            .enumerate()
            .filter_map(|(position, file)| self.find(&path.item(position), file, problems))
            .collect()
    }

    fn find(&self, path: &Path, file: &SpanFile, problems: &mut Problems) -> Option<Span> {
        let Some(block) = self.ids.find(&file.block) else {
            problems.add(&path.field("block"), ProblemKind::UnknownBlock { id: file.block.clone() });
            return None;
        };
        let text = &self.blocks[block].text;
        let mut offsets = self.offsets.borrow_mut();
        let offsets = offsets[block.position()].get_or_insert_with(|| Offsets::new(text));
        match find_in(text, offsets, file) {
            Ok(found) => {
                if let Some(kind) = found.repaired {
                    problems.add(path, kind);
                }
                Some(Span { block, start: found.bytes.start as u32, end: found.bytes.end as u32 })
            }
            Err(kind) => {
                problems.add(path, kind);
                None
            }
        }
    }
}

struct Found {
    bytes: std::ops::Range<usize>,
    repaired: Option<ProblemKind>,
}

/// Resolves a span in its block's text.
fn find_in(text: &str, offsets: &Offsets, file: &SpanFile) -> Result<Found, ProblemKind> {
    let exact = |bytes| Ok(Found { bytes, repaired: None });
    match (file.start.zip(file.end), file.quote.as_deref()) {
        (_, Some("")) => Err(ProblemKind::EmptySpan),
        (Some((start, end)), None) => match range(offsets, start, end, Unit::CodePoint) {
            Some(bytes) if bytes.is_empty() => Err(ProblemKind::EmptySpan),
            Some(bytes) => exact(bytes),
            None => {
                let length = offsets.from_byte(text.len(), Unit::CodePoint).unwrap_or_default();
                Err(ProblemKind::OutsideText { start, end, length })
            }
        },
        (Some((start, end)), Some(words)) => {
            let bytes_in = |unit| range(offsets, start, end, unit).filter(|bytes| &text[bytes.clone()] == words);
            match bytes_in(Unit::CodePoint) {
                Some(bytes) => exact(bytes),
                None => repair(text, offsets, file, words, bytes_in),
            }
        }
        (None, Some(words)) => {
            // A negative number matches no occurrence, like 0.
            let nth = file.nth.map(|nth| usize::try_from(nth).unwrap_or(0));
            let quote = quote(file, words, nth);
            match quote.find(text) {
                Some(bytes) => {
                    let is_half = file.start.is_some() || file.end.is_some();
                    Ok(Found {
                        bytes,
                        repaired: is_half.then_some(ProblemKind::IncompletePosition { quote_found: true }),
                    })
                }
                None => Err(not_found(text, words)),
            }
        }
        (None, None) => Err(ProblemKind::IncompletePosition { quote_found: false }),
    }
}

/// Positions and quote disagree. Tries another unit, then the only occurrence of the quote.
fn repair(
    text: &str,
    offsets: &Offsets,
    file: &SpanFile,
    words: &str,
    bytes_in: impl Fn(Unit) -> Option<std::ops::Range<usize>>,
) -> Result<Found, ProblemKind> {
    for unit in [Unit::Utf16, Unit::Byte] {
        if let Some(bytes) = bytes_in(unit) {
            return Ok(Found { bytes, repaired: Some(ProblemKind::OtherUnit { unit, quote: words.to_owned() }) });
        }
    }
    if let Some(bytes) = quote(file, words, None).find_only(text) {
        let position = |byte| offsets.from_byte(byte, Unit::CodePoint).unwrap_or_default();
        let kind =
            ProblemKind::Moved { quote: words.to_owned(), start: position(bytes.start), end: position(bytes.end) };
        return Ok(Found { bytes, repaired: Some(kind) });
    }
    let times = quote(file, words, None).count(text);
    if times == 0 {
        return Err(not_found(text, words));
    }
    let text_at_positions = file
        .start
        .zip(file.end)
        .and_then(|(start, end)| range(offsets, start, end, Unit::CodePoint))
        .map(|bytes| text[bytes].to_owned());
    Err(ProblemKind::PositionsAndQuoteDisagree { quote: words.to_owned(), text_at_positions, times })
}

/// No occurrence matches: either there is none, or prefix, suffix or nth exclude all.
fn not_found(text: &str, words: &str) -> ProblemKind {
    let quote = words.to_owned();
    if text.contains(words) { ProblemKind::NoSuchOccurrence { quote } } else { ProblemKind::QuoteNotFound { quote } }
}

fn quote<'f>(file: &'f SpanFile, exact: &'f str, nth: Option<usize>) -> Quote<'f> {
    Quote { exact, prefix: file.prefix.as_deref(), suffix: file.suffix.as_deref(), nth }
}

/// The bytes between two positions; `None` if one of them is invalid or they are reversed.
fn range(offsets: &Offsets, start: i64, end: i64, unit: Unit) -> Option<std::ops::Range<usize>> {
    let byte = |position: i64| offsets.to_byte(usize::try_from(position).ok()?, unit);
    let (start, end) = (byte(start)?, byte(end)?);
    (start <= end).then_some(start..end)
}
