//! Reads EDTF, the Extended Date/Time Format of ISO 8601-2:2019, levels 0 to 2, and computes the first and the last day that
//! an expression may mean.
//!
//! Where the standard leaves something open:
//!
//! - The first and the last day of a season are those of whole months: a northern spring is March to May, a southern one
//!   September to November. A season without a hemisphere is a northern one.
//! - A date marked as uncertain or approximate has the days of the same date without the mark.
//! - `-000X` has no year 0, because `-0000` is not a year.
//! - An interval may not end before it begins. An end such as `2013-01` begins on its first day, so it does not fit a start
//!   on 11 January; `2013-01-XX` does.
//!
//! Invariant: a [`SingleDate`] has a first and a last day, unless its year is too far to count.
//!
//! ```
//! use whowhen_core::article::{Bound, Date, Day};
//!
//! let century = Date::parse("-01XX").unwrap(); // 200 to 101 BCE
//! assert_eq!(century.earliest(), Bound::Day(Day { year: -199, month: 1, day: 1 }));
//! assert!(Date::parse("2013-01-11/2013-01").is_err());
//! ```

use super::{Bound, DateError, Day};

/// Digits of a year, a month or a day; `None` is an unspecified one (`X`).
pub(crate) type Digits<const N: usize> = [Option<u8>; N];

/// An EDTF expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Edtf {
    Date(SingleDate),
    DateTime(SingleDate, Time),
    Interval(Endpoint, Endpoint),
    /// Dates, all of which are meant (`{…}`), or one of which (`[…]`).
    Set(Vec<Element>, AllOrOne),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AllOrOne {
    All,
    One,
}

/// The start or the end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Endpoint {
    Date(SingleDate),
    /// At the start: this date or before. At the end: this date or after.
    OrBeyond(SingleDate),
    Open,
    Unknown,
}

/// An element of a set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Element {
    Date(SingleDate),
    OrBefore(SingleDate),
    OrAfter(SingleDate),
    Range(SingleDate, SingleDate),
}

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SingleDate {
    pub(crate) year: Year,
    /// How many digits of the year are significant (`S`), if it says so.
    pub(crate) significant: Option<u32>,
    /// From 1 to 12, or a part of the year from 21 to 41.
    pub(crate) month: Option<Digits<2>>,
    pub(crate) day: Option<Digits<2>>,
    pub(crate) is_uncertain: bool,
    pub(crate) is_approximate: bool,
}

/// A year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Year {
    Short {
        is_negative: bool,
        digits: Digits<4>,
    },
    /// More than four digits. `None` if it is too far to count.
    Long(Option<i64>),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Time {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// Minutes east of UTC, if the zone is given.
    pub(crate) zone: Option<i16>,
}

/// The number, if all digits are known.
pub(crate) fn value<const N: usize>(digits: Digits<N>) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| digit.map(|digit| sum * 10 + i64::from(digit)))
}

/// Whether a number may be meant.
fn matches<const N: usize>(digits: Digits<N>, mut number: i64) -> bool {
    digits.iter().rev().all(|digit| {
        let last = number % 10;
        number /= 10;
        digit.is_none_or(|digit| i64::from(digit) == last)
    })
}

impl Year {
    /// The year, if all its digits are known, and it is not too far to count.
    pub(crate) fn value(self) -> Option<i64> {
        match self {
            Self::Short { is_negative, digits } => value(digits).map(|year| if is_negative { -year } else { year }),
            Self::Long(year) => year,
        }
    }

    pub(crate) fn has_unspecified(self) -> bool {
        matches!(self, Self::Short { digits, .. } if value(digits).is_none())
    }
}

impl SingleDate {
    pub(crate) fn has_unspecified(&self) -> bool {
        let is_unspecified = |digits: Option<Digits<2>>| digits.is_some_and(|digits| value(digits).is_none());
        self.year.has_unspecified() || is_unspecified(self.month) || is_unspecified(self.day)
    }

    /// Whether it is exactly this year, month or day.
    fn is_plain(&self) -> bool {
        !self.has_unspecified() && !self.is_uncertain && !self.is_approximate && self.significant.is_none()
    }

    /// The part of the year, from 21 to 41.
    fn part_of_year(&self) -> Option<i64> {
        self.month.and_then(value).filter(|month| *month > 12)
    }

    /// The first and the last year that may be meant.
    fn years(&self) -> Option<(i64, i64)> {
        let (low, high) = match self.year {
            Year::Short { is_negative, digits } => {
                let low = value(digits.map(|digit| digit.or(Some(0))))?;
                let high = value(digits.map(|digit| digit.or(Some(9))))?;
                if is_negative { (-high, -low.max(1)) } else { (low, high) }
            }
            Year::Long(year) => (year?, year?),
        };
        let Some(significant) = self.significant else { return Some((low, high)) };
        let digits = low.unsigned_abs().max(1000).ilog10() + 1;
        let unit = 10_i64.checked_pow(digits.saturating_sub(significant))?;
        // Towards year 0, then away from it.
        let near = low - low % unit;
        let far = near.checked_add(if low < 0 { 1 - unit } else { unit - 1 })?;
        Some((near.min(far), near.max(far)))
    }

    /// The first and the last day that may be meant.
    pub(crate) fn bounds(&self) -> (Bound, Bound) {
        let Some((low, high)) = self.years() else { return (Bound::Unknown, Bound::Unknown) };
        if let Some((first, last)) = self.part_of_year().and_then(months) {
            let next_year = i64::from(last < first);
            return (Bound::Day(Day::first_of(low, first)), Bound::Day(Day::last_of(high + next_year, last)));
        }
        let bound = |is_last| self.extreme(low, high, is_last).map_or(Bound::Unknown, Bound::Day);
        (bound(false), bound(true))
    }

    /// The first or the last day in the years from `low` to `high`.
    fn extreme(&self, low: i64, high: i64, is_last: bool) -> Option<Day> {
        let [in_common_year, in_leap_year] = [2001, 2000].map(|year| self.extreme_in_year(year, is_last));
        let is_meant = |year: i64| match self.year {
            Year::Short { is_negative, digits } if self.significant.is_none() => {
                (year != 0 || !is_negative) && matches(digits, year.abs())
            }
            _ => true,
        };
        let day_in = |year: i64| {
            let day = if Day::last_of(year, 2).day == 29 { in_leap_year } else { in_common_year };
            day.filter(|_| is_meant(year)).map(|day| Day { year, ..day })
        };
        // No year has the day.
        in_leap_year?;
        if is_last { (low..=high).rev().find_map(day_in) } else { (low..=high).find_map(day_in) }
    }

    /// The first or the last day in a year, which may be another one than that of the date.
    fn extreme_in_year(&self, year: i64, is_last: bool) -> Option<Day> {
        let any = [None; 2];
        let (months, days) = (self.month.unwrap_or(any), self.day.unwrap_or(any));
        let mut month_days = (1..=12).filter(|month| matches(months, i64::from(*month))).flat_map(|month| {
            (1..=Day::last_of(year, month).day).filter(|day| matches(days, i64::from(*day))).map(move |day| Day {
                year,
                month,
                day,
            })
        });
        if is_last { month_days.last() } else { month_days.next() }
    }
}

/// The first and the last month of a part of the year. The last may be in the next year.
fn months(part: i64) -> Option<(u8, u8)> {
    // The nth part of so many months.
    let part_of = |nth: i64, months: i64| Some((1 + nth * months, (nth + 1) * months));
    let (first, last) = match part {
        21 | 25 | 31 => Some((3, 5)),
        22 | 26 | 32 => Some((6, 8)),
        23 | 27 | 29 => Some((9, 11)),
        24 | 28 | 30 => Some((12, 2)),
        33..=36 => part_of(part - 33, 3),
        37..=39 => part_of(part - 37, 4),
        40..=41 => part_of(part - 40, 6),
        _ => None,
    }?;
    Some((first as u8, last as u8))
}

impl Edtf {
    /// Reads an expression.
    pub(crate) fn parse(text: &str) -> Result<Self, DateError> {
        if let Some(offset) = text.bytes().position(|byte| !byte.is_ascii_graphic()) {
            let message =
                if text.is_ascii() { "a date has no white space" } else { "a date has only ASCII characters" };
            return error(message, offset);
        }
        match text.as_bytes().first() {
            Some(b'{') => set(text, '}').map(|elements| Self::Set(elements, AllOrOne::All)),
            Some(b'[') => set(text, ']').map(|elements| Self::Set(elements, AllOrOne::One)),
            _ => match (text.split_once('/'), text.split_once('T')) {
                (Some((start, end)), _) => interval(start, end),
                (_, Some((day, clock))) => date_time(day, clock),
                _ => date(text, 0).map(Self::Date),
            },
        }
    }

    /// The first and the last day that it may mean.
    pub(crate) fn bounds(&self) -> (Bound, Bound) {
        match self {
            Self::Date(date) | Self::DateTime(date, _) => date.bounds(),
            Self::Interval(start, end) => (start.bounds().0, end.bounds().1),
            Self::Set(elements, _) => {
                let outermost = |one, other, outer: fn(Day, Day) -> Day| match (one, other) {
                    (Bound::Open, _) | (_, Bound::Open) => Bound::Open,
                    (Bound::Day(one), Bound::Day(other)) => Bound::Day(outer(one, other)),
                    _ => Bound::Unknown,
                };
                let bounds = elements.iter().map(Element::bounds);
                let all = bounds.reduce(|(first, last), (other_first, other_last)| {
                    (outermost(first, other_first, Day::min), outermost(last, other_last, Day::max))
                });
                all.unwrap_or((Bound::Unknown, Bound::Unknown))
            }
        }
    }
}

impl Endpoint {
    fn bounds(&self) -> (Bound, Bound) {
        match self {
            Self::Date(date) => date.bounds(),
            Self::OrBeyond(_) | Self::Open => (Bound::Open, Bound::Open),
            Self::Unknown => (Bound::Unknown, Bound::Unknown),
        }
    }
}

impl Element {
    fn bounds(&self) -> (Bound, Bound) {
        match self {
            Self::Date(date) => date.bounds(),
            Self::OrBefore(date) => (Bound::Open, date.bounds().1),
            Self::OrAfter(date) => (date.bounds().0, Bound::Open),
            Self::Range(start, end) => (start.bounds().0, end.bounds().1),
        }
    }
}

/// Reads the dates between brackets.
fn set(text: &str, close: char) -> Result<Vec<Element>, DateError> {
    let Some(list) = text[1..].strip_suffix(close) else {
        return error("the bracket is not closed", text.len() - 1);
    };
    let mut at = 1;
    let mut elements = Vec::new();
    for part in list.split(',') {
        elements.push(match part.split_once("..") {
            None => Element::Date(date(part, at)?),
            Some(("", last)) => Element::OrBefore(date(last, at + 2)?),
            Some((first, "")) => Element::OrAfter(date(first, at)?),
            Some((first, last)) => {
                let (start, end) = (date(first, at)?, date(last, at + first.len() + 2)?);
                if !are_range(&start, &end) {
                    return error("a range is of two plain years, months or days, the earlier first", at);
                }
                Element::Range(start, end)
            }
        });
        at += part.len() + 1;
    }
    Ok(elements)
}

/// Whether two dates are the ends of a range in a set.
fn are_range(start: &SingleDate, end: &SingleDate) -> bool {
    let is_end = |date: &SingleDate| date.is_plain() && date.part_of_year().is_none();
    let is_same_sort = (start.month.is_some(), start.day.is_some()) == (end.month.is_some(), end.day.is_some());
    is_end(start) && is_end(end) && is_same_sort && !begins_after(start, end)
}

/// Whether a date begins after another. A date with unspecified digits may be any of its days.
fn begins_after(start: &SingleDate, end: &SingleDate) -> bool {
    let (first, last) = end.bounds();
    let end = if end.has_unspecified() || end.significant.is_some() { last } else { first };
    matches!((start.bounds().0, end), (Bound::Day(start), Bound::Day(end)) if start > end)
}

/// Reads the start and the end of an interval.
fn interval(first: &str, last: &str) -> Result<Edtf, DateError> {
    let at = first.len() + 1;
    let start = match first.strip_prefix("..") {
        None if first.is_empty() => Endpoint::Unknown,
        None => Endpoint::Date(date(first, 0)?),
        Some("") => Endpoint::Open,
        Some(first) => Endpoint::OrBeyond(date(first, 2)?),
    };
    let end = match last.strip_suffix("..") {
        None if last.is_empty() => Endpoint::Unknown,
        None => Endpoint::Date(date(last, at)?),
        Some("") => Endpoint::Open,
        Some(last) => Endpoint::OrBeyond(date(last, at)?),
    };
    match (&start, &end) {
        (Endpoint::Date(start), Endpoint::Date(end)) if begins_after(start, end) => {
            error("the interval ends before it begins", at)
        }
        _ => Ok(Edtf::Interval(start, end)),
    }
}

/// Reads a day and a time of day.
fn date_time(day: &str, clock: &str) -> Result<Edtf, DateError> {
    let date = date(day, 0)?;
    if !date.is_plain() || date.day.is_none() {
        return error("the date before a time is a plain day", 0);
    }
    const MESSAGE: &str = "a time is written as hh:mm:ss, from 00:00:00 to 24:00:00";
    let mut reader = Reader::new(clock, day.len() + 1);
    let hour = reader.two(24, MESSAGE)?;
    let (minutes, seconds) = if hour < 24 { (59, 60) } else { (0, 0) };
    reader.expect(b':', MESSAGE)?;
    let minute = reader.two(minutes, MESSAGE)?;
    reader.expect(b':', MESSAGE)?;
    let second = reader.two(seconds, MESSAGE)?;
    // A fraction of the second
    if hour < 24 && (reader.eat(b'.') || reader.eat(b',')) {
        reader.number(MESSAGE)?;
    }
    let time = Time { hour, minute, zone: reader.zone()? };
    if second == 60 && !is_leap_second(&date, &time) {
        return error("only the last minute of June or December, in UTC, has a second 60", day.len() + 7);
    }
    Ok(Edtf::DateTime(date, time))
}

/// Whether a minute may have a leap second.
fn is_leap_second(date: &SingleDate, time: &Time) -> bool {
    let number = |digits: Option<Digits<2>>| digits.and_then(value).unwrap_or_default();
    let day = (number(date.month), number(date.day));
    match i16::from(time.hour) * 60 + i16::from(time.minute) - time.zone.unwrap_or_default() {
        1439 => day == (6, 30) || day == (12, 31),
        // East of Greenwich the next day has begun.
        -1 => day == (7, 1) || day == (1, 1),
        _ => false,
    }
}

/// Reads a single date, which begins at the offset `base` of the whole text.
fn date(text: &str, base: usize) -> Result<SingleDate, DateError> {
    let mut reader = Reader::new(text, base);
    let (year, significant) = if reader.eat(b'Y') { reader.long_year()? } else { reader.short_year()? };
    let (mut month, mut day) = (None, None);
    let (mut month_at, mut day_at) = (0, 0);
    if significant.is_none() && matches!(year, Year::Short { .. }) && reader.eat(b'-') {
        reader.qualifier();
        month_at = base + reader.at;
        month = Some(reader.digits("a month has two digits")?);
        reader.qualifier();
        if reader.eat(b'-') {
            reader.qualifier();
            day_at = base + reader.at;
            day = Some(reader.digits("a day has two digits")?);
            reader.qualifier();
        }
    }
    reader.expect_end("this does not belong to a date")?;
    let Reader { is_uncertain, is_approximate, .. } = reader;
    let date = SingleDate { year, significant, month, day, is_uncertain, is_approximate };
    let Some(month) = month else { return Ok(date) };
    match date.part_of_year() {
        Some(part) if months(part).is_none() => error(MONTH, month_at),
        Some(_) if day.is_some() => error("a part of the year has no days", day_at),
        Some(_) => Ok(date),
        None if !(1..=12).any(|number| matches(month, number)) => error(MONTH, month_at),
        None if date.bounds().0 == Bound::Unknown => error("the month has no such day", day_at),
        None => Ok(date),
    }
}

const MONTH: &str = "a month is 01 to 12, or a part of the year 21 to 41";
const LONG_YEAR: &str = "after Y is a year of more than four digits";
const SIGNIFICANT: &str = "after S is the number of significant digits";
const ZONE: &str = "a time zone is Z, or from -12:00 to +14:00";

fn error<T>(message: &'static str, offset: usize) -> Result<T, DateError> {
    Err(DateError { message, offset })
}

/// Reads a text from left to right.
struct Reader<'t> {
    text: &'t [u8],
    /// How much is read.
    at: usize,
    /// The offset of the text in the whole.
    base: usize,
    is_uncertain: bool,
    is_approximate: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        Self { text: text.as_bytes(), at: 0, base, is_uncertain: false, is_approximate: false }
    }

    /// An error at the next character, or at the last.
    fn error<T>(&self, message: &'static str) -> Result<T, DateError> {
        error(message, self.base + self.at.min(self.text.len().saturating_sub(1)))
    }

    fn next(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Reads a character, if it is next.
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8, message: &'static str) -> Result<(), DateError> {
        if self.eat(byte) { Ok(()) } else { self.error(message) }
    }

    fn expect_end(&self, message: &'static str) -> Result<(), DateError> {
        if self.next().is_none() { Ok(()) } else { self.error(message) }
    }

    /// Reads `?`, `~` or `%`, if it is next.
    fn qualifier(&mut self) {
        let mark = self.next();
        self.at += usize::from(matches!(mark, Some(b'?' | b'~' | b'%')));
        self.is_uncertain |= matches!(mark, Some(b'?' | b'%'));
        self.is_approximate |= matches!(mark, Some(b'~' | b'%'));
    }

    /// Reads digits, some of which may be unspecified.
    fn digits<const N: usize>(&mut self, message: &'static str) -> Result<Digits<N>, DateError> {
        let mut digits = [None; N];
        for digit in &mut digits {
            match self.next() {
                Some(byte @ b'0'..=b'9') => *digit = Some(byte - b'0'),
                Some(b'X') => {}
                _ => return self.error(message),
            }
            self.at += 1;
        }
        Ok(digits)
    }

    /// Reads a number of two digits, which is not too large.
    fn two(&mut self, most: u8, message: &'static str) -> Result<u8, DateError> {
        let start = self.at;
        match self.digits::<2>(message)? {
            [Some(tens), Some(ones)] if tens * 10 + ones <= most => Ok(tens * 10 + ones),
            _ => error(message, self.base + start),
        }
    }

    /// Reads a number of any length. As a number it may be too large, and is `None` then.
    fn number(&mut self, message: &'static str) -> Result<Option<i64>, DateError> {
        let start = self.at;
        let mut number = Some(0_i64);
        while let Some(byte @ b'0'..=b'9') = self.next() {
            number = number.and_then(|number| number.checked_mul(10)?.checked_add(i64::from(byte - b'0')));
            self.at += 1;
        }
        if self.at == start { self.error(message) } else { Ok(number) }
    }

    /// Reads the number of significant digits of a year, of which at most so many are possible.
    fn significant(&mut self, most: i64) -> Result<Option<u32>, DateError> {
        if !self.eat(b'S') {
            return Ok(None);
        }
        match self.number(SIGNIFICANT)? {
            Some(digits) if (1..=most).contains(&digits) => Ok(u32::try_from(digits).ok()),
            _ => self.error(SIGNIFICANT),
        }
    }

    /// Reads a year of four digits.
    fn short_year(&mut self) -> Result<(Year, Option<u32>), DateError> {
        self.qualifier();
        let is_negative = self.eat(b'-');
        let digits = self.digits("a year has four digits")?;
        let significant = match value(digits) {
            Some(0) if is_negative => return self.error("there is no year -0000"),
            // More than four are all of them.
            Some(_) => self.significant(99)?,
            None => None,
        };
        self.qualifier();
        Ok((Year::Short { is_negative, digits }, significant))
    }

    /// Reads a year after `Y`.
    fn long_year(&mut self) -> Result<(Year, Option<u32>), DateError> {
        let is_negative = self.eat(b'-');
        let start = self.at;
        let number = self.number(LONG_YEAR)?;
        let digits = (self.at - start) as i64;
        let exponent = if self.eat(b'E') { self.number(LONG_YEAR)? } else { Some(0) };
        let power = exponent.and_then(|exponent| 10_i64.checked_pow(u32::try_from(exponent).ok()?));
        let year = number.zip(power).and_then(|(number, power)| number.checked_mul(power));
        if self.text[start] == b'0' || year.is_some_and(|year| year <= 9999) {
            return error(LONG_YEAR, self.base + start);
        }
        let significant = self.significant(digits.saturating_add(exponent.unwrap_or(i64::MAX)))?;
        self.qualifier();
        Ok((Year::Long(year.map(|year| if is_negative { -year } else { year })), significant))
    }

    /// Reads a time zone, to the end, in minutes east of UTC.
    fn zone(&mut self) -> Result<Option<i16>, DateError> {
        if self.next().is_none() {
            return Ok(None);
        }
        let start = self.at;
        let east = if self.eat(b'Z') {
            0
        } else {
            let is_west = self.eat(b'-');
            if !is_west {
                self.expect(b'+', ZONE)?;
            }
            let hours = i16::from(self.two(14, ZONE)?);
            let minutes = if self.eat(b':') { i16::from(self.two(59, ZONE)?) } else { 0 };
            let east = hours * 60 + minutes;
            if is_west && east == 0 || east > if is_west { 12 * 60 } else { 14 * 60 } {
                return error(ZONE, self.base + start);
            }
            if is_west { -east } else { east }
        };
        self.expect_end(ZONE)?;
        Ok(Some(east))
    }
}
