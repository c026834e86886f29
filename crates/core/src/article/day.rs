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
