//! The drawers of the toolbar: search, filters, views, sharing and the menu.
//!
//! Invariant: at most one drawer is open. It lies under its button.
//!
//! The content of a drawer is created when it opens and ends when it closes. Esc closes it and returns the focus to its
//! button. The menu, the views and sharing also close when the user presses outside of them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use crate::browser::{scroll, timers, window};
use crate::components::dom::{El, closest, find};
use crate::components::reactive::{effect, listen, spawn};
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, Width};
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// Returns the button's label, its class, and the path of its icon in a 16 × 16 view box.
fn label_class_icon(which: Drawer) -> (Message, &'static str, &'static str) {
    match which {
        Drawer::Search => (Message::Search, "search", "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6l4 4"),
        Drawer::Filters => (Message::Filters, "filters", "M1.5 4h13M4 8h8M6.5 12h3"),
        Drawer::Views => (Message::Views, "views", "M2 13.5h12M2 10.5h5M5 7.5h6M9 4.5h5"),
        Drawer::Share => (Message::Share, "share", "M8 10V1.8M5 4.5l3-3 3 3M3 8v6h10V8"),
        Drawer::Menu => (Message::Menu, "menu", "M2.5 8h.01M8 8h.01M13.5 8h.01"),
    }
}

/// Creates a toolbar button with its drawer. `make` creates the content each time the drawer opens.
pub fn drawer(state: ArticleState, which: Drawer, make: impl Fn() -> Vec<El> + Clone + 'static) -> El {
    let (word, class, icon) = label_class_icon(which);
    let story = state.story();
    let name = story.locale().text(word).to_owned();
    let is_open = move || state.drawer.get() == Some(which);
    let mut button = El::button()
        .class("tool")
        .reactive_bool("aria-expanded", is_open)
        .on("click", move |_: &Event| state.toggle_drawer(which))
        .child(
            El::svg("svg")
                .attr("viewBox", "0 0 16 16")
                .attr("aria-hidden", "true")
                .child(El::svg("path").attr("d", icon)),
        )
        .child(El::new("span").text(&name));
    if which == Drawer::Search {
        // The field lies over the button then, unless the screen is narrow.
        let is_covered = move || is_open() && state.width.get() != Width::Narrow;
        button = button.reactive_attr("tabindex", move || is_covered().then_some("-1"));
    }
    if which == Drawer::Filters {
        button = button.reactive_flag("data-on", move || !state.reading.with(|reading| reading.filter.is_empty()));
    }
    El::new("div").class(&format!("tools {class}")).child(button).reactive_children(is_open, move |is_open| {
        let drawer = || El::new("div").class("drawer").attr("role", "group").attr("aria-label", &name).children(make());
        is_open.then(drawer).into_iter().collect()
    })
}

impl ArticleState {
    /// Opens a drawer, or closes it if it is open.
    pub fn toggle_drawer(&self, which: Drawer) {
        if self.drawer.get_untracked() == Some(which) {
            self.close_drawer();
        } else {
            self.open_drawer(which);
        }
    }

    /// Opens a drawer. The search and the filters also receive the focus, even if they are already open, because the
    /// user is about to use them.
    pub fn open_drawer(&self, which: Drawer) {
        let before = self.drawer.get_untracked();
        self.drawer.set(Some(which));
        if before == Some(Drawer::Search) && which != Drawer::Search {
            self.set_query(String::new());
        }
        let state = *self;
        spawn(async move {
            let selector = match which {
                Drawer::Search => ".drawer input",
                Drawer::Filters => ".drawer button",
                Drawer::Views | Drawer::Share | Drawer::Menu => return,
            };
            // This must stay in the task of the click: on phones, a later focus does not open the on-screen keyboard.
            for _ in 0..16 {
                timers::next_microtask().await;
                let root = state.root();
                if let Some(first) = root.and_then(|root| find(&root, selector)) {
                    scroll::focus(&first);
                    return;
                }
            }
        });
    }

    /// Closes the open drawer. If the focus is in it, the focus returns to its button. Returns whether a drawer was
    /// open.
    pub fn close_drawer(&self) -> bool {
        let Some(which) = self.drawer.get_untracked() else { return false };
        let root = self.root();
        let drawer = root.and_then(|root| find(&root, ".drawer"));
        if let Some(drawer) = drawer.filter(|drawer| drawer.matches(":focus-within").unwrap_or(false))
            && let Some(button) = drawer.parent_element().and_then(|around| find(&around, ".tool"))
        {
            scroll::focus(&button);
        }
        if which == Drawer::Search {
            self.set_query(String::new());
        }
        self.drawer.set(None);
        true
    }
}

/// Closes the menu, the views and sharing when the user presses outside of them.
pub fn close_outside(state: ArticleState) {
    listen(&window(), "pointerdown", move |event| {
        let passing =
            matches!(state.drawer.try_get_untracked().flatten(), Some(Drawer::Menu | Drawer::Share | Drawer::Views));
        let target: Option<Element> = event.composed_path().get(0).dyn_into().ok();
        if passing && target.is_none_or(|target| closest(&target, ".tools").is_none()) {
            state.close_drawer();
        }
    });
}

/// Creates a button that runs an action, as a line of a drawer.
pub fn drawer_button(words: &str, then: Box<dyn Fn()>) -> El {
    El::button().class("action").text(words).on("click", move |_: &Event| then())
}

/// One button of a segmented control.
pub struct Segment {
    /// The label.
    pub words: String,
    /// Whether the segment is selected. Tracks signals.
    pub chosen: Box<dyn Fn() -> bool>,
    /// Selects the segment.
    pub choose: Box<dyn Fn()>,
}

/// Creates a segmented control with an accessible name.
pub fn segmented_control(name: &str, positions: Vec<Segment>) -> El {
    let buttons = positions.into_iter().map(|Segment { words, chosen, choose }| {
        El::button().reactive_bool("aria-pressed", chosen).on("click", move |_: &Event| choose()).text(&words)
    });
    El::new("div").class("segments").attr("role", "group").attr("aria-label", name).children(buttons)
}

/// Creates a checkbox with a label. `on` is its state and tracks signals; `then` is called with the new state when the
/// user changes it.
pub fn checkbox(words: &str, on: impl Fn() -> bool + 'static, then: impl Fn(bool) + 'static) -> El {
    let input = El::new("input").attr("type", "checkbox");
    let element: HtmlInputElement = input.element().clone().unchecked_into();
    let shown = element.clone();
    effect(move || shown.set_checked(on()));
    let input = input.on("change", move |_: &Event| then(element.checked()));
    El::new("label").class("tick").child(input).child(El::new("span").text(words))
}
