//! doccano: a record on each line of a file JSONL, or a list of records. Positions are in code points.
//!
//! | record | what |
//! |---|---|
//! | `{"text": "…", "label": [[0, 5, "PER"]]}` | labelled ranges; old exports say `labels` |
//! | `{"text": "…", "entities": [{"id", "start_offset", "end_offset", "label"}], "relations": [{"from_id", "to_id", "type"}]}` | ranges and relations; very old exports say `annotations` |
//!
//! The user of doccano chooses the names of the keys. So the text is what has no ranges, and ranges are what looks like them.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let line = "{\"data\": \"Alice ran.\", \"tags\": [[0, 5, \"PER\"]]}\n";
//! let groups = group(vec![InputFile::new("a.jsonl", line)]).unwrap();
//! let article = read(&groups[0], Format::Doccano, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].kind.as_deref(), Some("person"));
//! ```
//!
//! Source: <https://doccano.github.io/doccano/tutorial/>, and the examples of export in doccano's own repository

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use whowhen_core::text::Unit;

use crate::labelled_text::{Keys, LabelledRange, LabelledText, Many, Position, Records, Relation, Word};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, NoteKind, ReadOptions, Report, json};

/// JSON whose records have labels as doccano writes them.
pub fn detect(file: &InputFile) -> Likelihood {
    let keys = Keys::of(&file.bytes);
    let has_text = ["text", "data"].iter().any(|key| keys.has_outer(key));
    let is_of_others = ["ents", "tokens", "spans", "annotation_sets", "_input_hash", "completions", "target", "format"]
        .iter()
        .any(|key| keys.has_outer(key));
    if is_of_others || keys.has_pairs {
        return Likelihood::No;
    }
    let has_entities = keys.has_inner("start_offset") && keys.has_inner("end_offset");
    let has_labels = keys.has_outer("label") || keys.has_outer("labels");
    match (has_text, has_entities, keys.has_triples, has_labels) {
        (_, true, ..) => Likelihood::Certain,
        // Pairs of spaCy have this key, too.
        (_, _, true, _) if keys.has_outer("entities") => Likelihood::Possible,
        (_, _, true, _) => Likelihood::Likely,
        (true, _, _, true) => Likelihood::Likely,
        _ => Likelihood::No,
    }
}

/// Reads each record as a document.
///
/// # Errors
/// If the file is not JSON, or no record has a text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let all = json::records::<BTreeMap<String, Box<RawValue>>>(file)?;
    let mut records = Records::new(Format::Doccano, file, all.len(), options);
    for record in all {
        let mut report = records.report();
        let text = record.value.and_then(|fields| labelled_text(&fields, &record.place, &mut report));
        match text {
            Ok(text) => records.add(text, Unit::CodePoint, report, &record.place),
            Err(reason) => records.left_out(format!("records that cannot be read: {reason}"), record.place),
        }
    }
    records.finish()
}

/// A range as an object.
#[derive(Deserialize)]
struct Entity {
    #[serde(default)]
    id: Option<Word>,
    start_offset: Position,
    end_offset: Position,
    #[serde(default)]
    label: Word,
}

/// A relation.
#[derive(Deserialize)]
struct RelationRecord {
    from_id: Word,
    to_id: Word,
    #[serde(default, rename = "type")]
    name: Word,
}

/// A range as a list.
type Triple = (Position, Position, Word);

fn labelled_text(
    fields: &BTreeMap<String, Box<RawValue>>,
    place: &str,
    report: &mut Report,
) -> Result<LabelledText, String> {
    let key = text_key(fields).ok_or("there is no text in it")?;
    let text = fields.get(key).and_then(|value| serde_json::from_str(value.get()).ok()).unwrap_or_default();
    let mut found = LabelledText { text, ..LabelledText::default() };
    for (name, value) in fields.iter().filter(|(name, _)| name.as_str() != key) {
        let value = value.get().trim();
        if let Ok(triples) = serde_json::from_str::<Many<Triple>>(value) {
            let range = |(start, end, label): Triple| LabelledRange::new(&label.0, start.0, end.0, place);
            triples.items.into_iter().map(range).for_each(|range| found.push(range));
            found.more += triples.more;
        } else if let Ok(entities) = serde_json::from_str::<Many<Entity>>(value) {
            let range = |entity: Entity| {
                let (start, end) = (entity.start_offset.0, entity.end_offset.0);
                let id = entity.id.map(|id| id.0);
                LabelledRange { id, ..LabelledRange::new(&entity.label.0, start, end, place) }
            };
            entities.items.into_iter().map(range).for_each(|range| found.push(range));
            found.more += entities.more;
        } else if let Ok(relations) = serde_json::from_str::<Many<RelationRecord>>(value) {
            let relation = |relation: RelationRecord| Relation {
                from: relation.from_id.0,
                to: relation.to_id.0,
                name: if relation.name.0.is_empty() { "related".to_owned() } else { relation.name.0 },
                place: place.to_owned(),
            };
            found.relations.extend(relations.items.into_iter().map(relation));
            report.note_many(NoteKind::LeftOut, "relations beyond the most that are read", relations.more, place);
        } else if name == "title" && value.starts_with('"') {
            found.title = serde_json::from_str(value).ok();
        } else if ["label", "labels", "cats"].contains(&name.as_str()) && value.len() > 2 && value != "null" {
            report.left_out(format!("labels of whole texts, or in another form (“{name}”)"), place);
        } else if name.as_str() != "id" && !["[]", "{}", "null", "\"\""].contains(&value) {
            report.left_out(format!("fields “{name}” of records"), place);
        }
    }
    Ok(found)
}

/// The key of the text: `text` or `data`, or that of the longest text.
fn text_key(fields: &BTreeMap<String, Box<RawValue>>) -> Option<&str> {
    let texts = || fields.iter().filter(|(_, value)| value.get().starts_with('"'));
    let named = texts().find(|(name, _)| ["text", "data"].contains(&name.as_str()));
    named.or_else(|| texts().max_by_key(|(_, value)| value.get().len())).map(|(name, _)| name.as_str())
}
