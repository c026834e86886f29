//! The texts that are announced to screen readers and shown as a toast. [`crate::status::live_region`] renders them.

use leptos::prelude::*;

use crate::browser::timers;

/// How long a toast is visible, in milliseconds.
const TOAST_DURATION: i32 = 2_400;

/// The texts of the live region and of the toast.
#[derive(Clone, Copy)]
pub struct LiveRegion {
    /// The text of the live region.
    pub announcement: RwSignal<String, LocalStorage>,
    /// The text of the toast; empty while there is none.
    pub toast: RwSignal<String, LocalStorage>,
    timer: StoredValue<Option<timers::Timer>, LocalStorage>,
}

impl LiveRegion {
    /// Creates an empty live region and no toast.
    pub fn new() -> Self {
        Self {
            announcement: RwSignal::new_local(String::new()),
            toast: RwSignal::new_local(String::new()),
            timer: StoredValue::new_local(None),
        }
    }

    /// Announces a text to screen readers.
    pub fn announce(self, words: &str) {
        self.announcement.set(words.to_owned());
    }

    /// Shows a text as a toast, and announces it.
    pub fn toast(self, words: &str) {
        self.announce(words);
        self.toast.set(words.to_owned());
        self.timer.set_value(Some(timers::set_timeout(TOAST_DURATION, move || self.toast.set(String::new()))));
    }
}
