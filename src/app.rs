//! The whole reader: [`App`], which holds the error, the skeleton and the article, one after the other.

use leptos::either::Either;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::article_page::ArticlePage;
use crate::browser::{address, document, frames, observe, scroll, style, window};
use crate::components::dom::{El, closest, find, focused_element};
use crate::components::reactive::{attribute, effect, keep_alive, listen, spawn};
use crate::events::single_event::SingleEvent;
use crate::state::panels::Width;
use crate::state::props::{MountOptions, Props};
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::status::error::ErrorAlert;
use crate::status::library::LibraryAfterError;
use crate::status::skeleton::Skeleton;
use whowhen_core::locale::Locale;
use whowhen_core::reading::View;
use whowhen_views::Markup;

/// The reader.
#[component]
pub fn App(
    /// How the reader was put into the page.
    options: MountOptions,
    /// What the page asks for, at first.
    props: Props,
    /// Is given the state of the reader, by which the page asks for something else later.
    on_created: Box<dyn Fn(ReaderState)>,
) -> impl IntoView {
    let root = El::new("div").class("whowhen").attr("tabindex", "-1").attr("data-whowhen", "");
    let root = root.attr_if("data-boxed", options.boxed.then_some(""));
    let reader = ReaderState::new(options, props, root.element().clone());
    provide_context(reader);
    on_created(reader);
    effect(move || untrack(|| start(reader)));

    let is_failed = move || reader.failure.with(Option::is_some);
    let is_loading = move || reader.loading.with(Option::is_some);
    let state = move || match (is_failed(), is_loading()) {
        (true, _) => "error",
        (false, true) => "loading",
        (false, false) => "ready",
    };
    set_language(reader, root.element());
    let sized: HtmlElement = root.element().clone().unchecked_into();
    effect(move || {
        let size = reader.settings.with(|settings| settings.size);
        let _ = sized.style().set_property("--size", &size.to_string());
    });
    root.reactive_attr("data-state", move || Some(state()))
        .reactive_attr("data-theme", move || Some(reader.theme().word()))
        .reactive_attr("data-typeface", move || Some(reader.settings.with(|settings| settings.typeface.word())))
        .reactive_attr("data-lines", move || Some(reader.settings.with(|settings| settings.lines.word())))
        .reactive_attr("data-marks", move || Some(reader.settings.with(|settings| settings.marks.word())))
        .reactive_flag("data-announce", move || reader.settings.with(|settings| settings.announce))
        .reactive_attr("data-width", move || Some(reader.width.get().word()))
        .reactive_attr("aria-busy", move || is_loading().then_some("true"))
        .view(view! {
            <ErrorAlert/>
            <LibraryAfterError/>
            <Skeleton/>
            <Article/>
        })
        .into_view()
}

/// The article that is loaded: its page, or, where the address asks for it, one event alone.
#[component]
fn Article() -> impl IntoView {
    let reader = ReaderState::from_context();
    let single_view = Memo::new(move |_| reader.address.with(|address| address.view).filter(is_single));
    move || {
        reader.language.track();
        let view = single_view.get();
        let story = reader.story.get()?;
        let shown = SendWrapper::new(story.clone());
        on_cleanup(move || keep_focus(reader, &shown));
        Some(match view {
            Some(view) => Either::Left(view! { <SingleEvent story view/> }),
            None => Either::Right(view! { <ArticlePage story/> }),
        })
    }
}

/// Begins to work, once the reader is in the page.
fn start(reader: ReaderState) {
    follow_width(reader);
    if reader.is_page() {
        if let Some(page) = document().document_element() {
            set_language(reader, &page);
        }
        address::keep_places();
        listen(&window(), "popstate", move |_| reader.on_popstate());
    }
    reader.load();
}

/// Keeps the language of the interface, and its direction, on an element.
fn set_language(reader: ReaderState, element: &Element) {
    attribute(element, "lang", move || Some(reader.language.get().tag));
    attribute(element, "dir", move || Some(reader.language.get().direction().word()));
}

/// Whether a view is of one event alone.
fn is_single(view: &View) -> bool {
    matches!(view, View::Event | View::Quote)
}

/// Keeps the reader's width up to date.
fn follow_width(reader: ReaderState) {
    let Some(root) = reader.root.try_get_value() else { return };
    reader.measure_width();
    keep_alive(observe::resizing(&root, move || reader.measure_width()));
}

impl ReaderState {
    /// Measures how wide the reader is. The style decides: by the window in a page of ours, else by the box that the reader
    /// is given.
    pub fn measure_width(self) {
        let Some(root) = self.root.try_get_value() else { return };
        let width = Width::from_word(&style::value(&root, "--width"));
        if self.width.try_get_untracked().is_some_and(|before| before != width) {
            self.width.set(width);
        }
    }
}

/// An article goes, for another one or because of another language: what has the focus in it gives it to the reader.
fn keep_focus(reader: ReaderState, shown: &Shared<Story>) {
    let Some(root) = reader.root.try_get_value() else { return };
    let Some(focused) = focused_element().filter(|focused| root.contains(Some(focused))) else { return };
    scroll::focus(&root);
    // Whoever chooses a language does so in the menu, and is at its button afterwards.
    let is_same = reader.story.try_get_untracked().flatten().as_ref() == Some(shown);
    if is_same && closest(&focused, ".tools.menu").is_some() {
        spawn(async move {
            frames::next_frame().await;
            find(&root, ".tools.menu > .tool").iter().for_each(scroll::focus);
        });
    }
}
