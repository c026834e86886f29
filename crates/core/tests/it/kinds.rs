//! The lists of kinds: each kind that occurs, with its number, in the order of the kinds.

use crate::common::{open, open_clean};
use serde_json::{Value, json};
use whowhen_core::article::Kind;
use whowhen_core::index::{Index, actor_kinds, event_kinds};

#[test]
fn kinds_that_occur() {
    let actor = |kind: Value| json!({ "id": kind.to_string(), "kind": kind });
    let kinds = ["deity", "place", "state", "other", "deity", "state", "", "army", "state"];
    let mut actors: Vec<Value> = kinds.iter().map(|kind| actor((*kind).into())).collect();
    actors.push(json!({ "id": "nobody says" }));
    let (article, _) = open(&json!({ "format": "whowhen/1", "id": "kinds", "title": "Kinds", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "One." }], "actors": actors,
        "events": [{ "id": "e1", "kind": "siege" }, { "id": "e2", "kind": "coup" }, { "id": "e3", "kind": "protest" }] }));
    let shown: Vec<String> =
        actor_kinds(&article).iter().map(|(kind, number)| format!("{} {number}", kind.word())).collect();
    assert_eq!(shown, ["state 3", "place 1", "other 2", "deity 2", " 1", "army 1"]);
    let shown: Vec<String> = event_kinds(&article, &Index::new(&article))
        .iter()
        .map(|(kind, number)| format!("{} {number}", kind.word()))
        .collect();
    assert_eq!(shown, ["protest 1", "coup 1", "siege 1"]);
    let empty = json!({ "format": "whowhen/1", "id": "empty", "title": "Empty", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "One." }] });
    assert_eq!(actor_kinds(&open_clean(&empty)), []);
}
