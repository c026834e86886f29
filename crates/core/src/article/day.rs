//! A day of the calendar, and its notation in EDTF.
//!
//! ```
//! use whowhen_core::article::Day;
//!
//! let end = Day::last_of(2012, 2);
//! assert_eq!(end, Day { year: 2012, month: 2, day: 29 });
//! assert_eq!((end.to_edtf_start().as_str(), end.to_edtf_end().as_str()), ("2012-02-29", "2012-02"));
//! ```

/// A day of the (proleptic Gregorian) calendar. Years are astronomical: 0 comes before 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i64,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
}

impl Day {
    /// The first day that a date can mean.
    pub const MIN: Self = Self { year: -i64::MAX, month: 1, day: 1 };
    /// The last day that a date can mean.
    pub const MAX: Self = Self { year: i64::MAX, month: 12, day: 31 };

    /// The first day of a month.
    pub fn first_of(year: i64, month: u8) -> Self {
        Self { year, month, day: 1 }
    }

    /// The last day of a month.
    pub fn last_of(year: i64, month: u8) -> Self {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let day = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Self { year, month, day }
    }

    /// The number of days from 1 January of year 0 to this day. Exact for years of up to ten digits; farther ones are as
    /// exact as a floating-point number.
    ///
    /// ```
    /// use whowhen_core::article::Day;
    ///
    /// assert_eq!(Day { year: 0, month: 12, day: 31 }.number(), 365.0);
    /// assert_eq!(Day { year: -1, month: 12, day: 31 }.number(), -1.0);
    /// assert_eq!(Day::from_number(734_584.5), Day { year: 2011, month: 3, day: 23 });
    /// ```
    pub fn number(self) -> f64 {
        let before: f64 = (1..self.month).map(|month| f64::from(Self::last_of(self.year, month).day)).sum();
        first_of_year(self.year as f64) + before + f64::from(self.day) - 1.0
    }

    /// The day that contains a moment, given in days since 1 January of year 0. A moment too far away to tell its day is the
    /// first day of its year.
    pub fn from_number(moment: f64) -> Self {
        let number = moment.floor();
        let mut year = (number / 365.2425).floor();
        // The estimate is at most a year off, save where the numbers are too large to tell.
        for _ in 0..2 {
            year += f64::from(number >= first_of_year(year + 1.0)) - f64::from(number < first_of_year(year));
        }
        let mut rest = number - first_of_year(year);
        let year = (year as i64).max(-i64::MAX);
        for month in 1..=12 {
            let days = f64::from(Self::last_of(year, month).day);
            if (0.0..days).contains(&rest) {
                return Self { year, month, day: rest as u8 + 1 };
            }
            rest -= days;
        }
        Self::first_of(year, 1)
    }

    /// Whether its year has more than four digits. EDTF can write such a year (`Y12345`), but no day in it.
    pub fn has_long_year(&self) -> bool {
        !(-9999..=9999).contains(&self.year)
    }

    /// The shortest EDTF date that begins with this day: a year, a month or the day itself. For a long year, the year.
    pub fn to_edtf_start(&self) -> String {
        self.shortest_edtf(1, 1)
    }

    /// The shortest EDTF date that ends with this day: a year, a month or the day itself. For a long year, the year.
    pub fn to_edtf_end(&self) -> String {
        self.shortest_edtf(12, Self::last_of(self.year, self.month).day)
    }

    /// Only the year if both the month and the day match; year and month if the day matches; else the whole day.
    fn shortest_edtf(&self, month: u8, day: u8) -> String {
        if self.has_long_year() {
            return format!("Y{}", self.year);
        }
        let mut text = if self.year < 0 { format!("-{:04}", -self.year) } else { format!("{:04}", self.year) };
        let parts = match (self.day == day, self.month == month) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        };
        for part in &[self.month, self.day][..parts] {
            text.extend(['-', char::from(b'0' + part / 10), char::from(b'0' + part % 10)]);
        }
        text
    }
}

/// The number of the first day of a year, see [`Day::number`].
fn first_of_year(year: f64) -> f64 {
    365.0 * year + (year / 4.0).ceil() - (year / 100.0).ceil() + (year / 400.0).ceil()
}
