//! Lookup tables and the reader's state: the order of mentions and events, relations, holding and letting go, and what
//! stays the same meanwhile. How long a text is.

use crate::common::{actor, event, open_clean, patched, valid};
use serde_json::{Value, json};
use whowhen_core::article::{Article, Kind};
use whowhen_core::index::{Group, Heading, Index};
use whowhen_core::reading::{Command, Filter, Order, State, View};

/// Seven events, with different orders in text and time, under two headings and before them.
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
        Heading::Section(block) => article[block].text.clone(),
        Heading::Year(year) => year.to_string(),
        other => format!("{other:?}"),
    };
    let line = |group: &Group| {
        let ids: Vec<&str> = group.events.iter().map(|at| article[*at].id.as_str()).collect();
        format!("{}: {}", heading(group.heading), ids.join(" "))
    };
    groups.iter().map(line).collect()
}

#[test]
fn events_in_the_order_of_the_text() {
    let article = story();
    let told = lines(&article, Index::new(&article).told());
    assert_eq!(
        told,
        ["Opening: fall", "How it began: coup landing accord", "How it ended: left", "NotInText: unsaid never"]
    );
}

#[test]
fn events_in_chronological_order() {
    let article = story();
    let happened = lines(&article, Index::new(&article).happened());
    assert_eq!(happened, ["2012: coup", "2013: landing unsaid", "2022: left", "2023: fall", "Undated: accord never"]);
}

#[test]
fn events_of_the_same_date_are_in_the_order_of_the_text() {
    let file = patched(&[
        ("/events/1/when", json!("2013-01")),
        ("/events/1/evidence", json!([{ "block": "b1", "quote": "January" }])),
    ]);
    let article = open_clean(&file);
    assert_eq!(lines(&article, Index::new(&article).happened()), ["2013: landing call"]);
}

#[test]
fn mentions_are_in_the_order_of_the_text() {
    let mention = |actor: &str, spans: &[(&str, i64)]| json!({ "actor": actor, "at": spans.iter().map(|(quote, nth)| json!({ "block": "b2", "quote": quote, "nth": nth })).collect::<Vec<_>>() });
    let mentions = json!([
        mention("mali", &[("Mali", 2)]),
        mention("army", &[("came", 1), ("troops", 1)]),
        mention("mali", &[("Mali", 1)]),
        mention("army", &[("Mali asked", 1)])
    ]);
    let article = open_clean(&patched(&[("/mentions", mentions)]));
    let index = Index::new(&article);
    let places = |list: &[whowhen_core::article::MentionIdx]| list.iter().map(|at| at.position()).collect::<Vec<_>>();
    assert_eq!(places(index.mentions_of(actor(0))), [2, 0]);
    assert_eq!(places(index.mentions_of(actor(1))), [3, 1]);
    // A block lists each span separately. If two begin at the same place, the longer comes first.
    let pieces: Vec<(u32, usize)> =
        index.blocks()[1].mentions.iter().map(|(range, at)| (range.start, at.position())).collect();
    assert_eq!(pieces, [(0, 3), (0, 2), (16, 1), (23, 1), (31, 0)]);
    assert!(index.blocks()[0].mentions.is_empty());
}

#[test]
fn events_of_an_actor() {
    let article = open_clean(&valid());
    let index = Index::new(&article);
    assert_eq!(index.events_of(actor(0)), [event(0), event(1)], "as participant, and as place");
    assert_eq!(index.events_of(actor(1)), [event(0)], "as the source");
    let everything = [("/events/0/where", json!("mali")), ("/events/0/attributed_to", json!("mali"))];
    let article = open_clean(&patched(&everything));
    assert_eq!(Index::new(&article).events_of(actor(0)), [event(0), event(1)], "each once");
}

#[test]
fn relations_are_listed_at_both_ends() {
    let back = json!({ "from": "landing", "to": "call", "kind": "contradicts" });
    let article = open_clean(&patched(&[("/relations/-", back)]));
    let index = Index::new(&article);
    let ties = |event| {
        index.relations_of(event).iter().map(|tie| (tie.kind.word(), tie.other, tie.is_outgoing)).collect::<Vec<_>>()
    };
    assert_eq!(ties(event(0)), [("precedes", event(1), true), ("contradicts", event(1), false)]);
    assert_eq!(ties(event(1)), [("precedes", event(0), false), ("contradicts", event(0), true)]);
}

#[test]
fn evidence_is_in_the_order_of_the_text_with_its_relative_position() {
    let article = story();
    let index = Index::new(&article);
    let quotes: Vec<&str> = index.evidence().iter().map(|(span, _)| article.quote(span)).collect();
    assert_eq!(quotes, ["Kidal falls", "A coup", "A landing", "An accord", "They left."]);
    let depths: Vec<f64> = index.evidence().iter().map(|(span, _)| index.relative_position(span)).collect();
    assert_eq!(depths[0], 0.0);
    assert!(depths.windows(2).all(|pair| pair[0] < pair[1]) && depths[4] < 1.0);
}

/// Checks the state after some commands.
#[track_caller]
fn check(commands: &[Command], held_actor: Option<usize>, held_event: Option<usize>, order: Order) {
    let state = commands.iter().cloned().fold(State::default(), State::after);
    let (actor, event) = (held_actor.map(actor), held_event.map(event));
    assert_eq!(state, State { actor, event, order, ..State::default() });
}

#[test]
fn holding_and_letting_go() {
    use Command::{HoldActor, HoldEvent, LetGo, ShowActor, ShowEvent};
    let (a1, a2, e1, e2) = (actor(1), actor(2), event(1), event(2));
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

#[test]
fn holding_does_not_change_what_is_shown() {
    let filter = Filter { actors: vec![actor(1)], without_undated: true, ..Filter::default() };
    let shown = [Command::Filter(filter.clone()), Command::Search("Kidal".into()), Command::View(Some(View::Events))];
    let state = shown.into_iter().fold(State::default(), State::after);
    assert!(!state.holds());
    let expected = State { filter, query: "Kidal".into(), view: Some(View::Events), ..State::default() };
    assert_eq!(state, expected);
    let state = state.after(Command::HoldActor(actor(1))).after(Command::HoldEvent(event(0)));
    assert!(state.holds());
    assert_eq!(state.after(Command::LetGo), expected);
    let back = [Command::Filter(Filter::default()), Command::Search(String::new()), Command::View(None)];
    assert_eq!(back.into_iter().fold(expected, State::after), State::default());
}

#[test]
fn words_of_views() {
    for view in [View::Full, View::Text, View::Actors, View::Events] {
        assert_eq!(View::from_word(view.word()), Some(view));
    }
    assert_eq!(["full", "Full", "", "panels"].map(View::from_word), [Some(View::Full), None, None, None]);
}

#[test]
fn words_and_letters() {
    // The words of a text, and the letters that it takes the room of.
    let texts = [
        ("Mali asked.", 2, 11),
        ("Café, déjà", 2, 10),
        ("طلبت مالي", 2, 9),
        ("春はあけぼの", 3, 12),
        ("一九七六年", 2, 10),
        ("봄이 온다", 2, 9),
    ];
    for (text, words, letters) in texts {
        let article = open_clean(&patched(&[("/blocks/0/text", json!(text))]));
        let block = &article.blocks.as_slice()[0];
        assert_eq!((block.words(), block.letters()), (words, letters), "{text}");
    }
}
