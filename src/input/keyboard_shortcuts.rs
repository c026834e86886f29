//! Keyboard shortcuts: single letters, and Esc.
//!
//! A letter is ignored while the user types in a field, with Ctrl, Alt or Meta, and if the user has switched single-key
//! shortcuts off. On a host page, shortcuts work only while the focus is in the reader.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::actors::popover::Popover;
use crate::browser::window;
use crate::components::dom::{closest, find};
use crate::components::reactive::listen;
use crate::dialogs::shortcuts_help::show_help;
use crate::state::article::ArticleState;
use crate::state::panels::Drawer;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Order, State, View};

/// Returns the element on which a key was pressed, or `None` if the key is not for the reader.
///
/// A key is for the reader if the focus is in the reader, or, on the reader's own page, if nothing is focused. It is
/// not during text composition (IME), nor while a dialog is open, because a dialog handles its own keys.
pub fn pressed_on(reader: ReaderState, root: &Element, event: &KeyboardEvent) -> Option<Element> {
    let target: Element = event.composed_path().get(0).dyn_into().ok()?;
    if event.is_composing() || find(root, "dialog[open]").is_some() {
        return None;
    }
    (root.contains(Some(&target)) || (reader.is_own_page() && target.tag_name() == "BODY")).then_some(target)
}

/// Adds the listener for the single-letter shortcuts.
pub fn listen_for_shortcuts(reader: ReaderState, state: ArticleState, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(target) = pressed_on(reader, &root, event) else { return };
        if reader.settings.with_untracked(|settings| settings.no_single_keys) || is_typing(&target) {
            return;
        }
        if run_shortcut(state, &latin_key(event)) {
            event.prevent_default();
        }
    });
}

/// Returns the character of a key. If the keyboard layout has another script there, such as Arabic or Russian, returns
/// what the key is on a Latin keyboard. Caps Lock does not count.
fn latin_key(event: &KeyboardEvent) -> String {
    let key = event.key();
    if key.is_ascii() {
        return if event.shift_key() { key } else { key.to_ascii_lowercase() };
    }
    let code = event.code();
    match code.strip_prefix("Key") {
        Some(letter) => letter.to_ascii_lowercase(),
        None if code == "Slash" => if event.shift_key() { "?" } else { "/" }.to_owned(),
        None => key,
    }
}

/// Returns whether an element accepts typed text.
fn is_typing(element: &Element) -> bool {
    let editable = element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    let takes_letters = closest(element, "input, select, textarea").is_some_and(|field| {
        !matches!(field.get_attribute("type").as_deref(), Some("checkbox" | "range" | "file" | "button"))
    });
    editable || takes_letters
}

/// Runs the shortcut of a key. Returns whether there is one.
fn run_shortcut(state: ArticleState, key: &str) -> bool {
    match key {
        "n" => state.next_mention(true),
        "p" => state.next_mention(false),
        "j" => state.next_event(true),
        "k" => state.next_event(false),
        "/" => state.open_drawer(Drawer::Search),
        "f" => state.toggle_drawer(Drawer::Filters),
        "t" => match untrack(|| state.diagram()) {
            Some(_) => state.show_text(),
            None => state.show_diagram(View::Timeline),
        },
        "o" => state.set_order(match state.reading.with_untracked(|reading| reading.order) {
            Order::Told => Order::Happened,
            Order::Happened => Order::Told,
        }),
        "?" => show_help(state),
        _ => return false,
    }
    true
}

/// Adds the listener for Esc. It hides a popover that is not pinned, else closes the open drawer, else clears the
/// selection, else closes the diagram.
///
/// It works wherever the focus is in the reader, and on the reader's own page also if nothing is focused.
pub fn listen_for_escape(reader: ReaderState, state: ArticleState, popover: Popover, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        if pressed_on(reader, &root, event).is_none() {
            return;
        }
        if !popover.dismiss_unpinned() && !state.close_drawer() {
            if state.reading.with_untracked(State::holds) {
                state.dispatch(Command::LetGo, None);
                state.live_region.announce(state.story().locale().text(Message::LetGo));
            } else if untrack(|| state.diagram()).is_some() {
                state.show_text();
            } else {
                return;
            }
        }
        // The key has done something here. It must not also close a dialog of the host page around the reader.
        event.prevent_default();
    });
}
