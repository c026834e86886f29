//! A list whose rows have keys: when its order or its selection changes, rows are moved and not made anew.
//!
//! A row is made when it is first needed and then kept, so that it keeps its state. While the list is arranged again,
//! what had the focus has it again as soon as its row is back, and the panel around the list is scrolled as it was. Long
//! lists are arranged in slices of a few milliseconds, so that the page stays responsive; arranging the list once more
//! ends what an earlier call has not finished.
//!
//! Keys are positions in a list of the article. Rows stand in sections, each with a heading or without one.
//!
//! ```ignore
//! let list = KeyedList::new(container, events.len(), move |key| Some(row(key)), |_, _, _| {});
//! list.arrange(vec![Section { heading: None, list: El::new("ul"), keys: vec![2, 0, 1] }], Arrange::default());
//! ```

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::{frames, scroll};
use crate::components::dom::{El, append, closest, focused_element};
use crate::components::reactive::spawn;
use crate::navigation::generation::{Generation, GenerationId};

/// How long rows are arranged at a stretch, in milliseconds.
const SLICE: f64 = 8.0;

/// Rows that stand together.
pub struct Section {
    /// What stands above them.
    pub heading: Option<El>,
    /// The element into which the rows go.
    pub list: El,
    /// The keys of the rows, in order.
    pub keys: Vec<usize>,
}

/// How far the panel is scrolled once the list is arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScrollPosition {
    /// To its start.
    #[default]
    Start,
    /// As far as it is.
    Current,
    /// As far as it was when the list was arranged the last time but one: before printing.
    Previous,
}

/// How the list is arranged.
#[derive(Default)]
pub struct Arrange {
    /// How far the panel is scrolled afterwards.
    pub scroll: ScrollPosition,
    /// Whether all rows are arranged at once, for print.
    pub at_once: bool,
    /// So many rows are arranged at once, the others in slices.
    pub first: usize,
    /// Shown if there is no section.
    pub empty: Option<El>,
    /// Called when all rows are there; not if all are arranged at once.
    pub then: Option<Box<dyn FnOnce()>>,
}

/// Makes the row of a key; `None` once the article is closed.
type Make = Rc<dyn Fn(usize) -> Option<Element>>;

/// Called with a key, its row and whether it is the first row of the list, whenever a row is put into the list.
type Prepare = Rc<dyn Fn(usize, &Element, bool)>;

/// A list whose rows have keys.
#[derive(Clone, Copy)]
pub struct KeyedList {
    container: StoredValue<Element, LocalStorage>,
    rows: StoredValue<Vec<Option<Element>>, LocalStorage>,
    make: StoredValue<Make, LocalStorage>,
    prepare: StoredValue<Prepare, LocalStorage>,
    scrolled: StoredValue<i32, LocalStorage>,
    generation: Generation,
}

impl KeyedList {
    /// An empty list in a container, for keys below `number`.
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
            generation: Generation::new(),
        }
    }

    /// The row of a key, if it was made.
    pub fn get(self, key: usize) -> Option<Element> {
        self.rows.try_with_value(|rows| rows.get(key).cloned().flatten()).flatten()
    }

    /// The row of a key, which is made if there is none yet; `None` once the article is closed.
    pub fn row(self, key: usize) -> Option<Element> {
        if let Some(row) = self.get(key) {
            return Some(row);
        }
        let row = self.make.try_get_value()?(key)?;
        self.rows.update_value(|rows| rows[key] = Some(row.clone()));
        Some(row)
    }

    /// Shows these sections and no others.
    pub fn arrange(self, sections: Vec<Section>, how: Arrange) {
        let generation = self.generation.next();
        let Some(container) = self.container.try_get_value() else { return };
        let mut kept = Kept::take(&container);
        let scrolled = match how.scroll {
            ScrollPosition::Start => 0,
            ScrollPosition::Current => kept.scrolled,
            ScrollPosition::Previous => self.scrolled.get_value(),
        };
        self.scrolled.set_value(scrolled);
        if sections.is_empty() {
            how.empty.into_iter().for_each(|empty| append(&container, &empty.done()));
        }
        if how.at_once {
            let mut is_first = true;
            for Section { heading, list, keys } in sections {
                let list = add_section(&container, heading, list);
                for key in keys {
                    self.put(&list, key, std::mem::take(&mut is_first), generation);
                    kept.return_focus();
                }
            }
            return;
        }
        spawn(async move {
            // The text is painted first.
            if how.first == 0 {
                frames::yield_to_browser().await;
            }
            let mut slices = frames::Slices::of(SLICE, how.first);
            let mut is_first = true;
            for Section { heading, list, keys } in sections {
                if !self.generation.is_current(generation) {
                    return;
                }
                let list = add_section(&container, heading, list);
                for key in keys {
                    slices.next().await;
                    if self.put(&list, key, std::mem::take(&mut is_first), generation).is_none() {
                        return;
                    }
                    kept.return_focus();
                }
            }
            kept.return_scroll(scrolled);
            how.then.into_iter().for_each(|then| then());
        });
    }

    /// Puts the row of a key at the end of a list; `None` if the list was arranged once more or the article is closed.
    fn put(self, list: &Element, key: usize, is_first: bool, generation: GenerationId) -> Option<()> {
        if !self.generation.is_current(generation) {
            return None;
        }
        let row = self.row(key)?;
        self.prepare.try_get_value()?(key, &row, is_first);
        append(list, &row);
        Some(())
    }
}

fn add_section(container: &Element, heading: Option<El>, list: El) -> Element {
    heading.into_iter().for_each(|heading| append(container, &heading.done()));
    let list = list.done();
    append(container, &list);
    list
}

/// What is kept while a list is arranged: the focus that is in it, and how far its panel is scrolled.
struct Kept {
    panel: Option<HtmlElement>,
    /// What had the focus, until it is in the list again.
    focused: Option<Element>,
    /// What has the focus again.
    returned: Option<Element>,
    scrolled: i32,
}

impl Kept {
    /// Empties a list. Meanwhile the panel has the focus: it is never nowhere.
    fn take(list: &Element) -> Self {
        let panel: Option<HtmlElement> = closest(list, "aside").and_then(|panel| panel.dyn_into().ok());
        let focused = focused_element().filter(|focused| list.contains(Some(focused)));
        if let (Some(panel), Some(_)) = (&panel, &focused) {
            scroll::focus(panel);
        }
        // An empty list is not scrolled. To ask would make the browser lay out the page.
        let scrolled = panel.as_ref().filter(|_| list.has_child_nodes()).map_or(0, HtmlElement::scroll_top);
        list.set_text_content(None);
        Self { panel, focused, returned: None, scrolled }
    }

    /// Gives the focus back, if the row that had it was put into the list just now. If the user moved the focus meanwhile,
    /// it stays there.
    fn return_focus(&mut self) {
        if let Some(focused) = self.focused.take_if(|focused| focused.is_connected())
            && focused_element().as_ref() == self.panel.as_deref()
        {
            scroll::focus(&focused);
            self.returned = Some(focused);
        }
    }

    /// Scrolls the panel as far as it was, unless it was scrolled meanwhile, and what has the focus into view.
    fn return_scroll(self, scrolled: i32) {
        let Some(panel) = self.panel else { return };
        if scrolled > 0 && panel.scroll_top() == 0 {
            panel.set_scroll_top(scrolled);
        }
        if let Some(focused) = self.returned {
            spawn(async move {
                scroll::scroll_panel_to(&panel, &focused, || focused_element().as_ref() == Some(&focused)).await
            });
        }
    }
}
