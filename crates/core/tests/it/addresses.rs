//! The pairs of an address: ours are read, and written in a fixed order as short as possible; others are kept.

use crate::common::{any_address, pairs, properties};
use proptest::prelude::*;
use whowhen_core::reading::{Address, Order, View};

/// Checks the query that is written after a query was read.
#[track_caller]
fn check_address(query: &[(&str, &str)], again: &[(&str, &str)]) {
    assert_eq!(Address::from_pairs(pairs(query)).to_pairs(), pairs(again));
}

#[test]
fn addresses() {
    check_address(&[], &[]);
    check_address(&[("article", "mali")], &[("article", "mali")]);
    // Ours come last, in a fixed order. Others keep their order, and are not merged.
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
    // The first value counts. Empty values are ignored, and unknown orders are kept apart.
    check_address(
        &[("actor", ""), ("actor", "x"), ("actor", "y"), ("order", "up"), ("order", ""), ("order", "told")],
        &[("actor", "x"), ("order", "told"), ("order", "up")],
    );
    check_address(&[("article", ""), ("src", "")], &[]);
    check_address(&[("actor", "a&b=c #é👋🏿"), ("Actor", "z")], &[("Actor", "z"), ("actor", "a&b=c #é👋🏿")]);
    check_address(&[("view", "all"), ("view", "text"), ("view", "full")], &[("view", "text"), ("view", "all")]);
    check_address(&[("q", ""), ("q", " the north "), ("q", "south")], &[("q", " the north ")]);
}

#[test]
fn addresses_of_filters() {
    let all = [
        ("undated", "no"),
        ("dates", "sure"),
        ("to", "2013"),
        ("from", "2012-03"),
        ("match", "all"),
        ("with", "mali"),
        ("with", "a,b"),
        ("what", "coup"),
        ("kinds", "state,person"),
    ];
    check_address(
        &all,
        &[
            ("kinds", "state,person"),
            ("what", "coup"),
            ("with", "mali"),
            ("with", "a,b"),
            ("match", "all"),
            ("from", "2012-03"),
            ("to", "2013"),
            ("dates", "sure"),
            ("undated", "no"),
        ],
    );
    // Kinds and actors add up; the first date counts; switches have a single valid word.
    check_address(
        &[("kinds", "a"), ("kinds", "b,c"), ("kinds", ""), ("with", "x"), ("with", ""), ("with", "y")],
        &[("kinds", "a,b,c"), ("with", "x"), ("with", "y")],
    );
    check_address(&[("from", ""), ("from", "2012"), ("from", "2013")], &[("from", "2012")]);
    let unknown = [("match", "any"), ("dates", "possible"), ("undated", "yes")];
    check_address(&[&unknown[..], &[("match", "")]].concat(), &unknown);
    let address = Address::from_pairs(pairs(&unknown));
    assert_eq!((address.match_all, address.surely_only, address.without_undated), (false, false, false));
    assert_eq!(address.unknown, pairs(&unknown));
}

#[test]
fn kinds_with_commas_and_without_letters() {
    #[track_caller]
    fn check(value: &str, words: &[&str], again: Option<&str>) {
        let address = Address::from_pairs(pairs(&[("kinds", value)]));
        assert_eq!(address.actor_kinds, words);
        let again: Vec<_> = again.map(|again| ("kinds", again)).into_iter().collect();
        assert_eq!(address.to_pairs(), pairs(&again));
    }
    check("state", &["state"], Some("state"));
    check("state,", &["state"], Some("state"));
    check("", &[], None);
    check(",", &[""], Some(","));
    check(",state", &["", "state"], Some(",state"));
    check("state,,", &["state", ""], Some("state,,"));
    check(r"a\,b,c\\,d", &["a,b", r"c\", "d"], Some(r"a\,b,c\\,d"));
    check(r"a\", &["a"], Some("a"));
    check(r"a\bc", &["abc"], Some("abc"));
}

#[test]
fn whether_two_addresses_are_of_the_same_article() {
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

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn a_written_address_is_read_as_the_same(query in any_address()) {
        let address = Address::from_pairs(query.clone());
        prop_assert_eq!(Address::from_pairs(address.to_pairs()), address.clone());
        let foreign: Vec<_> = query.into_iter().filter(|(key, _)| ["", "utm", "x=&"].contains(&key.as_str())).collect();
        prop_assert_eq!(address.others, foreign);
    }
}

/// `embed.js` removes the static start page at once if the address asks for something in an article. It must know the same
/// keys as the address does.
#[test]
fn the_page_and_its_element_agree_on_what_asks_for_an_article() {
    let script = include_str!("../../../../assets/embed.js");
    let line = script.lines().find(|line| line.starts_with("const OF_ARTICLE = [")).unwrap();
    let keys: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    assert!(keys.len() > 10, "{keys:?}");
    for key in &keys {
        assert!(!Address::from_pairs(pairs(&[(key, "x")])).is_of_start_page(), "{key} is none of the address's");
    }
    for (key, value) in [("find", "x"), ("who", "Q1"), ("utm", "x"), ("Event", "x")] {
        assert!(Address::from_pairs(pairs(&[(key, value)])).is_of_start_page(), "{key}");
    }
    let all = Address {
        actor: Some("a".into()),
        event: Some("e".into()),
        order: Some(Order::Told),
        view: Some(View::Text),
        query: Some("q".into()),
        actor_kinds: vec!["k".into()],
        event_kinds: vec!["k".into()],
        actors: vec!["a".into()],
        without_parts: true,
        match_all: true,
        from: Some("2012".into()),
        to: Some("2013".into()),
        surely_only: true,
        without_undated: true,
        ..Address::default()
    };
    for (key, _) in all.to_pairs() {
        assert!(keys.contains(&key.as_str()), "{key} is missing in embed.js");
    }
}
