//! Putting a list in order by numbers.
//!
//! The standard sort is compiled anew for every type that it sorts, at three kilobytes each; the page sorts in a dozen
//! places. Here all of them share one.
//!
//! ```
//! use whowhen_core::article::in_order;
//!
//! let years = [2014, 2012, 2013, 2012];
//! assert_eq!(in_order(4, |place| [years[place], 0, 0]), [1, 3, 2, 0]);
//! ```

/// The places of a list of `number` items in the order of their keys; items with the same key keep their order.
pub fn in_order(number: usize, key: impl Fn(usize) -> [i64; 3]) -> Vec<u32> {
    let keys: Vec<([i64; 3], u32)> = (0..number).map(|place| (key(place), place as u32)).collect();
    sorted(keys)
}

fn sorted(mut keys: Vec<([i64; 3], u32)>) -> Vec<u32> {
    keys.sort_unstable();
    keys.into_iter().map(|(_, place)| place).collect()
}
