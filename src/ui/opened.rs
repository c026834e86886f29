//! An opened article and what is being done with it: the one thing that components share.
//!
//! [`Opened`] is a handful of signals and can be copied into any closure. Commands go in by [`Opened::act`], and every
//! view follows from the signals.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::element::{active, closest, find, find_all, index, mark_with};
use super::found::Search;
use super::live::spawn;
use super::painter::Painter;
use super::shelf::Drawer;
use super::shown::Shown;
use super::sides::{Side, Sides, Width};
use super::story::{Place, Story};
use super::telling::Telling;
use super::turns::Turns;
use super::value::{Kept, Same, Watched};
use crate::host::view::View;
use crate::host::{frames, scroll};
use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx};
use whowhen_core::reading::{Command, Filter, Missing, Order, State};

/// What the pointer or the focus lies on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointed {
    /// Whom.
    pub actor: Option<ActorIdx>,
    /// What.
    pub events: Vec<EventIdx>,
}

/// How long the pointer rests on something before more is shown than its light, in milliseconds.
pub const REST: i32 = 280;

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
pub struct Opened {
    story: Kept<Same<Story>>,
    view: Kept<View>,
    pub(super) painter: Kept<Painter>,
    /// Where the focus was before something was held: Esc returns there.
    origin: Kept<Option<Element>>,
    /// The mark or the sign that the focus came to last.
    pub(super) last_stop: Kept<Option<Element>>,
    /// The places that were asked for: the way to an earlier one ends.
    pub(super) going: Turns,
    /// The card that comes into view once the pointer has rested on its sign.
    resting: Kept<Option<frames::Timer>>,
    /// Where the person was when the page last stood still.
    pub(super) settled: Kept<Option<Place>>,
    /// The names of each actor outside the text: chips and entries.
    chips: Kept<Vec<Vec<Element>>>,
    /// Which of several readers in the page it is.
    pub number: usize,
    /// How many entries of each panel come at once: those that one sees, where the page shows them already.
    pub at_once: usize,
    /// What is held.
    pub state: Watched<State>,
    /// What the pointer or the focus lies on.
    pub pointed: Watched<Pointed>,
    /// The element in the text that was gone to last.
    pub arrived: Watched<Option<Element>>,
    /// The mention at which the person is: the last one that was clicked or jumped to.
    pub place: Watched<Option<MentionIdx>>,
    /// Which panels can be seen.
    pub sides: Watched<Sides>,
    /// The event whose card shall come into the panel's view, and whether the focus goes there.
    pub wanted: Watched<Option<(EventIdx, bool)>>,
    /// How wide the reader is.
    pub width: Watched<Width>,
    /// What of the address the article does not have.
    pub missing: Watched<Vec<Missing>>,
    /// What is open from the bar.
    pub drawer: Watched<Option<Drawer>>,
    /// Whether it is shown how another page embeds this.
    pub embedding: Watched<bool>,
    /// What the filter shows.
    pub shown: Watched<Shown>,
    /// The search.
    pub search: Search,
    /// What is told.
    pub telling: Telling,
    /// Whether the page is being printed.
    pub printing: Watched<bool>,
    /// Whether the browser said so.
    pub(super) printed: Kept<bool>,
}

impl Opened {
    /// Opens a story in a state, to be seen through a view; `width` is that of the reader.
    pub fn new(
        story: Same<Story>,
        (state, missing): (State, Vec<Missing>),
        width: Watched<Width>,
        view: View,
        (instead, number): (bool, usize),
    ) -> Self {
        let sides = Sides::of(state.view, width.get_untracked());
        Self {
            chips: Kept::new(vec![Vec::new(); story.article.actors.len()]),
            painter: Kept::new(Painter::new(story.clone(), view.clone())),
            view: Kept::new(view),
            origin: Kept::new(None),
            resting: Kept::new(None),
            last_stop: Kept::new(None),
            settled: Kept::new(None),
            going: Turns::new(),
            pointed: Watched::new(Pointed::default()),
            arrived: Watched::new(None),
            place: Watched::new(None),
            sides: Watched::new(sides),
            wanted: Watched::new(None),
            width,
            missing: Watched::new(missing),
            drawer: Watched::new(None),
            embedding: Watched::new(false),
            shown: Watched::new(Shown::of(&state.filter, &story)),
            search: Search::new(),
            telling: Telling::new(),
            printing: Watched::new(false),
            printed: Kept::new(false),
            number,
            at_once: if instead { 40 } else { 0 },
            story: Kept::new(story),
            state: Watched::new(state),
        }
    }

    /// Whether a panel is seen.
    pub fn shows(&self, side: Side) -> bool {
        self.sides.get().shows(side, self.width.get())
    }

    /// Shows a panel that is not seen, or hides it.
    pub fn toggle(&self, side: Side) {
        let width = self.width.get_untracked();
        let was_in_view = width == Width::Narrow && self.held_is_in_view();
        self.sides.update(|sides| *sides = sides.toggled(side, width));
        self.keep_view();
        if untrack(|| self.shows(side)) {
            // On a narrow screen it lies over the text: what is held stays in sight, if it was, and so does its card.
            if was_in_view {
                self.keep_held_in_sight();
            }
            let held = self.state.with_untracked(|state| state.event).filter(|_| side == Side::Events);
            if let Some(event) = held {
                self.wanted.set(Some((event, false)));
            }
        }
    }

    /// Closes the panel that lies over the text of a narrow screen.
    pub fn close_sheet(&self) {
        self.sides.update(|sides| sides.front = None);
        self.keep_view();
    }

    /// Keeps in the state which panels are seen.
    pub fn keep_view(&self) {
        let width = self.width.get_untracked();
        let view = self.sides.with_untracked(|sides| sides.view(width));
        self.after(Command::View(view));
    }

    /// What was opened.
    pub fn story(&self) -> Same<Story> {
        self.story.get_value()
    }

    /// What was opened; `None` once it is closed.
    pub fn try_story(&self) -> Option<Same<Story>> {
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
    pub fn lit_actor(&self) -> Option<ActorIdx> {
        self.pointed.with(|pointed| pointed.actor).or(self.state.with(|state| state.actor))
    }

    fn lit_actor_untracked(&self) -> Option<ActorIdx> {
        self.pointed.with_untracked(|pointed| pointed.actor).or(self.state.with_untracked(|state| state.actor))
    }

    /// The events that are lit: those under the pointer, else the held one.
    pub fn lit_events(&self) -> Vec<EventIdx> {
        let pointed = self.pointed.with(|pointed| pointed.events.clone());
        if pointed.is_empty() { self.state.with(|state| state.event).into_iter().collect() } else { pointed }
    }

    /// Does what a person asked for, from where the focus was.
    pub fn act(&self, command: Command, from: Option<Element>) {
        if command == Command::LetGo {
            self.return_focus(true);
        } else if let Some(from) = from.and_then(lasting) {
            self.origin.set_value(Some(from));
        }
        self.after(command);
    }

    /// Goes on with the state after a command.
    fn after(&self, command: Command) {
        self.state.update(|state| *state = std::mem::take(state).after(command));
    }

    /// Lets go of the actor alone.
    pub fn let_go_of_actor(&self) {
        self.return_focus(false);
        if let Some(actor) = self.state.get_untracked().actor {
            self.act(Command::HoldActor(actor), None);
        }
    }

    /// Gives the focus back to where it came from; `along`, by a key, goes there, too.
    fn return_focus(&self, along: bool) {
        // What was let go of is gone to no more: it would take the focus again.
        self.stay_here();
        self.wanted.set(None);
        let origin = self.origin.try_update_value(Option::take).flatten();
        if let Some(origin) = origin.filter(|origin| origin.is_connected()) {
            if !along {
                return scroll::focus(&origin);
            }
            scroll::focus_by_key(&origin);
            let (opened, panel) = (*self, closest(&origin, "aside"));
            spawn(async move {
                match panel.and_then(|panel| panel.dyn_into().ok()) {
                    Some(panel) => scroll::within(&panel, &origin, || active().as_ref() == Some(&origin)).await,
                    None if closest(&origin, "[data-row]").is_some() => opened.go_to(&origin).await,
                    None => {}
                }
            });
        }
    }

    /// The pointer rests on the sign of events: soon their card is brought into the panel's view, where that is seen.
    pub fn rest_on(&self, events: &[EventIdx]) {
        let opened = *self;
        let soon = move |event| {
            frames::after(REST, move || {
                if untrack(|| opened.shows(Side::Events)) {
                    opened.wanted.set(Some((event, false)));
                }
            })
        };
        self.resting.set_value(events.first().copied().map(soon));
    }

    /// Says what the pointer or the focus lies on.
    pub fn point(&self, pointed: Pointed) {
        if self.pointed.with_untracked(|before| *before != pointed) {
            self.pointed.set(pointed);
        }
    }

    /// Keeps the names of actors in an element, to light them with their actors.
    pub fn keep_chips(&self, element: &Element) {
        let (lit, actors) = (self.lit_actor_untracked(), self.story());
        self.chips.try_update_value(|chips| {
            for chip in find_all(element, "[data-to-actor]") {
                let Some(actor) = index(&chip, "data-to-actor", &actors.article.actors) else { continue };
                mark_with(&chip, "data-active", lit == Some(actor));
                if let Some(chips) = chips.get_mut(actor.position()) {
                    chips.push(chip);
                }
            }
        });
    }

    /// Lights an actor's names outside the text, and no longer those of another.
    pub fn light_chips(&self, before: Option<ActorIdx>, now: Option<ActorIdx>) {
        self.chips.with_value(|chips| {
            for (actor, on) in [(before, false), (now, true)] {
                let Some(chips) = actor.and_then(|actor| chips.get(actor.position())) else { continue };
                chips.iter().for_each(|chip| mark_with(chip, "data-active", on));
            }
        });
    }

    /// Changes the order of the events.
    pub fn set_order(&self, order: Order) {
        self.after(Command::Order(order));
    }

    /// Looks for words from now on; for nothing, if there are none.
    pub fn look_for(&self, words: String) {
        self.after(Command::Search(words));
    }

    /// Changes the filter.
    pub fn filter(&self, how: impl FnOnce(&mut Filter)) {
        let mut filter = self.state.with_untracked(|state| state.filter.clone());
        how(&mut filter);
        self.after(Command::Filter(filter));
    }

    /// Shows an event's card: opens the panel where it is closed, and brings the card into its view.
    pub fn bring_card(&self, event: EventIdx) {
        self.want_card(event, false);
    }

    /// Shows an event's card, and puts the focus on it.
    pub fn enter_card(&self, event: EventIdx) {
        self.want_card(event, true);
    }

    fn want_card(&self, event: EventIdx, focus: bool) {
        if !untrack(|| self.shows(Side::Events)) {
            self.toggle(Side::Events);
        }
        self.wanted.set(Some((event, focus)));
    }
}
