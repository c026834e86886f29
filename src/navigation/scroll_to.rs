//! Going to places in the text, and back to where one was.
//!
//! A way takes a few frames. It ends when the person goes elsewhere, or asks for another place: each way has a number, and
//! only the newest is gone on with.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::browser::{frames, scroll};
use crate::components::dom::{find, set};
use crate::components::reactive::{listen, spawn};
use crate::navigation::generation::GenerationId;
use crate::state::article::ArticleState;
use crate::state::story::TextPosition;
use crate::text::painter::Painter;
use whowhen_core::article::{EventIdx, MentionIdx, Span};
use whowhen_core::locale::{Locale, Message};

impl ArticleState {
    /// Goes nowhere any more: the person, or the browser, went somewhere else.
    pub fn stay(&self) -> GenerationId {
        self.scroll_generation.next()
    }

    /// Goes nowhere any more, and keeps the place that was come to so far: the way that led on from the last one has ended.
    pub fn cancel_scroll_here(&self) {
        self.stay();
        if self.anchor.try_get_value() == Some(None) {
            self.save_anchor();
        }
    }

    /// Goes somewhere. Until the person is there they are nowhere to be kept: a panel that opens on the way makes the
    /// column another, and is no reason to go back.
    fn begin_scroll(&self) -> GenerationId {
        self.anchor.set_value(None);
        self.stay()
    }

    /// Brings an element into view, unless another place is asked for.
    pub async fn scroll_to_element(&self, element: &Element) {
        self.finish_scroll(element, element, self.begin_scroll()).await;
    }

    /// Goes to a piece of an event's evidence: marks it and brings it into view.
    pub fn scroll_to_evidence(&self, event: EventIdx, nth: usize) {
        self.scroll_to_found(false, move |painter| painter.evidence_elements(event, nth));
        self.tell_of(event);
    }

    /// Goes to a piece of an event's evidence, and puts the focus there: Enter leads back to the card.
    pub fn focus_evidence(&self, event: EventIdx, nth: usize) {
        self.scroll_to_found(true, move |painter| {
            let (first, last) = painter.evidence_elements(event, nth)?;
            set(&first, "tabindex", "-1");
            // From the sentence Tab leads to who is named in it.
            find(&first, "mark:not([data-muted])").iter().for_each(|mark| painter.make_tab_stop(mark));
            Some((first, last))
        });
        self.tell_of(event);
    }

    fn tell_of(&self, event: EventIdx) {
        self.live_region.tell(&self.story().article[event].title);
    }

    /// Goes to words of the text.
    pub fn scroll_to_span(&self, span: Span) {
        let (state, generation) = (*self, self.begin_scroll());
        spawn(async move {
            frames::next_frame().await;
            let place = state.paint(|painter| painter.words(span)).flatten();
            if let Some((row, words)) = place.filter(|_| state.is_scrolling(generation)) {
                let view = state.view();
                scroll::words_into_view(&view, &row, &words, state.insets(), || state.is_scrolling(generation)).await;
                if state.is_scrolling(generation) {
                    state.save_anchor();
                    state.scrolled_to.set(Some(row));
                }
            }
        });
    }

    /// Brings back into view what is held, where something came to lie over it.
    pub fn keep_selection_in_view(&self) {
        let state = self.reading.get_untracked();
        match (state.event, self.place.get_untracked()) {
            (Some(event), _) => self.scroll_to_evidence(event, 0),
            (None, Some(place)) if state.actor.is_some() => self.scroll_to_mention(place),
            _ => {}
        }
    }

    /// Goes to what is held: to an event's first evidence, else to an actor's first mention; to an event of which the text
    /// does not speak, there is no way.
    pub fn scroll_to_selection(&self) {
        let state = self.reading.get_untracked();
        let story = self.story();
        let told = state.event.filter(|event| !story.article[*event].evidence.is_empty());
        if let Some(event) = told {
            self.scroll_to_evidence(event, 0);
        } else if let Some(mention) = state.actor.and_then(|actor| story.index.mentions_of(actor).first().copied()) {
            self.scroll_to_mention(mention);
        }
    }

    /// Goes back to a place: a block, and where its top was in the view.
    pub fn restore_position(&self, (block, top): TextPosition) {
        let (state, generation) = (*self, self.stay());
        spawn(async move {
            frames::next_frame().await;
            if state.is_scrolling(generation)
                && let Some(Some(row)) = state.paint(|painter| painter.row(block))
            {
                scroll::to_place(&state.view(), &row, top, || state.is_scrolling(generation)).await;
            }
        });
    }

    /// Goes to a mention: marks it and brings it into view.
    pub fn scroll_to_mention(&self, mention: MentionIdx) {
        self.visit(mention, false);
    }

    /// Goes to a mention, and puts the focus there where that is wanted.
    pub(crate) fn visit(&self, mention: MentionIdx, focus: bool) {
        self.place.set(Some(mention));
        self.scroll_to_found(focus, move |painter| painter.mention_element(mention).map(|mark| (mark.clone(), mark)));
        let story = self.story();
        let (locale, actor) = (story.locale(), story.article[mention].actor);
        let here = self.here(&story, actor).unwrap_or_default();
        let place = locale.place_of(here + 1, story.index.mentions_of(actor).len());
        self.live_region
            .tell(&locale.with(Message::SaidMention, &[("name", &story.article[actor].name), ("place", &place)]));
    }

    /// Goes to what `find` finds: the first of its elements, and the last, which is to be in view as well.
    fn scroll_to_found(&self, focus: bool, find: impl Fn(&mut Painter) -> Option<(Element, Element)> + 'static) {
        let (state, generation) = (*self, self.begin_scroll());
        spawn(async move {
            // What holding changes (a sheet, a card) is laid out first.
            frames::next_frame().await;
            if !state.is_scrolling(generation) {
                return;
            }
            let Some(Some((first, last))) = state.paint(find) else {
                // Nowhere to go: where the person is, they stay.
                state.save_anchor();
                return;
            };
            if focus {
                scroll::focus_by_key(&first);
            }
            state.finish_scroll(&first, &last, generation).await;
        });
    }

    async fn finish_scroll(&self, first: &Element, last: &Element, generation: GenerationId) {
        let (view, mut insets) = (self.view(), self.insets());
        let (begins, ends) = (first.get_bounding_client_rect(), last.get_bounding_client_rect());
        // The rest comes into view as well, where there is room for all of it.
        let rest = ends.bottom() - begins.bottom();
        if rest > 0.0 && ends.bottom() - begins.top() < view.bottom() - insets.top - insets.bottom {
            insets.bottom += rest;
        }
        scroll::into_view(&view, first, insets, || self.is_scrolling(generation)).await;
        if self.is_scrolling(generation) {
            self.save_anchor();
            self.scrolled_to.set(Some(first.clone()));
        }
    }

    /// Whether nothing else was asked for since.
    fn is_scrolling(&self, generation: GenerationId) -> bool {
        self.scroll_generation.is_current(generation)
    }
}

/// Whoever scrolls, or takes hold of something, is not carried on to where they asked to go before.
pub fn cancel_on_input(state: ArticleState) {
    for name in ["wheel", "touchmove", "pointerdown"] {
        listen(&window(), name, move |_| {
            state.cancel_scroll_here();
        });
    }
    listen(&window(), "keydown", move |event| {
        let scrolls = ["PageDown", "PageUp", "Home", "End", "ArrowDown", "ArrowUp", " "];
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        if scrolls.contains(&key.as_str()) && !event.default_prevented() {
            state.cancel_scroll_here();
        }
    });
}
