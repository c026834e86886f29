//! State that is drawn again as a whole whenever it changes: for small parts of the page that change seldom.
//!
//! One signal says that something has changed. A signal for each field would cost two kilobytes each in the module.
//!
//! ```ignore
//! let files = Redrawn::new(Vec::new());
//! let list = files.children_of(El::new("ul"), |files| files.iter().map(item).collect());
//! files.update(|files| files.push(file)); // drawn again
//! ```

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::components::dom::El;

/// A handle to the state. Clones share it.
pub struct Redrawn<T> {
    state: Rc<RefCell<T>>,
    changes: RwSignal<u32, LocalStorage>,
}

impl<T> Clone for Redrawn<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), changes: self.changes }
    }
}

impl<T: 'static> Redrawn<T> {
    /// The state at first.
    pub fn new(state: T) -> Self {
        Self { state: Rc::new(RefCell::new(state)), changes: RwSignal::new_local(0) }
    }

    /// Reads the state. Tracks nothing.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.state.borrow())
    }

    /// Changes the state, and draws it again. Does nothing if the part of the page is gone.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.state.borrow_mut());
        let _ = self.changes.try_update(|changes| *changes += 1);
    }

    /// Appends children that show the state to an element.
    pub fn children_of(&self, parent: El, draw: impl Fn(&T) -> Vec<El> + 'static) -> El {
        let (changes, state) = (self.changes, self.state.clone());
        parent.reactive_children(move || changes.get(), move |_| draw(&state.borrow()))
    }
}
