//! The actors panel: the list of actors, sorted and grouped as the user chooses, with the details of the selected
//! actor.
//!
//! The group headings also serve as the legend of the marks: they show the glyph, name and underline of each kind.
//!
//! The panel has one tab stop among its entries (roving tabindex).

use leptos::prelude::*;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement};

use crate::actors::detail::{DetailLevel, actor_detail};
use crate::actors::sort_order::{ORDERS, SortBy, sorted};
use crate::browser::scroll;
use crate::components::dom::{El, append, find, find_all, set, target, target_as};
use crate::components::drawer::checkbox;
use crate::components::keyed_list::{ArrangeOptions, KeyedList, ScrollPosition, Section};
use crate::components::panel::panel;
use crate::components::reactive::{spawn, watch};
use crate::input::roving_tabindex;
use crate::state::article::ArticleState;
use crate::state::filter::Visible;
use crate::state::panels::PanelKind;
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, ActorKind};
use whowhen_core::index::actor_kinds;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;
use whowhen_views::actors as views;

/// The actors panel.
#[component]
pub fn ActorsPanel() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    let story = state.story();
    let number = story.article.actors.len();
    let list = El::new("div");
    let render_count = RwSignal::new_local(0);
    let (by, by_kind) = (RwSignal::new_local(SortBy::MentionCount), RwSignal::new_local(true));
    let entries = entries(state, list.element().clone());
    arrange(state, entries, render_count, (by, by_kind));
    let tools = (number > 1).then(|| tools(&story, by, by_kind));
    let panel = panel(state, PanelKind::Actors, "side start", (None, tools), Message::NobodyMarked).child(list);
    follow_state((reader, state), entries, render_count, panel.element().clone().unchecked_into());
    let own = panel.element().clone();
    panel
        .on("focusin", move |event: &Event| {
            let entry = target(event).filter(|hit| hit.matches(".actor").unwrap_or(false));
            if let Some(entry) = entry {
                roving_tabindex::set_tab_stop(&find_all(&own, ".actor[tabindex='0']"), &entry);
            }
        })
        .into_view()
}

/// Creates the controls for the sort order and for grouping by kind.
fn tools(story: &Story, by: RwSignal<SortBy, LocalStorage>, by_kind: RwSignal<bool, LocalStorage>) -> El {
    let locale = story.locale();
    let options = ORDERS.iter().map(|(word, _)| El::new("option").text(locale.text(*word)));
    let sort = El::new("select").attr("aria-label", locale.text(Message::SortBy)).children(options).on(
        "change",
        move |event: &Event| {
            let order =
                target_as::<HtmlSelectElement>(event).and_then(|select| ORDERS.get(select.selected_index() as usize));
            order.into_iter().for_each(|(_, order)| by.set(*order));
        },
    );
    let kinds = checkbox(locale.text(Message::GroupKinds), move || by_kind.get(), move |on| by_kind.set(on));
    El::new("div").class("sorting").child(sort).child(kinds)
}

/// Creates the list of entries. An entry is rendered when it is first needed.
fn entries(state: ArticleState, container: Element) -> KeyedList {
    let number = state.story().article.actors.len();
    let make = move |key: usize| {
        let story = state.try_story()?;
        let locale = story.locale();
        let entry = views::entry(story.context(&locale), story.article.actors.nth(key)?).into_element();
        state.track_names(&entry);
        Some(entry)
    };
    let prepare = |_, entry: &Element, is_first| {
        if let Some(button) = find(entry, ".actor") {
            set(&button, "tabindex", if is_first { "0" } else { "-1" });
        }
    };
    KeyedList::new(container, number, make, prepare)
}

/// Shows the entries of all actors that pass the filter, sorted and grouped as the user chooses. In print they are
/// always grouped.
fn arrange(
    state: ArticleState,
    entries: KeyedList,
    render_count: RwSignal<u32, LocalStorage>,
    sorting: (RwSignal<SortBy, LocalStorage>, RwSignal<bool, LocalStorage>),
) {
    let (by, by_kind) = sorting;
    watch(
        move || {
            let actors = state.visible.with(|visible| visible.actors.clone());
            (by.get(), by_kind.get() || state.printing.get(), actors, state.printing.get())
        },
        move |before, (by, by_kind, actors, printing)| {
            let visible = &Visible { actors: actors.clone(), ..Visible::default() };
            let Some(story) = state.try_story() else { return };
            let mut groups: Vec<(Option<&ActorKind>, Vec<ActorIdx>)> = Vec::new();
            let kinds = if *by_kind { actor_kinds(&story.article) } else { Vec::new() };
            let all = sorted(&story, *by, visible);
            for (kind, _) in &kinds {
                let of_kind = |actor: &&ActorIdx| story.article[**actor].kind == *kind;
                groups.push((Some(kind), all.iter().filter(of_kind).copied().collect()));
            }
            if !*by_kind {
                groups.push((None, all));
            }
            groups.retain(|(_, actors)| !actors.is_empty());
            let locale = story.locale();
            let sections = groups.into_iter().map(|(kind, actors)| Section {
                heading: kind.map(|kind| views::kind_heading(story.context(&locale), kind, actors.len())),
                list: El::new("ul").class("actors"),
                keys: actors.iter().map(|actor| actor.position()).collect(),
            });
            let none = || El::new("p").class("none").text(locale.text(Message::NoneFits));
            let how = ArrangeOptions {
                scroll: match before {
                    Some((.., true)) => ScrollPosition::Previous,
                    Some(_) => ScrollPosition::Current,
                    None => ScrollPosition::Start,
                },
                at_once: *printing,
                initial_rows: if before.is_none() { state.initial_entries } else { 0 },
                empty: (!story.article.actors.is_empty()).then(none),
                on_done: Some(Box::new(move || render_count.update(|render_count| *render_count += 1))),
            };
            entries.arrange(sections.collect(), how);
        },
    );
}

/// Opens the entry of the selected actor, closes the previous one, and scrolls the panel to the open entry.
fn follow_state(
    (reader, state): (ReaderState, ArticleState),
    entries: KeyedList,
    render_count: RwSignal<u32, LocalStorage>,
    panel: HtmlElement,
) {
    let open = StoredValue::new_local(None::<(Element, Element)>);
    // The entry may not be rendered yet. `render_count` changes when all entries are, and this runs again.
    let held = move || {
        let (actor, order) = state.reading.with(|reading| (reading.actor, reading.order));
        (actor, render_count.get(), state.is_panel_visible(PanelKind::Actors), order)
    };
    let own = panel.clone();
    let scroll_to_entry = move |entry: Element| {
        let panel = own.clone();
        spawn(async move {
            let wanted =
                || open.try_with_value(|open| open.as_ref().is_some_and(|(now, _)| *now == entry)) == Some(true);
            scroll::scroll_panel_to(&panel, &entry, &wanted).await;
        });
    };
    watch(held, move |before, (held, _, is_seen, order)| {
        let entry_of = |actor: ActorIdx| entries.fill(actor.position());
        let held = held.and_then(|actor| Some((actor, entry_of(actor)?)));
        if let Some(button) =
            held.as_ref().and_then(|(_, entry)| find(entry, ".actor")).filter(|button| button.is_connected())
        {
            roving_tabindex::set_tab_stop(&find_all(&panel, ".actor[tabindex='0']"), &button);
        }
        let same =
            open.with_value(|open| open.as_ref().map(|(entry, _)| entry) == held.as_ref().map(|(_, entry)| entry));
        if same && before.is_none_or(|(.., before)| before == *order) {
            // The panel may have just become visible.
            held.filter(|_| *is_seen).into_iter().for_each(|(_, entry)| scroll_to_entry(entry));
            return;
        }
        let mut had_focus = false;
        if let Some((entry, detail)) = open.try_update_value(Option::take).flatten() {
            had_focus = detail.matches(":focus-within").unwrap_or(false);
            set_pressed(&entry, false);
            detail.remove();
        }
        let (Some((actor, entry)), Some(story)) = (held, state.try_story()) else { return };
        set_pressed(&entry, true);
        let detail = actor_detail(reader, &story, actor, DetailLevel::WithoutName, *order).into_element();
        append(&entry, &detail);
        // The focus was in the removed details, for example on a "Belongs to …" button. It moves to the newly selected
        // actor.
        if let Some(button) = find(&entry, ".actor").filter(|_| had_focus) {
            scroll::focus(&button);
        }
        open.set_value(Some((entry.clone(), detail)));
        state.current_mention.notify();
        scroll_to_entry(entry);
    });
}

fn set_pressed(entry: &Element, on: bool) {
    if let Some(button) = find(entry, ".actor") {
        set(&button, "aria-pressed", if on { "true" } else { "false" });
    }
}
