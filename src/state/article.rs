//! The state of an open article, which its components share.
//!
//! [`ArticleState`] consists of signals and is `Copy`, so any closure can capture it. The user's commands go in through
//! [`ArticleState::dispatch`], and every view follows from the signals.
//!
//! ```ignore
//! let state = ArticleState::from_context();
//! state.dispatch(Command::HoldEvent(event), None);
//! let is_selected = move || state.reading.with(|reading| reading.event == Some(event));
//! ```

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::scroll;
use crate::browser::viewport::Viewport;
use crate::components::dom::{closest, find, find_all, focused_element, index_attr, toggle_attribute};
use crate::components::reactive::spawn;
use crate::navigation::generation_counter::Generation;
use crate::state::announcements::LiveRegion;
use crate::state::filter::Visible;
use crate::state::panels::Drawer;
use crate::state::panels::{PanelKind, Panels, Width};
use crate::state::search::SearchState;
use crate::state::shared::Shared;
use crate::state::story::{Story, TextPosition};
use crate::text::painter::Painter;
use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx};
use whowhen_core::reading::{Command, Filter, Missing, Order, State, View};

/// What the pointer or the focus is on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hovered {
    /// The actor.
    pub actor: Option<ActorIdx>,
    /// The events.
    pub events: Vec<EventIdx>,
}

/// How long the pointer must rest on an element before more than a highlight is shown, in milliseconds.
pub const HOVER_DELAY: i32 = 280;

/// How often the events panel and the numbers of the minimap follow the text while it is scrolled, in milliseconds. In each
/// frame the panel would take a tenth of the frame's time, and nobody reads text that moves.
pub const FOLLOW_INTERVAL: i32 = 100;

/// Returns the element that can receive the focus again when the selection is cleared. It is not in the popover or in
/// the details of an actor, because these are removed with the selection.
fn focusable_after_clearing(from: Element) -> Option<Element> {
    if closest(&from, ".pop").is_some() {
        return None;
    }
    match closest(&from, ".entry > .detail") {
        Some(detail) => find(&detail.parent_element()?, ".actor"),
        None => Some(from),
    }
}

/// An open article and its signals.
#[derive(Clone, Copy)]
pub struct ArticleState {
    story: StoredValue<Shared<Story>, LocalStorage>,
    view: StoredValue<Viewport, LocalStorage>,
    pub(crate) painter: StoredValue<Painter, LocalStorage>,
    /// The element that had the focus before something was selected. Esc returns the focus to it.
    focus_before_selection: StoredValue<Option<Element>, LocalStorage>,
    /// The mark, margin sign or link in the text that has the focus, or had it when the window lost it.
    pub(crate) last_tab_stop: StoredValue<Option<Element>, LocalStorage>,
    /// The generation counter of scrolling: a new target cancels scrolling to an earlier one.
    pub(crate) scroll_generation: Generation,
    /// The scroll anchor: the reading position when the page last stopped scrolling. `None` while the page scrolls to a
    /// target.
    pub(crate) anchor: StoredValue<Option<TextPosition>, LocalStorage>,
    /// The elements outside the text that name each actor: names in the rows of events and panel entries.
    names: StoredValue<Vec<Vec<Element>>, LocalStorage>,
    /// The number of this reader among the readers in the page, from 1.
    pub reader_number: usize,
    /// How many entries each panel renders at once: if the page already shows them as static HTML, as many as are
    /// visible.
    pub initial_entries: usize,
    /// The selection, the filter, the order, the search and the view.
    pub reading: RwSignal<State, LocalStorage>,
    /// What the pointer or the focus is on.
    pub hovered: RwSignal<Hovered, LocalStorage>,
    /// The event whose evidence is being read.
    pub event_being_read: RwSignal<Option<EventIdx>, LocalStorage>,
    /// The element in the text that was scrolled to last.
    pub scrolled_to: RwSignal<Option<Element>, LocalStorage>,
    /// The current mention: the one that was clicked or scrolled to last.
    pub current_mention: RwSignal<Option<MentionIdx>, LocalStorage>,
    /// Which panels are open.
    pub panels: RwSignal<Panels, LocalStorage>,
    /// While a diagram is open: the panels that were open beside the text.
    panels_of_text: StoredValue<Option<Panels>, LocalStorage>,
    /// While a diagram is open: the position in the text before.
    pub(crate) position_in_text: StoredValue<Option<TextPosition>, LocalStorage>,
    /// Whether the diagram that opens was chosen by the user, and not by an address. Then it receives the focus.
    pub(crate) is_diagram_chosen: StoredValue<bool, LocalStorage>,
    /// The event whose card is to be brought into the panel's view, and whether the card receives the focus.
    pub card_to_show: RwSignal<Option<(EventIdx, bool)>, LocalStorage>,
    /// The width of the reader.
    pub width: RwSignal<Width, LocalStorage>,
    /// What the address names and the article does not have.
    pub missing_ids: RwSignal<Vec<Missing>, LocalStorage>,
    /// The open drawer of the toolbar.
    pub drawer: RwSignal<Option<Drawer>, LocalStorage>,
    /// Whether the dialog with the code for embedding is open.
    pub is_embed_dialog_open: RwSignal<bool, LocalStorage>,
    /// The actors and events that the filter shows.
    pub visible: RwSignal<Visible, LocalStorage>,
    /// The search.
    pub search: SearchState,
    /// The announcements.
    pub live_region: LiveRegion,
    /// Whether the page is rendered for print.
    pub printing: RwSignal<bool, LocalStorage>,
    /// Whether the browser reported that it prints, since the user asked for it.
    pub(crate) beforeprint_fired: StoredValue<bool, LocalStorage>,
}

impl ArticleState {
    /// Returns the state of the article in whose page a component is created.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// Creates the state of an open article. `view` is what the text is scrolled in, and `width` is the width of the
    /// reader. For `instead` and `number` see [`MountOptions`](crate::state::props::MountOptions).
    pub fn new(
        story: Shared<Story>,
        (reading, missing): (State, Vec<Missing>),
        width: RwSignal<Width, LocalStorage>,
        view: Viewport,
        (instead, number): (bool, usize),
    ) -> Self {
        let panels = Panels::of(reading.view, width.get_untracked());
        Self {
            names: StoredValue::new_local(vec![Vec::new(); story.article.actors.len()]),
            painter: StoredValue::new_local(Painter::new(story.clone(), view.clone())),
            view: StoredValue::new_local(view),
            focus_before_selection: StoredValue::new_local(None),
            last_tab_stop: StoredValue::new_local(None),
            anchor: StoredValue::new_local(None),
            scroll_generation: Generation::new(),
            hovered: RwSignal::new_local(Hovered::default()),
            event_being_read: RwSignal::new_local(None),
            scrolled_to: RwSignal::new_local(None),
            current_mention: RwSignal::new_local(None),
            panels: RwSignal::new_local(panels),
            panels_of_text: StoredValue::new_local(None),
            position_in_text: StoredValue::new_local(None),
            is_diagram_chosen: StoredValue::new_local(false),
            card_to_show: RwSignal::new_local(None),
            width,
            missing_ids: RwSignal::new_local(missing),
            drawer: RwSignal::new_local(None),
            is_embed_dialog_open: RwSignal::new_local(false),
            visible: RwSignal::new_local(Visible::of(&reading.filter, &story)),
            search: SearchState::new(),
            live_region: LiveRegion::new(),
            printing: RwSignal::new_local(false),
            beforeprint_fired: StoredValue::new_local(false),
            reader_number: number,
            initial_entries: if instead { 40 } else { 0 },
            story: StoredValue::new_local(story),
            reading: RwSignal::new_local(reading),
        }
    }

    /// Whether a panel is visible.
    pub fn is_panel_visible(&self, panel_kind: PanelKind) -> bool {
        self.panels.get().shows(panel_kind, self.width.get())
    }

    /// Whether a panel is open beside the text, or would be if the reader, which is narrow now, were wide. What the style
    /// sheet needs to lay out a reader that becomes wide is there before it does.
    pub fn is_panel_beside_text(&self, panel_kind: PanelKind) -> bool {
        let width = match self.width.get() {
            Width::Narrow => Width::Wide,
            width => width,
        };
        self.panels.get().shows(panel_kind, width)
    }

    /// Whether a panel is open as a bottom sheet.
    pub fn is_sheet(&self, panel_kind: PanelKind) -> bool {
        self.width.get() == Width::Narrow && self.is_panel_visible(panel_kind)
    }

    /// Opens a panel, or closes it if it is visible.
    pub fn toggle_panel(&self, panel_kind: PanelKind) {
        let width = self.width.get_untracked();
        let was_in_view = width == Width::Narrow && self.selection_is_in_view();
        self.panels.update(|panels| *panels = panels.toggled(panel_kind, width));
        self.save_view();
        if untrack(|| self.is_panel_visible(panel_kind)) {
            // On a narrow screen the panel covers the text. If the selection was in view, it stays in view, and so does
            // its card.
            if was_in_view {
                self.keep_selection_in_view();
            }
            let held = self.reading.with_untracked(|reading| reading.event).filter(|_| panel_kind == PanelKind::Events);
            if let Some(event) = held {
                self.card_to_show.set(Some((event, false)));
            }
        }
    }

    /// Closes the panel that covers the text on a narrow screen.
    pub fn close_sheet(&self) {
        self.panels.update(|panels| panels.front = None);
        self.save_view();
    }

    /// Stores in the state which panels are visible. A diagram that is open stays open.
    pub fn save_view(&self) {
        if untrack(|| self.diagram()).is_none() {
            self.show_view_of_panels();
        }
    }

    fn show_view_of_panels(&self) {
        let width = self.width.get_untracked();
        let view = self.panels.with_untracked(|panels| panels.view(width));
        self.after(Command::View(view));
    }

    /// The diagram that stands in place of the text, if one is open.
    pub fn diagram(&self) -> Option<View> {
        self.reading.with(|reading| reading.view).filter(|view| view.is_diagram())
    }

    /// Opens a diagram in place of the text.
    pub fn show_diagram(&self, view: View) {
        self.is_diagram_chosen.set_value(true);
        if untrack(|| self.diagram()).is_none() {
            self.position_in_text.set_value(self.current_position());
            self.panels_of_text.set_value(Some(self.panels.get_untracked()));
            self.panels.set(Panels::of(Some(view), self.width.get_untracked()));
        }
        self.after(Command::View(Some(view)));
    }

    /// Shows the text again, with the panels that were open beside it, if a diagram stands in its place.
    pub fn show_text(&self) {
        if untrack(|| self.diagram()).is_some() {
            let panels = self.panels_of_text.try_update_value(Option::take).flatten();
            self.panels.set(panels.unwrap_or_else(|| Panels::of(None, self.width.get_untracked())));
            let position = self.position_in_text.try_update_value(Option::take).flatten();
            self.show_view_of_panels();
            // Whoever scrolls to a place next, scrolls there instead.
            position.into_iter().for_each(|position| self.restore_position(position));
        }
    }

    /// Returns the article.
    pub fn story(&self) -> Shared<Story> {
        self.story.get_value()
    }

    /// Returns the article, or `None` if it is closed.
    pub fn try_story(&self) -> Option<Shared<Story>> {
        self.story.try_get_value()
    }

    /// Returns what the text is scrolled in: the window, or the reader's own box.
    pub fn view(&self) -> Viewport {
        self.view.try_get_value().unwrap_or_else(Viewport::window)
    }

    /// Runs a function on the painter. Returns `None` if the article is closed.
    pub fn with_painter<T>(&self, work: impl FnOnce(&mut Painter) -> T) -> Option<T> {
        self.painter.try_update_value(work)
    }

    /// Returns the root element of the reader, or `None` if the article is closed.
    pub fn root(&self) -> Option<Element> {
        self.painter.try_with_value(Painter::root).flatten()
    }

    /// Returns the actor to highlight: the one under the pointer, otherwise the selected one.
    pub fn highlighted_actor(&self) -> Option<ActorIdx> {
        self.hovered.with(|hovered| hovered.actor).or(self.reading.with(|reading| reading.actor))
    }

    fn lit_actor_untracked(&self) -> Option<ActorIdx> {
        self.hovered.with_untracked(|hovered| hovered.actor).or(self.reading.with_untracked(|reading| reading.actor))
    }

    /// Returns the events to highlight: those under the pointer, otherwise the selected one.
    pub fn highlighted_events(&self) -> Vec<EventIdx> {
        let hovered = self.hovered.with(|hovered| hovered.events.clone());
        if hovered.is_empty() { self.reading.with(|reading| reading.event).into_iter().collect() } else { hovered }
    }

    /// Whether an actor means all that belong to it, too.
    pub fn with_parts(&self) -> bool {
        self.reading.with(|reading| !reading.filter.without_parts)
    }

    /// Returns the events of an actor, in the order of the file. With `with_parts`, also those of all that belong to it.
    pub fn events_of_actor(&self, actor: ActorIdx, with_parts: bool) -> Vec<EventIdx> {
        let index = &self.story().index;
        if with_parts { index.events_with_parts(actor) } else { index.events_of(actor).to_vec() }
    }

    /// Executes a command of the user. `from` is the element that had the focus. When the selection is cleared, it
    /// receives the focus again.
    pub fn dispatch(&self, command: Command, from: Option<Element>) {
        if command == Command::LetGo {
            self.return_focus(true);
        } else if let Some(from) = from.and_then(focusable_after_clearing) {
            self.focus_before_selection.set_value(Some(from));
        }
        self.after(command);
    }

    /// Replaces the state by the state after a command.
    fn after(&self, command: Command) {
        self.reading.update(|reading| *reading = std::mem::take(reading).after(command));
    }

    /// Deselects the actor, but not the event.
    pub fn clear_actor(&self) {
        self.return_focus(false);
        if let Some(actor) = self.reading.get_untracked().actor {
            self.dispatch(Command::HoldActor(actor), None);
        }
    }

    /// Returns the focus to the element that had it before the selection. With `along`, for the keyboard, the page also
    /// scrolls to that element.
    fn return_focus(&self, along: bool) {
        // Stops scrolling to what was selected: its target would take the focus again.
        self.cancel_scroll_and_save_anchor();
        self.card_to_show.set(None);
        let origin = self.focus_before_selection.try_update_value(Option::take).flatten();
        if let Some(origin) = origin.filter(|origin| origin.is_connected()) {
            if !along {
                return scroll::focus(&origin);
            }
            scroll::focus_by_key(&origin);
            let (state, panel) = (*self, closest(&origin, "aside"));
            spawn(async move {
                match panel.and_then(|panel| panel.dyn_into().ok()) {
                    Some(panel) => {
                        scroll::scroll_panel_to(&panel, &origin, &|| focused_element().as_ref() == Some(&origin)).await
                    }
                    None if closest(&origin, "[data-row]").is_some() => state.scroll_to_element(&origin).await,
                    None => {}
                }
            });
        }
    }

    /// Sets what the pointer or the focus is on.
    pub fn set_hovered(&self, hovered: Hovered) {
        if self.hovered.with_untracked(|before| *before != hovered) {
            self.hovered.set(hovered);
        }
    }

    /// Registers the names of actors in an element, so that they are highlighted together with their actors.
    pub fn track_names(&self, element: &Element) {
        let (highlighted, actors) = (self.lit_actor_untracked(), self.story());
        self.names.try_update_value(|names| {
            for name in find_all(element, "[data-to-actor]") {
                let Some(actor) = index_attr(&name, "data-to-actor", &actors.article.actors) else { continue };
                toggle_attribute(&name, "data-active", highlighted == Some(actor));
                if let Some(names) = names.get_mut(actor.position()) {
                    names.push(name);
                }
            }
        });
    }

    /// Highlights the names of one actor instead of those of another.
    pub fn highlight_names(&self, before: Option<ActorIdx>, now: Option<ActorIdx>) {
        self.names.with_value(|names| {
            for (actor, on) in [(before, false), (now, true)] {
                let Some(names) = actor.and_then(|actor| names.get(actor.position())) else { continue };
                names.iter().for_each(|name| toggle_attribute(name, "data-active", on));
            }
        });
    }

    /// Changes the order of the events.
    pub fn set_order(&self, order: Order) {
        self.after(Command::Order(order));
    }

    /// Changes the search query. An empty query ends the search.
    pub fn set_query(&self, words: String) {
        self.after(Command::Search(words));
    }

    /// Changes the filter.
    pub fn update_filter(&self, how: impl FnOnce(&mut Filter)) {
        let mut filter = self.reading.with_untracked(|reading| reading.filter.clone());
        how(&mut filter);
        self.after(Command::Filter(filter));
    }

    /// Shows an event card: opens the panel if it is closed, and brings the card into view.
    pub fn show_card(&self, event: EventIdx) {
        self.request_card(event, false);
    }

    /// Shows an event card, and moves the focus to it.
    pub fn focus_card(&self, event: EventIdx) {
        self.request_card(event, true);
    }

    fn request_card(&self, event: EventIdx, focus: bool) {
        if !untrack(|| self.is_panel_visible(PanelKind::Events)) {
            self.toggle_panel(PanelKind::Events);
        }
        self.card_to_show.set(Some((event, focus)));
    }
}
