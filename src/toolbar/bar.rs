//! The bar on top: whose page this is, the article's title, search, filters, the switches of the panels, sharing, menu. On narrow screens the
//! switches are tabs at the bottom, where a thumb is.

use crate::actors::popover::Popover;
use crate::browser::{frames, scroll};
use crate::components::dom::{El, closest, find, target};
use crate::components::drawer::drawer;
use crate::components::panel::{count as panel_count, name_and_number};
use crate::components::reactive::spawn;
use crate::input::pointer;
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, PanelKind, Width};
use crate::state::reader::ReaderState;
use crate::toolbar::filters;
use crate::toolbar::menu;
use crate::toolbar::search;
use crate::toolbar::share;
use leptos::prelude::*;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The bar.
#[component]
pub fn Toolbar(
    /// The popover of the actor that is pointed at: a click on a name in a drawer closes it.
    popover: Popover,
) -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let article = &state.story().article;
    let name = El::new("bdi").attr_if("lang", article.language.as_deref()).text(&article.title);
    // It is cut where it ends.
    let title = El::new("span").class("title").attr("dir", article.direction.word()).child(name);
    El::new("div")
        .class("bar")
        .attr("part", "bar")
        .attr("role", if reader.is_page() { "banner" } else { "group" })
        .attr("aria-label", "Whowhen")
        .child(El::new("b").text("Whowhen"))
        .child(title)
        .child(drawer(state, Drawer::Search, move || search::search(state)))
        .child(drawer(state, Drawer::Filters, move || filters::filters(state)))
        .child(El::new("div").class("at-bar").reactive_children(
            move || state.width.get() != Width::Narrow,
            move |wide| switches(reader, state, "switches", wide),
        ))
        .child(drawer(state, Drawer::Share, move || share::share(reader, state)))
        .child(drawer(state, Drawer::Menu, move || menu::menu(reader, state)))
        .on("click", move |event| pointer::click(reader, state, popover, event))
        .into_view()
}

/// The first stops of Tab: past the bar, to the text or a panel.
#[component]
pub fn SkipLinks() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let story = state.story();
    let locale = story.locale();
    let skip = |word: Message, selector: &'static str, panel_kind: Option<PanelKind>| {
        El::button().class("skip").text(locale.text(word)).on("click", move |event: &web_sys::Event| {
            if let Some(panel_kind) = panel_kind.filter(|panel_kind| !untrack(|| state.shows(*panel_kind))) {
                state.toggle(panel_kind);
            }
            let root = target(event).and_then(|button| closest(&button, "[data-whowhen]"));
            // A panel is shown in the next frame.
            spawn(async move {
                frames::next_frame().await;
                if let Some(place) = root.and_then(|root| find(&root, selector)) {
                    scroll::focus(&place);
                }
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

/// The switches of a narrow screen.
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

fn switches(reader: ReaderState, state: ArticleState, class: &str, here: bool) -> Vec<El> {
    // At the bottom of a narrow screen they are outside of every landmark, and are one.
    let role = if class == "tabs" { reader.landmark_role() } else { "group" };
    let group = || {
        El::new("div").class(class).attr("role", role).attr("aria-label", state.story().locale().text(Message::Panels))
    };
    let both = || group().child(switch(state, PanelKind::Actors)).child(switch(state, PanelKind::Events));
    here.then(both).into_iter().collect()
}

/// Shows or hides a panel.
fn switch(state: ArticleState, panel_kind: PanelKind) -> El {
    let story = state.story();
    let locale = story.locale();
    let (name, _) = name_and_number(&story, panel_kind);
    El::button()
        .class("switch")
        .reactive_attr("aria-pressed", move || Some(if state.shows(panel_kind) { "true" } else { "false" }))
        .on("click", move |_: &web_sys::Event| state.toggle(panel_kind))
        .text(locale.text(name))
        .text(" ")
        .child(panel_count(state, panel_kind))
}
