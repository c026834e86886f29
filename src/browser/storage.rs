//! Stores a line of text in the browser from visit to visit.
//!
//! Where storage is blocked (a private window, a page in a sandbox), nothing is stored, and no error is reported.

use web_sys::Storage;

use super::window;

fn storage() -> Option<Storage> {
    // Where storage is blocked, even access to `localStorage` fails.
    window().local_storage().ok().flatten()
}

/// Returns the line that was stored under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Stores a line under a name, or removes the stored one if the line is empty.
pub fn set(name: &str, line: &str) {
    if let Some(storage) = storage() {
        let _ = match line.is_empty() {
            true => storage.remove_item(name),
            false => storage.set_item(name, line),
        };
    }
}
