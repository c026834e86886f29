//! Problems in a part of an article: where it is, and which kind of problem it is. `explanation.rs` has the texts.

use super::problem_texts::{self, Explanation};
use crate::article::DateError;
use crate::file::Path;
use crate::text::Unit;

/// A part of the file that could not be used as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The JSON path, such as `events[3].when`.
    pub path: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a part of a file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "`Problem::message` explains each; `found` is the value in the file")]
pub enum ProblemKind {
    EmptyId { new_id: String },
    DuplicateId { id: String, new_id: String },
    UnknownActor { id: String },
    UnknownBlock { id: String },
    UnknownEvent { id: String },
    SelfRelation { id: String },
    CircleOfGroups { id: String, group: String },
    NotALanguage { found: String },
    NotADate { found: String, error: DateError },
    NotALink { found: String },
    UnknownWord { found: String, known: &'static [&'static str], action: &'static str },
    NotALevel { found: i64, shown_as: u8 },
    NotACertainty { found: f64 },
    NotAPosition { found: String },
    NotAnId { register: &'static str, found: String },
    LinkWithoutAddress,
    UnnamedWork,
    MentionWithoutSpan,
    EmptySpan,
    OutsideText { start: i64, end: i64, length: usize },
    IncompletePosition { quote_found: bool },
    QuoteNotFound { quote: String },
    NoSuchOccurrence { quote: String },
    PositionsAndQuoteDisagree { quote: String, text_at_positions: Option<String>, times: usize },
    OtherUnit { unit: Unit, quote: String },
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

    /// How to fix it, in English.
    pub fn help(&self) -> String {
        self.explain().help
    }

    /// An identifier for this kind of problem that does not change between versions, such as `unknown-actor`.
    pub fn code(&self) -> &'static str {
        self.explain().code
    }

    /// Whether the part was used anyway, because its meaning is clear.
    pub fn is_repaired(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::OtherUnit { .. }
                | ProblemKind::Moved { .. }
                | ProblemKind::IncompletePosition { quote_found: true }
        )
    }

    /// Message, action, help and code together.
    pub fn explain(&self) -> Explanation {
        problem_texts::of(&self.kind)
    }
}

/// The beginning of a long text, for use in a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Collects the problems of one file.
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
