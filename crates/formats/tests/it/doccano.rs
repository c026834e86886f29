//! doccano.

use crate::common::{events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::Format;

#[test]
fn keys_are_told_by_their_values() {
    for (what, line) in [
        ("label", r#"{"id": 7, "text": "👍 Alice ran.", "label": [[2, 7, "PER"]], "Comments": []}"#),
        ("labels", r#"{"text": "👍 Alice ran.", "labels": [[2, 7, "PER"]], "meta": {}}"#),
        ("chosen", r#"{"column_data": "👍 Alice ran.", "column_label": [[2, 7, "PER"]]}"#),
        (
            "entities",
            r#"{"text": "👍 Alice ran.", "entities": [{"id": 3, "start_offset": 2, "end_offset": 7, "label": "PER"}], "relations": []}"#,
        ),
        (
            "annotations",
            r#"{"text": "👍 Alice ran.", "annotations": [{"label": "PER", "start_offset": 2, "end_offset": 7, "user": 1}]}"#,
        ),
    ] {
        for name in ["a.jsonl", "a.json"] {
            let document = read_one(Format::Doccano, &[(name, line)]);
            assert_eq!(mentions(&document.article), ["Alice [2,7) -> alice (person)"], "{what}");
            assert!(document.report.is_lossless(), "{what}: {}", document.report);
        }
    }
}

#[test]
fn relations_by_id_and_one_object_over_many_lines() {
    let object = "{
  \"text\": \"Acme was founded by Larry and Zoë.\",
  \"entities\": [
    {\"id\": 0, \"start_offset\": 0, \"end_offset\": 4, \"label\": \"ORG\"},
    {\"id\": 1, \"start_offset\": 20, \"end_offset\": 25, \"label\": \"PERSON\"},
    {\"id\": 2, \"start_offset\": 9, \"end_offset\": 16, \"label\": \"event\"}
  ],
  \"relations\": [
    {\"id\": 0, \"from_id\": 0, \"to_id\": 1, \"type\": \"foundedBy\"},
    {\"id\": 1, \"from_id\": 2, \"to_id\": 1, \"type\": \"agent\"},
    {\"id\": 2, \"from_id\": 0, \"to_id\": 9, \"type\": \"foundedBy\"}
  ]
}";
    let document = read_one(Format::Doccano, &[("a.jsonl", object)]);
    assert_eq!(document.article.extra["actor_relations"][0]["kind"], "foundedBy");
    assert_eq!(events(&document.article), ["other: Larry: founded | agent larry | Acme was founded by Larry and Zoë."]);
    let report = document.report.to_string();
    assert!(report.contains("relations with a range that is not there: 1 (a.jsonl)"), "{report}");
}

#[test]
fn each_line_is_a_document() {
    let lines = "{\"text\": \"Alice ran.\", \"label\": [[0, 5, \"PER\"]]}\n{\"text\": \"Alice ran.\", \"label\": []}\n{\"label\": []}\n";
    let documents = read_as(Format::Doccano, &[("dir/my file.jsonl", lines)]);
    let ids: Vec<_> = documents.iter().map(|document| (&*document.article.id, &*document.article.title)).collect();
    assert_eq!(ids, [("my-file-1", "Alice ran."), ("my-file-2", "Alice ran.")]);
    let report = documents[0].report.to_string();
    assert!(
        report.contains("records that cannot be read: there is no text in it: 1 (dir/my file.jsonl, line 3)"),
        "{report}"
    );
}

#[test]
fn what_has_no_place_is_named() {
    let line =
        r#"{"text": "Alice ran.", "label": ["sport"], "meta": {"page": 3}, "label2": [[0, 99, "PER"], [5, 0, "PER"]]}"#;
    let document = read_one(Format::Doccano, &[("a.jsonl", line)]);
    let report = document.report.to_string();
    for part in [
        "labels of whole texts, or in another form (“label”): 1",
        "fields “meta” of records: 1",
        "ranges outside the text: 2",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn a_file_without_texts_is_an_error() {
    let error = try_read_as(Format::Doccano, &[("a.jsonl", "{\"label\": [[0, 1, \"X\"]]}\n")]).unwrap_err();
    assert!(error.to_string().contains("there is no text in it"), "{error}");
}

#[test]
fn a_date_that_is_related_to_an_event_is_its_time() {
    let text = "Alice took the bridge on 28 April 1789.";
    let record = format!(
        r#"{{"text": "{text}", "entities": [{{"id": 1, "start_offset": 0, "end_offset": 5, "label": "PERSON"}}, {{"id": 2, "start_offset": 6, "end_offset": 10, "label": "EVENT"}}, {{"id": 3, "start_offset": 25, "end_offset": 38, "label": "DATE"}}], "relations": [{{"id": 1, "from_id": 2, "to_id": 1, "type": "agent"}}, {{"id": 2, "from_id": 2, "to_id": 3, "type": "time"}}]}}"#
    );
    let document = crate::common::read_one(whowhen_formats::Format::Doccano, &[("a.jsonl", &record)]);
    let event = &document.article.events[0];
    assert_eq!((event.when.as_deref(), event.when_text.as_deref()), (Some("1789-04-28"), Some("28 April 1789")));
    assert_eq!(event.title.as_deref(), Some("Alice: took"));
    assert_eq!(document.article.actors.len(), 1);
}

#[test]
fn too_many_ranges_are_counted_and_not_kept() {
    let list = |item: &str| format!("[{}]", vec![item; 260_000].join(","));
    let triples = list("[0,1,\"P\"]");
    let span = list("{\"start\":0,\"end\":1}");
    let result = list("{\"type\":\"labels\",\"value\":{}}");
    let all = format!("{},{}", &result[..result.len() - 1], &result[1..]);
    let set = list("{\"type\":\"P\"}");
    for (format, json) in [
        (Format::Doccano, format!("{{\"text\":\"A b\",\"label\":{triples},\"labels\":{triples}}}")),
        (Format::Spacy, format!("{{\"text\":\"A b\",\"ents\":{span},\"spans\":{{\"a\":{span}}}}}")),
        (Format::LabelStudio, format!("{{\"data\":{{\"text\":\"A b\"}},\"annotations\":[{{\"result\":{all}}}]}}")),
        (
            Format::Gate,
            format!(
                "{{\"text\":\"A b\",\"annotation_sets\":{{\"\":{{\"annotations\":{set}}},\"b\":{{\"annotations\":{set}}}}}}}"
            ),
        ),
    ] {
        let error = try_read_as(format, &[("a.json", &json)]).unwrap_err();
        assert!(error.message.contains("there are 520000 annotated ranges"), "{format:?}: {error}");
    }
}
