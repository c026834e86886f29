//! The small drawing of when an article's events happened: a column for each part of the time, as high as it has events.

use crate::Markup;

/// The width of a column with the space after it.
const STEP: usize = 4;

/// The width of a column.
const WIDTH: usize = 3;

/// The height of the drawing.
const HEIGHT: u32 = 20;

/// The lowest column that has events.
const LEAST: u32 = 3;

/// The drawing. It says nothing to screen readers: the number of events and their dates are beside it in words.
pub fn time_sketch<M: Markup>(columns: &[u32]) -> M {
    let most = columns.iter().copied().max().unwrap_or_default().max(1);
    let mut path = String::new();
    for (position, &events) in columns.iter().enumerate().filter(|(_, events)| **events > 0) {
        // By the square root: next to a column of a hundred events, one of two can be told from one of one.
        let share = (f64::from(events) / f64::from(most.max(4))).sqrt();
        let height = ((share * f64::from(HEIGHT)) as u32).max(LEAST);
        path += &format!("M{} {}h{WIDTH}V{HEIGHT}h-{WIDTH}z", position * STEP, HEIGHT - height);
    }
    M::svg("svg")
        .class("sketch")
        .attr("viewBox", &format!("0 0 {} {HEIGHT}", columns.len() * STEP))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(M::svg("path").attr("d", &path))
}
