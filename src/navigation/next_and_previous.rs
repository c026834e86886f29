//! Steps to the next or previous mention or event: of the selected actor, or of all.
//!
//! A step starts from the selection. Without a selection it starts from the user's position: from the focused
//! element, else from the last place that was scrolled to if it is still in view, else from the text that the user is
//! reading.
//!
//! In all functions, `on` is true for the next item and false for the previous one.

use leptos::prelude::*;
use std::ops::Range;

use web_sys::Element;

use crate::components::dom::{closest, find, find_all, focused_element, index_attr};
use crate::components::reactive::in_next_frame;
use crate::state::article::ArticleState;
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, EventIdx, MentionIdx, Span};
use whowhen_core::locale::Locale;
use whowhen_core::reading::Command;

/// Returns the position after or before `here` in a list of `number` items, and wraps around at the ends. The list
/// must not be empty.
pub fn neighbor(here: usize, on: bool, number: usize) -> usize {
    (here + if on { 1 } else { number - 1 }) % number
}

impl ArticleState {
    /// Returns the position of the current mention among the mentions of an actor; `None` if it is not one of them.
    pub(crate) fn mention_number(&self, story: &Story, actor: ActorIdx) -> Option<usize> {
        let place = self.current_mention.get_untracked()?;
        story.index.mentions_of(actor).iter().position(|mention| *mention == place)
    }

    /// Selects an actor and scrolls to its next or previous mention. Wraps around at the ends, and focuses the
    /// mention if `focus`. Returns the mention.
    pub fn step(&self, actor: ActorIdx, on: bool, focus: bool) -> Option<MentionIdx> {
        let story = self.story();
        let mentions = story.index.mentions_of(actor);
        let next = match (self.mention_number(&story, actor), on) {
            (None, true) => 0,
            (None, false) => mentions.len().saturating_sub(1),
            (Some(here), on) => neighbor(here, on, mentions.len()),
        };
        let next = mentions.get(next).copied()?;
        self.dispatch(Command::ShowActor(actor), None);
        self.scroll_to_mention_with_focus(next, focus);
        Some(next)
    }

    /// Scrolls to the next or previous mention and focuses it: of the selected actor, or else of all visible actors.
    pub fn next_mention(&self, on: bool) {
        if untrack(|| self.diagram()).is_some() {
            let state = *self;
            state.show_text();
            // What is in view is known once the text is laid out.
            in_next_frame(move || {
                in_next_frame(move || {
                    if state.try_story().is_some() {
                        state.next_mention(on);
                    }
                });
            });
            return;
        }
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
                shown.shows_actor(about.actor)
                    // A mention with several spans counts once, at its first span.
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
                let after = self.with_painter(|painter| painter.count_above(&spans, over)).unwrap_or_default();
                if on { after } else { after.wrapping_sub(1) }
            }
        };
        let next = all.get(next).or(if on { all.first() } else { all.last() });
        next.iter().for_each(|mention| self.scroll_to_mention_with_focus(**mention, true));
    }

    /// Returns the focused mention, or else the current mention if it is in view.
    fn mention_in_view(&self) -> Option<MentionIdx> {
        let root = self.root()?;
        let focused = focused_element()
            .filter(|focused_element| root.contains(Some(focused_element)))
            .and_then(|focused_element| closest(&focused_element, "mark"));
        let focused =
            focused.and_then(|mark| self.with_painter(|painter| painter.mentions_at(&mark))).unwrap_or_default();
        let place = self.current_mention.get_untracked();
        if let Some(innermost) = focused.last() {
            return place.filter(|place| focused.contains(place)).or(Some(*innermost));
        }
        let place = place?;
        let element = self.with_painter(|painter| painter.mention_element(place))??;
        self.is_in_view(&element).then_some(place)
    }

    /// Selects the next or previous visible event, and focuses its event card. If an actor is selected, only its
    /// events count.
    pub fn next_event(&self, on: bool) {
        let story = self.story();
        let shown = self.visible.get_untracked();
        let (order, held, actor) = self.reading.with_untracked(|reading| (reading.order, reading.event, reading.actor));
        let own = actor.map(|actor| self.events_of_actor(actor, untrack(|| self.with_parts())));
        let of_actor = |event: &EventIdx| own.as_ref().is_none_or(|own| own.binary_search(event).is_ok());
        let held = held.map(|held| story.index.event_of(held));
        let all: Vec<EventIdx> = story
            .index
            .in_order(order)
            .iter()
            .flat_map(|group| group.events.iter().copied())
            .filter(|event| shown.shows_event(*event))
            .collect();
        // Starts from the position of the selected event among all, even if it is not an event of the selected actor.
        let here = held.and_then(|held| all.iter().position(|event| *event == held));
        let (before, after) = match here {
            Some(here) => (&all[..here], &all[here + 1..]),
            // No event is selected. Starts from the one that the user is reading.
            None => all.split_at(
                self.event_in_view().and_then(|read| all.iter().position(|event| *event == read)).unwrap_or(0),
            ),
        };
        let next = match on {
            true => after.iter().chain(before).find(|event| of_actor(event)),
            false => before.iter().rev().chain(after.iter().rev()).find(|event| of_actor(event)),
        };
        // If there is no other event, the selected one is the next.
        let next = next.or(held.as_ref());
        if let Some(&next) = next {
            // Esc returns the focus to where it was before the first step.
            let from = focused_element().filter(|_| held.is_none() && actor.is_none());
            self.dispatch(Command::ShowEvent(next), from);
            self.focus_card(next);
            self.scroll_to_evidence(next, 0);
        }
    }

    /// Returns the event whose evidence the user is reading; `None` at the top of the page, where nothing is read
    /// yet.
    fn event_in_view(&self) -> Option<EventIdx> {
        let (top, end) = (self.insets().top, self.view().bottom());
        if self.current_position()?.0 == 0 {
            return None;
        }
        self.with_painter(|painter| painter.event_being_read(top, top + (end - top) * 0.25, end)).flatten()
    }

    /// Shows the position of the current mention in the details of the actors: "2 of 5".
    pub fn show_mention_position(&self, root: &Element) {
        let Some(story) = self.try_story() else { return };
        for element in find_all(root, "[data-of]") {
            let actor = index_attr(&element, "data-of", &story.article.actors);
            let Some((actor, place)) = actor.zip(find(&element, ".place")) else { continue };
            let words = self.mention_number(&story, actor).map(|here| {
                let locale = story.locale();
                let number = story.index.mentions_of(actor).len();
                locale.place_of(here + 1, number)
            });
            place.set_text_content(words.as_deref());
        }
    }
}
