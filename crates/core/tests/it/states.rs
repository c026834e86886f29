//! Converting addresses to states and back: what the article does not have is left out and reported, and every state has an
//! address that is read as the same state.

use crate::common::{actor, any_address, bound_text, event, open_clean, pairs, patched, properties, valid};
use proptest::prelude::*;
use serde_json::json;
use whowhen_core::article::{Article, Bound, Day};
use whowhen_core::reading::{Address, Command, Filter, Missing, Order, Period, State, View};

#[test]
fn an_address_with_an_unknown_actor() {
    let article = open_clean(&valid());
    let state = |query: &[(&str, &str)]| State::at(&Address::from_pairs(pairs(query)), &article);
    assert_eq!(state(&[]), (State::default(), vec![]));
    let (found, missing) = state(&[("actor", "army"), ("event", "call"), ("order", "told")]);
    assert_eq!((found.actor, found.event, found.order, missing), (Some(actor(1)), Some(event(0)), Order::Told, vec![]));
    let (found, missing) = state(&[("actor", "Army"), ("event", "mali")]);
    assert_eq!(found, State::default());
    assert_eq!(missing, [Missing::Actor("Army".into()), Missing::Event("mali".into())]);
    let (found, missing) = state(&[("actor", "mali"), ("event", "mali")]);
    assert_eq!((found.actor, found.event, missing), (Some(actor(0)), None, vec![Missing::Event("mali".into())]));
}

/// Actors with ids and kinds that are hard to write in an address, and events of some kinds.
fn odd() -> Article {
    let actor = |id: &str, kind: &str| json!({ "id": id, "kind": kind });
    open_clean(&patched(&[
        ("/actors/-", actor("a,b", "a,b")),
        ("/actors/-", actor(" ", "")),
        ("/actors/-", actor("é&=#", "\\")),
        ("/events/-", json!({ "id": "fall", "kind": "siege" })),
    ]))
}

#[test]
fn the_filter_of_an_address() {
    let article = odd();
    let asked = [
        ("kinds", r"state,a\,b"),
        ("what", "siege"),
        ("with", "a,b"),
        ("with", "mali"),
        ("match", "all"),
        ("parts", "no"),
    ];
    let times =
        [("from", "2012-03"), ("to", "2012"), ("dates", "sure"), ("undated", "no"), ("q", "Kidal"), ("view", "text")];
    let (state, missing) = State::at(&Address::from_pairs(pairs(&[&asked[..], &times].concat())), &article);
    assert_eq!(missing, []);
    let filter = Filter {
        actor_kinds: vec!["state".into(), "a,b".into()],
        event_kinds: vec!["siege".into()],
        actors: vec![actor(2), actor(0)],
        without_parts: true,
        match_all: true,
        period: Some(Period { from: Day { year: 2012, month: 3, day: 1 }, to: Day { year: 2012, month: 12, day: 31 } }),
        surely_only: true,
        without_undated: true,
    };
    assert_eq!(state, State { filter, query: "Kidal".into(), view: Some(View::Text), ..State::default() });
}

#[test]
fn what_the_article_does_not_have_is_left_out_and_reported() {
    let asked = [
        ("kinds", "person,state,state,deity"),
        ("what", "siege,coup,fall"),
        ("with", "army"),
        ("with", "navy"),
        ("with", "army"),
        ("from", "spring"),
        ("to", "2013"),
        ("actor", "ghost"),
    ];
    let (state, missing) = State::at(&Address::from_pairs(pairs(&asked)), &odd());
    let shown = (state.filter.actor_kinds, state.filter.event_kinds, state.filter.actors);
    assert_eq!(shown, (vec!["state".into()], vec!["siege".into()], vec![actor(1)]));
    assert_eq!(state.filter.period, Some(Period { from: Day::MIN, to: Day { year: 2013, month: 12, day: 31 } }));
    assert_eq!(
        missing,
        [
            Missing::Actor("ghost".into()),
            Missing::Actor("navy".into()),
            Missing::Kind("person".into()),
            Missing::Kind("deity".into()),
            Missing::Kind("coup".into()),
            Missing::Kind("fall".into()),
            Missing::Time("spring".into()),
        ]
    );
}

#[test]
fn unknown_words_are_reported_and_left_out() {
    let asked = [
        ("order", "up"),
        ("view", "all"),
        ("view", "text"),
        ("match", "any"),
        ("dates", "Sure"),
        ("undated", "yes"),
        ("undated", ""),
        ("mood", "calm"),
    ];
    let article = open_clean(&valid());
    let from = Address::from_pairs(pairs(&asked));
    let (state, missing) = State::at(&from, &article);
    assert_eq!(state, State { view: Some(View::Text), ..State::default() });
    let choices = ["order=up", "view=all", "match=any", "dates=Sure", "undated=yes"];
    assert_eq!(missing, choices.map(|choice| Missing::Choice(choice.to_owned())));
    assert_eq!(state.address(&article, &from).to_pairs(), pairs(&[("mood", "calm"), ("view", "text")]));
}

#[test]
fn times() {
    /// Checks the period of `from` and `to`, which of them are invalid, and how they are written again.
    #[track_caller]
    fn check(from: &str, to: &str, days: &str, invalid: &str, again: (&str, &str)) {
        let address = Address::from_pairs(pairs(&[("from", from), ("to", to)]));
        let (state, missing) = State::at(&address, &open_clean(&valid()));
        let day = |day: Day| match day {
            Day::MIN | Day::MAX => String::new(),
            day => bound_text(Bound::Day(day)),
        };
        let shown =
            state.filter.period.map_or("-".to_owned(), |period| format!("{}/{}", day(period.from), day(period.to)));
        let missing: Vec<String> = missing
            .into_iter()
            .map(|missing| match missing {
                Missing::Time(text) => text,
                Missing::Reversed(from, to) => format!("{from} > {to}"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!((shown.as_str(), missing.join(" ").as_str()), (days, invalid));
        let address = state.address(&open_clean(&valid()), &Address::default());
        assert_eq!((address.from.as_deref().unwrap_or(""), address.to.as_deref().unwrap_or("")), again);
    }
    check("2012", "2013", "2012-01-01/2013-12-31", "", ("2012", "2013"));
    check("2012-02", "2012-02", "2012-02-01/2012-02-29", "", ("2012-02", "2012-02"));
    check("2012-03-22", "2012-03-22", "2012-03-22/2012-03-22", "", ("2012-03-22", "2012-03-22"));
    // As short as possible
    check("2012-01-01", "2012-12-31", "2012-01-01/2012-12-31", "", ("2012", "2012"));
    check("2012-04-01", "2012-04-30", "2012-04-01/2012-04-30", "", ("2012-04", "2012-04"));
    check("201X", "2012-21", "2010-01-01/2012-05-31", "", ("2010", "2012-05"));
    check(" 2012 ", "2013~", "2012-01-01/2013-12-31", "", ("2012", "2013"));
    // Only a start, only an end
    check("2012", "", "2012-01-01/", "", ("2012", ""));
    check("", "2012", "/2012-12-31", "", ("", "2012"));
    check("", "", "-", "", ("", ""));
    // Reversed
    check("2013", "2012-03", "2012-03-01/2013-12-31", "2013 > 2012-03", ("2012-03", "2013"));
    let reversed = "2012-03-22 > 2012-03-21";
    check("2012-03-22", "2012-03-21", "2012-03-21/2012-03-22", reversed, ("2012-03-21", "2012-03-22"));
    check("2012-03-22", "2012", "2012-03-22/2012-12-31", "", ("2012-03-22", "2012"));
    check("0050", "-01XX", "-0199-01-01/0050-12-31", "0050 > -01XX", ("-0199", "0050"));
    // Before the year 0, and long years
    check("-0043", "-0043-03", "-0043-01-01/-0043-03-31", "", ("-0043", "-0043-03"));
    check("Y-12345", "Y1E9", "-12345-01-01/1000000000-12-31", "", ("Y-12345", "Y1000000000"));
    // Invalid dates
    check("2012-13", "2013", "/2013-12-31", "2012-13", ("", "2013"));
    check("March", "", "-", "March", ("", ""));
    check("2012/..", "Y3E99", "-", "2012/.. Y3E99", ("", ""));
    check("2012", "2012-02-30", "2012-01-01/", "2012-02-30", ("2012", ""));
}

fn any_day() -> impl Strategy<Value = Day> {
    let year = prop_oneof![4 => 2010..2015i64, 2 => -10_001..=10_001i64, 1 => any::<i64>(), 1 => Just(i64::MAX)];
    let day = (year, 1..=12u8, prop_oneof![Just(1), Just(31), 1..=31u8]).prop_map(|(year, month, day)| {
        let last = Day::last_of(year, month);
        Day { day: day.min(last.day), ..last }
    });
    prop_oneof![8 => day, 1 => Just(Day::MIN), 1 => Just(Day::MAX)]
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let some = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        prop::sample::subsequence(words, 0..=2).prop_shuffle()
    };
    let actors = prop::sample::subsequence((0..5).map(actor).collect::<Vec<_>>(), 0..=5).prop_shuffle();
    let span = prop::option::of((any_day(), any_day()).prop_map(|(one, other)| Period::new(one, other)));
    let switches = any::<[bool; 4]>();
    (some(&["state", "military", "a,b", "", "\\"]), some(&["diplomacy", "siege"]), actors, span, switches).prop_map(
        |(actor_kinds, event_kinds, actors, period, [without_parts, match_all, surely_only, without_undated])| Filter {
            actor_kinds,
            event_kinds,
            actors,
            without_parts,
            match_all,
            period,
            surely_only,
            without_undated,
        },
    )
}

fn any_command() -> impl Strategy<Value = Command> {
    let views = [None, Some(View::Full), Some(View::Text), Some(View::Actors), Some(View::Events)];
    prop_oneof![
        (0..5usize).prop_map(|at| Command::HoldActor(actor(at))),
        (0..3usize).prop_map(|at| Command::HoldEvent(event(at))),
        (0..5usize).prop_map(|at| Command::ShowActor(actor(at))),
        (0..3usize).prop_map(|at| Command::ShowEvent(event(at))),
        Just(Command::LetGo),
        prop::sample::select(vec![Order::Told, Order::Happened]).prop_map(Command::Order),
        any_filter().prop_map(Command::Filter),
        prop_oneof![Just(String::new()), any::<String>()].prop_map(Command::Search),
        prop::sample::select(views.to_vec()).prop_map(Command::View),
    ]
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn the_address_of_a_state_is_read_as_the_same_state(query in any_address(), commands in prop::collection::vec(any_command(), 0..8)) {
        let article = odd();
        let from = Address::from_pairs(query);
        let (start, _) = State::at(&from, &article);
        let state = commands.into_iter().fold(start, State::after);
        let address = state.address(&article, &from);
        prop_assert_eq!(State::at(&address, &article), (state.clone(), vec![]));
        prop_assert_eq!(Address::from_pairs(address.to_pairs()), address.clone());
        prop_assert!(address.same_article(&from));
        prop_assert_eq!(address.others, from.others);
    }
}
