//! Parts: an actor with all that belong to it, in its events and in the filter.

use crate::common::open_clean;
use serde_json::{Value, json};
use whowhen_core::article::Article;
use whowhen_core::index::Index;
use whowhen_core::reading::{Answer, Filter};

/// A state, its government, a minister in it, an army of the state, and a state of its own; an event of each.
fn story() -> Article {
    let groups = [
        ("state", vec![]),
        ("government", vec!["state"]),
        ("minister", vec!["government"]),
        ("army", vec!["state"]),
        ("other", vec![]),
    ];
    let actors: Vec<Value> = groups.iter().map(|(id, groups)| json!({ "id": id, "member_of": groups })).collect();
    let events: Vec<Value> =
        groups.iter().map(|(id, _)| json!({ "id": id, "participants": [{ "actor": id }] })).collect();
    open_clean(&json!({ "format": "whowhen/1", "id": "a", "title": "A", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "One." }], "actors": actors, "events": events }))
}

#[test]
fn parts_include_members_of_members() {
    let article = story();
    let index = Index::new(&article);
    for (id, parts) in
        [("state", "army government minister"), ("government", "minister"), ("minister", ""), ("other", "")]
    {
        let actor = article.actor_by_id(id).unwrap();
        let mut found: Vec<&str> = index.parts_of(actor).iter().map(|part| article[*part].id.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), parts, "{id}");
        assert_eq!(index.events_with_parts(actor).len(), found.len() + 1, "{id}");
        assert_eq!(index.events_of(actor).len(), 1, "{id}");
    }
}

#[test]
fn the_filter_includes_parts_unless_they_are_left_out() {
    let article = story();
    let index = Index::new(&article);
    let with = |without_parts| Filter {
        actors: vec![article.actor_by_id("government").unwrap()],
        without_parts,
        ..Filter::default()
    };
    let events = |filter: Filter| {
        filter.events(&article, &index).iter().map(|answer| *answer == Answer::Surely).collect::<Vec<_>>()
    };
    assert_eq!(events(with(false)), [false, true, true, false, false]);
    assert_eq!(events(with(true)), [false, true, false, false, false]);
    assert_eq!(with(false).actors(&article, &index), [false, true, true, false, false]);
    assert_eq!(with(true).actors(&article, &index), [false, true, false, false, false]);
    let mut filter = with(true);
    filter.clear();
    assert_eq!(filter, Filter { without_parts: true, ..Filter::default() });
    assert!(filter.is_empty());
}
