//! The keys: single letters anywhere in the reader, and the sheet that lists them.
//!
//! A letter does nothing while somebody types, nor with Ctrl, Alt or Meta, nor where single letters are switched off. In a
//! page of others the keys act only while the focus is in the reader.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent};

use super::element::{El, closest, find, target};
use super::live::listen;
use super::opened::Opened;
use super::shelf::Drawer;
use super::shell::Shell;
use crate::host::window;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Order;
use whowhen_views::Markup;

/// The element that a key was pressed on, where the key is for the reader: in it, or, in a page of our own, nowhere; not while
/// something is composed, nor under the list of keys, whose keys are its own.
pub fn pressed_on(shell: Shell, root: &Element, event: &KeyboardEvent) -> Option<Element> {
    let target: Element = event.composed_path().get(0).dyn_into().ok()?;
    if event.is_composing() || find(root, "dialog[open]").is_some() {
        return None;
    }
    (root.contains(Some(&target)) || (shell.is_page() && target.tag_name() == "BODY")).then_some(target)
}

/// Listens to the keys.
pub fn listen_to_keys(shell: Shell, opened: Opened, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(target) = pressed_on(shell, &root, event) else { return };
        if shell.settings.with_untracked(|settings| settings.no_single_keys) || is_typing(&target) {
            return;
        }
        if act(opened, &event.key()) {
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
fn act(opened: Opened, key: &str) -> bool {
    match key {
        "n" => opened.next_mention(true),
        "p" => opened.next_mention(false),
        "j" => opened.next_event(true),
        "k" => opened.next_event(false),
        "/" => opened.open_drawer(Drawer::Search),
        "f" => opened.slide(Drawer::Filters),
        "o" => opened.set_order(match opened.state.with_untracked(|state| state.order) {
            Order::Told => Order::Happened,
            Order::Happened => Order::Told,
        }),
        "?" => show_help(opened),
        _ => return false,
    }
    true
}

/// Shows the list of keys, over all else.
pub fn show_help(opened: Opened) {
    let root = opened.root();
    let sheet = root.and_then(|root| find(&root, ".help")?.dyn_into::<HtmlDialogElement>().ok());
    if let Some(sheet) = sheet.filter(|sheet| !sheet.open()) {
        let _ = sheet.show_modal();
    }
}

/// The list of keys, which is not shown yet.
pub fn help(opened: Opened) -> El {
    let story = opened.story();
    let locale = story.locale();
    let rows = [
        ("n p", Message::KeyMention),
        ("j k", Message::KeyEvent),
        ("Enter", Message::KeyEnter),
        ("Esc", Message::KeyEscape),
        ("/", Message::KeySearch),
        ("f", Message::KeyFilter),
        ("o", Message::KeyOrder),
        ("?", Message::KeyHelpKey),
        ("Tab", Message::KeyTab),
        ("← → ↑ ↓", Message::KeyArrows),
    ];
    let rows = rows.into_iter().flat_map(|(keys, word)| {
        let keys = keys.split(' ').map(|key| El::new("kbd").text(key));
        [El::new("dt").attr("dir", "ltr").children(keys), El::new("dd").text(locale.text(word))]
    });
    let close = El::button().class("strong").text(locale.text(Message::Close)).attr("data-close", "");
    let dialog = El::new("dialog")
        .class("help")
        .attr("aria-label", locale.text(Message::KeyHelp))
        // It has the focus at first, so that the list is seen from its beginning.
        .child(El::new("h2").attr("tabindex", "-1").text(locale.text(Message::KeyHelp)))
        .child(El::new("dl").children(rows))
        .child(El::new("p").text(locale.text(Message::KeyNote)))
        .child(close);
    let sheet: HtmlDialogElement = dialog.element().clone().unchecked_into();
    // Its own ground, around what is in it, closes it too.
    dialog.on("click", move |event: &Event| {
        let hit = target(event);
        if hit.is_some_and(|hit| hit == *sheet.as_ref() || closest(&hit, "[data-close]").is_some()) {
            sheet.close();
        }
    })
}
