//! A histogram of the dated events: how many happened in each period of time.
//!
//! ```
//! use whowhen_core::article::Day;
//! use whowhen_core::index::{Index, Timeline};
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}],
//! #   "events": [{"id": "coup", "when": "2012-03-22"}, {"id": "war", "when": "2012-01/2013-02"}, {"id": "peace"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! let timeline = Timeline::new(&article, &Index::new(&article)); // of 2012-03-22, 2012-01/2013-02 and an undated event
//! assert_eq!(timeline.bins.len(), 14); // January 2012 to February 2013
//! assert_eq!(timeline.bins[0].events, 1);
//! assert_eq!(timeline.bins[13].last, Day { year: 2013, month: 2, day: 28 });
//! assert_eq!(timeline.bin_of(&Day { year: 2012, month: 3, day: 22 }), 2);
//! ```

use super::Index;
use crate::article::{Article, Bound, Day, Event};

/// The maximum number of bins: as many bars as can be seen and pointed at on a narrow screen.
const MAX_BINS: i64 = 40;

/// Dates within this many months get one bin per month.
const MAX_MONTHS: i64 = 36;

/// Bins from the first day of the earliest event to the last day of the latest, without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Months, or periods of 1, 2, 5, 10, 20, 50 and so on years. At most 40; empty if no event has a date.
    pub bins: Vec<Bin>,
}

/// A period of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// The number of events whose sort day is in it.
    pub events: usize,
}

impl Timeline {
    /// Counts each dated event once, accounts left out, by its sort day ([`Date::sort_day`](crate::article::Date::sort_day)).
    pub fn new(article: &Article, index: &Index) -> Self {
        let events = article.events.entries().filter(|(at, _)| !index.is_account(*at));
        let days: Vec<(Day, Day)> = events.filter_map(|(_, event)| days(event)).collect();
        let Some(&(mut from, mut to)) = days.first() else { return Self::default() };
        for &(day, last) in &days {
            (from, to) = (from.min(day), to.max(last));
        }
        let mut timeline = Self { bins: bins(from, to) };
        for (day, _) in &days {
            let bin = timeline.bin_of(day);
            timeline.bins[bin].events += 1;
        }
        timeline
    }

    /// The position of the bin that contains a day. Days before the first bin belong to it, days after the last to the last.
    pub fn bin_of(&self, day: &Day) -> usize {
        let after = self.bins.partition_point(|bin| bin.last < *day);
        after.min(self.bins.len().saturating_sub(1))
    }
}

/// The sort day of an event, and the last day that it may mean.
fn days(event: &Event) -> Option<(Day, Day)> {
    let when = event.when.as_ref()?;
    let day = when.sort_day()?;
    Some(match when.latest() {
        Bound::Day(last) => (day, last.max(day)),
        Bound::Open | Bound::Unknown => (day, day),
    })
}

/// Empty bins from one day to another.
fn bins(from: Day, to: Day) -> Vec<Bin> {
    let month = |day: Day| day.year * 12 + i64::from(day.month) - 1;
    // Months of long years are not used, because EDTF cannot write them.
    if !from.has_long_year() && !to.has_long_year() && month(to) - month(from) < MAX_MONTHS {
        let bin = |months: i64| {
            let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
            Bin { first: Day::first_of(year, month), last: Day::last_of(year, month), events: 0 }
        };
        return (month(from)..=month(to)).map(bin).collect();
    }
    let (mut digit, mut power) = (1, 1);
    loop {
        let step: i64 = digit * power;
        let (first, last) = (from.year.div_euclid(step), to.year.div_euclid(step));
        // Years may be at both ends of the number range. An overflow also means too many bins.
        if last.saturating_sub(first) < MAX_BINS {
            let bin = |number: i64| {
                let first_day = |number: i64| number.checked_mul(step).map(|year| Day::first_of(year, 1));
                let first = first_day(number).map_or(Day::MIN, |first| first.max(Day::MIN));
                let next = number.checked_add(1).and_then(first_day);
                Bin { first, last: next.map_or(Day::MAX, |next| Day::last_of(next.year - 1, 12)), events: 0 }
            };
            return (first..=last).map(bin).collect();
        }
        (digit, power) = match digit {
            1 => (2, power),
            2 => (5, power),
            _ => (1, power * 10),
        };
    }
}
