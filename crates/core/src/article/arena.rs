//! The lists of an article, and opaque indexes into them.
//!
//! Only an [`Arena`] and [`crate::check`], which fills the arenas, make an [`Idx`]. So every index refers to an existing
//! item: looking it up in its own article cannot fail. [`Arena::nth`] turns a number from outside (an attribute of the
//! page, an address) into an index, or returns `None` if there is no such item.
//!
//! ```
//! let bytes = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                  "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}], "actors": [{"id": "mali"}]}"#;
//! let (article, _) = whowhen_core::open(bytes).unwrap();
//! let mali = article.actors.nth(0).unwrap();
//! assert_eq!(article[mali].id, "mali");
//! assert_eq!(mali.position(), 0);
//! assert!(article.actors.nth(1).is_none());
//! ```

use crate::stable_sort;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// The index of an item in its [`Arena`].
pub struct Idx<T> {
    raw: u32,
    item: PhantomData<fn() -> T>,
}

impl<T> Idx<T> {
    // Lists come from a file of at most `file::SIZE_LIMIT` bytes, so their positions fit.
    pub(crate) fn new(position: usize) -> Self {
        Self { raw: u32::try_from(position).unwrap_or(u32::MAX), item: PhantomData }
    }

    /// The item's position in its list, from 0. Used for lookup tables and for attributes of the page.
    pub fn position(self) -> usize {
        self.raw as usize
    }
}

// Written by hand, because a derive would require the same traits of `T`, which an index does not contain.
impl<T> Clone for Idx<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Idx<T> {}

impl<T> PartialEq for Idx<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Eq for Idx<T> {}

impl<T> PartialOrd for Idx<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Idx<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}

impl<T> Hash for Idx<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

impl<T> fmt::Debug for Idx<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "{}#{}", name.rsplit("::").next().unwrap_or(name), self.raw)
    }
}

/// A list of an article. Its items never change and are looked up by [`Idx`].
#[derive(Clone, Debug, PartialEq)]
pub struct Arena<T> {
    items: Vec<T>,
}

impl<T> Arena<T> {
    pub(crate) fn new(items: Vec<T>) -> Self {
        Self { items }
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The indexes of the items, in the order of the file.
    pub fn indexes(&self) -> impl DoubleEndedIterator<Item = Idx<T>> + ExactSizeIterator + use<T> {
        (0..self.items.len()).map(Idx::new)
    }

    /// The items with their indexes, in the order of the file.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Idx<T>, &T)> + ExactSizeIterator {
        self.indexes().zip(&self.items)
    }

    /// The index of the item at a position, from 0; `None` past the end.
    pub fn nth(&self, position: usize) -> Option<Idx<T>> {
        (position < self.items.len()).then(|| Idx::new(position))
    }

    /// The items as a slice, in the order of the file.
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// The index of the item with this key. The list must be sorted by the key.
    pub fn search_by_key<K: Ord>(&self, key: &K, key_of: impl FnMut(&T) -> K) -> Option<Idx<T>> {
        self.items.binary_search_by_key(key, key_of).ok().map(Idx::new)
    }

    /// The indexes of the items sorted by a key. Items with equal keys stay in the order of the file.
    pub fn sorted_by_key<K: Ord>(&self, key: impl FnMut(Idx<T>) -> K) -> Vec<Idx<T>> {
        // Computed once per item, because a key may be expensive to compute.
        let keys: Vec<K> = self.indexes().map(key).collect();
        let order = stable_sort::order(keys.len(), &mut |one, other| keys[one].cmp(&keys[other]));
        order.into_iter().map(Idx::new).collect()
    }

    /// The index of the first item for which the predicate is true.
    pub fn find(&self, predicate: impl FnMut(&T) -> bool) -> Option<Idx<T>> {
        self.items.iter().position(predicate).map(Idx::new)
    }
}

impl<T> Index<Idx<T>> for Arena<T> {
    type Output = T;

    fn index(&self, at: Idx<T>) -> &T {
        &self.items[at.position()]
    }
}

impl<'a, T> IntoIterator for &'a Arena<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
