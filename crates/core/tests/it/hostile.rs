//! Malicious and damaged files: random bytes, random JSON, a valid file with random JSON in it, deep nesting, thousands of
//! duplicates. Each results in an article or an error message, never a panic.

use crate::common::{open_clean, patched, properties, valid};
use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::check::ProblemKind;
use whowhen_core::file::{Position, ReadError, SourceMap};
use whowhen_core::open;

#[test]
fn deep_nesting() {
    let deep = |open: &str, close: &str| [open.repeat(200_000), close.repeat(200_000)].concat();
    for nested in [deep("[", "]"), deep("[", ""), deep("{\"a\":", ""), deep("{\"a\":", "}"), deep("[{\"a\":", "}]")] {
        assert!(open(nested.as_bytes()).is_err());
        for field in ["title", "blocks", "source", "events"] {
            let file = format!("{{\"format\":\"whowhen/1\",\"{field}\":{nested}}}");
            assert!(open(file.as_bytes()).is_err());
        }
        // Also in an unknown field.
        let file = valid().to_string().replacen('{', &format!("{{\"mood\":{nested},"), 1);
        assert_eq!(open(file.as_bytes()).unwrap_err(), ReadError::TooDeep { line: 1 });
    }
    let error = open(format!("{{\"format\":\"whowhen/1\",\n\"mood\":{}", deep("[", "]")).as_bytes()).unwrap_err();
    expect!["The file is nested too deeply at line 2: more than a hundred brackets are open at once."]
        .assert_eq(&error.to_string());
    expect!["Check that this is an article file: an article has about ten levels."].assert_eq(&error.help());
    // Deep, but still allowed.
    let kept: Value = serde_json::from_str(&format!("{}1{}", "[".repeat(60), "]".repeat(60))).unwrap();
    assert!(open(patched(&[("/mood", kept)]).to_string().as_bytes()).is_ok());
}

#[test]
fn fifty_thousand_duplicates() {
    let twins: Vec<Value> = (0..50_000).map(|_| json!({ "id": "mali" })).collect();
    let (article, problems) =
        crate::common::open(&patched(&[("/actors", twins.clone().into()), ("/events", twins.into())]));
    let duplicates = problems.iter().filter(|problem| matches!(problem.kind, ProblemKind::DuplicateId { .. })).count();
    assert_eq!((article.actors.len(), article.events.len(), duplicates), (50_000, 50_000, 2 * 49_999));
    assert_eq!(article.actors.as_slice()[49_999].id, "mali (50000)");
}

#[test]
fn three_hundred_nested_mentions() {
    let text = "x".repeat(600);
    let nested: Vec<Value> = (0..300)
        .map(|depth| json!({ "actor": "mali", "at": [{ "block": "b2", "start": depth, "end": 600 - depth }] }))
        .collect();
    let article = open_clean(&patched(&[
        ("/blocks/1", json!({ "id": "b2", "kind": "paragraph", "text": text })),
        ("/mentions", nested.into()),
        ("/events/0/evidence", json!([])),
    ]));
    assert_eq!(article.mentions.len(), 300);
    assert_eq!(article.quote(&article.mentions.as_slice()[299].spans[0]), "xx");
}

/// Random JSON. Some keys are fields of the format, so that it gets past the first checks.
fn any_json() -> impl Strategy<Value = Value> {
    const WORDS: &[&str] = &[
        "block",
        "b1",
        "b2",
        "mali",
        "army",
        "call",
        "name",
        "actor",
        "at",
        "quote",
        "where",
        "2013",
        "../..",
        "Q912",
        "https://x",
    ];
    let word = || prop::sample::select(WORDS).prop_map(str::to_owned);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..50i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
        crate::common::any_text(3).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..5).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// The JSON pointers of all values inside a value.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut part = |key: &str, value| {
        all.push(format!("{at}/{key}"));
        pointers(value, &format!("{at}/{key}"), all);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| part(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, value)| part(&place.to_string(), value)),
        _ => {}
    }
}

/// The paths of a value and all values inside it, except behind a name that looks like a path.
fn paths(value: &Value, path: String) -> Vec<(String, &Value)> {
    let below: Vec<_> = match value {
        Value::Object(fields) => {
            let named = |(name, value): (&String, _)| match path.as_str() {
                "" => paths(value, name.clone()),
                path => paths(value, format!("{path}.{name}")),
            };
            fields.iter().filter(|(name, _)| *name != "../..").flat_map(named).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(place, item)| paths(item, format!("{path}[{place}]"))).collect()
        }
        _ => Vec::new(),
    };
    std::iter::once((path, value)).chain(below).collect()
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(error) = open(&bytes) {
            prop_assert!(!error.to_string().is_empty() && !error.help().is_empty());
        }
    }

    #[test]
    fn a_valid_file_with_random_bytes_in_it_never_panics(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..4)) {
        let mut file = valid().to_string().into_bytes();
        let at = at.index(file.len() - bytes.len());
        file[at..at + bytes.len()].copy_from_slice(&bytes);
        let _ = open(&file);
    }

    #[test]
    fn a_file_with_moved_parts_never_panics(cuts in prop::collection::vec(any::<[prop::sample::Index; 3]>(), 1..5)) {
        let mut file = valid().to_string();
        for [from, to, into] in cuts {
            let (from, to) = (from.index(file.len() + 1), to.index(file.len() + 1));
            let part: String = file.drain(from.min(to)..from.max(to)).collect();
            file.insert_str(into.index(file.len() + 1), &part);
        }
        if let Err(error) = open(file.as_bytes()) {
            prop_assert!(!error.to_string().is_empty() && !error.help().is_empty());
        }
        let _ = SourceMap::new(&file).position("events[0].title");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_reported_with_its_position(at in any::<prop::sample::Index>(), value in any_json()) {
        let mut all = Vec::new();
        pointers(&valid(), "", &mut all);
        let mut file = valid();
        *file.pointer_mut(&all[at.index(all.len())]).unwrap() = value;
        let text = serde_json::to_string_pretty(&file).unwrap();
        if let Err(ReadError::WrongShape { path, line, column, .. }) = open(text.as_bytes()) {
            let path = if path == "the top-level value" { "" } else { &path };
            prop_assert_eq!(SourceMap::new(&text).position(path), Some(Position { line, column }));
        }
    }

    #[test]
    fn every_value_of_a_text_is_found_by_its_path(value in any_json()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        // Parsed once before, because `serde_json` may change the last bit of long numbers.
        let value: Value = serde_json::from_str(&text).unwrap();
        let source = SourceMap::new(&text);
        let lines: Vec<&str> = text.split('\n').collect();
        for (path, value) in paths(&value, String::new()) {
            let Position { line, column } = source.position(&path).unwrap();
            let rest = [&lines[line - 1][column - 1..], &lines[line..].join("\n")].join("\n");
            let mut stream = serde_json::Deserializer::from_str(&rest).into_iter::<Value>();
            prop_assert_eq!(stream.next().unwrap().unwrap(), value.clone(), "{}", path);
        }
    }

    #[test]
    fn any_json_never_panics(value in any_json()) {
        let _ = open(value.to_string().as_bytes());
    }

    #[test]
    fn a_valid_file_with_any_json_in_it_never_panics(at in any::<prop::sample::Index>(), value in any_json()) {
        let mut all = Vec::new();
        pointers(&valid(), "", &mut all);
        let mut file = valid();
        *file.pointer_mut(&all[at.index(all.len())]).unwrap() = value;
        if let Ok((_, problems)) = open(file.to_string().as_bytes()) {
            prop_assert!(problems.iter().all(|problem| [problem.message(), problem.action(), problem.help()].iter().all(|words| !words.is_empty())));
        }
    }
}
