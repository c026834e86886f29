//! How many events happened when, as bars.

use whowhen_core::index::Bin;

use crate::Markup;

/// How high the drawing is, in its own units; each bar is one unit wide.
const HEIGHT: usize = 40;

/// A bar for each stretch of time, the highest where most happened.
pub fn bars<M: Markup>(bins: &[Bin]) -> Vec<M> {
    let most = bins.iter().map(|bin| bin.events).max().unwrap_or(1).max(1);
    let bars = bins.iter().enumerate().map(|(place, bin)| {
        let height = (bin.events * HEIGHT).div_ceil(most);
        M::svg("rect")
            .attr("x", &format!("{place}.1"))
            .attr("y", &(HEIGHT - height).to_string())
            .attr("width", "0.8")
            .attr("height", &height.to_string())
    });
    bars.collect()
}

/// The drawing of these bars.
pub fn histogram<M: Markup>(bars: Vec<M>) -> M {
    M::svg("svg")
        .class("histogram")
        .attr("viewBox", &format!("0 0 {} {HEIGHT}", bars.len()))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .children(bars)
}
