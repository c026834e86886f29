//! The whole reader: a Leptos component of one element, in which all else is made.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::article_page;
use crate::browser::{address, document, frames, observe, scroll, style, window};
use crate::components::dom::{closest, find, focused_element, set, toggle_attribute};
use crate::components::reactive::{attribute, effect, keep_alive, listen, slot, spawn, watch};
use crate::events::single_event;
use crate::state::panels::Width;
use crate::state::props::{MountOptions, Props};
use crate::state::reader::ReaderState;
use crate::state::value::Watched;
use crate::status::error;
use crate::status::library;
use crate::status::skeleton;
use whowhen_core::locale::Locale;
use whowhen_core::reading::View;

/// The reader: a Leptos component of one element, in which all else is made.
#[component]
pub fn App(
    /// How it is put into the page, and what the page asks for.
    options: (MountOptions, Props),
    /// Is given what the parts of the reader share.
    on_created: Box<dyn Fn(ReaderState)>,
) -> impl IntoView {
    let reader = ReaderState::new(options.0, options.1);
    on_created(reader);
    let root = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(root) = root.get() {
            untrack(|| build_reader(reader, (*root).clone().into()));
        }
    });
    view! { <div node_ref=root></div> }
}

/// Puts into the reader's root what follows the state of loading: the error, the outline, the article.
fn build_reader(reader: ReaderState, root: Element) {
    // Set by hand: in the view each attribute is a type of its own.
    for (name, value) in [("class", "whowhen"), ("tabindex", "-1"), ("data-whowhen", "")] {
        set(&root, name, value);
    }
    toggle_attribute(&root, "data-boxed", reader.options.with_value(|options| options.boxed));
    let width = follow_width(&root);
    if reader.is_page() {
        if let Some(page) = document().document_element() {
            set_language(reader, &page);
        }
        address::keep_places();
        listen(&window(), "popstate", move |_| reader.on_popstate());
    }
    reader.load();

    let failed = move || reader.failure.with(Option::is_some);
    let loading = move || reader.loading.with(Option::is_some);
    let shown = move || reader.story.with(Option::is_some);
    let state = move || match (failed(), loading()) {
        (true, _) => "error",
        (false, true) => "loading",
        (false, false) => "ready",
    };
    set_language(reader, &root);
    attribute(&root, "data-state", move || Some(state()));
    attribute(&root, "data-theme", move || Some(reader.theme().word()));
    attribute(&root, "data-typeface", move || Some(reader.settings.with(|settings| settings.typeface.word())));
    attribute(&root, "data-lines", move || Some(reader.settings.with(|settings| settings.lines.word())));
    attribute(&root, "data-marks", move || Some(reader.settings.with(|settings| settings.marks.word())));
    attribute(&root, "data-announce", move || reader.settings.with(|settings| settings.announce).then_some(""));
    let sized: HtmlElement = root.clone().unchecked_into();
    effect(move || {
        let size = reader.settings.with(|settings| settings.size);
        let _ = sized.style().set_property("--size", &size.to_string());
    });
    attribute(&root, "data-width", move || Some(width.get().word()));
    attribute(&root, "aria-busy", move || loading().then_some("true"));
    slot(
        &root,
        move || (reader.failure.get(), !shown(), reader.language.get()),
        move |(failure, alone, _)| failure.iter().map(|failure| error::alert(reader, failure, alone)).collect(),
    );
    slot(
        &root,
        // Under an article that is shown they stand anyway.
        move || ((failed() && !shown()).then(|| reader.library.get()).flatten(), reader.language.get()),
        move |(library, _)| library.and_then(|library| library::library(reader, &library, 1)).into_iter().collect(),
    );
    slot(
        &root,
        move || (loading(), !shown(), reader.language.get()),
        move |(loading, alone, _)| if loading { skeleton::parts(reader, alone) } else { Vec::new() },
    );
    // Another article, or another language: what has the focus in the one before goes with it.
    let own = root.clone();
    watch(
        move || (reader.story.get(), reader.language.get()),
        move |before, (story, _)| {
            let Some(focused_element) =
                focused_element().filter(|focused_element| before.is_some() && own.contains(Some(focused_element)))
            else {
                return;
            };
            scroll::focus(&own);
            // Whoever chose a language in the menu is at its button then.
            if before.is_some_and(|(before, _)| before == *story) && closest(&focused_element, ".tools.menu").is_some()
            {
                let own = own.clone();
                spawn(async move {
                    frames::next_frame().await;
                    find(&own, ".tools.menu > .tool").iter().for_each(scroll::focus);
                });
            }
        },
    );
    let page = root.clone();
    slot(
        &root,
        move || {
            (reader.story.get(), reader.language.get(), reader.address.with(|address| address.view).filter(is_single))
        },
        move |(story, _, single)| match (story, single) {
            (Some(story), Some(view)) => single_event::parts(reader, story, view),
            (Some(story), None) => {
                // What was not seen until now had no width.
                width.set(Width::from_word(&style::value(&page, "--width")));
                article_page::parts(reader, story, width, &page)
            }
            (None, _) => Vec::new(),
        },
    );
}

/// Says on an element in which language the interface speaks, and which way that runs.
fn set_language(reader: ReaderState, element: &Element) {
    attribute(element, "lang", move || Some(reader.language.get().tag));
    attribute(element, "dir", move || Some(reader.language.get().direction().word()));
}

/// Whether a view is of one event alone.
fn is_single(view: &View) -> bool {
    matches!(view, View::Event | View::Quote)
}

/// How wide the reader is, now and whenever it changes.
fn follow_width(root: &Element) -> Watched<Width> {
    // The style measures: in the window of a page of ours, else in the box that we are given.
    let width = Watched::new(Width::from_word(&style::value(root, "--width")));
    let watched = root.clone();
    keep_alive(observe::resizing(root, move || {
        let now = Width::from_word(&style::value(&watched, "--width"));
        if width.try_get_untracked().is_some_and(|before| before != now) {
            width.set(now);
        }
    }));
    width
}
