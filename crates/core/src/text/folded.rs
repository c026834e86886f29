//! A text folded for search, and the way back: what is found in it lies somewhere in the text as it was.
//!
//! ```
//! use whowhen_core::text::{Folded, Folder};
//!
//! // The browser's part: lower case, and letters apart from their marks.
//! let decompose = |c: char| c.to_lowercase().map(|c| if c == 'ï' { "i\u{308}".into() } else { c.to_string() }).collect();
//! let mut folder = Folder::new(Box::new(decompose));
//! let text = "Modibo Keïta’s Mali"; // "ï" is two bytes, "’" is three
//! let folded = Folded::new(text, &mut folder);
//! assert_eq!(folded.text, "modibo keita's mali");
//! assert_eq!(folded.source(7..12), 7..13);
//! assert_eq!(folded.occurrences("a").collect::<Vec<_>>(), [12..13, 19..20]);
//! ```

use std::ops::Range;

use super::Folder;

/// A folded text, and where its pieces come from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// What is left: lower case, without marks, one space for all white space that stands together.
    pub text: String,
    /// In order, what of the text became something else than one character of as many bytes. Between two steps both
    /// texts go on alike.
    steps: Vec<Step>,
}

/// A character, with the marks that follow it and the white space that adds nothing to it, and what became of it.
#[derive(Clone, Debug)]
struct Step {
    folded: Range<u32>,
    source: Range<u32>,
}

impl Folded {
    /// Folds a text: one pass. A text in ASCII needs no memory for the way back, but where white space stands together.
    pub fn new(text: &str, folder: &mut Folder) -> Self {
        let mut made = Self { text: String::with_capacity(text.len()), steps: Vec::new() };
        // Where the last character that left something begins, here and there: what leaves nothing belongs to it.
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

    /// The bytes of the text from which a range of the folded text comes: whole characters, with the marks that follow.
    /// The range lies on character boundaries of the folded text.
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

    /// Where a folded query stands, in bytes of the text that was folded, one after another; an empty query nowhere.
    pub fn occurrences<'a>(&'a self, query: &'a str) -> impl Iterator<Item = Range<u32>> + 'a {
        let mut from = 0;
        let mut end = 0;
        std::iter::from_fn(move || {
            loop {
                let start = from + self.text[from..].find(query).filter(|_| !query.is_empty())?;
                from = start + query.len();
                let found = self.source(start..from);
                // Two may lie in one character: "s" twice in "ß".
                if found.start >= end {
                    end = found.end;
                    return Some(found);
                }
            }
        })
    }
}
