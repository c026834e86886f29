//! A histogram of events over time.

use whowhen_core::index::Bin;

use crate::Markup;

/// The height of the drawing in its own units. Each bar is one unit wide.
const HEIGHT: usize = 40;

/// A bar for each period of time. Heights are relative to the period with most events.
pub fn bars<M: Markup>(bins: &[Bin]) -> Vec<M> {
    let max = bins.iter().map(|bin| bin.events).max().unwrap_or(1).max(1);
    let bars = bins.iter().enumerate().map(|(position, bin)| {
        let height = (bin.events * HEIGHT).div_ceil(max);
        M::svg("rect")
            .attr("x", &format!("{position}.1"))
            .attr("y", &(HEIGHT - height).to_string())
            .attr("width", "0.8")
            .attr("height", &height.to_string())
    });
    bars.collect()
}

/// The drawing with these bars.
pub fn histogram<M: Markup>(bars: Vec<M>) -> M {
    M::svg("svg")
        .class("histogram")
        .attr("viewBox", &format!("0 0 {} {HEIGHT}", bars.len()))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .children(bars)
}
