//! Label Studio: tasks with annotations, as JSON or as JSON-MIN. Positions are in UTF-16 units.
//!
//! | part | what |
//! |---|---|
//! | `data` | the fields of a task, of which one is the text, or a dialogue: a list of `{"author", "text"}` |
//! | `annotations` (old: `completions`) | of each annotator, a list `result`; the first that was not cancelled is read |
//! | `{"type": "labels", "id", "value": {"start", "end", "text", "labels"}}` | a labelled range |
//! | `{"type": "paragraphlabels", "value": {"start", "startOffset", …}}` | a labelled range of a dialogue |
//! | `{"type": "relation", "from_id", "to_id", "direction", "labels"}` | a relation |
//! | `{"text": "…", "label": [{"start", "end", "labels"}]}` | a task of JSON-MIN |
//!
//! A range with the label of an event becomes an event, and its relations to others say who took part.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let json = r#"[{"data": {"text": "👍 Alice ran."}, "annotations": [{"result": [{"id": "a", "type": "labels",
//!     "from_name": "label", "to_name": "text", "value": {"start": 3, "end": 8, "text": "Alice", "labels": ["PER"]}}]}]}]"#;
//! let groups = group(vec![InputFile::new("a.json", json)]).unwrap();
//! let article = read(&groups[0], Format::LabelStudio, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.mentions[0].at[0].quote.as_deref(), Some("Alice"));
//! ```
//!
//! Source: <https://labelstud.io/guide/task_format>, <https://labelstud.io/guide/export>, <https://labelstud.io/tags/text>

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use whowhen_core::text::Unit;

use crate::labelled_text::{Keys, LabelledRange, LabelledText, Many, Position, Records, Relation, Word, or_default};
use crate::positions::{Claim, LIMIT};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, NoteKind, ReadOptions, Report, json};

/// JSON whose records have results, or ranges as JSON-MIN has them.
pub fn detect(file: &InputFile) -> Likelihood {
    let keys = Keys::of(&file.bytes);
    let outer = |names: &[&str]| names.iter().any(|name| keys.has_outer(name));
    let has_annotators = outer(&["annotations", "completions", "predictions"]);
    if keys.has_inner("result") && has_annotators || outer(&["data"]) && outer(&["annotations", "completions"]) {
        return Likelihood::Certain;
    }
    let has_ranges = keys.has_inner("labels") && keys.has_inner("start") && keys.has_inner("end");
    match has_ranges && !outer(&["annotations", "annotation_sets", "@context"]) {
        true if outer(&["annotation_id", "lead_time", "annotator"]) => Likelihood::Certain,
        true => Likelihood::Likely,
        false => Likelihood::No,
    }
}

/// Reads each task as a document.
///
/// # Errors
/// If the file is not JSON, or no task has a text in it.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let all = json::records::<BTreeMap<String, Box<RawValue>>>(file)?;
    let mut records = Records::new(Format::LabelStudio, file, all.len(), options);
    for record in all {
        let mut report = records.report();
        let text = record.value.and_then(|fields| Task::of(fields, &record.place, &mut report)).and_then(|task| {
            let results = task.results;
            labelled_text(&task.data, results, &record.place, &mut report)
        });
        match text {
            Ok(text) => records.add(text, Unit::Utf16, report, &record.place),
            Err(reason) => records.left_out(format!("tasks that cannot be read: {reason}"), record.place),
        }
    }
    records.finish()
}

type Fields = BTreeMap<String, Box<RawValue>>;

/// A task: its data, and the results of one annotator.
struct Task {
    data: Fields,
    results: Many<ResultRecord>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    result: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "or_default")]
    was_cancelled: bool,
}

/// A range, a relation, or something else, by its type.
#[derive(Default, Deserialize)]
struct ResultRecord {
    #[serde(default)]
    id: Option<Word>,
    #[serde(default, rename = "type", deserialize_with = "or_default")]
    kind: String,
    #[serde(default)]
    to_name: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    value: Value,
    #[serde(default)]
    from_id: Word,
    #[serde(default)]
    to_id: Word,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    labels: Vec<Word>,
}

#[derive(Default, Deserialize)]
struct Value {
    #[serde(default)]
    start: Position,
    #[serde(default)]
    end: Position,
    /// Of a range of a dialogue, in the paragraphs `start` and `end`.
    #[serde(default, rename = "startOffset")]
    start_offset: Option<Position>,
    #[serde(default, rename = "endOffset")]
    end_offset: Option<Position>,
    #[serde(default)]
    text: Option<Word>,
    #[serde(default, deserialize_with = "or_default")]
    labels: Vec<Word>,
    #[serde(default, rename = "paragraphlabels", deserialize_with = "or_default")]
    paragraph_labels: Vec<Word>,
}

impl Task {
    fn of(mut fields: Fields, place: &str, report: &mut Report) -> Result<Self, String> {
        let number = |value: Option<Box<RawValue>>| {
            value
                .and_then(|value| serde_json::from_str::<Vec<IgnoredAny>>(value.get()).ok())
                .map_or(0, |list| list.len())
        };
        let predictions = number(fields.remove("predictions"));
        report.note_many(NoteKind::LeftOut, "predictions of models", predictions, place);
        let drafts = number(fields.remove("drafts"));
        report.note_many(NoteKind::LeftOut, "drafts of annotations", drafts, place);
        let Some(data) = fields.remove("data") else { return Ok(Self::minimal(fields)) };
        let Ok(data) = serde_json::from_str::<Fields>(data.get()) else {
            return Err("its “data” is no object".to_owned());
        };
        let annotations = fields.remove("annotations").or_else(|| fields.remove("completions"));
        let unexpected =
            |error: serde_json::Error| format!("its “annotations” are not as expected: {}", json::words(&error));
        let annotations: Option<Vec<Annotation>> =
            annotations.map_or(Ok(None), |list| serde_json::from_str(list.get())).map_err(unexpected)?;
        let mut results: Option<Many<ResultRecord>> = None;
        for annotation in annotations.into_iter().flatten() {
            match (annotation.was_cancelled, &results) {
                (true, _) => report.left_out("annotations that were cancelled", place),
                (false, None) => {
                    let read = annotation.result.map_or(Ok(Many::default()), |list| serde_json::from_str(list.get()));
                    results = Some(read.map_err(unexpected)?);
                }
                (false, Some(_)) => report.left_out("annotations of further annotators of a task", place),
            }
        }
        Ok(Self { data, results: results.unwrap_or_default() })
    }

    /// A task of JSON-MIN: lists of ranges stand among the data, without types.
    fn minimal(fields: Fields) -> Self {
        let (mut data, mut results) = (Fields::new(), Many::default());
        for (name, value) in fields {
            // A dialogue has texts, and no labels.
            let ranges = serde_json::from_str::<Many<Value>>(value.get()).ok().filter(|ranges| {
                ranges.items.iter().any(|range| !range.labels.is_empty() || !range.paragraph_labels.is_empty())
            });
            match ranges {
                Some(ranges) => {
                    results.more += ranges.more;
                    for value in ranges.items {
                        if results.items.len() >= LIMIT {
                            results.more += 1;
                            continue;
                        }
                        let kind = if value.paragraph_labels.is_empty() { "labels" } else { "paragraphlabels" };
                        results.items.push(ResultRecord { kind: kind.to_owned(), value, ..ResultRecord::default() });
                    }
                }
                None => drop(data.insert(name, value)),
            }
        }
        Self { data, results }
    }
}

/// The text of a task, and where its paragraphs begin.
struct TaskText {
    /// The field that has it.
    name: String,
    text: String,
    title: Option<String>,
    /// Of a dialogue: where the words of each paragraph begin, in UTF-16 units.
    paragraphs: Vec<usize>,
}

fn labelled_text(
    data: &Fields,
    Many { items: results, more }: Many<ResultRecord>,
    place: &str,
    report: &mut Report,
) -> Result<LabelledText, String> {
    let is_range = |result: &&ResultRecord| ["labels", "paragraphlabels"].contains(&&*result.kind);
    let object = most_frequent(results.iter().filter(is_range).filter_map(|result| result.to_name.as_deref()));
    let object = object.map(str::to_owned);
    if results.iter().any(|result| result.kind == "hypertextlabels") && !results.iter().any(|result| is_range(&result))
    {
        return Err("its ranges are in a web page (“hypertextlabels”), told by paths in its HTML".to_owned());
    }
    let task = task_text(data, object.as_deref())?;
    for (name, value) in data {
        let is_read = *name == task.name || name == "title" && task.title.is_some();
        if !is_read && name != "id" && !["[]", "{}", "null", "\"\""].contains(&value.get().trim()) {
            report.left_out(format!("fields “{name}” of tasks"), place);
        }
    }
    let mut found = LabelledText { text: task.text, title: task.title, more, ..LabelledText::default() };
    for result in results {
        let is_other = result.to_name.is_some() && result.to_name != object;
        match result.kind.as_str() {
            "labels" | "paragraphlabels" if is_other => report.left_out("ranges of another field of the task", place),
            "labels" | "paragraphlabels" => add_range(result, &task.paragraphs, place, &mut found),
            "relation" => add_relation(result, place, &mut found, report),
            "hypertextlabels" => report.left_out("ranges in a web page, told by paths in its HTML", place),
            "" => report.left_out("results without a type", place),
            other => report.left_out(format!("results of the type “{other}”"), place),
        }
    }
    Ok(found)
}

fn add_range(result: ResultRecord, paragraphs: &[usize], place: &str, found: &mut LabelledText) {
    let Value { start, end, start_offset, end_offset, text, labels, paragraph_labels } = result.value;
    let (start, end) = match (start_offset, end_offset) {
        (Some(first), Some(last)) if result.kind == "paragraphlabels" => {
            let at = |paragraph: Position, offset: Position| {
                paragraphs.get(paragraph.0).map_or(usize::MAX, |begin| begin.saturating_add(offset.0))
            };
            (at(start, first), at(end, last))
        }
        _ => (start.0, end.0),
    };
    let surface = text.map(|text| text.0).filter(|text| !text.is_empty());
    let id = result.id.map(|id| id.0);
    let place = id.as_ref().map_or_else(|| place.to_owned(), |id| format!("{place}, id {id}"));
    let mut labels = labels;
    labels.extend(paragraph_labels);
    if labels.is_empty() {
        labels.push(Word::default());
    }
    for (number, label) in labels.into_iter().enumerate() {
        let claim = Claim { pieces: vec![(start, end)], surface: surface.clone(), place: place.clone() };
        // Relations mean the first label.
        let id = id.clone().filter(|_| number == 0);
        found.push(LabelledRange { id, label: label.0, identity: None, certainty: None, claim });
    }
}

fn add_relation(result: ResultRecord, place: &str, found: &mut LabelledText, report: &mut Report) {
    let (from, to) = match result.direction.as_deref() {
        Some("left") => (result.to_id.0, result.from_id.0),
        Some("bi") => {
            report.changed("relations in both directions, taken in the first", place);
            (result.from_id.0, result.to_id.0)
        }
        _ => (result.from_id.0, result.to_id.0),
    };
    let mut names: Vec<String> = result.labels.into_iter().map(|label| label.0).collect();
    if names.is_empty() {
        names.push("related".to_owned());
    }
    for name in names {
        let place = format!("{place}, relation of {from} to {to}");
        found.relations.push(Relation { from: from.clone(), to: to.clone(), name, place });
    }
}

/// The most frequent of some names; of several, the first.
fn most_frequent<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut counts: BTreeMap<&str, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
    for (position, name) in names.enumerate() {
        counts.entry(name).or_insert((0, std::cmp::Reverse(position))).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(name, _)| name)
}

/// The text of a task: the field with the name of the labelled object, or `text`, or the longest text.
fn task_text(data: &Fields, object: Option<&str>) -> Result<TaskText, String> {
    let title = data.get("title").and_then(|title| serde_json::from_str::<String>(title.get()).ok());
    let is_text = |name: &&str| data.get(*name).is_some_and(|value| value.get().starts_with(['"', '[']));
    let named = object.into_iter().chain(["text", "dialogue"]).find(is_text);
    let texts = || data.iter().filter(|(_, value)| value.get().starts_with('"'));
    let longest = || texts().max_by_key(|(_, value)| value.get().len()).map(|(name, _)| name.as_str());
    let dialogue = || data.iter().find(|(_, value)| dialogue(value.get()).is_some()).map(|(name, _)| name.as_str());
    let name = named.or_else(dialogue).or_else(longest).ok_or("there is no text in its data")?;
    let value = data.get(name).ok_or("there is no text in its data")?.get();
    if let Some(lines) = dialogue_lines(value) {
        return Ok(TaskText { name: name.to_owned(), title, ..lines });
    }
    let text: String = serde_json::from_str(value).map_err(|_| format!("its “{name}” is no text"))?;
    match is_address(text.trim()) {
        true => Err(format!("its text is at the address {}, and not in the file", text.trim())),
        false => {
            let title = title.filter(|_| name != "title");
            Ok(TaskText { name: name.to_owned(), text, title, paragraphs: Vec::new() })
        }
    }
}

/// Whether a text is an address of a file, as Label Studio keeps texts elsewhere.
fn is_address(text: &str) -> bool {
    const SCHEMES: &[&str] = &["http://", "https://", "s3://", "gs://", "azure-blob://", "/data/"];
    SCHEMES.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace)
}

/// A paragraph of a dialogue.
#[derive(Deserialize)]
struct Turn {
    #[serde(default, alias = "speaker", alias = "name")]
    author: Option<String>,
    text: String,
}

fn dialogue(json: &str) -> Option<Vec<Turn>> {
    if !json.starts_with('[') {
        return None;
    }
    serde_json::from_str(json).ok().filter(|turns: &Vec<Turn>| !turns.is_empty())
}

/// The text of a dialogue: who speaks, and what, with an empty line after each.
fn dialogue_lines(json: &str) -> Option<TaskText> {
    let turns = dialogue(json)?;
    let length = |text: &str| text.encode_utf16().count();
    let (mut text, mut at, mut paragraphs) = (String::new(), 0, Vec::new());
    for turn in turns {
        let before = turn.author.map_or_else(String::new, |author| format!("{author}: "));
        let separator = if text.is_empty() { "" } else { "\n\n" };
        text.extend([separator, &before]);
        at += length(separator) + length(&before);
        paragraphs.push(at);
        text.push_str(&turn.text);
        at += length(&turn.text);
    }
    Some(TaskText { name: String::new(), text, title: None, paragraphs })
}
