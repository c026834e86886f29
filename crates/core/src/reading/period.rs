//! A time that is asked for, from one day to another, and whether a date lies in it.
//!
//! A date is seldom a day: "2012", "since 2012", "about 2013". So the answer has three values.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_core::reading::{Answer, Period};
//!
//! let (year, _) = Period::read(Some("2012"), Some("2012"));
//! let answer = |date| year.unwrap().answer(&Date::parse(date).unwrap());
//! assert_eq!(answer("2012-03"), Answer::Surely);
//! assert_eq!(answer("2012/2014"), Answer::Possibly);
//! assert_eq!(answer("2013"), Answer::No);
//! ```

use super::Answer;
use crate::article::{Bound, Date, Day};

/// The days from one to another, both included. [`Day::MIN`] and [`Day::MAX`] stand for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// The days between two, in either order. Of a year of more than four digits it takes the whole, because an address
    /// cannot name less.
    pub fn new(one: Day, other: Day) -> Self {
        let (from, to) = (one.min(other).max(Day::MIN), one.max(other).max(Day::MIN));
        Self {
            from: if from.is_far() { Day::first_of(from.year, 1) } else { from },
            to: if to.is_far() { Day::last_of(to.year, 12) } else { to },
        }
    }

    /// Whether a date lies in it: surely if its first and its last day do, not if it is over before or begins after, else
    /// possibly.
    pub fn answer(&self, date: &Date) -> Answer {
        let (earliest, latest) = date.bounds();
        if matches!(earliest, Bound::Day(day) if day > self.to) || matches!(latest, Bound::Day(day) if day < self.from)
        {
            return Answer::No;
        }
        let begins_in = self.from == Day::MIN || matches!(earliest, Bound::Day(day) if day >= self.from);
        let ends_in = self.to == Day::MAX || matches!(latest, Bound::Day(day) if day <= self.to);
        if begins_in && ends_in { Answer::Surely } else { Answer::Possibly }
    }

    /// The period from one EDTF date to another, of which either may be missing: from the first day of the one to the
    /// last of the other, or, where that would go backwards, from the other to the one. Second, what was no such date.
    pub fn read<'a>(from: Option<&'a str>, to: Option<&'a str>) -> (Option<Self>, Vec<&'a str>) {
        let mut unread = Vec::new();
        let mut days = |text: Option<&'a str>| {
            let text = text?;
            let days = match Date::parse(text).map(|date| date.bounds()) {
                Ok((Bound::Day(first), Bound::Day(last))) => Some((first, last)),
                _ => None,
            };
            if days.is_none() {
                unread.push(text);
            }
            days
        };
        let period = match (days(from), days(to)) {
            (None, None) => None,
            (Some(one), None) => Some(Self::new(one.0, Day::MAX)),
            (None, Some(other)) => Some(Self::new(Day::MIN, other.1)),
            (Some(one), Some(other)) if one.0 > other.1 => Some(Self::new(other.0, one.1)),
            (Some(one), Some(other)) => Some(Self::new(one.0, other.1)),
        };
        (period, unread)
    }

    /// The EDTF dates from which [`Period::read`] makes this, as short as they can be; `None` for no limit.
    pub fn write(&self) -> (Option<String>, Option<String>) {
        let to = (self.to != Day::MAX).then(|| self.to.as_end());
        // One of them has to be there.
        let from = (self.from != Day::MIN || to.is_none()).then(|| self.from.as_beginning());
        (from, to)
    }
}
