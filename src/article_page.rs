//! The page of one article: the toolbar, the text, the two panels and the dialogs.
//!
//! [`ArticlePage`] creates the [`ArticleState`] and provides it as a Leptos context. Everything that it starts ends
//! when the article is replaced.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::actors::panel::ActorsPanel;
use crate::actors::popover::Popover;
use crate::browser::observe::{self, SizeObserver};
use crate::browser::viewport::Viewport;
use crate::browser::{style, timers};
use crate::components::dom::El;
use crate::components::reactive::{keep_alive, spawn, watch};
use crate::components::{drawer, panel};
use crate::diagrams::view::DiagramView;
use crate::dialogs::embed_code::EmbedCodeDialog;
use crate::dialogs::shortcuts_help::ShortcutsHelp;
use crate::events::panel::EventsPanel;
use crate::input::pointer::{self, HoverState};
use crate::input::{click, keyboard_shortcuts, roving_tabindex};
use crate::navigation::{history, scroll_to};
use crate::print;
use crate::state::article::ArticleState;
use crate::state::panels::{Drawer, PanelKind, Width};
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::state::story::{Story, TextPosition};
use crate::status::live_region::Announcements;
use crate::status::missing_ids::MissingIds;
use crate::text::article_view::ArticleView;
use crate::toolbar::bar::{PanelTabs, SkipLinks, Toolbar};
use crate::toolbar::{filters, search};
use whowhen_core::reading::State;
use whowhen_views::Markup;

/// The page of an article.
#[component]
pub fn ArticlePage(
    /// The article.
    story: Shared<Story>,
) -> impl IntoView {
    let reader = ReaderState::from_context();
    let root = reader.root.get_value();
    // A reader that was hidden until now had no width to measure.
    reader.measure_width();
    let (reading, missing) = State::at(&reader.address.get_untracked(), &story.article);
    let searches = !reading.query.is_empty();
    let view = match reader.options.with_value(|options| options.boxed) {
        true => Viewport::from_element(root.clone().unchecked_into()),
        false if reader.is_own_page() => Viewport::window(),
        false => Viewport::around(root.clone().unchecked_into()),
    };
    let instead = reader.replaces_static_page.get_value();
    let number = reader.options.with_value(|options| options.number);
    let state = ArticleState::new(story.clone(), (reading, missing), reader.width, view, (instead, number));
    provide_context(state);
    let before = if instead { history::static_article_position(state, &root) } else { None };
    reader.set_page_title(&story);
    let popover = Popover::new(reader, state);
    if !reader.is_own_page() {
        follow_view_height(state, root.clone().unchecked_into());
    }
    history::sync_address(state, reader);
    history::follow_history(state, reader, before);
    history::save_position_after_scrolling(state, reader);
    filters::follow_filter(state);
    search::follow_query(state);
    drawer::close_outside(state);
    print::follow_printing(reader, state);
    keyboard_shortcuts::listen_for_shortcuts(reader, state, root.clone());
    keyboard_shortcuts::listen_for_escape(reader, state, popover, root);
    scroll_to::cancel_on_input(state);
    panel::follow_width(state);
    // If the address contains a search, its results are visible at once.
    if searches {
        state.drawer.set(Some(Drawer::Search));
    }
    // First, so that its effects run first: the text is what the user waits for.
    let columns = view! { <Columns popover before/> };
    view! {
        <SkipLinks/>
        <Toolbar popover/>
        <MissingIds/>
        {columns}
        <PanelTabs/>
        <ShortcutsHelp/>
        <EmbedCodeDialog/>
        <Announcements/>
    }
}

/// If an element of the host page scrolls the reader, tells the style how high that element is: the panels are as high
/// as what is visible of the text.
fn follow_view_height(state: ArticleState, root: HtmlElement) {
    let view = state.view();
    if view.own_element().is_some() {
        return;
    }
    let observed: StoredValue<Option<(HtmlElement, SizeObserver)>, LocalStorage> = StoredValue::new_local(None);
    // An element begins to scroll when the reader in it has grown.
    keep_alive(observe::size(&root.clone(), move || {
        let scroller = view.scroller();
        if observed.with_value(|observed| observed.as_ref().map(|(element, _)| element) == scroller.as_ref()) {
            return;
        }
        let observer = scroller.map(|element| {
            let (of, root) = (element.clone(), root.clone());
            let set_height = move || style::set_property(&root, "--view", &format!("{}px", of.client_height()));
            (element.clone(), observe::size(&element, set_height))
        });
        if observer.is_none() {
            style::set_property(&root, "--view", "");
        }
        observed.set_value(observer);
    }));
}

/// The text and the two panels beside it. Its listeners for the pointer, the focus, clicks and keys serve all three.
#[component]
fn Columns(
    /// The actor popover.
    popover: Popover,
    /// The user's reading position in the static page that the reader replaces.
    before: Option<TextPosition>,
) -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let hover_state = HoverState::new();
    // The text is what the user waits for. The panels beside it are made after it is painted, each in a task of its own,
    // unless a static page shows them already, or one of them covers the text.
    let covers = untrack(|| state.width.get() == Width::Narrow && state.panels.with(|panels| panels.front.is_some()));
    let at_once = state.initial_entries > 0 || covers;
    let (has_actors, has_events) = (RwSignal::new_local(at_once), RwSignal::new_local(at_once));
    let make = move |has_panel: RwSignal<bool, LocalStorage>| {
        if has_panel.try_get_untracked() == Some(false) {
            has_panel.set(true);
        }
    };
    spawn(async move {
        timers::after_paint().await;
        // With tens of thousands of events, placing the strip of time takes as long as making the panel.
        if let Some(story) = state.try_story() {
            story.strip();
        }
        timers::yield_to_browser().await;
        make(has_events);
        timers::yield_to_browser().await;
        make(has_actors);
    });
    watch(
        move || state.printing.get(),
        move |_, printing| {
            if *printing {
                make(has_actors);
                make(has_events);
            }
        },
    );
    let actors = move || has_actors.get().then(|| view! { <ActorsPanel/> });
    let events = move || has_events.get().then(|| view! { <EventsPanel/> });
    El::new("div")
        .reactive_attr("class", move || {
            let is_held = state.reading.with(|reading| reading.actor.is_some());
            Some(if is_held { "page held" } else { "page" })
        })
        .reactive_flag("data-actors", move || state.is_panel_beside_text(PanelKind::Actors))
        .reactive_flag("data-events", move || state.is_panel_beside_text(PanelKind::Events))
        .reactive_flag("data-diagram", move || state.diagram().is_some())
        .on("pointermove", move |event| pointer::pointer_move(state, popover, hover_state, event))
        .on("pointerout", move |event| pointer::pointer_out(state, popover, hover_state, event))
        .on("mousedown", pointer::mouse_down)
        .on("focusin", move |event| pointer::focus_in(state, popover, hover_state, event))
        .on("focusout", move |event| pointer::focus_out(state, popover, hover_state, event))
        .on("click", move |event| click::click(reader, state, popover, event))
        .on("keydown", move |event| roving_tabindex::key_down(state, popover, event))
        .view(view! {
            <DiagramView/>
            <ArticleView popover before/>
            {actors}
            {events}
        })
        .into_view()
}
