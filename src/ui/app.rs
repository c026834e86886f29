//! The whole reader: a Leptos component of one element, in which all else is made.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::element::{active, closest, find, mark_with, set};
use super::given::{Given, Options};
use super::live::{attribute, follow, keep, listen, on_change, slot, spawn};
use super::shell::Shell;
use super::sides::Width;
use super::value::Watched;
use super::{alert, library, loading, page, single};
use crate::host::{address, document, frames, observe, scroll, style, window};
use whowhen_core::locale::Locale;
use whowhen_core::reading::View;

/// The reader: a Leptos component of one element, in which all else is made.
#[component]
pub fn App(
    /// How it is put into the page, and what the page asks for.
    options: (Options, Given),
    /// Is given what the parts of the reader share.
    begun: Box<dyn Fn(Shell)>,
) -> impl IntoView {
    let shell = Shell::new(options.0, options.1);
    begun(shell);
    let root = NodeRef::<html::Div>::new();
    follow(move || {
        if let Some(root) = root.get() {
            untrack(|| furnish(shell, (*root).clone().into()));
        }
    });
    view! { <div node_ref=root></div> }
}

/// Puts into the reader's root what follows the state of loading: the error, the outline, the article.
fn furnish(shell: Shell, root: Element) {
    // Set by hand: in the view each attribute is a type of its own.
    for (name, value) in [("class", "whowhen"), ("tabindex", "-1"), ("data-whowhen", "")] {
        set(&root, name, value);
    }
    mark_with(&root, "data-boxed", shell.options.with_value(|options| options.boxed));
    let width = follow_width(&root);
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
    attribute(&root, "data-theme", move || Some(shell.theme().word()));
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
        move || (shell.shown.get(), shell.language.get(), shell.address.with(|address| address.view).filter(is_single)),
        move |(story, _, single)| match (story, single) {
            (Some(story), Some(view)) => single::parts(shell, story, view),
            (Some(story), None) => {
                // What was not seen until now had no width.
                width.set(Width::from_word(&style::value(&page, "--width")));
                page::parts(shell, story, width, &page)
            }
            (None, _) => Vec::new(),
        },
    );
}

/// Says on an element in which language the interface speaks, and which way that runs.
fn speak(shell: Shell, element: &Element) {
    attribute(element, "lang", move || Some(shell.language.get().tag));
    attribute(element, "dir", move || Some(shell.language.get().direction().word()));
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
    keep(observe::resizing(root, move || {
        let now = Width::from_word(&style::value(&watched, "--width"));
        if width.try_get_untracked().is_some_and(|before| before != now) {
            width.set(now);
        }
    }));
    width
}
