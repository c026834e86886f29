//! A keyed list: when the order or the filter changes, rows are moved instead of being rendered again.
//!
//! Invariant: a key has at most one row. A row is created when it is first needed and then kept, with its state.
//!
//! While the list is rearranged, the focus returns to the element that had it as soon as its row is back, and the panel
//! around the list keeps its scroll position. Long lists are arranged in slices of a few milliseconds, so that the page
//! stays responsive. A new call cancels an earlier one that has not finished.
//!
//! A row has no reactive owner: it must not use signals, effects or listeners of its own.
//!
//! A list of more than [`MAX_WHOLE`] rows has only those near the view. For the others there are empty items, one for up to
//! [`BLOCK`] rows, as high as these would be. When one comes near the view, it is replaced by an empty item for each row, and
//! these are replaced by their rows when they come near in turn. While none of the rows under a heading is made, the heading has the
//! attribute `data-far-heading`.
//!
//! Keys are positions in a list of the article. Rows are grouped in sections, with or without a heading.
//!
//! ```ignore
//! let list = KeyedList::new(container, events.len(), move |key| Some(row(key)), |_, _, _| {});
//! list.arrange(vec![Section { heading: None, list: El::new("ul"), keys: vec![2, 0, 1] }], ArrangeOptions::default());
//! ```

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::observe::{self, NearObserver};
use crate::browser::viewport::Viewport;
use crate::browser::{scroll, style, timers};
use crate::components::dom::{
    El, append, closest, find, focused_element, insert_before, number_attr, toggle_attribute,
};
use crate::components::reactive::spawn;
use crate::navigation::generation_counter::Generation;
use whowhen_views::Markup;

/// How long each slice takes, in milliseconds.
const SLICE: f64 = 8.0;

/// A list of up to this many rows is made whole.
pub const MAX_WHOLE: usize = 90;

/// How many rows of a longer list are made at first: more than fit into a panel.
const FIRST_ROWS: usize = 40;

/// How far beyond the view rows are made, in the syntax of CSS. With twice as many rows, each frame of the wheel over the
/// text takes 2 ms more, because the browser looks through the rows for what is under the pointer.
const NEAR: &str = "75%";

/// How many empty items are filled together. Only the first of them is observed: with an observer on each of thousands,
/// the browser would take milliseconds a frame.
const RUN: usize = 8;

/// For how many rows one empty item stands at most, while they are far from the view. With an item for each of tens of
/// thousands of rows, making and laying them out would take seconds.
const BLOCK: usize = 100;

/// A group of rows.
pub struct Section {
    /// The heading above the rows.
    pub heading: Option<El>,
    /// The element that contains the rows.
    pub list: El,
    /// The keys of the rows, in order.
    pub keys: Vec<usize>,
}

/// The scroll position of the panel after the list is arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScrollPosition {
    /// The start of the panel.
    #[default]
    Start,
    /// The current position.
    Current,
    /// The target position of the previous call. Used after printing, to return to the position before it.
    Previous,
}

/// Options for [`KeyedList::arrange`].
#[derive(Default)]
pub struct ArrangeOptions {
    /// The scroll position of the panel afterwards.
    pub scroll: ScrollPosition,
    /// Whether all rows are added synchronously, for print.
    pub at_once: bool,
    /// How many rows are added in the first slice, without a pause.
    pub initial_rows: usize,
    /// Shown if there are no sections.
    pub empty: Option<El>,
    /// Called when all rows are in the list. Not called with `at_once`.
    pub on_done: Option<Box<dyn FnOnce()>>,
}

/// Creates the row of a key. Returns `None` if the article is closed.
type Make = Rc<dyn Fn(usize) -> Option<Element>>;

/// Called with a key, its row, and whether it is the first row of the list, each time a row is added to the list.
type Prepare = Rc<dyn Fn(usize, &Element, bool)>;

/// An empty item that stands for rows far from the view, and their keys.
struct FarRows {
    item: Element,
    keys: Vec<usize>,
}

/// A handle to a keyed list. Copies refer to the same list.
#[derive(Clone, Copy)]
pub struct KeyedList {
    container: StoredValue<Element, LocalStorage>,
    rows: StoredValue<Vec<Option<Element>>, LocalStorage>,
    make: StoredValue<Make, LocalStorage>,
    prepare: StoredValue<Prepare, LocalStorage>,
    scrolled: StoredValue<i32, LocalStorage>,
    /// The focus and the scroll position that a call which has not finished has still to restore.
    unfinished: StoredValue<Option<(Option<Element>, i32)>, LocalStorage>,
    generation: Generation,
    /// The items that stand for rows far from the view.
    far: StoredValue<Vec<FarRows>, LocalStorage>,
    /// Reports the empty items that come near the view.
    observer: StoredValue<Option<NearObserver>, LocalStorage>,
}

impl KeyedList {
    /// Creates an empty list in a container, for keys below `number`.
    pub fn new(
        container: Element,
        number: usize,
        make: impl Fn(usize) -> Option<Element> + 'static,
        prepare: impl Fn(usize, &Element, bool) + 'static,
    ) -> Self {
        Self {
            container: StoredValue::new_local(container),
            rows: StoredValue::new_local(vec![None; number]),
            make: StoredValue::new_local(Rc::new(make)),
            prepare: StoredValue::new_local(Rc::new(prepare)),
            scrolled: StoredValue::new_local(0),
            unfinished: StoredValue::new_local(None),
            generation: Generation::new(),
            far: StoredValue::new_local(Vec::new()),
            observer: StoredValue::new_local(None),
        }
    }

    /// Returns the row of a key, if it is rendered.
    pub fn get(self, key: usize) -> Option<Element> {
        self.rows.try_with_value(|rows| rows.get(key).cloned().flatten()).flatten()
    }

    /// Returns the row of a key, and creates it if needed. Returns `None` if the article is closed.
    pub fn row(self, key: usize) -> Option<Element> {
        if let Some(row) = self.get(key) {
            return Some(row);
        }
        let row = self.make.try_get_value()?(key)?;
        self.rows.update_value(|rows| rows[key] = Some(row.clone()));
        Some(row)
    }

    /// Returns the row of a key, and creates it if needed. If an empty item stands for it in the list, the row takes its place.
    /// Returns `None` if the article is closed.
    pub fn fill(self, key: usize) -> Option<Element> {
        let container = self.container.try_get_value()?;
        let row = self.row(key)?;
        self.divide(|far| far.keys.contains(&key));
        if let Some(item) = find(&container, &format!("[data-far='{key}']")) {
            self.replace(&item, key, &row)?;
            self.watch_next(&row);
        }
        Some(row)
    }

    /// Replaces the item that stands for far rows and fits: by their rows as far as they are made, and by an empty item for
    /// each of the others. Does nothing if none fits.
    fn divide(self, fits: impl Fn(&FarRows) -> bool) {
        let take = |far: &mut Vec<FarRows>| far.iter().position(&fits).map(|position| far.swap_remove(position));
        let Some(FarRows { item, keys }) = self.far.try_update_value(take).flatten() else { return };
        let (Some(list), Some(prepare)) = (item.parent_element(), self.prepare.try_get_value()) else { return };
        let mut follows_empty = false;
        for (nth, key) in keys.into_iter().enumerate() {
            if let Some(row) = self.get(key) {
                prepare(key, &row, false);
                mark_heading(&list, false);
                insert_before(&list, &row, &item);
                follows_empty = false;
                continue;
            }
            let empty = empty_item(key);
            insert_before(&list, &empty, &item);
            if !follows_empty || nth % RUN == 0 {
                self.watch(&empty);
            }
            follows_empty = true;
        }
        item.remove();
    }

    /// Replaces an empty item by its row.
    fn replace(self, item: &Element, key: usize, row: &Element) -> Option<()> {
        self.prepare.try_get_value()?(key, row, false);
        item.parent_element().iter().for_each(|list| mark_heading(list, false));
        item.replace_with_with_node_1(row).ok()
    }

    /// Observes an empty item.
    fn watch(self, item: &Element) {
        self.observer.try_with_value(|observer| observer.iter().for_each(|observer| observer.watch(item)));
    }

    /// Fills an observed item that has come near the view, and those after it as far as the next one that is observed.
    fn fill_run(self, item: Element) {
        // The list may have been arranged again since the browser saw the item. Its row stands elsewhere then.
        let mut next = Some(item).filter(|item| item.is_connected());
        let mut last = None;
        for _ in 0..RUN {
            let Some(item) = next.filter(|item| item.has_attribute("data-far")) else { break };
            let Some(key) = number_attr(&item, "data-far").map(|key| key as usize) else { break };
            let Some(row) = self.row(key) else { return };
            if self.replace(&item, key, &row).is_none() {
                return;
            }
            next = row.next_element_sibling();
            last = Some(row);
        }
        last.iter().for_each(|row| self.watch_next(row));
    }

    /// Observes the empty item after a row. The row may have replaced the item that was observed for it.
    fn watch_next(self, row: &Element) {
        let next = row.next_element_sibling().filter(|next| next.has_attribute("data-far"));
        next.iter().for_each(|next| self.watch(next));
    }

    /// Creates the observer of the empty items, whose panel is `panel`.
    fn observe(self, panel: Option<&HtmlElement>) {
        let come_near = move |items: Vec<Element>| {
            for item in items {
                if item.has_attribute("data-far") { self.fill_run(item) } else { self.divide(|far| far.item == item) }
            }
        };
        let view = panel.map_or_else(Viewport::window, |panel| Viewport::from_element(panel.clone()));
        self.observer.set_value(Some(observe::near(&view, NEAR, come_near)));
    }

    /// Replaces the content of the list by these sections.
    pub fn arrange(self, sections: Vec<Section>, how: ArrangeOptions) {
        let generation = self.generation.next();
        self.far.update_value(Vec::clear);
        let Some(container) = self.container.try_get_value() else { return };
        let unfinished = self.unfinished.try_update_value(Option::take).flatten();
        let mut kept = SavedFocusAndScroll::take(&container, unfinished);
        let scrolled = match how.scroll {
            ScrollPosition::Start => 0,
            ScrollPosition::Current => kept.scrolled,
            ScrollPosition::Previous => self.scrolled.get_value(),
        };
        self.scrolled.set_value(scrolled);
        if sections.is_empty() {
            how.empty.into_iter().for_each(|empty| append(&container, &empty.into_element()));
        }
        if how.at_once {
            let mut is_first = true;
            for Section { heading, list, keys } in sections {
                let list = add_section(&container, heading, list);
                for key in keys {
                    let _ = self.append_row(&list, key, std::mem::take(&mut is_first));
                    kept.return_focus();
                }
            }
            return;
        }
        self.unfinished.set_value(Some((kept.focused.clone(), scrolled)));
        let number: usize = sections.iter().map(|section| section.keys.len()).sum();
        if number > MAX_WHOLE {
            self.observe(kept.panel.as_ref());
        }
        spawn(async move {
            if how.initial_rows == 0 {
                timers::yield_to_browser().await;
            }
            let mut slices = timers::Slices::of(SLICE, how.initial_rows);
            let mut put = 0;
            let is_long = number > MAX_WHOLE;
            for Section { heading, list, keys } in sections {
                if !self.generation.is_current(generation) {
                    return;
                }
                let list = add_section(&container, heading, list);
                let (mut rest, mut is_far_heading) = (&keys[..], false);
                while let Some(&key) = rest.first() {
                    slices.next().await;
                    if !self.generation.is_current(generation) {
                        return;
                    }
                    // With those that are made already, the rows that are far end.
                    let is_far = |key: &&usize| is_long && put >= FIRST_ROWS && self.get(**key).is_none();
                    let far = rest.iter().take(BLOCK).take_while(is_far).count();
                    if far > 0 {
                        if rest.len() == keys.len() {
                            is_far_heading = true;
                            mark_heading(&list, true);
                        }
                        self.append_far(&list, &rest[..far]);
                    } else if self.append_row(&list, key, put == 0).is_none() {
                        return;
                    } else if std::mem::take(&mut is_far_heading) {
                        mark_heading(&list, false);
                    }
                    rest = &rest[far.max(1)..];
                    put += far.max(1);
                    kept.return_focus();
                }
            }
            if !self.generation.is_current(generation) {
                return;
            }
            self.unfinished.set_value(None);
            // First, so that whoever has the focus in the list keeps it in view.
            how.on_done.into_iter().for_each(|then| then());
            kept.return_scroll(scrolled);
        });
    }

    /// Appends an empty item that stands for rows far from the view.
    fn append_far(self, list: &Element, keys: &[usize]) {
        let item = El::new("li").attr("data-far-rows", "").into_element();
        style::set_property(item.unchecked_ref(), "--far-rows", &keys.len().to_string());
        append(list, &item);
        self.watch(&item);
        self.far.update_value(|far| far.push(FarRows { item, keys: keys.to_vec() }));
    }

    /// Appends the row of a key to a list. Returns `None` if the article is closed.
    fn append_row(self, list: &Element, key: usize, is_first: bool) -> Option<()> {
        let row = self.row(key)?;
        self.prepare.try_get_value()?(key, &row, is_first);
        append(list, &row);
        Some(())
    }
}

/// An empty item that stands for one row.
fn empty_item(key: usize) -> Element {
    El::new("li").attr("data-far", &key.to_string()).into_element()
}

fn add_section(container: &Element, heading: Option<El>, list: El) -> Element {
    heading.into_iter().for_each(|heading| append(container, &heading.into_element()));
    let list = list.into_element();
    append(container, &list);
    list
}

/// Marks the heading of a list as one whose rows are all far from the view, or as one that has rows. A heading that is far is not
/// sticky: with a hundred sticky headings, the browser has as many layers to arrange in each frame.
fn mark_heading(list: &Element, is_far: bool) {
    let heading = list.previous_element_sibling().filter(|before| before.local_name() == "h3");
    heading.iter().for_each(|heading| toggle_attribute(heading, "data-far-heading", is_far));
}

/// The focus and the scroll position, which are restored after the list is arranged.
struct SavedFocusAndScroll {
    panel: Option<HtmlElement>,
    /// The element that had the focus and is not in the list yet.
    focused: Option<Element>,
    /// The element that has received the focus again.
    returned: Option<Element>,
    scrolled: i32,
}

impl SavedFocusAndScroll {
    /// Empties a list. If the focus is in the list, it moves to the panel, so that it is not lost. What an earlier call has
    /// still to restore is taken over.
    fn take(list: &Element, unfinished: Option<(Option<Element>, i32)>) -> Self {
        let panel: Option<HtmlElement> = closest(list, "aside").and_then(|panel| panel.dyn_into().ok());
        let active = focused_element();
        let (unreturned, unscrolled) = unfinished.unzip();
        let unreturned = unreturned.flatten().filter(|_| active.as_ref() == panel.as_deref());
        let focused = active.filter(|active| list.contains(Some(active))).or(unreturned);
        if let (Some(panel), Some(_)) = (&panel, &focused) {
            scroll::focus(panel);
        }
        // An empty list is not scrolled, and reading `scrollTop` would force a layout.
        let scrolled = || panel.as_ref().filter(|_| list.has_child_nodes()).map_or(0, HtmlElement::scroll_top);
        let scrolled = unscrolled.unwrap_or_else(scrolled);
        list.set_text_content(None);
        Self { panel, focused, returned: None, scrolled }
    }

    /// Returns the focus to its element if that is in the list again. If the user has moved the focus meanwhile, it
    /// stays where it is.
    fn return_focus(&mut self) {
        if let Some(focused) = self.focused.take_if(|focused| focused.is_connected())
            && focused_element().as_ref() == self.panel.as_deref()
        {
            scroll::focus(&focused);
            self.returned = Some(focused);
        }
    }

    /// Restores the scroll position of the panel, unless the panel was scrolled meanwhile. Scrolls the element that has
    /// received the focus again into view.
    fn return_scroll(self, scrolled: i32) {
        let Some(panel) = self.panel else { return };
        if scrolled > 0 && panel.scroll_top() == 0 {
            panel.set_scroll_top(scrolled);
        }
        if let Some(focused) = self.returned {
            spawn(async move {
                scroll::scroll_panel_to(&panel, &focused, &|| focused_element().as_ref() == Some(&focused)).await
            });
        }
    }
}
