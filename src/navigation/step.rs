//! From one to the next: the mentions of an actor, or all of them; the events of an actor, or all of them.
//!
//! A step goes on from what is held, else from where the person is: from what has the focus, from what they went to last if
//! it is still in view, from what they read.

use leptos::prelude::*;
use std::ops::Range;

use web_sys::Element;

use crate::components::dom::{closest, find, find_all, focused_element, index};
use crate::state::article::ArticleState;
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx, Span};
use whowhen_core::locale::Locale;
use whowhen_core::reading::Command;

/// The place beside one among so many, around the end.
pub fn neighbor(here: usize, on: bool, number: usize) -> usize {
    (here + if on { 1 } else { number - 1 }) % number
}

impl ArticleState {
    /// Where among an actor's mentions the person is.
    pub(crate) fn here(&self, story: &Story, actor: ActorIdx) -> Option<usize> {
        let place = self.place.get_untracked()?;
        story.index.mentions_of(actor).iter().position(|mention| *mention == place)
    }

    /// Goes to an actor's next or previous mention, around the end, with the focus where that is wanted; says which.
    pub fn step(&self, actor: ActorIdx, on: bool, focus: bool) -> Option<MentionIdx> {
        let story = self.story();
        let mentions = story.index.mentions_of(actor);
        let next = match (self.here(&story, actor), on) {
            (None, true) => 0,
            (None, false) => mentions.len().saturating_sub(1),
            (Some(here), on) => neighbor(here, on, mentions.len()),
        };
        let next = mentions.get(next).copied()?;
        self.dispatch(Command::ShowActor(actor), None);
        self.visit(next, focus);
        Some(next)
    }

    /// Goes with the focus to the next or the previous mention of the held actor, or of any that is shown.
    pub fn next_mention(&self, on: bool) {
        let story = self.story();
        if let Some(actor) = self.reading.with_untracked(|reading| reading.actor) {
            self.step(actor, on, true);
            return;
        }
        let shown = self.visible.get_untracked();
        let mut all: Vec<MentionIdx> = Vec::new();
        for (row, block) in story.index.blocks().iter().enumerate() {
            let is_new = |(range, mention): &&(Range<u32>, MentionIdx)| {
                let about = &story.article[*mention];
                shown.actor(about.actor)
                    // A mention in pieces is one, at its first.
                    && about.first_span().is_some_and(|first| first.block.position() == row && first.start == range.start)
            };
            let new = block.mentions.iter().filter(is_new);
            all.extend(new.map(|(_, mention)| *mention));
        }
        let here = self.mention_in_view().and_then(|here| all.iter().position(|mention| *mention == here));
        let next = match (here, on) {
            (Some(here), on) => neighbor(here, on, all.len()),
            (None, on) => {
                let over = self.insets().top;
                let spans: Vec<Span> = all.iter().filter_map(|at| story.article[*at].first_span().copied()).collect();
                let after = self.paint(|painter| painter.count_above(&spans, over)).unwrap_or_default();
                if on { after } else { after.wrapping_sub(1) }
            }
        };
        let next = all.get(next).or(if on { all.first() } else { all.last() });
        next.iter().for_each(|mention| self.visit(**mention, true));
    }

    /// The mention that the person is at: the one that has the focus, else the last that was gone to, if it is in view.
    fn mention_in_view(&self) -> Option<MentionIdx> {
        let root = self.root()?;
        let focused = focused_element()
            .filter(|focused_element| root.contains(Some(focused_element)))
            .and_then(|focused_element| closest(&focused_element, "mark"));
        let focused = focused.and_then(|mark| self.paint(|painter| painter.mentions_at(&mark))).unwrap_or_default();
        let place = self.place.get_untracked();
        if let Some(innermost) = focused.last() {
            return place.filter(|place| focused.contains(place)).or(Some(*innermost));
        }
        let place = place?;
        let element = self.paint(|painter| painter.mention_element(place))??;
        self.is_in_view(&element).then_some(place)
    }

    /// Holds the next or the previous event of those that are shown, of the held actor where one is held, and puts the focus
    /// on its card.
    pub fn next_event(&self, on: bool) {
        let story = self.story();
        let shown = self.visible.get_untracked();
        let (order, held, actor) = self.reading.with_untracked(|reading| (reading.order, reading.event, reading.actor));
        let of_actor = |event: &EventIdx| actor.is_none_or(|actor| story.index.events_of(actor).contains(event));
        let all: Vec<EventIdx> = story
            .index
            .in_order(order)
            .iter()
            .flat_map(|group| group.events.iter().copied())
            .filter(|event| shown.shows(*event))
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
            let from = focused_element().filter(|_| held.is_none() && actor.is_none());
            self.dispatch(Command::ShowEvent(next), from);
            self.focus_card(next);
            self.scroll_to_evidence(next, 0);
        }
    }

    /// The event that is being read; none at the head of the page, where nothing is yet.
    fn event_in_view(&self) -> Option<EventIdx> {
        let (top, end) = (self.insets().top, self.view().bottom());
        if self.current_position()?.0 == 0 {
            return None;
        }
        self.paint(|painter| painter.event_being_read(top, top + (end - top) * 0.25, end)).flatten()
    }

    /// Says in the details of actors where among the mentions the person is: "2 of 5".
    pub fn show_mention_position(&self, root: &Element) {
        let Some(story) = self.try_story() else { return };
        for element in find_all(root, "[data-of]") {
            let actor = index(&element, "data-of", &story.article.actors);
            let Some((actor, place)) = actor.zip(find(&element, ".place")) else { continue };
            let words = self.here(&story, actor).map(|here| {
                let locale = story.locale();
                let number = story.index.mentions_of(actor).len();
                locale.place_of(here + 1, number)
            });
            place.set_text_content(words.as_deref());
        }
    }
}
