//! The labels of an axis of time: hours, days, months or years, as fine as there is room for.
//!
//! Invariant: labels do not overlap, and none reaches beyond the axis.
//!
//! ```ignore
//! let labels: Vec<String> = ticks(&axis, &locale, 320.0).into_iter().map(|tick| tick.label).collect();
//! assert_eq!(labels, ["2012", "April", "July", "October", "2013"]);
//! ```

use super::{Axis, Days, Segment, Step, Unit, within};
use crate::article::Day;
use crate::locale::{self, Locale, Message};

/// The average width of a letter, in units of the drawing, and the least space between two labels.
const LETTER: f64 = 5.2;
const SPACE: f64 = 6.0;

/// The least distance of two labels of hours, days or months.
const PART_OF_YEAR: f64 = 42.0;

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The moment.
    pub moment: f64,
    /// Its place along the axis, from 0 to 1.
    pub share: f64,
    /// The middle of the label, from 0 to the width of the axis.
    pub middle: f64,
    /// The label.
    pub label: String,
}

/// The parts of an axis between two labels in which nothing happened, each as two shares of the axis.
///
/// ```
/// use whowhen_core::timeline::{Days, Tick, ticks::empty_parts};
///
/// let tick = |year: f64| Tick { moment: year * 365.0, share: year / 4.0, middle: 0.0, label: String::new() };
/// let ticks = [tick(0.0), tick(1.0), tick(2.0), tick(3.0), tick(4.0)];
/// let happened = [Days { from: 5.0, to: 365.0 }, Days { from: 1095.0, to: 1096.0 }];
/// assert_eq!(empty_parts(&ticks, &happened), [(0.25, 0.5), (0.5, 0.75)]);
/// ```
pub fn empty_parts(ticks: &[Tick], happened: &[Days]) -> Vec<(f64, f64)> {
    let mut parts = Vec::new();
    for (start, end) in ticks.iter().zip(ticks.iter().skip(1)) {
        if !happened.iter().any(|days| days.from < end.moment && days.to > start.moment) {
            parts.push((start.share, end.share));
        }
    }
    parts
}

/// The labels of an axis that is so wide. The unit is the smallest whose labels do not collide.
pub fn ticks(axis: &Axis, locale: &dyn Locale, width: f64) -> Vec<Tick> {
    let most = (width / (2.0 * LETTER + SPACE)) as usize;
    // Parts of a year are repeated, so fewer of them say as much.
    let most_parts = (width / PART_OF_YEAR) as usize;
    let fitting = Unit::ladder().find_map(|unit| {
        let mut ticks = Vec::new();
        for segment in axis.segments() {
            let most = if matches!(unit, Unit::Years(_)) { most } else { most_parts };
            let of_segment = ticks_of(axis, segment, unit, locale, width, most)?;
            if collides(&of_segment) {
                return None;
            }
            ticks.extend(of_segment);
        }
        Some(ticks)
    });
    // Years of twenty digits leave room for one label only.
    let middle = (axis.days().from + axis.days().to) / 2.0;
    let fitting = fitting.unwrap_or_else(|| vec![tick(axis, middle, short_date(locale, middle, axis.days()), width)]);
    let mut ticks: Vec<Tick> = Vec::new();
    // Labels at the ends of two segments may collide.
    for tick in fitting {
        if ticks.last().is_none_or(|last| start(&tick) >= end(last) + SPACE) {
            ticks.push(tick);
        }
    }
    ticks
}

fn ticks_of(
    axis: &Axis,
    segment: &Segment,
    unit: Unit,
    locale: &dyn Locale,
    width: f64,
    most: usize,
) -> Option<Vec<Tick>> {
    let mut starts = unit.starts_in(segment.days, most)?;
    if starts.is_empty() {
        // Too short for the unit: the date of its middle, in as few words as its length allows.
        starts.push((segment.days.from + segment.days.to) / 2.0);
        let label = short_date(locale, starts[0], segment.days);
        return Some(vec![tick(axis, starts[0], label, width)]);
    }
    let labels: Vec<(String, bool)> = starts.iter().map(|start| label(locale, unit, *start)).collect();
    // One label says the year, or the day of the hours: the first for which there is room.
    let has_whole = labels.iter().any(|(_, is_whole)| *is_whole);
    let with_whole = |whole: Option<usize>| -> Vec<Tick> {
        let ticks = starts.iter().zip(&labels).enumerate().map(|(nth, (start, (label, _)))| {
            let label = if whole == Some(nth) { whole_label(locale, unit, *start) } else { label.clone() };
            tick(axis, *start, label, width)
        });
        ticks.collect()
    };
    if has_whole {
        return Some(with_whole(None));
    }
    (0..starts.len()).map(|nth| with_whole(Some(nth))).find(|ticks| !collides(ticks))
}

fn tick(axis: &Axis, moment: f64, label: String, width: f64) -> Tick {
    let share = axis.share(moment);
    let half = label_width(&label) / 2.0;
    let middle = within(share * width, half.min(width / 2.0), (width - half).max(width / 2.0));
    Tick { moment, share, middle, label }
}

/// How wide a label is at most.
fn label_width(label: &str) -> f64 {
    label.chars().count() as f64 * LETTER
}

fn start(tick: &Tick) -> f64 {
    tick.middle - label_width(&tick.label) / 2.0
}

fn end(tick: &Tick) -> f64 {
    tick.middle + label_width(&tick.label) / 2.0
}

fn collides(ticks: &[Tick]) -> bool {
    ticks.windows(2).any(|pair| start(&pair[1]) < end(&pair[0]) + SPACE)
}

/// The label of a step, and whether it says all that the labels of smaller steps leave out.
fn label(locale: &dyn Locale, unit: Unit, moment: f64) -> (String, bool) {
    let day = Day::from_number(moment + 1e-5);
    let is_new_year = (day.month, day.day) == (1, 1);
    match unit {
        Unit::Years(_) => (locale::year(locale, day.year), true),
        Unit::Months(_) | Unit::Days(_) if is_new_year => (locale::year(locale, day.year), true),
        Unit::Months(_) => (locale.day(None, Some(day.month), None), false),
        Unit::Days(_) => (locale.short_day(day.month, day.day), false),
        Unit::Hours(_) => match ((moment - moment.floor()) * 24.0).round() as i64 {
            0 | 24 => (locale.short_day(day.month, day.day), true),
            hour => ([&locale.digits(hour, 2), ":", &locale.digits(0, 2)].concat(), false),
        },
    }
}

/// The label of a step with all that [`label`] leaves out.
fn whole_label(locale: &dyn Locale, unit: Unit, moment: f64) -> String {
    let day = Day::from_number(moment + 1e-5);
    match unit {
        Unit::Years(_) => locale::year(locale, day.year),
        Unit::Months(_) => in_words(locale, day, false),
        Unit::Days(_) => in_words(locale, day, true),
        Unit::Hours(_) => {
            let (hour, _) = label(locale, unit, moment);
            [&locale.short_day(day.month, day.day), " ", &hour].concat()
        }
    }
}

/// The date of a moment in a short segment: its day if the segment is about a day, its month, or its year.
fn short_date(locale: &dyn Locale, moment: f64, segment: Days) -> String {
    let day = Day::from_number(moment);
    match segment.to - segment.from {
        ..15.0 if !day.has_long_year() => in_words(locale, day, true),
        ..100.0 if !day.has_long_year() => in_words(locale, day, false),
        _ => locale::year(locale, day.year),
    }
}

/// A month, or a day, with its year.
fn in_words(locale: &dyn Locale, day: Day, is_day: bool) -> String {
    let of_month = is_day.then_some(day.day);
    match day.year {
        100..=9999 => locale.day(Some(day.year), Some(day.month), of_month),
        year => [locale.day(None, Some(day.month), of_month), locale::year(locale, year)].join(" "),
    }
}

/// A step in words: a year, two years, or two months.
pub fn step_in_words(locale: &dyn Locale, step: Step) -> String {
    let is_years = (step.first.month, step.first.day, step.last.month, step.last.day) == (1, 1, 12, 31);
    let words = |day: Day| if is_years { locale::year(locale, day.year) } else { in_words(locale, day, false) };
    let (start, end) = (words(step.first), words(step.last));
    if start == end { start } else { locale.with(Message::FromTo, &[("start", &start), ("end", &end)]) }
}
