//! The loading state: a grey outline of the article, and the progress of loading.

use crate::browser::fetch::Progress;
use crate::components::dom::{El, set};
use crate::components::reactive::{effect, watch};
use crate::i18n::Language;
use crate::state::reader::ReaderState;
use leptos::prelude::*;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The progress, while an article is loading, and the outline if no article is shown.
#[component]
pub fn Skeleton() -> impl IntoView {
    let reader = ReaderState::from_context();
    let is_loading = Memo::new(move |_| reader.loading.with(Option::is_some));
    move || {
        reader.language.track();
        let is_only_content = !reader.has_content();
        is_loading
            .get()
            .then(|| untrack(|| parts(reader, is_only_content).into_iter().map(El::into_view).collect::<Vec<_>>()))
    }
}

/// The progress. With `is_only_content`, no article is shown yet, so the outline is part of it.
fn parts(reader: ReaderState, is_only_content: bool) -> Vec<El> {
    let outline = || El::new("div").class("skeleton").attr("aria-hidden", "true");
    [line(reader, is_only_content)].into_iter().chain(is_only_content.then(outline)).collect()
}

/// The progress, over the article that is shown or over the outline.
fn line(reader: ReaderState, is_only_content: bool) -> El {
    let progress = move || reader.loading.get().unwrap_or_default();
    let locale = reader.language.get_untracked();
    let bar = El::new("progress").attr("aria-label", locale.text(Message::Loading));
    let element = bar.element().clone();
    effect(move || {
        if let Progress { loaded, total: Some(total) } = progress() {
            set(&element, "max", &total.max(1).to_string());
            set(&element, "value", &loaded.to_string());
        }
    });
    let status = El::new("p").attr("role", "status");
    let element = status.element().clone();
    watch(move || words(&reader.language.get(), progress()), move |_, words| element.set_text_content(Some(words)));
    let heading = is_only_content.then(|| El::new("h1").class("hidden").text("Whowhen"));
    reader
        .status_container(is_only_content)
        .child_if(heading)
        .child(El::new("div").class("loading").child(bar).child(status))
}

/// For example "Loading the article: 1.2 of 4.8 MB". The text changes with each tenth of a megabyte, so that a screen
/// reader does not announce every byte.
fn words(locale: &Language, progress: Progress) -> String {
    const TENTH: usize = 100_000;
    let megabytes = |bytes: usize| locale.intl.number((bytes / TENTH) as f64 / 10.0);
    match progress {
        Progress { loaded: ..TENTH, .. } => locale.text(Message::Loading).to_owned() + "…",
        Progress { loaded, total: Some(total) } => {
            locale.with(Message::LoadingOf, &[("loaded", &megabytes(loaded)), ("total", &megabytes(total))])
        }
        Progress { loaded, total: None } => locale.with(Message::LoadingSome, &[("loaded", &megabytes(loaded))]),
    }
}
