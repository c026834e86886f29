//! The user's own articles: opening a file or an address, and the files that are kept in this browser, which can be
//! renamed and removed.
//!
//! Two tabs show the same: each change is announced to the others, which read the list again.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::browser::file_store::{self, Kept, KeptFile, StoreError};
use crate::browser::{address, scroll, timers};
use crate::components::dom::{El, find, focused_element};
use crate::components::reactive::{in_next_frame, keep_alive, spawn};
use crate::components::redrawn::Redrawn;
use crate::state::reader::ReaderState;
use crate::toolbar::open::open_controls;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::Address;
use whowhen_views::Markup;

/// What is known of the files.
#[derive(Default)]
pub struct Files {
    /// `None` until they are read.
    kept: Option<Result<Vec<KeptFile>, StoreError>>,
    /// The number of the file that is being renamed.
    renamed: Option<u32>,
    /// The file that was just removed, with its content, until the page is left.
    removed: Option<Kept>,
    /// Why the last change failed.
    failure: Option<StoreError>,
}

/// The section with the files.
#[derive(Clone)]
struct OwnFiles {
    reader: ReaderState,
    files: Redrawn<Files>,
    /// The element of the list, for the focus.
    list: Element,
}

/// The section. `files` is what is known of them: it stays when the page is drawn again in another language.
pub fn own_files(reader: ReaderState, files: Redrawn<Files>) -> El {
    let locale = reader.language.get_untracked();
    let list = El::new("div").class("kept").attr("tabindex", "-1");
    let own = OwnFiles { reader, files, list: list.element().clone() };
    own.read();
    let on_change = own.clone();
    keep_alive(file_store::on_change(move || on_change.read()));
    let heading = locale.text(Message::OpenOwn);
    let view = own.clone();
    El::new("section")
        .class("own")
        .attr("aria-label", heading)
        .child(El::new("h2").text(heading))
        .child(El::new("div").class("opens").children(open_controls(reader, &locale, || {})))
        .child(own.files.children_of(list, move |files| view.view(files)))
}

impl OwnFiles {
    /// Reads the list again.
    fn read(&self) {
        let own = self.clone();
        spawn(async move {
            let kept = file_store::list().await;
            // A name that is being typed would be lost. Its end reads the list again.
            if own.files.with(|files| files.renamed.is_none()) {
                own.files.update(|files| files.kept = Some(kept));
            }
        });
    }

    /// Runs a change, and shows why it failed, if it does. If what had the focus has gone then, the focus moves to the element
    /// with the selector `focus`, else to the list.
    fn change(&self, focus: Option<String>, work: impl Future<Output = Result<(), StoreError>> + 'static) {
        let own = self.clone();
        own.files.update(|files| files.failure = None);
        spawn(async move {
            let failure = work.await.err();
            let kept = file_store::list().await;
            own.files.update(|files| (files.failure, files.kept) = (failure, Some(kept)));
            // What had the focus may have gone: the list is drawn again.
            timers::next_frame().await;
            if focused_element().is_none() {
                let again = focus.and_then(|selector| find(&own.list, &selector));
                scroll::focus(&again.unwrap_or(own.list));
            }
        });
    }

    fn view(&self, files: &Files) -> Vec<El> {
        let locale = self.reader.language.get_untracked();
        let words = |words: &str| El::new("p").class("none").text(words);
        let mut parts = Vec::new();
        match &files.kept {
            None => return parts,
            Some(Err(error)) => parts.push(words(&self.reason(error)).attr("role", "status")),
            Some(Ok(kept)) => {
                parts.push(words(locale.text(Message::FilesStay)));
                if !kept.is_empty() {
                    let bytes: f64 = kept.iter().map(|file| file.size).sum();
                    let size = locale.intl.number((bytes / 100_000.0).ceil() / 10.0);
                    let stored = locale.with(Message::FilesStored, &[("size", &size)]);
                    let heading = locale.text(Message::YourFiles);
                    let items = kept.iter().map(|file| match files.renamed == Some(file.number) {
                        true => self.name_field(file),
                        false => self.file(file),
                    });
                    parts.push(El::new("h3").text(heading));
                    parts.push(El::new("ul").attr("role", "list").attr("aria-label", heading).children(items));
                    parts.push(words(&stored));
                }
            }
        }
        if let Some(Kept { file: removed, .. }) = &files.removed {
            let own = self.clone();
            let undo = El::button().class("plain").text(locale.text(Message::Undo)).on("click", move |_: &Event| {
                let (removed, files) = (own.files.with(|files| files.removed.clone()), own.files.clone());
                if let Some(Kept { file, bytes, blob }) = removed {
                    own.change(None, async move {
                        file_store::write(&file, Some(&bytes), blob).await?;
                        // Only now: if it could not be written, it can be tried again.
                        files.update(|files| files.removed = None);
                        Ok(())
                    });
                }
            });
            let said = locale.with(Message::FileRemoved, &[("name", &removed.name)]);
            parts.push(words(&said).attr("role", "status").text(" ").child(undo));
        }
        parts.extend(files.failure.as_ref().map(|error| words(&self.reason(error)).attr("role", "alert")));
        parts
    }

    /// A file: a link that opens it, and the buttons.
    fn file(&self, file: &KeptFile) -> El {
        let locale = self.reader.language.get_untracked();
        let to = Address { file: Some(file.number.to_string()), ..self.reader.empty_address() };
        let link =
            El::new("a").attr("href", &address::query_string(&to.to_pairs())).attr("dir", "auto").text(&file.name);
        let button = |message: Message| {
            let name = [locale.text(message), locale.text(Message::Colon), " ", &file.name].concat();
            El::button().class("plain").attr("aria-label", &name).text(locale.text(message))
        };
        let (number, removed) = (file.number, file.clone());
        let own = self.clone();
        let rename = button(Message::Rename).on("click", move |_: &Event| {
            own.files.update(|files| files.renamed = Some(number));
            let list = own.list.clone();
            in_next_frame(move || {
                // By then the field is there.
                let field = find(&list, "input").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
                if let Some(field) = field {
                    scroll::focus(&field);
                    field.select();
                }
            });
        });
        let own = self.clone();
        let remove = button(Message::Remove).on("click", move |_: &Event| {
            let (file, files) = (removed.clone(), own.files.clone());
            own.change(None, async move {
                // Kept here, so that it can be undone.
                let content = file_store::content(file.number).await?;
                file_store::remove(file.number).await?;
                files.update(|files| files.removed = content);
                Ok(())
            });
        });
        El::new("li").attr("data-file", &number.to_string()).child(link).child(rename).child(remove)
    }

    /// The field with the name of a file.
    fn name_field(&self, file: &KeptFile) -> El {
        let locale = self.reader.language.get_untracked();
        let label = locale.with(Message::FileName, &[("name", &file.name)]);
        let field = El::new("input")
            .attr("type", "text")
            .attr("aria-label", &label)
            .attr("dir", "auto")
            .attr("value", &file.name);
        let input: HtmlInputElement = field.element().clone().unchecked_into();
        let (file, own) = (file.clone(), self.clone());
        let end = move |keeps: bool| {
            let name = input.value().trim().to_owned();
            own.files.update(|files| files.renamed = None);
            let keeps = keeps && !name.is_empty();
            let file = KeptFile { name, ..file.clone() };
            own.change(Some(format!("[data-file=\"{}\"] button", file.number)), async move {
                if keeps {
                    file_store::write(&file, None, None).await?;
                }
                Ok(())
            });
        };
        let on_key = end.clone();
        let field = field.on("keydown", move |event: &KeyboardEvent| match event.key().as_str() {
            "Enter" => on_key(true),
            "Escape" => on_key(false),
            _ => {}
        });
        let keep =
            El::button().class("plain").text(locale.text(Message::SaveName)).on("click", move |_: &Event| end(true));
        El::new("li").child(field).child(keep)
    }

    /// Why something failed, in words.
    fn reason(&self, error: &StoreError) -> String {
        let locale = self.reader.language.get_untracked();
        match error {
            StoreError::Blocked => locale.text(Message::FilesBlocked).to_owned(),
            StoreError::Full => locale.text(Message::NoRoom).to_owned(),
            StoreError::Broken(reason) => locale.with(Message::FilesBroken, &[("reason", reason)]),
        }
    }
}
