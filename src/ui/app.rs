//! The whole reader: a Leptos component of one element, in which all else is made.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::element::{active, closest, find, set};
use super::live::{attribute, follow, keep, listen, on_change, slot, spawn};
use super::shell::{Options, Shell};
use super::sides::Width;
use super::value::Watched;
use super::{alert, library, loading, page};
use crate::host::{address, document, frames, observe, scroll, window};

/// The reader: a Leptos component of one element, in which all else is made.
#[component]
pub fn App(
    /// How it is put into the page.
    options: Options,
    /// The element that it is put into.
    place: Element,
) -> impl IntoView {
    let shell = Shell::new(options);
    let root = NodeRef::<html::Div>::new();
    follow(move || {
        if let Some(root) = root.get() {
            untrack(|| furnish(shell, &place, (*root).clone().into()));
        }
    });
    view! { <div node_ref=root></div> }
}

/// Puts into the reader's root what follows the state of loading: the error, the outline, the article.
fn furnish(shell: Shell, place: &Element, root: Element) {
    // Set by hand: in the view each attribute is a type of its own.
    for (name, value) in [("class", "whowhen"), ("tabindex", "-1"), ("data-whowhen", "")] {
        set(&root, name, value);
    }
    let width = follow_width(place, &root);
    if shell.is_page() {
        if let Some(page) = document().document_element() {
            speak(shell, &page);
        }
        address::keep_places();
        listen(&window(), "popstate", move |_| shell.come_back());
    }
    shell.load();

    let failed = move || shell.failure.with(Option::is_some);
    let loading = move || shell.loading.with(Option::is_some);
    let shown = move || shell.shown.with(Option::is_some);
    let state = move || match (failed(), loading()) {
        (true, _) => "error",
        (false, true) => "loading",
        (false, false) => "ready",
    };
    speak(shell, &root);
    attribute(&root, "data-state", move || Some(state()));
    attribute(&root, "data-theme", move || Some(shell.settings.with(|settings| settings.theme.word())));
    attribute(&root, "data-typeface", move || Some(shell.settings.with(|settings| settings.typeface.word())));
    attribute(&root, "data-lines", move || Some(shell.settings.with(|settings| settings.lines.word())));
    attribute(&root, "data-marks", move || Some(shell.settings.with(|settings| settings.marks.word())));
    attribute(&root, "data-announce", move || shell.settings.with(|settings| settings.announce).then_some(""));
    let sized: HtmlElement = root.clone().unchecked_into();
    follow(move || {
        let size = shell.settings.with(|settings| settings.size);
        let _ = sized.style().set_property("--size", &size.to_string());
    });
    attribute(&root, "data-width", move || Some(width.get().word()));
    attribute(&root, "aria-busy", move || loading().then_some("true"));
    slot(
        &root,
        move || (shell.failure.get(), !shown(), shell.language.get()),
        move |(failure, alone, _)| failure.iter().map(|failure| alert::alert(shell, failure, alone)).collect(),
    );
    slot(
        &root,
        // Under an article that is shown they stand anyway.
        move || ((failed() && !shown()).then(|| shell.library.get()).flatten(), shell.language.get()),
        move |(library, _)| library.and_then(|library| library::library(shell, &library, 1)).into_iter().collect(),
    );
    slot(
        &root,
        move || (loading(), !shown(), shell.language.get()),
        move |(loading, alone, _)| if loading { loading::parts(shell, alone) } else { Vec::new() },
    );
    // Another article, or another language: what has the focus in the one before goes with it.
    let own = root.clone();
    on_change(
        move || (shell.shown.get(), shell.language.get()),
        move |before, (story, _)| {
            let Some(active) = active().filter(|active| before.is_some() && own.contains(Some(active))) else { return };
            scroll::focus(&own);
            // Whoever chose a language in the menu is at its button then.
            if before.is_some_and(|(before, _)| before == *story) && closest(&active, ".tools.menu").is_some() {
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
        move || (shell.shown.get(), shell.language.get()),
        move |(story, _)| story.map(|story| page::parts(shell, story, width, &page)).unwrap_or_default(),
    );
}

/// Says on an element in which language the interface speaks, and which way that runs.
fn speak(shell: Shell, element: &Element) {
    attribute(element, "lang", move || Some(shell.language.get().tag));
    attribute(element, "dir", move || Some(shell.language.get().direction().word()));
}

/// How wide the reader is, now and whenever it changes.
fn follow_width(place: &Element, root: &Element) -> Watched<Width> {
    // In ems of the page's text: who has it twice as large has a screen half as wide.
    let measure = |element: &Element| {
        let page = document().document_element();
        let style = page.and_then(|page| window().get_computed_style(&page).ok().flatten());
        let size = style.and_then(|style| style.get_property_value("font-size").ok());
        let em = size.map_or(16.0, |size| js_sys::Number::parse_float(&size));
        Width::of(element.get_bounding_client_rect().width() / if em > 0.0 { em } else { 16.0 })
    };
    let width = Watched::new(measure(place));
    let watched = root.clone();
    keep(observe::resizing(root, move || {
        let now = measure(&watched);
        if width.try_get_untracked().is_some_and(|before| before != now) {
            width.set(now);
        }
    }));
    width
}
