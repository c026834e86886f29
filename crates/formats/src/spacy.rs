//! JSON of spaCy, displaCy and Prodigy. Positions are in code points.
//!
//! | record | what |
//! |---|---|
//! | `{"text", "ents": [{"start", "end", "label"}], "spans": {"group": […]}, "tokens"}` | `Doc.to_json()` of spaCy |
//! | `{"text", "ents" or "spans": […], "title"}` | displaCy; `kb_id` and `kb_url` say who it is |
//! | `["text", {"entities": [[0, 5, "PER"]]}]` | old training data |
//! | `{"paragraphs": [{"raw", "sentences": [{"tokens": [{"orth", "ner"}]}]}]}` | training data of spaCy 2 |
//! | `{"text", "tokens", "spans": […], "relations": [{"head", "child", "label"}], "answer"}` | Prodigy |
//!
//! A file has one record, a list of records, or a record on each line. Groups of spans whose name begins with
//! `coref_clusters` are actors. Records that were rejected or ignored in Prodigy are left out.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let json = r#"{"text": "Paris slept.", "ents": [{"start": 0, "end": 5, "label": "GPE", "kb_id": "Q90"}]}"#;
//! let groups = group(vec![InputFile::new("a.json", json)]).unwrap();
//! let article = read(&groups[0], Format::Spacy, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].ids["wikidata"], "Q90");
//! ```
//!
//! Source: <https://spacy.io/api/doc#to_json>, <https://spacy.io/usage/visualizers>, <https://prodi.gy/docs/api-interfaces>

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use whowhen_core::article::Link;
use whowhen_core::file::SourceFile;
use whowhen_core::text::{Offsets, Unit};

use crate::labelled_text::{Keys, LabelledRange, LabelledText, Many, Position, Records, Relation, Word, or_default};
use crate::positions::Claim;
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, NoteKind, ReadOptions, Report, json};

/// JSON whose records have ranges as these tools write them.
pub fn detect(file: &InputFile) -> Likelihood {
    let keys = Keys::of(&file.bytes);
    let outer = |names: &[&str]| names.iter().any(|name| keys.has_outer(name));
    if outer(&["annotation_sets", "@context", "target", "completions", "format"]) || keys.has_inner("start_offset") {
        return Likelihood::No;
    }
    if outer(&["_input_hash", "_task_hash", "_view_id"]) {
        return Likelihood::Certain;
    }
    let has_text = outer(&["text"]);
    let has_pairs = keys.has_pairs && outer(&["entities"]);
    match () {
        () if has_text && outer(&["ents", "spans"]) && outer(&["tokens", "answer"]) => Likelihood::Certain,
        () if has_text && outer(&["ents", "spans", "entities"]) => Likelihood::Likely,
        () if has_pairs || outer(&["classes"]) && outer(&["annotations"]) => Likelihood::Likely,
        () if outer(&["words"]) && outer(&["arcs"]) => Likelihood::Likely,
        () if outer(&["paragraphs"]) && keys.has_inner("sentences") => Likelihood::Likely,
        () => Likelihood::No,
    }
}

/// Reads each record as a document.
///
/// # Errors
/// If the file is not JSON, or no record has a text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let all = json::records::<Box<RawValue>>(file)?;
    let all = all.into_iter().map(|record| (record.value, record.place)).collect();
    let all = alone_pair(all, file).unwrap_or_else(|all| all);
    let mut records = Records::new(Format::Spacy, file, all.len(), options);
    for (value, place) in all {
        let mut report = records.report();
        match value.and_then(|value| labelled_texts(&value, &place, &mut report)) {
            Ok(Answer::Text(text)) => records.add(*text, Unit::CodePoint, report, &place),
            Ok(Answer::Pairs(pairs)) => {
                for (number, pair) in pairs.into_iter().enumerate() {
                    let (report, place) = (records.report(), format!("{place}, annotations[{number}]"));
                    match pair_text(pair.get(), &place) {
                        Ok(text) => records.add(text, Unit::CodePoint, report, &place),
                        Err(reason) => records.left_out(format!("records that cannot be read: {reason}"), place),
                    }
                }
            }
            Ok(Answer::None(reason)) => records.left_out(reason, place),
            Err(reason) => records.left_out(format!("records that cannot be read: {reason}"), place),
        }
    }
    records.finish()
}

/// A record, and where it is.
type RawRecord = (Result<Box<RawValue>, String>, String);

/// A file that is one pair looks like a list of two records.
fn alone_pair(all: Vec<RawRecord>, file: &InputFile) -> Result<Vec<RawRecord>, Vec<RawRecord>> {
    let [(Ok(text), _), (Ok(entities), _)] = &all[..] else { return Err(all) };
    let is_pair = text.get().starts_with('"') && entities.get().starts_with('{');
    match RawValue::from_string(format!("[{}, {}]", text.get(), entities.get())) {
        Ok(pair) if is_pair => Ok(vec![(Ok(pair), file.name.clone())]),
        _ => Err(all),
    }
}

/// What a record is.
enum Answer {
    Text(Box<LabelledText>),
    /// Pairs of texts and entities.
    Pairs(Vec<Box<RawValue>>),
    /// No text, for a reason.
    None(&'static str),
}

fn labelled_texts(value: &RawValue, place: &str, report: &mut Report) -> Result<Answer, String> {
    let json = value.get();
    if json.starts_with('[') {
        return pair_text(json, place).map(|text| Answer::Text(Box::new(text)));
    }
    let words = |error: serde_json::Error| {
        let message = error.to_string();
        message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned()
    };
    let mut object: Object = serde_json::from_str(json).map_err(words)?;
    match object.answer.as_deref() {
        Some("reject") => return Ok(Answer::None("records that were rejected")),
        Some("ignore") => return Ok(Answer::None("records that were ignored")),
        _ => {}
    }
    if object.arcs.is_some() && object.text.is_none() {
        return Ok(Answer::None("drawings of syntax (“words” and “arcs”), which have no named entities"));
    }
    if let (None, Some(pairs)) = (&object.text, object.annotations.take()) {
        return Ok(Answer::Pairs(pairs));
    }
    if let Some(paragraphs) = object.paragraphs.take() {
        return paragraphs_text(paragraphs, place).map(|text| Answer::Text(Box::new(text)));
    }
    object_text(object, place, report).map(|text| Answer::Text(Box::new(text)))
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    ents: Many<Span>,
    #[serde(default)]
    entities: Many<Span>,
    /// A list, or lists by the names of groups.
    #[serde(default)]
    spans: Option<Box<RawValue>>,
    #[serde(default)]
    tokens: Option<Box<RawValue>>,
    #[serde(default)]
    relations: Many<RelationRecord>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    arcs: Option<IgnoredAny>,
    #[serde(default)]
    annotations: Option<Vec<Box<RawValue>>>,
    #[serde(default)]
    paragraphs: Option<Vec<Paragraph>>,
    #[serde(default, deserialize_with = "or_default")]
    meta: BTreeMap<String, Word>,
    #[serde(default)]
    cats: Option<BTreeMap<String, IgnoredAny>>,
    #[serde(default)]
    accept: Option<Vec<IgnoredAny>>,
}

/// A range: an object, or a list of the start, the end, the label, and perhaps who it is.
#[derive(Clone, Default)]
struct Span {
    start: Option<Position>,
    end: Option<Position>,
    label: Word,
    /// Who it is: an id, and an address.
    kb: (Word, Word),
    text: Option<String>,
    /// The first token, and the one after the last.
    tokens: Option<(usize, usize)>,
}

#[derive(Deserialize)]
struct SpanObject {
    #[serde(default)]
    start: Option<Position>,
    #[serde(default)]
    end: Option<Position>,
    #[serde(default)]
    label: Word,
    #[serde(default)]
    kb_id: Word,
    #[serde(default)]
    kb_url: Word,
    #[serde(default)]
    text: Option<String>,
    /// Prodigy: the first and the last token.
    #[serde(default)]
    token_start: Option<Position>,
    #[serde(default)]
    token_end: Option<Position>,
    /// displaCy: the first token, and the one after the last.
    #[serde(default)]
    start_token: Option<Position>,
    #[serde(default)]
    end_token: Option<Position>,
}

impl From<SpanObject> for Span {
    fn from(object: SpanObject) -> Self {
        let SpanObject { start, end, label, kb_id, kb_url, text, .. } = object;
        let inclusive =
            object.token_start.zip(object.token_end).map(|(first, last)| (first.0, last.0.saturating_add(1)));
        let exclusive = object.start_token.zip(object.end_token).map(|(first, end)| (first.0, end.0));
        Self { start, end, label, kb: (kb_id, kb_url), text, tokens: inclusive.or(exclusive) }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpanVisitor)
    }
}

struct SpanVisitor;

impl<'de> Visitor<'de> for SpanVisitor {
    type Value = Span;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a range: an object, or a list of start, end and label")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Span, A::Error> {
        SpanObject::deserialize(MapAccessDeserializer::new(map)).map(Span::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Span, A::Error> {
        let (start, end) = (list.next_element()?, list.next_element()?);
        let label = list.next_element()?.unwrap_or_default();
        let kb = (list.next_element()?.unwrap_or_default(), Word::default());
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Span { start, end, label, kb, ..Span::default() })
    }
}

#[derive(Deserialize)]
struct RelationRecord {
    #[serde(default)]
    head: Position,
    #[serde(default)]
    child: Position,
    #[serde(default)]
    head_span: Option<Span>,
    #[serde(default)]
    child_span: Option<Span>,
    #[serde(default)]
    label: Word,
}

/// A token: where it is, and its text. displaCy writes the text alone.
#[derive(Clone)]
struct Token {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TokenRecord {
    Text(String),
    Place { start: Position, end: Position },
}

#[derive(Deserialize)]
struct Paragraph {
    #[serde(default)]
    raw: Option<String>,
    #[serde(default)]
    sentences: Vec<Sentence>,
    #[serde(default)]
    entities: Many<Span>,
}

#[derive(Deserialize)]
struct Sentence {
    #[serde(default)]
    tokens: Vec<TaggedToken>,
}

#[derive(Deserialize)]
struct TaggedToken {
    orth: String,
    #[serde(default)]
    ner: Option<String>,
}

/// A text with its entities, as a list.
fn pair_text(json: &str, place: &str) -> Result<LabelledText, String> {
    #[derive(Deserialize)]
    struct Entities {
        #[serde(default)]
        entities: Many<Span>,
    }
    let (text, Entities { entities }): (String, Entities) = serde_json::from_str(json)
        .map_err(|_| "it is no pair of a text and an object with “entities” in the form [start, end, label]")?;
    let mut found = LabelledText { text, ..LabelledText::default() };
    add_all(entities, None, &[], place, &mut found);
    Ok(found)
}

fn object_text(object: Object, place: &str, report: &mut Report) -> Result<LabelledText, String> {
    let text = object.text.ok_or("there is no text in it")?;
    let tokens = object.tokens.map_or_else(Vec::new, |tokens| tokens_of(tokens.get(), &text));
    let mut found = LabelledText { text, title: object.title, ..LabelledText::default() };
    for spans in [object.ents, object.entities] {
        add_all(spans, None, &tokens, place, &mut found);
    }
    if let Some(spans) = object.spans {
        add_groups(spans.get(), &tokens, place, &mut found, report)?;
    }
    report.note_many(NoteKind::LeftOut, "relations beyond the most that are read", object.relations.more, place);
    add_relations(object.relations.items, &tokens, place, &mut found, report);
    for (name, value) in object.meta {
        match name.as_str() {
            "title" if found.title.is_none() => found.title = Some(value.0),
            "url" if Link::parse(&value.0).is_ok() => {
                found.source = Some(SourceFile { url: Some(value.0), ..SourceFile::default() })
            }
            _ => report.left_out(format!("fields “{name}” of “meta”"), place),
        }
    }
    if object.cats.is_some_and(|cats| !cats.is_empty()) || object.accept.is_some_and(|accept| !accept.is_empty()) {
        report.left_out("categories of whole texts", place);
    }
    Ok(found)
}

/// Adds spans: a list, or lists by the names of groups.
fn add_groups(
    json: &str,
    tokens: &[Token],
    place: &str,
    found: &mut LabelledText,
    report: &mut Report,
) -> Result<(), String> {
    let wrong = |_| "its “spans” are neither a list of ranges nor lists by the names of groups".to_owned();
    if !json.starts_with('{') {
        add_all(serde_json::from_str(json).map_err(wrong)?, None, tokens, place, found);
        return Ok(());
    }
    let groups: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).map_err(wrong)?;
    for (name, spans) in groups {
        let spans: Many<Span> = serde_json::from_str(spans.get()).map_err(wrong)?;
        if name.starts_with("coref_head") {
            report.left_out("heads of coreference clusters", place);
            continue;
        }
        let cluster = name.starts_with("coref_clusters").then_some(name.as_str());
        add_all(spans, cluster, tokens, place, found);
    }
    Ok(())
}

/// Adds the ranges of a list.
fn add_all(spans: Many<Span>, cluster: Option<&str>, tokens: &[Token], place: &str, found: &mut LabelledText) {
    spans.items.into_iter().for_each(|span| add(span, cluster, tokens, place, found));
    found.more += spans.more;
}

/// Adds a range. `cluster` is the group of ranges that are the same.
fn add(span: Span, cluster: Option<&str>, tokens: &[Token], place: &str, found: &mut LabelledText) {
    let by_tokens =
        span.tokens.and_then(|(first, end)| Some((tokens.get(first)?.start, tokens.get(end.checked_sub(1)?)?.end)));
    let own = span.start.zip(span.end).map(|(start, end)| (start.0, end.0));
    let (start, end) = own.or(by_tokens).unwrap_or((usize::MAX, usize::MAX));
    let (id, url) = span.kb;
    let is_item = crate::labelled_text::wikidata(&id.0).is_some();
    let known = if is_item || url.0.len() < 2 { &id.0 } else { &url.0 };
    let identity = found.identities.add(known, "kb_id").or_else(|| cluster.map(str::to_owned));
    let claim = Claim { pieces: vec![(start, end)], surface: span.text, place: place.to_owned() };
    let id = Some(id_of(start, end));
    found.push(LabelledRange { id, label: span.label.0, identity, certainty: None, claim });
}

/// The id of a range: relations name it by its positions.
fn id_of(start: usize, end: usize) -> String {
    format!("{start}-{end}")
}

/// Adds relations, whose ends are tokens of ranges.
fn add_relations(
    relations: Vec<RelationRecord>,
    tokens: &[Token],
    place: &str,
    found: &mut LabelledText,
    report: &mut Report,
) {
    if relations.is_empty() {
        return;
    }
    // A range is named by its last token; some tools name the first.
    let mut by_start: HashMap<usize, String> = HashMap::new();
    let mut by_end: HashMap<usize, String> = HashMap::new();
    for range in &found.ranges {
        if let (Some(&(start, end)), Some(id)) = (range.claim.pieces.first(), &range.id) {
            by_start.insert(start, id.clone());
            by_end.insert(end, id.clone());
        }
    }
    let end = |span: Option<Span>, token: Position| {
        let own = span.and_then(|span| span.start.zip(span.end)).map(|(start, end)| id_of(start.0, end.0));
        own.or_else(|| {
            let token = tokens.get(token.0)?;
            by_end.get(&token.end).or_else(|| by_start.get(&token.start)).cloned()
        })
    };
    for RelationRecord { head, child, head_span, child_span, label } in relations {
        match (end(head_span, head), end(child_span, child)) {
            (Some(from), Some(to)) => {
                let name = if label.0.is_empty() { "related".to_owned() } else { label.0 };
                found.relations.push(Relation { from, to, name, place: place.to_owned() });
            }
            _ => report.left_out("relations with words that have no label", place),
        }
    }
}

/// The places of tokens in a text, in code points.
fn tokens_of(json: &str, text: &str) -> Vec<Token> {
    let records: Vec<TokenRecord> = serde_json::from_str(json).unwrap_or_default();
    let words: Vec<&str> = records
        .iter()
        .filter_map(|record| if let TokenRecord::Text(word) = record { Some(&**word) } else { None })
        .collect();
    if words.len() == records.len() {
        return align(&words, text);
    }
    let place = |record: TokenRecord| match record {
        TokenRecord::Place { start, end } => Token { start: start.0, end: end.0 },
        TokenRecord::Text(_) => Token { start: usize::MAX, end: usize::MAX },
    };
    records.into_iter().map(place).collect()
}

/// Finds words in a text, one after the other. A word that is not there stands nowhere.
fn align(words: &[&str], text: &str) -> Vec<Token> {
    /// A word that is farther away is another one.
    const FARTHEST: usize = 200;
    let offsets = Offsets::new(text);
    let mut at = 0;
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let rest = text.get(at..).unwrap_or_default();
        let near = rest.char_indices().nth(FARTHEST + word.len()).map_or(rest, |(end, _)| &rest[..end]);
        let place = near.find(word).filter(|_| !word.is_empty()).and_then(|start| {
            let (start, end) = (at + start, at + start + word.len());
            at = end;
            let count = |byte| offsets.from_byte(byte, Unit::CodePoint);
            Some(Token { start: count(start)?, end: count(end)? })
        });
        found.push(place.unwrap_or(Token { start: usize::MAX, end: usize::MAX }));
    }
    found
}

/// The text of paragraphs, with the entities that the tags of tokens tell.
fn paragraphs_text(paragraphs: Vec<Paragraph>, place: &str) -> Result<LabelledText, String> {
    let mut found = LabelledText::default();
    let mut length = 0;
    for paragraph in paragraphs {
        let all: Vec<&TaggedToken> = paragraph.sentences.iter().flat_map(|sentence| &sentence.tokens).collect();
        let words: Vec<&str> = all.iter().map(|token| token.orth.as_str()).collect();
        let raw = paragraph.raw.unwrap_or_else(|| words.join(" "));
        if !found.text.is_empty() {
            found.text.push_str("\n\n");
            length += 2;
        }
        let places = align(&words, &raw);
        let tags: Vec<&str> = all.iter().map(|token| token.ner.as_deref().unwrap_or("O")).collect();
        for (label, first, last) in tagged_ranges(&tags) {
            let (start, end) = (places[first].start.saturating_add(length), places[last].end.saturating_add(length));
            found.push(LabelledRange::new(label, start, end, place));
        }
        found.more += paragraph.entities.more;
        for mut span in paragraph.entities.items {
            let shift = |position: Option<Position>| position.map(|own| Position(own.0.saturating_add(length)));
            (span.start, span.end) = (shift(span.start), shift(span.end));
            add(span, None, &[], place, &mut found);
        }
        length += raw.chars().count();
        found.text.push_str(&raw);
    }
    match found.text.trim().is_empty() {
        true => Err("there is no text in it".to_owned()),
        false => Ok(found),
    }
}

/// The ranges of tags in the schemes BILUO and IOB: the label, the first and the last token.
fn tagged_ranges<'t>(tags: &[&'t str]) -> Vec<(&'t str, usize, usize)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut is_open = false;
    for (at, tag) in tags.iter().enumerate() {
        let (mark, label) = tag.split_once('-').unwrap_or((tag, ""));
        match (mark, found.last_mut()) {
            ("I" | "L" | "E", Some((open, _, last))) if is_open && *open == label => *last = at,
            ("B" | "U" | "S" | "I" | "L" | "E", _) if !label.is_empty() => found.push((label, at, at)),
            _ => {
                is_open = false;
                continue;
            }
        }
        is_open = matches!(mark, "B" | "I");
    }
    found
}
