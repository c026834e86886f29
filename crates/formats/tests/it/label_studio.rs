//! Label Studio.

use crate::common::{events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::Format;

fn region(id: &str, label: &str, start: usize, end: usize, text: &str) -> String {
    format!(
        r#"{{"id": "{id}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {{"start": {start}, "end": {end}, "text": "{text}", "labels": ["{label}"]}}}}"#
    )
}

fn task(data: &str, annotations: &str) -> String {
    format!(r#"[{{"id": 1, "data": {data}, "annotations": [{annotations}]}}]"#)
}

const TEXT: &str = r#"{"text": "👍 Alice attacked Bob.", "id": 9}"#;

#[test]
fn positions_are_utf16_and_are_verified() {
    for (shift, unit) in [(1, "UTF-16 units"), (0, "code points")] {
        let all =
            [region("a", "PER", 2 + shift, 7 + shift, "Alice"), region("b", "PER", 17 + shift, 20 + shift, "Bob")];
        let json = task(TEXT, &format!(r#"{{"result": [{}]}}"#, all.join(",")));
        let document = read_one(Format::LabelStudio, &[("a.json", &json)]);
        assert_eq!(mentions(&document.article), ["Alice [2,7) -> alice (person)", "Bob [17,20) -> bob (person)"]);
        let report = document.report.to_string();
        assert!(report.contains(&format!("counted in {unit}, have their words: 2")), "{report}");
    }
}

#[test]
fn relations_of_events_are_participants() {
    let relation = |from: &str, to: &str, direction: &str, label: &str| {
        format!(
            r#"{{"type": "relation", "from_id": "{from}", "to_id": "{to}", "direction": "{direction}", "labels": ["{label}"]}}"#
        )
    };
    let all = [
        region("a", "PER", 3, 8, "Alice"),
        region("e", "attack", 9, 17, "attacked"),
        region("b", "PER", 18, 21, "Bob"),
        relation("e", "a", "right", "agent"),
        relation("b", "e", "left", "target"),
        relation("a", "b", "bi", "knows"),
        relation("a", "zzz", "right", "knows"),
    ];
    let json = task(TEXT, &format!(r#"{{"result": [{}]}}"#, all.join(",")));
    let document = read_one(Format::LabelStudio, &[("a.json", &json)]);
    assert_eq!(
        events(&document.article),
        ["attack: Alice: attacked (Bob) | agent alice, target bob | 👍 Alice attacked Bob."]
    );
    let report = document.report.to_string();
    assert!(report.contains("relations in both directions, taken in the first: 1"), "{report}");
    assert!(
        report.contains("relations with a range that is not there: 1 (a.json, [0], relation of a to zzz)"),
        "{report}"
    );
}

#[test]
fn one_annotator_is_taken_and_the_others_are_counted() {
    let all = [
        r#"{"was_cancelled": true, "result": []}"#.to_owned(),
        format!(r#"{{"was_cancelled": false, "result": [{}]}}"#, region("a", "PER", 3, 8, "Alice")),
        r#"{"result": [], "was_cancelled": null}"#.to_owned(),
    ];
    let json = format!(
        r#"[{{"data": {TEXT}, "completions": [{}], "predictions": [{{"result": []}}, {{}}], "drafts": [{{}}]}}]"#,
        all.join(",")
    );
    let document = read_one(Format::LabelStudio, &[("a.json", &json)]);
    assert_eq!(mentions(&document.article), ["Alice [2,7) -> alice (person)"]);
    let report = document.report.to_string();
    for part in [
        "annotations that were cancelled: 1",
        "annotations of further annotators of a task: 1",
        "predictions of models: 2",
        "drafts of annotations: 1",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn json_min() {
    let json = r#"[{"text": "👍 Alice ran.", "id": 1, "annotator": 1, "annotation_id": 1, "lead_time": 2.5,
        "label": [{"start": 3, "end": 8, "text": "Alice", "labels": ["PER", "VIP"]}]}]"#;
    let document = read_one(Format::LabelStudio, &[("a.json", json)]);
    assert_eq!(mentions(&document.article), ["Alice [2,7) -> alice (person)", "Alice [2,7) -> alice-2 (VIP)"]);
}

#[test]
fn other_fields_and_dialogues() {
    let body = r#"{"title": "A run", "url": "https://example.org", "body": "Zoë and Alice ran."}"#;
    let result = region("a", "PER", 8, 13, "Alice").replace("\"to_name\": \"text\"", "\"to_name\": \"body\"");
    let other = region("b", "PER", 0, 1, "A").replace("\"to_name\": \"text\"", "\"to_name\": \"title\"");
    let json = task(body, &format!(r#"{{"result": [{result}, {result}, {other}]}}"#));
    let document = read_one(Format::LabelStudio, &[("a.json", &json)]);
    assert_eq!(document.article.title, "A run");
    assert_eq!(mentions(&document.article), ["Alice [8,13) -> alice (person)"]);
    assert!(document.report.to_string().contains("ranges of another field of the task: 1"));

    let dialogue = r#"{"dialogue": [{"author": "Zoë", "text": "👍 Alice ran."}, {"author": "Bob", "text": "Alice?"}]}"#;
    let result = r#"{"id": "a", "to_name": "dialogue", "type": "paragraphlabels", "value": {"start": "1", "end": "1",
        "startOffset": 0, "endOffset": 5, "text": "Alice", "paragraphlabels": ["PER"]}}"#;
    let json = task(dialogue, &format!(r#"{{"result": [{result}]}}"#));
    let document = read_one(Format::LabelStudio, &[("a.json", &json)]);
    let texts: Vec<&str> = document.article.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["Zoë: 👍 Alice ran.", "Bob: Alice?"]);
    assert_eq!(mentions(&document.article), ["Alice [5,10) -> alice (person)"]);
    assert_eq!(document.article.mentions[0].at[0].block, "b2");
}

#[test]
fn what_cannot_be_read_is_said() {
    let html = r#"{"id": "a", "type": "hypertextlabels", "to_name": "h", "value": {"start": "/div[1]/text()[1]",
        "end": "/div[1]/text()[1]", "startOffset": 0, "endOffset": 5, "hypertextlabels": ["PER"]}}"#;
    for (data, results, reason) in [
        (
            r#"{"text": "https://example.org/a.txt"}"#,
            String::new(),
            "its text is at the address https://example.org/a.txt",
        ),
        (r#"{"image": 7}"#, String::new(), "there is no text in its data"),
        (r#"{"h": "<div>Alice</div>"}"#, html.to_owned(), "told by paths in its HTML"),
        ("7", String::new(), "its “data” is no object"),
    ] {
        let json = task(data, &format!(r#"{{"result": [{results}]}}"#));
        let error = try_read_as(Format::LabelStudio, &[("a.json", &json)]).unwrap_err();
        assert!(error.message.contains(reason), "{error}");
    }
}

#[test]
fn other_results_are_named() {
    let other = r#"{"id": "c", "type": "choices", "value": {"choices": ["sport"]}}, {"value": {}}, {"id": "x", "type": "labels", "value": {"start": -1, "end": "9"}}"#;
    let json = task(TEXT, &format!(r#"{{"result": [{other}]}}"#));
    let documents = read_as(Format::LabelStudio, &[("a.json", &json)]);
    let report = documents[0].report.to_string();
    for part in [
        "results of the type “choices”: 1",
        "results without a type: 1",
        "ranges outside the text: 1 (a.json, [0], id x)",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn fields_of_tasks_that_are_not_read_are_told() {
    let result = r#"{"id": "a", "type": "labels", "to_name": "text", "value": {"start": 0, "end": 5, "text": "Alice", "labels": ["PER"]}}"#;
    let whole = task(
        r#"{"text": "Alice ran.", "title": "A run", "author": "Bob", "empty": null, "id": 7}"#,
        &format!(r#"{{"result": [{result}]}}"#),
    );
    let minimal = r#"[{"id": 1, "text": "Alice ran.", "sentiment": "Positive", "annotator": 1, "title": "A run",
        "label": [{"start": 0, "end": 5, "text": "Alice", "labels": ["PER"]}]}]"#;
    for (json, names) in [(whole.as_str(), vec!["author"]), (minimal, vec!["annotator", "sentiment"])] {
        let document = read_one(Format::LabelStudio, &[("a.json", json)]);
        assert_eq!((document.article.title.as_str(), document.article.mentions.len()), ("A run", 1));
        let left_out = document.report.notes.iter().filter(|note| note.text.starts_with("fields"));
        let expected: Vec<String> = names.iter().map(|name| format!("fields “{name}” of tasks")).collect();
        assert_eq!(left_out.map(|note| note.text.clone()).collect::<Vec<_>>(), expected);
    }
}
