//! The toolbar at the top: the name Whowhen, which leads to the start page, the title of the article, the search, the filters, the panel switches, the
//! views, sharing and the menu.
//!
//! On a narrow screen the panel switches are tabs at the bottom, within reach of the thumb.

use crate::actors::popover::Popover;
use crate::browser::scroll;
use crate::components::dom::{El, closest, find, target};
use crate::components::drawer::drawer;
use crate::components::panel::{count as panel_count, name_and_number};
use crate::components::reactive::spawn;
use crate::input::click;
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, PanelKind, Width};
use crate::state::reader::ReaderState;
use crate::toolbar::filters;
use crate::toolbar::menu;
use crate::toolbar::search;
use crate::toolbar::share;
use crate::toolbar::views;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::{Markup, home_link};

/// The toolbar.
#[component]
pub fn Toolbar(
    /// The actor popover. A click on a name in a drawer closes it.
    popover: Popover,
) -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let article = &state.story().article;
    let name = El::new("bdi").attr_if("lang", article.language.as_deref()).text(&article.title);
    // With the direction of the article, a long title is truncated at its end.
    let title = El::new("span").class("title").attr("dir", article.direction.word()).child(name);
    let home = reader.start_address().map(|address| El::new("a").attr("href", &address));
    El::new("div")
        .class("bar")
        .attr("part", "bar")
        .attr("role", if reader.is_own_page() { "banner" } else { "group" })
        .attr("aria-label", "Whowhen")
        .reactive_flag("data-actors", move || state.is_panel_visible(PanelKind::Actors))
        .reactive_flag("data-events", move || state.is_panel_visible(PanelKind::Events))
        .child(home_link(&*state.story().locale(), home))
        .child(title)
        .child(drawer(state, Drawer::Search, move || search::search_content(state)))
        .child(drawer(state, Drawer::Filters, move || filters::filters_content(state)))
        .child(El::new("div").class("at-bar").reactive_children(
            move || state.width.get() != Width::Narrow,
            move |wide| switches(reader, state, "switches", wide),
        ))
        .child(drawer(state, Drawer::Views, move || views::views_content(state)))
        .child(drawer(state, Drawer::Share, move || share::share_content(reader, state)))
        .child(drawer(state, Drawer::Menu, move || menu::menu_content(reader, state)))
        .on("click", move |event| click::click(reader, state, popover, event))
        .into_view()
}

/// The skip links. They are the first tab stops, and lead past the toolbar to the text or a panel.
#[component]
pub fn SkipLinks() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let story = state.story();
    let locale = story.locale();
    let skip = |word: Message, selector: &'static str, panel_kind: Option<PanelKind>| {
        El::button().class("skip").text(locale.text(word)).on("click", move |event: &web_sys::Event| {
            if let Some(panel_kind) = panel_kind.filter(|panel_kind| !untrack(|| state.is_panel_visible(*panel_kind))) {
                state.toggle_panel(panel_kind);
            }
            if panel_kind.is_none() {
                state.show_text();
            }
            let root = target(event).and_then(|button| closest(&button, "[data-whowhen]"));
            // The panel becomes visible in the next frame. Soon after the article has opened, it may not be made yet.
            spawn(async move {
                let find = || find(root.as_ref()?, selector)?.dyn_into().ok();
                let place = scroll::wait_until_shown(&find, &|| true).await;
                place.iter().for_each(|place| scroll::focus(place));
            });
        })
    };
    El::new("div")
        .class("skips")
        .attr("role", reader.landmark_role())
        .attr("aria-label", locale.text(Message::Skips))
        .child(skip(Message::SkipToText, "article[data-article]", None))
        .child(skip(Message::SkipToEvents, ".side.end", Some(PanelKind::Events)))
        .child(skip(Message::SkipToActors, ".side.start", Some(PanelKind::Actors)))
        .into_view()
}

/// The panel switches of a narrow screen, as tabs.
#[component]
pub fn PanelTabs() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    El::new("div")
        .class("at-thumb")
        .reactive_children(
            move || state.width.get() == Width::Narrow,
            move |narrow| switches(reader, state, "tabs", narrow),
        )
        .into_view()
}

/// The panel switches, or nothing if they are displayed at the other end of the screen.
fn switches(reader: ReaderState, state: ArticleState, class: &str, here: bool) -> Vec<El> {
    // At the bottom of a narrow screen the switches are outside every landmark, so they are a landmark themselves.
    let role = if class == "tabs" { reader.landmark_role() } else { "group" };
    let group = || {
        El::new("div").class(class).attr("role", role).attr("aria-label", state.story().locale().text(Message::Panels))
    };
    let both = || group().child(switch(state, PanelKind::Actors)).child(switch(state, PanelKind::Events));
    here.then(both).into_iter().collect()
}

/// A button that opens or closes a panel.
fn switch(state: ArticleState, panel_kind: PanelKind) -> El {
    let story = state.story();
    let locale = story.locale();
    let (name, _) = name_and_number(&story, panel_kind);
    El::button()
        .class("switch")
        .reactive_bool("aria-pressed", move || state.is_panel_visible(panel_kind))
        .on("click", move |_: &web_sys::Event| state.toggle_panel(panel_kind))
        .text(locale.text(name))
        .text(" ")
        .child(panel_count(state, panel_kind, false))
}
