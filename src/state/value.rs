//! Values behind handles that are copied freely: [`Kept`], and [`Watched`], which effects follow.
//!
//! They are to us what Leptos' `StoredValue` and `RwSignal` are, on its own arena, owners and triggers, with the same
//! names for the same deeds. What differs is weight: the type of a value stands only in the last step, so that the
//! machinery is in the module once and not once for each type of value. A value lives until its owner ends: what is
//! asked of it later answers `None` or does nothing, save for the reading that promises an answer.
//!
//! ```ignore
//! let held = Watched::new(None::<EventIdx>);
//! follow(move || show(held.get()));
//! held.set(Some(event));
//! ```

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, LocalStorage, Notify, Track};
use leptos::reactive::owner::ArenaItem;

/// What is stored: a value of any type, and whom to tell of its change.
struct Cell {
    changed: ArcTrigger,
    value: RefCell<Box<dyn Any>>,
}

type Handle = ArenaItem<Rc<Cell>, LocalStorage>;

#[inline(never)]
fn store(value: Box<dyn Any>) -> Handle {
    ArenaItem::new_with_storage(Rc::new(Cell { changed: ArcTrigger::new(), value: RefCell::new(value) }))
}

#[inline(never)]
fn find(handle: Handle) -> Option<Rc<Cell>> {
    handle.try_get_value()
}

/// A handle is only made with a value of its type, so the type fits.
fn read<T: 'static, R>(handle: Handle, read: impl FnOnce(&T) -> R) -> Option<R> {
    let cell = find(handle)?;
    let value = cell.value.borrow();
    value.downcast_ref().map(read)
}

fn write<T: 'static, R>(handle: Handle, write: impl FnOnce(&mut T) -> R) -> Option<R> {
    let cell = find(handle)?;
    let mut value = cell.value.borrow_mut();
    value.downcast_mut().map(write)
}

/// Puts another value in the place of one, of the same type. What was there is dropped when nothing is borrowed any more:
/// its `drop` may ask for it.
#[inline(never)]
fn put(handle: Handle, value: Box<dyn Any>) {
    if let Some(cell) = find(handle) {
        drop(cell.value.replace(value));
    }
}

#[inline(never)]
fn track(handle: Handle) {
    if let Some(cell) = find(handle) {
        cell.changed.track();
    }
}

#[inline(never)]
fn notify(handle: Handle) {
    if let Some(cell) = find(handle) {
        cell.changed.notify();
    }
}

#[cold]
fn gone() -> ! {
    wasm_bindgen::throw_str("a value was read after what it belongs to had ended")
}

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

/// Keeps a thing until the owner ends, for the sake of its `drop`.
pub fn keep_alive(thing: Box<dyn Any>) {
    store(thing);
}

/// A value that nobody follows.
pub struct Kept<T>(Handle, PhantomData<fn() -> T>);

impl<T> Copy for Kept<T> {}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Kept<T> {
    /// Keeps a value in the current owner.
    pub fn new(value: T) -> Self {
        Self(store(Box::new(value)), PhantomData)
    }

    /// Reads it; `None` once its owner has ended.
    pub fn try_with_value<R>(self, then: impl FnOnce(&T) -> R) -> Option<R> {
        read(self.0, then)
    }

    /// Changes it; `None` once its owner has ended.
    pub fn try_update_value<R>(self, then: impl FnOnce(&mut T) -> R) -> Option<R> {
        write(self.0, then)
    }

    /// Reads it, while its owner lasts.
    pub fn with_value<R>(self, then: impl FnOnce(&T) -> R) -> R {
        read(self.0, then).unwrap_or_else(|| gone())
    }

    /// Changes it, while its owner lasts.
    pub fn update_value(self, then: impl FnOnce(&mut T)) {
        write(self.0, then);
    }

    /// Puts another in its place, while its owner lasts.
    pub fn set_value(self, value: T) {
        put(self.0, Box::new(value));
    }
}

impl<T: Clone + 'static> Kept<T> {
    /// A copy of it; `None` once its owner has ended.
    pub fn try_get_value(self) -> Option<T> {
        read(self.0, T::clone)
    }

    /// A copy of it, while its owner lasts.
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }
}

/// A value that effects follow: those that read it run again when it was set.
pub struct Watched<T>(Kept<T>);

impl<T> Copy for Watched<T> {}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Watched<T> {
    /// Keeps a value in the current owner.
    pub fn new(value: T) -> Self {
        Self(Kept::new(value))
    }

    /// Reads it, and follows it.
    pub fn with<R>(self, then: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.0.with_value(then)
    }

    /// Reads it without following it.
    pub fn with_untracked<R>(self, then: impl FnOnce(&T) -> R) -> R {
        self.0.with_value(then)
    }

    /// Reads it without following it; `None` once its owner has ended.
    pub fn try_with_untracked<R>(self, then: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_value(then)
    }

    /// Puts another in its place, and tells of it.
    pub fn set(self, value: T) {
        self.0.set_value(value);
        self.notify();
    }

    /// Changes it, and tells of it.
    pub fn update(self, then: impl FnOnce(&mut T)) {
        self.0.update_value(then);
        self.notify();
    }

    /// Follows it without reading it.
    pub fn track(self) {
        track(self.0.0);
    }

    /// Tells of a change that is none of its own.
    pub fn notify(self) {
        notify(self.0.0);
    }
}

impl<T: Clone + 'static> Watched<T> {
    /// A copy of it; follows it.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of it, without following it.
    pub fn get_untracked(self) -> T {
        self.0.get_value()
    }

    /// A copy of it, without following it; `None` once its owner has ended.
    pub fn try_get_untracked(self) -> Option<T> {
        self.0.try_get_value()
    }
}
