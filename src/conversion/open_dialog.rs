//! The dialog while files of other formats are opened: progress and cancelling, and what the user has to choose.
//!
//! It opens when there is something to choose, or when the work takes longer than a moment.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlDialogElement};

use crate::browser::timers;
use crate::components::dom::El;
use crate::components::reactive::{spawn, watch};
use crate::conversion::opening::{Choose, Conversion};
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// How long the work may take before the dialog opens, in milliseconds.
const MOMENT: f64 = 400.0;

/// The most documents in the list. A longer list would take long to draw, and nobody would read it.
const DOCUMENTS: usize = 1_000;

/// The dialog.
#[component]
pub fn OpenDialog() -> impl IntoView {
    let reader = ReaderState::from_context();
    let is_late = RwSignal::new_local(false);
    let is_working = move || reader.conversion.with(|conversion| matches!(conversion, Conversion::Working(_)));
    watch(is_working, move |_, working| {
        is_late.set(false);
        if *working {
            spawn(async move {
                timers::sleep(MOMENT as i32).await;
                is_late.try_set(true);
            });
        }
    });
    move || {
        let conversion = reader.conversion.get();
        let is_shown = match conversion {
            Conversion::None => false,
            Conversion::Working(_) => is_late.get(),
            Conversion::Formats(..) | Conversion::Documents(..) => true,
        };
        is_shown.then(|| dialog(reader, conversion).into_view())
    }
}

fn dialog(reader: ReaderState, conversion: Conversion) -> El {
    let locale = reader.language.get_untracked();
    let (heading, content) = match conversion {
        Conversion::None => (Message::ReadingFiles, Vec::new()),
        Conversion::Working(progress) => {
            let bar = El::new("progress").attr("aria-label", locale.text(Message::ReadingFiles));
            let (bar, words) = match progress.filter(|(_, total)| *total > 1.0) {
                Some((done, total)) => {
                    let numbers = [done, total].map(|number| locale.number(number as usize));
                    let words = locale.with(Message::FilesRead, &[("done", &numbers[0]), ("total", &numbers[1])]);
                    (bar.attr("max", &total.to_string()).attr("value", &done.to_string()), Some(words))
                }
                None => (bar, None),
            };
            (Message::ReadingFiles, vec![bar, El::new("p").attr("role", "status").text(&words.unwrap_or_default())])
        }
        Conversion::Formats(formats, choose) => {
            let buttons = formats.iter().enumerate().map(|(position, (_, name))| choice(&choose, position, name, None));
            (Message::WhichFormat, vec![list(buttons)])
        }
        Conversion::Documents(documents, choose) => {
            let buttons = documents.iter().take(DOCUMENTS).enumerate().map(|(position, (title, counts))| {
                let counted = [Message::CountActors, Message::CountMentions, Message::CountEvents];
                let words: Vec<String> =
                    counted.into_iter().zip(counts).map(|(message, count)| locale.count(message, *count)).collect();
                choice(&choose, position, title, Some(&locale.comma_separated(&words)))
            });
            (Message::WhichDocument, vec![list(buttons)])
        }
    };
    let cancel = El::button().text(locale.text(Message::Cancel)).class("plain").on("click", move |_: &Event| {
        reader.cancel_conversion();
    });
    let dialog = El::new("dialog")
        .class("help opening-files")
        .attr("aria-label", locale.text(heading))
        .child(El::new("h2").attr("tabindex", "-1").attr("autofocus", "").text(locale.text(heading)))
        .children(content)
        .child(El::new("p").class("none").text(locale.text(Message::FilesStay)))
        .child(El::new("div").class("answers").child(cancel))
        .on("cancel", move |event: &Event| {
            event.prevent_default();
            reader.cancel_conversion();
        });
    let shown: HtmlDialogElement = dialog.element().clone().unchecked_into();
    // It can be opened only once it is in the document.
    spawn(async move {
        timers::next_microtask().await;
        drop(shown.show_modal());
    });
    dialog
}

fn list(items: impl Iterator<Item = El>) -> El {
    El::new("ul").attr("role", "list").children(items.map(|button| El::new("li").child(button)))
}

/// A button that chooses the item at a position.
fn choice(choose: &Choose, position: usize, name: &str, more: Option<&str>) -> El {
    let choose = choose.clone();
    El::button()
        .child(El::new("b").attr("dir", "auto").text(name))
        .child_if(more.map(|more| El::new("span").text(more)))
        .on("click", move |_: &Event| drop(choose.call1(&JsValue::NULL, &(position as f64).into())))
}
