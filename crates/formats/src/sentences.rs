//! The sentences of a text, for evidence: a labelled verb is shown with the sentence around it.
//!
//! A sentence ends at `.`, `!`, `?` or a mark of other scripts, if white space and then the start of a sentence follow: a
//! letter that is not in lower case, a digit, a quotation mark or a bracket. Initials and common abbreviations do not end one.
//!
//! ```
//! use whowhen_formats::sentences::sentences;
//!
//! let text = "Mr. A. Smith left. “Why?” he asked. Nobody knew!";
//! let all: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
//! assert_eq!(all, ["Mr. A. Smith left.", "“Why?” he asked.", "Nobody knew!"]);
//! ```

use std::ops::Range;

/// What ends a sentence.
const ENDS: &[char] = &['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'];

/// What may stand between the end and the white space.
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', '›', ')', ']', '」', '』'];

/// Abbreviations before a name or a number, in English, French, German and Spanish, without the dot.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "art", "bd", "bros", "brig", "ca", "capt", "cf", "ch", "cmdr", "co", "col", "corp", "dr", "ed", "eds",
    "etc", "ex", "fig", "ft", "gen", "gov", "hon", "inc", "jr", "lt", "ltd", "maj", "me", "messrs", "mgr", "mlle",
    "mm", "mme", "mr", "mrs", "ms", "mt", "nr", "no", "nos", "p", "pp", "pr", "prof", "rep", "rev", "sen", "sgt", "sr",
    "sra", "st", "ste", "tel", "viz", "vol", "vs", "z.b", "d.h", "e.g", "i.e", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// The byte ranges of all sentences, without the white space around them, in order. Together they have all other text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ENDS.contains(&c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = chars.peek()
            && (ENDS.contains(&c) || CLOSING.contains(&c))
        {
            end = next + c.len_utf8();
            chars.next();
        }
        let rest = &text[end..];
        let after = rest.trim_start();
        let has_space = after.len() < rest.len() || "。！？".contains(c);
        let starts = after.chars().next().is_none_or(|c| !c.is_lowercase() && !",;:–—".contains(c));
        if has_space && starts && !(c == '.' && is_abbreviation(&text[start..at])) {
            add(text, start..end, &mut found);
            start = end;
        }
    }
    add(text, start..text.len(), &mut found);
    found
}

/// The sentence that has a position.
pub fn sentence_at(sentences: &[Range<usize>], byte: usize) -> Option<Range<usize>> {
    let position = sentences.partition_point(|sentence| sentence.end <= byte);
    sentences.get(position).or(sentences.last()).cloned()
}

fn add(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let (all, trimmed) = (&text[range.clone()], text[range.clone()].trim());
    if !trimmed.is_empty() {
        let start = range.start + (all.len() - all.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Whether the last word before a dot is an initial or an abbreviation.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "([“\"'’-".contains(c)).next().unwrap_or_default();
    let mut chars = word.chars();
    let is_initial = matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase());
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
