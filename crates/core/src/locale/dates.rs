//! A date as people write it: "21 October 2015", "about 2013", "2012 to 2014", "a day of November 2023".
//!
//! Every EDTF date has words; what the file marks as doubtful or estimated is said, what it leaves open is not made up.
//! Days of the calendar are said by [`Locale::day`], all else by words of ours.

use edtf_core::{
    Date as Parts, DateField, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, Time, TimeShift, YearKind,
};

use super::{Locale, Message};
use crate::article::{Date, Event};

/// When an event happened.
pub fn when(locale: &dyn Locale, event: &Event) -> String {
    event.when.as_ref().map_or_else(|| locale.text(Message::Undated).to_owned(), |when| date(locale, when))
}

/// A date in words.
pub fn date(locale: &dyn Locale, date: &Date) -> String {
    let says = Says(locale);
    match date.edtf() {
        Edtf::Date(date) => says.one(date),
        Edtf::DateTime(moment) => locale.with(Message::AtClock, &[&says.one(&moment.date), &says.clock(&moment.time)]),
        Edtf::Interval(interval) => says.between(interval),
        Edtf::Set(set) => says.among(set),
    }
}

/// A year, astronomical: 0 is 1 BCE. Saturating: the smallest number has no positive twin.
pub fn year(locale: &dyn Locale, year: i64) -> String {
    match year {
        ..=0 => locale.with(Message::Before, &[&locale.digits(1i64.saturating_sub(year), 1)]),
        _ => locale.digits(year, 1),
    }
}

struct Says<'s>(&'s dyn Locale);

impl Says<'_> {
    fn word(&self, word: Message) -> String {
        self.0.text(word).to_owned()
    }

    fn of_one(&self, word: Message, date: &Parts) -> String {
        self.0.with(word, &[&self.one(date)])
    }

    /// Before a day of the calendar some languages say it otherwise than before a month or a year.
    fn before(&self, (plain, day_of): (Message, Message), date: &Parts, text: &str) -> String {
        self.0.with(if day(date).is_some() { day_of } else { plain }, &[text])
    }

    fn of_two(&self, word: Message, start: &Parts, end: &Parts) -> String {
        self.0.with(word, &[&self.one(start), &self.one(end)])
    }

    fn between(&self, interval: &Interval) -> String {
        use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
        match (&interval.start, &interval.end) {
            (Date(start), Date(end)) => self.joined(start, end),
            (Date(start) | OnOrBefore(start) | OnOrAfter(start), Open) => {
                self.before((Message::Since, Message::SinceDay), start, &self.one(start))
            }
            (Open, Date(end) | OnOrAfter(end) | OnOrBefore(end)) => {
                self.before((Message::Until, Message::UntilDay), end, &self.one(end))
            }
            (OnOrBefore(start), Date(end)) => self.of_two(Message::OrBeforeTo, start, end),
            (Date(start), OnOrAfter(end)) => self.of_two(Message::ToOrAfter, start, end),
            (OnOrBefore(start), OnOrAfter(end)) => self.of_two(Message::OrBeforeToOrAfter, start, end),
            (Open | Unknown, Open | Unknown) => self.word(Message::UnknownTime),
            (start, end) => self.0.with(Message::FromTo, &[&self.end(start), &self.end(end)]),
        }
    }

    fn end(&self, end: &IntervalEndpoint) -> String {
        match end {
            IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
                self.one(date)
            }
            IntervalEndpoint::Open | IntervalEndpoint::Unknown => self.word(Message::UnknownDate),
        }
    }

    /// "2 to 5 March 2014", "March to May 2014", "30 March 2014 to 2 April 2015": what both share is said once.
    fn joined(&self, start: &Parts, end: &Parts) -> String {
        if start == end {
            return self.one(end);
        }
        let plain = |date: &Parts| !date.is_uncertain() && !date.is_approximate() && !date.has_unspecified();
        let same_year = start.year == end.year && plain(start) && plain(end);
        let first = match (day(start), self.before_year(start)) {
            (Some(first), _) if same_year && start.month == end.month && end.day.is_some() => {
                self.0.day(None, None, Some(first))
            }
            (_, Some((first, _))) if same_year && end.month.is_some() => first,
            _ => self.one(start),
        };
        self.0.with(Message::FromTo, &[&first, &self.one(end)])
    }

    fn among(&self, set: &Set) -> String {
        let items: Vec<String> = set
            .elements
            .iter()
            .map(|element| match element {
                SetElement::Date(date) => self.one(date),
                SetElement::OnOrBefore(date) => self.of_one(Message::OrBefore, date),
                SetElement::OnOrAfter(date) => self.of_one(Message::OrAfter, date),
                SetElement::Range(start, end) => self.joined(start, end),
            })
            .collect();
        match items.is_empty() {
            true => self.word(Message::UnknownTime),
            false => self.0.list(&items, matches!(set.kind, SetKind::AllMembers)),
        }
    }

    /// A single date: its parts from the day to the year, then how sure it is.
    fn one(&self, date: &Parts) -> String {
        let text = self.parts(date);
        // "1950S2": only so many digits count.
        let estimated = date.is_approximate() || date.year.significant_digits.is_some();
        let word = match (estimated, date.is_uncertain()) {
            (true, true) => Message::PerhapsAbout,
            (true, false) => return self.before((Message::About, Message::AboutDay), date, &text),
            (false, true) => Message::Uncertain,
            (false, false) => return text,
        };
        self.0.with(word, &[&text])
    }

    fn parts(&self, date: &Parts) -> String {
        let whole = date.day.is_none() || day(date).is_some();
        if let (Some(year), Some(month), true) = (plain_year(date), month(date), whole) {
            return self.0.day(Some(year), Some(month), day(date));
        }
        let year = self.year(date);
        match self.before_year(date) {
            None => year,
            Some((part, true)) => self.0.with(Message::PartOfYear, &[&part, &year]),
            Some((part, false)) if date.year.has_unspecified() => self.0.with(Message::PartOfYear, &[&part, &year]),
            Some((part, false)) => match (month(date), date.day.is_some()) {
                // "a day of November 2023": the month and its year are one.
                (Some(month), true) if day(date).is_none() && plain_year(date).is_some() => {
                    let month = self.0.day(plain_year(date), Some(month), None);
                    self.0.with(Message::DayOf, &[&month])
                }
                _ => self.0.with(Message::SeasonOf, &[&part, &year]),
            },
        }
    }

    /// What stands before the year, and whether "of" must link it.
    fn before_year(&self, date: &Parts) -> Option<(String, bool)> {
        let field = date.month?;
        Some(match (month(date), day(date)) {
            (Some(month), None) if date.day.is_some() => {
                (self.0.with(Message::DayOf, &[&self.0.day(None, Some(month), None)]), false)
            }
            (Some(month), day) => (self.0.day(None, Some(month), day), false),
            (None, Some(day)) => (self.0.with(Message::DayOfSomeMonth, &[&self.0.digits(i64::from(day), 1)]), true),
            (None, None) if date.day.is_some() => (self.word(Message::SomeDay), true),
            (None, None) => match field.value() {
                Some(code) => {
                    let (word, linked) = grouping(code);
                    (self.word(word), linked)
                }
                None => (self.word(Message::SomeMonth), true),
            },
        })
    }

    fn year(&self, date: &Parts) -> String {
        let digits = |number: i64| self.0.digits(number, 1);
        if let YearKind::Standard { digits: given, .. } = date.year.kind {
            let number = |known: &[u8]| known.iter().fold(0, |sum, digit| sum * 10 + i64::from(*digit));
            let between = |first: i64, last: i64| self.0.with(Message::YearBetween, &[&digits(first), &digits(last)]);
            match given {
                [Some(a), Some(b), Some(c), None] => {
                    return self.0.with(Message::Decade, &[&digits(number(&[a, b, c]) * 10)]);
                }
                [Some(a), Some(b), None, None] => {
                    let first = number(&[a, b]) * 100;
                    return between(first, first + 99);
                }
                [Some(a), None, None, None] => {
                    let first = i64::from(a) * 1000;
                    return between(first, first + 999);
                }
                [Some(_), Some(_), Some(_), Some(_)] => {}
                _ => return self.word(Message::UnknownYear),
            }
        }
        match date.year.value() {
            Some(value @ 1..100) => self.0.with(Message::After, &[&digits(value)]),
            Some(value) => year(self.0, value),
            None => self.word(Message::FarYear),
        }
    }

    fn clock(&self, time: &Time) -> String {
        let two = |number: u8| self.0.digits(i64::from(number), 2);
        let mut clock = two(time.hour) + ":" + &two(time.minute);
        if let Some(shift) = &time.shift {
            clock.push_str(" UTC");
            if let TimeShift::Offset { minutes, .. } = shift {
                clock.push(if *minutes < 0 { '−' } else { '+' });
                let (hours, minutes) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
                clock.push_str(&(two(hours as u8) + ":" + &two(minutes as u8)));
            }
        }
        clock
    }
}

/// The year, where the calendar can say it without further words.
fn plain_year(date: &Parts) -> Option<i64> {
    let YearKind::Standard { digits: [Some(_), Some(_), Some(_), Some(_)], .. } = date.year.kind else { return None };
    date.year.value().filter(|year| *year >= 100)
}

fn day(date: &Parts) -> Option<u8> {
    date.day.and_then(DateField::value)
}

fn month(date: &Parts) -> Option<u8> {
    date.month.and_then(DateField::value).filter(|month| (1..=12).contains(month))
}

/// ISO 8601-2, 4.8: what a "month" from 21 to 41 means, and whether "of" must link it to the year.
fn grouping(code: u8) -> (Message, bool) {
    match code {
        21 | 25 | 31 => (Message::Spring, false),
        22 | 26 | 30 => (Message::Summer, false),
        23 | 27 | 29 => (Message::Autumn, false),
        24 | 28 | 32 => (Message::Winter, false),
        33 => (Message::Quarter1, true),
        34 => (Message::Quarter2, true),
        35 => (Message::Quarter3, true),
        36 => (Message::Quarter4, true),
        37 => (Message::Third1, true),
        38 => (Message::Third2, true),
        39 => (Message::Third3, true),
        40 => (Message::Half1, true),
        41 => (Message::Half2, true),
        _ => (Message::SomePart, true),
    }
}
