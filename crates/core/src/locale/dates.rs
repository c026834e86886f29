//! Formats dates in words: "21 October 2015", "about 2013", "2012 to 2014", "a day of November 2023".
//!
//! Every EDTF date can be formatted. Uncertain and approximate dates are marked as such, and unspecified parts are not
//! invented. [`Locale::day`] formats days of the calendar; our own messages format the rest.

use super::{Locale, Message};
use crate::article::edtf::{self, AllOrOne, Digits, Edtf, Element, Endpoint, SingleDate, Time, Year};
use crate::article::{Date, Event};

/// The date of an event in words, or "undated".
pub fn when(locale: &dyn Locale, event: &Event) -> String {
    event.when.as_ref().map_or_else(|| locale.text(Message::Undated).to_owned(), |when| date(locale, when))
}

/// A date in words.
pub fn date(locale: &dyn Locale, date: &Date) -> String {
    format(&DateFormatter { locale, heading: None }, date)
}

/// An EDTF date in words. A text that is not one is returned as it is.
pub fn edtf_date(locale: &dyn Locale, edtf: &str) -> String {
    Date::parse(edtf).map_or_else(|_| edtf.to_owned(), |parsed| date(locale, &parsed))
}

fn format(formatter: &DateFormatter, date: &Date) -> String {
    match date.edtf() {
        Edtf::Date(date) => formatter.date(date),
        Edtf::DateTime(date, time) => formatter
            .locale
            .with(Message::AtClock, &[("date", &formatter.date(date)), ("time", &formatter.clock(time))]),
        Edtf::Interval(start, end) => formatter.interval(start, end),
        Edtf::Set(elements, which) => formatter.set(elements, *which),
    }
}

/// A date in words, in few letters, for a list under the heading of a year: "21 Oct", "March". Only a day within that year is
/// shortened, and a month of that year.
pub fn date_within_year(locale: &dyn Locale, date: &Date, year: i64) -> String {
    format(&DateFormatter { locale, heading: Some(year) }, date)
}

/// An astronomical year in words, with its era where it needs one: 0 is 1 BCE, 33 is 33 CE.
pub fn year(locale: &dyn Locale, year: i64) -> String {
    match year {
        // Saturating, because `i64::MIN` has no positive counterpart.
        ..=0 => locale.with(Message::Before, &[("year", &locale.digits(1i64.saturating_sub(year), 1))]),
        1..100 => locale.with(Message::After, &[("year", &locale.digits(year, 1))]),
        _ => locale.digits(year, 1),
    }
}

/// Formats dates in the words of a language.
struct DateFormatter<'l> {
    locale: &'l dyn Locale,
    /// The year of the heading above, which is not repeated.
    heading: Option<i64>,
}

impl DateFormatter<'_> {
    fn text(&self, message: Message) -> String {
        self.locale.text(message).to_owned()
    }

    fn with_date(&self, message: Message, date: &SingleDate) -> String {
        self.locale.with(message, &[("date", &self.date(date))])
    }

    /// A message with a date in words. Some languages use another message for a day than for a month or a year.
    fn with_day_or_date(&self, (before_date, before_day): (Message, Message), date: &SingleDate, text: &str) -> String {
        self.locale.with(if day(date).is_some() { before_day } else { before_date }, &[("date", text)])
    }

    fn with_dates(&self, message: Message, start: &SingleDate, end: &SingleDate) -> String {
        self.locale.with(message, &[("start", &self.date(start)), ("end", &self.date(end))])
    }

    fn interval(&self, start: &Endpoint, end: &Endpoint) -> String {
        use Endpoint::{Date, Open, OrBeyond, Unknown};
        match (start, end) {
            (Date(start), Date(end)) => self.range(start, end),
            (Date(start) | OrBeyond(start), Open) => {
                self.with_day_or_date((Message::Since, Message::SinceDay), start, &self.date(start))
            }
            (Open, Date(end) | OrBeyond(end)) => {
                self.with_day_or_date((Message::Until, Message::UntilDay), end, &self.date(end))
            }
            (OrBeyond(start), Date(end)) => self.with_dates(Message::OrBeforeTo, start, end),
            (Date(start), OrBeyond(end)) => self.with_dates(Message::ToOrAfter, start, end),
            (OrBeyond(start), OrBeyond(end)) => self.with_dates(Message::OrBeforeToOrAfter, start, end),
            (Open | Unknown, Open | Unknown) => self.text(Message::UnknownTime),
            (start, end) => {
                self.locale.with(Message::FromTo, &[("start", &self.endpoint(start)), ("end", &self.endpoint(end))])
            }
        }
    }

    fn endpoint(&self, end: &Endpoint) -> String {
        match end {
            Endpoint::Date(date) | Endpoint::OrBeyond(date) => self.date(date),
            Endpoint::Open | Endpoint::Unknown => self.text(Message::UnknownDate),
        }
    }

    /// "2 to 5 March 2014", "March to May 2014", "30 March 2014 to 2 April 2015": common parts are not repeated.
    fn range(&self, start: &SingleDate, end: &SingleDate) -> String {
        if start == end {
            return self.date(end);
        }
        if self.heading.is_some() && plain_year(start) != plain_year(end) {
            // Without its year, one of the two would seem to be in that of the other.
            return DateFormatter { locale: self.locale, heading: None }.range(start, end);
        }
        let plain = |date: &SingleDate| !date.is_uncertain && !date.is_approximate && !date.has_unspecified();
        let same_year = start.year == end.year && plain(start) && plain(end);
        let first = match (day(start), self.part_of_year(start)) {
            (Some(first), _)
                if same_year && start.month == end.month && end.day.is_some() && self.is_day_before_month() =>
            {
                self.locale.day(None, None, Some(first))
            }
            (_, Some((first, _))) if same_year && end.month.is_some() => match (self.heading, day(start), month(start))
            {
                (Some(year), Some(day), Some(month)) if plain_year(start) == Some(year) => {
                    self.locale.short_day(month, day)
                }
                _ => first,
            },
            _ => self.date(start),
        };
        self.locale.with(Message::FromTo, &[("start", &first), ("end", &self.date(end))])
    }

    /// Whether the language writes the day before the month.
    fn is_day_before_month(&self) -> bool {
        self.locale.day(None, Some(1), Some(2)).starts_with(|c: char| c.is_ascii_digit())
    }

    fn set(&self, elements: &[Element], which: AllOrOne) -> String {
        let items: Vec<String> = elements
            .iter()
            .map(|element| match element {
                Element::Date(date) => self.date(date),
                Element::OrBefore(date) => self.with_date(Message::OrBefore, date),
                Element::OrAfter(date) => self.with_date(Message::OrAfter, date),
                Element::Range(start, end) => self.range(start, end),
            })
            .collect();
        self.locale.list(&items, which == AllOrOne::All)
    }

    /// A single date: its parts from the day to the year, then how certain it is.
    fn date(&self, date: &SingleDate) -> String {
        let text = self.calendar_parts(date);
        // "1950S2": only the first two digits are significant.
        let estimated = date.is_approximate || date.significant.is_some();
        let message = match (estimated, date.is_uncertain) {
            (true, true) => Message::PerhapsAbout,
            (true, false) => return self.with_day_or_date((Message::About, Message::AboutDay), date, &text),
            (false, true) => Message::Uncertain,
            (false, false) => return text,
        };
        self.locale.with(message, &[("date", &text)])
    }

    fn calendar_parts(&self, date: &SingleDate) -> String {
        let whole = date.day.is_none() || day(date).is_some();
        if let (Some(year), Some(month), true) = (plain_year(date), month(date), whole) {
            return match (self.heading == Some(year), day(date)) {
                (true, Some(day)) => self.locale.short_day(month, day),
                (true, None) => self.locale.day(None, Some(month), None),
                (false, day) => self.locale.day(Some(year), Some(month), day),
            };
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
                    let year = plain_year(date).filter(|year| self.heading != Some(*year));
                    let month = self.locale.day(year, Some(month), None);
                    self.locale.with(Message::DayOf, &[("month", &month)])
                }
                _ => self.locale.with(Message::SeasonOf, &[("part", &part), ("year", &year)]),
            },
        }
    }

    /// The part before the year, and whether "of" must link the two.
    fn part_of_year(&self, date: &SingleDate) -> Option<(String, bool)> {
        let digits = date.month?;
        Some(match (month(date), day(date)) {
            (Some(month), None) if date.day.is_some() => {
                (self.locale.with(Message::DayOf, &[("month", &self.locale.day(None, Some(month), None))]), false)
            }
            (Some(month), day) => (self.locale.day(None, Some(month), day), false),
            (None, Some(day)) => {
                (self.locale.with(Message::DayOfSomeMonth, &[("day", &self.locale.digits(i64::from(day), 1))]), true)
            }
            (None, None) if date.day.is_some() => (self.text(Message::SomeDay), true),
            (None, None) => match edtf::value(digits) {
                Some(code) => {
                    let (message, linked) = grouping(code);
                    (self.text(message), linked)
                }
                None => (self.text(Message::SomeMonth), true),
            },
        })
    }

    fn year(&self, date: &SingleDate) -> String {
        match (date.year.value(), date.year) {
            (Some(value), _) => year(self.locale, value),
            (None, Year::Short { is_negative, digits }) => self.unspecified_year(is_negative, digits),
            (None, Year::Long(_)) => self.text(Message::FarYear),
        }
    }

    /// A year with unspecified digits: "the 2010s", "a year from 200 BCE to 101 BCE".
    fn unspecified_year(&self, negative: bool, digits: Digits<4>) -> String {
        let known = digits.iter().take_while(|digit| digit.is_some()).count();
        if known == 0 || digits[known..].iter().any(Option::is_some) {
            let year = self.text(Message::UnknownYear);
            return if negative { self.locale.with(Message::Before, &[("year", &year)]) } else { year };
        }
        let number =
            |unspecified| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit.unwrap_or(unspecified)));
        let (first, last) = (number(0), number(9));
        if known == 3 && first >= 100 && !negative {
            return self.locale.with(Message::Decade, &[("year", &self.locale.digits(first, 1))]);
        }
        // There is no year -0: the last before year 0 is -1.
        let (first, last) = if negative { (-last, -first.max(1)) } else { (first, last) };
        self.locale
            .with(Message::YearBetween, &[("first", &year(self.locale, first)), ("last", &year(self.locale, last))])
    }

    fn clock(&self, time: &Time) -> String {
        let two = |number: u8| self.locale.digits(i64::from(number), 2);
        let mut clock = two(time.hour) + ":" + &two(time.minute);
        if let Some(east) = time.zone {
            clock.push_str(" UTC");
            if east != 0 {
                clock.push(if east < 0 { '−' } else { '+' });
                let (hours, minutes) = (east.unsigned_abs() / 60, east.unsigned_abs() % 60);
                clock.push_str(&(two(hours as u8) + ":" + &two(minutes as u8)));
            }
        }
        clock
    }
}

/// The year, if it can be formatted as a plain number.
fn plain_year(date: &SingleDate) -> Option<i64> {
    date.year.value().filter(|year| matches!(date.year, Year::Short { .. }) && *year >= 100)
}

fn day(date: &SingleDate) -> Option<u8> {
    date.day.and_then(edtf::value).map(|day| day as u8)
}

fn month(date: &SingleDate) -> Option<u8> {
    date.month.and_then(edtf::value).filter(|month| (1..=12).contains(month)).map(|month| month as u8)
}

/// ISO 8601-2, 4.8: the meaning of a "month" from 21 to 41, and whether "of" must link it to the year. Each hemisphere has
/// its own four seasons, in the order spring, summer, autumn, winter: 25 to 28 are the northern ones, 29 to 32 the southern
/// ones, and 21 to 24 do not say.
fn grouping(code: i64) -> (Message, bool) {
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
