//! What spoils a part of an article: where, what is wrong, what was done, what would mend it.

use crate::article::DateError;
use crate::file::Path;
use crate::text::Unit;

/// A part of the file that could not be taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where: a JSON path such as `events[3].when`.
    pub path: String,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong with a part.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is told in words by `Problem::message`; `found` is what the file says")]
pub enum ProblemKind {
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
    pub fn message(&self) -> String {
        match &self.kind {
            ProblemKind::EmptyId { .. } => "the id is empty".to_owned(),
            ProblemKind::DuplicateId { id, .. } => format!("the id “{id}” stands a second time"),
            ProblemKind::UnknownActor { id } => format!("no actor has the id “{id}”"),
            ProblemKind::UnknownBlock { id } => format!("no block has the id “{id}”"),
            ProblemKind::UnknownEvent { id } => format!("no event has the id “{id}”"),
            ProblemKind::SelfRelation { id } => format!("“{id}” is related to itself"),
            ProblemKind::NotALanguage { found } => format!("“{found}” is no language tag"),
            ProblemKind::NotADate { found, error } => {
                format!("“{found}” is no EDTF date: {}, at character {}", error.message, error.offset + 1)
            }
            ProblemKind::NotALink { found } => format!("“{}” is not an http, https or mailto address", short(found)),
            ProblemKind::NotAWord { found, known, .. } => {
                let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
                format!("“{found}” is none of {}", known.join(", "))
            }
            ProblemKind::NotALevel { found, .. } => format!("a heading has no level {found}: 2 to 6 were expected"),
            ProblemKind::NotACertainty { found } => {
                format!("a certainty lies between 0 and 1, and this is {}", short(&found.to_string()))
            }
            ProblemKind::NotAPosition { found } => format!("{found} is no place on the globe"),
            ProblemKind::NotAnId { register, found } => format!("“{found}” is no {register} id"),
            ProblemKind::MissingAddress => "a link needs an address (href)".to_owned(),
            ProblemKind::NoPlaces => "the mention stands nowhere in the text".to_owned(),
            ProblemKind::EmptySpan => "the span covers no text".to_owned(),
            ProblemKind::OutsideText { start, end, length } => {
                format!("characters {start} to {end} are no range of the block, which has {length}")
            }
            ProblemKind::HalfAPosition { .. } => "start and end go together, and one of them is missing".to_owned(),
            ProblemKind::QuoteNotFound { quote } => format!("the block does not say “{}”", short(quote)),
            ProblemKind::NoSuchOccurrence { quote } => {
                format!("the block says “{}”, but not there where the span wants it", short(quote))
            }
            ProblemKind::Disagree { quote, there, times } => format!(
                "the positions and the quote disagree: {}, and the quote “{}” stands in the block {times} times",
                match there {
                    Some(there) => format!("at the positions stands “{}”", short(there)),
                    None => "the positions lie outside the text".to_owned(),
                },
                short(quote),
            ),
            ProblemKind::CountedIn { unit, quote } => {
                format!("the positions of “{}” are counted in {}, not in code points", short(quote), unit_words(*unit))
            }
            ProblemKind::Moved { quote, .. } => format!("“{}” does not stand at its positions", short(quote)),
        }
    }

    /// What was done about it, in English.
    pub fn action(&self) -> String {
        match &self.kind {
            ProblemKind::EmptyId { now } => format!("it is kept under the id “{now}”"),
            ProblemKind::DuplicateId { now, .. } => {
                format!("it is kept under the id “{now}”; what names the id means the first")
            }
            ProblemKind::UnknownActor { .. } | ProblemKind::UnknownBlock { .. } | ProblemKind::UnknownEvent { .. } => {
                "this reference is left out".to_owned()
            }
            ProblemKind::SelfRelation { .. } => "the relation is left out".to_owned(),
            ProblemKind::NotALanguage { .. } => "the language is taken as unknown".to_owned(),
            ProblemKind::NotADate { .. } => "it is shown as undated".to_owned(),
            ProblemKind::NotALink { .. } => "the link is left out".to_owned(),
            ProblemKind::MissingAddress => "the link is left out; its words stay".to_owned(),
            ProblemKind::NotAWord { instead, .. } => (*instead).to_owned(),
            ProblemKind::NotALevel { now, .. } => format!("it is shown as level {now}"),
            ProblemKind::NotACertainty { .. } => "the certainty is left out".to_owned(),
            ProblemKind::NotAPosition { .. } => "the position is left out; the name of the place stays".to_owned(),
            ProblemKind::NotAnId { .. } => "the id is left out".to_owned(),
            ProblemKind::NoPlaces => "the mention is left out".to_owned(),
            ProblemKind::EmptySpan
            | ProblemKind::OutsideText { .. }
            | ProblemKind::HalfAPosition { found: false }
            | ProblemKind::QuoteNotFound { .. }
            | ProblemKind::NoSuchOccurrence { .. }
            | ProblemKind::Disagree { .. } => "the span is left out; its text stays, unmarked".to_owned(),
            ProblemKind::HalfAPosition { found: true } => "the quote alone is taken".to_owned(),
            ProblemKind::CountedIn { .. } => "they are taken so".to_owned(),
            ProblemKind::Moved { .. } => "the one place where the block says so is taken".to_owned(),
        }
    }

    /// What would mend it, in English.
    pub fn help(&self) -> String {
        match &self.kind {
            ProblemKind::EmptyId { .. } => "give it an id".to_owned(),
            ProblemKind::DuplicateId { .. } => "give one of the two another id".to_owned(),
            ProblemKind::UnknownActor { .. } => "add the actor, or correct the id".to_owned(),
            ProblemKind::UnknownBlock { .. } => "correct the id of the block".to_owned(),
            ProblemKind::UnknownEvent { .. } => "add the event, or correct the id".to_owned(),
            ProblemKind::SelfRelation { .. } => "name another one".to_owned(),
            ProblemKind::NotALanguage { .. } => "write a BCP 47 tag, such as en, fr or ar".to_owned(),
            ProblemKind::NotADate { .. } => "write it as 2015-10-21, 2014, 2013~ or 2012/2014".to_owned(),
            ProblemKind::NotALink { .. } => "write the whole address, beginning with https://".to_owned(),
            ProblemKind::NotAWord { .. } => "use one of these words".to_owned(),
            ProblemKind::NotALevel { .. } => "write a level from 2 to 6".to_owned(),
            ProblemKind::NotACertainty { .. } => "write a number from 0 to 1".to_owned(),
            ProblemKind::NotAPosition { .. } => {
                "write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither".to_owned()
            }
            ProblemKind::NotAnId { .. } => "write Q and digits, such as Q912".to_owned(),
            ProblemKind::MissingAddress => "add href, or make it emphasis or strong".to_owned(),
            ProblemKind::NoPlaces => "give it at least one span that fits".to_owned(),
            ProblemKind::EmptySpan | ProblemKind::OutsideText { .. } => {
                "correct start and end: code points of the block's text, from 0, end not included".to_owned()
            }
            ProblemKind::HalfAPosition { .. } => "give start and end, or a quote".to_owned(),
            ProblemKind::QuoteNotFound { .. } => "copy the words from the block, letter by letter".to_owned(),
            ProblemKind::NoSuchOccurrence { .. } => "correct prefix, suffix or nth".to_owned(),
            ProblemKind::Disagree { .. } => "correct the positions, or leave them out and add nth or prefix".to_owned(),
            ProblemKind::CountedIn { .. } => {
                "count code points: in Python len(text), in JavaScript [...text].length".to_owned()
            }
            ProblemKind::Moved { start, end, .. } => format!("write start {start} and end {end}"),
        }
    }

    /// Whether all is shown all the same: the part was taken, in the way that was surely meant.
    pub fn is_repaired(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::CountedIn { .. } | ProblemKind::Moved { .. } | ProblemKind::HalfAPosition { found: true }
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

/// The problems of one file, as they are found.
#[derive(Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, path: &Path, kind: ProblemKind) {
        self.0.push(Problem { path: path.to_string(), kind });
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.0
    }
}
