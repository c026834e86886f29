//! The dialog while files of other formats are opened: progress and cancelling, and what the user has to choose.
//!
//! It opens when there is something to choose, or when the work takes longer than a moment. There is one at most. It is no
//! component: it is in the reader's root only while it is open, and nothing in it changes but the progress.

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlDialogElement};

use crate::browser::timers;
use crate::components::dom::{El, append, find, set};
use crate::components::reactive::spawn;
use crate::state::reader::ReaderState;
use crate::status::load_failure::Failure;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// How long the work may take before the dialog opens, in milliseconds.
const MOMENT: f64 = 400.0;

/// The most items in the list. A longer list would take long to draw, and nobody would read it.
const LONGEST: usize = 1_000;

/// Shows that files are being read, if they are not read in a moment. Replaces what the dialog asked.
pub fn show_working(reader: ReaderState) {
    close(reader);
    let generation = reader.load_generation.current();
    spawn(async move {
        timers::sleep(MOMENT as i32).await;
        // The files are read by now, others are being opened, or there is something to choose.
        if reader.is_converting.try_get_value() != Some(true)
            || !reader.load_generation.is_current(generation)
            || shown(reader).is_some()
        {
            return;
        }
        let locale = reader.language.get_untracked();
        let bar = El::new("progress").attr("aria-label", locale.text(Message::ReadingFiles));
        open(reader, Message::ReadingFiles, vec![bar], || {});
    });
}

/// Shows how many groups of files are read, of how many.
pub fn show_progress(reader: ReaderState, total: &str, done: &str) {
    if let Some(bar) = shown(reader).and_then(|dialog| find(&dialog, "progress")) {
        set(&bar, "max", total);
        set(&bar, "value", done);
    }
}

/// Asks the user to choose one of several items: names, and more about each. Returns its position.
pub async fn ask(reader: ReaderState, question: Message, items: Vec<(String, String)>) -> Result<usize, Failure> {
    let promise = Promise::new(&mut |choose, _| {
        let button = |(position, (name, more)): (usize, &(String, String))| {
            let choose = choose.clone();
            let button = El::button()
                .child(El::new("b").attr("dir", "auto").text(name))
                .child_if((!more.is_empty()).then(|| El::new("span").text(more)))
                .on("click", move |_: &Event| drop(choose.call1(&JsValue::NULL, &(position as f64).into())));
            El::new("li").child(button)
        };
        let list = El::new("ul").attr("role", "list").children(items.iter().take(LONGEST).enumerate().map(button));
        open(reader, question, vec![list], move || drop(choose.call0(&JsValue::NULL)));
    });
    let chosen = JsFuture::from(promise).await.ok().and_then(|chosen| chosen.as_f64());
    chosen.map(|chosen| chosen as usize).ok_or(Failure::Cancelled)
}

/// Closes the dialog.
pub fn close(reader: ReaderState) {
    shown(reader).iter().for_each(Element::remove);
}

fn shown(reader: ReaderState) -> Option<Element> {
    find(&reader.root.try_get_value()?, "dialog.opening-files")
}

/// Opens the dialog. `on_cancel` is called before all is cancelled.
fn open(reader: ReaderState, heading: Message, content: Vec<El>, on_cancel: impl Fn() + Clone + 'static) {
    close(reader);
    let locale = reader.language.get_untracked();
    let cancel = move || {
        on_cancel();
        reader.cancel_conversion();
    };
    let on_escape = cancel.clone();
    let button = El::button().text(locale.text(Message::Cancel)).class("plain");
    let button = button.on("click", move |_: &Event| cancel());
    let dialog = El::new("dialog")
        .class("help opening-files")
        .attr("aria-label", locale.text(heading))
        .child(El::new("h2").attr("tabindex", "-1").attr("autofocus", "").text(locale.text(heading)))
        .children(content)
        .child(El::new("p").class("none").text(locale.text(Message::FilesStay)))
        .child(El::new("div").class("answers").child(button))
        .on("cancel", move |event: &Event| {
            event.prevent_default();
            on_escape();
        });
    show_in_root(reader, dialog);
}

/// Adds a dialog to the reader's root, and shows it.
pub fn show_in_root(reader: ReaderState, dialog: El) {
    let Some(root) = reader.root.try_get_value() else { return };
    append(&root, dialog.element());
    drop(dialog.into_element().unchecked_into::<HtmlDialogElement>().show_modal());
}
