//! The keys: single letters anywhere in the reader, and the sheet that lists them.
//!
//! A letter does nothing while somebody types, nor with Ctrl, Alt or Meta, nor where single letters are switched off. In a
//! page of others the keys act only while the focus is in the reader.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent};

use crate::browser::window;
use crate::components::dom::{El, closest, find, target};
use crate::components::reactive::listen;
use crate::state::article::ArticleState;
use crate::state::drawers::Drawer;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Order;
use whowhen_views::Markup;

/// The element that a key was pressed on, where the key is for the reader: in it, or, in a page of our own, nowhere; not while
/// something is composed, nor under the list of keys, whose keys are its own.
pub fn pressed_on(reader: ReaderState, root: &Element, event: &KeyboardEvent) -> Option<Element> {
    let target: Element = event.composed_path().get(0).dyn_into().ok()?;
    if event.is_composing() || find(root, "dialog[open]").is_some() {
        return None;
    }
    (root.contains(Some(&target)) || (reader.is_page() && target.tag_name() == "BODY")).then_some(target)
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

/// Shows the list of keys, over all else.
pub fn show_help(state: ArticleState) {
    let root = state.root();
    let sheet = root.and_then(|root| find(&root, ".help")?.dyn_into::<HtmlDialogElement>().ok());
    if let Some(sheet) = sheet.filter(|sheet| !sheet.open()) {
        let _ = sheet.show_modal();
    }
}

/// The list of keys, which is not shown yet.
pub fn help(state: ArticleState) -> El {
    let story = state.story();
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
