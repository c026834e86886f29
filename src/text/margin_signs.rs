//! Margin signs: beside each line in which evidence begins, a small button for the events of that evidence.
//!
//! The signs are outside the elements of the text, so that the text content is only the text. Their positions depend
//! on the line breaks, so they are placed when a marked block is laid out near the viewport, and again when the width of the
//! column changes.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::components::dom::{append, closest_number_attr, element, find, number_attr, set, toggle_attribute};
use crate::state::filter::Visible;
use crate::state::story::Story;
use crate::text::block::{BlockElements, BlockMarks};
use whowhen_core::article::{BlockIdx, EventIdx};
use whowhen_views::margin_sign_label::label;

/// Evidence belongs to a line if its top is less than this many pixels from the top of the line.
const SAME_LINE: f64 = 12.0;

/// The margin signs of an article.
#[derive(Default)]
pub struct MarginSigns {
    /// The signs of each row, by the position of its block.
    rows: Vec<Vec<Sign>>,
    /// The events whose signs are highlighted.
    highlighted: Vec<EventIdx>,
    /// The elements of these signs.
    highlighted_elements: Vec<Element>,
}

struct Sign {
    element: Element,
    events: Vec<EventIdx>,
    /// The visible events that the sign's label names; `None` before it has a label.
    labelled_events: Option<Vec<EventIdx>>,
}

impl MarginSigns {
    /// Places the signs of rows. First measures all lines and then writes all signs, so that the browser lays out the
    /// page only once.
    pub fn place<'a>(
        &mut self,
        document: &Document,
        story: &Story,
        shown: &Visible,
        rows: impl Iterator<Item = (BlockIdx, &'a BlockElements, &'a BlockMarks)>,
    ) {
        let read: Vec<_> = rows.map(|(at, row, marked)| (at, row, evidence_lines(row, marked))).collect();
        // Text that has no box has no lines, as while a diagram takes its place. Its signs stay.
        for (at, row, lines) in read.into_iter().filter(|(.., lines)| !lines.is_empty()) {
            if self.rows.len() <= at.position() {
                self.rows.resize_with(at.position() + 1, Vec::new);
            }
            let signs = &mut self.rows[at.position()];
            // Signs for the same events are moved and not created again, because one of them may have the focus.
            let same = signs.len() == lines.len()
                && signs.iter().zip(&lines).all(|(sign, (_, events))| sign.events == *events);
            if !same {
                signs.drain(..).for_each(|old| old.element.remove());
                let new = lines.iter().enumerate();
                signs.extend(new.map(|(place, (_, events))| create_sign(document, row, place, events.clone())));
                update_labels(story, shown, signs);
                ensure_tab_stop(row);
            }
            for (sign, (top, _)) in signs.iter().zip(&lines) {
                if let Some(element) = sign.element.dyn_ref::<HtmlElement>() {
                    let _ = element.style().set_property("top", &format!("{}px", top.round() as i32));
                }
            }
        }
        // New signs may belong to events that are highlighted.
        self.highlight(story, self.highlighted.clone());
    }

    /// Applies a filter: hides the signs without a visible event and updates the labels of the others.
    pub fn filter(&mut self, story: &Story, shown: &Visible) {
        self.rows.iter_mut().for_each(|signs| update_labels(story, shown, signs));
    }

    /// Returns the visible signs of a row. The arrow keys reach them after the row's marks.
    pub fn visible_signs(&self, row: usize) -> Vec<Element> {
        let signs = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        signs.iter().map(|sign| sign.element.clone()).filter(|sign| !sign.has_attribute("hidden")).collect()
    }

    /// Returns the events of a sign, which is given by its element.
    pub fn events_of(&self, element: &Element) -> Vec<EventIdx> {
        let row = closest_number_attr(element, "data-row");
        let signs = row.and_then(|row| self.rows.get(row as usize));
        let sign = signs.zip(number_attr(element, "data-sign")).and_then(|(signs, place)| signs.get(place as usize));
        sign.map(|sign| sign.events.clone()).unwrap_or_default()
    }

    /// Highlights the signs of events, and no others.
    pub fn highlight(&mut self, story: &Story, events: Vec<EventIdx>) {
        for element in self.highlighted_elements.drain(..) {
            toggle_attribute(&element, "data-lit", false);
        }
        for event in &events {
            for span in &story.article[*event].evidence {
                for sign in self.rows.get(span.block.position()).into_iter().flatten() {
                    if sign.events.contains(event) {
                        toggle_attribute(&sign.element, "data-lit", true);
                        self.highlighted_elements.push(sign.element.clone());
                    }
                }
            }
        }
        self.highlighted = events;
    }
}

/// Hides the signs without a visible event. The labels of the others name the visible events and their number. A sign
/// whose visible events are the same as before is left unchanged.
fn update_labels(story: &Story, shown: &Visible, signs: &mut [Sign]) {
    let locale = story.locale();
    for Sign { element, events, labelled_events } in signs {
        let now: Vec<EventIdx> = events.iter().copied().filter(|event| shown.shows_event(*event)).collect();
        if labelled_events.as_ref() == Some(&now) {
            continue;
        }
        let label = label(&story.article, &*locale, &now);
        *labelled_events = Some(now);
        toggle_attribute(element, "hidden", label.is_none());
        let Some(label) = label else { continue };
        element.set_text_content(label.number.as_deref());
        set(element, "aria-label", &label.name);
        set(element, "title", &label.titles);
    }
}

/// Ensures that a row has a tab stop that is visible. Keeps the present one if it is. Otherwise takes the first mark
/// that is not muted, or else the first visible sign.
pub fn ensure_tab_stop(row: &BlockElements) {
    let row = &row.outer;
    if let Some(stop) = find(row, ":is(mark, .sign)[tabindex='0']") {
        if !stop.has_attribute("data-muted") && !stop.has_attribute("hidden") {
            return;
        }
        set(&stop, "tabindex", "-1");
    }
    let first = find(row, "mark:not([data-muted])").or_else(|| find(row, ".sign:not([hidden])"));
    first.iter().for_each(|first| set(first, "tabindex", "0"));
}

/// Returns the lines of a row in which evidence begins: the distance from the top of the row, and the events. If the
/// evidence of an event is cut into pieces by other evidence, the event appears once in the block, where its evidence
/// begins.
fn evidence_lines(row: &BlockElements, marked: &BlockMarks) -> Vec<(f64, Vec<EventIdx>)> {
    let top = row.outer.get_bounding_client_rect().top();
    let mut lines: Vec<(f64, Vec<EventIdx>)> = Vec::new();
    let mut seen: Vec<EventIdx> = Vec::new();
    for proof in &marked.evidence_elements {
        let new: Vec<EventIdx> = proof.events.iter().filter(|event| !seen.contains(event)).copied().collect();
        let Some(first) = proof.element.get_client_rects().get(0).filter(|_| !new.is_empty()) else { continue };
        seen.extend(&new);
        let at = first.top() - top;
        match lines.last_mut() {
            Some((line, events)) if (at - *line).abs() < SAME_LINE => events.extend(new),
            _ => lines.push((at, new)),
        }
    }
    lines
}

/// Creates a sign for events. It gets its label later, because the label depends on the filter.
fn create_sign(document: &Document, row: &BlockElements, place: usize, events: Vec<EventIdx>) -> Sign {
    let button = element(document, "button");
    set(&button, "type", "button");
    set(&button, "class", "sign");
    set(&button, "data-sign", &place.to_string());
    set(&button, "tabindex", "-1");
    append(&row.outer, &button);
    Sign { element: button, events, labelled_events: None }
}
