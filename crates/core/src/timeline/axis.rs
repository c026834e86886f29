//! The axis of time: from days to places along it and back.
//!
//! Where a few events lie far from the others, the axis is broken: the long gap between them is left out. All segments
//! have the same scale.
//!
//! Invariants: segments are in chronological order and do not overlap. [`Axis::share`] never decreases, and
//! [`Axis::day_at`] is its inverse.
//!
//! ```
//! use whowhen_core::article::Day;
//! use whowhen_core::timeline::{Axis, Days};
//!
//! let year = |year| Days { from: Day::first_of(year, 1).number(), to: Day::first_of(year + 1, 1).number() };
//! let axis = Axis::new([1815, 2012, 2013, 2015, 2019].map(year)).unwrap();
//! assert_eq!(axis.segments().len(), 2); // 1815 stands alone
//! let left_out = axis.breaks().next().unwrap();
//! assert_eq!(Day::from_number(left_out.to), Day::first_of(2012, 1));
//! ```

use super::Days;
use crate::stable_sort::{sorted_by_key, sorted_by_number};

/// A gap is left out if it is this much of the axis.
const LONG_GAP: f64 = 0.75;

/// At most so many gaps are left out.
const MAX_BREAKS: usize = 3;

/// On one side of a gap that is left out there are at least so many different ranges. Between a few dates the gap itself is
/// what there is to see.
const MIN_RANGES: usize = 3;

/// The share of the axis that a break takes.
const BREAK: f64 = 0.05;

/// A segment is at least this much of the longest one, so that there is room for its label.
const MIN_SEGMENT: f64 = 0.1;

/// The shortest axis: an hour.
const MIN_LENGTH: f64 = 1.0 / 24.0;

/// An axis of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    segments: Vec<Segment>,
}

/// A part of the axis without a break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// From when to when.
    pub days: Days,
    /// Where it begins on the axis, from 0 to 1.
    pub from: f64,
    /// Where it ends on the axis, from 0 to 1.
    pub to: f64,
}

impl Axis {
    /// An axis for ranges of days. `None` if there are none.
    pub fn new(ranges: impl IntoIterator<Item = Days>) -> Option<Self> {
        let ranges: Vec<Days> = ranges.into_iter().collect();
        let mut ranges = sorted_by_number(&sorted_by_number(&ranges, |range| range.to), |range| range.from);
        ranges.dedup();
        let parts = split(&ranges);
        let length = |days: &Days| days.to - days.from;
        let longest = parts.iter().map(length).reduce(f64::max)?.max(MIN_LENGTH);
        // With one range, there is something to see before and after it.
        let least = if ranges.len() == 1 { longest * 3.0 } else { longest * MIN_SEGMENT };
        let parts: Vec<Days> = parts
            .iter()
            .map(|days| {
                // Very far away, a number is too coarse for less.
                let coarse = days.from.abs().max(days.to.abs()) * 1e-14;
                let more =
                    if length(days) < least.max(coarse) { ((least - length(days)) / 2.0).max(coarse) } else { 0.0 };
                Days { from: days.from - more, to: days.to + more }
            })
            .collect();
        let total: f64 = parts.iter().map(length).sum();
        let room = 1.0 - BREAK * (parts.len() - 1) as f64;
        let mut from = 0.0;
        let segments = parts.into_iter().map(|days| {
            let to = from + room * length(&days) / total;
            let segment = Segment { days, from, to };
            from = to + BREAK;
            segment
        });
        let mut segments: Vec<Segment> = segments.collect();
        // Not a rounding error less
        segments.last_mut()?.to = 1.0;
        Some(Self { segments })
    }

    /// A part of the axis, from one place to another, as an axis of its own: what is seen after zooming in.
    pub fn window(&self, from: f64, to: f64) -> Self {
        let scale = 1.0 / (to - from);
        let segments = self.segments.iter().filter(|segment| segment.from < to && from < segment.to).map(|segment| {
            let (start, end) = (segment.from.max(from), segment.to.min(to));
            let days = Days { from: self.day_at(start), to: self.day_at(end) };
            Segment { days, from: (start - from) * scale, to: (end - from) * scale }
        });
        let segments: Vec<Segment> = segments.filter(|segment| segment.days.from < segment.days.to).collect();
        // In the middle of a break there is nothing to see.
        if segments.is_empty() { self.clone() } else { Self { segments } }
    }

    /// The parts without a break, at least one.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The first and the last moment.
    pub fn days(&self) -> Days {
        Days { from: self.segments[0].days.from, to: self.segments[self.segments.len() - 1].days.to }
    }

    /// What is left out between the segments.
    pub fn breaks(&self) -> impl Iterator<Item = Days> {
        self.segments.windows(2).map(|pair| Days { from: pair[0].days.to, to: pair[1].days.from })
    }

    /// The place of a moment along the axis, from 0 to 1. Moments before the axis are at 0, those after it at 1.
    pub fn share(&self, moment: f64) -> f64 {
        let mut before: Option<&Segment> = None;
        for segment in &self.segments {
            let Days { from, to } = segment.days;
            if moment < from {
                return before.map_or(0.0, |before| {
                    let gap = from - before.days.to;
                    before.to + (segment.from - before.to) * (moment - before.days.to) / gap
                });
            }
            if moment <= to {
                return segment.from + (segment.to - segment.from) * (moment - from) / (to - from);
            }
            before = Some(segment);
        }
        1.0
    }

    /// The moment at a place along the axis. In a break it is one of those left out.
    pub fn day_at(&self, share: f64) -> f64 {
        let mut before: Option<&Segment> = None;
        for segment in &self.segments {
            let Days { from, to } = segment.days;
            if share < segment.from {
                return before.map_or(from, |before| {
                    let along = (share - before.to) / (segment.from - before.to);
                    before.days.to + (from - before.days.to) * along
                });
            }
            if share <= segment.to {
                return from + (to - from) * (share - segment.from) / (segment.to - segment.from);
            }
            before = Some(segment);
        }
        self.days().to
    }
}

/// The parts of the axis that remain when long gaps between ranges are left out. The ranges are in chronological order.
fn split(ranges: &[Days]) -> Vec<Days> {
    // Ranges that touch are one. With each, how many different ranges it is made of.
    let mut parts: Vec<(Days, usize)> = Vec::new();
    for range in ranges {
        match parts.last_mut() {
            Some((last, number)) if range.from <= last.to => {
                last.to = last.to.max(range.to);
                *number += 1;
            }
            _ => parts.push((*range, 1)),
        }
    }
    let (Some((first, _)), Some((last, _))) = (parts.first(), parts.last()) else { return Vec::new() };
    let mut rest = last.to - first.from;
    let gaps: Vec<usize> = (1..parts.len()).collect();
    let length = |gap: &usize| parts[*gap].0.from - parts[*gap - 1].0.to;
    let gaps = sorted_by_number(&gaps, |gap| -length(gap));
    let mut breaks: Vec<usize> = Vec::new();
    for gap in gaps.into_iter().take(MAX_BREAKS) {
        let is_enough = |parts: &[(Days, usize)]| parts.iter().map(|(_, number)| number).sum::<usize>() >= MIN_RANGES;
        if length(&gap) < LONG_GAP * rest || !(is_enough(&parts[..gap]) || is_enough(&parts[gap..])) {
            break;
        }
        rest -= length(&gap);
        breaks.push(gap);
    }
    let breaks = sorted_by_key(&breaks, |gap| *gap);
    let mut segments = Vec::new();
    let mut start = 0;
    for end in breaks.into_iter().chain([parts.len()]) {
        segments.push(Days { from: parts[start].0.from, to: parts[end - 1].0.to });
        start = end;
    }
    segments
}
