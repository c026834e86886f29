//! Watches the groups of the text, and marks a group when it comes near the viewport.
//!
//! A group is prepared in steps, so that no frame is late while the user scrolls:
//!
//! 1. Two and a half viewport heights away it gets its marks, and a frame later the browser lays it out.
//! 2. One viewport height away its margin signs are placed beside its lines. The browser shows it by then.
//!
//! A group that is in view when it is reported gets all of it at once.
//!
//! The browser looks at all observed elements in each frame, which takes milliseconds for hundreds of them. So sections of groups
//! are observed, and the groups of a section when it has come near. A group may be reported twice, which does no harm: it is marked
//! once.
//!
//! ```ignore
//! let observer = GroupObserver::new(state);
//! observer.watch(&group);
//! ```

use std::rc::Rc;

use web_sys::Element;

use crate::browser::observe::{self, NearObserver};
use crate::browser::timers;
use crate::browser::viewport::Viewport;
use crate::components::dom::{find_all, toggle_attribute};
use crate::components::reactive::spawn;
use crate::state::article::ArticleState;

/// The root margin within which sections are opened and groups are prepared: before Chromium shows a group, which it does when the
/// group is about one and a half viewport heights away. [`PREPARED`] is the same in viewport heights.
const MARKING_MARGIN: &str = "250% 0px";

/// See [`MARKING_MARGIN`].
const PREPARED: f64 = 2.5;

/// The root margin within which the margin signs of marked groups are placed: a group is laid out there.
const SIGNS_MARGIN: &str = "100% 0px";

/// A section with this attribute has come near, and its groups are observed.
const NEAR: &str = "data-near";

/// Observes the groups of an article.
pub struct GroupObserver {
    state: ArticleState,
    sections: NearObserver,
    /// Observes groups without marks.
    unmarked: Rc<NearObserver>,
    /// Observes groups whose margin signs are still to be placed.
    marked: Rc<NearObserver>,
}

impl GroupObserver {
    /// Creates an observer of an article's groups. It ends when it is dropped.
    pub fn new(state: ArticleState) -> Self {
        let view = state.view();
        let marked = Rc::new(observe::near(&view, SIGNS_MARGIN, move |groups| {
            let others = finish_visible(state, groups);
            spawn(async move {
                for group in others {
                    timers::after_paint().await;
                    if state.with_painter(|painter| painter.mark_groups(&[group])).is_none() {
                        return;
                    }
                }
            });
        }));
        let next = marked.clone();
        let unmarked = Rc::new(observe::near(&view, MARKING_MARGIN, move |groups| {
            let others = finish_visible(state, groups);
            others.iter().for_each(|group| next.watch(group));
            spawn(prepare(state, others));
        }));
        let next = unmarked.clone();
        let sections = observe::near(&view, MARKING_MARGIN, move |sections| {
            for section in sections {
                toggle_attribute(&section, NEAR, true);
                finish_visible(state, find_all(&section, ".group")).iter().for_each(|group| next.watch(group));
            }
        });
        Self { state, sections, unmarked, marked }
    }

    /// Begins to observe a group that was rendered.
    pub fn watch(&self, group: &Element) {
        let Some(section) = group.parent_element() else { return };
        if section.has_attribute(NEAR) {
            self.unmarked.watch(group);
        } else {
            self.sections.watch(&section);
        }
    }

    /// Places the margin signs again after the line breaks have changed: at once in the groups in view, and in each of the
    /// others when it comes near. To measure a group that is out of view, the browser would have to lay it out.
    pub fn place_signs_again(&self) {
        let groups = self.state.with_painter(|painter| painter.groups_with_evidence());
        let others = finish_visible(self.state, groups.unwrap_or_default());
        others.iter().for_each(|group| self.marked.watch(group));
    }
}

/// Marks the groups that are in view, and places their margin signs. Returns the others.
fn finish_visible(state: ArticleState, groups: Vec<Element>) -> Vec<Element> {
    let view = state.view();
    let (visible, others): (Vec<Element>, Vec<Element>) =
        groups.into_iter().partition(|group| is_within(group, &view, 0.0));
    state.with_painter(|painter| painter.mark_groups(&visible));
    others
}

/// Marks groups that are out of view one by one, so that the browser can paint in between. Then it has the browser lay out each
/// group, which it still skips, one a frame. Otherwise the browser would do so in the frame in which the group comes near and is
/// painted, and that frame would be late.
async fn prepare(state: ArticleState, groups: Vec<Element>) {
    for group in &groups {
        timers::yield_to_browser().await;
        if state.with_painter(|painter| painter.mark_group_without_signs(group.clone())).is_none() {
            return;
        }
    }
    for group in groups {
        timers::after_paint().await;
        if state.try_story().is_none() {
            return;
        }
        let view = state.view();
        // The user may have scrolled past it.
        if is_within(&group, &view, PREPARED * view.height())
            && let Some(block) = group.first_element_child()
        {
            // To know the place of a block, the browser lays out the whole group.
            block.get_bounding_client_rect();
        }
    }
}

/// Returns whether an element is in the viewport, or less than `margin` CSS pixels away from it. An element that is not
/// displayed, as the text beside a diagram, is nowhere.
pub fn is_within(element: &Element, view: &Viewport, margin: f64) -> bool {
    let rect = element.get_bounding_client_rect();
    rect.width() > 0.0 && rect.bottom() > view.top() - margin && rect.top() < view.bottom() + margin
}
