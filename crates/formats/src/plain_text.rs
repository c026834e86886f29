//! Plain text: paragraphs between empty lines, or each line a paragraph.
//!
//! ```
//! use whowhen_formats::plain_text::blocks;
//!
//! let text = "The fall\n\nThe first line of a paragraph,\nand its second line.\n\nAnother paragraph.\n";
//! let found = blocks(text);
//! let kinds: Vec<_> = found.iter().map(|block| (block.kind, &text[block.range.clone()])).collect();
//! assert_eq!(kinds, [("heading", "The fall"), ("paragraph", "The first line of a paragraph,\nand its second line."), ("paragraph", "Another paragraph.")]);
//! ```

use std::ops::Range;

use crate::draft::{Block, Draft};
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report};

/// Any text in UTF-8 that is no data and no markup by its name or its beginning: what looks like the file of another format is
/// not shown as a text in silence.
pub fn detect(file: &InputFile) -> Likelihood {
    const DATA: &[&str] = &["json", "jsonl", "ndjson", "xml", "xmi", "csv", "tsv", "ann", "conf", "js", "css"];
    let text = file.beginning().trim_start();
    let mut first = text.chars();
    let is_data = match (first.next(), first.next()) {
        (Some('{'), Some(next)) => next.is_whitespace() || "\"}".contains(next),
        (Some('['), Some(next)) => next.is_whitespace() || "\"{[]-".contains(next) || next.is_ascii_digit(),
        (Some('<'), Some(next)) => next.is_ascii_alphabetic() || "!?/".contains(next),
        (Some('`'), _) => text.starts_with("```"),
        _ => false,
    };
    if text.is_empty() || text.contains('\0') || is_data || file.has_extension(DATA) {
        return Likelihood::No;
    }
    match file.has_extension(&["txt", "text"]) {
        true => Likelihood::Likely,
        false => Likelihood::Possible,
    }
}

/// Reads a text. Lines of a fixed width are joined; a heading at the beginning is the title.
///
/// # Errors
/// If it is empty, too large, or not UTF-8.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let source = group.main();
    let mut report = Report::new(Format::Text);
    let mut text = source.text()?.replace("\r\n", "\n");
    let mut found = blocks(&text);
    let lines = join_lines(&mut text, &found);
    report.note_many(NoteKind::Changed, "line ends within paragraphs of a fixed width, now spaces", lines, "");
    let mut draft = Draft::default();
    // The title is not in the text again.
    if found.len() > 1 && found[0].kind == "heading" {
        draft.title = Some(text[found.remove(0).range].to_owned());
    }
    let draft = Draft { text, blocks: found, ..draft };
    let article = draft.finish(&source.name, options, &mut report)?;
    Ok(vec![Document { article, report }])
}

/// The blocks of a text: what stands between empty lines; if there are none, each line. A short line without a full stop
/// before a longer block is a heading.
pub fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let is_empty = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let first = lines.iter().position(|line| !is_empty(line)).unwrap_or(0);
    let last = lines.iter().rposition(|line| !is_empty(line)).unwrap_or(0);
    let has_empty_lines = lines[first..=last].iter().any(is_empty);
    let mut ranges: Vec<(Range<usize>, usize)> = Vec::new();
    let mut is_open = false;
    for line in &lines {
        match (is_empty(line), ranges.last_mut()) {
            (true, _) => is_open = false,
            (false, Some((range, count))) if is_open && has_empty_lines => (range.end, *count) = (line.end, *count + 1),
            (false, _) => {
                ranges.push((line.clone(), 1));
                is_open = true;
            }
        }
    }
    let length = |range: &Range<usize>| text[range.clone()].trim().chars().count();
    let lengths: Vec<usize> = ranges.iter().map(|(range, _)| length(range)).collect();
    let block = |(position, (range, lines)): (usize, &(Range<usize>, usize))| {
        let next = lengths.get(position + 1).copied().unwrap_or(0);
        let is_heading = *lines == 1 && next > lengths[position] && next > 40 && is_heading(text[range.clone()].trim());
        let (kind, level) = if is_heading { ("heading", Some(2)) } else { ("paragraph", None) };
        Block { range: range.clone(), kind, level, ..Block::default() }
    };
    ranges.iter().enumerate().map(block).collect()
}

/// Whether a line looks like a heading: short, with a letter, and without a mark at its end.
fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 80;
    line.chars().count() <= LONGEST
        && line.chars().any(char::is_alphabetic)
        && line.chars().next_back().is_some_and(|last| last.is_alphanumeric() || ")]”»".contains(last))
}

/// The lines of a text without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        found.push(start..end);
        start += line.len();
    }
    if found.is_empty() {
        found.push(0..0);
    }
    found
}

/// Makes spaces of the line ends in paragraphs whose lines all have nearly the same width, as in a typewritten text. Returns
/// how many. Positions stay the same.
fn join_lines(text: &mut String, blocks: &[Block]) -> usize {
    let mut joined = Vec::new();
    for block in blocks {
        let lines: Vec<&str> = text[block.range.clone()].split('\n').collect();
        let widths: Vec<usize> = lines[..lines.len() - 1].iter().map(|line| line.chars().count()).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        let is_fixed = (50..=100).contains(&widest) && widths.iter().all(|width| width + 20 >= widest);
        if is_fixed {
            let ends = text[block.range.clone()].match_indices('\n').map(|(at, _)| block.range.start + at);
            joined.extend(ends);
        }
    }
    let mut bytes = std::mem::take(text).into_bytes();
    for at in &joined {
        bytes[*at] = b' ';
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
    joined.len()
}
