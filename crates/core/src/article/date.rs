//! Dates that may be uncertain or incomplete: EDTF (ISO 8601-2:2019, levels 0 to 2).
//!
//! A wrapper around the parser in `edtf.rs`, which also computes the first and the last day that a date may mean.
//!
//! ```
//! use whowhen_core::article::Date;
//!
//! let coup = Date::parse("2012-03").unwrap();
//! assert_eq!(coup.year(), Some(2012));
//! assert!(coup.sort_key() < Date::parse("2012-04-06").unwrap().sort_key());
//! assert_eq!(Date::parse("2012-13").unwrap_err().offset, 5);
//! ```

use super::Day;
use super::edtf::{Edtf, Year};

/// An EDTF date, with the text that it was parsed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    text: String,
    edtf: Edtf,
    /// The first and the last day that it may mean.
    bounds: (Bound, Bound),
}

/// Why a text is not an EDTF date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// The error message, in English.
    pub message: &'static str,
    /// The byte offset of the error in the text.
    pub offset: usize,
}

impl DateError {
    /// The position of the error in the text that was passed to [`Date::parse`], in characters (code points), from 1.
    pub fn character(&self, text: &str) -> usize {
        let leading_space = text.len() - text.trim_start().len();
        let before = text.get(..leading_space + self.offset).unwrap_or(text);
        before.chars().count() + 1
    }
}

/// The first or the last day that a date may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// This day, included.
    Day(Day),
    /// No limit.
    Open,
    /// Not known.
    Unknown,
}

impl Date {
    /// Parses an EDTF date. White space around it is ignored.
    ///
    /// # Errors
    /// [`DateError`] with a message and an offset.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        match Edtf::parse(text) {
            Ok(edtf) => Ok(Self { text: text.to_owned(), bounds: edtf.bounds(), edtf }),
            Err(error) => Err(DateError { offset: error.offset.min(text.len()), ..error }),
        }
    }

    /// The date as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parsed date.
    pub(crate) fn edtf(&self) -> &Edtf {
        &self.edtf
    }

    /// The first and the last day that it may mean.
    pub fn bounds(&self) -> (Bound, Bound) {
        self.bounds
    }

    /// The first day that it may mean.
    pub fn earliest(&self) -> Bound {
        self.bounds().0
    }

    /// The last day that it may mean.
    pub fn latest(&self) -> Bound {
        self.bounds().1
    }

    /// The day that the date is sorted and grouped by: its first day, else its last. `None` if no digit of the year is known.
    pub fn sort_day(&self) -> Option<Day> {
        if let Edtf::Date(date) = &self.edtf
            && matches!(date.year, Year::Short { digits: [None, None, None, None], .. })
        {
            return None;
        }
        match self.bounds() {
            (Bound::Day(day), _) | (_, Bound::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// The year of [`Self::sort_day`].
    pub fn year(&self) -> Option<i64> {
        self.sort_day().map(|day| day.year)
    }

    /// Whether the date is marked as uncertain (`?`).
    pub fn is_uncertain(&self) -> bool {
        self.text.contains(['?', '%'])
    }

    /// Whether the date is marked as approximate (`~`).
    pub fn is_approximate(&self) -> bool {
        self.text.contains(['~', '%'])
    }
}

impl Date {
    /// The key for chronological order: the first day, then the last. If the first day is open or unknown, the last day
    /// takes its place. A date with neither comes last.
    ///
    /// `Date` does not implement `Ord`, because "2012" and "2012?" have the same key but are not equal.
    pub fn sort_key(&self) -> (Day, Day) {
        let day = |bound| match bound {
            Bound::Day(day) => Some(day),
            Bound::Open | Bound::Unknown => None,
        };
        let (earliest, latest) = self.bounds();
        let (earliest, latest) = (day(earliest), day(latest));
        (earliest.or(latest).unwrap_or(Day::MAX), latest.unwrap_or(Day::MAX))
    }
}
