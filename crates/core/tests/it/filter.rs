//! What a filter shows: actors by kind; events by kind, by actor and by time. Matching a period has three answers.

use crate::common::{actor, open_clean, properties};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::article::{Article, Bound, Date, Day};
use whowhen_core::index::Index;
use whowhen_core::reading::{Answer, Filter, Period};

/// Four actors, and events that involve them in every way.
fn story() -> Article {
    let actor = |id: &str, kind: &str| json!({ "id": id, "kind": kind });
    let event = |id: &str, kind: &str, when: Value, actors: &[&str]| {
        let participants: Vec<Value> = actors.iter().map(|actor| json!({ "actor": actor, "role": "agent" })).collect();
        json!({ "id": id, "kind": kind, "when": when, "participants": participants })
    };
    let mut told = event("told", "battle", json!("2013-05"), &["army"]);
    told["attributed_to"] = json!("ibk");
    let mut there = event("there", "siege", Value::Null, &["army"]);
    there["where"] = json!("kidal");
    open_clean(&json!({ "format": "whowhen/1", "id": "story", "title": "Story", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "One." }],
        "actors": [actor("mali", "state"), actor("army", "military"), actor("ibk", "person"), actor("kidal", "place")],
        "events": [
            event("coup", "coup", json!("2012-03-22"), &["army", "mali"]), told, there,
            event("never", "battle", json!("XXXX"), &[]), event("open", "coup", json!("2012-12/.."), &["mali"])
        ] }))
}

/// Checks the ids of the actors and events that a filter shows.
#[track_caller]
fn check(filter: Filter, actors: &str, events: &str) {
    let article = story();
    let index = Index::new(&article);
    let actors_shown = filter.actors(&article, &index);
    let shown = article.actors.indexes().filter(|at| actors_shown[at.position()]);
    let actor_ids: Vec<&str> = shown.map(|at| article[at].id.as_str()).collect();
    let answers = filter.events(&article, &index);
    let shown = article.events.indexes().filter(|at| answers[at.position()] != Answer::No);
    let event_ids: Vec<&str> = shown.map(|at| article[at].id.as_str()).collect();
    assert_eq!((actor_ids.join(" ").as_str(), event_ids.join(" ").as_str()), (actors, events));
}

const ALL_ACTORS: &str = "mali army ibk kidal";
const ALL_EVENTS: &str = "coup told there never open";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn period(from: &str, to: &str) -> Option<Period> {
    let text = |text| Some(text).filter(|text: &&str| !text.is_empty());
    Period::read(text(from), text(to)).0
}

#[test]
fn an_empty_filter_shows_everything() {
    check(Filter::default(), ALL_ACTORS, ALL_EVENTS);
    // Options without the filter that they belong to
    check(Filter { match_all: true, surely_only: true, ..Filter::default() }, ALL_ACTORS, ALL_EVENTS);
}

#[test]
fn by_kind() {
    let actor_kinds = |kinds| Filter { actor_kinds: words(kinds), ..Filter::default() };
    check(actor_kinds(&["state"]), "mali", ALL_EVENTS);
    check(actor_kinds(&["person", "place", "deity"]), "ibk kidal", ALL_EVENTS);
    check(actor_kinds(&["deity"]), "", ALL_EVENTS);
    let event_kinds = |kinds| Filter { event_kinds: words(kinds), ..Filter::default() };
    check(event_kinds(&["coup"]), ALL_ACTORS, "coup open");
    check(event_kinds(&["siege", "battle"]), ALL_ACTORS, "told there never");
}

#[test]
fn by_actor() {
    let with = |actors: &[usize], match_all| Filter {
        actors: actors.iter().map(|&at| actor(at)).collect(),
        match_all,
        ..Filter::default()
    };
    check(with(&[0], false), "mali", "coup open");
    check(with(&[2], false), "ibk", "told");
    check(with(&[3], false), "kidal", "there");
    check(with(&[0, 3], false), "mali kidal", "coup there open");
    check(with(&[3, 0], false), "mali kidal", "coup there open");
    check(with(&[0], true), "mali", "coup open");
    check(with(&[0, 1], true), "mali army", "coup");
    check(with(&[1, 2], true), "army ibk", "told");
    check(with(&[0, 1, 2], true), "mali army ibk", "");
}

#[test]
fn by_time() {
    let within = |from, to| Filter { period: period(from, to), ..Filter::default() };
    check(within("2012", "2012"), ALL_ACTORS, "coup there never open");
    check(Filter { surely_only: true, ..within("2012", "2012") }, ALL_ACTORS, "coup there never");
    check(Filter { without_undated: true, ..within("2012", "2012") }, ALL_ACTORS, "coup open");
    check(Filter { without_undated: true, surely_only: true, ..within("2012", "2012") }, ALL_ACTORS, "coup");
    check(Filter { without_undated: true, ..Filter::default() }, ALL_ACTORS, "coup told open");
    check(within("2000", "2001"), ALL_ACTORS, "there never");
    check(Filter { surely_only: true, ..within("2012-12", "") }, ALL_ACTORS, "told there never open");
    check(within("", "2012-11"), ALL_ACTORS, "coup there never");
}

#[test]
fn all_filters_combined() {
    let filter = Filter {
        actor_kinds: words(&["military", "place"]),
        event_kinds: words(&["coup", "battle"]),
        actors: vec![actor(0), actor(1)],
        period: period("2013", "2014"),
        ..Filter::default()
    };
    check(filter.clone(), "army", "told open");
    check(Filter { match_all: true, ..filter }, "army", "");
}

#[test]
fn whether_a_date_is_in_a_period() {
    use Answer::{No, Possibly, Surely};
    #[track_caller]
    fn check(date: &str, in_2012: Answer, since_2012: Answer, until_2012: Answer) {
        let answer = |from, to| period(from, to).unwrap().answer(&Date::parse(date).unwrap());
        assert_eq!((answer("2012", "2012"), answer("2012", ""), answer("", "2012")), (in_2012, since_2012, until_2012));
    }
    check("2012-03-22", Surely, Surely, Surely);
    check("2012-01-01", Surely, Surely, Surely);
    check("2012-12-31", Surely, Surely, Surely);
    check("2012", Surely, Surely, Surely);
    check("2012~", Surely, Surely, Surely);
    check("2011-12-31", No, No, Surely);
    check("2013-01-01", No, Surely, No);
    check("2012/2013", Possibly, Surely, Possibly);
    check("2011/2012", Possibly, Possibly, Surely);
    check("201X", Possibly, Possibly, Possibly);
    check("2011/2013", Possibly, Possibly, Possibly);
    check("2012-24", Possibly, Surely, Possibly);
    // Open or unknown ends
    check("2012-03/..", Possibly, Surely, Possibly);
    check("2012-03/", Possibly, Surely, Possibly);
    check("../2012-03", Possibly, Possibly, Surely);
    check("/2012-03", Possibly, Possibly, Surely);
    check("2011/..", Possibly, Possibly, Possibly);
    check("2013/..", No, Surely, No);
    check("../2011", No, No, Surely);
    // Long years
    check("Y-12345", No, No, Surely);
    check("Y12345", No, Surely, No);
    check("Y3E99", Possibly, Possibly, Possibly);
}

#[test]
fn a_period_starts_with_its_first_day_and_includes_long_years_as_a_whole() {
    let day = |year, month, day| Day { year, month, day };
    let (early, late) = (day(2012, 3, 22), day(2013, 1, 11));
    assert_eq!(Period::new(late, early), Period { from: early, to: late });
    assert_eq!(Period::new(early, early), Period { from: early, to: early });
    let far = Period::new(day(12_345, 6, 7), day(-12_345, 6, 7));
    assert_eq!(far, Period { from: day(-12_345, 1, 1), to: day(12_345, 12, 31) });
    assert_eq!(Period::new(day(i64::MIN, 6, 7), early), Period { from: Day::MIN, to: early });
}

#[test]
fn toggling() {
    let mut filter = Filter::default();
    filter.toggle_actor_kind("state");
    filter.toggle_actor_kind("person");
    filter.toggle_event_kind("coup");
    filter.toggle_actor(actor(2));
    assert_eq!((&filter.actor_kinds, &filter.event_kinds), (&words(&["state", "person"]), &words(&["coup"])));
    assert_eq!((&filter.actors, filter.is_empty()), (&vec![actor(2)], false));
    filter.toggle_actor_kind("state");
    filter.toggle_event_kind("coup");
    filter.toggle_actor(actor(2));
    assert_eq!(filter, Filter { actor_kinds: words(&["person"]), ..Filter::default() });
    filter.toggle_actor_kind("person");
    assert!(filter.is_empty());
    for left_out in [
        Filter { period: period("2012", "2012"), ..Filter::default() },
        Filter { without_undated: true, ..Filter::default() },
    ] {
        assert!(!left_out.is_empty());
    }
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn answers_agree_with_comparing_days(first in 2010..2016i64, years in 0..4i64, from in 2010..2016i64, to in 2010..2016i64) {
        let date = Date::parse(&format!("{first}/{}", first + years)).unwrap();
        let span = Period::new(Day::first_of(from.min(to), 1), Day::last_of(from.max(to), 12));
        let (Bound::Day(earliest), Bound::Day(latest)) = date.bounds() else { unreachable!() };
        let expected = match () {
            () if latest < span.from || earliest > span.to => Answer::No,
            () if span.from <= earliest && latest <= span.to => Answer::Surely,
            () => Answer::Possibly,
        };
        prop_assert_eq!(span.answer(&date), expected);
    }
}
