//! Packs ranges into lanes, so that no two of a lane overlap.
//!
//! ```
//! use whowhen_core::timeline::lanes::pack;
//!
//! assert_eq!(pack(&[(0.0, 5.0), (3.0, 8.0), (6.0, 9.0)], 1.0), (vec![0, 1, 0], 2));
//! ```

/// The lane of each range, from 0, and how many lanes there are. Each range gets the first lane in which it begins at least
/// `space` after the one before. The ranges must be in the order of their starts.
pub fn pack(ranges: &[(f64, f64)], space: f64) -> (Vec<usize>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let mut lane_of = |&(from, to): &(f64, f64)| match ends.iter().position(|end| *end + space <= from) {
        Some(lane) => {
            ends[lane] = to;
            lane
        }
        None => {
            ends.push(to);
            ends.len() - 1
        }
    };
    let lanes: Vec<usize> = ranges.iter().map(&mut lane_of).collect();
    (lanes, ends.len())
}
