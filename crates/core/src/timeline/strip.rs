//! The strip of time: a mark for each event, in lanes above the axis.
//!
//! Where too many marks would be above each other, the strip shows how many events there are at each time instead, and a
//! mark only for events that are pointed at or held. Undated events stand in a tray at the end.
//!
//! All numbers are in units of the drawing, which is [`WIDTH`] wide; time goes from left to right. Accounts have no marks:
//! they belong to their events.
//!
//! Invariants: in a lane, marks do not overlap. Every event that is not an account is either a mark or undated.
//!
//! ```
//! use whowhen_core::index::Index;
//! use whowhen_core::timeline::Strip;
//! # let file = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//! #   "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}],
//! #   "events": [{"id": "coup", "when": "2012-03-22"}, {"id": "war", "when": "2012-01/2013-02"}, {"id": "peace"}]}"#;
//! # let (article, _) = whowhen_core::open(file.as_bytes()).unwrap();
//!
//! let strip = Strip::new(&article, &Index::new(&article)); // of 2012-03-22, 2012-01/2013-02 and an undated event
//! assert_eq!((strip.marks.len(), strip.undated.len()), (2, 1));
//! assert_eq!(strip.lanes, 2); // the day lies in the interval
//! let coup = strip.marks[1].event;
//! assert_eq!(strip.nearest(strip.x(article[coup].when.as_ref().unwrap().sort_day().unwrap().number()), 0.0, |_| true), Some(coup));
//! ```

use super::lanes::pack;
use super::{Axis, Days, End, Extent, extents, within};
use crate::article::{Article, EventIdx};
use crate::index::Index;
use crate::stable_sort::sorted_by_number;

/// The width of the drawing.
pub const WIDTH: f64 = 320.0;

/// The distance of two lanes.
pub const LANE: f64 = 4.5;

/// The height of a mark.
pub const MARK: f64 = 3.0;

/// More lanes than these are not drawn.
pub const MAX_LANES: usize = 11;

/// The height of the columns that take the place of marks.
pub const COLUMNS: f64 = 36.0;

/// How long an open or soft end is.
pub const TIP: f64 = 5.0;

/// Space at both ends.
const EDGE: f64 = 7.0;

/// A mark is at least this wide, so that a day of a century can be seen.
const MIN_WIDTH: f64 = 3.0;

/// The width of a column, and how many there are at most.
const MAX_COLUMNS: usize = 76;

/// A pointer farther away than this is at no event.
const REACH: f64 = 12.0;

/// The distance of two undated events in the tray.
const IN_TRAY: f64 = 6.0;

/// More undated events than these are a number.
const MAX_IN_TRAY: usize = 24;

/// The events of an article on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The axis. `None` if no event has a date.
    pub axis: Option<Axis>,
    /// The dated events, in the order of time.
    pub marks: Vec<Mark>,
    /// From when to when the dates go.
    pub days: Option<Days>,
    /// How many lanes the marks need. More than [`MAX_LANES`] are not drawn: see [`Strip::columns`].
    pub lanes: usize,
    /// How many events happened at each part of the axis, in place of marks. Empty if there is room for marks.
    pub columns: Vec<usize>,
    /// The events without a date, in the order of the text.
    pub undated: Vec<EventIdx>,
}

/// An event on the strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The event.
    pub event: EventIdx,
    /// What is drawn of its date, at least one.
    pub shapes: Vec<Shape>,
    /// Its lane, from 0 at the bottom.
    pub lane: usize,
}

/// What is drawn of an extent: from where to where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// The days that may be meant.
    pub possible: (f64, f64),
    /// The days that are surely meant.
    pub certain: Option<(f64, f64)>,
    /// How it begins and how it ends.
    pub ends: (End, End),
}

impl Shape {
    /// The shape of an extent. `place` is where a moment is on the axis. A shape is at least `least` wide.
    pub fn new(extent: &Extent, least: f64, place: impl Fn(f64) -> f64) -> Self {
        let on_axis = |days: Days| {
            let (from, to) = (place(days.from), place(days.to));
            let more = ((least - (to - from)) / 2.0).max(0.0);
            (from - more, to + more)
        };
        Self {
            possible: on_axis(extent.possible),
            certain: extent.certain.map(on_axis),
            ends: (extent.start, extent.end),
        }
    }

    /// All that is drawn, with the tips of its ends.
    pub fn outline(&self) -> (f64, f64) {
        let tip = |end: End| if end == End::Sharp { 0.0 } else { TIP };
        (self.possible.0 - tip(self.ends.0), self.possible.1 + tip(self.ends.1))
    }
}

impl Mark {
    /// From where to where it takes up its lane.
    pub fn outline(&self) -> (f64, f64) {
        let outer = |one: (f64, f64), other: (f64, f64)| (one.0.min(other.0), one.1.max(other.1));
        self.shapes.iter().map(Shape::outline).reduce(outer).unwrap_or_default()
    }

    /// How far a place along the axis is from it.
    fn distance(&self, x: f64) -> f64 {
        let of_shape = |shape: &Shape| {
            let (from, to) = shape.outline();
            (from - x).max(x - to).max(0.0)
        };
        self.shapes.iter().map(of_shape).reduce(f64::min).unwrap_or(f64::INFINITY)
    }
}

impl Strip {
    /// Places the events of an article.
    pub fn new(article: &Article, index: &Index) -> Self {
        let mut dated: Vec<(EventIdx, Vec<Extent>)> = Vec::new();
        let mut undated: Vec<EventIdx> = Vec::new();
        for event in index.happened().iter().flat_map(|group| &group.events).copied() {
            match article[event].when.as_ref().map(extents).filter(|extents| !extents.is_empty()) {
                Some(extents) => dated.push((event, extents)),
                None => undated.push(event),
            }
        }
        let axis = Axis::new(dated.iter().flat_map(|(_, extents)| extents).map(|extent| extent.possible));
        let ranges = dated.iter().flat_map(|(_, extents)| extents).map(|extent| extent.possible);
        let outer = |one: Days, other: Days| Days { from: one.from.min(other.from), to: one.to.max(other.to) };
        let days = ranges.reduce(outer);
        let mut strip = Self { axis, days, marks: Vec::new(), lanes: 0, columns: Vec::new(), undated };
        let marks: Vec<Mark> = dated.into_iter().map(|(event, extents)| strip.mark(event, &extents)).collect();
        let mut marks = sorted_by_number(&marks, |mark| mark.outline().0);
        let outlines: Vec<(f64, f64)> = marks.iter().map(Mark::outline).collect();
        let (lanes, number) = pack(&outlines, 0.5);
        for (mark, lane) in marks.iter_mut().zip(lanes) {
            mark.lane = lane;
        }
        strip.lanes = number;
        if strip.lanes > MAX_LANES {
            strip.columns = vec![0; MAX_COLUMNS];
        }
        strip.marks = marks;
        strip.columns = strip.count(|_| true);
        strip
    }

    fn mark(&self, event: EventIdx, extents: &[Extent]) -> Mark {
        let shape = |extent: &Extent| Shape::new(extent, MIN_WIDTH, |moment| self.x(moment));
        Mark { event, shapes: extents.iter().map(shape).collect(), lane: 0 }
    }

    /// How many of the events that are shown begin in each column. Empty if there are marks.
    pub fn count(&self, is_shown: impl Fn(EventIdx) -> bool) -> Vec<usize> {
        let mut columns = vec![0; self.columns.len()];
        let (from, to) = self.plot();
        let has_columns = !columns.is_empty();
        for mark in self.marks.iter().filter(|mark| has_columns && is_shown(mark.event)) {
            let along = (mark.shapes[0].possible.0 - from) / (to - from);
            let column = (along * columns.len() as f64).max(0.0) as usize;
            columns[column.min(self.columns.len() - 1)] += 1;
        }
        columns
    }

    /// From where to where the axis is.
    pub fn plot(&self) -> (f64, f64) {
        (EDGE, WIDTH - EDGE - self.tray_width())
    }

    /// The place of a moment.
    pub fn x(&self, moment: f64) -> f64 {
        let (from, to) = self.plot();
        from + (to - from) * self.axis.as_ref().map_or(0.0, |axis| axis.share(moment))
    }

    /// The moment at a place. `None` if no event has a date.
    pub fn moment(&self, x: f64) -> Option<f64> {
        let (from, to) = self.plot();
        Some(self.axis.as_ref()?.day_at(within((x - from) / (to - from), 0.0, 1.0)))
    }

    /// The height of the drawing above its axis.
    pub fn height(&self) -> f64 {
        match self.lanes {
            _ if !self.columns.is_empty() => COLUMNS,
            // Room for four, so that a strip of a few events can be pointed at.
            lanes => lanes.max(4) as f64 * LANE,
        }
    }

    /// The top of the marks in a lane. Where there are columns, all marks are at the bottom.
    pub fn lane_top(&self, lane: usize) -> f64 {
        let lane = if self.columns.is_empty() { lane } else { 0 };
        self.height() - lane as f64 * LANE - (LANE + MARK) / 2.0
    }

    /// Whether the tray shows its number instead of a mark for each event.
    pub fn tray_is_number(&self) -> bool {
        self.undated.len() > MAX_IN_TRAY
    }

    /// How many marks stand above each other in the tray.
    fn tray_rows(&self) -> usize {
        (self.height() / IN_TRAY) as usize
    }

    /// The width of the tray, 0 if all events are dated.
    pub fn tray_width(&self) -> f64 {
        match self.undated.len() {
            0 => 0.0,
            _ if self.tray_is_number() => 30.0,
            number => EDGE + number.div_ceil(self.tray_rows()) as f64 * IN_TRAY,
        }
    }

    /// The middle of an undated event in the tray.
    pub fn in_tray(&self, place: usize) -> (f64, f64) {
        let (column, row) = (place / self.tray_rows(), place % self.tray_rows());
        let x = WIDTH - self.tray_width() + (column as f64 + 0.5) * IN_TRAY;
        (x, self.height() - (row as f64 + 0.5) * IN_TRAY)
    }

    /// The event that is nearest to a place, of those that are shown, if one is near enough.
    pub fn nearest(&self, x: f64, y: f64, is_shown: impl Fn(EventIdx) -> bool) -> Option<EventIdx> {
        let has_columns = !self.columns.is_empty();
        let of_mark = |mark: &Mark| {
            let (from, to) = mark.outline();
            let middle = self.lane_top(mark.lane) + MARK / 2.0;
            // Above a column any height will do. Of several marks there, the shortest is the one that is meant.
            let up = if has_columns { (to - from) * 0.01 } else { (y - middle).abs() };
            (mark.event, mark.distance(x).hypot(up))
        };
        let of_undated = |(place, event): (usize, &EventIdx)| {
            let (middle, height) = self.in_tray(place);
            (*event, (x - middle).hypot(y - height))
        };
        let in_tray = self.undated.iter().enumerate().filter(|_| !self.tray_is_number()).map(of_undated);
        let all = self.marks.iter().map(of_mark).chain(in_tray);
        let all = all.filter(|(event, distance)| *distance <= REACH && is_shown(*event));
        all.reduce(|one, other| if other.1 < one.1 { other } else { one }).map(|(event, _)| event)
    }
}
