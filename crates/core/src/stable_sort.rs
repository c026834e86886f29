//! Sorting by a key, with one copy of the standard library's sort for all kinds of items.
//!
//! The standard library compiles its sort once for each type of item: three to five kilobytes each in the page's module,
//! which nine kinds of items made a tenth of all that a reader downloads for the core. Here positions are sorted, which are
//! always numbers. The sort is stable: items with equal keys stay in their order.
//!
//! ```
//! # use whowhen_core::stable_sort::sorted_by_key;
//! assert_eq!(sorted_by_key(&["three", "one", "four"], |word| word.len()), ["one", "four", "three"]);
//! ```

use std::cmp::Ordering;

/// The items in the order of their keys. Each key is computed once.
pub fn sorted_by_key<T: Clone, K: Ord>(items: &[T], key: impl FnMut(&T) -> K) -> Vec<T> {
    let keys: Vec<K> = items.iter().map(key).collect();
    order(keys.len(), &mut |one, other| keys[one].cmp(&keys[other]))
        .into_iter()
        .map(|position| items[position].clone())
        .collect()
}

/// The items in the order of a number of each, which may have fractions. `NaN` comes last.
pub fn sorted_by_number<T: Clone>(items: &[T], number: impl FnMut(&T) -> f64) -> Vec<T> {
    let numbers: Vec<f64> = items.iter().map(number).collect();
    let order = order(numbers.len(), &mut |one, other| numbers[one].total_cmp(&numbers[other]));
    order.into_iter().map(|position| items[position].clone()).collect()
}

/// The positions from 0 to a number, in the order that a comparison gives them.
pub(crate) fn order(number: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..number).collect();
    positions.sort_by(|one, other| compare(*one, *other));
    positions
}
