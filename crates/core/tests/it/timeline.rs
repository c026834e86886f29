//! The axis of time and the strip of time: what is known of each date, where it is drawn, the labels of the axis, and the
//! steps in which a span is chosen.

use crate::common::{English, open_clean, properties};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::article::{Article, Date, Day};
use whowhen_core::index::Index;
use whowhen_core::reading::Period;
use whowhen_core::timeline::strip::{LANE, MAX_LANES, WIDTH};
use whowhen_core::timeline::{Axis, Days, End, Extent, Steps, Strip, Unit, extents, ticks};

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

fn strip(dates: &[&str]) -> Strip {
    let article = dated(dates);
    Strip::new(&article, &Index::new(&article))
}

fn axis(dates: &[&str]) -> Axis {
    let dates: Vec<Date> = dates.iter().map(|text| Date::parse(text).unwrap()).collect();
    Axis::new(dates.iter().flat_map(extents).map(|extent| extent.possible)).unwrap()
}

/// A moment as a day, with its hour and minute if it is not midnight.
fn moment_text(moment: f64) -> String {
    let minutes = (moment * 1440.0).round() as i64;
    let day = Day::from_number(minutes.div_euclid(1440) as f64);
    let time = match minutes.rem_euclid(1440) {
        0 => String::new(),
        minutes => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
    };
    format!("{}-{:02}-{:02}{time}", day.year, day.month, day.day)
}

/// "possible from..to, certain from..to", with `~` at soft ends and `<`, `>` at open ones. A range has its first moment and
/// the moment after its last.
fn extent_text(extent: &Extent) -> String {
    let range = |days: Days| format!("{}..{}", moment_text(days.from), moment_text(days.to));
    let end = |end: End, open: &'static str| match end {
        End::Sharp => "",
        End::Soft => "~",
        End::Open => open,
    };
    let certain = match extent.certain {
        Some(certain) if certain == extent.possible => " sure".to_owned(),
        Some(certain) => format!(" sure {}", range(certain)),
        None => String::new(),
    };
    [end(extent.start, "<"), &range(extent.possible), end(extent.end, ">"), &certain].concat()
}

#[test]
fn what_is_known_of_a_date() {
    for (date, expected) in [
        // Level 0
        ("2012-03-22", "2012-03-22..2012-03-23 sure"),
        ("2012-02", "2012-02-01..2012-03-01"),
        ("2012", "2012-01-01..2013-01-01"),
        ("2012-03-22T06:30:00", "2012-03-22T06:30..2012-03-22T06:31 sure"),
        ("2012-03-22T24:00:00", "2012-03-23..2012-03-23T00:01 sure"),
        ("2012-03-22/2012-03-25", "2012-03-22..2012-03-26 sure"),
        ("2012-03/2012-05", "2012-03-01..2012-06-01 sure 2012-03-31..2012-05-02"),
        ("2012/2014", "2012-01-01..2015-01-01 sure 2012-12-31..2014-01-02"),
        // Both are in the same month: nothing between them is sure.
        ("2012-03/2012-03-25", "2012-03-01..2012-04-01"),
        ("0000", "0-01-01..1-01-01"),
        // Level 1
        ("-0043-03-15", "-43-03-15..-43-03-16 sure"),
        ("Y10000", "10000-01-01..10001-01-01"),
        ("Y-10000", "-10000-01-01..-9999-01-01"),
        ("1890-21", "1890-03-01..1890-06-01"),
        ("1890-24", "1890-12-01..1891-03-01"),
        ("2012-03-22?", "~2012-03-22..2012-03-23~"),
        ("2012~", "~2012-01-01..2013-01-01~"),
        ("2012%", "~2012-01-01..2013-01-01~"),
        ("201X", "2010-01-01..2020-01-01"),
        ("2012-XX", "2012-01-01..2013-01-01"),
        ("2012-03-XX", "2012-03-01..2012-04-01"),
        ("2012-03-22/..", "2012-03-22..2012-03-23> sure"),
        ("../2012-03-22", "<2012-03-22..2012-03-23 sure"),
        ("2012/..", "2012-01-01..2013-01-01> sure 2012-12-31..2013-01-01"),
        ("../2012", "<2012-01-01..2013-01-01 sure 2012-01-01..2012-01-02"),
        ("2012-03-22/", "2012-03-22..2012-03-23~ sure"),
        ("/2012-03-22", "~2012-03-22..2012-03-23 sure"),
        ("2012~/2014", "~2012-01-01..2015-01-01"),
        // Level 2
        ("1890-25", "1890-03-01..1890-06-01"),
        ("1890-29", "1890-09-01..1890-12-01"),
        ("1890-30", "1890-12-01..1891-03-01"),
        ("2001-33", "2001-01-01..2001-04-01"),
        ("-01XX", "-199-01-01..-99-01-01"),
        ("1950S2", "1900-01-01..2000-01-01"),
        ("..2012/2014", "<2012-01-01..2015-01-01 sure 2012-12-31..2014-01-02"),
        ("{2012,2014-03-22}", "2012-01-01..2013-01-01 | 2014-03-22..2014-03-23 sure"),
        ("[2012,2014-03-22]", "2012-01-01..2013-01-01 | 2014-03-22..2014-03-23"),
        ("[2014-03-22]", "2014-03-22..2014-03-23 sure"),
        ("{..2012-03-22}", "<2012-03-22..2012-03-23 sure"),
        ("{2012-03-22..}", "2012-03-22..2012-03-23> sure"),
        ("{2012..2014}", "2012-01-01..2015-01-01 sure 2012-12-31..2014-01-02"),
        ("[2012..2014]", "2012-01-01..2015-01-01"),
        // Nothing
        ("XXXX", ""),
        ("XXXX-12-25", ""),
        ("Y3E99", ""),
        ("../..", ""),
        ("/", ""),
    ] {
        let found: Vec<String> = extents(&Date::parse(date).unwrap()).iter().map(extent_text).collect();
        assert_eq!(found.join(" | "), expected, "{date}");
    }
}

#[test]
fn days_and_their_numbers() {
    for (year, month, day, number) in [
        (0, 1, 1, 0.0),
        (0, 12, 31, 365.0),
        (1, 1, 1, 366.0),
        (-1, 12, 31, -1.0),
        (-4, 1, 1, -1461.0),
        (1970, 1, 1, 719_528.0),
        (2000, 2, 29, 730_544.0),
        (2100, 3, 1, 767_069.0),
    ] {
        let day = Day { year, month, day };
        assert_eq!((day.number(), Day::from_number(number)), (number, day));
        assert_eq!(Day::from_number(number + 0.999), day);
    }
    // Too far for days, but not for a year
    for year in [i64::MAX, -i64::MAX, 1_000_000_000_000_000] {
        let found = Day::from_number(Day::first_of(year, 1).number()).year;
        assert!((found as f64 / year as f64 - 1.0).abs() < 1e-12, "{year} {found}");
    }
}

#[test]
fn steps_of_the_calendar() {
    for (unit, moment, before, after) in [
        (Unit::Hours(6), "2012-03-22T07:00", "2012-03-22T06:00", "2012-03-22T12:00"),
        (Unit::Hours(6), "2012-03-22T23:59", "2012-03-22T18:00", "2012-03-23"),
        (Unit::Hours(1), "2012-12-31T23:00", "2012-12-31T23:00", "2013-01-01"),
        (Unit::Days(1), "2012-02-29", "2012-02-29", "2012-03-01"),
        (Unit::Days(5), "2012-03-22", "2012-03-21", "2012-03-26"),
        (Unit::Days(5), "2012-03-31", "2012-03-26", "2012-04-01"),
        (Unit::Days(10), "2012-02-29", "2012-02-21", "2012-03-01"),
        (Unit::Days(10), "2012-12-31", "2012-12-21", "2013-01-01"),
        (Unit::Months(3), "2012-12-31", "2012-10-01", "2013-01-01"),
        (Unit::Years(5), "-3-06-01", "-4-01-01", "1-01-01"),
        (Unit::Years(5), "-4-01-01", "-4-01-01", "1-01-01"),
        (Unit::Years(5), "-5-12-31", "-9-01-01", "-4-01-01"),
        (Unit::Years(5), "3-06-01", "1-01-01", "5-01-01"),
        (Unit::Years(5), "9-06-01", "5-01-01", "10-01-01"),
        (Unit::Years(1), "0-06-01", "0-01-01", "1-01-01"),
    ] {
        let moment = {
            let (day, time) = moment.split_once('T').unwrap_or((moment, "00:00"));
            let (year, rest) = day
                .rsplit_once('-')
                .and_then(|(rest, last)| rest.rsplit_once('-').map(|(year, month)| (year, (month, last))))
                .unwrap();
            let day = Day { year: year.parse().unwrap(), month: rest.0.parse().unwrap(), day: rest.1.parse().unwrap() };
            let (hour, minute) = time.split_once(':').unwrap();
            day.number() + hour.parse::<f64>().unwrap() / 24.0 + minute.parse::<f64>().unwrap() / 1440.0
        };
        let found = (moment_text(unit.start_before(moment)), moment_text(unit.start_after(moment)));
        assert_eq!(found, (before.to_owned(), after.to_owned()), "{unit:?} {}", moment_text(moment));
    }
}

/// The labels of an axis of these dates that is 320 wide.
fn labels(dates: &[&str]) -> String {
    let ticks = ticks(&axis(dates), &English, 320.0);
    ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" | ")
}

#[test]
fn labels_from_an_hour_to_a_million_years() {
    for (dates, expected) in [
        (&["2012-03-22T06:10:00", "2012-03-22T07:05:00"][..], "22 Mar 07:00"),
        (&["2012-03-22T06:00:00", "2012-03-22T15:00:00"], "22 Mar 06:00 | 09:00 | 12:00 | 15:00"),
        (&["2012-03-21T12:00:00", "2012-03-23T12:00:00"], "12:00 | 22 Mar | 12:00 | 23 Mar | 12:00"),
        (&["2012-03-20", "2012-03-25"], "21 March 2012 | 23 Mar | 25 Mar"),
        (&["2012-03-01", "2012-03-31"], "1 March 2012 | 11 Mar | 21 Mar"),
        (&["2012-12-20", "2013-01-20"], "21 Dec | 26 Dec | 2013 | 6 Jan | 11 Jan | 16 Jan"),
        (&["2012-02", "2012-06"], "February | March | April 2012 | May | June"),
        (&["2012-01-17", "2013-10-31"], "April | July | October | 2013 | April | July | October"),
        (&["2012", "2023"], "2012 | 2014 | 2016 | 2018 | 2020 | 2022"),
        (&["1914", "1945"], "1915 | 1920 | 1925 | 1930 | 1935 | 1940 | 1945"),
        (&["-0043-03-15", "0014-08-19"], "40 BCE | 30 BCE | 20 BCE | 10 BCE | 1 CE | 10 CE"),
        (&["-3200", "0476"], "3000 BCE | 2000 BCE | 1000 BCE | 1 CE"),
        (&["Y-61000", "2024"], "60000 BCE | 40000 BCE | 20000 BCE | 1 CE"),
        (&["Y-1000000", "2024"], "1000000 BCE | 500000 BCE | 1 CE"),
        (&["2012-03-22"], "21 Mar | 12:00 | 22 Mar | 12:00 | 23 Mar | 12:00"),
        (&["2012"], "2011 | July | 2012 | July | 2013 | July | 2014"),
    ] {
        assert_eq!(labels(dates), expected, "{dates:?}");
    }
}

#[test]
fn a_long_gap_is_left_out() {
    let broken = axis(&["1815-06-18", "2012", "2013-03", "2014-05", "2023"]);
    let left_out: Vec<String> =
        broken.breaks().map(|gap| format!("{}..{}", moment_text(gap.from), moment_text(gap.to))).collect();
    assert_eq!(broken.segments().len(), 2);
    assert!(left_out[0].ends_with("..2012-01-01"), "{left_out:?}");
    // Both have the same scale.
    let scale = |nth: usize| {
        let segment = broken.segments()[nth];
        (segment.to - segment.from) / (segment.days.to - segment.days.from)
    };
    assert!((scale(0) / scale(1) - 1.0).abs() < 1e-9);
    // Between a few dates, the gap is what there is to see.
    assert_eq!(axis(&["1815-06-18", "2012"]).segments().len(), 1);
    assert_eq!(axis(&["1815", "1915", "2015", "2016"]).segments().len(), 1);
    // Both ends may be far away.
    let both = ["-0490", "1914", "1915", "1916", "1918", "1919", "Y12000"];
    assert_eq!(axis(&both).segments().len(), 3);
    assert_eq!(Axis::new([]), None);
}

#[test]
fn the_strip_has_a_place_for_every_event() {
    let strip = strip(&["2012-03-22", "", "2012-01/2013-02", "XXXX", "2012-03-22", "{2010,2014}"]);
    assert_eq!((strip.marks.len(), strip.undated.len()), (4, 2));
    assert_eq!(strip.marks[0].shapes.len(), 2); // the set
    assert!(strip.columns.is_empty());
    let none = self::strip(&["", "XXXX"]);
    assert_eq!((&none.axis, none.marks.len(), none.undated.len(), none.moment(0.0)), (&None, 0, 2, None));
    let empty = self::strip(&[]);
    assert_eq!((empty.marks.len(), empty.nearest(100.0, 5.0, |_| true)), (0, None));
}

#[test]
fn too_many_marks_become_columns() {
    let many = vec!["2012-03-22"; 100];
    let crowded = strip(&[&many[..], &["2012-01-01", "2012-12-31"]].concat());
    assert!(crowded.lanes > MAX_LANES);
    assert_eq!(crowded.columns.iter().sum::<usize>(), 102);
    assert_eq!(crowded.columns.iter().max(), Some(&100));
    let second = crowded.marks[1].event;
    assert_eq!(crowded.count(|event| event == second).iter().sum::<usize>(), 1);
    assert!(!strip(&many[..MAX_LANES]).marks.is_empty());
}

#[test]
fn the_nearest_event() {
    let strip = strip(&["2012-01-01", "2012-06-01", "2012-12-31", ""]);
    let at = |date: &str| strip.x(Date::parse(date).unwrap().sort_day().unwrap().number());
    let name = |x: f64, y: f64| strip.nearest(x, y, |_| true).map(|event| event.position());
    let middle = strip.lane_top(0);
    assert_eq!(name(at("2012-01-01"), middle), Some(0));
    assert_eq!(name(at("2012-06-03"), middle), Some(1));
    assert_eq!(name(at("2012-12-31"), middle), Some(2));
    assert_eq!(name(at("2012-09-15"), middle), None);
    let (x, y) = strip.in_tray(0);
    assert_eq!(name(x, y), Some(3));
}

#[test]
fn a_span_is_chosen_in_steps() {
    let steps = Steps::new(&axis(&["2012-01-17", "2014-10-31"]), 60);
    assert_eq!(steps.last(), 33); // months
    let write = |period: Option<Period>| period.map(|period| period.write());
    let some = |from: &str, to: &str| Some((Some(from.to_owned()), Some(to.to_owned())));
    assert_eq!(write(Some(steps.whole())), some("2012", "2014-10"));
    assert_eq!(write(steps.with_end(None, true, 12)), some("2013", "2014-10"));
    let period = steps.with_end(None, false, 11);
    assert_eq!((write(period), steps.ends(period)), (some("2012", "2012"), (0, 11)));
    // One end pushes the other.
    assert_eq!(write(steps.with_end(period, true, 14)), some("2013-03", "2013-03"));
    assert_eq!(steps.with_end(period, false, 33), None);
    let day = |year, month, day| Day { year, month, day }.number();
    assert_eq!(write(steps.between(day(2013, 5, 5), day(2012, 3, 22))), some("2012-03", "2013-05"));
    // A few events far away do not make the steps coarse.
    let far = Steps::new(&axis(&["Y-66000000", "2012-01", "2012-06-03", "2013-02", "2013-12-31"]), 60);
    assert!(far.last() > 20, "{far:?}");
    let farthest = Steps::new(&axis(&["Y-9223372036854775807", "Y9223372036854775807"]), 60);
    assert_eq!((farthest.at(0).first, farthest.at(farthest.last()).last), (Day::MIN, Day::MAX));
}

fn any_date() -> impl Strategy<Value = String> {
    let year = || prop_oneof![4 => 1990..2030i64, 1 => 0..9999i64];
    prop_oneof![
        4 => (year(), 1..=12u8, 1..=28u8).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        2 => (year(), 1..=12u8).prop_map(|(year, month)| format!("{year:04}-{month:02}")),
        1 => (year(), 0..20i64).prop_map(|(year, length)| format!("{year:04}/{:04}", (year + length).min(9999))),
        1 => year().prop_map(|year| format!("-{:04}", year.max(1))),
        1 => (prop_oneof![10_000..=i64::MAX, 10_000..100_000i64], any::<bool>()).prop_map(|(year, before)| format!("Y{}{year}", if before { "-" } else { "" })),
        2 => prop::sample::select(&["XXXX", "Y3E99", "2012/..", "../2012", "201X", "/2015", "", "2012~", "{2001,2005,2009..}", "2012-03-22T06:30:00"]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn marks_in_a_lane_do_not_overlap_and_every_event_has_a_place(dates in prop::collection::vec(any_date(), 0..60)) {
        let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
        let strip = strip(&dates);
        prop_assert_eq!(strip.marks.len() + strip.undated.len(), dates.len());
        let mut ends = vec![f64::NEG_INFINITY; strip.lanes];
        for mark in &strip.marks {
            let (from, to) = mark.outline();
            prop_assert!(from.is_finite() && to.is_finite() && from < to && -LANE <= from && to <= WIDTH + LANE);
            prop_assert!(ends[mark.lane] < from);
            ends[mark.lane] = to;
            for shape in &mark.shapes {
                if let Some((from, to)) = shape.certain {
                    prop_assert!(shape.possible.0 - 2.0 <= from && from < to && to <= shape.possible.1 + 2.0);
                }
            }
        }
        for (place, _) in strip.undated.iter().enumerate().filter(|_| !strip.tray_is_number()) {
            let (x, y) = strip.in_tray(place);
            prop_assert!(strip.plot().1 < x && x <= WIDTH && (0.0..=strip.height()).contains(&y));
        }
        let is_crowded = strip.lanes > MAX_LANES;
        prop_assert_eq!(strip.columns.iter().sum::<usize>(), if is_crowded { strip.marks.len() } else { 0 });
    }

    #[test]
    fn places_and_moments_are_inverse_and_in_order(dates in prop::collection::vec(any_date(), 1..30), shares in prop::collection::vec(0.0..=1.0f64, 2..20)) {
        let dates: Vec<Date> = dates.iter().filter_map(|text| Date::parse(text).ok()).collect();
        let Some(axis) = Axis::new(dates.iter().flat_map(extents).map(|extent| extent.possible)) else { return Ok(()) };
        let mut shares = shares;
        shares.sort_by(f64::total_cmp);
        let whole = axis.days();
        let mut before = f64::NEG_INFINITY;
        for share in shares {
            let moment = axis.day_at(share);
            prop_assert!(before <= moment && whole.from <= moment && moment <= whole.to);
            // A moment very far away is a coarse number.
            let exact = 1e-6 + moment.abs() * 1e-13;
            prop_assert!((axis.share(moment) - share).abs() < exact, "{} {}", share, axis.share(moment));
            before = moment;
        }
        for extent in dates.iter().flat_map(extents) {
            prop_assert!(extent.possible.from < extent.possible.to);
            prop_assert!(axis.share(extent.possible.from) <= axis.share(extent.possible.to));
        }
    }

    #[test]
    fn labels_do_not_collide_and_steps_follow_each_other(dates in prop::collection::vec(any_date(), 1..30)) {
        let dates: Vec<Date> = dates.iter().filter_map(|text| Date::parse(text).ok()).collect();
        let Some(axis) = Axis::new(dates.iter().flat_map(extents).map(|extent| extent.possible)) else { return Ok(()) };
        let labels = ticks(&axis, &English, 320.0);
        prop_assert!(!labels.is_empty());
        let half = |label: &str| label.chars().count() as f64 * 2.5;
        for pair in labels.windows(2) {
            prop_assert!(pair[0].middle + half(&pair[0].label) < pair[1].middle - half(&pair[1].label));
            prop_assert!(pair[0].share < pair[1].share);
        }
        let steps = Steps::new(&axis, 60);
        prop_assert!(steps.last() < 60);
        for place in 0..=steps.last() {
            let step = steps.at(place);
            prop_assert!(step.first <= step.last);
            prop_assert_eq!(steps.position_of(step.first), place);
            prop_assert!(place == 0 || steps.at(place - 1).last < step.first);
        }
    }
}
