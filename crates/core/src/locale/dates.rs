//! Formats dates in words: "21 October 2015", "about 2013", "2012 to 2014", "a day of November 2023".
//!
//! Every EDTF date can be formatted. Uncertain and approximate dates are marked as such, and unspecified parts are not
//! invented. [`Locale::day`] formats days of the calendar; our own messages format the rest.

use edtf_core::{
    Date as Parts, DateField, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, Time, TimeShift, YearKind,
};

use super::{Locale, Message};
use crate::article::{Date, Event};

/// The date of an event in words, or "undated".
pub fn when(locale: &dyn Locale, event: &Event) -> String {
    event.when.as_ref().map_or_else(|| locale.text(Message::Undated).to_owned(), |when| date(locale, when))
}

/// A date in words.
pub fn date(locale: &dyn Locale, date: &Date) -> String {
    let formatter = DateFormatter { locale };
    match date.edtf() {
        Edtf::Date(date) => formatter.date(date),
        Edtf::DateTime(moment) => locale.with(
            Message::AtClock,
            &[("date", &formatter.date(&moment.date)), ("time", &formatter.clock(&moment.time))],
        ),
        Edtf::Interval(interval) => formatter.interval(interval),
        Edtf::Set(set) => formatter.set(set),
    }
}

/// An astronomical year in words: 0 is 1 BCE.
pub fn year(locale: &dyn Locale, year: i64) -> String {
    match year {
        // Saturating, because `i64::MIN` has no positive counterpart.
        ..=0 => locale.with(Message::Before, &[("year", &locale.digits(1i64.saturating_sub(year), 1))]),
        _ => locale.digits(year, 1),
    }
}

/// Formats dates in the words of a language.
struct DateFormatter<'l> {
    locale: &'l dyn Locale,
}

impl DateFormatter<'_> {
    fn text(&self, message: Message) -> String {
        self.locale.text(message).to_owned()
    }

    fn with_date(&self, message: Message, date: &Parts) -> String {
        self.locale.with(message, &[("date", &self.date(date))])
    }

    /// A message with a date in words. Some languages use another message for a day than for a month or a year.
    fn with_day_or_date(&self, (before_date, before_day): (Message, Message), date: &Parts, text: &str) -> String {
        self.locale.with(if day(date).is_some() { before_day } else { before_date }, &[("date", text)])
    }

    fn with_dates(&self, message: Message, start: &Parts, end: &Parts) -> String {
        self.locale.with(message, &[("start", &self.date(start)), ("end", &self.date(end))])
    }

    fn interval(&self, interval: &Interval) -> String {
        use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
        match (&interval.start, &interval.end) {
            (Date(start), Date(end)) => self.range(start, end),
            (Date(start) | OnOrBefore(start) | OnOrAfter(start), Open) => {
                self.with_day_or_date((Message::Since, Message::SinceDay), start, &self.date(start))
            }
            (Open, Date(end) | OnOrAfter(end) | OnOrBefore(end)) => {
                self.with_day_or_date((Message::Until, Message::UntilDay), end, &self.date(end))
            }
            (OnOrBefore(start), Date(end)) => self.with_dates(Message::OrBeforeTo, start, end),
            (Date(start), OnOrAfter(end)) => self.with_dates(Message::ToOrAfter, start, end),
            (OnOrBefore(start), OnOrAfter(end)) => self.with_dates(Message::OrBeforeToOrAfter, start, end),
            (Open | Unknown, Open | Unknown) => self.text(Message::UnknownTime),
            (start, end) => {
                self.locale.with(Message::FromTo, &[("start", &self.endpoint(start)), ("end", &self.endpoint(end))])
            }
        }
    }

    fn endpoint(&self, end: &IntervalEndpoint) -> String {
        match end {
            IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
                self.date(date)
            }
            IntervalEndpoint::Open | IntervalEndpoint::Unknown => self.text(Message::UnknownDate),
        }
    }

    /// "2 to 5 March 2014", "March to May 2014", "30 March 2014 to 2 April 2015": common parts are not repeated.
    fn range(&self, start: &Parts, end: &Parts) -> String {
        if start == end {
            return self.date(end);
        }
        let plain = |date: &Parts| !date.is_uncertain() && !date.is_approximate() && !date.has_unspecified();
        let same_year = start.year == end.year && plain(start) && plain(end);
        let first = match (day(start), self.part_of_year(start)) {
            (Some(first), _) if same_year && start.month == end.month && end.day.is_some() => {
                self.locale.day(None, None, Some(first))
            }
            (_, Some((first, _))) if same_year && end.month.is_some() => first,
            _ => self.date(start),
        };
        self.locale.with(Message::FromTo, &[("start", &first), ("end", &self.date(end))])
    }

    fn set(&self, set: &Set) -> String {
        let items: Vec<String> = set
            .elements
            .iter()
            .map(|element| match element {
                SetElement::Date(date) => self.date(date),
                SetElement::OnOrBefore(date) => self.with_date(Message::OrBefore, date),
                SetElement::OnOrAfter(date) => self.with_date(Message::OrAfter, date),
                SetElement::Range(start, end) => self.range(start, end),
            })
            .collect();
        match items.is_empty() {
            true => self.text(Message::UnknownTime),
            false => self.locale.list(&items, matches!(set.kind, SetKind::AllMembers)),
        }
    }

    /// A single date: its parts from the day to the year, then how certain it is.
    fn date(&self, date: &Parts) -> String {
        let text = self.calendar_parts(date);
        // "1950S2": only the first two digits are significant.
        let estimated = date.is_approximate() || date.year.significant_digits.is_some();
        let message = match (estimated, date.is_uncertain()) {
            (true, true) => Message::PerhapsAbout,
            (true, false) => return self.with_day_or_date((Message::About, Message::AboutDay), date, &text),
            (false, true) => Message::Uncertain,
            (false, false) => return text,
        };
        self.locale.with(message, &[("date", &text)])
    }

    fn calendar_parts(&self, date: &Parts) -> String {
        let whole = date.day.is_none() || day(date).is_some();
        if let (Some(year), Some(month), true) = (plain_year(date), month(date), whole) {
            return self.locale.day(Some(year), Some(month), day(date));
        }
        let year = self.year(date);
        match self.part_of_year(date) {
            None => year,
            Some((part, true)) => self.locale.with(Message::PartOfYear, &[("part", &part), ("year", &year)]),
            Some((part, false)) if date.year.has_unspecified() => {
                self.locale.with(Message::PartOfYear, &[("part", &part), ("year", &year)])
            }
            Some((part, false)) => match (month(date), date.day.is_some()) {
                // "a day of November 2023": month and year are formatted together.
                (Some(month), true) if day(date).is_none() && plain_year(date).is_some() => {
                    let month = self.locale.day(plain_year(date), Some(month), None);
                    self.locale.with(Message::DayOf, &[("month", &month)])
                }
                _ => self.locale.with(Message::SeasonOf, &[("part", &part), ("year", &year)]),
            },
        }
    }

    /// The part before the year, and whether "of" must link the two.
    fn part_of_year(&self, date: &Parts) -> Option<(String, bool)> {
        let field = date.month?;
        Some(match (month(date), day(date)) {
            (Some(month), None) if date.day.is_some() => {
                (self.locale.with(Message::DayOf, &[("month", &self.locale.day(None, Some(month), None))]), false)
            }
            (Some(month), day) => (self.locale.day(None, Some(month), day), false),
            (None, Some(day)) => {
                (self.locale.with(Message::DayOfSomeMonth, &[("day", &self.locale.digits(i64::from(day), 1))]), true)
            }
            (None, None) if date.day.is_some() => (self.text(Message::SomeDay), true),
            (None, None) => match field.value() {
                Some(code) => {
                    let (message, linked) = grouping(code);
                    (self.text(message), linked)
                }
                None => (self.text(Message::SomeMonth), true),
            },
        })
    }

    fn year(&self, date: &Parts) -> String {
        let digits = |number: i64| self.locale.digits(number, 1);
        if let YearKind::Standard { digits: given, .. } = date.year.kind {
            let number = |known: &[u8]| known.iter().fold(0, |sum, digit| sum * 10 + i64::from(*digit));
            let between = |first: i64, last: i64| {
                self.locale.with(Message::YearBetween, &[("first", &digits(first)), ("last", &digits(last))])
            };
            match given {
                [Some(a), Some(b), Some(c), None] => {
                    return self.locale.with(Message::Decade, &[("year", &digits(number(&[a, b, c]) * 10))]);
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
                _ => return self.text(Message::UnknownYear),
            }
        }
        match date.year.value() {
            Some(value @ 1..100) => self.locale.with(Message::After, &[("year", &digits(value))]),
            Some(value) => year(self.locale, value),
            None => self.text(Message::FarYear),
        }
    }

    fn clock(&self, time: &Time) -> String {
        let two = |number: u8| self.locale.digits(i64::from(number), 2);
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

/// The year, if it can be formatted as a plain number.
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

/// ISO 8601-2, 4.8: the meaning of a "month" from 21 to 41, and whether "of" must link it to the year. Each hemisphere has
/// its own four seasons, in the order spring, summer, autumn, winter: 25 to 28 are the northern ones, 29 to 32 the southern
/// ones, and 21 to 24 do not say.
fn grouping(code: u8) -> (Message, bool) {
    match code {
        21 | 25 | 29 => (Message::Spring, false),
        22 | 26 | 30 => (Message::Summer, false),
        23 | 27 | 31 => (Message::Autumn, false),
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
