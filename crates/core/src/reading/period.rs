//! A period from one day to another, and whether a date is in it.
//!
//! Many dates are not precise: "2012", "since 2012", "about 2013". So the answer has three values.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_core::reading::{Answer, Period};
//!
//! let (year, ..) = Period::read(Some("2012"), Some("2012"));
//! let answer = |date| year.unwrap().answer(&Date::parse(date).unwrap());
//! assert_eq!(answer("2012-03"), Answer::Surely);
//! assert_eq!(answer("2012/2014"), Answer::Possibly);
//! assert_eq!(answer("2013"), Answer::No);
//! ```

use super::Answer;
use crate::article::{Bound, Date, Day};

/// The days from one to another, both included. [`Day::MIN`] and [`Day::MAX`] mean no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// The period between two days, in either order. A year of more than four digits is included as a whole, because an
    /// address cannot express parts of it.
    pub fn new(one: Day, other: Day) -> Self {
        let (from, to) = (one.min(other).max(Day::MIN), one.max(other).max(Day::MIN));
        Self {
            from: if from.has_long_year() { Day::first_of(from.year, 1) } else { from },
            to: if to.has_long_year() { Day::last_of(to.year, 12) } else { to },
        }
    }

    /// Whether a date is in the period: surely if its first and last day are, not if it ends before or begins after, else
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

    /// Reads a period from two EDTF dates, of which either may be missing. It goes from the first day of the earlier date to
    /// the last day of the later one. Also returns the texts that are not valid dates with a first and a last day, and
    /// whether the dates are reversed: `from` is later than `to`.
    pub fn read<'a>(from: Option<&'a str>, to: Option<&'a str>) -> (Option<Self>, Vec<&'a str>, bool) {
        let mut invalid = Vec::new();
        let mut days = |text: Option<&'a str>| {
            let text = text?;
            let days = match Date::parse(text).map(|date| date.bounds()) {
                Ok((Bound::Day(first), Bound::Day(last))) => Some((first, last)),
                _ => None,
            };
            if days.is_none() {
                invalid.push(text);
            }
            days
        };
        let (one, other) = (days(from), days(to));
        let is_reversed = matches!((one, other), (Some(one), Some(other)) if one.0 > other.1);
        let (first, last) = if is_reversed { (other, one) } else { (one, other) };
        let day = |days: Option<(Day, Day)>, limit| days.unwrap_or((limit, limit));
        let period = Self::new(day(first, Day::MIN).0, day(last, Day::MAX).1);
        (one.or(other).map(|_| period), invalid, is_reversed)
    }

    /// The shortest EDTF dates from which [`Period::read`] reads this period. `None` means no limit.
    pub fn write(&self) -> (Option<String>, Option<String>) {
        let to = (self.to != Day::MAX).then(|| self.to.to_edtf_end());
        // At least one date must be written.
        let from = (self.from != Day::MIN || to.is_none()).then(|| self.from.to_edtf_start());
        (from, to)
    }
}
