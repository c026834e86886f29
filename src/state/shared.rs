//! A shared value that is compared by identity.
//!
//! Signals and memos compare what they hold to find out whether it changed. Comparing two articles would take as long as
//! reading them; an article never changes once it is loaded, so it is enough to ask whether it is the same one.
//!
//! ```ignore
//! let story = Shared::new(story);
//! assert!(story.clone() == story);
//! ```

use std::rc::Rc;

/// A thing that is the same as itself and no other, however alike: to be compared at no cost.
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// One more thing.
    pub fn new(thing: T) -> Self {
        Self(Rc::new(thing))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
