//! How many events happened when: the dated events in stretches of time of the same length.
//!
//! ```
//! use whowhen_core::article::Day;
//! use whowhen_core::index::Timeline;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}],
//! #   "events": [{"id": "coup", "when": "2012-03-22"}, {"id": "war", "when": "2012-01/2013-02"}, {"id": "peace"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! let timeline = Timeline::new(&article); // of 2012-03-22, 2012-01/2013-02 and an undated event
//! assert_eq!(timeline.bins.len(), 14); // January 2012 to February 2013
//! assert_eq!(timeline.bins[0].events, 1);
//! assert_eq!(timeline.bins[13].last, Day { year: 2013, month: 2, day: 28 });
//! assert_eq!(timeline.bin_of(&Day { year: 2012, month: 3, day: 22 }), 2);
//! ```

use crate::article::{Article, Bound, Day, Event};

/// At most so many bins are made: as many bars as can be told apart, and pointed at, on a narrow screen.
const MOST: i64 = 40;

/// Dates that lie within so many months get a bin for each month.
const MONTHS: i64 = 36;

/// The stretches of time from the first day of the earliest event to the last day of the latest, without a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Months, or years in steps of 1, 2, 5, 10, 20, 50 and so on; at most 40, and none where no event has a date.
    pub bins: Vec<Bin>,
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// How many events are filed under a day in it.
    pub events: usize,
}

impl Timeline {
    /// Counts the events that have a day; each once, under its first day, or its last where the first is open or unknown.
    pub fn new(article: &Article) -> Self {
        let days: Vec<(Day, Day)> = article.events.iter().filter_map(days).collect();
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

    /// The place of the bin in which a day lies; of a day before or after all of them that of the first or the last.
    pub fn bin_of(&self, day: &Day) -> usize {
        let after = self.bins.partition_point(|bin| bin.last < *day);
        after.min(self.bins.len().saturating_sub(1))
    }
}

/// The day under which an event is filed, and the last day that it is known to reach.
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
    // A month of a far year could not be asked for: EDTF does not write it.
    if !from.is_far() && !to.is_far() && month(to) - month(from) < MONTHS {
        let bin = |place: i64| {
            let (year, month) = (place.div_euclid(12), place.rem_euclid(12) as u8 + 1);
            Bin { first: Day::first_of(year, month), last: Day::last_of(year, month), events: 0 }
        };
        return (month(from)..=month(to)).map(bin).collect();
    }
    let (mut digit, mut power) = (1, 1);
    loop {
        let step: i64 = digit * power;
        let (first, last) = (from.year.div_euclid(step), to.year.div_euclid(step));
        // Years may lie as far apart as numbers reach: what would overflow is too many, too.
        if last.saturating_sub(first) < MOST {
            let bin = |place: i64| {
                let begins = |place: i64| place.checked_mul(step).map(|year| Day::first_of(year, 1));
                let first = begins(place).map_or(Day::MIN, |first| first.max(Day::MIN));
                let next = place.checked_add(1).and_then(begins);
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
