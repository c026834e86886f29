//! A line of text that the browser keeps from visit to visit. Where it may not (a private window, a page in a sandbox),
//! nothing is kept, and nobody is troubled with it.

use web_sys::Storage;

use super::window;

fn storage() -> Option<Storage> {
    // Asking alone fails where storage is blocked.
    window().local_storage().ok().flatten()
}

/// What was kept under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a line under a name, or nothing where it is empty.
pub fn set(name: &str, line: &str) {
    if let Some(storage) = storage() {
        let _ = match line.is_empty() {
            true => storage.remove_item(name),
            false => storage.set_item(name, line),
        };
    }
}
