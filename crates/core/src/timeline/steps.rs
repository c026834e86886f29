//! The steps in which a span of time is chosen: days, months or years, as fine as their number allows.
//!
//! Invariant: steps are in chronological order and do not overlap. They cover the axis, save what its breaks leave out.
//!
//! ```
//! use whowhen_core::article::Day;
//! use whowhen_core::timeline::{Axis, Days, Steps};
//!
//! let year = |year| Days { from: Day::first_of(year, 1).number(), to: Day::first_of(year + 1, 1).number() };
//! let steps = Steps::new(&Axis::new([2012, 2013].map(year)).unwrap(), 60);
//! let from_2013 = steps.with_end(None, true, steps.position_of(Day::first_of(2013, 1))).unwrap();
//! assert_eq!(from_2013.write(), (Some("2013".into()), Some("2013".into())));
//! assert_eq!(steps.with_end(Some(from_2013), true, 0), None); // the whole axis is no filter
//! ```

use super::{Axis, Unit};
use crate::article::Day;
use crate::reading::Period;

/// The steps of an axis, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    steps: Vec<Step>,
}

/// A step of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
}

impl Steps {
    /// The steps of an axis: not more than so many.
    pub fn new(axis: &Axis, limit: usize) -> Self {
        let units = Unit::ladder().filter(|unit| !matches!(unit, Unit::Hours(_)));
        let whole = axis.days();
        let one = Step { first: Day::from_number(whole.from), last: Day::from_number(whole.to - 1.0) };
        Self { steps: units.into_iter().find_map(|unit| steps_of(axis, unit, limit)).unwrap_or(vec![one]) }
    }

    /// The last position. 0 if there is nothing to choose.
    pub fn last(&self) -> usize {
        self.steps.len() - 1
    }

    /// The step at a position.
    pub fn at(&self, position: usize) -> Step {
        self.steps[position.min(self.last())]
    }

    /// The position of the step that contains a day, or of the next one. Days after the last step belong to it.
    pub fn position_of(&self, day: Day) -> usize {
        self.steps.partition_point(|step| step.last < day).min(self.last())
    }

    /// The positions of the first and the last step in a period. Without one, of all steps.
    pub fn ends(&self, period: Option<Period>) -> (usize, usize) {
        period.map_or((0, self.last()), |period| (self.position_of(period.from), self.position_of(period.to)))
    }

    /// A period whose first or last step is moved to a position. The ends do not cross: one pushes the other. `None` if it
    /// is the whole axis.
    pub fn with_end(&self, period: Option<Period>, is_start: bool, position: usize) -> Option<Period> {
        let now = period.unwrap_or(self.whole());
        let Step { first, last } = self.at(position);
        let moved = match is_start {
            true => Period::new(first, now.to.max(last)),
            false => Period::new(now.from.min(first), last),
        };
        self.unless_whole(moved)
    }

    /// The period from the step of one moment to that of another. `None` if it is the whole axis.
    pub fn between(&self, one: f64, other: f64) -> Option<Period> {
        let step = |moment| self.at(self.position_of(Day::from_number(moment)));
        let (first, last) = (step(one.min(other)), step(one.max(other)));
        self.unless_whole(Period::new(first.first, last.last))
    }

    /// A period, if it leaves a step out.
    fn unless_whole(&self, period: Period) -> Option<Period> {
        (self.ends(Some(period)) != (0, self.last())).then_some(period)
    }

    /// The period of all steps.
    pub fn whole(&self) -> Period {
        Period::new(self.at(0).first, self.at(self.last()).last)
    }
}

fn steps_of(axis: &Axis, unit: Unit, limit: usize) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    for segment in axis.segments() {
        let mut starts = unit.starts_in(segment.days, limit)?;
        let first = unit.start_before(segment.days.from);
        if starts.first() != Some(&first) {
            starts.insert(0, first);
        }
        for start in starts {
            let step = Step { first: Day::from_number(start), last: unit.last_day(start) };
            // Two segments may be parts of the same year.
            if steps.last().is_none_or(|before| before.last < step.first) && step.first <= step.last {
                steps.push(step);
            }
        }
        // At the end of all numbers there is no next step, and the last one is longer.
        let end = Day::from_number(segment.days.to - 1.0);
        let end = if end.has_long_year() { Day::last_of(end.year, 12) } else { end };
        if let Some(step) = steps.last_mut() {
            step.last = step.last.max(end);
        }
    }
    (1..=limit).contains(&steps.len()).then_some(steps)
}
