//! GATE documents as JSON (`bdocjs`), as `gatenlp` and GATE's plugin write them.
//!
//! | part | what |
//! |---|---|
//! | `text` | the text |
//! | `offset_type` | `p`: positions in code points, as in Python; `j`: in UTF-16 units, as in Java |
//! | `annotation_sets` | sets by their names, each with `annotations`: `type`, `start`, `end`, `id`, `features` |
//! | `features` | of the document; `MatchesAnnots` has lists of ids that are the same |
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let json = r#"{"text": "👍 Alice", "offset_type": "j", "features": {}, "annotation_sets": {"": {"name": "",
//!     "annotations": [{"type": "Person", "start": 3, "end": 8, "id": 0, "features": {}}]}}}"#;
//! let groups = group(vec![InputFile::new("a.bdocjs", json)]).unwrap();
//! let article = read(&groups[0], Format::Gate, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.mentions[0].at[0].quote.as_deref(), Some("Alice"));
//! ```
//!
//! Source: <https://gatenlp.github.io/python-gatenlp/changelogs.html>, <https://gatenlp.github.io/gateplugin-Format_Bdoc/>

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use whowhen_core::file::SourceFile;
use whowhen_core::text::Unit;

use crate::labelled_text::{Keys, LabelledRange, LabelledText, Many, Position, Records, Relation, Word, or_default};
use crate::labels::{self, Meaning};
use crate::positions::Claim;
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, NoteKind, ReadOptions, Report, json};

/// JSON with annotation sets.
pub fn detect(file: &InputFile) -> Likelihood {
    let keys = Keys::of(&file.bytes);
    match (keys.has_outer("annotation_sets"), file.has_extension(&["bdocjs"]) && !keys.is_empty()) {
        (true, _) => Likelihood::Certain,
        // The sets may stand behind the text.
        (false, true) => Likelihood::Likely,
        (false, false) if keys.has_outer("offset_type") => Likelihood::Likely,
        _ => Likelihood::No,
    }
}

/// Reads the annotations of all sets.
///
/// # Errors
/// If the file is not JSON, or has no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let all = json::records::<GateDocument>(file)?;
    let mut records = Records::new(Format::Gate, file, all.len(), options);
    for record in all {
        let mut report = records.report();
        match record.value {
            Ok(document) => {
                let unit = if document.offset_type.as_deref() == Some("j") { Unit::Utf16 } else { Unit::CodePoint };
                match labelled_text(document, &record.place, &mut report) {
                    Ok(text) => records.add(text, unit, report, &record.place),
                    Err(reason) => records.left_out(format!("records that cannot be read: {reason}"), record.place),
                }
            }
            Err(reason) => records.left_out(format!("records that cannot be read: {reason}"), record.place),
        }
    }
    records.finish()
}

#[derive(Deserialize)]
struct GateDocument {
    text: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    offset_type: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    annotation_sets: BTreeMap<String, Box<RawValue>>,
    #[serde(default, deserialize_with = "or_default")]
    features: BTreeMap<String, Box<RawValue>>,
}

#[derive(Default, Deserialize)]
struct AnnotationSet {
    #[serde(default)]
    annotations: Many<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(rename = "type")]
    label: String,
    #[serde(default)]
    start: Position,
    #[serde(default)]
    end: Position,
    #[serde(default)]
    id: Word,
    #[serde(default, deserialize_with = "or_default")]
    features: BTreeMap<String, Box<RawValue>>,
}

/// Features that name who or what it is.
const IDENTITIES: &[&str] = &["inst", "URI", "uri", "wikidata", "wikidataId", "wikidata_id", "url"];

fn labelled_text(document: GateDocument, place: &str, report: &mut Report) -> Result<LabelledText, String> {
    let GateDocument { text, name, annotation_sets, mut features, .. } = document;
    let mut found = LabelledText { text, ..LabelledText::default() };
    let word = |value: Box<RawValue>| serde_json::from_str::<String>(value.get()).ok();
    // A name such as `GATE Document_00008` was made up.
    let name = name.filter(|name| !name.contains("GATE Document"));
    let title = features.remove("title").and_then(word).or(name);
    found.title = title.filter(|title| !title.trim().is_empty());
    let url = features.remove("gate.SourceURL").and_then(word);
    if let Some(url) = url.filter(|url| whowhen_core::article::Link::parse(url).is_ok()) {
        found.source = Some(SourceFile { url: Some(url), ..SourceFile::default() });
    }
    let matches = features.remove("MatchesAnnots");
    report.note_many(NoteKind::LeftOut, "features of the document", features.len(), place);
    for (set, annotations) in annotation_sets {
        // One set after the other, so that all of them together do not fill the memory.
        let annotations: Option<AnnotationSet> = serde_json::from_str(annotations.get())
            .map_err(|error| format!("the set “{set}” is not as expected: {}", json::words(&error)))?;
        let annotations = annotations.unwrap_or_default().annotations;
        found.more += annotations.more;
        for annotation in annotations.items {
            add(annotation, &set, place, &mut found, report);
        }
    }
    if let Some(matches) = matches {
        add_matches(matches.get(), place, &mut found, report);
    }
    Ok(found)
}

/// The id of an annotation among those of all sets.
fn id_in(set: &str, id: &str) -> String {
    let set = if set == "null" { "" } else { set };
    format!("{set}\u{0}{id}")
}

fn add(annotation: Annotation, set: &str, place: &str, found: &mut LabelledText, report: &mut Report) {
    let Annotation { label, start, end, id, mut features } = annotation;
    let place = format!("{place}, set “{set}”, id {}", id.0);
    // What a token is says in which unit the positions are.
    let word = |value: Box<RawValue>| serde_json::from_str::<String>(value.get()).ok();
    let surface = if label == "Token" { features.remove("string").and_then(word) } else { None };
    let id = id_in(set, &id.0);
    let is_value = matches!(labels::meaning(&label, ""), Meaning::Value);
    let identity = IDENTITIES.iter().find_map(|name| features.remove(*name)).and_then(word);
    let identity = if is_value { None } else { identity.and_then(|id| found.identities.add(&id, "uri")) };
    if let Some(same) = features.remove("matches") {
        let ids: Vec<Word> = serde_json::from_str(same.get()).unwrap_or_default();
        // The first of a chain is enough: all others name it, too.
        if let Some(first) = ids.first() {
            let (from, to) = (id.clone(), id_in(set, &first.0));
            if from != to {
                found.relations.push(Relation { from, to, name: "Coreference".to_owned(), place: place.clone() });
            }
        }
    }
    if !is_value {
        let text = "features of annotations, such as “kind” and “rule”";
        report.note_many(NoteKind::LeftOut, text, features.len(), &*place);
    }
    let claim = Claim { pieces: vec![(start.0, end.0)], surface, place };
    found.push(LabelledRange { id: Some(id), label, identity, certainty: None, claim });
}

/// Adds the chains of a document. Each is joined by pairs of neighbours.
fn add_matches(json: &str, place: &str, found: &mut LabelledText, report: &mut Report) {
    let Ok(chains) = serde_json::from_str::<BTreeMap<String, Vec<Vec<Word>>>>(json) else {
        report.left_out("lists of matches in another form", place);
        return;
    };
    for (set, chains) in chains {
        for pair in chains.iter().flat_map(|chain| chain.windows(2)) {
            let [from, to] = pair else { continue };
            found.relations.push(Relation {
                from: id_in(&set, &from.0),
                to: id_in(&set, &to.0),
                name: "Coreference".to_owned(),
                place: format!("{place}, MatchesAnnots of “{set}”"),
            });
        }
    }
}
