//! What a click on a margin sign does.

use leptos::prelude::*;
use web_sys::Element;

use crate::state::article::ArticleState;
use whowhen_core::reading::Command;

impl ArticleState {
    /// Selects the event of a margin sign. If the sign stands for several events, each click selects the next one, and the
    /// click after the last clears the selection.
    pub fn click_margin_sign(self, sign: Element, by_key: bool) {
        let events = self.with_painter(|painter| painter.events_at(&sign)).unwrap_or_default();
        let held = self.reading.get_untracked().event;
        let place = events.iter().position(|event| Some(*event) == held).map_or(0, |place| place + 1);
        let Some(&event) = events.get(place) else {
            held.into_iter().for_each(|held| self.dispatch(Command::HoldEvent(held), Some(sign.clone())));
            return;
        };
        self.dispatch(Command::ShowEvent(event), Some(sign));
        // With several events the focus stays on the sign, for the next click.
        if by_key && events.len() == 1 {
            self.focus_card(event)
        } else {
            self.show_card(event)
        }
        // On a narrow screen the panel is a bottom sheet over the text. The sentence is scrolled into view above it.
        self.scroll_to_evidence(event, 0);
    }
}
