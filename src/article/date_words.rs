//! A date as people write it, in English: "21 October 2015", "about 2013", "2012 to 2014", "November 2023".
//!
//! Every EDTF date has words; what the file marks as doubtful or estimated is said, what it leaves open is not made up.

use edtf_core::{
    Date as Parts, DateField, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, Time, TimeShift, YearKind,
};

use super::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// The date in English words.
    ///
    /// ```
    /// use whowhen::article::Date;
    /// assert_eq!(Date::parse("2013~").unwrap().in_words(), "about 2013");
    /// assert_eq!(Date::parse("../2015").unwrap().in_words(), "until 2015");
    /// ```
    pub fn in_words(&self) -> String {
        match &self.edtf {
            Edtf::Date(date) => one(date),
            Edtf::DateTime(moment) => format!("{}, {}", one(&moment.date), clock(&moment.time)),
            Edtf::Interval(interval) => between(interval),
            Edtf::Set(set) => among(set),
        }
    }
}

fn between(interval: &Interval) -> String {
    use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
    match (&interval.start, &interval.end) {
        (Date(start), Date(end)) => joined(start, end),
        (Date(start) | OnOrBefore(start) | OnOrAfter(start), Open) => format!("since {}", one(start)),
        (Open, Date(end) | OnOrAfter(end) | OnOrBefore(end)) => format!("until {}", one(end)),
        (Date(start) | OnOrBefore(start) | OnOrAfter(start), Unknown) => format!("{} to an unknown date", one(start)),
        (Unknown, Date(end) | OnOrAfter(end) | OnOrBefore(end)) => format!("an unknown date to {}", one(end)),
        (OnOrBefore(start), Date(end)) => format!("{} or before, to {}", one(start), one(end)),
        (Date(start), OnOrAfter(end)) => format!("{} to {} or after", one(start), one(end)),
        (OnOrBefore(start), OnOrAfter(end)) => format!("{} or before, to {} or after", one(start), one(end)),
        (OnOrAfter(start), end) | (OnOrBefore(start), end) => {
            format!("{} to {}", one(start), end_words(end))
        }
        (start, OnOrBefore(end)) => format!("{} to {}", end_words(start), one(end)),
        (Open | Unknown, Open | Unknown) => "at an unknown time".to_owned(),
    }
}

fn end_words(end: &IntervalEndpoint) -> String {
    match end {
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            one(date)
        }
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => "an unknown date".to_owned(),
    }
}

/// "2 to 5 March 2014", "March to May 2014", "30 March 2014 to 2 April 2015": what both share is said once.
fn joined(start: &Parts, end: &Parts) -> String {
    if start == end {
        return one(end);
    }
    let plain = |date: &Parts| !date.is_uncertain() && !date.is_approximate() && !date.has_unspecified();
    let same_year = start.year == end.year && plain(start) && plain(end);
    match (day(start), before_year(start)) {
        (Some(first), _) if same_year && start.month == end.month && end.day.is_some() => {
            format!("{first} to {}", one(end))
        }
        (_, Some((first, _))) if same_year && end.month.is_some() => format!("{first} to {}", one(end)),
        _ => format!("{} to {}", one(start), one(end)),
    }
}

fn among(set: &Set) -> String {
    let items: Vec<String> = set
        .elements
        .iter()
        .map(|element| match element {
            SetElement::Date(date) => one(date),
            SetElement::OnOrBefore(date) => format!("{} or before", one(date)),
            SetElement::OnOrAfter(date) => format!("{} or after", one(date)),
            SetElement::Range(start, end) => joined(start, end),
        })
        .collect();
    let word = match set.kind {
        SetKind::AllMembers => "and",
        SetKind::OneMember => "or",
    };
    match items.as_slice() {
        [] => "at an unknown time".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A single date: its parts from the day to the year, then how sure it is.
fn one(date: &Parts) -> String {
    let year = year(date);
    let text = match before_year(date) {
        None => year,
        Some((part, linked)) if linked || date.year.has_unspecified() => format!("{part} of {year}"),
        Some((part, _)) => format!("{part} {year}"),
    };
    // "1950S2": only so many digits count.
    let estimated = date.is_approximate() || date.year.significant_digits.is_some();
    match (estimated, date.is_uncertain()) {
        (true, true) => format!("perhaps about {text}"),
        (true, false) => format!("about {text}"),
        (false, true) => format!("{text}, uncertain"),
        (false, false) => text,
    }
}

/// What stands before the year, and whether "of" must link it.
fn before_year(date: &Parts) -> Option<(String, bool)> {
    let field = date.month?;
    Some(match (month(date), day(date)) {
        (Some(month), Some(day)) => (format!("{day} {month}"), false),
        (Some(month), None) if date.day.is_some() => (format!("a day of {month}"), false),
        (Some(month), None) => (month.to_owned(), false),
        (None, Some(day)) => (format!("day {day} of an unknown month"), true),
        (None, None) if date.day.is_some() => ("a day".to_owned(), true),
        (None, None) => field.value().map_or(("a month".to_owned(), true), grouping),
    })
}

fn day(date: &Parts) -> Option<u8> {
    date.day.and_then(DateField::value)
}

fn month(date: &Parts) -> Option<&'static str> {
    let number = date.month.and_then(DateField::value)?;
    MONTHS.get(usize::from(number).checked_sub(1)?).copied()
}

/// ISO 8601-2, 4.8: what a "month" from 21 to 41 means, and whether "of" must link it to the year.
fn grouping(code: u8) -> (String, bool) {
    let ordinal = |number| match number {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "fourth",
    };
    match code {
        21 | 25 | 31 => ("spring".to_owned(), false),
        22 | 26 | 30 => ("summer".to_owned(), false),
        23 | 27 | 29 => ("autumn".to_owned(), false),
        24 | 28 | 32 => ("winter".to_owned(), false),
        33..=36 => (format!("{} quarter", ordinal(code - 32)), true),
        37..=39 => (format!("{} third", ordinal(code - 36)), true),
        40 | 41 => (format!("{} half", ordinal(code - 39)), true),
        _ => ("part".to_owned(), true),
    }
}

fn year(date: &Parts) -> String {
    if let YearKind::Standard { digits, .. } = date.year.kind {
        match digits {
            [Some(a), Some(b), Some(c), None] => return format!("the {a}{b}{c}0s"),
            [Some(a), Some(b), None, None] => return format!("a year from {a}{b}00 to {a}{b}99"),
            [Some(a), None, None, None] => return format!("a year from {a}000 to {a}999"),
            [Some(_), Some(_), Some(_), Some(_)] => {}
            _ => return "an unknown year".to_owned(),
        }
    }
    match date.year.value() {
        // Astronomical years: 0 is 1 BCE. Saturating: the smallest number has no positive twin.
        Some(value) if value <= 0 => format!("{} BCE", 1i64.saturating_sub(value)),
        Some(value) if value < 100 => format!("{value} CE"),
        Some(value) => value.to_string(),
        None => "a year too far to count".to_owned(),
    }
}

fn clock(time: &Time) -> String {
    let zone = match time.shift {
        None => String::new(),
        Some(TimeShift::Utc) => " UTC".to_owned(),
        Some(TimeShift::Offset { minutes, .. }) => {
            let sign = if minutes < 0 { '−' } else { '+' };
            format!(" UTC{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
        }
    };
    format!("{:02}:{:02}{zone}", time.hour, time.minute)
}
