//! Counts what is begun anew, so that what was begun before learns that it is no longer wanted.
//!
//! ```ignore
//! let turn = turns.next();
//! spawn(async move { if work().await.is_some() && turns.is_newest(turn) { show() } });
//! ```
use leptos::prelude::*;

/// What was begun so far, counted; it ends with its owner.
#[derive(Clone, Copy)]
pub struct Generation(StoredValue<u32, LocalStorage>);

/// One that was begun; `None` where the owner had ended by then.
pub type GenerationId = Option<u32>;

impl Generation {
    /// Nothing was begun yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(0))
    }

    /// Begins anew.
    pub fn next(self) -> GenerationId {
        self.0.try_update_value(|generation| {
            *generation += 1;
            *generation
        })
    }

    /// Whether nothing was begun since, and the owner lasts.
    pub fn is_current(self, generation: GenerationId) -> bool {
        generation.is_some() && self.0.try_get_value() == generation
    }
}
