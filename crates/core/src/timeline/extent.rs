//! What is known of a date: the days that it may mean, and those that it surely means.
//!
//! - A day is sure. A month, a season or a year is a day of it that is not known, so it is only possible.
//! - An interval is sure from the last day on which it may begin to the first day on which it may end.
//! - Of a set of dates, each is one extent. If only one of them is meant, none is sure.
//! - A date marked as uncertain or approximate is not sure, and its ends are soft.
//!
//! Invariant: `certain` lies in `possible`, and neither is empty.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_core::timeline::{End, extents};
//!
//! let since = extents(&Date::parse("2015-03-01/..").unwrap());
//! assert_eq!((since[0].start, since[0].end), (End::Sharp, End::Open));
//! assert_eq!(extents(&Date::parse("{2012,2014,2016}").unwrap()).len(), 3);
//! assert!(extents(&Date::parse("XXXX-12-25").unwrap()).is_empty());
//! ```

use crate::article::edtf::{AllOrOne, Digits, Edtf, Element, Endpoint, SingleDate, Time, Year};
use crate::article::{Bound, Date};

/// From one moment to another, the latter excluded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// The first moment.
    pub from: f64,
    /// The moment after the last.
    pub to: f64,
}

/// How an extent begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Not before, or not after, this moment.
    Sharp,
    /// About this moment, or at a moment that is not known.
    Soft,
    /// It goes on beyond this moment, without a limit.
    Open,
}

/// What is known of a date, or of one of several dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The days that may be meant. Beyond an open end there are more.
    pub possible: Days,
    /// The days that are surely meant.
    pub certain: Option<Days>,
    /// How it begins.
    pub start: End,
    /// How it ends.
    pub end: End,
}

/// What is known of a date. Empty if no digit of its year is known, or it is too far away to count.
pub fn extents(date: &Date) -> Vec<Extent> {
    if date.sort_day().is_none() {
        return Vec::new();
    }
    match date.edtf() {
        Edtf::Date(date) => single(date).into_iter().collect(),
        Edtf::DateTime(date, time) => minute(date, time).into_iter().collect(),
        Edtf::Interval(start, end) => interval(Limit::of(start), Limit::of(end)).into_iter().collect(),
        Edtf::Set(elements, which) => {
            let is_sure = *which == AllOrOne::All || matches!(elements[..], [Element::Date(_)]);
            let certain = |extent: Extent| Extent { certain: extent.certain.filter(|_| is_sure), ..extent };
            elements.iter().filter_map(element).map(certain).collect()
        }
    }
}

/// The days that a date may mean. `None` if no digit of its year is known, or it is too far away to count.
fn days(date: &SingleDate) -> Option<Days> {
    const UNKNOWN: Digits<4> = [None; 4];
    match (date.year, date.bounds()) {
        (Year::Short { digits: UNKNOWN, .. }, _) => None,
        (_, (Bound::Day(first), Bound::Day(last))) => {
            let from = first.number();
            // Very far away, the number is too coarse for a day.
            Some(Days { from, to: (last.number() + 1.0).max(from + from.abs() * 1e-15) })
        }
        _ => None,
    }
}

fn sharpness(date: &SingleDate) -> End {
    if date.is_uncertain || date.is_approximate { End::Soft } else { End::Sharp }
}

fn single(date: &SingleDate) -> Option<Extent> {
    let possible = days(date)?;
    let end = sharpness(date);
    let is_one_day = date.day.is_some() && !date.has_unspecified();
    let certain = (is_one_day && end == End::Sharp).then_some(possible);
    Some(Extent { possible, certain, start: end, end })
}

/// A minute of a day, in the time zone in which it is written.
fn minute(date: &SingleDate, time: &Time) -> Option<Extent> {
    const MINUTES: f64 = 24.0 * 60.0;
    let from = days(date)?.from + (f64::from(time.hour) * 60.0 + f64::from(time.minute)) / MINUTES;
    let possible = Days { from, to: from + 1.0 / MINUTES };
    Some(Extent { possible, certain: Some(possible), start: End::Sharp, end: End::Sharp })
}

/// One end of an interval: the days on which it may be, if there are any.
struct Limit {
    days: Option<Days>,
    end: End,
}

impl Limit {
    fn of(endpoint: &Endpoint) -> Self {
        match endpoint {
            Endpoint::Date(date) => match days(date) {
                Some(days) => Self { days: Some(days), end: sharpness(date) },
                None => Self { days: None, end: End::Soft },
            },
            Endpoint::OrBeyond(date) => Self { days: days(date), end: End::Open },
            Endpoint::Open => Self { days: None, end: End::Open },
            Endpoint::Unknown => Self { days: None, end: End::Soft },
        }
    }
}

fn interval(start: Limit, end: Limit) -> Option<Extent> {
    let (first, last) = (start.days.or(end.days)?, end.days.or(start.days)?);
    let possible = Days { from: first.from, to: last.to.max(first.to) };
    // With one end only, the interval surely touches its last possible day, or its first.
    let (from, to) = match (start.days, end.days) {
        (Some(start), None) => (start.to - 1.0, start.to),
        (None, _) => (last.from, last.from + 1.0),
        (Some(start), Some(end)) => (start.to - 1.0, end.from + 1.0),
    };
    let is_soft = |limit: &Limit| limit.days.is_some() && limit.end == End::Soft;
    let is_sure = from < to && !is_soft(&start) && !is_soft(&end);
    Some(Extent { possible, certain: is_sure.then_some(Days { from, to }), start: start.end, end: end.end })
}

fn element(element: &Element) -> Option<Extent> {
    match element {
        Element::Date(date) => single(date),
        Element::OrBefore(date) => Some(Extent { start: End::Open, ..single(date)? }),
        Element::OrAfter(date) => Some(Extent { end: End::Open, ..single(date)? }),
        Element::Range(start, end) => {
            let limit = |date| Limit { days: days(date), end: End::Sharp };
            interval(limit(start), limit(end))
        }
    }
}
