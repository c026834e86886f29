//! What stands beside what, and what the reader of the page does: the order of mentions and events, the ties between
//! them, what is held and let go, and the address that says so.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{open_clean, patched, properties, sound};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen::article::{ActorAt, Article, EventAt, Kind};
use whowhen::index::{Group, Heading, Index};
use whowhen::reading::{Address, Command, Missing, Order, State};

/// Seven events, told and dated in different orders, under two headings and before them.
fn story() -> Article {
    let block = |id: &str, kind: &str, text: &str| json!({ "id": id, "kind": kind, "text": text });
    let event = |id: &str, when: Value, quote: Value| {
        let evidence = match quote {
            Value::Null => json!([]),
            quote => json!([{ "block": quote[0], "quote": quote[1] }]),
        };
        json!({ "id": id, "when": when, "evidence": evidence })
    };
    open_clean(&json!({
        "format": "whowhen/1", "id": "story", "title": "Story", "language": "en",
        "blocks": [
            block("lead", "paragraph", "Kidal falls. It began long before."),
            block("h1", "heading", "How it began"), block("p1", "paragraph", "A coup. A landing. An accord, some day."),
            block("h2", "heading", "How it ended"), block("p2", "paragraph", "They left.")
        ],
        "events": [
            event("unsaid", json!("2013-05"), Value::Null), event("left", json!("2022"), json!(["p2", "They left."])),
            event("accord", Value::Null, json!(["p1", "An accord"])), event("landing", json!("2013-01-11"), json!(["p1", "A landing"])),
            event("coup", json!("2012-03-22"), json!(["p1", "A coup"])), event("fall", json!("2023-11-14"), json!(["lead", "Kidal falls"])),
            event("never", json!("XXXX"), Value::Null)
        ]
    }))
}

/// Groups as lines: the heading, then the ids of the events.
fn lines(article: &Article, groups: &[Group]) -> Vec<String> {
    let heading = |heading| match heading {
        Heading::Section(block) => article.blocks[block.at()].text.clone(),
        Heading::Year(year) => year.to_string(),
        other => format!("{other:?}"),
    };
    let line = |group: &Group| {
        let ids: Vec<&str> = group.events.iter().map(|at| article.events[at.at()].id.as_str()).collect();
        format!("{}: {}", heading(group.heading), ids.join(" "))
    };
    groups.iter().map(line).collect()
}

#[test]
fn events_as_the_text_tells_them() {
    let article = story();
    let told = lines(&article, Index::new(&article).told());
    assert_eq!(
        told,
        ["Opening: fall", "How it began: coup landing accord", "How it ended: left", "Untold: unsaid never"]
    );
}

#[test]
fn events_as_they_happened() {
    let article = story();
    let happened = lines(&article, Index::new(&article).happened());
    assert_eq!(happened, ["2012: coup", "2013: landing unsaid", "2022: left", "2023: fall", "Undated: accord never"]);
}

#[test]
fn events_of_the_same_date_stand_as_they_are_told() {
    let file = patched(&[
        ("/events/1/when", json!("2013-01")),
        ("/events/1/evidence", json!([{ "block": "b1", "quote": "January" }])),
    ]);
    let article = open_clean(&file);
    assert_eq!(lines(&article, Index::new(&article).happened()), ["2013: landing call"]);
}

#[test]
fn mentions_stand_in_the_order_of_the_text() {
    let mention = |actor: &str, spans: &[(&str, i64)]| json!({ "actor": actor, "at": spans.iter().map(|(quote, nth)| json!({ "block": "b2", "quote": quote, "nth": nth })).collect::<Vec<_>>() });
    let mentions = json!([
        mention("mali", &[("Mali", 2)]),
        mention("army", &[("came", 1), ("troops", 1)]),
        mention("mali", &[("Mali", 1)]),
        mention("army", &[("Mali asked", 1)])
    ]);
    let article = open_clean(&patched(&[("/mentions", mentions)]));
    let index = Index::new(&article);
    let places = |list: &[whowhen::article::MentionAt]| list.iter().map(|at| at.at()).collect::<Vec<_>>();
    assert_eq!(places(index.mentions_of(ActorAt(0))), [2, 0]);
    assert_eq!(places(index.mentions_of(ActorAt(1))), [3, 1]);
    // In a block every piece stands by itself; of two that begin together the longer comes first.
    let pieces: Vec<(u32, usize)> =
        index.blocks()[1].mentions.iter().map(|(range, at)| (range.start, at.at())).collect();
    assert_eq!(pieces, [(0, 3), (0, 2), (16, 1), (23, 1), (31, 0)]);
    assert!(index.blocks()[0].mentions.is_empty());
}

#[test]
fn events_of_an_actor() {
    let article = open_clean(&sound());
    let index = Index::new(&article);
    assert_eq!(index.events_of(ActorAt(0)), [EventAt(0), EventAt(1)], "as participant, and as place");
    assert_eq!(index.events_of(ActorAt(1)), [EventAt(0)], "as the source");
    let everything = [("/events/0/where", json!("mali")), ("/events/0/attributed_to", json!("mali"))];
    let article = open_clean(&patched(&everything));
    assert_eq!(Index::new(&article).events_of(ActorAt(0)), [EventAt(0), EventAt(1)], "each once");
}

#[test]
fn ties_are_seen_from_both_ends() {
    let back = json!({ "from": "landing", "to": "call", "kind": "contradicts" });
    let article = open_clean(&patched(&[("/relations/-", back)]));
    let index = Index::new(&article);
    let ties =
        |event| index.ties_of(event).iter().map(|tie| (tie.kind.word(), tie.other, tie.outward)).collect::<Vec<_>>();
    assert_eq!(ties(EventAt(0)), [("precedes", EventAt(1), true), ("contradicts", EventAt(1), false)]);
    assert_eq!(ties(EventAt(1)), [("precedes", EventAt(0), false), ("contradicts", EventAt(0), true)]);
}

#[test]
fn evidence_stands_in_the_order_of_the_text_and_knows_how_deep_it_lies() {
    let article = story();
    let index = Index::new(&article);
    let quotes: Vec<&str> = index.evidence().iter().map(|(span, _)| article.quote(span)).collect();
    assert_eq!(quotes, ["Kidal falls", "A coup", "A landing", "An accord", "They left."]);
    let depths: Vec<f64> = index.evidence().iter().map(|(span, _)| index.depth(span)).collect();
    assert_eq!(depths[0], 0.0);
    assert!(depths.windows(2).all(|pair| pair[0] < pair[1]) && depths[4] < 1.0);
}

/// The state after some commands.
#[track_caller]
fn check(commands: &[Command], actor: Option<u32>, event: Option<u32>, order: Order) {
    let state = commands.iter().fold(State::default(), |state, &command| state.after(command));
    assert_eq!(state, State { actor: actor.map(ActorAt), event: event.map(EventAt), order });
}

#[test]
fn what_is_held_and_let_go() {
    use Command::{HoldActor, HoldEvent, LetGo, ShowActor, ShowEvent};
    let (a1, a2, e1, e2) = (ActorAt(1), ActorAt(2), EventAt(1), EventAt(2));
    check(&[], None, None, Order::Happened);
    check(&[HoldActor(a1)], Some(1), None, Order::Happened);
    check(&[HoldActor(a1), HoldActor(a2)], Some(2), None, Order::Happened);
    check(&[HoldActor(a1), HoldActor(a1)], None, None, Order::Happened);
    check(&[HoldActor(a1), HoldEvent(e1)], Some(1), Some(1), Order::Happened);
    check(&[HoldActor(a1), HoldEvent(e1), HoldEvent(e1)], Some(1), None, Order::Happened);
    check(&[HoldEvent(e1), HoldEvent(e2)], None, Some(2), Order::Happened);
    check(&[ShowActor(a1), ShowActor(a1), ShowEvent(e2), ShowEvent(e2)], Some(1), Some(2), Order::Happened);
    check(&[HoldActor(a1), HoldEvent(e1), LetGo], None, None, Order::Happened);
    check(&[LetGo], None, None, Order::Happened);
    check(&[Command::Order(Order::Told), HoldActor(a1), LetGo], None, None, Order::Told);
    check(
        &[HoldEvent(e1), Command::Order(Order::Told), Command::Order(Order::Happened)],
        None,
        Some(1),
        Order::Happened,
    );
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// A query, and the query that is written for it.
#[track_caller]
fn check_address(query: &[(&str, &str)], again: &[(&str, &str)]) {
    assert_eq!(Address::from_pairs(pairs(query)).to_pairs(), pairs(again));
}

#[test]
fn addresses() {
    check_address(&[], &[]);
    check_address(&[("article", "mali")], &[("article", "mali")]);
    // Ours come last, in one order; others keep theirs, and as often as they stand.
    let foreign =
        [("event", "coup"), ("utm", "1"), ("order", "told"), ("utm", "2"), ("src", "a.json"), ("actor", "x"), ("", "")];
    check_address(
        &foreign,
        &[
            ("utm", "1"),
            ("utm", "2"),
            ("", ""),
            ("src", "a.json"),
            ("actor", "x"),
            ("event", "coup"),
            ("order", "told"),
        ],
    );
    // The first counts; an empty value and an unknown order count as none.
    check_address(
        &[("actor", ""), ("actor", "x"), ("actor", "y"), ("order", "up"), ("order", "told")],
        &[("actor", "x"), ("order", "told")],
    );
    check_address(&[("article", ""), ("src", "")], &[]);
    check_address(&[("actor", "a&b=c #é👋🏿"), ("Actor", "z")], &[("Actor", "z"), ("actor", "a&b=c #é👋🏿")]);
}

#[test]
fn whether_two_addresses_ask_for_the_same_article() {
    let same = |one: &[(&str, &str)], other: &[(&str, &str)]| {
        Address::from_pairs(pairs(one)).same_article(&Address::from_pairs(pairs(other)))
    };
    assert!(same(&[], &[("actor", "x")]));
    assert!(same(&[("article", "mali"), ("event", "e")], &[("article", "mali"), ("order", "told")]));
    assert!(!same(&[("article", "mali")], &[]));
    assert!(!same(&[("src", "a.json")], &[("src", "b.json")]));
    assert!(same(&[("src", "a.json"), ("article", "mali")], &[("src", "a.json")]), "src wins over article");
    assert!(!same(&[("src", "a.json"), ("article", "mali")], &[("article", "mali")]));
}

#[test]
fn an_address_that_names_who_is_not_there() {
    let article = open_clean(&sound());
    let state = |query: &[(&str, &str)]| State::at(&Address::from_pairs(pairs(query)), &article);
    assert_eq!(state(&[]), (State::default(), vec![]));
    let (found, missing) = state(&[("actor", "army"), ("event", "call"), ("order", "told")]);
    assert_eq!(
        (found.actor, found.event, found.order, missing),
        (Some(ActorAt(1)), Some(EventAt(0)), Order::Told, vec![])
    );
    let (found, missing) = state(&[("actor", "Army"), ("event", "mali")]);
    assert_eq!(found, State::default());
    assert_eq!(missing, [Missing::Actor("Army".into()), Missing::Event("mali".into())]);
    let (found, missing) = state(&[("actor", "mali"), ("event", "mali")]);
    assert_eq!((found.actor, found.event, missing), (Some(ActorAt(0)), None, vec![Missing::Event("mali".into())]));
}

fn any_address() -> impl Strategy<Value = Vec<(String, String)>> {
    const WORDS: &[&str] = &[
        "article", "src", "actor", "event", "order", "told", "happened", "", "mali", "army", "call", "landing", "x=&",
    ];
    let word = || prop::sample::select(WORDS).prop_map(str::to_owned);
    prop::collection::vec((word(), word()), 0..8)
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        (0..2u32).prop_map(|at| Command::HoldActor(ActorAt(at))),
        (0..2u32).prop_map(|at| Command::HoldEvent(EventAt(at))),
        (0..2u32).prop_map(|at| Command::ShowActor(ActorAt(at))),
        (0..2u32).prop_map(|at| Command::ShowEvent(EventAt(at))),
        Just(Command::LetGo),
        prop::sample::select(vec![Order::Told, Order::Happened]).prop_map(Command::Order),
    ]
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn an_address_says_the_same_when_it_is_read_again(query in any_address()) {
        let address = Address::from_pairs(query.clone());
        prop_assert_eq!(Address::from_pairs(address.to_pairs()), address.clone());
        let ours = ["article", "src", "actor", "event", "order"];
        let foreign: Vec<_> = query.into_iter().filter(|(key, _)| !ours.contains(&key.as_str())).collect();
        prop_assert_eq!(address.others, foreign);
    }

    #[test]
    fn every_state_has_an_address_that_leads_back_to_it(query in any_address(), commands in prop::collection::vec(any_command(), 0..8)) {
        let article = open_clean(&sound());
        let from = Address::from_pairs(query);
        let (start, _) = State::at(&from, &article);
        let state = commands.into_iter().fold(start, State::after);
        let address = Address::from_pairs(state.address(&article, &from).to_pairs());
        prop_assert_eq!(State::at(&address, &article), (state, vec![]));
        prop_assert!(address.same_article(&from));
        prop_assert_eq!(address.others, from.others);
    }
}
