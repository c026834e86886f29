//! JSON of spaCy, displaCy and Prodigy.

use crate::common::{events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::Format;

#[track_caller]
fn read(json: &str) -> whowhen_formats::Document {
    read_one(Format::Spacy, &[("a.json", json)])
}

#[test]
fn shapes_of_a_record() {
    for (what, json) in [
        (
            "Doc",
            r#"{"text": "👍 Alice ran.", "ents": [{"start": 2, "end": 7, "label": "PERSON"}], "tokens": [{"id": 0, "start": 0, "end": 1}]}"#,
        ),
        (
            "displaCy",
            r#"{"text": "👍 Alice ran.", "ents": [{"start": 2, "end": 7, "label": "PERSON"}], "title": null, "settings": {}}"#,
        ),
        (
            "spans by tokens",
            r#"{"text": "👍 Alice ran.", "spans": [{"start_token": 1, "end_token": 2, "label": "PERSON"}], "tokens": ["👍", "Alice", "ran", "."]}"#,
        ),
        ("pair", r#"["👍 Alice ran.", {"entities": [[2, 7, "PERSON"]]}]"#),
        ("pairs", r#"[["👍 Alice ran.", {"entities": [[2, 7, "PERSON"]], "cats": {}}]]"#),
        (
            "pairs with classes",
            r#"{"classes": ["PERSON"], "annotations": [["👍 Alice ran.", {"entities": [[2, 7, "PERSON"]]}]]}"#,
        ),
        ("entities", r#"{"text": "👍 Alice ran.", "entities": [{"start": 2, "end": 7.0, "label": "PERSON"}]}"#),
        (
            "paragraphs",
            r#"[{"id": 0, "paragraphs": [{"raw": "👍 Alice ran.", "sentences": [{"tokens": [{"orth": "👍", "ner": "O"}, {"orth": "Alice", "ner": "U-PERSON"}, {"orth": "ran"}]}]}]}]"#,
        ),
        (
            "Prodigy",
            r#"{"text": "👍 Alice ran.", "_input_hash": 1, "answer": "accept", "spans": [{"token_start": 1, "token_end": 1, "label": "PERSON"}], "tokens": [{"text": "👍", "start": 0, "end": 1, "id": 0}, {"text": "Alice", "start": 2, "end": 7, "id": 1}]}"#,
        ),
    ] {
        let document = read(json);
        assert_eq!(mentions(&document.article), ["Alice [2,7) -> alice (person)"], "{what}");
        assert!(document.report.is_lossless(), "{what}: {}", document.report);
    }
}

#[test]
fn pieces_of_old_paragraphs_are_joined() {
    let json = r#"{"id": 0, "paragraphs": [
        {"raw": "Bob met", "sentences": [{"tokens": [{"orth": "Bob", "ner": "B-PER"}, {"orth": "met", "ner": "O"}]}]},
        {"sentences": [{"tokens": [{"orth": "New", "ner": "B-LOC"}, {"orth": "York", "ner": "L-LOC"}, {"orth": "gone", "ner": "U-X"}]}]}]}"#;
    let document = read(json);
    assert_eq!(
        mentions(&document.article),
        ["Bob [0,3) -> bob (person)", "New York [0,8) -> new-york (place)", "gone [9,13) -> gone (X)"]
    );
}

#[test]
fn who_it_is() {
    let json = r##"{"text": "Paris, the city, and Paris, the man. She.", "ents": [
        {"start": 0, "end": 5, "label": "GPE", "kb_id": "Q90", "kb_url": "https://www.wikidata.org/wiki/Q90"},
        {"start": 7, "end": 15, "label": "GPE", "kb_id": "https://www.wikidata.org/entity/Q90"},
        {"start": 21, "end": 26, "label": "PERSON", "kb_id": "P1", "kb_url": "https://example.org/P1"},
        {"start": 28, "end": 35, "label": "PERSON", "kb_id": "NIL", "kb_url": "#"},
        {"start": 37, "end": 40, "label": "PERSON", "kb_id": "own-7"}]}"##;
    let article = read(json).article;
    let actors: Vec<String> = article
        .actors
        .iter()
        .map(|actor| {
            let link = actor.links.first().and_then(|link| link.url.as_deref()).unwrap_or_default();
            format!("{} {:?} {link}", actor.id, actor.ids)
        })
        .collect();
    assert_eq!(
        actors,
        [
            r#"paris {"wikidata": String("Q90")} "#,
            "paris-2 {} https://example.org/P1",
            "the-man {} ",
            r#"she {"kb_id": String("own-7")} "#
        ]
    );
    assert_eq!(article.mentions[1].actor, "paris");
}

/// Made by spaCy 3.8 from two `Doc`s with entities and groups of spans; the expected words are those of its own spans.
#[test]
fn documents_of_spacy_are_read_as_it_reads_them() {
    let documents = read_as(Format::Spacy, &[("spacy.json", include_str!("fixtures/spacy.json"))]);
    assert_eq!(documents.len(), 2);
    assert_eq!(
        mentions(&documents[0].article),
        [
            "Alice [2,7) -> alice (person)",
            "Bob [12,15) -> bob (person)",
            "Paris [22,27) -> paris (place)",
            "Acme Corp [38,47) -> acme-corp (organisation)",
            "She [29,32) -> she (person)",
            "Paris. She [22,32) -> paris-she (X)",
        ]
    );
    assert_eq!(mentions(&documents[1].article), ["Zoë [20,23) -> zoë (person)", "UN [38,40) -> un (organisation)"]);
    assert_eq!((documents[0].article.id.as_str(), documents[1].article.id.as_str()), ("spacy-1", "spacy-2"));
}

#[test]
fn clusters_are_actors() {
    let json = r#"{"text": "Alice ran. She fell.", "ents": [{"start": 0, "end": 5, "label": "PERSON"}], "tokens": [],
        "spans": {"coref_clusters_1": [{"start": 0, "end": 5, "label": "", "kb_id": ""}, {"start": 11, "end": 14, "label": ""}],
                  "coref_head_clusters_1": [{"start": 0, "end": 5, "label": ""}]}}"#;
    let document = read(json);
    assert_eq!(mentions(&document.article), ["Alice [0,5) -> alice (person)", "She [11,14) -> alice (person)"]);
    assert!(document.report.to_string().contains("heads of coreference clusters: 1"));
}

#[test]
fn relations_and_events_of_prodigy() {
    let json = r#"{"text": "Alice attacked Bob.", "_task_hash": 7, "_view_id": "relations", "answer": "accept",
        "tokens": [{"text": "Alice", "start": 0, "end": 5, "id": 0}, {"text": "attacked", "start": 6, "end": 14, "id": 1},
                   {"text": "Bob", "start": 15, "end": 18, "id": 2}, {"text": ".", "start": 18, "end": 19, "id": 3}],
        "spans": [{"start": 0, "end": 5, "token_start": 0, "token_end": 0, "label": "PERSON", "text": "Alice"},
                  {"start": 6, "end": 14, "token_start": 1, "token_end": 1, "label": "attack"},
                  {"start": 15, "end": 18, "token_start": 2, "token_end": 2, "label": "PERSON"}],
        "relations": [{"head": 1, "child": 0, "label": "agent", "head_span": {"start": 6, "end": 14}, "child_span": {"start": 0, "end": 5}},
                      {"head": 1, "child": 2, "label": "target"}, {"head": 3, "child": 2, "label": "punct"}],
        "meta": {"title": "A fight", "source": "archive"}}"#;
    let document = read(json);
    assert_eq!(document.article.title, "A fight");
    assert_eq!(
        events(&document.article),
        ["attack: Alice: attacked (Bob) | agent alice, target bob | Alice attacked Bob."]
    );
    let report = document.report.to_string();
    assert!(report.contains("relations with words that have no label: 1 (a.json)"), "{report}");
    assert!(report.contains("fields “source” of “meta”: 1"), "{report}");
}

#[test]
fn rejected_and_ignored_records_are_named() {
    let lines = "\
{\"text\": \"Alice.\", \"spans\": [{\"start\": 0, \"end\": 5, \"label\": \"PERSON\"}], \"answer\": \"accept\"}
{\"text\": \"Bob.\", \"spans\": [], \"answer\": \"reject\"}
{\"text\": \"Eve.\", \"spans\": [], \"answer\": \"ignore\"}
{\"text\": \"\", \"spans\": []}
{\"text\": \"cut
";
    let documents = read_as(Format::Spacy, &[("a.jsonl", lines)]);
    assert_eq!(documents.len(), 1);
    let report = documents[0].report.to_string();
    for part in [
        "records that were rejected: 1 (a.jsonl, line 2)",
        "records that were ignored: 1 (a.jsonl, line 3)",
        "records that cannot be read: there is no text in it: 1 (a.jsonl, line 4)",
        "(a.jsonl, line 5)",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn drawings_of_syntax_are_refused() {
    let json = r#"{"words": [{"text": "She", "tag": "PRP"}], "arcs": [{"start": 0, "end": 1, "label": "nsubj", "dir": "left"}]}"#;
    let error = try_read_as(Format::Spacy, &[("a.json", json)]).unwrap_err();
    assert!(error.message.contains("drawings of syntax"), "{error}");
}

#[test]
fn hostile_positions_are_notes() {
    let json = r#"{"text": "👍 Ali", "ents": [{"start": -1, "end": 3, "label": "A"}, {"start": 4, "end": 2, "label": "A"},
        {"start": 99999999999999999999, "end": 1e300, "label": "A"}, {"start": 0, "end": 0, "label": "A"}, {"label": "A"},
        {"start": "2", "end": "5", "label": 7}, {"start": 2, "end": 2.5, "label": "A"}, {"start": [], "end": {}, "label": null}]}"#;
    let document = read(json);
    assert_eq!(mentions(&document.article), ["Ali [2,5) -> ali (7)"]);
    let report = document.report.to_string();
    assert!(report.contains("ranges outside the text: 6"), "{report}");
    assert!(report.contains("ranges that cover nothing: 1"), "{report}");
}

#[test]
fn a_long_text_does_not_hide_the_format() {
    let words = "Alice ran. ".repeat(10_000);
    let spacy =
        format!(r#"{{"text": "{words}", "ents": [{{"start": 0, "end": 5, "label": "PERSON"}}], "tokens": []}}"#);
    assert_eq!(read(&spacy).article.mentions.len(), 1);
    for (format, json) in [
        (Format::Doccano, format!(r#"{{"text": "{words}", "label": [[0, 5, "PER"]]}}"#)),
        (Format::Gate, format!(r#"{{"text": "{words}", "annotation_sets": {{}}}}"#)),
        (Format::LabelStudio, format!(r#"[{{"data": {{"text": "{words}"}}, "annotations": []}}]"#)),
    ] {
        read_one(format, &[("a.json", &json)]);
    }
}
