//! What a conversion did: what is in the result, what was changed, and what was left out and why, each with its places in
//! the source.
//!
//! Notes with the same words are one note with a count. A note keeps the first [`PLACES`] of its places.
//!
//! ```
//! use whowhen_formats::{Format, Report};
//!
//! let mut report = Report::new(Format::Brat);
//! report.left_out("relations to an id that does not exist", "a.ann, line 7");
//! report.left_out("relations to an id that does not exist", "a.ann, line 9");
//! assert_eq!(report.to_string(), "Left out: relations to an id that does not exist: 2 (a.ann, line 7; a.ann, line 9)\n");
//! ```

use std::collections::HashMap;
use std::fmt;

use serde::Serialize;
use whowhen_core::file::ArticleFile;

use crate::Format;

/// How many places of a note are kept.
pub const PLACES: usize = 20;

/// What a conversion did.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The format that was read or written.
    pub format: Format,
    /// What is in the article.
    pub counts: Counts,
    /// What happened to the rest, in the order in which it was found.
    pub notes: Vec<Note>,
    /// The position in `notes` of each note.
    #[serde(skip)]
    positions: HashMap<(NoteKind, String), usize>,
}

/// How much an article contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names explain themselves")]
pub struct Counts {
    pub blocks: usize,
    pub actors: usize,
    pub mentions: usize,
    pub events: usize,
    pub relations: usize,
}

impl Counts {
    /// Counts the parts of an article.
    pub fn of(article: &ArticleFile) -> Self {
        Self {
            blocks: article.blocks.len(),
            actors: article.actors.len(),
            mentions: article.mentions.len(),
            events: article.events.len(),
            relations: article.relations.len(),
        }
    }
}

/// What happened to a part of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// It was carried over, by the rule that the note tells.
    Kept,
    /// It was carried over in another form.
    Changed,
    /// It is not in the result.
    LeftOut,
}

impl NoteKind {
    /// The word for it, as a report begins a line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "Kept",
            Self::Changed => "Changed",
            Self::LeftOut => "Left out",
        }
    }
}

/// Parts of the source to which the same happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// To what, and why: a plural, such as “relations to an id that does not exist”; or a remark.
    pub text: String,
    /// To how many; 0 for a remark.
    pub count: usize,
    /// Where in the source: the first [`PLACES`] of them.
    pub places: Vec<String>,
}

impl Report {
    /// An empty report.
    pub fn new(format: Format) -> Self {
        Self { format, counts: Counts::default(), notes: Vec::new(), positions: HashMap::new() }
    }

    /// Adds one to a note. An empty place is not kept.
    pub fn note(&mut self, kind: NoteKind, text: impl Into<String>, place: impl Into<String>) {
        self.note_many(kind, text, 1, place);
    }

    /// Adds a number to a note. Nothing is added if the number is 0. An empty place is not kept.
    pub fn note_many(&mut self, kind: NoteKind, text: impl Into<String>, count: usize, place: impl Into<String>) {
        if count == 0 {
            return;
        }
        let (text, place) = (text.into(), place.into());
        let position = *self.positions.entry((kind, text.clone())).or_insert_with(|| {
            self.notes.push(Note { kind, text, count: 0, places: Vec::new() });
            self.notes.len() - 1
        });
        let note = &mut self.notes[position];
        note.count += count;
        if note.places.len() < PLACES && !place.is_empty() {
            note.places.push(place);
        }
    }

    /// Adds a remark: a note without a count.
    pub fn remark(&mut self, kind: NoteKind, text: impl Into<String>) {
        self.notes.push(Note { kind, text: text.into(), count: 0, places: Vec::new() });
    }

    /// Notes something that was carried over.
    pub fn kept(&mut self, text: impl Into<String>, place: impl Into<String>) {
        self.note(NoteKind::Kept, text, place);
    }

    /// Notes something that was carried over in another form.
    pub fn changed(&mut self, text: impl Into<String>, place: impl Into<String>) {
        self.note(NoteKind::Changed, text, place);
    }

    /// Notes something that is not in the result.
    pub fn left_out(&mut self, text: impl Into<String>, place: impl Into<String>) {
        self.note(NoteKind::LeftOut, text, place);
    }

    /// Whether nothing was left out.
    pub fn is_lossless(&self) -> bool {
        self.notes.iter().all(|note| note.kind != NoteKind::LeftOut)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in [NoteKind::LeftOut, NoteKind::Changed, NoteKind::Kept] {
            for note in self.notes.iter().filter(|note| note.kind == kind) {
                write!(f, "{}: {}", kind.word(), note.text)?;
                if note.count > 0 {
                    write!(f, ": {}", note.count)?;
                }
                if !note.places.is_empty() {
                    let more = if note.count > note.places.len() { "; …" } else { "" };
                    write!(f, " ({}{more})", note.places.join("; "))?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}
