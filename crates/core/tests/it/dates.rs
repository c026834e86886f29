//! Dates: every EDTF date (ISO 8601-2, levels 0 to 2) has a text, bounds and a sort key. An invalid date has an error with
//! a message and an offset.

use crate::common::{English, bound_text, properties};
use proptest::prelude::*;
use whowhen_core::article::{Bound, Date, Day};
use whowhen_core::locale;

/// Checks a date's text, its first and last day, and its sort year.
#[track_caller]
fn check(text: &str, words: &str, first: &str, last: &str, year: impl Into<Option<i64>>) {
    let date = Date::parse(text).unwrap();
    assert_eq!(locale::date(&English, &date), words);
    assert_eq!((bound_text(date.earliest()).as_str(), bound_text(date.latest()).as_str()), (first, last));
    assert_eq!(date.year(), year.into());
    assert_eq!(date.as_str(), text);
}

#[test]
fn days_months_and_years() {
    check("2015-10-21", "21 October 2015", "2015-10-21", "2015-10-21", 2015);
    check("2012-02-29", "29 February 2012", "2012-02-29", "2012-02-29", 2012);
    check("2012-03", "March 2012", "2012-03-01", "2012-03-31", 2012);
    check("2012", "2012", "2012-01-01", "2012-12-31", 2012);
    check("0044", "44 CE", "0044-01-01", "0044-12-31", 44);
    check("2015-10-21T07:28:00", "21 October 2015, 07:28", "2015-10-21", "2015-10-21", 2015);
    check("2015-10-21T07:28:00Z", "21 October 2015, 07:28 UTC", "2015-10-21", "2015-10-21", 2015);
    check("2015-10-21T07:28:00-04:30", "21 October 2015, 07:28 UTC−04:30", "2015-10-21", "2015-10-21", 2015);
    check("2015-10-21T07:28:00.042Z", "21 October 2015, 07:28 UTC", "2015-10-21", "2015-10-21", 2015);
    check("2015-10-21T24:00:00", "21 October 2015, 24:00", "2015-10-21", "2015-10-21", 2015);
    check("-0043-03-15T10:00:00+01", "15 March 44 BCE, 10:00 UTC+01:00", "-0043-03-15", "-0043-03-15", -43);
}

#[test]
fn seasons_and_other_parts_of_a_year() {
    // The season's name, its code without a hemisphere, in the north and in the south, and its days.
    let north = [("03-01", "05-31"), ("06-01", "08-31"), ("09-01", "11-30"), ("12-01", "02-28")];
    let south = [north[2], north[3], north[0], north[1]];
    for (first, days) in [(21, north), (25, north), (29, south)] {
        for (nth, (season, (start, end))) in ["spring", "summer", "autumn", "winter"].into_iter().zip(days).enumerate()
        {
            let ends_in = if end < start { 1891 } else { 1890 };
            let (start, end) = (format!("1890-{start}"), format!("{ends_in}-{end}"));
            check(&format!("1890-{}", first + nth), &format!("{season} 1890"), &start, &end, 1890);
        }
    }
    check("2001-33", "first quarter of 2001", "2001-01-01", "2001-03-31", 2001);
    check("2001-39", "third third of 2001", "2001-09-01", "2001-12-31", 2001);
    check("2001-41", "second half of 2001", "2001-07-01", "2001-12-31", 2001);
}

#[test]
fn uncertain_and_approximate() {
    check("2012?", "2012, uncertain", "2012-01-01", "2012-12-31", 2012);
    check("2013~", "about 2013", "2013-01-01", "2013-12-31", 2013);
    check("2013%", "perhaps about 2013", "2013-01-01", "2013-12-31", 2013);
    check("2012-03?", "March 2012, uncertain", "2012-03-01", "2012-03-31", 2012);
    check("2004-06~-11", "about 11 June 2004", "2004-06-11", "2004-06-11", 2004);
    check("?2004-06-11", "11 June 2004, uncertain", "2004-06-11", "2004-06-11", 2004);
    check("1950S2", "about 1950", "1900-01-01", "1999-12-31", 1900);
    check("-1859S5", "about 1860 BCE", "-1859-01-01", "-1859-12-31", -1859);
    check("-1859S2", "about 1860 BCE", "-1899-01-01", "-1800-12-31", -1899);
    let flags = |text| Date::parse(text).map(|date| (date.is_uncertain(), date.is_approximate())).unwrap();
    assert_eq!(
        ["2012", "2012?", "2012~", "2012%"].map(flags),
        [(false, false), (true, false), (false, true), (true, true)]
    );
}

#[test]
fn unspecified_digits() {
    check("201X", "the 2010s", "2010-01-01", "2019-12-31", 2010);
    check("20XX", "a year from 2000 to 2099", "2000-01-01", "2099-12-31", 2000);
    check("2XXX", "a year from 2000 to 2999", "2000-01-01", "2999-12-31", 2000);
    check("00XX", "a year from 1 BCE to 99 CE", "0000-01-01", "0099-12-31", 0);
    check("001X", "a year from 10 CE to 19 CE", "0010-01-01", "0019-12-31", 10);
    check("1X23", "an unknown year", "1023-01-01", "1923-12-31", 1023);
    check("2023-11-XX", "November 2023, day unknown", "2023-11-01", "2023-11-30", 2023);
    check("2012-12-1X", "December 2012, day unknown", "2012-12-10", "2012-12-19", 2012);
    check("2023-XX", "a month of 2023", "2023-01-01", "2023-12-31", 2023);
    check("2023-XX-XX", "a day of 2023", "2023-01-01", "2023-12-31", 2023);
    check("2023-XX-05", "day 5 of an unknown month of 2023", "2023-01-05", "2023-12-05", 2023);
    check("156X-12-25", "25 December of the 1560s", "1560-12-25", "1569-12-25", 1560);
    check("200X-22", "summer of the 2000s", "2000-06-01", "2009-08-31", 2000);
    // No digit of the year is known: there is no sort year, not even 0.
    check("XXXX", "an unknown year", "0000-01-01", "9999-12-31", None);
    check("XXXX-12-25", "25 December of an unknown year", "0000-12-25", "9999-12-25", None);
}

#[test]
fn unspecified_digits_before_our_era() {
    check("-01XX", "a year from 200 BCE to 101 BCE", "-0199-01-01", "-0100-12-31", -199);
    check("-20XX", "a year from 2100 BCE to 2001 BCE", "-2099-01-01", "-2000-12-31", -2099);
    check("-019X", "a year from 200 BCE to 191 BCE", "-0199-01-01", "-0190-12-31", -199);
    // There is no year -0.
    check("-000X", "a year from 10 BCE to 2 BCE", "-0009-01-01", "-0001-12-31", -9);
    check("-156X-12-25", "25 December of a year from 1570 BCE to 1561 BCE", "-1569-12-25", "-1560-12-25", -1569);
    check("-1XXX-12", "December of a year from 2000 BCE to 1001 BCE", "-1999-12-01", "-1000-12-31", -1999);
    check("-200X-24", "winter of a year from 2010 BCE to 2001 BCE", "-2009-12-01", "-1999-02-28", -2009);
    // Only years with a 29 February are in question.
    check("-001X-02-29", "29 February of a year from 20 BCE to 11 BCE", "-0016-02-29", "-0012-02-29", -16);
    check("-1X00-02-29", "29 February of an unknown year BCE", "-1600-02-29", "-1200-02-29", -1600);
    check("-1X23", "an unknown year BCE", "-1923-01-01", "-1023-12-31", -1923);
    check("-XXXX", "an unknown year BCE", "-9999-01-01", "-0001-12-31", None);
    check("-01XX~", "about a year from 200 BCE to 101 BCE", "-0199-01-01", "-0100-12-31", -199);
    check(
        "-02XX/-01XX",
        "a year from 300 BCE to 201 BCE to a year from 200 BCE to 101 BCE",
        "-0299-01-01",
        "-0100-12-31",
        -299,
    );
    check("-01XX/..", "since a year from 200 BCE to 101 BCE", "-0199-01-01", "open", -199);
    check("../-01XX", "by a year from 200 BCE to 101 BCE", "open", "-0100-12-31", -100);
    check("[-01XX,0050]", "a year from 200 BCE to 101 BCE or 50 CE", "-0199-01-01", "0050-12-31", -199);
}

#[test]
fn intervals() {
    check("2012/2014", "2012 to 2014", "2012-01-01", "2014-12-31", 2012);
    check("2012-03/2012-04", "March to April 2012", "2012-03-01", "2012-04-30", 2012);
    check("2012-03-01/2012-03-05", "1 to 5 March 2012", "2012-03-01", "2012-03-05", 2012);
    check("2012-03-01/2012-04-05", "1 March to 5 April 2012", "2012-03-01", "2012-04-05", 2012);
    check("2012-12-30/2013-01-02", "30 December 2012 to 2 January 2013", "2012-12-30", "2013-01-02", 2012);
    check("2012-03-05/2012-04", "5 March to April 2012", "2012-03-05", "2012-04-30", 2012);
    check("2012-21/2012-22", "spring to summer 2012", "2012-03-01", "2012-08-31", 2012);
    check("2012/2012-04", "2012 to April 2012", "2012-01-01", "2012-04-30", 2012);
    check("2012-03/2012-03", "March 2012", "2012-03-01", "2012-03-31", 2012);
    check("2012~/2014", "about 2012 to 2014", "2012-01-01", "2014-12-31", 2012);
    check("2012-03-22~/2012-04-06", "about 22 March 2012 to 6 April 2012", "2012-03-22", "2012-04-06", 2012);
    check("2012/..", "since 2012", "2012-01-01", "open", 2012);
    check("../2015", "by 2015", "open", "2015-12-31", 2015);
    check("2012/", "2012 to an unknown date", "2012-01-01", "unknown", 2012);
    check("/2015", "an unknown date to 2015", "unknown", "2015-12-31", 2015);
    check("../..", "at an unknown time", "open", "open", None);
    check("/..", "at an unknown time", "unknown", "open", None);
    check("1984-11-12/1984-11-XX", "12 November 1984 to November 1984, day unknown", "1984-11-12", "1984-11-30", 1984);
}

#[test]
fn sets() {
    check("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672", "1667-01-01", "1672-12-31", 1667);
    check("{1960,1961-12}", "1960 and December 1961", "1960-01-01", "1961-12-31", 1960);
    check("[..1984]", "1984 or before", "open", "1984-12-31", 1984);
    check("[1984..]", "1984 or after", "1984-01-01", "open", 1984);
    check("[2012-03-01..2012-03-05]", "1 to 5 March 2012", "2012-03-01", "2012-03-05", 2012);
}

#[test]
fn long_years() {
    check("0000", "1 BCE", "0000-01-01", "0000-12-31", 0);
    check("-0043-03-15", "15 March 44 BCE", "-0043-03-15", "-0043-03-15", -43);
    check("Y170000002", "170000002", "170000002-01-01", "170000002-12-31", 170_000_002);
    check("Y-170000002", "170000003 BCE", "-170000002-01-01", "-170000002-12-31", -170_000_002);
    check("Y17E7", "170000000", "170000000-01-01", "170000000-12-31", 170_000_000);
    check("Y3E99", "a year too far to count", "unknown", "unknown", None);
}

#[test]
fn invalid_dates() {
    #[track_caller]
    fn check(text: &str, offset: usize, message: &str) {
        let error = Date::parse(text).unwrap_err();
        assert_eq!((error.offset, error.message), (offset, message));
    }
    check("", 0, "a year has four digits");
    check("unknown", 0, "a year has four digits");
    check("201", 2, "a year has four digits");
    check("21.10.2015", 2, "a year has four digits");
    check("2012/-201", 8, "a year has four digits");
    check("-0000", 4, "there is no year -0000");
    check("20123", 4, "this does not belong to a date");
    check("2013-1", 5, "a month has two digits");
    check("2013-13", 5, "a month is 01 to 12, or a part of the year 21 to 41");
    check("2013-?2X", 6, "a month is 01 to 12, or a part of the year 21 to 41");
    check("2013-05-5", 8, "a day has two digits");
    check("2013-21-05", 8, "a part of the year has no days");
    check("2013-02-29", 8, "the month has no such day");
    check("2012-02-30", 8, "the month has no such day");
    check("Y2012", 1, "after Y is a year of more than four digits");
    check("2012S0", 5, "after S is the number of significant digits");
    check("October 2015", 7, "a date has no white space");
    check("2012–2014", 4, "a date has only ASCII characters");
    check("２０１２", 0, "a date has only ASCII characters");
    check("2015/10/21", 7, "a year has four digits");
    check("2014/2012", 5, "the interval ends before it begins");
    check("2013-03-05/2013-03", 11, "the interval ends before it begins");
    check("[2012,-20XX-13]", 12, "a month is 01 to 12, or a part of the year 21 to 41");
    check("[2012,2013..2011]", 6, "a range is of two plain years, months or days, the earlier first");
    check("[2012", 4, "the bracket is not closed");
    check("2012-03T10:00:00", 0, "the date before a time is a plain day");
    check("2012-03-22T25:00:00", 11, "a time is written as hh:mm:ss, from 00:00:00 to 24:00:00");
    check("-0043-03-22T10:00", 16, "a time is written as hh:mm:ss, from 00:00:00 to 24:00:00");
    check("2012-03-22T10:00:00.5+25", 22, "a time zone is Z, or from -12:00 to +14:00");
    check("2012-03-22T10:00:00.5-13", 21, "a time zone is Z, or from -12:00 to +14:00");
    check("-0043-03-22T10:00:60", 18, "only the last minute of June or December, in UTC, has a second 60");
}

#[test]
fn white_space_around_a_date_is_ignored() {
    assert_eq!(Date::parse(" 2012-03\n").unwrap(), Date::parse("2012-03").unwrap());
}

#[test]
fn dates_sort_chronologically() {
    let in_order = [
        "Y-170000002",
        "-0043-03-15",
        "-01XX",
        "-0150",
        "0000",
        "1984/..",
        "201X",
        "../2012-01-31",
        "2012-03",
        "2012",
        "2012/2014",
        "2012/..",
        "2012-02",
        "2012-03-01",
        "2012-03?",
        "2012-03-22",
        "2012-04~",
        "2013",
        "2023-11-XX",
        "Y170000002",
    ];
    let mut sorted = in_order.map(|text| Date::parse(text).unwrap());
    sorted.sort_by_key(|date| date.sort_key());
    let sorted: Vec<&str> = sorted.iter().map(Date::as_str).collect();
    let expected = [
        "Y-170000002",
        "-01XX",
        "-0150",
        "-0043-03-15",
        "0000",
        "1984/..",
        "201X",
        "2012",
        "2012/2014",
        "2012/..",
        "../2012-01-31",
        "2012-02",
        "2012-03-01",
        "2012-03",
        "2012-03?",
        "2012-03-22",
        "2012-04~",
        "2013",
        "2023-11-XX",
        "Y170000002",
    ];
    assert_eq!(sorted, expected);
}

/// A southern spring begins when a northern autumn does.
#[test]
fn seasons_sort_by_the_months_of_their_hemisphere() {
    let mut codes: Vec<u8> = (25..=32).collect();
    codes.sort_by_key(|code| Date::parse(&format!("1891-{code}")).unwrap().sort_key());
    assert_eq!(codes, [25, 31, 26, 32, 27, 29, 28, 30]);
}

#[test]
fn a_day_as_the_start_and_the_end_of_a_date() {
    #[track_caller]
    fn check(year: i64, month: u8, day: u8, beginning: &str, end: &str) {
        let day = Day { year, month, day };
        assert_eq!((day.to_edtf_start().as_str(), day.to_edtf_end().as_str()), (beginning, end));
    }
    check(2013, 1, 1, "2013", "2013-01-01");
    check(2013, 3, 1, "2013-03", "2013-03-01");
    check(2013, 12, 31, "2013-12-31", "2013");
    check(2013, 1, 31, "2013-01-31", "2013-01");
    check(2013, 12, 1, "2013-12", "2013-12-01");
    check(2013, 2, 28, "2013-02-28", "2013-02");
    check(2012, 2, 28, "2012-02-28", "2012-02-28");
    check(2012, 2, 29, "2012-02-29", "2012-02");
    check(1900, 2, 28, "1900-02-28", "1900-02");
    check(2000, 2, 29, "2000-02-29", "2000-02");
    check(-4, 2, 29, "-0004-02-29", "-0004-02");
    check(-43, 1, 1, "-0043", "-0043-01-01");
    check(0, 12, 31, "0000-12-31", "0000");
    check(44, 4, 30, "0044-04-30", "0044-04");
    check(-9999, 1, 1, "-9999", "-9999-01-01");
    check(12_345, 6, 7, "Y12345", "Y12345");
    check(i64::MAX, 12, 31, "Y9223372036854775807", "Y9223372036854775807");
    check(-i64::MAX, 1, 1, "Y-9223372036854775807", "Y-9223372036854775807");
}

/// Texts of EDTF's characters, most of which are not dates, and dates built from parts.
fn any_date() -> impl Strategy<Value = String> {
    const LETTERS: &[&str] = &[
        "2012",
        "-",
        "03",
        "21",
        "41",
        "XX",
        "X",
        "?",
        "~",
        "%",
        "/",
        "..",
        "[",
        "]",
        "{",
        "}",
        ",",
        "Y",
        "E",
        "S",
        "9",
        "T",
        ":",
        "Z",
        "+",
        "0",
        "-01XX",
        "T10:00:00",
        ".5",
        "S5",
    ];
    let part = |values: &'static [&'static str]| prop::sample::select(values);
    let single = (
        part(&["", "?", "~"]),
        part(&["2012", "-0001", "0000", "201X", "XXXX", "Y-99999", "Y1E300", "9999", "1950S2", "-01XX", "-1X2X"]),
        part(&["", "-01", "-12", "-XX", "-2X", "-29", "-41"]),
        part(&["", "", "-05", "-31", "-XX", "-1X"]),
        part(&["", "?", "%", "~"]),
    )
        .prop_map(|(before, year, month, day, after)| [before, year, month, day, after].concat());
    prop_oneof![
        prop::collection::vec(part(LETTERS), 0..9).prop_map(|letters| letters.concat()),
        single.clone(),
        (single.clone(), part(&["/", "/..", "/2014", "/Y9E9"])).prop_map(|(date, end)| date + end),
        prop::collection::vec(single, 1..4).prop_map(|dates| format!("[{}]", dates.join(","))),
        any::<String>(),
    ]
}

/// Whether another reader of EDTF, the crate `edtf-core`, is known to read a date differently: it does not read unspecified
/// digits or times before our era, fractions of a second, 24:00, more than four significant digits, intervals without any date and
/// very long years, and it reads any second 60, zones to -14:00 and any end in the same year as the start.
fn is_read_differently(text: &str) -> bool {
    let has = |part: &str| text.contains(part);
    let mut dates =
        text.split(['/', ',', '[', ']', '{', '}', '.']).map(|date| date.trim_start_matches(['?', '~', '%']));
    let is_before_era = |date: &str| date.strip_prefix('-').is_some_and(|date| date.chars().take(4).any(|c| c == 'X'));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let same_year = text.split_once('/').is_some_and(|(start, end)| start.get(..4) == end.get(..4));
    let no_date = ["/", "/..", "../", "../.."].contains(&text);
    has("T") || has("S") || digits > 18 || no_date || same_year || dates.any(is_before_era)
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn another_reader_reads_the_same(text in any_date()) {
        let bound = |bound| match bound {
            edtf_core::Bound::Date(day) => Bound::Day(Day { year: day.year, month: day.month, day: day.day }),
            edtf_core::Bound::NegativeInfinity | edtf_core::Bound::PositiveInfinity => Bound::Open,
            edtf_core::Bound::Unknown => Bound::Unknown,
        };
        match (Date::parse(&text), edtf_core::Edtf::parse(text.trim())) {
            (Ok(date), Ok(other)) => {
                let bounds = other.bounds();
                prop_assert_eq!(date.bounds(), (bound(bounds.earliest), bound(bounds.latest)));
                let flags = (other.is_uncertain(), other.is_approximate());
                prop_assert_eq!((date.is_uncertain(), date.is_approximate()), flags);
            }
            (Err(_), Err(_)) => {}
            (here, there) => prop_assert!(is_read_differently(text.trim()), "{:?}, there {:?}", here, there),
        }
    }

    #[test]
    fn every_date_has_text_and_bounds(text in any_date()) {
        match Date::parse(&text) {
            Ok(date) => {
                prop_assert!(!locale::date(&English, &date).trim().is_empty());
                prop_assert!(!locale::date(&English, &date).contains("  "));
                let (_, _, _) = (date.earliest(), date.latest(), date.year());
            }
            Err(error) => prop_assert!(!error.message.is_empty() && error.offset <= text.len()),
        }
    }

    #[test]
    fn a_day_is_read_as_it_was_written(year in prop_oneof![-9999..=9999i64, any::<i64>()], month in 1..=12u8, day in 1..=31u8) {
        let year = year.max(-i64::MAX);
        let day = day.min(Day::last_of(year, month).day);
        let (first, last) = match (-9999..=9999).contains(&year) {
            true => (Day { year, month, day }, Day { year, month, day }),
            false => (Day::first_of(year, 1), Day::last_of(year, 12)),
        };
        let written = Day { year, month, day };
        prop_assert_eq!(Date::parse(&written.to_edtf_start()).unwrap().earliest(), Bound::Day(first));
        prop_assert_eq!(Date::parse(&written.to_edtf_end()).unwrap().latest(), Bound::Day(last));
    }

    #[test]
    fn a_date_that_ends_before_another_begins_comes_first(one in any_date(), two in any_date()) {
        if let (Ok(one), Ok(two)) = (Date::parse(&one), Date::parse(&two))
            && let (Bound::Day(end), Bound::Day(beginning)) = (one.latest(), two.earliest())
            && end < beginning
        {
            prop_assert!(one.sort_key() < two.sort_key());
        }
    }
}
