//! Where the person is in the text: what of the view is free to be read, which place is in it, and staying there when the lines
//! become others.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::{address, scroll, style};
use crate::components::dom::find;
use crate::state::article::ArticleState;
use crate::state::panels::Width;
use crate::state::reader::ReaderState;
use crate::state::story::TextPosition;

/// So much room, in CSS pixels, is enough to read what was gone to.
const ENOUGH: f64 = 120.0;

impl ArticleState {
    /// What of the view is free: below the bar at its top, and so far over its lower edge as the sheet reaches.
    pub fn insets(&self) -> scroll::Insets {
        let (root, view) = (self.root(), self.view());
        let rect = |selector: &str| {
            let element = root.as_ref()?.query_selector(selector).ok()??;
            Some(element.get_bounding_client_rect())
        };
        // In a page of others the bar may stand below a bar of that page.
        let offset = root.as_ref().and_then(|root| find(root, ".bar")).map(|bar| style::value(&bar, "top"));
        let offset = offset.map_or(0.0, |top| js_sys::Number::parse_float(&top)).max(0.0);
        let top = view.top() + offset + rect(".bar").map_or(0.0, |bar| bar.height());
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
            let (over, under) = (card.top() - insets.top, view.bottom() - insets.bottom - card.bottom());
            match over > under {
                true if over > ENOUGH => insets.bottom = view.bottom() - card.top() + 8.0,
                false if under > ENOUGH => insets.top = card.bottom() + 8.0,
                _ => {}
            }
        }
        insets
    }

    /// Whether something of what is held can be seen: of the event's evidence, or the mention that the person is at.
    pub fn selection_is_in_view(&self) -> bool {
        let state = self.reading.get_untracked();
        let elements = self.paint(|painter| match (state.event, self.place.get_untracked()) {
            (Some(event), _) => (0..).map_while(|nth| Some(painter.evidence_elements(event, nth)?.0)).collect(),
            (None, Some(place)) => painter.mention_element(place).into_iter().collect(),
            (None, None) => Vec::new(),
        });
        elements.unwrap_or_default().iter().any(|element| self.is_in_view(element))
    }

    /// Whether something of an element can be seen.
    pub fn is_in_view(&self, element: &Element) -> bool {
        let (rect, insets) = (element.get_bounding_client_rect(), self.insets());
        rect.bottom() > insets.top && rect.top() < self.view().bottom() - insets.bottom
    }

    /// Where the person is in the text: the first block in view, and where its top is.
    pub fn current_position(&self) -> Option<TextPosition> {
        let (over, top) = (self.insets().top, self.view().top());
        let (block, place) = self.paint(|painter| painter.place(over)).flatten()?;
        Some((block, place - top))
    }

    /// The page stands still: keeps where the person is in the text, and gives the place.
    pub fn save_anchor(&self) -> Option<TextPosition> {
        let place = self.current_position();
        self.anchor.set_value(place);
        place
    }

    /// Keeps where the person is, with this entry of the history, or, where the address does not say what is shown, with the
    /// reader.
    pub fn save_position(&self, reader: ReaderState) {
        let place = self.save_anchor();
        let Some(story) = self.try_story() else { return };
        if !reader.keeps_address(&story) {
            reader.place.set_value(place.map(|place| (story, place)));
        } else if story.is_at(&reader.address.get_untracked()) {
            // The entry may be that of another article already, which is still to come.
            address::remember_place(place);
        }
    }

    /// Goes back to where the person was when the page last stood still. At the head of the page they were not in the text
    /// yet, and there is nowhere to go.
    pub fn restore_anchor(&self) {
        let over = self.insets().top - self.view().top();
        let anchor = self.anchor.try_get_value().flatten();
        if let Some(place) = anchor.filter(|(block, top)| *block > 0 || *top < over) {
            self.restore_position(place);
        }
    }
}
