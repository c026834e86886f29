//! The dialog that saves the article in another format. What the format cannot hold is told before it is saved.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlDialogElement, HtmlSelectElement};

use crate::browser::timers;
use crate::components::dom::{El, target_as};
use crate::components::reactive::spawn;
use crate::conversion::converter;
use crate::dialogs::close_on_click;
use crate::state::article::ArticleState;
use crate::state::local_files::object_url;
use crate::state::reader::ReaderState;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

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

/// What became of the article in the chosen format.
#[derive(Clone, Default)]
enum Saved {
    /// It is being written.
    #[default]
    Working,
    /// The address of the file, its name, and what was changed and left out, in English.
    Done(String, String, Vec<String>),
    /// Why it could not be written.
    Failed(String),
}

/// The dialog, while it is open.
#[component]
pub fn SaveDialog() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    move || state.is_save_dialog_open.get().then(|| dialog(reader, state).into_view())
}

fn dialog(reader: ReaderState, state: ArticleState) -> El {
    let story = state.story();
    let locale = story.locale();
    let saved = RwSignal::new_local(Saved::Working);
    let write = move |format: String| {
        free(saved);
        saved.set(Saved::Working);
        spawn(async move {
            let result = save(reader, state, &format).await;
            // Another format may have been chosen meanwhile, or the dialog closed.
            saved.try_set(result);
        });
    };
    write(FORMATS[0].0.to_owned());
    let options = FORMATS.map(|(id, name)| {
        let name = match name {
            Name::Message(message) => locale.text(message),
            Name::Word(word) => word,
        };
        El::new("option").attr("value", id).text(name)
    });
    let select = El::new("select").attr("aria-label", locale.text(Message::SaveFormat)).children(options).on(
        "change",
        move |event: &Event| {
            let chosen = target_as::<HtmlSelectElement>(event).map(|select| select.value());
            chosen.into_iter().for_each(write);
        },
    );
    let result = El::new("div").attr("role", "status").view(move || {
        let locale = reader.language.get_untracked();
        let result = match saved.get() {
            Saved::Working => El::new("p").class("none").text(locale.text(Message::ReadingFiles)),
            Saved::Failed(reason) => El::new("p").attr("dir", "auto").text(&reason),
            Saved::Done(url, name, report) => {
                let report = match report.is_empty() {
                    true => El::new("p").text(locale.text(Message::NothingLost)),
                    false => El::new("ul")
                        .attr("lang", "en")
                        .attr("dir", "ltr")
                        .children(report.iter().map(|line| El::new("li").text(line))),
                };
                let link = El::new("a")
                    .class("action strong")
                    .attr("href", &url)
                    .attr("download", &name)
                    .text(locale.text(Message::SaveFile));
                El::new("div").child(report).child(link)
            }
        };
        result.into_view()
    });
    let close = El::button().class("plain").attr("data-close", "").text(locale.text(Message::Close));
    let dialog = El::new("dialog")
        .class("help saving")
        .attr("aria-label", locale.text(Message::SaveAs))
        .child(El::new("h2").attr("tabindex", "-1").text(locale.text(Message::SaveAs)))
        .child(select)
        .child(result)
        .child(El::new("div").class("answers").child(close))
        .on("click", close_on_click)
        .on("close", move |_: &Event| {
            free(saved);
            state.is_save_dialog_open.set(false);
        });
    let shown: HtmlDialogElement = dialog.element().clone().unchecked_into();
    // It can be opened only once it is in the document.
    spawn(async move {
        timers::next_microtask().await;
        drop(shown.show_modal());
    });
    dialog
}

/// Writes the article in a format.
async fn save(reader: ReaderState, state: ArticleState, format: &str) -> Saved {
    let story = state.story();
    let locale = story.locale();
    let texts: js_sys::Array = locale.translation().to_pairs().iter().map(|text| JsValue::from_str(text)).collect();
    let given = [format.into(), texts.into(), locale.tag.into(), locale.intl.tag().into()];
    match converter::request(reader, "save", &given, None).await {
        Ok(answer) => {
            let mut texts = answer.texts.into_iter().skip(1);
            let extension = texts.next().unwrap_or_default();
            let id = &story.article.id;
            let part = format.strip_suffix("-csv").map(|part| ["-", part].concat()).unwrap_or_default();
            let name = [id, &part, ".", &extension].concat();
            Saved::Done(object_url(&answer.bytes), name, texts.collect())
        }
        Err(failure) => Saved::Failed([failure.message(&locale), failure.advice(&locale)].join(" ")),
    }
}

/// Frees the file that was written before, which the browser keeps as long as the page otherwise.
fn free(saved: RwSignal<Saved, LocalStorage>) {
    if let Some(Saved::Done(url, ..)) = saved.try_get_untracked() {
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}
