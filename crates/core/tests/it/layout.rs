//! Flattening overlapping spans: the runs make up the whole text, and each lists exactly the spans that contain it, outermost
//! first. Overlapping spans get different lanes for their underlines, the inner one nearer to the text.

use std::ops::Range;

use crate::common::properties;
use proptest::prelude::*;
use whowhen_core::layout::{lanes, runs};

/// Checks the runs, as `START-END` with the positions of the covering spans in brackets, outermost first, and the lanes.
#[track_caller]
fn check(length: u32, spans: &[Range<u32>], pieces: &str, expected_lanes: &[u8]) {
    let shown: Vec<String> = runs(length, spans)
        .iter()
        .map(|run| {
            let covers: Vec<String> = run.covers.iter().map(u32::to_string).collect();
            format!("{}-{}[{}]", run.bytes.start, run.bytes.end, covers.join(" "))
        })
        .collect();
    assert_eq!(shown.join(" "), pieces);
    assert_eq!(lanes(spans), expected_lanes);
}

#[test]
#[allow(clippy::single_range_in_vec_init, reason = "a list of one span")]
fn every_arrangement_of_spans() {
    // No spans
    check(9, &[], "0-9[]", &[]);
    check(0, &[], "", &[]);
    // One span: in the middle, at the start, at the end, the whole text
    check(9, &[3..6], "0-3[] 3-6[0] 6-9[]", &[0]);
    check(9, &[0..6], "0-6[0] 6-9[]", &[0]);
    check(9, &[3..9], "0-3[] 3-9[0]", &[0]);
    check(9, &[0..9], "0-9[0]", &[0]);
    // Separate, in either order of the file
    check(9, &[1..3, 5..7], "0-1[] 1-3[0] 3-5[] 5-7[1] 7-9[]", &[0, 0]);
    check(9, &[5..7, 1..3], "0-1[] 1-3[1] 3-5[] 5-7[0] 7-9[]", &[0, 0]);
    // Adjacent: they do not overlap, so they share a lane
    check(6, &[0..3, 3..6], "0-3[0] 3-6[1]", &[0, 0]);
    // Nested: in the middle, at the start ("Mali" in "Mali's army"), at the end ("President" + "Hollande")
    check(9, &[0..9, 3..6], "0-3[0] 3-6[0 1] 6-9[0]", &[1, 0]);
    check(9, &[0..4, 0..9], "0-4[1 0] 4-9[1]", &[0, 1]);
    check(9, &[0..9, 5..9], "0-5[0] 5-9[0 1]", &[1, 0]);
    // Three levels, and two side by side inside a third
    check(9, &[0..9, 1..8, 3..5], "0-1[0] 1-3[0 1] 3-5[0 1 2] 5-8[0 1] 8-9[0]", &[2, 1, 0]);
    check(9, &[0..9, 1..3, 5..8], "0-1[0] 1-3[0 1] 3-5[0] 5-8[0 2] 8-9[0]", &[1, 0, 0]);
    // Adjacent inside another: they overlap with it, but not with each other
    check(9, &[0..9, 0..3, 3..6], "0-3[0 1] 3-6[0 2] 6-9[0]", &[1, 0, 0]);
    // Overlapping without nesting: the longer is outside; of two with the same length, the one that begins earlier
    check(9, &[0..5, 3..9], "0-3[0] 3-5[1 0] 5-9[1]", &[0, 1]);
    check(9, &[1..5, 3..7], "0-1[] 1-3[0] 3-5[0 1] 5-7[1] 7-9[]", &[1, 0]);
    // A chain: the two ends do not overlap, and may share a lane
    check(9, &[0..4, 3..7, 6..9], "0-3[0] 3-4[0 1] 4-6[1] 6-7[1 2] 7-9[2]", &[0, 1, 0]);
    // Identical: in the order of the file
    check(9, &[2..5, 2..5], "0-2[] 2-5[0 1] 5-9[]", &[1, 0]);
    check(9, &[2..5, 2..5, 2..5], "0-2[] 2-5[0 1 2] 5-9[]", &[2, 1, 0]);
    // Empty and reversed: they cover nothing
    check(9, &[4..4], "0-9[]", &[0]);
    #[allow(clippy::reversed_empty_ranges, reason = "that is the case")]
    check(9, &[6..2, 1..3], "0-1[] 1-3[1] 3-9[]", &[0, 0]);
    // Past the end of the text: cut off or ignored
    check(5, &[3..9], "0-3[] 3-5[0]", &[0]);
    check(5, &[7..9], "0-5[]", &[0]);
    check(5, &[5..9, 0..5], "0-5[1]", &[0, 0]);
    check(0, &[0..3], "", &[0]);
}

#[test]
fn lanes_have_a_maximum() {
    let nested: Vec<Range<u32>> = (0..300).map(|depth| depth..600 - depth).collect();
    let lanes = lanes(&nested);
    assert_eq!(lanes[299], 0, "the innermost is nearest the text");
    assert_eq!(lanes[45], 254);
    assert!(lanes[..45].iter().all(|&lane| lane == 255), "after that all share the last");
    assert_eq!(runs(600, &nested).len(), 599);
}

fn any_spans() -> impl Strategy<Value = (u32, Vec<Range<u32>>)> {
    let span = (0..30u32, 0..30u32).prop_map(|(start, end)| start..end);
    (0..30u32, prop::collection::vec(span, 0..14))
}

fn shares_a_letter(one: &Range<u32>, other: &Range<u32>) -> bool {
    one.start.max(other.start) < one.end.min(other.end)
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn runs_make_up_the_text_and_list_the_spans_that_contain_them((length, spans) in any_spans()) {
        let runs = runs(length, &spans);
        let mut at = 0;
        for run in &runs {
            prop_assert_eq!(run.bytes.start, at);
            prop_assert!(run.bytes.start < run.bytes.end);
            at = run.bytes.end;
            for letter in run.bytes.clone() {
                let containing: Vec<u32> = (0..spans.len() as u32).filter(|&n| spans[n as usize].contains(&letter)).collect();
                let mut covers = run.covers.clone();
                covers.sort_unstable();
                prop_assert_eq!(covers, containing, "at {}", letter);
            }
        }
        prop_assert_eq!(at, length);
        prop_assert!(runs.windows(2).all(|pair| pair[0].covers != pair[1].covers), "neighbours differ");
    }

    #[test]
    fn covers_are_outermost_first((length, spans) in any_spans()) {
        let clipped = |place: u32| spans[place as usize].start..spans[place as usize].end.min(length);
        for run in runs(length, &spans) {
            for pair in run.covers.windows(2) {
                let (outer, inner) = (clipped(pair[0]), clipped(pair[1]));
                prop_assert!(outer.len() >= inner.len(), "{:?} lies outside {:?}", outer, inner);
                let ties = (outer.start, pair[0]) < (inner.start, pair[1]);
                prop_assert!(outer.len() > inner.len() || ties);
            }
        }
    }

    #[test]
    fn overlapping_spans_have_different_lanes((_, spans) in any_spans()) {
        let lanes = lanes(&spans);
        prop_assert_eq!(lanes.len(), spans.len());
        for (one, first) in spans.iter().enumerate() {
            for (other, second) in spans.iter().enumerate().filter(|&(other, span)| other != one && shares_a_letter(first, span)) {
                prop_assert_ne!(lanes[one], lanes[other], "{:?} and {:?}", first, second);
                let inside = second.start <= first.start && first.end <= second.end && first != second;
                prop_assert!(!inside || lanes[one] < lanes[other], "{:?} in {:?}", first, second);
            }
        }
    }

    #[test]
    fn a_span_without_overlaps_has_the_first_lane((_, spans) in any_spans()) {
        let lanes = lanes(&spans);
        for (one, span) in spans.iter().enumerate() {
            if !spans.iter().enumerate().any(|(other, second)| other != one && shares_a_letter(span, second)) {
                prop_assert_eq!(lanes[one], 0);
            }
        }
    }
}
