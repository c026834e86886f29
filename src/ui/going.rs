//! Going to places in the text, and back to where one was.
//!
//! A way takes a few frames. It ends when the person goes elsewhere, or asks for another place: each way has a number, and
//! only the newest is gone on with.

use web_sys::Element;

use super::element::{find, set};
use super::live::spawn;
use super::opened::Opened;
use super::painter::Painter;
use super::story::Place;
use super::turns::Turn;
use crate::host::{frames, scroll};
use whowhen_core::article::{EventIdx, MentionIdx, Span};
use whowhen_core::locale::{Locale, Message};

impl Opened {
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
    pub fn go_to_evidence(&self, event: EventIdx, nth: usize) {
        self.go_where(false, move |painter| painter.evidence_elements(event, nth));
        self.tell_of(event);
    }

    /// Goes to a piece of an event's evidence, and puts the focus there: Enter leads back to the card.
    pub fn enter_evidence(&self, event: EventIdx, nth: usize) {
        self.go_where(true, move |painter| {
            let (first, last) = painter.evidence_elements(event, nth)?;
            set(&first, "tabindex", "-1");
            // From the sentence Tab leads to who is named in it.
            find(&first, "mark:not([data-muted])").iter().for_each(|mark| painter.rove_to(mark));
            Some((first, last))
        });
        self.tell_of(event);
    }

    fn tell_of(&self, event: EventIdx) {
        self.telling.tell(&self.story().article[event].title);
    }

    /// Goes to words of the text.
    pub fn go_to_span(&self, span: Span) {
        let (opened, turn) = (*self, self.set_out());
        spawn(async move {
            frames::next_frame().await;
            let place = opened.paint(|painter| painter.words(span)).flatten();
            if let Some((row, words)) = place.filter(|_| opened.is_on_way(turn)) {
                let view = opened.view();
                scroll::words_into_view(&view, &row, &words, opened.insets(), || opened.is_on_way(turn)).await;
                if opened.is_on_way(turn) {
                    opened.settle();
                    opened.arrived.set(Some(row));
                }
            }
        });
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
        let told = state.event.filter(|event| !story.article[*event].evidence.is_empty());
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
                scroll::to_place(&opened.view(), &row, top, || opened.is_on_way(turn)).await;
            }
        });
    }

    /// Goes to a mention: marks it and brings it into view.
    pub fn go_to_mention(&self, mention: MentionIdx) {
        self.visit(mention, false);
    }

    /// Goes to a mention, and puts the focus there where that is wanted.
    pub(super) fn visit(&self, mention: MentionIdx, focus: bool) {
        self.place.set(Some(mention));
        self.go_where(focus, move |painter| painter.mention_element(mention).map(|mark| (mark.clone(), mark)));
        let story = self.story();
        let (locale, actor) = (story.locale(), story.article[mention].actor);
        let here = self.here(&story, actor).unwrap_or_default();
        let place = locale.place_of(here + 1, story.index.mentions_of(actor).len());
        self.telling
            .tell(&locale.with(Message::SaidMention, &[("name", &story.article[actor].name), ("place", &place)]));
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
                scroll::focus_by_key(&first);
            }
            opened.go_on(&first, &last, turn).await;
        });
    }

    async fn go_on(&self, first: &Element, last: &Element, turn: Turn) {
        let (view, mut insets) = (self.view(), self.insets());
        let (begins, ends) = (first.get_bounding_client_rect(), last.get_bounding_client_rect());
        // The rest comes into view as well, where there is room for all of it.
        let rest = ends.bottom() - begins.bottom();
        if rest > 0.0 && ends.bottom() - begins.top() < view.bottom() - insets.top - insets.bottom {
            insets.bottom += rest;
        }
        scroll::into_view(&view, first, insets, || self.is_on_way(turn)).await;
        if self.is_on_way(turn) {
            self.settle();
            self.arrived.set(Some(first.clone()));
        }
    }

    /// Whether nothing else was asked for since.
    fn is_on_way(&self, turn: Turn) -> bool {
        self.going.is_newest(turn)
    }
}
