//! An opened article and what is being done with it: the one thing that components share.
//!
//! [`Opened`] is a handful of signals and can be copied into any closure. Commands go in by [`Opened::act`], and every
//! view follows from the signals.

use std::sync::Arc;

use leptos::prelude::untrack;
use web_sys::Element;

use super::element::{find, find_all, mark_with, number};
use super::live::spawn;
use super::painter::Painter;
use super::value::{Kept, Watched};
use super::words;
use crate::article::{ActorAt, Article, EventAt, MentionAt};
use crate::check::Problem;
use crate::host::{address, frames, scroll};
use crate::index::Index;
use crate::reading::{Address, Command, Missing, Order, State};

/// What was opened, and never changes.
pub struct Story {
    /// The article.
    pub article: Article,
    /// Its look-ups.
    pub index: Index,
    /// What could not be taken as it stands.
    pub problems: Vec<Problem>,
    /// Where the file is, for its download; whole.
    pub url: String,
    /// What was asked for when it came.
    pub address: Address,
}

impl Story {
    /// Whether an address asks for this story.
    pub fn is_at(&self, address: &Address) -> bool {
        self.address.same_article(address)
    }
}

/// A story is the same as itself and no other: what is opened anew is shown anew.
impl PartialEq for Story {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What the pointer or the focus lies on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointed {
    /// Whom.
    pub actor: Option<ActorAt>,
    /// What.
    pub events: Vec<EventAt>,
}

/// How wide the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Text alone, panels in a sheet: below 45 em, or 720 px at the usual size of text.
    Narrow,
    /// Text and one panel: below 68.75 em, or 1100 px.
    Middle,
    /// Text and both panels.
    Wide,
}

impl Width {
    /// The word of `data-width`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Middle => "middle",
            Self::Wide => "wide",
        }
    }

    /// The width of so many ems of the page's text.
    pub fn of(ems: f64) -> Self {
        match ems {
            ..45.0 => Self::Narrow,
            ..68.75 => Self::Middle,
            _ => Self::Wide,
        }
    }
}

/// One of the two panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Who is in the story.
    Actors,
    /// What happened.
    Events,
}

/// Which panels can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The actors' panel, where there is room for both.
    pub actors: bool,
    /// The events' panel, where there is room for both.
    pub events: bool,
    /// The one that is seen where there is room for one.
    pub front: Option<Side>,
}

impl Sides {
    /// Whether a panel is to be seen at a width.
    pub fn shows(self, side: Side, width: Width) -> bool {
        match (width, side) {
            (Width::Wide, Side::Actors) => self.actors,
            (Width::Wide, Side::Events) => self.events,
            _ => self.front == Some(side),
        }
    }

    /// The sides after their switch was used at a width.
    #[must_use]
    pub fn toggled(self, side: Side, width: Width) -> Self {
        match (width, side) {
            (Width::Wide, Side::Actors) => Self { actors: !self.actors, ..self },
            (Width::Wide, Side::Events) => Self { events: !self.events, ..self },
            _ => Self { front: (self.front != Some(side)).then_some(side), ..self },
        }
    }
}

/// An opened article and its signals.
#[derive(Clone, Copy)]
pub struct Opened {
    story: Kept<Arc<Story>>,
    painter: Kept<Painter>,
    /// Where the focus was before something was held: Esc returns there.
    origin: Kept<Option<Element>>,
    /// Counts the places that were asked for: the way to an earlier one ends.
    going: Kept<u32>,
    /// The names of each actor outside the text: chips and entries.
    chips: Kept<Vec<Vec<Element>>>,
    /// What is held.
    pub state: Watched<State>,
    /// What the pointer or the focus lies on.
    pub pointed: Watched<Pointed>,
    /// The mention at which the person is: the last one that was clicked or jumped to.
    pub place: Watched<Option<MentionAt>>,
    /// Which panels can be seen.
    pub sides: Watched<Sides>,
    /// The event whose card shall come into the panel's view.
    pub wanted: Watched<Option<EventAt>>,
    /// How wide the reader is.
    pub width: Watched<Width>,
    /// Ids of the address that the article does not have.
    pub missing: Watched<Vec<Missing>>,
}

impl Opened {
    /// Opens a story in a state; `width` is that of the reader.
    pub fn new(story: Arc<Story>, state: State, missing: Vec<Missing>, width: Watched<Width>) -> Self {
        let front = match width.get_untracked() {
            Width::Narrow => None,
            _ => Some(Side::Events),
        };
        Self {
            chips: Kept::new(vec![Vec::new(); story.article.actors.len()]),
            painter: Kept::new(Painter::new(story.clone())),
            story: Kept::new(story),
            origin: Kept::new(None),
            going: Kept::new(0),
            state: Watched::new(state),
            pointed: Watched::new(Pointed::default()),
            place: Watched::new(None),
            sides: Watched::new(Sides { actors: true, events: true, front }),
            wanted: Watched::new(None),
            width,
            missing: Watched::new(missing),
        }
    }

    /// Whether a panel is seen.
    pub fn shows(&self, side: Side) -> bool {
        self.sides.get().shows(side, self.width.get())
    }

    /// Shows a panel that is not seen, or hides it.
    pub fn toggle(&self, side: Side) {
        self.sides.update(|sides| *sides = sides.toggled(side, self.width.get_untracked()));
    }

    /// What was opened.
    pub fn story(&self) -> Arc<Story> {
        self.story.get_value()
    }

    /// What was opened; `None` once it is closed.
    pub fn try_story(&self) -> Option<Arc<Story>> {
        self.story.try_get_value()
    }

    /// Works with the painter; `None` once the article is closed.
    pub fn paint<T>(&self, work: impl FnOnce(&mut Painter) -> T) -> Option<T> {
        self.painter.try_update_value(work)
    }

    /// The actor that is lit: the one under the pointer, else the held one.
    pub fn lit_actor(&self) -> Option<ActorAt> {
        self.pointed.with(|pointed| pointed.actor).or(self.state.with(|state| state.actor))
    }

    fn lit_actor_untracked(&self) -> Option<ActorAt> {
        self.pointed.with_untracked(|pointed| pointed.actor).or(self.state.with_untracked(|state| state.actor))
    }

    /// The events that are lit: those under the pointer, else the held one.
    pub fn lit_events(&self) -> Vec<EventAt> {
        let pointed = self.pointed.with(|pointed| pointed.events.clone());
        if pointed.is_empty() { self.state.with(|state| state.event).into_iter().collect() } else { pointed }
    }

    /// Does what a person asked for, from where the focus was.
    pub fn act(&self, command: Command, from: Option<Element>) {
        if command == Command::LetGo {
            let origin = self.origin.try_update_value(Option::take).flatten();
            if let Some(origin) = origin.filter(|origin| origin.is_connected()) {
                scroll::focus(&origin);
            }
        } else if from.is_some() {
            self.origin.set_value(from);
        }
        self.state.update(|state| *state = state.after(command));
    }

    /// Says what the pointer or the focus lies on.
    pub fn point(&self, pointed: Pointed) {
        if self.pointed.with_untracked(|before| *before != pointed) {
            self.pointed.set(pointed);
        }
    }

    /// Keeps the names of actors in an element, to light them with their actors.
    pub fn keep_chips(&self, element: &Element) {
        let lit = self.lit_actor_untracked();
        self.chips.try_update_value(|chips| {
            for chip in find_all(element, "[data-to-actor]") {
                let Some(actor) = number(&chip, "data-to-actor") else { continue };
                mark_with(&chip, "data-active", lit == Some(ActorAt(actor)));
                if let Some(chips) = chips.get_mut(actor as usize) {
                    chips.push(chip);
                }
            }
        });
    }

    /// Lights an actor's names outside the text, and no longer those of another.
    pub fn light_chips(&self, before: Option<ActorAt>, now: Option<ActorAt>) {
        self.chips.with_value(|chips| {
            for (actor, on) in [(before, false), (now, true)] {
                let Some(chips) = actor.and_then(|actor| chips.get(actor.at())) else { continue };
                chips.iter().for_each(|chip| mark_with(chip, "data-active", on));
            }
        });
    }

    /// Changes the order of the events.
    pub fn set_order(&self, order: Order) {
        self.state.update(|state| *state = state.after(Command::Order(order)));
    }

    /// What covers the view: the bar at the top, the sheet at the bottom.
    pub fn insets(&self) -> scroll::Insets {
        let root = self.painter.try_with_value(Painter::root).flatten();
        let rect = |selector: &str| {
            let element = root.as_ref()?.query_selector(selector).ok()??;
            Some(element.get_bounding_client_rect())
        };
        let top = rect(".bar").map_or(0.0, |bar| bar.height());
        let bottom = match self.width.try_get_untracked() {
            Some(Width::Narrow) => {
                let over = [rect(".side:not([hidden])"), rect(".pop:not([hidden])")]
                    .into_iter()
                    .flatten()
                    .map(|rect| rect.height());
                rect(".tabs").map_or(0.0, |tabs| tabs.height()) + over.fold(0.0, f64::max)
            }
            _ => 0.0,
        };
        scroll::Insets { top: top + 8.0, bottom: bottom + 8.0 }
    }

    /// Shows an event's card: opens the panel where it is closed, and brings the card into its view.
    pub fn bring_card(&self, event: EventAt) {
        if !untrack(|| self.shows(Side::Events)) {
            self.toggle(Side::Events);
        }
        self.wanted.set(Some(event));
    }

    /// Goes nowhere any more: the person, or the browser, went somewhere else.
    pub fn stay(&self) -> Option<u32> {
        self.going.try_update_value(|going| {
            *going += 1;
            *going
        })
    }

    /// Brings an element into view, unless another place is asked for.
    pub async fn go_to(&self, element: &Element) {
        self.go_on(element, self.stay()).await;
    }

    /// Goes to a piece of an event's evidence: marks it and brings it into view.
    pub fn go_to_evidence(&self, event: EventAt, nth: usize) {
        self.go_where(move |painter| painter.evidence_element(event, nth));
    }

    /// Goes to what is held: to an event's first evidence, else to an actor's first mention.
    pub fn go_to_held(&self) {
        let state = self.state.get_untracked();
        let story = self.story();
        if let Some(event) = state.event {
            self.go_to_evidence(event, 0);
        } else if let Some(mention) = state.actor.and_then(|actor| story.index.mentions_of(actor).first().copied()) {
            self.go_to_mention(mention);
        }
    }

    /// Goes back to a place: a block, and where its top was in the view.
    pub fn go_back_to(&self, (block, top): (u32, f64)) {
        let (opened, turn) = (*self, self.stay());
        spawn(async move {
            frames::next_frame().await;
            if opened.is_on_way(turn)
                && let Some(Some(row)) = opened.paint(|painter| painter.row(block))
            {
                scroll::to_place(&row, top, || opened.is_on_way(turn)).await;
            }
        });
    }

    /// Keeps with the history where the person is in the text.
    pub fn remember_place(&self) {
        let top = self.insets().top;
        if let Some(Some((block, top))) = self.paint(|painter| painter.place(top)) {
            address::remember_place(block, top);
        }
    }

    /// Goes to a mention: marks it and brings it into view.
    pub fn go_to_mention(&self, mention: MentionAt) {
        self.place.set(Some(mention));
        self.go_where(move |painter| painter.mention_element(mention));
    }

    fn go_where(&self, find: impl Fn(&mut Painter) -> Option<Element> + 'static) {
        let (opened, turn) = (*self, self.stay());
        spawn(async move {
            // What holding changes (a sheet, a card) is laid out first.
            frames::next_frame().await;
            if opened.is_on_way(turn)
                && let Some(Some(element)) = opened.paint(find)
            {
                opened.go_on(&element, turn).await;
            }
        });
    }

    async fn go_on(&self, element: &Element, turn: Option<u32>) {
        scroll::into_view(element, self.insets(), || self.is_on_way(turn)).await;
    }

    /// Whether nothing else was asked for since.
    fn is_on_way(&self, turn: Option<u32>) -> bool {
        turn.is_some() && self.going.try_get_value() == turn
    }

    /// Where among an actor's mentions the person is.
    fn here(&self, story: &Story, actor: ActorAt) -> Option<usize> {
        let place = self.place.get_untracked()?;
        story.index.mentions_of(actor).iter().position(|mention| *mention == place)
    }

    /// Goes to an actor's next or previous mention, around the end; says which.
    pub fn step(&self, actor: ActorAt, on: bool) -> Option<MentionAt> {
        let story = self.story();
        let mentions = story.index.mentions_of(actor);
        let next = match (self.here(&story, actor), on) {
            (None, true) => 0,
            (None, false) => mentions.len().saturating_sub(1),
            (Some(here), true) => (here + 1) % mentions.len(),
            (Some(here), false) => (here + mentions.len() - 1) % mentions.len(),
        };
        let next = mentions.get(next).copied()?;
        self.act(Command::ShowActor(actor), None);
        self.go_to_mention(next);
        Some(next)
    }

    /// Says in the details of actors where among the mentions the person is: "2 of 5".
    pub fn tell_place(&self, root: &Element) {
        let Some(story) = self.try_story() else { return };
        for element in find_all(root, "[data-of]") {
            let actor = number(&element, "data-of").map(ActorAt);
            let Some((actor, place)) = actor.zip(find(&element, ".place")) else { continue };
            let words = self.here(&story, actor).map(|here| {
                let number = story.index.mentions_of(actor).len();
                format!("{} of {}", words::thousands(here + 1), words::thousands(number))
            });
            place.set_text_content(words.as_deref());
        }
    }
}
