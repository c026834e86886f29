//! Going to places in the text, and back to where one was.
//!
//! A way takes a few frames. It ends when the person goes elsewhere, or asks for another place: each way has a number, and
//! only the newest is gone on with.

use std::ops::Range;

use web_sys::Element;

use super::element::{active, closest, find, find_all, number, set};
use super::live::spawn;
use super::opened::Opened;
use super::painter::Painter;
use super::shell::Shell;
use super::sides::Width;
use super::story::{Place, Story};
use super::turns::Turn;
use crate::article::{ActorAt, EventAt, MentionAt, Span};
use crate::host::{address, frames, scroll, view_height};
use crate::reading::{Answer, Command, Order};
use crate::words::{Speech, Word};

/// So much room, in CSS pixels, is enough to read what was gone to.
const ENOUGH: f64 = 120.0;

impl Opened {
    /// What covers the view: the bar at the top, the sheet at the bottom.
    pub fn insets(&self) -> scroll::Insets {
        let root = self.root();
        let rect = |selector: &str| {
            let element = root.as_ref()?.query_selector(selector).ok()??;
            Some(element.get_bounding_client_rect())
        };
        let top = rect(".bar").map_or(0.0, |bar| bar.height());
        // On a narrow screen the search lies over the text, across all of it.
        let top = match self.width.try_get_untracked() {
            Some(Width::Narrow) => rect(".search > .drawer").map_or(top, |search| top.max(search.bottom())),
            _ => top,
        };
        let bottom = match self.width.try_get_untracked() {
            Some(Width::Narrow) => {
                let over = [rect(".side:not([hidden])"), rect(".pop:not([hidden], [data-high])")]
                    .into_iter()
                    .flatten()
                    .map(|rect| rect.height());
                rect(".tabs").map_or(0.0, |tabs| tabs.height()) + over.fold(0.0, f64::max)
            }
            _ => 0.0,
        };
        let mut insets = scroll::Insets { top: top + 8.0, bottom: bottom + 8.0 };
        // A card that stays where it is: the larger room over or under it is free.
        if let Some(card) = rect(".pop[data-docked]:not([hidden])") {
            let (over, under) = (card.top() - insets.top, view_height() - insets.bottom - card.bottom());
            match over > under {
                true if over > ENOUGH => insets.bottom = view_height() - card.top() + 8.0,
                false if under > ENOUGH => insets.top = card.bottom() + 8.0,
                _ => {}
            }
        }
        insets
    }

    /// Goes nowhere any more: the person, or the browser, went somewhere else.
    pub fn stay(&self) -> Turn {
        self.going.next()
    }

    /// Goes nowhere any more, and keeps the place that was come to so far: the way that led on from the last one has ended.
    pub fn stay_here(&self) {
        self.stay();
        if self.settled.try_get_value() == Some(None) {
            self.settle();
        }
    }

    /// Goes somewhere. Until the person is there they are nowhere to be kept: a panel that opens on the way makes the
    /// column another, and is no reason to go back.
    fn set_out(&self) -> Turn {
        self.settled.set_value(None);
        self.stay()
    }

    /// Brings an element into view, unless another place is asked for.
    pub async fn go_to(&self, element: &Element) {
        self.go_on(element, element, self.set_out()).await;
    }

    /// Goes to a piece of an event's evidence: marks it and brings it into view.
    pub fn go_to_evidence(&self, event: EventAt, nth: usize) {
        self.go_where(false, move |painter| painter.evidence_elements(event, nth));
        self.tell_of(event);
    }

    /// Goes to a piece of an event's evidence, and puts the focus there: Enter leads back to the card.
    pub fn enter_evidence(&self, event: EventAt, nth: usize) {
        self.go_where(true, move |painter| {
            let (first, last) = painter.evidence_elements(event, nth)?;
            set(&first, "tabindex", "-1");
            // From the sentence Tab leads to who is named in it.
            find(&first, "mark:not([data-muted])").iter().for_each(|mark| painter.rove_to(mark));
            Some((first, last))
        });
        self.tell_of(event);
    }

    fn tell_of(&self, event: EventAt) {
        self.telling.tell(&self.story().article.events[event.at()].title);
    }

    /// Goes to words of the text.
    pub fn go_to_span(&self, span: Span) {
        let (opened, turn) = (*self, self.set_out());
        spawn(async move {
            frames::next_frame().await;
            let place = opened.paint(|painter| painter.words(span)).flatten();
            if let Some((row, words)) = place.filter(|_| opened.is_on_way(turn)) {
                scroll::words_into_view(&row, &words, opened.insets(), || opened.is_on_way(turn)).await;
                if opened.is_on_way(turn) {
                    opened.settle();
                    opened.arrived.set(Some(row));
                }
            }
        });
    }

    /// Whether something of what is held can be seen: of the event's evidence, or the mention that the person is at.
    pub fn held_is_in_view(&self) -> bool {
        let state = self.state.get_untracked();
        let insets = self.insets();
        let is_seen = |element: Element| {
            let rect = element.get_bounding_client_rect();
            rect.bottom() > insets.top && rect.top() < view_height() - insets.bottom
        };
        let elements = self.paint(|painter| match (state.event, self.place.get_untracked()) {
            (Some(event), _) => (0..).map_while(|nth| Some(painter.evidence_elements(event, nth)?.0)).collect(),
            (None, Some(place)) => painter.mention_element(place).into_iter().collect(),
            (None, None) => Vec::new(),
        });
        elements.unwrap_or_default().into_iter().any(is_seen)
    }

    /// Keeps where the person is, with this entry of the history, or, where the address does not say what is shown, with the
    /// reader.
    pub fn remember_place(&self, shell: Shell) {
        let place = self.settle();
        let Some(story) = self.try_story() else { return };
        if !shell.keeps_address(&story) {
            shell.place.set_value(place.map(|place| (story, place)));
        } else if story.is_at(&shell.address.get_untracked()) {
            // The entry may be that of another article already, which is still to come.
            address::remember_place(place);
        }
    }

    /// Brings back into view what is held, where something came to lie over it.
    pub fn keep_held_in_sight(&self) {
        let state = self.state.get_untracked();
        match (state.event, self.place.get_untracked()) {
            (Some(event), _) => self.go_to_evidence(event, 0),
            (None, Some(place)) if state.actor.is_some() => self.go_to_mention(place),
            _ => {}
        }
    }

    /// Goes to what is held: to an event's first evidence, else to an actor's first mention; to an event of which the text
    /// does not speak, there is no way.
    pub fn go_to_held(&self) {
        let state = self.state.get_untracked();
        let story = self.story();
        let told = state.event.filter(|event| !story.article.events[event.at()].evidence.is_empty());
        if let Some(event) = told {
            self.go_to_evidence(event, 0);
        } else if let Some(mention) = state.actor.and_then(|actor| story.index.mentions_of(actor).first().copied()) {
            self.go_to_mention(mention);
        }
    }

    /// Goes back to a place: a block, and where its top was in the view.
    pub fn go_back_to(&self, (block, top): Place) {
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
    pub fn place_in_text(&self) -> Option<Place> {
        let over = self.insets().top;
        self.paint(|painter| painter.place(over)).flatten()
    }

    /// The page stands still: keeps where the person is in the text, and gives the place.
    pub fn settle(&self) -> Option<Place> {
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
        self.visit(mention, false);
    }

    /// Goes to a mention, and puts the focus there where that is wanted.
    fn visit(&self, mention: MentionAt, focus: bool) {
        self.place.set(Some(mention));
        self.go_where(focus, move |painter| painter.mention_element(mention).map(|mark| (mark.clone(), mark)));
        let story = self.story();
        let (speech, actor) = (story.speech(), story.article.mentions[mention.at()].actor);
        let here = self.here(&story, actor).unwrap_or_default();
        let place = speech.of(here + 1, story.index.mentions_of(actor).len());
        self.telling.tell(&speech.with(Word::SaidMention, &[&story.article.actors[actor.at()].name, &place]));
    }

    /// Goes to what `find` finds: the first of its elements, and the last, which is to be in view as well.
    fn go_where(&self, focus: bool, find: impl Fn(&mut Painter) -> Option<(Element, Element)> + 'static) {
        let (opened, turn) = (*self, self.set_out());
        spawn(async move {
            // What holding changes (a sheet, a card) is laid out first.
            frames::next_frame().await;
            if !opened.is_on_way(turn) {
                return;
            }
            let Some(Some((first, last))) = opened.paint(find) else {
                // Nowhere to go: where the person is, they stay.
                opened.settle();
                return;
            };
            if focus {
                scroll::focus(&first);
            }
            opened.go_on(&first, &last, turn).await;
        });
    }

    async fn go_on(&self, first: &Element, last: &Element, turn: Turn) {
        let mut insets = self.insets();
        let (begins, ends) = (first.get_bounding_client_rect(), last.get_bounding_client_rect());
        // The rest comes into view as well, where there is room for all of it.
        let rest = ends.bottom() - begins.bottom();
        if rest > 0.0 && ends.bottom() - begins.top() < view_height() - insets.top - insets.bottom {
            insets.bottom += rest;
        }
        scroll::into_view(first, insets, || self.is_on_way(turn)).await;
        if self.is_on_way(turn) {
            self.settle();
            self.arrived.set(Some(first.clone()));
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

    /// Goes with the focus to the next or the previous mention of the held actor, or of any that is shown.
    pub fn next_mention(&self, on: bool) {
        let story = self.story();
        if let Some(actor) = self.state.with_untracked(|state| state.actor) {
            if let Some(mention) = self.step(actor, on) {
                self.visit(mention, true);
            }
            return;
        }
        let shown = self.shown.get_untracked();
        let mut all: Vec<MentionAt> = Vec::new();
        for (row, block) in story.index.blocks().iter().enumerate() {
            let is_new = |(range, mention): &&(Range<u32>, MentionAt)| {
                let about = &story.article.mentions[mention.at()];
                shown.actor(about.actor)
                    // A mention in pieces is one, at its first.
                    && about.first().is_some_and(|first| first.block.at() == row && first.start == range.start)
            };
            let new = block.mentions.iter().filter(is_new);
            all.extend(new.map(|(_, mention)| *mention));
        }
        let here = self.mention_in_view().and_then(|here| all.iter().position(|mention| *mention == here));
        let next = match (here, on) {
            (Some(here), true) => (here + 1) % all.len(),
            (Some(here), false) => (here + all.len() - 1) % all.len(),
            (None, on) => {
                let over = self.insets().top;
                let spans: Vec<Span> =
                    all.iter().filter_map(|at| story.article.mentions[at.at()].first().copied()).collect();
                let after = self.paint(|painter| painter.number_over(&spans, over)).unwrap_or_default();
                if on { after } else { after.wrapping_sub(1) }
            }
        };
        let next = all.get(next).or(if on { all.first() } else { all.last() });
        next.iter().for_each(|mention| self.visit(**mention, true));
    }

    /// The mention that the person is at: the one that has the focus, else the last that was gone to, if it is in view.
    fn mention_in_view(&self) -> Option<MentionAt> {
        let root = self.root()?;
        let focused = active().filter(|active| root.contains(Some(active))).and_then(|active| closest(&active, "mark"));
        let focused = focused.and_then(|mark| self.paint(|painter| painter.mentions_at(&mark))).unwrap_or_default();
        let place = self.place.get_untracked();
        if let Some(innermost) = focused.last() {
            return place.filter(|place| focused.contains(place)).or(Some(*innermost));
        }
        let place = place?;
        let rect = self.paint(|painter| painter.mention_element(place))??.get_bounding_client_rect();
        let insets = self.insets();
        (rect.bottom() > insets.top && rect.top() < view_height() - insets.bottom).then_some(place)
    }

    /// Holds the next or the previous event of those that are shown, of the held actor where one is held, and puts the focus
    /// on its card.
    pub fn next_event(&self, on: bool) {
        let story = self.story();
        let shown = self.shown.get_untracked();
        let (order, held, actor) = self.state.with_untracked(|state| (state.order, state.event, state.actor));
        let of_actor = |event: &EventAt| actor.is_none_or(|actor| story.index.events_of(actor).contains(event));
        let all: Vec<EventAt> = story
            .index
            .in_order(order == Order::Told)
            .iter()
            .flat_map(|group| group.events.iter().copied())
            .filter(|event| shown.event(*event) != Answer::No)
            .collect();
        // From where the held event stands among all, also where it is none of the actor's.
        let here = held.and_then(|held| all.iter().position(|event| *event == held));
        let (before, after) = match here {
            Some(here) => (&all[..here], &all[here + 1..]),
            // Nothing is held: from what is being read.
            None => all.split_at(
                self.event_in_view().and_then(|read| all.iter().position(|event| *event == read)).unwrap_or(0),
            ),
        };
        let next = match on {
            true => after.iter().chain(before).find(|event| of_actor(event)),
            false => before.iter().rev().chain(after.iter().rev()).find(|event| of_actor(event)),
        };
        // The only one leads to itself.
        let next = next.or(held.as_ref());
        if let Some(&next) = next {
            // Esc returns to where one was before the first step.
            let from = active().filter(|_| held.is_none() && actor.is_none());
            self.act(Command::ShowEvent(next), from);
            self.enter_card(next);
            self.go_to_evidence(next, 0);
        }
    }

    /// The event that is being read; none at the head of the page, where nothing is yet.
    fn event_in_view(&self) -> Option<EventAt> {
        let (top, height) = (self.insets().top, view_height());
        if self.place_in_text()?.0 == 0 {
            return None;
        }
        self.paint(|painter| painter.event_being_read(top, top + (height - top) * 0.25, height)).flatten()
    }

    /// Says in the details of actors where among the mentions the person is: "2 of 5".
    pub fn tell_place(&self, root: &Element) {
        let Some(story) = self.try_story() else { return };
        for element in find_all(root, "[data-of]") {
            let actor = number(&element, "data-of").map(ActorAt);
            let Some((actor, place)) = actor.zip(find(&element, ".place")) else { continue };
            let words = self.here(&story, actor).map(|here| {
                let speech = story.speech();
                let number = story.index.mentions_of(actor).len();
                speech.of(here + 1, number)
            });
            place.set_text_content(words.as_deref());
        }
    }
}
