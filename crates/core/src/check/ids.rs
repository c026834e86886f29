//! The ids of one list: each unique in the end, and where each stands.
//!
//! An item whose id is empty or used twice is kept under a new id, because dropping a block or an event would lose text;
//! a reference to the id means the first item that has it.

use std::collections::HashMap;
use std::marker::PhantomData;

use super::problem::{ProblemKind, Problems};
use crate::article::Idx;
use crate::file::Path;

/// Where each id of a list of `T` stands, and the id under which each item is kept.
pub(super) struct Ids<T> {
    positions: HashMap<String, usize>,
    /// By the item's position.
    renamed: Vec<Option<String>>,
    item: PhantomData<fn() -> T>,
}

impl<T> Ids<T> {
    /// Takes the ids of the list `name` in order, and reports those that are empty or not unique.
    pub(super) fn of<'a>(
        name: &'static str,
        ids: impl Iterator<Item = &'a str> + Clone,
        problems: &mut Problems,
    ) -> Self {
        // The last number given to an id that is used again: a thousand items of the same id do not each count from the
        // start. All ids are in it, so that a new one is never one that the file has further on.
        let mut numbers: HashMap<&str, usize> = ids.clone().map(|id| (id, 1)).collect();
        let list = Path::Top.field(name);
        let mut found = Self { positions: HashMap::new(), renamed: Vec::new(), item: PhantomData };
        for (position, id) in ids.enumerate() {
            if !id.is_empty() && !found.positions.contains_key(id) {
                found.positions.insert(id.to_owned(), position);
                found.renamed.push(None);
                continue;
            }
            let mut number = numbers.get(id).copied().unwrap_or(1);
            let now = loop {
                number += 1;
                let new = if id.is_empty() { format!("#{}", number - 1) } else { format!("{id} ({number})") };
                if !numbers.contains_key(new.as_str()) && !found.positions.contains_key(&new) {
                    break new;
                }
            };
            numbers.insert(id, number);
            let kind = match id {
                "" => ProblemKind::EmptyId { now: now.clone() },
                _ => ProblemKind::DuplicateId { id: id.to_owned(), now: now.clone() },
            };
            problems.add(&list.item(position).field("id"), kind);
            found.positions.insert(now.clone(), position);
            found.renamed.push(Some(now));
        }
        found
    }

    /// The item that has this id in the file.
    pub(super) fn find(&self, id: &str) -> Option<Idx<T>> {
        let position = *self.positions.get(id)?;
        // A name that we gave is not one that the file can mean.
        self.renamed[position].is_none().then(|| Idx::new(position))
    }

    /// The id under which the item at a position is kept.
    pub(super) fn id_of(&self, position: usize, written: String) -> String {
        self.renamed[position].clone().unwrap_or(written)
    }
}
