//! What stays while a list in a panel is dealt anew: the focus that was in it, and how far the panel was scrolled.
//!
//! The elements of the list are taken out and put in again, and some of them are gone afterwards. For the time between, the
//! panel itself has the focus: it is never nowhere.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::scroll;
use crate::components::dom::{closest, focused_element};
use crate::components::reactive::spawn;

/// What is to stay of a list while it is dealt.
pub struct Dealing {
    panel: Option<HtmlElement>,
    focus: Option<Element>,
    /// What had the focus, and has it again.
    again: Option<Element>,
    scrolled: i32,
}

impl Dealing {
    /// Empties a list, and keeps in mind what stays.
    pub fn begin(list: &Element) -> Self {
        let panel: Option<HtmlElement> = closest(list, "aside").and_then(|panel| panel.dyn_into().ok());
        let focus = focused_element().filter(|focus| list.contains(Some(focus)));
        if let (Some(panel), Some(_)) = (&panel, &focus) {
            scroll::focus(panel);
        }
        // An empty list is not scrolled; to ask would have the browser lay out the page.
        let scrolled = panel.as_ref().filter(|_| list.has_child_nodes()).map_or(0, HtmlElement::scroll_top);
        list.set_text_content(None);
        Self { panel, focus, again: None, scrolled }
    }

    /// How far the panel was scrolled.
    pub fn scrolled(&self) -> i32 {
        self.scrolled
    }

    /// One more element is there: it may be the one that had the focus. Whoever went elsewhere meanwhile stays there.
    pub fn dealt(&mut self) {
        if let Some(focus) = self.focus.take_if(|focus| focus.is_connected())
            && focused_element().as_ref() == self.panel.as_deref()
        {
            scroll::focus(&focus);
            self.again = Some(focus);
        }
    }

    /// All are there: the panel is scrolled as far as it was, unless it was scrolled meanwhile; what has the focus is in its
    /// view.
    pub fn end(self, scrolled: i32) {
        let Some(panel) = self.panel else { return };
        if scrolled > 0 && panel.scroll_top() == 0 {
            panel.set_scroll_top(scrolled);
        }
        if let Some(focus) = self.again {
            spawn(async move { scroll::within(&panel, &focus, || focused_element().as_ref() == Some(&focus)).await });
        }
    }
}
