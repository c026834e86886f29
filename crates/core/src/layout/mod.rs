//! Overlapping spans of one block, laid flat.
//!
//! Spans nest and overlap in any number; a page has one run of text after another. [`runs`] cuts the text at every
//! beginning and end and says what covers each piece; [`lanes`] gives spans that touch the same letters different
//! lanes, so that each can have an underline of its own.
//!
//! ```
//! use whowhen_core::layout::{lanes, runs};
//!
//! // "Mali’s army": the state lies in its army
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

/// A piece of text that the same spans cover from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the block's text.
    pub bytes: Range<u32>,
    /// The places of the spans that cover it, outermost first: a longer span lies outside a shorter one; of two as
    /// long, the one that begins earlier, then the one that comes earlier in the list.
    pub covers: Vec<u32>,
}

/// The order of spans from the outermost in.
fn outermost_first(spans: &[Range<u32>], place: u32) -> (Reverse<u32>, u32, u32) {
    let span = &spans[place as usize];
    (Reverse(span.end - span.start), span.start, place)
}

/// Cuts a text of `length` bytes at the beginnings and ends of `spans`.
///
/// The runs join to the whole text, none is empty, and neighbours are covered by different spans. What of a span lies
/// past the end is not there; an empty or reversed span covers nothing.
pub fn runs(length: u32, spans: &[Range<u32>]) -> Vec<Run> {
    let clipped: Vec<Range<u32>> = spans.iter().map(|span| span.start..span.end.min(length)).collect();
    let mut cuts: Vec<(u32, bool, u32)> = Vec::with_capacity(spans.len() * 2);
    for (place, span) in clipped.iter().enumerate().filter(|(_, span)| span.start < span.end) {
        cuts.push((span.start, true, place as u32));
        cuts.push((span.end, false, place as u32));
    }
    // What ends at a place ends before anything begins there.
    cuts.sort_unstable();

    let mut runs = Vec::with_capacity(cuts.len() + 1);
    let mut open: Vec<u32> = Vec::new();
    let mut from = 0;
    for (at, opens, place) in cuts {
        if at > from {
            runs.push(Run { bytes: from..at, covers: open.clone() });
            from = at;
        }
        let key = |other: &u32| outermost_first(&clipped, *other);
        match (opens, open.binary_search_by_key(&key(&place), key)) {
            (true, Err(slot)) => open.insert(slot, place),
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

/// A lane for each span, such that spans that share a letter have different lanes, and of two of them the inner one has
/// the lower lane where it lies wholly inside the other. Lanes begin at 0; after 255 all share the last.
pub fn lanes(spans: &[Range<u32>]) -> Vec<u8> {
    let mut lanes = vec![0; spans.len()];
    for cluster in clusters(spans) {
        let mut innermost_first = cluster;
        innermost_first.sort_unstable_by_key(|&place| Reverse(outermost_first(spans, place)));
        for (done, &place) in innermost_first.iter().enumerate() {
            let span = &spans[place as usize];
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
            lanes[place as usize] = free.unwrap_or(255) as u8;
        }
    }
    lanes
}

/// Spans that hang together by overlapping, each group by itself. Empty spans belong to none.
fn clusters(spans: &[Range<u32>]) -> Vec<Vec<u32>> {
    let mut places: Vec<u32> = (0..spans.len() as u32).collect();
    places.sort_unstable_by_key(|&place| (spans[place as usize].start, place));
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let mut reach = 0;
    for place in places {
        let span = &spans[place as usize];
        if span.is_empty() {
            continue;
        }
        match clusters.last_mut() {
            Some(cluster) if span.start < reach => cluster.push(place),
            _ => clusters.push(vec![place]),
        }
        reach = reach.max(span.end);
    }
    clusters
}

/// What covers a run, by sort; places in the lists of the block, outermost first.
pub struct Covers {
    /// Mentions.
    pub mentions: Vec<usize>,
    /// Evidence, in the order of its list.
    pub evidence: Vec<usize>,
    /// Styles.
    pub styles: Vec<usize>,
}

impl Covers {
    /// Of the covers of a run that was made of so many mentions, then so much evidence, then styles.
    pub fn of(run: &Run, mentions: usize, evidence: usize) -> Self {
        let mut covers = Self { mentions: Vec::new(), evidence: Vec::new(), styles: Vec::new() };
        for place in run.covers.iter().map(|&place| place as usize) {
            if place < mentions {
                covers.mentions.push(place);
            } else if place < mentions + evidence {
                // In the order of the list, so that the same evidence is the same whatever lies around it.
                let slot = covers.evidence.partition_point(|&other| other < place - mentions);
                covers.evidence.insert(slot, place - mentions);
            } else {
                covers.styles.push(place - mentions - evidence);
            }
        }
        covers
    }
}
