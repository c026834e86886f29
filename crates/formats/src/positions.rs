//! In which unit a source counts its positions, and where in the text they are.
//!
//! Tools count in code points, UTF-16 units or bytes, and some of them count a Windows line end as one. Where a source says
//! which words are at a position, the unit is chosen in which most of its positions have their words. A position that does
//! not have them is moved only to the one place in the text where they are; else it is left out.
//!
//! ```
//! use whowhen_core::text::Unit;
//! use whowhen_formats::positions::{Claim, locate};
//! use whowhen_formats::{Format, Report};
//!
//! let mut report = Report::new(Format::Brat);
//! let claim = Claim { pieces: vec![(3, 6)], surface: Some("Ali".to_owned()), place: "line 1".to_owned() };
//! let located = locate("👍 Ali".to_owned(), &[claim], Unit::CodePoint, &mut report);
//! assert_eq!(located.ranges, [Some(vec![5..8])]); // in bytes
//! assert!(report.to_string().contains("counted in UTF-16 units"));
//! ```

use std::ops::Range;

use whowhen_core::text::{Offsets, Quote, Unit};

use crate::report::NoteKind;
use crate::{FormatError, Report};

/// The most annotated ranges of one text.
pub const LIMIT: usize = 500_000;

/// After this many searches for the words of a position, the others are left out, with a note that says so: each goes
/// through the whole text.
const SEARCHES: usize = 200;

/// What a source says of a range: its pieces, half open, in a unit that is not yet certain; and perhaps its words.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The start and the end of each piece.
    pub pieces: Vec<(usize, usize)>,
    /// The words at the pieces, joined by single spaces.
    pub surface: Option<String>,
    /// Where the source says so, for the report.
    pub place: String,
}

/// A text, and where its ranges are.
#[derive(Clone, Debug)]
pub struct Located {
    /// The text, perhaps with other line ends.
    pub text: String,
    /// Of each claim, its pieces in bytes; `None` if it is nowhere.
    pub ranges: Vec<Option<Vec<Range<usize>>>>,
}

/// Returns an error if there are more annotated ranges than [`LIMIT`].
pub fn check_number(ranges: usize, place: &str) -> Result<(), FormatError> {
    if ranges <= LIMIT {
        return Ok(());
    }
    let message = format!("there are {ranges} annotated ranges, and at most {LIMIT} can be read");
    Err(FormatError::new(message, "Split the text into several files").at(place))
}

/// Finds the ranges of all claims. `expected` is the unit in which the format counts.
pub fn locate(text: String, claims: &[Claim], expected: Unit, report: &mut Report) -> Located {
    let (text, unit) = choose(text, claims, expected);
    let offsets = Offsets::new(&text);
    let mut searches = 0;
    let mut kept = 0;
    let mut ranges = Vec::with_capacity(claims.len());
    for claim in claims {
        let found = bytes_of(claim, &offsets, unit);
        let agreement = found.as_ref().map(|pieces| agreement(&text, pieces, claim));
        let place = claim.place.as_str();
        ranges.push(match (found, agreement) {
            (Some(pieces), _) if pieces.iter().all(Range::is_empty) => {
                report.left_out("ranges that cover nothing", place);
                None
            }
            (Some(pieces), Some(Agreement::Exact)) => {
                kept += usize::from(claim.surface.is_some());
                Some(pieces)
            }
            (Some(pieces), Some(Agreement::OtherSpace)) => {
                report.kept("ranges whose words differ from the source's in white space", place);
                Some(pieces)
            }
            (found, _) => {
                searches += 1;
                let is_searched = searches <= SEARCHES;
                let surface = claim.surface.as_deref().filter(|_| is_searched);
                let only = surface.and_then(|surface| {
                    Quote { exact: surface, prefix: None, suffix: None, nth: None }.find_only(&text)
                });
                match (&only, found) {
                    (Some(_), _) => report.changed("ranges moved to the only place that has their words", place),
                    (None, _) if claim.surface.is_some() && !is_searched => report.left_out(
                        "ranges that do not have the words that the source says; there are too many to look for them elsewhere",
                        place,
                    ),
                    (None, Some(_)) => report.left_out("ranges that do not have the words that the source says", place),
                    (None, None) => report.left_out("ranges outside the text", place),
                }
                only.map(|range| vec![range])
            }
        });
    }
    report.note_many(NoteKind::Kept, format!("positions, counted in {}, have their words", unit_words(unit)), kept, "");
    Located { text, ranges }
}

/// The unit, in words for a report.
pub fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::CodePoint => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Byte => "bytes of UTF-8",
    }
}

/// The text and the unit in which most claims have their words. If they have more with `\n` in place of `\r\n`, the text
/// gets them.
fn choose(text: String, claims: &[Claim], expected: Unit) -> (String, Unit) {
    let with_words = claims.iter().filter(|claim| claim.surface.is_some()).count();
    let held = |text: &str, unit: Unit| {
        let offsets = Offsets::new(text);
        let holds = |claim: &&Claim| {
            claim.surface.is_some()
                && bytes_of(claim, &offsets, unit)
                    .is_some_and(|pieces| agreement(text, &pieces, claim) != Agreement::None)
        };
        claims.iter().filter(holds).count()
    };
    let mut best = (held(&text, expected), None, expected);
    let line_ends = text.contains("\r\n").then(|| text.replace("\r\n", "\n"));
    for candidate in [None, line_ends.as_deref()] {
        if candidate.is_none() && line_ends.is_none() && text.is_ascii() {
            // All units are the same.
            break;
        }
        for unit in [expected, Unit::CodePoint, Unit::Utf16, Unit::Byte] {
            if best.0 == with_words {
                break;
            }
            let number = held(candidate.unwrap_or(&text), unit);
            if number > best.0 {
                best = (number, candidate, unit);
            }
            if candidate.is_some() && line_ends.is_none() {
                break;
            }
        }
    }
    let (is_other, unit) = (best.1.is_some(), best.2);
    match line_ends {
        Some(other) if is_other => (other, unit),
        _ => (text, unit),
    }
}

/// The pieces in bytes; `None` if one is outside the text, within a character, or ends before it starts.
fn bytes_of(claim: &Claim, offsets: &Offsets, unit: Unit) -> Option<Vec<Range<usize>>> {
    let piece = |&(start, end): &(usize, usize)| {
        let range = offsets.to_byte(start, unit)?..offsets.to_byte(end, unit)?;
        (range.start <= range.end).then_some(range)
    };
    claim.pieces.iter().map(piece).collect::<Option<Vec<_>>>().filter(|pieces| !pieces.is_empty())
}

#[derive(PartialEq)]
enum Agreement {
    /// The words are the same, or the source has none.
    Exact,
    /// They are the same but for white space.
    OtherSpace,
    None,
}

fn agreement(text: &str, pieces: &[Range<usize>], claim: &Claim) -> Agreement {
    let Some(surface) = &claim.surface else { return Agreement::Exact };
    if let [piece] = pieces
        && text.get(piece.clone()) == Some(surface)
    {
        return Agreement::Exact;
    }
    let pieces = || pieces.iter().filter_map(|piece| text.get(piece.clone()));
    if is_joined(pieces(), surface) {
        return Agreement::Exact;
    }
    let joined = pieces().flat_map(|piece| std::iter::once(' ').chain(piece.chars()));
    match words_of(joined).eq(words_of(surface.chars())) {
        true => Agreement::OtherSpace,
        false => Agreement::None,
    }
}

/// Whether a text is these pieces, joined by single spaces.
fn is_joined<'t>(pieces: impl Iterator<Item = &'t str>, text: &str) -> bool {
    let mut rest = Some(text);
    for (number, piece) in pieces.enumerate() {
        rest = if number == 0 { rest } else { rest.and_then(|rest| rest.strip_prefix(' ')) };
        rest = rest.and_then(|rest| rest.strip_prefix(piece));
    }
    rest == Some("")
}

/// The characters of words, each with whether white space is before it and after another. An exporter may write a line end as the
/// two characters `\n`. Nothing is copied: a range may be as long as the text.
fn words_of(text: impl Iterator<Item = char>) -> impl Iterator<Item = (bool, char)> {
    let mut text = text.peekable();
    let mut has_begun = false;
    std::iter::from_fn(move || {
        let mut is_behind_space = false;
        loop {
            let c = text.next()?;
            let is_line_end = c == '\\' && text.next_if_eq(&'n').is_some();
            if !is_line_end && !c.is_whitespace() {
                return Some((std::mem::replace(&mut has_begun, true) && is_behind_space, c));
            }
            is_behind_space = true;
        }
    })
}
