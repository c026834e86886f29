//! The keys: single letters anywhere in the reader, and the sheet that lists them.
//!
//! A letter does nothing while somebody types, nor with Ctrl, Alt or Meta, nor where single letters are switched off. In a
//! page of others the keys act only while the focus is in the reader.

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
use whowhen_core::reading::{Command, Order, State};

/// The element that a key was pressed on, where the key is for the reader: in it, or, in a page of our own, nowhere; not while
/// something is composed, nor under the list of keys, whose keys are its own.
pub fn pressed_on(reader: ReaderState, root: &Element, event: &KeyboardEvent) -> Option<Element> {
    let target: Element = event.composed_path().get(0).dyn_into().ok()?;
    if event.is_composing() || find(root, "dialog[open]").is_some() {
        return None;
    }
    (root.contains(Some(&target)) || (reader.is_own_page() && target.tag_name() == "BODY")).then_some(target)
}

/// Listens to the keys.
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
        if run_shortcut(state, &event.key()) {
            event.prevent_default();
        }
    });
}

/// Whether an element takes what is typed.
fn is_typing(element: &Element) -> bool {
    let editable = element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    let takes_letters = closest(element, "input, select, textarea").is_some_and(|field| {
        !matches!(field.get_attribute("type").as_deref(), Some("checkbox" | "range" | "file" | "button"))
    });
    editable || takes_letters
}

/// Does what a key says; whether it says something.
fn run_shortcut(state: ArticleState, key: &str) -> bool {
    match key {
        "n" => state.next_mention(true),
        "p" => state.next_mention(false),
        "j" => state.next_event(true),
        "k" => state.next_event(false),
        "/" => state.open_drawer(Drawer::Search),
        "f" => state.toggle_drawer(Drawer::Filters),
        "o" => state.set_order(match state.reading.with_untracked(|reading| reading.order) {
            Order::Told => Order::Happened,
            Order::Happened => Order::Told,
        }),
        "?" => show_help(state),
        _ => return false,
    }
    true
}

/// Esc takes away a card that is only offered, or lets go of what is held, wherever in the reader the focus is; in a page
/// of our own, also where it is nowhere.
pub fn listen_for_escape(reader: ReaderState, state: ArticleState, popover: Popover, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        if pressed_on(reader, &root, event).is_none() || popover.dismiss() || state.close_drawer() {
            return;
        }
        if state.reading.with_untracked(State::holds) {
            state.dispatch(Command::LetGo, None);
            state.live_region.announce(state.story().locale().text(Message::LetGo));
        }
    });
}
