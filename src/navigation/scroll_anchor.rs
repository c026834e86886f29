//! The scroll anchor: the user's position in the text, which the reader restores when the line breaks change.
//!
//! A position is the first visible block and where its top is in the viewport ([`TextPosition`]). What is visible
//! depends on the bounds of the toolbar, the sheet and the popover.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::{address, scroll, style};
use crate::components::dom::find;
use crate::state::article::ArticleState;
use crate::state::panels::Width;
use crate::state::reader::ReaderState;
use crate::state::story::TextPosition;

/// The least height that is enough to read what the reader has scrolled to, in CSS pixels.
const MIN_READABLE_HEIGHT: f64 = 120.0;

impl ArticleState {
    /// Returns the bounds of the visible text: below the toolbar, and above a sheet at the lower edge.
    pub fn insets(&self) -> scroll::Insets {
        let (root, view) = (self.root(), self.view());
        let rect = |selector: &str| {
            let element = root.as_ref()?.query_selector(selector).ok()??;
            Some(element.get_bounding_client_rect())
        };
        // In a host page, the toolbar may be below a toolbar of that page.
        let offset = root.as_ref().and_then(|root| find(root, ".bar")).map(|bar| style::computed_value(&bar, "top"));
        let offset = offset.map_or(0.0, |top| js_sys::Number::parse_float(&top)).max(0.0);
        let top = view.top() + offset + rect(".bar").map_or(0.0, |bar| bar.height());
        // On a narrow screen, the search drawer covers the text over its whole width.
        let top = match self.width.try_get_untracked() {
            Some(Width::Narrow) => rect(".search > .drawer").map_or(top, |search| top.max(search.bottom())),
            _ => top,
        };
        let bottom = match self.width.try_get_untracked() {
            Some(Width::Narrow) => {
                let over = [rect(".side[data-sheet]"), rect(".pop:not([hidden], [data-high])")]
                    .into_iter()
                    .flatten()
                    .map(|rect| rect.height());
                rect(".tabs").map_or(0.0, |tabs| tabs.height()) + over.fold(0.0, f64::max)
            }
            _ => 0.0,
        };
        let mut insets = scroll::Insets { top: top + 8.0, bottom: bottom + 8.0 };
        // A docked popover stays where it is. The larger of the spaces above and below it is the visible one.
        if let Some(card) = rect(".pop[data-docked]:not([hidden])") {
            let (over, under) = (card.top() - insets.top, view.bottom() - insets.bottom - card.bottom());
            match over > under {
                true if over > MIN_READABLE_HEIGHT => insets.bottom = view.bottom() - card.top() + 8.0,
                false if under > MIN_READABLE_HEIGHT => insets.top = card.bottom() + 8.0,
                _ => {}
            }
        }
        insets
    }

    /// Returns whether a part of the selection is visible: some evidence of the selected event, or else the current
    /// mention.
    pub fn selection_is_in_view(&self) -> bool {
        let state = self.reading.get_untracked();
        let elements = self.with_painter(|painter| match (state.event, self.current_mention.get_untracked()) {
            (Some(event), _) => (0..).map_while(|nth| Some(painter.evidence_elements(event, nth)?.0)).collect(),
            (None, Some(place)) => painter.mention_element(place).into_iter().collect(),
            (None, None) => Vec::new(),
        });
        elements.unwrap_or_default().iter().any(|element| self.is_in_view(element))
    }

    /// Returns whether a part of an element is visible.
    pub fn is_in_view(&self, element: &Element) -> bool {
        let (rect, insets) = (element.get_bounding_client_rect(), self.insets());
        rect.bottom() > insets.top && rect.top() < self.view().bottom() - insets.bottom
    }

    /// Returns the user's position in the text: the first visible block, and where its top is in the viewport.
    /// While a diagram stands in place of the text, it is the position before.
    pub fn current_position(&self) -> Option<TextPosition> {
        if untrack(|| self.diagram()).is_some() {
            return self.position_in_text.try_get_value().flatten();
        }
        let (over, top) = (self.insets().top, self.view().top());
        let (block, place) = self.with_painter(|painter| painter.first_visible_row(over)).flatten()?;
        Some((block, place - top))
    }

    /// Saves the user's position as the scroll anchor, and returns it. Called when the page has stopped scrolling.
    pub fn save_anchor(&self) -> Option<TextPosition> {
        let place = self.current_position();
        self.anchor.set_value(place);
        place
    }

    /// Saves the user's position with the history entry or, if the address does not say which article is shown, with
    /// the reader. Saves it as the scroll anchor as well.
    pub fn save_position(&self, reader: ReaderState) {
        let place = self.save_anchor();
        let Some(story) = self.try_story() else { return };
        if !reader.syncs_address(&story) {
            reader.saved_position.set_value(place.map(|place| (story, place)));
        } else if story.is_at(&reader.address.get_untracked()) {
            // Otherwise the history entry already belongs to another article, which is still loading.
            address::save_position(place);
        }
    }

    /// Scrolls back to the scroll anchor. Does nothing if the anchor is at the top of the page, where the user has
    /// not reached the text.
    pub fn restore_anchor(&self) {
        if untrack(|| self.diagram()).is_some() {
            return;
        }
        let over = self.insets().top - self.view().top();
        let anchor = self.anchor.try_get_value().flatten();
        if let Some(place) = anchor.filter(|(block, top)| *block > 0 || *top < over) {
            self.restore_position(place);
        }
    }
}
