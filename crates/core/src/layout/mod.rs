//! Flattens the overlapping spans of one block.
//!
//! Spans may nest and overlap in any way, but a page is a sequence of runs of text. [`runs`] cuts the text at the start
//! and end of every span, and lists the spans that cover each run. [`lanes`] gives overlapping spans different lanes, so
//! that each can have its own underline.
//!
//! ```
//! use whowhen_core::layout::{lanes, runs};
//!
//! // "Mali’s army": the mention of the state is inside that of its army
//! let spans = [0..4, 0..13];
//! let pieces = runs(14, &spans);
//! assert_eq!(pieces.iter().map(|run| run.bytes.clone()).collect::<Vec<_>>(), [0..4, 4..13, 13..14]);
//! assert_eq!(pieces[0].covers, [1, 0]); // outermost first
//! assert_eq!(pieces[1].covers, [1]);
//! assert!(pieces[2].covers.is_empty());
//! assert_eq!(lanes(&spans), [0, 1]);
//! ```

use std::cmp::Reverse;
use std::ops::Range;

use crate::stable_sort::sorted_by_key;

/// A piece of text that is covered by the same spans throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the block's text.
    pub bytes: Range<u32>,
    /// The positions of the spans that cover it, outermost first. A longer span is outside a shorter one. If two have the
    /// same length, the one that begins earlier is outside, then the one that comes earlier in the list.
    pub covers: Vec<u32>,
}

/// The sort key for spans, outermost first.
fn outermost_first(spans: &[Range<u32>], position: u32) -> (Reverse<u32>, u32, u32) {
    let span = &spans[position as usize];
    (Reverse(span.end - span.start), span.start, position)
}

/// Cuts a text of `length` bytes at the start and end of each span.
///
/// Together the runs are the whole text. No run is empty, and adjacent runs are covered by different spans. A span is cut
/// off at the end of the text; an empty or reversed span covers nothing.
pub fn runs(length: u32, spans: &[Range<u32>]) -> Vec<Run> {
    let clipped: Vec<Range<u32>> = spans.iter().map(|span| span.start..span.end.min(length)).collect();
    let mut cuts: Vec<(u32, bool, u32)> = Vec::with_capacity(spans.len() * 2);
    for (position, span) in clipped.iter().enumerate().filter(|(_, span)| span.start < span.end) {
        cuts.push((span.start, true, position as u32));
        cuts.push((span.end, false, position as u32));
    }
    // At the same position, ends come before starts.
    let cuts = sorted_by_key(&cuts, |cut| *cut);

    let mut runs = Vec::with_capacity(cuts.len() + 1);
    let mut open: Vec<u32> = Vec::new();
    let mut from = 0;
    for (at, opens, position) in cuts {
        if at > from {
            runs.push(Run { bytes: from..at, covers: open.clone() });
            from = at;
        }
        let key = |other: &u32| outermost_first(&clipped, *other);
        match (opens, open.binary_search_by_key(&key(&position), key)) {
            (true, Err(slot)) => open.insert(slot, position),
            (false, Ok(slot)) => drop(open.remove(slot)),
            // A span opens once and closes once.
            (true, Ok(_)) | (false, Err(_)) => {}
        }
    }
    if from < length {
        runs.push(Run { bytes: from..length, covers: Vec::new() });
    }
    runs
}

/// Returns a lane for each span, from 0. Overlapping spans have different lanes, and a span inside another has a lower lane
/// than the outer one. Lane 255 is the last: all further spans share it.
pub fn lanes(spans: &[Range<u32>]) -> Vec<u8> {
    let mut lanes = vec![0; spans.len()];
    for cluster in clusters(spans) {
        let innermost_first = sorted_by_key(&cluster, |&position| Reverse(outermost_first(spans, position)));
        for (done, &position) in innermost_first.iter().enumerate() {
            let span = &spans[position as usize];
            let mut taken = [false; 256];
            let mut above = 0;
            for &other in &innermost_first[..done] {
                let inner = &spans[other as usize];
                if inner.start < span.end && span.start < inner.end {
                    let lane: u8 = lanes[other as usize];
                    taken[usize::from(lane)] = true;
                    if span.start <= inner.start && inner.end <= span.end {
                        above = above.max(usize::from(lane) + 1);
                    }
                }
            }
            let free = (above..256).find(|&lane| !taken[lane]);
            lanes[position as usize] = free.unwrap_or(255) as u8;
        }
    }
    lanes
}

/// Groups of spans that are connected by overlaps. Empty spans are in no group.
fn clusters(spans: &[Range<u32>]) -> Vec<Vec<u32>> {
    let positions: Vec<u32> = (0..spans.len() as u32).collect();
    let positions = sorted_by_key(&positions, |&position| spans[position as usize].start);
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let mut cluster_end = 0;
    for position in positions {
        let span = &spans[position as usize];
        if span.is_empty() {
            continue;
        }
        match clusters.last_mut() {
            Some(cluster) if span.start < cluster_end => cluster.push(position),
            _ => clusters.push(vec![position]),
        }
        cluster_end = cluster_end.max(span.end);
    }
    clusters
}

/// The mentions, evidence and styles that cover a run, as positions in the block's lists, outermost first.
pub struct Covers {
    /// Mentions.
    pub mentions: Vec<usize>,
    /// Evidence, in the order of the list.
    pub evidence: Vec<usize>,
    /// Styles.
    pub styles: Vec<usize>,
}

impl Covers {
    /// Sorts the spans over a run into three groups. The list given to [`runs`] had so many mentions first, then so many
    /// pieces of evidence, then styles.
    pub fn of(run: &Run, mentions: usize, evidence: usize) -> Self {
        let mut covers = Self { mentions: Vec::new(), evidence: Vec::new(), styles: Vec::new() };
        for position in run.covers.iter().map(|&position| position as usize) {
            if position < mentions {
                covers.mentions.push(position);
            } else if position < mentions + evidence {
                // Sorted, so that two runs with the same evidence have equal lists.
                let slot = covers.evidence.partition_point(|&other| other < position - mentions);
                covers.evidence.insert(slot, position - mentions);
            } else {
                covers.styles.push(position - mentions - evidence);
            }
        }
        covers
    }
}
