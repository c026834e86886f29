//! Scrolls to places in the text, and back to earlier positions.
//!
//! Scrolling to a place takes a few frames. It ends early when the user scrolls or another place is requested.
//!
//! Invariant: each request is a generation of a [`Generation`](crate::navigation::generation_counter::Generation), and only
//! the current one scrolls.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::browser::{scroll, timers};
use crate::components::dom::{find, set};
use crate::components::reactive::{listen, spawn};
use crate::navigation::generation_counter::GenerationId;
use crate::state::article::ArticleState;
use crate::state::story::TextPosition;
use crate::text::painter::Painter;
use whowhen_core::article::{EventIdx, MentionIdx, Span};
use whowhen_core::locale::{Locale, Message};

impl ArticleState {
    /// Cancels scrolling, because the user or the browser went to another place. Returns the new generation.
    pub fn cancel_scroll(&self) -> GenerationId {
        self.scroll_generation.next()
    }

    /// Cancels scrolling. If a scroll was under way, the position that it has reached becomes the scroll anchor.
    pub fn cancel_scroll_and_save_anchor(&self) {
        self.cancel_scroll();
        if self.anchor.try_get_value() == Some(None) {
            self.save_anchor();
        }
    }

    /// Begins to scroll to a place. There is no scroll anchor until it is reached: a panel that opens meanwhile
    /// changes the column, and the reader must not scroll back because of that.
    fn begin_scroll(&self) -> GenerationId {
        self.anchor.set_value(None);
        self.cancel_scroll()
    }

    /// Scrolls an element into view. Stops if another place is requested.
    pub async fn scroll_to_element(&self, element: &Element) {
        self.finish_scroll(element, element, self.begin_scroll()).await;
    }

    /// Scrolls to the `nth` span of an event's evidence, and marks it first if necessary. Announces the event.
    pub fn scroll_to_evidence(&self, event: EventIdx, nth: usize) {
        self.scroll_to_found(false, move |painter| painter.evidence_elements(event, nth));
        self.announce_event(event);
    }

    /// Scrolls to the `nth` span of an event's evidence and focuses it. Enter then leads back to the event card.
    pub fn focus_evidence(&self, event: EventIdx, nth: usize) {
        self.scroll_to_found(true, move |painter| {
            let (first, last) = painter.evidence_elements(event, nth)?;
            set(&first, "tabindex", "-1");
            // From the sentence, Tab leads to the first mention in it.
            find(&first, "mark:not([data-muted])").iter().for_each(|mark| painter.make_tab_stop(mark));
            Some((first, last))
        });
        self.announce_event(event);
    }

    /// Announces an event by its title.
    fn announce_event(&self, event: EventIdx) {
        self.live_region.announce(&self.story().article[event].title);
    }

    /// Scrolls to a span of the text.
    pub fn scroll_to_span(&self, span: Span) {
        self.show_text();
        let (state, generation) = (*self, self.begin_scroll());
        spawn(async move {
            timers::next_frame().await;
            if !state.is_scrolling(generation) {
                return;
            }
            let Some((row, words)) = state.with_painter(|painter| painter.row_and_range(span)).flatten() else {
                // There is nothing to scroll to: the user stays here.
                state.save_anchor();
                return;
            };
            let view = state.view();
            scroll::words_into_view(&view, &row, &words, state.insets(), &|| state.is_scrolling(generation)).await;
            if state.is_scrolling(generation) {
                state.save_anchor();
                state.scrolled_to.set(Some(row));
            }
        });
    }

    /// Scrolls the selection back into view after something has covered it.
    pub fn keep_selection_in_view(&self) {
        let state = self.reading.get_untracked();
        match (state.event, self.current_mention.get_untracked()) {
            (Some(event), _) => self.scroll_to_evidence(event, 0),
            (None, Some(place)) if state.actor.is_some() => self.scroll_to_mention(place),
            _ => {}
        }
    }

    /// Scrolls to the selection: to the first evidence of the selected event, or else to the first mention of the
    /// selected actor. An event without evidence has no place to scroll to.
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

    /// Scrolls back to a position: a block, and where its top was in the viewport.
    pub fn restore_position(&self, (block, top): TextPosition) {
        if untrack(|| self.diagram()).is_some() {
            return;
        }
        let (state, generation) = (*self, self.cancel_scroll());
        spawn(async move {
            timers::next_frame().await;
            if state.is_scrolling(generation)
                && let Some(Some(row)) = state.with_painter(|painter| painter.row(block))
            {
                scroll::scroll_top_to(&state.view(), &row, top, &|| state.is_scrolling(generation)).await;
            }
        });
    }

    /// Scrolls to a mention, and marks it first if necessary. Announces it.
    pub fn scroll_to_mention(&self, mention: MentionIdx) {
        self.scroll_to_mention_with_focus(mention, false);
    }

    /// Scrolls to a mention, and focuses it if `focus`. It becomes the current mention and is announced.
    pub(crate) fn scroll_to_mention_with_focus(&self, mention: MentionIdx, focus: bool) {
        self.current_mention.set(Some(mention));
        self.scroll_to_found(focus, move |painter| painter.mention_element(mention).map(|mark| (mark.clone(), mark)));
        let story = self.story();
        let (locale, actor) = (story.locale(), story.article[mention].actor);
        let here = self.mention_number(&story, actor).unwrap_or_default();
        let place = locale.place_of(here + 1, story.index.mentions_of(actor).len());
        self.live_region
            .announce(&locale.with(Message::SaidMention, &[("name", &story.article[actor].name), ("place", &place)]));
    }

    /// Scrolls to the elements that `find` returns: to the first one and, if there is room, as far as the last one.
    /// Focuses the first one if `focus`.
    /// While a diagram stands in place of the text, there is nowhere to scroll to.
    fn scroll_to_found(&self, focus: bool, find: impl Fn(&mut Painter) -> Option<(Element, Element)> + 'static) {
        if untrack(|| self.diagram()).is_some() {
            return;
        }
        let (state, generation) = (*self, self.begin_scroll());
        spawn(async move {
            // First, the browser lays out what the selection changes: a sheet, a popover.
            timers::next_frame().await;
            if !state.is_scrolling(generation) {
                return;
            }
            let Some(Some((first, last))) = state.with_painter(find) else {
                // There is nothing to scroll to. The present position becomes the scroll anchor again.
                state.save_anchor();
                return;
            };
            if focus {
                scroll::focus_by_key(&first);
            }
            state.finish_scroll(&first, &last, generation).await;
        });
    }

    /// Scrolls to elements that are rendered, and saves the position reached as the scroll anchor.
    async fn finish_scroll(&self, first: &Element, last: &Element, generation: GenerationId) {
        let (view, mut insets) = (self.view(), self.insets());
        let (begins, ends) = (first.get_bounding_client_rect(), last.get_bounding_client_rect());
        // The last element is scrolled into view as well if there is room for all of it.
        let rest = ends.bottom() - begins.bottom();
        if rest > 0.0 && ends.bottom() - begins.top() < view.bottom() - insets.top - insets.bottom {
            insets.bottom += rest;
        }
        scroll::into_view(&view, first, insets, &|| self.is_scrolling(generation)).await;
        if self.is_scrolling(generation) {
            self.save_anchor();
            self.scrolled_to.set(Some(first.clone()));
        }
    }

    /// Returns whether no other place was requested since this generation.
    fn is_scrolling(&self, generation: GenerationId) -> bool {
        self.scroll_generation.is_current(generation)
    }
}

/// Cancels scrolling when the user scrolls, presses a pointer button or presses a key that scrolls.
pub fn cancel_on_input(state: ArticleState) {
    for name in ["wheel", "touchmove", "pointerdown"] {
        listen(&window(), name, move |_| {
            state.cancel_scroll_and_save_anchor();
        });
    }
    listen(&window(), "keydown", move |event| {
        let scrolls = ["PageDown", "PageUp", "Home", "End", "ArrowDown", "ArrowUp", " "];
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        if scrolls.contains(&key.as_str()) && !event.default_prevented() {
            state.cancel_scroll_and_save_anchor();
        }
    });
}
