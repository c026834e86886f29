//! Makes the ids of a list unique and maps them to positions.
//!
//! An item whose id is empty or already used gets a new id, because dropping a block or an event would lose text. A
//! reference to a duplicate id means the first item that has it.

use std::collections::HashMap;
use std::marker::PhantomData;

use super::problem::{ProblemKind, Problems};
use crate::article::Idx;
use crate::file::Path;
use crate::pauses::Pauses;

/// The position of each id in a list of `T`, and the final id of each item.
pub(super) struct Ids<T> {
    positions: HashMap<String, usize>,
    /// The new id of each item that needed one, by position.
    renamed: Vec<Option<String>>,
    item: PhantomData<fn() -> T>,
}

impl<T> Ids<T> {
    /// Reads the ids of the list `name` in order, and reports those that are empty or not unique.
    pub(super) async fn of<'a>(
        name: &'static str,
        ids: Vec<&'a str>,
        problems: &mut Problems,
        pauses: &mut Pauses<'_>,
    ) -> Self {
        // The last number given to each id, so that many duplicates take linear time. The keys are all ids of the list, so
        // that a new id never equals an id further down.
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        pauses.for_each(ids.iter().copied(), |id| _ = numbers.insert(id, 1)).await;
        let list = Path::Top.field(name);
        let mut found = Self { positions: HashMap::new(), renamed: Vec::new(), item: PhantomData };
        let add = |(position, id): (usize, &'a str)| {
            if !id.is_empty() && !found.positions.contains_key(id) {
                found.positions.insert(id.to_owned(), position);
                found.renamed.push(None);
                return;
            }
            let mut number = numbers.get(id).copied().unwrap_or(1);
            let new_id = loop {
                number += 1;
                let candidate = if id.is_empty() { format!("#{}", number - 1) } else { format!("{id} ({number})") };
                if !numbers.contains_key(candidate.as_str()) && !found.positions.contains_key(&candidate) {
                    break candidate;
                }
            };
            numbers.insert(id, number);
            let kind = match id {
                "" => ProblemKind::EmptyId { new_id: new_id.clone() },
                _ => ProblemKind::DuplicateId { id: id.to_owned(), new_id: new_id.clone() },
            };
            problems.add(&list.item(position).field("id"), kind);
            found.positions.insert(new_id.clone(), position);
            found.renamed.push(Some(new_id));
        };
        pauses.for_each(ids.iter().copied().enumerate(), add).await;
        found
    }

    /// The item with this id in the file.
    pub(super) fn find(&self, id: &str) -> Option<Idx<T>> {
        let position = *self.positions.get(id)?;
        // A reference means the first item with the id; an id that was made here cannot be referred to.
        self.renamed[position].is_none().then(|| Idx::new(position))
    }

    /// The final id of the item at a position.
    pub(super) fn id_of(&self, position: usize, written: String) -> String {
        self.renamed[position].clone().unwrap_or(written)
    }
}
