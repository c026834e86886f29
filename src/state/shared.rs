//! A shared value that is compared by identity.
//!
//! Signals and memos compare values to detect changes. Comparing two articles would take as long as reading them. An
//! article never changes once it is loaded, so it is enough to check whether it is the same object.
//!
//! ```ignore
//! let story = Shared::new(story);
//! assert!(story.clone() == story);
//! ```

use std::rc::Rc;

/// A reference-counted value. It equals only its clones, however similar others are, so a comparison costs nothing.
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Wraps a value. The result equals only its clones.
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
