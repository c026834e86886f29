//! The timeline and the lists of kinds: every dated event is counted once, in a limited number of bins without gaps, however
//! far apart the dates are.

use crate::common::{bound_text, open, open_clean, properties};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::article::{Article, Bound, Day, Kind};
use whowhen_core::index::{Index, Timeline, actor_kinds, event_kinds};

/// An article with an event for each date; an empty string makes an undated event.
fn dated(dates: &[&str]) -> Article {
    let event = |(place, date): (usize, &&str)| match *date {
        "" => json!({ "id": place.to_string() }),
        date => json!({ "id": place.to_string(), "when": date }),
    };
    let events: Vec<Value> = dates.iter().enumerate().map(event).collect();
    open_clean(&json!({ "format": "whowhen/1", "id": "dated", "title": "Dated", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "One." }], "events": events }))
}

fn timeline(dates: &[&str]) -> Timeline {
    let article = dated(dates);
    Timeline::new(&article, &Index::new(&article))
}

/// Checks the first day of the first bin, its last day, the last day of the last bin, and the events of each bin.
#[track_caller]
fn check(dates: &[&str], first: &str, first_end: &str, last: &str, events: &str) {
    let bins = timeline(dates).bins;
    let day = |day: Day| bound_text(Bound::Day(day));
    let counts: Vec<String> = bins.iter().map(|bin| bin.events.to_string()).collect();
    assert_eq!(
        (day(bins[0].first).as_str(), day(bins[0].last).as_str(), day(bins[bins.len() - 1].last).as_str()),
        (first, first_end, last)
    );
    assert_eq!(counts.join(" "), events);
}

#[test]
fn no_dates() {
    for dates in [&[][..], &["", ""], &["XXXX", "XXXX-12-25", "Y3E99"]] {
        let timeline = timeline(dates);
        assert_eq!(timeline, Timeline::default());
        assert_eq!(timeline.bin_of(&Day { year: 2012, month: 3, day: 22 }), 0);
    }
}

#[test]
fn months() {
    check(&["2012-03-22"], "2012-03-01", "2012-03-31", "2012-03-31", "1");
    check(&["2012-02-10", "2012-04", "2012-02", ""], "2012-02-01", "2012-02-29", "2012-04-30", "2 0 1");
    check(&["2012-12-31", "2013-01-01"], "2012-12-01", "2012-12-31", "2013-01-31", "1 1");
    // A year is from January to December.
    check(&["2012", "2012-11-05"], "2012-01-01", "2012-01-31", "2012-12-31", "1 0 0 0 0 0 0 0 0 0 1 0");
    check(&["-0001-12", "0000-01"], "-0001-12-01", "-0001-12-31", "0000-01-31", "1 1");
    let three_years = format!("1{} 1", " 0".repeat(34));
    check(&["2012-03-31", "2015-02-01"], "2012-03-01", "2012-03-31", "2015-02-28", &three_years);
}

#[test]
fn years() {
    check(&["2012-03-31", "2015-03-01"], "2012-01-01", "2012-12-31", "2015-12-31", "1 0 0 1");
    check(&["1974", "2013"], "1974-01-01", "1974-12-31", "2013-12-31", &format!("1{} 1", " 0".repeat(38)));
    // Bins start at multiples of their length.
    check(&["1973", "2013"], "1972-01-01", "1973-12-31", "2013-12-31", &format!("1{} 1", " 0".repeat(19)));
    check(&["1933", "2013"], "1930-01-01", "1934-12-31", "2014-12-31", &format!("1{} 1", " 0".repeat(15)));
    check(&["1813", "2013"], "1810-01-01", "1819-12-31", "2019-12-31", &format!("1{} 1", " 0".repeat(19)));
    check(&["-0043", "0044"], "-0045-01-01", "-0041-12-31", "0044-12-31", &format!("1{} 1", " 0".repeat(16)));
    check(&["Y12345", "Y12346"], "12345-01-01", "12345-12-31", "12346-12-31", "1 1");
    check(&["Y12345"], "12345-01-01", "12345-12-31", "12345-12-31", "1");
}

#[test]
fn dates_with_open_ends() {
    check(&["2012-03/.."], "2012-03-01", "2012-03-31", "2012-03-31", "1");
    check(&["../2012-03-15", "2012-04/"], "2012-03-01", "2012-03-31", "2012-04-30", "1 1");
    // It is counted where it begins, and the timeline extends to where it ends.
    check(&["2012-03/2012-05", "2012-03"], "2012-03-01", "2012-03-31", "2012-05-31", "2 0 0");
    check(&["201X"], "2010-01-01", "2010-12-31", "2019-12-31", "1 0 0 0 0 0 0 0 0 0");
}

#[test]
fn years_at_the_limits_of_the_number_range() {
    let farthest = ["Y-9223372036854775807", "Y9223372036854775807", "2012-03-22"];
    let bins = timeline(&farthest).bins;
    assert_eq!(bins.len(), 38);
    assert_eq!((bins[0].first, bins[37].last), (Day::MIN, Day::MAX));
    let counts: Vec<usize> = bins.iter().map(|bin| bin.events).collect();
    assert_eq!((counts[0], counts[19], counts[37]), (1, 1, 1));
    for (alone, day) in [("Y-9223372036854775807", Day::MIN), ("Y9223372036854775807", Day::MAX)] {
        let bins = timeline(&[alone]).bins;
        assert_eq!((bins.len(), bins[0].first.year, bins[0].last.year), (1, day.year, day.year));
    }
    let bins = timeline(&["Y-9223372036854775807", "Y-9223372036854775760"]).bins;
    assert_eq!((bins[0].first, bins[0].last.year), (Day::MIN, -9_223_372_036_854_775_807));
    assert_eq!((bins[1].first.year, bins[1].last.year), (-9_223_372_036_854_775_806, -9_223_372_036_854_775_805));
}

#[test]
fn the_bin_of_a_day() {
    let timeline = timeline(&["2012-02", "2012-04"]);
    let bin = |year, month, day| timeline.bin_of(&Day { year, month, day });
    assert_eq!([bin(2012, 2, 1), bin(2012, 2, 29), bin(2012, 3, 1), bin(2012, 4, 30)], [0, 0, 1, 2]);
    assert_eq!([bin(2012, 1, 31), bin(-5000, 1, 1), bin(2012, 5, 1), bin(i64::MAX, 1, 1)], [0, 0, 2, 2]);
}

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
    assert_eq!(actor_kinds(&dated(&[])), []);
}

fn any_date() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (2000..2020i64, 1..=12u8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        2 => (0..=9999i64).prop_map(|year| format!("{year:04}")),
        1 => (1..=9999i64).prop_map(|year| format!("-{year:04}")),
        1 => (prop_oneof![10_000..=i64::MAX, i64::MAX - 99..=i64::MAX], any::<bool>()).prop_map(|(year, before)| format!("Y{}{year}", if before { "-" } else { "" })),
        1 => prop::sample::select(&["XXXX", "Y3E99", "2012/..", "../2012", "201X", "/2015", ""]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn every_dated_event_is_counted_once_and_bins_have_no_gaps(dates in prop::collection::vec(any_date(), 0..6)) {
        let article = dated(&dates.iter().map(String::as_str).collect::<Vec<_>>());
        let timeline = Timeline::new(&article, &Index::new(&article));
        let dated: Vec<Day> = article.events.iter().filter_map(|event| event.when.as_ref()?.sort_day()).collect();
        prop_assert!(timeline.bins.len() <= 40);
        prop_assert_eq!(timeline.bins.iter().map(|bin| bin.events).sum::<usize>(), dated.len());
        for day in dated {
            let bin = &timeline.bins[timeline.bin_of(&day)];
            prop_assert!(bin.first <= day && day <= bin.last && bin.events > 0);
        }
        for pair in timeline.bins.windows(2) {
            let (end, next) = (pair[0].last, pair[1].first);
            let follows = match end.month {
                12 => (end.year + 1, 1),
                month => (end.year, month + 1),
            };
            prop_assert_eq!(((next.year, next.month), next.day), (follows, 1));
            prop_assert_eq!(end, Day::last_of(end.year, end.month));
        }
    }
}
