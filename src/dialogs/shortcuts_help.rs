//! The dialog that lists the keyboard shortcuts.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::components::dom::{El, find};
use crate::dialogs::close_on_click;
use crate::state::article::ArticleState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// Opens the dialog, as a modal.
pub fn show_help(state: ArticleState) {
    let root = state.root();
    let sheet = root.and_then(|root| find(&root, ".help")?.dyn_into::<HtmlDialogElement>().ok());
    if let Some(sheet) = sheet.filter(|sheet| !sheet.open()) {
        let _ = sheet.show_modal();
    }
}

/// The dialog, which is closed at first.
#[component]
pub fn ShortcutsHelp() -> impl IntoView {
    let state = ArticleState::from_context();
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
        ("t", Message::KeyTimeline),
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
        // The heading receives the focus first, so that the list is visible from its beginning.
        .child(El::new("h2").attr("tabindex", "-1").text(locale.text(Message::KeyHelp)))
        .child(El::new("dl").children(rows))
        .child(El::new("p").text(locale.text(Message::KeyNote)))
        .child(close);
    dialog.on("click", close_on_click).into_view()
}
