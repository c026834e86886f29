//! What spoils a part of an article: where it stands, and which kind of problem it is. `explanation.rs` says it in words.

use super::explanation::{self, Explanation};
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
    UnknownWord { found: String, known: &'static [&'static str], instead: &'static str },
    NotALevel { found: i64, now: u8 },
    NotACertainty { found: f64 },
    NotAPosition { found: String },
    NotAnId { register: &'static str, found: String },
    LinkWithoutAddress,
    MentionWithoutSpan,
    EmptySpan,
    OutsideText { start: i64, end: i64, length: usize },
    IncompletePosition { found: bool },
    QuoteNotFound { quote: String },
    NoSuchOccurrence { quote: String },
    PositionsAndQuoteDisagree { quote: String, there: Option<String>, times: usize },
    CountedIn { unit: Unit, quote: String },
    Moved { quote: String, start: usize, end: usize },
}

impl Problem {
    /// What is wrong, in English.
    pub fn message(&self) -> String {
        self.explain().message
    }

    /// What was done about it, in English.
    pub fn action(&self) -> String {
        self.explain().action
    }

    /// What would mend it, in English.
    pub fn help(&self) -> String {
        self.explain().help
    }

    /// A word for this kind of problem that stays the same from version to version, such as `unknown-actor`.
    pub fn code(&self) -> &'static str {
        self.explain().code
    }

    /// Whether the part was taken all the same, in the way that was surely meant.
    pub fn is_repaired(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::CountedIn { .. } | ProblemKind::Moved { .. } | ProblemKind::IncompletePosition { found: true }
        )
    }

    /// All of it at once.
    pub fn explain(&self) -> Explanation {
        explanation::of(&self.kind)
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
