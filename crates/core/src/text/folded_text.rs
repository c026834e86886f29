//! A text folded for search, with a mapping from its ranges back to the original text.
//!
//! ```
//! use whowhen_core::text::{FoldedText, CharFolder};
//!
//! // Provided by the browser: lower case and decomposition.
//! let decompose = |c: char| c.to_lowercase().map(|c| if c == 'ï' { "i\u{308}".into() } else { c.to_string() }).collect();
//! let mut folder = CharFolder::new(Box::new(decompose));
//! let text = "Modibo Keïta’s Mali"; // "ï" is two bytes, "’" is three
//! let folded = FoldedText::new(text, &mut folder);
//! assert_eq!(folded.text, "modibo keita's mali");
//! assert_eq!(folded.source(7..12), 7..13);
//! assert_eq!(folded.occurrences("a").collect::<Vec<_>>(), [12..13, 19..20]);
//! ```

use std::ops::Range;

use super::CharFolder;

/// A folded text, with a mapping to the original text.
#[derive(Clone, Debug, Default)]
pub struct FoldedText {
    /// The folded text: lower case, without marks, one space for each run of white space.
    pub text: String,
    /// In order, the characters that did not become one character of the same length. Between two steps both texts advance
    /// by the same number of bytes.
    steps: Vec<Step>,
}

/// A character, with the marks and repeated white space that follow it, and what it was folded to.
#[derive(Clone, Debug)]
struct Step {
    folded: Range<u32>,
    source: Range<u32>,
}

impl FoldedText {
    /// Folds a text in one pass. ASCII text needs no mapping, except for runs of white space.
    pub fn new(text: &str, folder: &mut CharFolder) -> Self {
        let mut made = Self { text: String::with_capacity(text.len()), steps: Vec::new() };
        // The start of the last character that folded to something, in both texts. Characters that fold to nothing belong to it.
        let mut last = (0, 0);
        for (at, c) in text.char_indices() {
            let from = made.text.len();
            folder.fold(c, &mut made.text);
            let (source, folded) = (at as u32..(at + c.len_utf8()) as u32, from as u32..made.text.len() as u32);
            if folded.is_empty() {
                match made.steps.last_mut() {
                    Some(step) if step.folded.end == folded.end => step.source.end = source.end,
                    _ => made.steps.push(Step { folded: last.0..folded.end, source: last.1..source.end }),
                }
                continue;
            }
            last = (folded.start, source.start);
            let same = folded.len() == source.len() && made.text[from..].chars().nth(1).is_none();
            if !same {
                made.steps.push(Step { folded, source });
            }
        }
        made
    }

    /// The byte range of the original text for a range of the folded text: whole characters, with the marks that follow.
    /// The given range must be on character boundaries.
    pub fn source(&self, range: Range<usize>) -> Range<u32> {
        let (from, to) = (range.start as u32, range.end as u32);
        let before = self.steps.partition_point(|step| step.folded.start <= from);
        let start = match self.steps[..before].last() {
            None => from,
            Some(step) if from < step.folded.end => step.source.start,
            Some(step) => step.source.end + (from - step.folded.end),
        };
        let before = self.steps.partition_point(|step| step.folded.start < to);
        let end = match self.steps[..before].last() {
            None => to,
            Some(step) if to <= step.folded.end => step.source.end,
            Some(step) => step.source.end + (to - step.folded.end),
        };
        start..end.max(start)
    }

    /// The occurrences of a folded query, as byte ranges of the original text, without overlaps. An empty query has none.
    pub fn occurrences<'a>(&'a self, query: &'a str) -> impl Iterator<Item = Range<u32>> + 'a {
        let mut from = 0;
        let mut end = 0;
        std::iter::from_fn(move || {
            loop {
                let start = from + self.text[from..].find(query).filter(|_| !query.is_empty())?;
                from = start + query.len();
                let found = self.source(start..from);
                // One character may contain two occurrences: "s" twice in "ß".
                if found.start >= end {
                    end = found.end;
                    return Some(found);
                }
            }
        })
    }
}
