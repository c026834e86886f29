//! Going to places in the text, and back to where one was.
//!
//! A way takes a few frames. It ends when the person goes elsewhere, or asks for another place: each way has a number, and
//! only the newest is gone on with.

use web_sys::Element;

use super::element::{find, find_all, number};
use super::live::spawn;
use super::opened::Opened;
use super::painter::Painter;
use super::sides::Width;
use super::story::Story;
use super::turns::Turn;
use super::words;
use crate::article::{ActorAt, EventAt, MentionAt};
use crate::host::{frames, scroll};
use crate::reading::Command;

impl Opened {
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

    /// Goes nowhere any more: the person, or the browser, went somewhere else.
    pub fn stay(&self) -> Turn {
        self.going.next()
    }

    /// Goes somewhere. Until the person is there they are nowhere to be kept: a panel that opens on the way makes the
    /// column another, and is no reason to go back.
    fn set_out(&self) -> Turn {
        self.settled.set_value(None);
        self.stay()
    }

    /// Brings an element into view, unless another place is asked for.
    pub async fn go_to(&self, element: &Element) {
        self.go_on(element, self.set_out()).await;
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

    /// Where the person is in the text: the first block in view, and where its top is.
    pub fn place_in_text(&self) -> Option<(u32, f64)> {
        let over = self.insets().top;
        self.paint(|painter| painter.place(over)).flatten()
    }

    /// The page stands still: keeps where the person is in the text, and gives the place.
    pub fn settle(&self) -> Option<(u32, f64)> {
        let place = self.place_in_text();
        self.settled.set_value(place);
        place
    }

    /// Goes back to where the person was when the page last stood still. At the head of the page they were not in the text
    /// yet, and there is nowhere to go.
    pub fn stay_in_place(&self) {
        let over = self.insets().top;
        let settled = self.settled.try_get_value().flatten();
        if let Some(place) = settled.filter(|(block, top)| *block > 0 || *top < over) {
            self.go_back_to(place);
        }
    }

    /// Goes to a mention: marks it and brings it into view.
    pub fn go_to_mention(&self, mention: MentionAt) {
        self.place.set(Some(mention));
        self.go_where(move |painter| painter.mention_element(mention));
    }

    fn go_where(&self, find: impl Fn(&mut Painter) -> Option<Element> + 'static) {
        let (opened, turn) = (*self, self.set_out());
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

    async fn go_on(&self, element: &Element, turn: Turn) {
        scroll::into_view(element, self.insets(), || self.is_on_way(turn)).await;
        if self.is_on_way(turn) {
            self.settle();
        }
    }

    /// Whether nothing else was asked for since.
    fn is_on_way(&self, turn: Turn) -> bool {
        self.going.is_newest(turn)
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
