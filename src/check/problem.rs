//! What spoils a part of an article: where, what is wrong, what was done, what would mend it.

use crate::article::{DateError, Path};
use crate::text::Unit;

/// A part of the file that could not be taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where: a JSON path such as `events[3].when`.
    pub path: String,
    /// What.
    pub trouble: Trouble,
}

/// What can be wrong with a part.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is told in words by `Problem::what`; `found` is what the file says")]
pub enum Trouble {
    EmptyId { now: String },
    DuplicateId { id: String, now: String },
    UnknownActor { id: String },
    UnknownBlock { id: String },
    UnknownEvent { id: String },
    SelfRelation { id: String },
    NotALanguage { found: String },
    NotADate { found: String, error: DateError },
    NotALink { found: String },
    NotAWord { found: String, known: &'static [&'static str], instead: &'static str },
    NotALevel { found: i64, now: u8 },
    NotACertainty { found: f64 },
    NotAPosition { found: String },
    NotAnId { register: &'static str, found: String },
    MissingAddress,
    NoPlaces,
    EmptySpan,
    OutsideText { start: i64, end: i64, length: usize },
    HalfAPosition { found: bool },
    QuoteNotFound { quote: String },
    NoSuchOccurrence { quote: String },
    Disagree { quote: String, there: Option<String>, times: usize },
    CountedIn { unit: Unit, quote: String },
    Moved { quote: String, start: usize, end: usize },
}

impl Problem {
    /// What is wrong, in English.
    pub fn what(&self) -> String {
        match &self.trouble {
            Trouble::EmptyId { .. } => "the id is empty".to_owned(),
            Trouble::DuplicateId { id, .. } => format!("the id “{id}” stands a second time"),
            Trouble::UnknownActor { id } => format!("no actor has the id “{id}”"),
            Trouble::UnknownBlock { id } => format!("no block has the id “{id}”"),
            Trouble::UnknownEvent { id } => format!("no event has the id “{id}”"),
            Trouble::SelfRelation { id } => format!("“{id}” is related to itself"),
            Trouble::NotALanguage { found } => format!("“{found}” is no language tag"),
            Trouble::NotADate { found, error } => {
                format!("“{found}” is no EDTF date: {}, at character {}", error.message, error.offset + 1)
            }
            Trouble::NotALink { found } => format!("“{}” is not an http, https or mailto address", short(found)),
            Trouble::NotAWord { found, known, .. } => {
                let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
                format!("“{found}” is none of {}", known.join(", "))
            }
            Trouble::NotALevel { found, .. } => format!("a heading has no level {found}: 2 to 6 were expected"),
            Trouble::NotACertainty { found } => {
                format!("a certainty lies between 0 and 1, and this is {}", decimal(*found))
            }
            Trouble::NotAPosition { found } => format!("{found} is no place on the globe"),
            Trouble::NotAnId { register, found } => format!("“{found}” is no {register} id"),
            Trouble::MissingAddress => "a link needs an address (href)".to_owned(),
            Trouble::NoPlaces => "the mention stands nowhere in the text".to_owned(),
            Trouble::EmptySpan => "the span covers no text".to_owned(),
            Trouble::OutsideText { start, end, length } => {
                format!("characters {start} to {end} are no range of the block, which has {length}")
            }
            Trouble::HalfAPosition { .. } => "start and end go together, and one of them is missing".to_owned(),
            Trouble::QuoteNotFound { quote } => format!("the block does not say “{}”", short(quote)),
            Trouble::NoSuchOccurrence { quote } => {
                format!("the block says “{}”, but not there where the span wants it", short(quote))
            }
            Trouble::Disagree { quote, there, times } => format!(
                "the positions and the quote disagree: {}, and the quote “{}” stands in the block {times} times",
                match there {
                    Some(there) => format!("at the positions stands “{}”", short(there)),
                    None => "the positions lie outside the text".to_owned(),
                },
                short(quote),
            ),
            Trouble::CountedIn { unit, quote } => {
                format!("the positions of “{}” are counted in {}, not in code points", short(quote), unit_words(*unit))
            }
            Trouble::Moved { quote, .. } => format!("“{}” does not stand at its positions", short(quote)),
        }
    }

    /// What was done about it, in English.
    pub fn done(&self) -> String {
        match &self.trouble {
            Trouble::EmptyId { now } => format!("it is kept under the id “{now}”"),
            Trouble::DuplicateId { now, .. } => {
                format!("it is kept under the id “{now}”; what names the id means the first")
            }
            Trouble::UnknownActor { .. } | Trouble::UnknownBlock { .. } | Trouble::UnknownEvent { .. } => {
                "this reference is left out".to_owned()
            }
            Trouble::SelfRelation { .. } => "the relation is left out".to_owned(),
            Trouble::NotALanguage { .. } => "the language is taken as unknown".to_owned(),
            Trouble::NotADate { .. } => "it is shown as undated".to_owned(),
            Trouble::NotALink { .. } => "the link is left out".to_owned(),
            Trouble::MissingAddress => "the link is left out; its words stay".to_owned(),
            Trouble::NotAWord { instead, .. } => (*instead).to_owned(),
            Trouble::NotALevel { now, .. } => format!("it is shown as level {now}"),
            Trouble::NotACertainty { .. } => "the certainty is left out".to_owned(),
            Trouble::NotAPosition { .. } => "the position is left out; the name of the place stays".to_owned(),
            Trouble::NotAnId { .. } => "the id is left out".to_owned(),
            Trouble::NoPlaces => "the mention is left out".to_owned(),
            Trouble::EmptySpan
            | Trouble::OutsideText { .. }
            | Trouble::HalfAPosition { found: false }
            | Trouble::QuoteNotFound { .. }
            | Trouble::NoSuchOccurrence { .. }
            | Trouble::Disagree { .. } => "the span is left out; its text stays, unmarked".to_owned(),
            Trouble::HalfAPosition { found: true } => "the quote alone is taken".to_owned(),
            Trouble::CountedIn { .. } => "they are taken so".to_owned(),
            Trouble::Moved { .. } => "the one place where the block says so is taken".to_owned(),
        }
    }

    /// What would mend it, in English.
    pub fn mend(&self) -> String {
        match &self.trouble {
            Trouble::EmptyId { .. } => "give it an id".to_owned(),
            Trouble::DuplicateId { .. } => "give one of the two another id".to_owned(),
            Trouble::UnknownActor { .. } => "add the actor, or correct the id".to_owned(),
            Trouble::UnknownBlock { .. } => "correct the id of the block".to_owned(),
            Trouble::UnknownEvent { .. } => "add the event, or correct the id".to_owned(),
            Trouble::SelfRelation { .. } => "name another one".to_owned(),
            Trouble::NotALanguage { .. } => "write a BCP 47 tag, such as en, fr or ar".to_owned(),
            Trouble::NotADate { .. } => "write it as 2015-10-21, 2014, 2013~ or 2012/2014".to_owned(),
            Trouble::NotALink { .. } => "write the whole address, beginning with https://".to_owned(),
            Trouble::NotAWord { .. } => "use one of these words".to_owned(),
            Trouble::NotALevel { .. } => "write a level from 2 to 6".to_owned(),
            Trouble::NotACertainty { .. } => "write a number from 0 to 1".to_owned(),
            Trouble::NotAPosition { .. } => {
                "write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither".to_owned()
            }
            Trouble::NotAnId { .. } => "write Q and digits, such as Q912".to_owned(),
            Trouble::MissingAddress => "add href, or make it emphasis or strong".to_owned(),
            Trouble::NoPlaces => "give it at least one span that fits".to_owned(),
            Trouble::EmptySpan | Trouble::OutsideText { .. } => {
                "correct start and end: code points of the block's text, from 0, end not included".to_owned()
            }
            Trouble::HalfAPosition { .. } => "give start and end, or a quote".to_owned(),
            Trouble::QuoteNotFound { .. } => "copy the words from the block, letter by letter".to_owned(),
            Trouble::NoSuchOccurrence { .. } => "correct prefix, suffix or nth".to_owned(),
            Trouble::Disagree { .. } => "correct the positions, or leave them out and add nth or prefix".to_owned(),
            Trouble::CountedIn { .. } => {
                "count code points: in Python len(text), in JavaScript [...text].length".to_owned()
            }
            Trouble::Moved { start, end, .. } => format!("write start {start} and end {end}"),
        }
    }

    /// Whether all is shown all the same: the part was taken, in the way that was surely meant.
    pub fn is_repaired(&self) -> bool {
        matches!(
            self.trouble,
            Trouble::CountedIn { .. } | Trouble::Moved { .. } | Trouble::HalfAPosition { found: true }
        )
    }
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::CodePoint => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Byte => "UTF-8 bytes",
    }
}

/// The beginning of a long text: messages are read, not stored.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number in decimals, to the thousandth: the standard's exact printing of floats would cost the page eight
/// kilobytes for the sake of two messages.
pub(crate) fn decimal(number: f64) -> String {
    if number.abs() >= 1e15 {
        return "of more than fifteen digits".to_owned();
    }
    let thousandths = (number * 1000.0).round() as i64;
    let (sign, size) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    let text = format!("{sign}{}.{:03}", size / 1000, size % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The problems of one file, as they are found.
#[derive(Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, path: &Path, trouble: Trouble) {
        self.0.push(Problem { path: path.to_string(), trouble });
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.0
    }
}
