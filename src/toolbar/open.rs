//! The controls that open another article: a file of the user's, or the file at an address.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::components::dom::{El, find, target, target_as};
use crate::i18n::Language;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;
use whowhen_views::Markup;

/// The controls that open a local file, or the file at an address. `before` is called before they open it.
pub fn open_controls(reader: ReaderState, locale: &Language, before: impl Fn() + Copy + 'static) -> Vec<El> {
    let file = El::new("input").attr("type", "file").attr("accept", ".json,application/json").on(
        "change",
        move |event: &Event| {
            if let Some(file) =
                target_as::<HtmlInputElement>(event).and_then(|input| input.files()).and_then(|files| files.get(0))
            {
                before();
                reader.open_file(file);
            }
        },
    );
    let file =
        El::new("label").class("action file").child(El::new("span").text(locale.text(Message::OpenFile))).child(file);
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
    vec![file, El::new("div").class("line").child(field).child(go)]
}
