//! Hours, days, months and years as steps of the calendar. An axis is labelled in them, and a span of time is chosen in
//! them.
//!
//! ```
//! use whowhen_core::article::Day;
//! use whowhen_core::timeline::Unit;
//!
//! let march = Day { year: 2012, month: 3, day: 22 }.number();
//! assert_eq!(Unit::Months(3).start_before(march), Day::first_of(2012, 1).number());
//! assert_eq!(Unit::Months(3).start_after(march), Day::first_of(2012, 4).number());
//! ```

use super::Days;
use crate::article::Day;

/// A step of the calendar. Steps of a unit follow each other without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many hours, from midnight.
    Hours(u8),
    /// About so many days, from the first of each month.
    Days(u8),
    /// So many months, from January.
    Months(u8),
    /// So many years, counted from the beginning of the era in both directions, as people write them: 20 BCE, 1 CE, 20 CE.
    Years(i64),
}

impl Unit {
    /// The units from the smallest to the largest.
    pub fn ladder() -> impl Iterator<Item = Self> {
        let small = [1, 3, 6, 12].map(Self::Hours).into_iter().chain([1, 2, 5, 10].map(Self::Days));
        let powers = (0..19).map(|exponent| 10_i64.pow(exponent));
        let years = powers.flat_map(|power| [1, 2, 5].map(|digit| Self::Years(power.saturating_mul(digit))));
        small.chain([1, 3, 6].map(Self::Months)).chain(years)
    }

    /// Its average length in days.
    pub fn length(self) -> f64 {
        const YEAR: f64 = 365.2425;
        match self {
            Self::Hours(hours) => f64::from(hours) / 24.0,
            Self::Days(days) => f64::from(days),
            Self::Months(months) => f64::from(months) * YEAR / 12.0,
            Self::Years(years) => years as f64 * YEAR,
        }
    }

    /// The start of the step that contains a moment.
    pub fn start_before(self, moment: f64) -> f64 {
        let day = Day::from_number(moment);
        match self {
            // A second later, because fractions of days are not exact.
            Self::Hours(hours) => ((moment * 24.0 + 3e-4) / f64::from(hours)).floor() * f64::from(hours) / 24.0,
            Self::Days(days) => {
                let last = chunks(day, days) - 1;
                day_of_month(day, ((day.day - 1) / days).min(last) * days)
            }
            Self::Months(months) => Day::first_of(day.year, (day.month - 1) / months * months + 1).number(),
            Self::Years(years) => first_of_year(year_before(day.year, years)),
        }
    }

    /// The start of the next step after the one that contains a moment.
    pub fn start_after(self, moment: f64) -> f64 {
        let start = self.start_before(moment);
        let day = Day::from_number(start);
        let next_month = |months: u8| {
            let month = day.month + months;
            if month > 12 { first_of_year(day.year + 1) } else { Day::first_of(day.year, month).number() }
        };
        match self {
            Self::Hours(hours) => ((start * 24.0).round() + f64::from(hours)) / 24.0,
            Self::Days(days) => match (day.day - 1) / days + 1 {
                chunk if chunk < chunks(day, days) => day_of_month(day, chunk * days),
                _ => next_month(1),
            },
            Self::Months(months) => next_month(months),
            Self::Years(years) => first_of_year(year_after(year_of_start(start), years)),
        }
    }

    /// The last day of the step that begins at a moment.
    pub fn last_day(self, start: f64) -> Day {
        match self {
            // Very far away, a number does not tell the day before.
            Self::Years(years) => Day::last_of(year_after(year_of_start(start), years) - 1, 12),
            _ => Day::from_number(self.start_after(start) - 1.0),
        }
    }

    /// The starts of all steps in a range, if they are not more than so many.
    pub fn starts_in(self, range: Days, limit: usize) -> Option<Vec<f64>> {
        if (range.to - range.from) / self.length() > limit as f64 + 1.0 {
            return None;
        }
        let mut starts = Vec::new();
        let mut start = self.start_before(range.from);
        while start < range.to {
            if start >= range.from {
                starts.push(start);
            }
            let next = self.start_after(start);
            if starts.len() > limit {
                return None;
            }
            // At the end of all numbers there is no next step.
            if next <= start {
                break;
            }
            start = next;
        }
        Some(starts)
    }
}

fn first_of_year(year: i64) -> f64 {
    Day::first_of(year.max(-i64::MAX), 1).number()
}

/// The first year of the step that contains a year.
fn year_before(year: i64, years: i64) -> i64 {
    if years == 1 {
        year
    } else if year >= years {
        year - year % years
    } else if year >= 1 {
        1
    } else {
        // Year 0 is 1 BCE.
        let before_era = (1_i64.saturating_sub(year) - 1) / years + 1;
        1_i64.saturating_sub(before_era.saturating_mul(years))
    }
}

/// The first year of the next step after the one that begins with a year.
fn year_after(year: i64, years: i64) -> i64 {
    if years > 1 && year == 1 { years } else { year.saturating_add(years) }
}

/// The year that begins at a moment. Very far away, the moment may be taken for one of the year before.
fn year_of_start(start: f64) -> i64 {
    Day::from_number(start + 180.0).year
}

/// How many steps of so many days a month has. The last may be a few days shorter or longer.
fn chunks(day: Day, days: u8) -> u8 {
    let length = Day::last_of(day.year, day.month).day;
    ((length + days / 2) / days).max(1)
}

/// A day of the same month; `day` is from 0.
fn day_of_month(month: Day, day: u8) -> f64 {
    Day { day: day + 1, ..month }.number()
}
