//! brat standoff: a text in `.txt`, and annotations in `.ann`, one on a line.
//!
//! | line | what |
//! |---|---|
//! | `T1⇥Person 0 5⇥Alice` | a labelled range, in code points; pieces are `0 5;9 12` |
//! | `E1⇥Attack:T3 Agent:T1 Target:E2` | an event: its trigger, then its arguments |
//! | `R1⇥Family Arg1:T1 Arg2:T2` | a relation |
//! | `A1⇥Negation E1`, `M1⇥…` | an attribute |
//! | `N1⇥Reference T1 Wikidata:Q1⇥Name` | an id elsewhere |
//! | `#1⇥AnnotatorNotes T1⇥text` | a note: the summary of an event, what is said about an actor |
//! | `#2⇥Title E1⇥text`, `Date`, `TimeWords` | notes of our own: the title of an event, when it was, and the words for it |
//! | `*⇥Equiv T1 T2` | the same actor |
//!
//! Several `.ann` files may belong to one text. If each range of a label such as `Alice-1` has another label too, which
//! is in a table, the first is the name of a coreference chain, as in LitBank.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let groups = group(vec![
//!     InputFile::new("a.txt", "Alice met Bob."),
//!     InputFile::new("a.ann", "T1\tPER 0 5\tAlice\nT2\tPER 10 13\tBob\nT3\tMeet 6 9\tmet\nE1\tMeet:T3 Entity:T1 Entity2:T2\n"),
//! ]).unwrap();
//! let article = read(&groups[0], Format::Brat, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.events[0].title.as_deref(), Some("Alice: met (Bob)"));
//! ```
//!
//! An article is written as one zip archive of `NAME.txt`, `NAME.ann` and the `annotation.conf` with the types in them.
//!
//! Source: <https://brat.nlplab.org/standoff.html>, <https://brat.nlplab.org/configuration.html>

mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::{InputFile, Likelihood};

/// The kinds of our own notes.
const TITLE: &str = "Title";
const DATE: &str = "Date";
const TIME_WORDS: &str = "TimeWords";

/// A file `.ann`, or lines as of one.
pub fn detect(file: &InputFile) -> Likelihood {
    let is_annotation = |line: &str| {
        let mut fields = line.split('\t');
        let (id, body) = (fields.next().unwrap_or_default(), fields.next());
        let is_id = id.len() > 1
            && id.starts_with(['T', 'E', 'R', 'A', 'M', 'N', '#'])
            && id[1..].bytes().all(|byte| byte.is_ascii_digit());
        body.is_some() && (is_id || id == "*")
    };
    let mut lines = file.beginning().lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
    let has_lines = lines.peek().is_some();
    match (file.has_extension(&["ann"]), has_lines && lines.all(is_annotation)) {
        (true, true) => Likelihood::Certain,
        (true, false) => Likelihood::Likely,
        (false, true) => Likelihood::Likely,
        (false, false) => Likelihood::No,
    }
}
