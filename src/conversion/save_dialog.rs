//! The dialog that saves the article in another format. What the format cannot hold is told before it is saved.

use wasm_bindgen::JsValue;
use web_sys::{Element, Event, HtmlSelectElement};

use crate::components::dom::{El, append, find, set, target, target_as};
use crate::components::reactive::spawn;
use crate::conversion::{converter, open_dialog};
use crate::dialogs::close_on_click;
use crate::state::article::ArticleState;
use crate::state::local_files::object_url;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The attribute of the result's element with the format that was chosen last.
const WANTED: &str = "data-format";

/// The formats: the id in `crates/formats`, and the name.
const FORMATS: [(&str, Name); 10] = [
    ("html", Name::Message(Message::FormatPage)),
    ("markdown", Name::Word("Markdown")),
    ("events-csv", Name::Message(Message::FormatEvents)),
    ("actors-csv", Name::Message(Message::FormatActors)),
    ("mentions-csv", Name::Message(Message::FormatMentions)),
    ("graphml", Name::Message(Message::FormatNetwork)),
    ("timelinejs", Name::Word("TimelineJS")),
    ("web-annotation", Name::Word("W3C Web Annotation")),
    ("brat", Name::Word("brat")),
    ("whowhen", Name::Word("Whowhen (JSON)")),
];

/// The name of a format: names of tools are the same in all languages.
#[derive(Clone, Copy)]
enum Name {
    Message(Message),
    Word(&'static str),
}

/// Opens the dialog.
pub fn open(reader: ReaderState, state: ArticleState) {
    let story = state.story();
    let locale = story.locale();
    let result = El::new("div").attr("role", "status");
    let place = result.element().clone();
    let write = move |format: String| {
        free(&place);
        let wait = El::new("p").class("none").text(state.story().locale().text(Message::ReadingFiles));
        show(&place, wait);
        let place = place.clone();
        set(&place, WANTED, &format);
        spawn(async move {
            let saved = save(reader, state, &format).await;
            // Another format may have been chosen meanwhile, or the dialog closed.
            if place.is_connected() && place.get_attribute(WANTED).as_ref() == Some(&format) {
                show(&place, saved);
            }
        });
    };
    let options = FORMATS.map(|(id, name)| {
        let name = match name {
            Name::Message(message) => locale.text(message),
            Name::Word(word) => word,
        };
        El::new("option").attr("value", id).text(name)
    });
    let first = write.clone();
    let select = El::new("select").attr("aria-label", locale.text(Message::SaveFormat)).children(options).on(
        "change",
        move |event: &Event| {
            let chosen = target_as::<HtmlSelectElement>(event).map(|select| select.value());
            chosen.into_iter().for_each(&write);
        },
    );
    let close = El::button().class("plain").attr("data-close", "").text(locale.text(Message::Close));
    let dialog = El::new("dialog")
        .class("help saving")
        .attr("aria-label", locale.text(Message::SaveAs))
        .child(El::new("h2").attr("tabindex", "-1").text(locale.text(Message::SaveAs)))
        .child(select)
        .child(result)
        .child(El::new("div").class("answers").child(close))
        .on("click", close_on_click)
        .on("close", |event: &Event| {
            if let Some(dialog) = target(event) {
                free(&dialog);
                dialog.remove();
            }
        });
    open_dialog::show_in_root(reader, dialog);
    first(FORMATS[0].0.to_owned());
}

/// Writes the article in a format. Returns what was changed and left out, with the link that saves the file.
async fn save(reader: ReaderState, state: ArticleState, format: &str) -> El {
    let story = state.story();
    let locale = story.locale();
    let texts: js_sys::Array = locale.translation().to_pairs().iter().map(|text| JsValue::from_str(text)).collect();
    let given = [format.into(), texts.into(), locale.tag.into(), locale.intl.tag().into()];
    let answer = match converter::request(reader, "save", &given, None).await {
        Ok(answer) => answer,
        Err(failure) => {
            let words = [failure.message(&locale), failure.advice(&locale)].join(" ");
            return El::new("p").attr("dir", "auto").text(&words);
        }
    };
    let mut texts = answer.texts.iter().skip(1);
    let extension = texts.next().map_or("", String::as_str);
    let part = format.strip_suffix("-csv").map(|part| ["-", part].concat()).unwrap_or_default();
    let name = [&story.article.id, &part, ".", extension].concat();
    let lines: Vec<El> = texts.map(|line| El::new("li").text(line)).collect();
    let report = match lines.is_empty() {
        true => El::new("p").text(locale.text(Message::NothingLost)),
        false => El::new("ul").attr("lang", "en").attr("dir", "ltr").children(lines),
    };
    let link = El::new("a")
        .class("action")
        .attr("href", &object_url(&answer.bytes))
        .attr("download", &name)
        .text(locale.text(Message::SaveFile));
    El::new("div").child(report).child(link)
}

fn show(place: &Element, content: El) {
    place.set_text_content(None);
    append(place, content.element());
}

/// Frees the file that was written before, which the browser keeps as long as the page otherwise.
fn free(around: &Element) {
    if let Some(url) = find(around, "a[download]").and_then(|link| link.get_attribute("href")) {
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}
