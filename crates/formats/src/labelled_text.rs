//! Texts with labelled ranges, and relations between them by id: what spaCy, doccano, Label Studio and GATE have in common.
//!
//! A reader makes a [`LabelledText`] of each record of its file and adds it to [`Records`], which make the documents.
//!
//! ```
//! use whowhen_core::text::Unit;
//! use whowhen_formats::labelled_text::{LabelledRange, LabelledText, Records};
//! use whowhen_formats::{Format, InputFile, ReadOptions};
//!
//! let file = InputFile::new("a.jsonl", "");
//! let options = ReadOptions::default();
//! let mut records = Records::new(Format::Doccano, &file, 1, &options);
//! let mut text = LabelledText { text: "Alice ran.".into(), ..LabelledText::default() };
//! text.ranges.push(LabelledRange::new("PER", 0, 5, "a.jsonl, line 1"));
//! let report = records.report();
//! records.add(text, Unit::CodePoint, report, "a.jsonl, line 1");
//! assert_eq!(records.finish().unwrap()[0].article.actors[0].name.as_deref(), Some("Alice"));
//! ```

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use whowhen_core::file::{ActorFile, LinkFile, SourceFile};
use whowhen_core::text::Unit;

use crate::draft::{Draft, Link, Mention, slug};
use crate::positions::{self, Claim, check_number, locate};
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, InputFile, ReadOptions, Report, plain_text};

/// A text with labelled ranges.
#[derive(Clone, Debug, Default)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// Its title, if the record has one.
    pub title: Option<String>,
    /// Where it comes from.
    pub source: Option<SourceFile>,
    /// The ranges. A reader of many adds them by [`LabelledText::push`].
    pub ranges: Vec<LabelledRange>,
    /// How many ranges more the source has, beyond the [limit](positions::LIMIT): they are only counted.
    pub more: usize,
    /// Relations between ranges.
    pub relations: Vec<Relation>,
    /// Who the ranges are.
    pub identities: Identities,
}

/// A labelled range.
#[derive(Clone, Debug)]
pub struct LabelledRange {
    /// Its id in the record, if it has one.
    pub id: Option<String>,
    /// Its label; empty if it has none.
    pub label: String,
    /// Who or what it is, as [`Identities::add`] gives it.
    pub identity: Option<String>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
    /// Where it is.
    pub claim: Claim,
}

impl LabelledRange {
    /// A range without an id, in the unit of the format. `place` is where the source has it.
    pub fn new(label: &str, start: usize, end: usize, place: &str) -> Self {
        let claim = Claim { pieces: vec![(start, end)], surface: None, place: place.to_owned() };
        Self { id: None, label: label.to_owned(), identity: None, certainty: None, claim }
    }
}

/// A relation between two ranges, by their ids.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The id of a range.
    pub from: String,
    /// The id of another.
    pub to: String,
    /// Its name.
    pub name: String,
    /// Where it is in the source, for the report.
    pub place: String,
}

/// The label of a range that has none.
pub const NO_LABEL: &str = "mention";

impl LabelledText {
    /// Adds a range. Beyond the [limit](positions::LIMIT) it is only counted, and [`Records::add`] refuses the text.
    pub fn push(&mut self, range: LabelledRange) {
        match self.ranges.len() < positions::LIMIT {
            true => self.ranges.push(range),
            false => self.more += 1,
        }
    }

    /// The draft of this text. `unit` is the unit in which the format counts.
    fn draft(self, unit: Unit, report: &mut Report) -> Draft {
        let (claims, ranges): (Vec<Claim>, Vec<_>) = self
            .ranges
            .into_iter()
            .map(|range| (range.claim, (range.id, range.label, range.identity, range.certainty)))
            .unzip();
        let located = locate(self.text, &claims, unit, report);
        let blocks = plain_text::blocks(&located.text);
        let mut draft =
            Draft { text: located.text, blocks, title: self.title, source: self.source, ..Draft::default() };
        draft.actors = self.identities.actors;
        let mut mention_of: HashMap<String, usize> = HashMap::new();
        let mut same: HashMap<(usize, usize, String), usize> = HashMap::new();
        let mut any: HashMap<(usize, usize), usize> = HashMap::new();
        let all = located.ranges.into_iter().zip(claims).zip(ranges);
        for ((pieces, claim), (id, label, identity, certainty)) in all {
            let Some(pieces) = pieces else { continue };
            let ends = (pieces.first().map_or(0, |piece| piece.start), pieces.last().map_or(0, |piece| piece.end));
            let next = draft.mentions.len();
            // A range without a label is one of those that have one.
            let known = match label.trim().is_empty() {
                true => *any.entry(ends).or_insert(next),
                false => *same.entry((ends.0, ends.1, label.clone())).or_insert(next),
            };
            any.entry(ends).or_insert(next);
            let position = match draft.mentions.get_mut(known) {
                Some(mention) if mention.pieces == pieces && agree(&mention.identity, &identity) => {
                    mention.identity = mention.identity.take().or(identity);
                    report.kept("ranges that are there twice with the same label, taken once", claim.place);
                    known
                }
                _ => {
                    let label = if label.trim().is_empty() { NO_LABEL.to_owned() } else { label };
                    let place = claim.place;
                    draft.mentions.push(Mention { pieces, label, identity, certainty, place, ..Mention::default() });
                    next
                }
            };
            if let Some(id) = id {
                mention_of.entry(id).or_insert(position);
            }
        }
        for Relation { from, to, name, place } in self.relations {
            match (mention_of.get(&from), mention_of.get(&to)) {
                (Some(from), Some(to)) => draft.links.push(Link { from: *from, to: *to, name, place }),
                _ => report.left_out("relations with a range that is not there", place),
            }
        }
        draft
    }
}

/// Whether two identities may be the same.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Who the ranges of a text are, as far as the source gives ids or addresses.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    known: HashSet<String>,
    /// What is known of them.
    pub actors: Vec<ActorFile>,
}

impl Identities {
    /// The identity for an id or an address; `None` if it says that there is none. An id of Wikidata, in any form, becomes
    /// the actor's Wikidata id; another address a link; another id is kept under the name of the `register`, if
    /// that is not empty.
    pub fn add(&mut self, id: &str, register: &str) -> Option<String> {
        let id = id.trim();
        if id.is_empty() || ["nil", "null", "none", "_", "-"].contains(&id.to_ascii_lowercase().as_str()) {
            return None;
        }
        let wikidata = wikidata(id);
        let identity = wikidata.map_or_else(|| id.to_owned(), |item| format!("wikidata:{item}"));
        if self.known.insert(identity.clone()) {
            let mut actor = ActorFile { id: identity.clone(), ..ActorFile::default() };
            match wikidata {
                Some(item) => drop(actor.ids.insert("wikidata".to_owned(), item.into())),
                None if whowhen_core::article::Link::parse(id).is_ok() => {
                    actor.links.push(LinkFile { url: Some(id.to_owned()), ..LinkFile::default() })
                }
                None if register.is_empty() => {}
                None => drop(actor.ids.insert(register.to_owned(), id.into())),
            }
            self.actors.push(actor);
        }
        Some(identity)
    }
}

/// The item of Wikidata that an id or an address means.
///
/// ```
/// use whowhen_formats::labelled_text::wikidata;
///
/// assert_eq!(wikidata("http://www.wikidata.org/entity/Q90"), Some("Q90"));
/// assert_eq!(wikidata("wd:Q90"), Some("Q90"));
/// assert_eq!(wikidata("https://example.org/Q90"), None);
/// ```
pub fn wikidata(id: &str) -> Option<&str> {
    let plain = id.strip_prefix("https://").or(id.strip_prefix("http://")).unwrap_or(id);
    let plain = plain.strip_prefix("www.").or(plain.strip_prefix("m.")).unwrap_or(plain);
    let prefixes = ["wikidata.org/entity/", "wikidata.org/wiki/", "wd:", "wikidata:", "Wikidata:"];
    let item = prefixes.iter().find_map(|prefix| plain.strip_prefix(prefix)).unwrap_or(id);
    let digits = item.strip_prefix('Q')?;
    let is_item = (1..=12).contains(&digits.len()) && !digits.starts_with('0');
    (is_item && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(item)
}

/// The most documents of a file. Each takes some kilobytes, however short its text is.
const DOCUMENTS: usize = 100_000;

/// The documents of a file with records.
pub struct Records<'o> {
    format: Format,
    file: &'o InputFile,
    is_several: bool,
    options: &'o ReadOptions,
    documents: Vec<Document>,
    /// What happened to records that are no document.
    notes: Report,
}

impl<'o> Records<'o> {
    /// No documents yet. `number` is how many records the file has.
    pub fn new(format: Format, file: &'o InputFile, number: usize, options: &'o ReadOptions) -> Self {
        let notes = Report::new(format);
        Self { format, file, is_several: number > 1, options, documents: Vec::new(), notes }
    }

    /// A report for a record.
    pub fn report(&self) -> Report {
        Report::new(self.format)
    }

    /// Notes a record that is no document.
    pub fn left_out(&mut self, text: impl Into<String>, place: impl Into<String>) {
        self.notes.left_out(text, place);
    }

    /// Makes a document of a record. A record that cannot be one is noted.
    pub fn add(&mut self, text: LabelledText, unit: Unit, report: Report, place: &str) {
        match check_number(text.ranges.len() + text.more, place) {
            Ok(()) => {
                let mut report = report;
                let draft = text.draft(unit, &mut report);
                self.add_draft(draft, report, place);
            }
            Err(error) => self.left_out(format!("records that cannot be read: {}", error.message), place),
        }
    }

    /// Makes a document of a draft.
    pub fn add_draft(&mut self, mut draft: Draft, mut report: Report, place: &str) {
        if self.documents.len() >= DOCUMENTS {
            self.left_out(format!("records after the first {DOCUMENTS}"), place);
            return;
        }
        if self.is_several {
            draft.id = draft.id.or_else(|| Some(format!("{}-{}", slug(self.file.stem()), self.documents.len() + 1)));
            draft.title = draft.title.or_else(|| first_words(&draft.text));
        }
        match draft.finish(&self.file.name, self.options, &mut report) {
            Ok(article) => self.documents.push(Document { article, report }),
            Err(error) => self.left_out(format!("records that cannot be read: {}", error.message), place),
        }
    }

    /// The documents. What is to be said of other records is in the report of the first.
    ///
    /// # Errors
    /// If there is no document: the first reason.
    pub fn finish(mut self) -> Result<Vec<Document>, FormatError> {
        let Some(first) = self.documents.first_mut() else {
            let note = self.notes.notes.first();
            let place = note.and_then(|note| note.places.first()).unwrap_or(&self.file.name).clone();
            let reason = note.map_or("there are no records", |note| note.text.as_str());
            let message = format!("there is nothing in it that can be read: {reason}");
            return Err(FormatError::new(message, "Check that it was exported whole, with its texts").at(place));
        };
        for note in self.notes.notes {
            let more = note.count.saturating_sub(note.places.len());
            for place in note.places {
                first.report.note(NoteKind::LeftOut, &*note.text, place);
            }
            first.report.note_many(NoteKind::LeftOut, note.text, more, "");
        }
        Ok(self.documents)
    }
}

/// The first words of a text, as a title.
pub fn first_words(text: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let mut title = String::new();
    let mut words = text.split_whitespace();
    for word in words.by_ref() {
        if !title.is_empty() && title.chars().count() + 1 + word.chars().count() > LONGEST {
            title.push_str(" …");
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.extend(word.chars().take(LONGEST));
    }
    Some(title).filter(|title| !title.is_empty())
}

/// A position as JSON has it: a whole number, perhaps written `9.0` or `"9"`. What is none (negative, missing) is a position
/// outside any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position(pub usize);

/// A position outside any text.
const NOWHERE: Position = Position(usize::MAX);

impl Default for Position {
    fn default() -> Self {
        NOWHERE
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor).map(|scalar| {
            let whole =
                |number: f64| (number >= 0.0 && number.fract() == 0.0 && number < 4e9).then_some(number as usize);
            scalar.0.parse().ok().or_else(|| whole(scalar.0.parse().ok()?)).map_or(NOWHERE, Position)
        })
    }
}

/// A word as JSON has it: a text, or a number or a truth value written out. `null` is an empty word, and so is a list or
/// an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Word(pub String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Word, E> {
        Ok(Word(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Word, E> {
        Ok(Word(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Word, E> {
        Ok(Word(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Word, E> {
        Ok(Word(number.to_string()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Word, E> {
        Ok(Word(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Word, E> {
        Ok(Word::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Word, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Word::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Word::default())
    }
}

/// A list in JSON of which so many are read as a text may have ranges; more of them are only counted. So a dense list does
/// not fill the memory before it is refused. `null` is an empty list.
///
/// ```
/// use whowhen_formats::labelled_text::{Many, Word};
///
/// let list: Many<Word> = serde_json::from_str("[1, \"a\"]").unwrap();
/// assert_eq!((list.items.len(), list.more), (2, 0));
/// ```
#[derive(Clone, Debug)]
pub struct Many<T> {
    /// What was read.
    pub items: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self { items: Vec::new(), more: 0 }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Many<T>, A::Error> {
        let mut found = Many::default();
        while found.items.len() < positions::LIMIT {
            let Some(item) = list.next_element()? else { return Ok(found) };
            found.items.push(item);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            found.more += 1;
        }
        Ok(found)
    }
}

/// Reads `null` as a missing field.
pub fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The keys of the objects at the beginning of a file of JSON, by which formats are told apart. A text of any length may
/// stand before them.
///
/// ```
/// use whowhen_formats::labelled_text::Keys;
///
/// let keys = Keys::of(b"[{\"text\": \"\\\"ents\\\": \", \"spans\": [{\"start\": 1");
/// assert!(keys.has_outer("text") && keys.has_outer("spans") && keys.has_inner("start") && !keys.has_outer("ents"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Keys<'t> {
    outer: HashSet<&'t str>,
    inner: HashSet<&'t str>,
    /// Whether an outer key has a list of lists that begin with two numbers and a text.
    pub has_triples: bool,
    /// Whether a list begins with a text and an object.
    pub has_pairs: bool,
}

impl<'t> Keys<'t> {
    /// The keys of a content, which may be cut off. None if it does not begin as JSON does.
    pub fn of(bytes: &'t [u8]) -> Self {
        /// How many bytes are looked at; of a long text only so many count.
        const LOOKED_AT: usize = 64 * 1024;
        const COUNTED: usize = 1024;
        let mut found = Self::default();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if !matches!(bytes.get(skip_space(bytes, 0)), Some(b'{' | b'[')) {
            return found;
        }
        let (mut at, mut objects, mut looked_at) = (0, 0usize, 0);
        while let Some(byte) = bytes.get(at).filter(|_| looked_at < LOOKED_AT) {
            at += 1;
            looked_at += 1;
            match byte {
                b'{' => objects += 1,
                b'}' => objects = objects.saturating_sub(1),
                b'[' => found.has_pairs |= objects == 0 && is_pair(bytes, at),
                b'"' => {
                    let start = at;
                    at = end_of_string(bytes, at);
                    looked_at += (at - start).min(COUNTED);
                    let colon = skip_space(bytes, at + 1);
                    let key = bytes.get(start..at).filter(|_| bytes.get(colon) == Some(&b':'));
                    if let Some(key) = key.and_then(|key| std::str::from_utf8(key).ok()) {
                        match objects {
                            0 | 1 => drop(found.outer.insert(key)),
                            _ => drop(found.inner.insert(key)),
                        }
                        found.has_triples |= objects <= 1 && is_triples(bytes, colon + 1);
                    }
                    at += 1;
                }
                _ => {}
            }
        }
        found
    }

    /// Whether an object that is in no other has this key.
    pub fn has_outer(&self, key: &str) -> bool {
        self.outer.contains(key)
    }

    /// Whether an object within another has this key.
    pub fn has_inner(&self, key: &str) -> bool {
        self.inner.contains(key)
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.outer.is_empty() && self.inner.is_empty()
    }
}

/// The position of the quotation mark that ends a string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Whether `[[0, 5, "PER"` stands here.
fn is_triples(bytes: &[u8], at: usize) -> bool {
    let pattern = [b'[', b'[', b'0', b',', b'0', b',', b'"'];
    let mut at = at;
    for expected in pattern {
        at = skip_space(bytes, at);
        match expected {
            b'0' => {
                let start = at;
                while bytes.get(at).is_some_and(|byte| byte.is_ascii_digit()) {
                    at += 1;
                }
                if at == start {
                    return false;
                }
            }
            _ if bytes.get(at) != Some(&expected) => return false,
            _ => at += 1,
        }
    }
    true
}

/// Whether `"text", {` stands here.
fn is_pair(bytes: &[u8], at: usize) -> bool {
    let start = skip_space(bytes, at);
    if bytes.get(start) != Some(&b'"') {
        return false;
    }
    let comma = skip_space(bytes, end_of_string(bytes, start + 1) + 1);
    bytes.get(comma) == Some(&b',') && bytes.get(skip_space(bytes, comma + 1)) == Some(&b'{')
}
