//! The ids of one list: each unique in the end, and where each stands.
//!
//! An item whose id is empty or taken is kept under a new id, because dropping a block or an event would lose text;
//! what names the id means the first that has it.

use crate::file::Path;
use serde_json::{Map, Value};

use super::problem::{ProblemKind, Problems};

/// Where each id of a list stands, and the id under which each item is kept.
pub(super) struct Ids {
    /// A tree of JSON values, because the page has that already: a table of numbers would cost it five kilobytes.
    places: Map<String, Value>,
    /// By the item's place.
    renamed: Vec<Option<String>>,
}

impl Ids {
    /// Takes the ids of the list `name` in order, and tells of those that are empty or not unique.
    pub(super) fn of<'a>(
        name: &'static str,
        ids: impl Iterator<Item = &'a str> + Clone,
        problems: &mut Problems,
    ) -> Self {
        // For each id that is written, the last number given behind it: a thousand twins do not each count from the start.
        let mut numbers = Map::new();
        for id in ids.clone() {
            numbers.insert(id.to_owned(), Value::from(1));
        }
        let list = Path::Top.field(name);
        let mut found = Self { places: Map::new(), renamed: vec![None; ids.clone().count()] };
        for (place, id) in ids.enumerate() {
            if !id.is_empty() && !found.places.contains_key(id) {
                found.places.insert(id.to_owned(), Value::from(place));
                continue;
            }
            let mut number = numbers.get(id).and_then(Value::as_u64).unwrap_or(1);
            let now = loop {
                number += 1;
                let new = if id.is_empty() { format!("#{}", number - 1) } else { format!("{id} ({number})") };
                if !numbers.contains_key(&new) && !found.places.contains_key(&new) {
                    break new;
                }
            };
            numbers.insert(id.to_owned(), Value::from(number));
            let trouble = match id {
                "" => ProblemKind::EmptyId { now: now.clone() },
                _ => ProblemKind::DuplicateId { id: id.to_owned(), now: now.clone() },
            };
            problems.add(&list.item(place).field("id"), trouble);
            found.places.insert(now.clone(), Value::from(place));
            found.renamed[place] = Some(now);
        }
        found
    }

    /// Where the item that has this id in the file stands.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        let place = self.places.get(id)?.as_u64()? as usize;
        // A name that we gave is not one that the file can mean.
        self.renamed[place].is_none().then_some(place)
    }

    /// The id under which an item is kept.
    pub(super) fn id_of(&self, place: usize, written: String) -> String {
        self.renamed[place].clone().unwrap_or(written)
    }
}
