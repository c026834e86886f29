//! An opened article and what is being done with it: the one thing that components share.
//!
//! [`ArticleState`] is a handful of signals and can be copied into any closure. Commands go in by [`ArticleState::dispatch`], and every
//! view follows from the signals.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::view::View;
use crate::browser::{frames, scroll};
use crate::components::dom::{closest, find, find_all, focused_element, index, toggle_attribute};
use crate::components::reactive::spawn;
use crate::navigation::generation::Generation;
use crate::state::filter::Visible;
use crate::state::panels::Drawer;
use crate::state::panels::{PanelKind, Panels, Width};
use crate::state::search::SearchState;
use crate::state::shared::Shared;
use crate::state::story::{Story, TextPosition};
use crate::status::live_region::LiveRegion;
use crate::text::painter::Painter;
use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx};
use whowhen_core::reading::{Command, Filter, Missing, Order, State};

/// What the pointer or the focus lies on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hovered {
    /// Whom.
    pub actor: Option<ActorIdx>,
    /// What.
    pub events: Vec<EventIdx>,
}

/// How long the pointer rests on something before more is shown than its light, in milliseconds.
pub const HOVER_DELAY: i32 = 280;

/// The element to which the focus can return when something is let go: what goes with the letting go cannot have it.
fn lasting(from: Element) -> Option<Element> {
    if closest(&from, ".pop").is_some() {
        return None;
    }
    match closest(&from, ".entry > .detail") {
        Some(detail) => find(&detail.parent_element()?, ".actor"),
        None => Some(from),
    }
}

/// An opened article and its signals.
#[derive(Clone, Copy)]
pub struct ArticleState {
    story: StoredValue<Shared<Story>, LocalStorage>,
    view: StoredValue<View, LocalStorage>,
    pub(crate) painter: StoredValue<Painter, LocalStorage>,
    /// Where the focus was before something was held: Esc returns there.
    origin: StoredValue<Option<Element>, LocalStorage>,
    /// The mark or the sign that the focus came to last.
    pub(crate) last_stop: StoredValue<Option<Element>, LocalStorage>,
    /// The places that were asked for: the way to an earlier one ends.
    pub(crate) scroll_generation: Generation,
    /// The card that comes into view once the pointer has rested on its sign.
    resting: StoredValue<Option<frames::Timer>, LocalStorage>,
    /// Where the person was when the page last stood still.
    pub(crate) anchor: StoredValue<Option<TextPosition>, LocalStorage>,
    /// The names of each actor outside the text: chips and entries.
    chips: StoredValue<Vec<Vec<Element>>, LocalStorage>,
    /// Which of several readers in the page it is.
    pub number: usize,
    /// How many entries of each panel come at once: those that one sees, where the page shows them already.
    pub at_once: usize,
    /// What is held.
    pub reading: RwSignal<State, LocalStorage>,
    /// What the pointer or the focus lies on.
    pub hovered: RwSignal<Hovered, LocalStorage>,
    /// The element in the text that was gone to last.
    pub scrolled_to: RwSignal<Option<Element>, LocalStorage>,
    /// The mention at which the person is: the last one that was clicked or jumped to.
    pub place: RwSignal<Option<MentionIdx>, LocalStorage>,
    /// Which panels can be seen.
    pub panels: RwSignal<Panels, LocalStorage>,
    /// The event whose card shall come into the panel's view, and whether the focus goes there.
    pub wanted: RwSignal<Option<(EventIdx, bool)>, LocalStorage>,
    /// How wide the reader is.
    pub width: RwSignal<Width, LocalStorage>,
    /// What of the address the article does not have.
    pub missing: RwSignal<Vec<Missing>, LocalStorage>,
    /// What is open from the bar.
    pub drawer: RwSignal<Option<Drawer>, LocalStorage>,
    /// Whether it is shown how another page embeds this.
    pub embed_code: RwSignal<bool, LocalStorage>,
    /// What the filter shows.
    pub visible: RwSignal<Visible, LocalStorage>,
    /// The search.
    pub search: SearchState,
    /// What is told.
    pub live_region: LiveRegion,
    /// Whether the page is being printed.
    pub printing: RwSignal<bool, LocalStorage>,
    /// Whether the browser said so.
    pub(crate) printed: StoredValue<bool, LocalStorage>,
}

impl ArticleState {
    /// The state of the article in whose page a component is made.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// Opens a story in a state, to be seen through a view; `width` is that of the reader.
    pub fn new(
        story: Shared<Story>,
        (reading, missing): (State, Vec<Missing>),
        width: RwSignal<Width, LocalStorage>,
        view: View,
        (instead, number): (bool, usize),
    ) -> Self {
        let panels = Panels::of(reading.view, width.get_untracked());
        Self {
            chips: StoredValue::new_local(vec![Vec::new(); story.article.actors.len()]),
            painter: StoredValue::new_local(Painter::new(story.clone(), view.clone())),
            view: StoredValue::new_local(view),
            origin: StoredValue::new_local(None),
            resting: StoredValue::new_local(None),
            last_stop: StoredValue::new_local(None),
            anchor: StoredValue::new_local(None),
            scroll_generation: Generation::new(),
            hovered: RwSignal::new_local(Hovered::default()),
            scrolled_to: RwSignal::new_local(None),
            place: RwSignal::new_local(None),
            panels: RwSignal::new_local(panels),
            wanted: RwSignal::new_local(None),
            width,
            missing: RwSignal::new_local(missing),
            drawer: RwSignal::new_local(None),
            embed_code: RwSignal::new_local(false),
            visible: RwSignal::new_local(Visible::of(&reading.filter, &story)),
            search: SearchState::new(),
            live_region: LiveRegion::new(),
            printing: RwSignal::new_local(false),
            printed: StoredValue::new_local(false),
            number,
            at_once: if instead { 40 } else { 0 },
            story: StoredValue::new_local(story),
            reading: RwSignal::new_local(reading),
        }
    }

    /// Whether a panel is seen.
    pub fn shows(&self, panel_kind: PanelKind) -> bool {
        self.panels.get().shows(panel_kind, self.width.get())
    }

    /// Shows a panel that is not seen, or hides it.
    pub fn toggle(&self, panel_kind: PanelKind) {
        let width = self.width.get_untracked();
        let was_in_view = width == Width::Narrow && self.selection_is_in_view();
        self.panels.update(|panels| *panels = panels.toggled(panel_kind, width));
        self.save_view();
        if untrack(|| self.shows(panel_kind)) {
            // On a narrow screen it lies over the text: what is held stays in sight, if it was, and so does its card.
            if was_in_view {
                self.keep_selection_in_view();
            }
            let held = self.reading.with_untracked(|reading| reading.event).filter(|_| panel_kind == PanelKind::Events);
            if let Some(event) = held {
                self.wanted.set(Some((event, false)));
            }
        }
    }

    /// Closes the panel that lies over the text of a narrow screen.
    pub fn close_sheet(&self) {
        self.panels.update(|panels| panels.front = None);
        self.save_view();
    }

    /// Keeps in the state which panels are seen.
    pub fn save_view(&self) {
        let width = self.width.get_untracked();
        let view = self.panels.with_untracked(|panels| panels.view(width));
        self.after(Command::View(view));
    }

    /// What was opened.
    pub fn story(&self) -> Shared<Story> {
        self.story.get_value()
    }

    /// What was opened; `None` once it is closed.
    pub fn try_story(&self) -> Option<Shared<Story>> {
        self.story.try_get_value()
    }

    /// What one sees the text through.
    pub fn view(&self) -> View {
        self.view.try_get_value().unwrap_or_else(View::window)
    }

    /// Works with the painter; `None` once the article is closed.
    pub fn paint<T>(&self, work: impl FnOnce(&mut Painter) -> T) -> Option<T> {
        self.painter.try_update_value(work)
    }

    /// The reader's root; `None` once the article is closed.
    pub fn root(&self) -> Option<Element> {
        self.painter.try_with_value(Painter::root).flatten()
    }

    /// The actor that is lit: the one under the pointer, else the held one.
    pub fn highlighted_actor(&self) -> Option<ActorIdx> {
        self.hovered.with(|hovered| hovered.actor).or(self.reading.with(|reading| reading.actor))
    }

    fn lit_actor_untracked(&self) -> Option<ActorIdx> {
        self.hovered.with_untracked(|hovered| hovered.actor).or(self.reading.with_untracked(|reading| reading.actor))
    }

    /// The events that are lit: those under the pointer, else the held one.
    pub fn highlighted_events(&self) -> Vec<EventIdx> {
        let hovered = self.hovered.with(|hovered| hovered.events.clone());
        if hovered.is_empty() { self.reading.with(|reading| reading.event).into_iter().collect() } else { hovered }
    }

    /// Does what a person asked for, from where the focus was.
    pub fn dispatch(&self, command: Command, from: Option<Element>) {
        if command == Command::LetGo {
            self.return_focus(true);
        } else if let Some(from) = from.and_then(lasting) {
            self.origin.set_value(Some(from));
        }
        self.after(command);
    }

    /// Goes on with the state after a command.
    fn after(&self, command: Command) {
        self.reading.update(|reading| *reading = std::mem::take(reading).after(command));
    }

    /// Lets go of the actor alone.
    pub fn clear_actor(&self) {
        self.return_focus(false);
        if let Some(actor) = self.reading.get_untracked().actor {
            self.dispatch(Command::HoldActor(actor), None);
        }
    }

    /// Gives the focus back to where it came from; `along`, by a key, goes there, too.
    fn return_focus(&self, along: bool) {
        // What was let go of is gone to no more: it would take the focus again.
        self.cancel_scroll_here();
        self.wanted.set(None);
        let origin = self.origin.try_update_value(Option::take).flatten();
        if let Some(origin) = origin.filter(|origin| origin.is_connected()) {
            if !along {
                return scroll::focus(&origin);
            }
            scroll::focus_by_key(&origin);
            let (state, panel) = (*self, closest(&origin, "aside"));
            spawn(async move {
                match panel.and_then(|panel| panel.dyn_into().ok()) {
                    Some(panel) => {
                        scroll::within(&panel, &origin, || focused_element().as_ref() == Some(&origin)).await
                    }
                    None if closest(&origin, "[data-row]").is_some() => state.scroll_to_element(&origin).await,
                    None => {}
                }
            });
        }
    }

    /// The pointer rests on the sign of events: soon their card is brought into the panel's view, where that is seen.
    pub fn rest_on(&self, events: &[EventIdx]) {
        let state = *self;
        let soon = move |event| {
            frames::after(HOVER_DELAY, move || {
                if untrack(|| state.shows(PanelKind::Events)) {
                    state.wanted.set(Some((event, false)));
                }
            })
        };
        self.resting.set_value(events.first().copied().map(soon));
    }

    /// Says what the pointer or the focus lies on.
    pub fn set_hovered(&self, hovered: Hovered) {
        if self.hovered.with_untracked(|before| *before != hovered) {
            self.hovered.set(hovered);
        }
    }

    /// Keeps the names of actors in an element, to light them with their actors.
    pub fn track_chips(&self, element: &Element) {
        let (highlighted, actors) = (self.lit_actor_untracked(), self.story());
        self.chips.try_update_value(|chips| {
            for chip in find_all(element, "[data-to-actor]") {
                let Some(actor) = index(&chip, "data-to-actor", &actors.article.actors) else { continue };
                toggle_attribute(&chip, "data-active", highlighted == Some(actor));
                if let Some(chips) = chips.get_mut(actor.position()) {
                    chips.push(chip);
                }
            }
        });
    }

    /// Lights an actor's names outside the text, and no longer those of another.
    pub fn highlight_chips(&self, before: Option<ActorIdx>, now: Option<ActorIdx>) {
        self.chips.with_value(|chips| {
            for (actor, on) in [(before, false), (now, true)] {
                let Some(chips) = actor.and_then(|actor| chips.get(actor.position())) else { continue };
                chips.iter().for_each(|chip| toggle_attribute(chip, "data-active", on));
            }
        });
    }

    /// Changes the order of the events.
    pub fn set_order(&self, order: Order) {
        self.after(Command::Order(order));
    }

    /// Looks for words from now on; for nothing, if there are none.
    pub fn set_query(&self, words: String) {
        self.after(Command::Search(words));
    }

    /// Changes the filter.
    pub fn filter(&self, how: impl FnOnce(&mut Filter)) {
        let mut filter = self.reading.with_untracked(|reading| reading.filter.clone());
        how(&mut filter);
        self.after(Command::Filter(filter));
    }

    /// Shows an event's card: opens the panel where it is closed, and brings the card into its view.
    pub fn show_card(&self, event: EventIdx) {
        self.want_card(event, false);
    }

    /// Shows an event's card, and puts the focus on it.
    pub fn focus_card(&self, event: EventIdx) {
        self.want_card(event, true);
    }

    fn want_card(&self, event: EventIdx, focus: bool) {
        if !untrack(|| self.shows(PanelKind::Events)) {
            self.toggle(PanelKind::Events);
        }
        self.wanted.set(Some((event, focus)));
    }
}
