//! Counts what is begun anew, so that what was begun before learns that it is no longer wanted.
//!
//! ```ignore
//! let turn = turns.next();
//! spawn(async move { if work().await.is_some() && turns.is_newest(turn) { show() } });
//! ```

use super::value::Kept;

/// What was begun so far, counted; it ends with its owner.
#[derive(Clone, Copy)]
pub struct Turns(Kept<u32>);

/// One that was begun; `None` where the owner had ended by then.
pub type Turn = Option<u32>;

impl Turns {
    /// Nothing was begun yet.
    pub fn new() -> Self {
        Self(Kept::new(0))
    }

    /// Begins anew.
    pub fn next(self) -> Turn {
        self.0.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
    }

    /// Whether nothing was begun since, and the owner lasts.
    pub fn is_newest(self, turn: Turn) -> bool {
        turn.is_some() && self.0.try_get_value() == turn
    }
}
