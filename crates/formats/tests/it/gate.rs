//! GATE bdocjs.

use crate::common::{mentions, read_one, try_read_as};
use whowhen_formats::Format;

fn document(offset_type: &str, annotations: &str, features: &str) -> String {
    format!(
        r#"{{"features": {features}, "text": "👍 Alice met Bob. She left.", "name": "", "offset_type": "{offset_type}",
            "annotation_sets": {{"": {{"name": "", "next_annid": 9, "annotations": [{annotations}]}}}}}}"#
    )
}

fn annotation(id: usize, label: &str, start: i64, end: i64, features: &str) -> String {
    format!(r#"{{"type": "{label}", "id": {id}, "start": {start}, "end": {end}, "features": {features}}}"#)
}

#[test]
fn positions_in_both_units() {
    for (unit, shift) in [("p", 0), ("j", 1)] {
        let json = document(unit, &annotation(0, "Person", 2 + shift, 7 + shift, "{}"), "{}");
        let read = read_one(Format::Gate, &[("a.bdocjs", &json)]);
        assert_eq!(mentions(&read.article), ["Alice [2,7) -> alice (person)"], "{unit}");
        assert!(read.report.is_lossless(), "{}", read.report);
    }
}

#[test]
fn tokens_tell_the_unit() {
    let token = annotation(1, "Token", 3, 8, r#"{"string": "Alice"}"#);
    let json = document("p", &[annotation(0, "Person", 3, 8, "{}"), token].join(","), "{}");
    let read = read_one(Format::Gate, &[("a.bdocjs", &json)]);
    assert_eq!(mentions(&read.article), ["Alice [2,7) -> alice (person)"]);
    assert!(read.report.to_string().contains("counted in UTF-16 units"), "{}", read.report);
}

#[test]
fn matches_are_the_same_actor() {
    let people = [annotation(0, "Person", 2, 7, "{}"), annotation(1, "Person", 17, 20, "{}")].join(",");
    let in_features = [
        annotation(0, "Person", 2, 7, r#"{"matches": [0, 1]}"#),
        annotation(1, "Person", 17, 20, r#"{"matches": [0, 1]}"#),
    ];
    for json in [
        document("p", &people, r#"{"MatchesAnnots": {"null": [[0, 1]]}}"#),
        document("p", &people, r#"{"MatchesAnnots": {"": [[0, 1]]}}"#),
        document("p", &in_features.join(","), "{}"),
    ] {
        let read = read_one(Format::Gate, &[("a.bdocjs", &json)]);
        assert_eq!(mentions(&read.article), ["Alice [2,7) -> alice (person)", "She [17,20) -> alice (person)"]);
    }
}

#[test]
fn what_has_no_place_is_named() {
    let all = [
        annotation(0, "Person", 2, 7, r#"{"inst": "http://www.wikidata.org/entity/Q5", "rule": "x"}"#),
        annotation(1, "Person", 5, 5, "{}"),
        annotation(2, "Person", -3, 400, "{}"),
        annotation(3, "Token", 2, 7, r#"{"string": "Alice", "kind": "word"}"#),
    ];
    let json = document("p", &all.join(","), r#"{"MatchesAnnots": {"": [[0, 77]]}, "mood": {"a": [1]}}"#);
    let read = read_one(Format::Gate, &[("a.bdocjs", &json)]);
    assert_eq!(read.article.actors[0].ids["wikidata"], "Q5");
    let report = read.report.to_string();
    for part in [
        "features of the document: 1",
        "features of annotations, such as “kind” and “rule”: 1 (a.bdocjs, set “”, id 0)",
        "ranges that cover nothing: 1 (a.bdocjs, set “”, id 1)",
        "ranges outside the text: 1 (a.bdocjs, set “”, id 2)",
        "ranges labelled Token, which is no actor: 1",
        "relations with a range that is not there: 1",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn a_document_without_text_is_an_error() {
    let error = try_read_as(Format::Gate, &[("a.bdocjs", r#"{"text": " ", "annotation_sets": {}}"#)]).unwrap_err();
    assert!(error.to_string().contains("there is no text in it"), "{error}");
    let error = try_read_as(Format::Gate, &[("a.bdocjs", r#"{"text": "a", "annotation_sets": {"#)]).unwrap_err();
    assert!(error.to_string().contains("ends too early"), "{error}");
}
