//! A generation counter: asynchronous work asks it whether newer work has started meanwhile.
//!
//! Invariant: at most one generation is current, the newest one.
//!
//! ```ignore
//! let generation = loads.next();
//! spawn(async move {
//!     let result = load().await;
//!     if loads.is_current(generation) {
//!         show(result);
//!     }
//! });
//! ```
use leptos::prelude::*;

/// A generation counter. It ends with the reactive owner in which it was created.
#[derive(Clone, Copy)]
pub struct Generation(StoredValue<u32, LocalStorage>);

/// The number of a generation; `None` if the owner of the counter had already ended.
pub type GenerationId = Option<u32>;

impl Generation {
    /// Creates a counter at 0.
    pub fn new() -> Self {
        Self(StoredValue::new_local(0))
    }

    /// Starts a new generation. All earlier ones are no longer current.
    pub fn next(self) -> GenerationId {
        self.0.try_update_value(|generation| {
            *generation += 1;
            *generation
        })
    }

    /// Returns whether a generation is the newest one and the owner of the counter still exists.
    pub fn is_current(self, generation: GenerationId) -> bool {
        generation.is_some() && self.0.try_get_value() == generation
    }
}
