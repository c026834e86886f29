//! Accounts: which events are shown inside another, and what the order, the numbers, the filter and the counts make of it.

use crate::common::{open_clean, properties};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::article::{Article, EventIdx};
use whowhen_core::index::{Index, event_kinds};
use whowhen_core::reading::{Answer, Filter, Period};
use whowhen_core::timeline::Strip;

/// An article with events of these certainties (`None` is missing), and contradictions between their positions.
fn article(certainties: &[Option<f64>], contradictions: &[(usize, usize)]) -> Article {
    let text: String = (0..certainties.len()).map(|position| format!("Sentence {position}. ")).collect();
    let event = |(position, certainty): (usize, &Option<f64>)| {
        let mut event = json!({ "id": position.to_string(), "kind": if position == 0 { "coup" } else { "battle" },
            "when": (2010 + position).to_string(), "participants": [{ "actor": position.to_string() }],
            "evidence": [{ "block": "b", "quote": format!("Sentence {position}.") }] });
        if let Some(certainty) = certainty {
            event["certainty"] = json!(certainty);
        }
        event
    };
    let relation =
        |(from, to): &(usize, usize)| json!({ "from": from.to_string(), "to": to.to_string(), "kind": "contradicts" });
    let events: Vec<Value> = certainties.iter().enumerate().map(event).collect();
    let actors: Vec<Value> = (0..certainties.len()).map(|position| json!({ "id": position.to_string() })).collect();
    open_clean(&json!({ "format": "whowhen/1", "id": "a", "title": "A", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": text }], "actors": actors,
        "events": events, "relations": contradictions.iter().map(relation).collect::<Vec<_>>() }))
}

fn ids(article: &Article, events: &[EventIdx]) -> String {
    events.iter().map(|at| article[*at].id.as_str()).collect::<Vec<_>>().join(" ")
}

/// Checks the order of the events, each followed by its accounts in brackets.
#[track_caller]
fn check(certainties: &[Option<f64>], contradictions: &[(usize, usize)], expected: &str) {
    let article = article(certainties, contradictions);
    let index = Index::new(&article);
    for groups in [index.told(), index.happened()] {
        let events = groups.iter().flat_map(|group| &group.events).map(|at| match index.accounts_of(*at) {
            [] => article[*at].id.clone(),
            accounts => format!("{} [{}]", article[*at].id, ids(&article, accounts)),
        });
        assert_eq!(events.collect::<Vec<_>>().join(" "), expected);
    }
}

#[test]
fn an_event_with_less_certainty_is_an_account_of_the_one_that_it_contradicts() {
    check(&[None, Some(0.05)], &[(1, 0)], "0 [1]");
    check(&[None, Some(0.05)], &[(0, 1)], "0 [1]");
    check(&[Some(0.5), None], &[(0, 1)], "1 [0]");
    check(&[Some(0.5), Some(0.6)], &[(0, 1)], "1 [0]");
    check(&[None, Some(0.05), Some(0.05)], &[(1, 0), (2, 0)], "0 [1 2]");
    check(&[None, Some(0.05)], &[], "0 1");
}

#[test]
fn with_the_same_certainty_both_are_events() {
    check(&[None, None], &[(0, 1)], "0 1");
    check(&[None, Some(1.0)], &[(0, 1), (1, 0)], "0 1");
    check(&[Some(0.5), Some(0.5)], &[(1, 0)], "0 1");
    check(&[None, None, None], &[(0, 1), (1, 2), (2, 0)], "0 1 2");
}

#[test]
fn chains_lead_to_the_most_certain() {
    check(&[Some(0.1), Some(0.5), None], &[(0, 1), (1, 2)], "2 [0 1]");
    check(&[Some(0.1), Some(0.5), None], &[(0, 1), (0, 2)], "1 2 [0]");
    check(&[Some(0.1), None, None], &[(0, 2), (0, 1)], "1 2 [0]");
}

#[test]
fn an_account_is_found_through_its_event() {
    let article = article(&[None, Some(0.05), None], &[(1, 0)]);
    let index = Index::new(&article);
    let [event, account, other] = [0, 1, 2].map(|at| article.event_by_id(&at.to_string()).unwrap());
    assert_eq!((index.event_of(account), index.event_of(event), index.event_count()), (event, event, 2));
    assert_eq!([event, account, other].map(|at| index.number_of(at)), [1, 1, 2]);
    // Who is only in the account has a part in the event.
    let actor = article.actor_by_id("1").unwrap();
    assert_eq!(index.events_of(actor), [event]);
    let kinds: Vec<usize> = event_kinds(&article, &index).iter().map(|(_, number)| *number).collect();
    assert_eq!(kinds, [1, 1]);
    assert_eq!(Strip::new(&article, &index).marks.len(), 2);
    // The evidence of the account keeps its place in the text.
    assert_eq!(index.blocks()[0].evidence.len(), 3);

    let shown = |filter: Filter| filter.events(&article, &index);
    let in_year = |year| Filter { period: Period::read(Some(year), Some(year)).0, ..Filter::default() };
    assert_eq!(shown(in_year("2011")), [Answer::Surely, Answer::Surely, Answer::No]);
    assert_eq!(shown(in_year("2012")), [Answer::No, Answer::No, Answer::Surely]);
    let of_actor = Filter { actors: vec![actor], ..Filter::default() };
    assert_eq!(shown(of_actor), [Answer::Surely, Answer::Surely, Answer::No]);
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn every_event_is_in_the_order_once_or_an_account_of_one_that_is(
        certainties in prop::collection::vec(prop::option::of(0u8..=4), 1..8),
        contradictions in prop::collection::vec((0usize..8, 0usize..8), 0..12),
    ) {
        let certainties: Vec<Option<f64>> = certainties.iter().map(|certainty| certainty.map(|quarters| f64::from(quarters) / 4.0)).collect();
        let number = certainties.len();
        let contradictions: Vec<(usize, usize)> =
            contradictions.into_iter().filter(|(from, to)| from != to && *from < number && *to < number).collect();
        let article = article(&certainties, &contradictions);
        let index = Index::new(&article);
        let in_order: Vec<EventIdx> = index.told().iter().flat_map(|group| group.events.clone()).collect();
        prop_assert_eq!(in_order.len(), index.event_count());
        let with_accounts = in_order.iter().map(|at| 1 + index.accounts_of(*at).len()).sum::<usize>();
        prop_assert_eq!(with_accounts, number);
        for at in article.events.indexes() {
            let event = index.event_of(at);
            prop_assert!(in_order.contains(&event));
            let certainty = |at: EventIdx| article[at].certainty.unwrap_or(1.0);
            prop_assert_eq!(index.is_account(at), certainty(event) > certainty(at));
        }
    }
}
