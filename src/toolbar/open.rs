//! The controls that open another article: files and folders of the user's, a text that is pasted, or the file at an address.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::components::dom::{El, find, target, target_as};
use crate::conversion::drop_and_paste::PASTE_FIELD;
use crate::i18n::Language;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;
use whowhen_views::Markup;

/// The controls that open local files, a text that is pasted, or the file at an address. `before` is called before they open
/// it.
pub fn open_controls(reader: ReaderState, locale: &Language, before: impl Fn() + Copy + 'static) -> Vec<El> {
    let choose = |message: Message, folder: bool| {
        let field = El::new("input").attr("type", "file").attr("multiple", "");
        let field = if folder { field.attr("webkitdirectory", "") } else { field };
        let field = field.on("change", move |event: &Event| {
            let Some(input) = target_as::<HtmlInputElement>(event) else { return };
            if let Some(files) = input.files() {
                before();
                reader.open_files(js_sys::Array::from(&files));
            }
            // So that the same files can be chosen again.
            input.set_value("");
        });
        El::new("label").class("action file").child(El::new("span").text(locale.text(message))).child(field)
    };
    // Reads nothing itself: what is pasted is opened, see `conversion/drop_and_paste.rs`.
    let paste = El::new("textarea")
        .attr("rows", "1")
        .attr(PASTE_FIELD, "")
        .attr("placeholder", locale.text(Message::PasteHere))
        .attr("aria-label", locale.text(Message::PasteHere));
    let ask = move |field: &HtmlInputElement| {
        let src = field.value().trim().to_owned();
        if !src.is_empty() {
            before();
            reader.navigate(Address { src: Some(src), ..reader.empty_address() });
        }
    };
    let field = El::new("input")
        .attr("type", "url")
        .attr("inputmode", "url")
        .attr("placeholder", "https://")
        .attr("dir", "ltr")
        .attr("aria-label", locale.text(Message::OpenAddress))
        .on("keydown", move |event: &KeyboardEvent| {
            if event.key() == "Enter" {
                target_as(event).iter().for_each(ask);
            }
        });
    let go = El::button().class("strong").text(locale.text(Message::Open)).on("click", move |event: &Event| {
        let around = target(event).and_then(|button| button.parent_element());
        let field = around.and_then(|around| find(&around, "input")?.dyn_into::<HtmlInputElement>().ok());
        field.iter().for_each(ask);
    });
    let files = [choose(Message::OpenFile, false), choose(Message::OpenFolder, true)];
    files.into_iter().chain([paste, El::new("div").class("line").child(field).child(go)]).collect()
}
