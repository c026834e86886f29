//! Files that are dropped, and texts and files that are pasted.
//!
//! In the reader's own page they may be dropped and pasted anywhere, in another page only on the reader. What is pasted into a
//! field is the field's, except the one that asks for a text to open.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, EventTarget};

use crate::browser::document;
use crate::components::dom::{closest, set, target};
use crate::components::reactive::listen;
use crate::conversion::converter;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};

/// The attribute of the field in which a text to open is pasted.
pub const PASTE_FIELD: &str = "data-paste";

/// The attribute of the root element while files are dragged over it: what to do, for the style to show.
const DROPPING: &str = "data-dropping";

/// Listens for dropped files, and in the reader's own page for what is pasted.
pub fn follow_drop_and_paste(reader: ReaderState) {
    let Some(root) = reader.root.try_get_value() else { return };
    let place: EventTarget = if reader.is_own_page() { document().into() } else { root.clone().into() };
    let shown = root.clone();
    listen(&place, "dragover", move |event| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            // Without this the browser would open the files itself.
            event.prevent_default();
            set(&shown, DROPPING, reader.language.get_untracked().text(Message::DropHere));
        }
    });
    let shown = root.clone();
    listen(&place, "dragleave", move |event| {
        // Between two elements of the page the drag goes on.
        if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
            let _ = shown.remove_attribute(DROPPING);
        }
    });
    listen(&place, "drop", move |event| {
        let _ = root.remove_attribute(DROPPING);
        let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
        if has_files(&data) {
            event.prevent_default();
            reader.open_files(dropped(&data));
        }
    });
    if reader.is_own_page() {
        listen(&document(), "paste", move |event| paste(reader, &event));
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// The dropped files. Folders are only in the entries of the file system, which not all browsers have.
fn dropped(data: &DataTransfer) -> Array {
    let items = data.items();
    let entries: Array = (0..items.length())
        .filter_map(|position| items.get(position)?.webkit_get_as_entry().ok().flatten())
        .map(JsValue::from)
        .collect();
    let has_folder = entries.iter().any(|entry| entry.unchecked_ref::<web_sys::FileSystemEntry>().is_directory());
    match (has_folder, data.files()) {
        (false, Some(files)) => Array::from(&files),
        _ => entries,
    }
}

/// Opens what is pasted: files, else the text.
fn paste(reader: ReaderState, event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    let is_in = |selector: &str| target(event).is_some_and(|target| closest(&target, selector).is_some());
    let is_asked = is_in(&["[", PASTE_FIELD, "]"].concat());
    if !is_asked && is_in("input, textarea, select, [contenteditable]") {
        return;
    }
    let files = data.files().filter(|files| files.length() > 0);
    let html = data.get_data("text/html").unwrap_or_default();
    let text = data.get_data("text/plain").unwrap_or_default();
    let opened = match (files, text.trim_start()) {
        (Some(files), _) => Array::from(&files),
        (None, "") if html.is_empty() => return,
        // What is copied from a page has its paragraphs and headings only as HTML.
        (None, plain) if !html.is_empty() && !plain.starts_with(['{', '[', '<']) => {
            Array::of1(&converter::file("pasted.html", html.as_bytes()))
        }
        (None, _) => Array::of1(&converter::file("pasted.txt", text.as_bytes())),
    };
    event.prevent_default();
    reader.open_files(opened);
}
