//! The whole reader: a Leptos component of one element, in which all else is made.

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::element::set;
use super::live::{attribute, follow, keep, listen, slot};
use super::shell::{Options, Shell};
use super::sides::Width;
use super::value::Watched;
use super::{alert, library, loading, page};
use crate::host::{address, document, observe, window};

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
    for (name, value) in
        [("class", "whowhen"), ("lang", "en"), ("dir", "ltr"), ("tabindex", "-1"), ("data-whowhen", "")]
    {
        set(&root, name, value);
    }
    let width = follow_width(place, &root);
    if shell.is_page() {
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
    attribute(&root, "data-state", move || Some(state()));
    attribute(&root, "data-width", move || Some(width.get().word()));
    attribute(&root, "aria-busy", move || loading().then_some("true"));
    slot(
        &root,
        move || (shell.failure.get(), !shown()),
        move |(failure, alone)| failure.iter().map(|failure| alert::alert(shell, failure, alone)).collect(),
    );
    slot(
        &root,
        move || failed().then(|| shell.library.get()).flatten(),
        move |library| library.and_then(|library| library::library(shell, &library, 1)).into_iter().collect(),
    );
    slot(
        &root,
        move || (loading(), !shown()),
        move |(loading, alone)| if loading { loading::parts(shell, alone) } else { Vec::new() },
    );
    let page = root.clone();
    slot(
        &root,
        move || shell.shown.get(),
        move |story| story.map(|story| page::parts(shell, story, width, &page)).unwrap_or_default(),
    );
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
