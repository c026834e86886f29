//! When something happened, as far as anybody knows: EDTF dates (ISO 8601-2:2019, levels 0 to 2).
//!
//! A wrapper around `edtf-core`, which reads them and tells the first and the last day that one may mean.
//!
//! ```
//! use whowhen_core::article::Date;
//!
//! let coup = Date::parse("2012-03").unwrap();
//! assert_eq!(coup.year(), Some(2012));
//! assert!(coup.sort_key() < Date::parse("2012-04-06").unwrap().sort_key());
//! assert_eq!(Date::parse("2012-13").unwrap_err().offset, 5);
//! ```

use edtf_core::{Bound as EdtfBound, Edtf, YearKind};

use super::Day;

/// A date in EDTF, with the text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    text: String,
    edtf: Edtf,
}

/// Why a text is not an EDTF date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in English.
    pub message: &'static str,
    /// Where, in bytes of the text.
    pub offset: usize,
}

impl DateError {
    /// Where it is in the text that was given to [`Date::parse`]: which character (code point), from 1.
    pub fn character(&self, text: &str) -> usize {
        let space = text.len() - text.trim_start().len();
        let before = text.get(..space + self.offset).unwrap_or(text);
        before.chars().count() + 1
    }
}

/// How far a date reaches on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// To this day, included.
    Day(Day),
    /// Without end.
    Open,
    /// Nobody knows.
    Unknown,
}

impl Date {
    /// Reads an EDTF date; white space around it is dropped.
    ///
    /// # Errors
    /// [`DateError`] with what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        match Edtf::parse(text) {
            Ok(edtf) => Ok(Self { text: text.to_owned(), edtf }),
            Err(error) => Err(DateError { message: error.message, offset: error.offset.min(text.len()) }),
        }
    }

    /// The date as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its parts.
    pub(crate) fn edtf(&self) -> &Edtf {
        &self.edtf
    }

    /// The first and the last day that it may mean.
    pub fn bounds(&self) -> (Bound, Bound) {
        let bounds = self.edtf.bounds();
        (Bound::from(bounds.earliest), Bound::from(bounds.latest))
    }

    /// The first day that it may mean.
    pub fn earliest(&self) -> Bound {
        self.bounds().0
    }

    /// The last day that it may mean.
    pub fn latest(&self) -> Bound {
        self.bounds().1
    }

    /// The day under which it is filed: its first, else its last; none where no digit of the year is known.
    pub fn sort_day(&self) -> Option<Day> {
        if let Edtf::Date(date) = &self.edtf
            && matches!(date.year.kind, YearKind::Standard { digits: [None, None, None, None], .. })
        {
            return None;
        }
        match self.bounds() {
            (Bound::Day(day), _) | (_, Bound::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// The year under which it is filed.
    pub fn year(&self) -> Option<i64> {
        self.sort_day().map(|day| day.year)
    }

    /// Whether the source is doubted (`?`).
    pub fn is_uncertain(&self) -> bool {
        self.edtf.is_uncertain()
    }

    /// Whether it is an estimate (`~`).
    pub fn is_approximate(&self) -> bool {
        self.edtf.is_approximate()
    }
}

impl From<EdtfBound> for Bound {
    fn from(bound: EdtfBound) -> Self {
        match bound {
            EdtfBound::Date(day) => Self::Day(Day { year: day.year, month: day.month, day: day.day }),
            EdtfBound::NegativeInfinity | EdtfBound::PositiveInfinity => Self::Open,
            EdtfBound::Unknown => Self::Unknown,
        }
    }
}

impl Date {
    /// Where it stands among dates, as they happened: by the first day, and of two that begin together the one that is over
    /// first. A date whose beginning is open or unknown stands where it ends; one without either day comes last.
    ///
    /// Dates have no order of their own: "2012" and "2012?" stand in the same place and are not the same.
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
