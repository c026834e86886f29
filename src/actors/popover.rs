//! The popover that shows an actor at a mark. On hover or focus it is not pinned; a click pins it.
//!
//! Invariant: while the popover is pinned, its actor is the selected actor. If another actor is selected, it closes.
//!
//! If several mentions cover the mark, the popover has a button for each of their actors, innermost first.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use crate::actors::detail::{DetailLevel, actor_detail};
use crate::browser::{scroll, timers};
use crate::components::dom::{El, append, closest, find, focused_element, set, toggle_attribute};
use crate::components::reactive::{effect, in_next_frame, on_scroll, spawn, watch};
use crate::state::article::{ArticleState, HOVER_DELAY};
use crate::state::panels::{PanelKind, Width};
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, Direction, Kind, MentionIdx};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Order};
use whowhen_views::Markup;
use whowhen_views::glyphs::glyph;
use whowhen_views::link;

/// How long the popover stays after the pointer has left the mark, in milliseconds. The pointer needs this time to
/// reach the popover.
const LEAVE_DELAY: i32 = 240;

/// The least and the greatest width of a popover beside the text, in pixels.
const MIN_GUTTER: f64 = 160.0;
const MAX_GUTTER: f64 = 300.0;

/// The distance of a popover beside the text from the text, and with it that from the edge of the column, in pixels.
const GUTTER_GAP: f64 = 18.0;
const GUTTER_MARGINS: f64 = GUTTER_GAP + 26.0;

/// The content of the popover.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    /// The mentions at the mark, outermost first. Empty if the popover is hidden.
    mentions: Vec<MentionIdx>,
    /// The mention whose actor is shown.
    shown_mention: Option<MentionIdx>,
    /// Whether the popover is pinned.
    pinned: bool,
    /// Whether the popover keeps its position in the viewport while the user steps from mention to mention with its
    /// buttons.
    docked: bool,
}

/// A handle to the state of the popover. Copies share the state.
#[derive(Clone, Copy)]
pub struct Popover {
    reader: ReaderState,
    state: ArticleState,
    content: RwSignal<Content, LocalStorage>,
    mark: StoredValue<Option<Element>, LocalStorage>,
    timer: StoredValue<Option<timers::Timer>, LocalStorage>,
    /// The DOM element of the popover.
    element: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Popover {
    /// Creates a hidden popover.
    pub fn new(reader: ReaderState, state: ArticleState) -> Self {
        Self {
            reader,
            state,
            content: RwSignal::new_local(Content::default()),
            mark: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
            element: StoredValue::new_local(None),
        }
    }

    fn is_pinned(self) -> bool {
        self.content.with_untracked(|content| content.pinned)
    }

    fn is_at(self, mark: &Element) -> bool {
        self.mark.with_value(|own| own.as_ref() == Some(mark))
    }

    /// Shows the popover at a mark after [`HOVER_DELAY`], unless a popover is pinned.
    pub fn show_after_delay(self, mark: Element, mentions: Vec<MentionIdx>) {
        if !self.is_pinned() {
            let timer = (!self.is_at(&mark))
                .then(|| timers::set_timeout(HOVER_DELAY, move || self.show(mark, mentions, false)));
            self.timer.set_value(timer);
        }
    }

    /// Hides the popover after `LEAVE_DELAY`, unless it is pinned.
    pub fn hide_after_delay(self) {
        if !self.is_pinned() {
            self.timer.set_value(Some(timers::set_timeout(LEAVE_DELAY, move || self.close())));
        }
    }

    /// Cancels showing or hiding after a delay. Called while the pointer or the focus is in the popover.
    pub fn cancel_timer(self) {
        self.timer.set_value(None);
    }

    /// Selects the actor of a mark and pins the popover there. If the popover is already pinned at this mark, deselects
    /// the actor. With `into`, the focus moves into the popover.
    pub fn toggle_pin(self, mark: Element, mentions: Vec<MentionIdx>, move_focus: bool) {
        let Some(&innermost) = mentions.last() else { return };
        self.cancel_timer();
        if self.is_pinned() && self.is_at(&mark) {
            self.state.clear_actor();
            return;
        }
        // On a narrow screen there is room for either the bottom sheet or the popover.
        if self.state.width.get_untracked() == Width::Narrow {
            self.state.close_sheet();
        }
        self.state.dispatch(Command::ShowActor(self.actor_of(innermost)), Some(mark.clone()));
        self.state.current_mention.set(Some(innermost));
        self.show(mark.clone(), mentions, true);
        spawn(async move {
            timers::next_frame().await;
            if let Some(card) = self.element().filter(|_| move_focus) {
                scroll::focus_by_key(&card);
            }
            // On a narrow screen the popover covers part of the text. The mark is scrolled back into view.
            self.state.scroll_to_element(&mark).await;
        });
    }

    fn show(self, mark: Element, mentions: Vec<MentionIdx>, pinned: bool) {
        self.mark.set_value(Some(mark));
        self.content.set(Content { shown_mention: mentions.last().copied(), mentions, pinned, docked: false });
    }

    /// Hides the popover if it is visible and not pinned. Returns whether it was.
    pub fn dismiss_unpinned(self) -> bool {
        let offered = self.content.with_untracked(|content| !content.pinned && !content.mentions.is_empty());
        if offered {
            self.close();
        }
        offered
    }

    /// Moves the popover to another mention of its actor.
    pub fn move_to(self, mention: MentionIdx) {
        let place = self.state.with_painter(|painter| {
            let mark = painter.mention_element(mention)?;
            let mentions = painter.mentions_at(&mark);
            Some((mark, mentions))
        });
        if let Some(Some((mark, mentions))) = place {
            self.mark.set_value(Some(mark));
            self.content.update(|content| {
                *content = Content { mentions, shown_mention: Some(mention), pinned: content.pinned, docked: true }
            });
        }
    }

    fn close(self) {
        self.cancel_timer();
        self.mark.set_value(None);
        self.content.set(Content::default());
    }

    /// Shows the actor of another mention at the mark. If the popover is pinned, also selects that actor.
    pub fn show_mention(self, mention: MentionIdx) {
        self.content.update(|content| content.shown_mention = Some(mention));
        self.state.current_mention.set(Some(mention));
        if self.is_pinned() {
            self.state.dispatch(Command::ShowActor(self.actor_of(mention)), None);
        }
    }

    /// Returns the actor that is shown.
    pub fn actor(self) -> Option<ActorIdx> {
        self.content.with_untracked(|content| content.shown_mention).map(|mention| self.actor_of(mention))
    }

    fn actor_of(self, mention: MentionIdx) -> ActorIdx {
        self.state.story().article[mention].actor
    }

    /// Renders the content and positions the popover. `panel` is whether the actors panel is visible.
    fn render(self, body: &Element, content: &Content, panel: bool, order: Order) {
        let (Some(element), Some(story)) = (self.element(), self.state.try_story()) else { return };
        // Measured before the content changes. The bottom edge keeps its position, because the buttons are there.
        let docked = content.docked.then(|| element.get_bounding_client_rect());
        let focused = focused_element().filter(|focused_element| element.contains(Some(focused_element)));
        element.set_hidden(content.mentions.is_empty());
        body.set_text_content(None);
        let Some(actor) = content.shown_mention.map(|mention| self.actor_of(mention)) else { return };
        if content.mentions.len() > 1 {
            append(body, &mention_buttons(&story, content).into_element());
        }
        let extent = if content.pinned && !panel { DetailLevel::Full } else { DetailLevel::Summary };
        append(body, &actor_detail(self.reader, &story, actor, extent, order).into_element());
        // A mark in a link: a finger that taps it gets the popover in place of the link's page.
        let href = self.mark.with_value(|mark| closest(mark.as_ref()?, "a")?.get_attribute("href"));
        if let Some(href) = href {
            append(body, &El::new("p").class("pages").child(link(&href, &href)).into_element());
        }
        set(&element, "aria-label", &story.article[actor].name);
        self.state.current_mention.notify();
        // In the next frame, before it is painted: by then everything else that follows the selection has changed, and
        // the browser lays out the page once.
        let placed = element.clone();
        in_next_frame(move || {
            if self.content.try_with_untracked(|content| !content.mentions.is_empty()) == Some(true) {
                self.position(&placed, docked);
            }
        });
        // The focused element was replaced. The focus moves to its replacement.
        if let Some(before) = focused.filter(|before| !before.is_connected()) {
            let step = before.get_attribute("data-step");
            let again = step.and_then(|step| find(&element, &format!("[data-step='{step}']")));
            scroll::focus(again.as_ref().unwrap_or(&element));
        }
    }

    /// Undocks the popover if its mark was scrolled to and has left the viewport since. It then moves with its mark
    /// again.
    fn undock(self) {
        let mark = self.mark.try_get_value().flatten();
        let scrolled_to = self.state.scrolled_to.try_get_untracked().flatten();
        let Some(rect) =
            mark.filter(|mark| scrolled_to.as_ref() == Some(mark)).map(|mark| mark.get_bounding_client_rect())
        else {
            return;
        };
        let view = self.state.view();
        if rect.bottom() < view.top() || rect.top() > view.bottom() {
            self.content.update(|content| content.docked = false);
        }
    }

    /// Called after the text was scrolled to an element. If the pinned popover covers the element, it moves beside it
    /// if the element is its own mark, and closes otherwise.
    fn uncover(self, element: &Element) {
        let content = self.content.get_untracked();
        let Some(card) = self.element().filter(|_| content.pinned && self.state.width.get_untracked() != Width::Narrow)
        else {
            return;
        };
        let (over, under) = (card.get_bounding_client_rect(), element.get_bounding_client_rect());
        let apart = over.bottom() <= under.top()
            || over.top() >= under.bottom()
            || over.right() <= under.left()
            || over.left() >= under.right();
        if apart {
            return;
        }
        if self.is_at(element) {
            self.position(&card, None);
        } else {
            self.close();
        }
    }

    fn element(self) -> Option<HtmlElement> {
        self.element.try_get_value().flatten()
    }

    /// Positions the popover beside the text, at the height of its mark. Without room there, positions it below or above
    /// the paragraph, so that it does not cover the line of its mark. It stays inside the text column, and its height is
    /// limited to the available room.
    fn position(self, card: &HtmlElement, docked: Option<DomRect>) {
        let (style, view) = (card.style(), self.state.view());
        toggle_attribute(card, "data-docked", docked.is_some() && self.state.width.get_untracked() != Width::Narrow);
        // Rectangles are in pixels of the screen. Where the host page scales an ancestor, lengths of the style are not.
        let scale = match card.offset_parent().and_then(|parent| parent.dyn_into::<HtmlElement>().ok()) {
            Some(parent) if parent.offset_width() > 0 => {
                parent.get_bounding_client_rect().width() / f64::from(parent.offset_width())
            }
            _ => 1.0,
        };
        let at = |top: f64, left: f64| {
            let _ = style.set_property("top", &format!("{}px", (top / scale).round() as i32));
            let _ = style.set_property("left", &format!("{}px", (left / scale).round() as i32));
        };
        if self.state.width.get_untracked() == Width::Narrow {
            for property in ["top", "left", "bottom", "max-height", "position", "width"] {
                let _ = style.remove_property(property);
            }
            // A popover that is not pinned does not scroll the text. If the mark is in the lower half, it is shown at
            // the top.
            let is_low = |mark: &Element| mark.get_bounding_client_rect().bottom() > (view.top() + view.bottom()) / 2.0;
            let low = self.mark.with_value(|mark| mark.as_ref().is_some_and(is_low));
            toggle_attribute(card, "data-high", low && !self.is_pinned());
            return;
        }
        if let Some(rect) = docked {
            at(0.0, 0.0);
            let _ = style.set_property("top", "auto");
            let _ = style.set_property("bottom", "0px");
            let _ = style.set_property("position", "fixed");
            // The whole popover must be visible, even if it was not before. On a host page, an ancestor of the reader
            // may be the containing block of fixed elements instead of the window. So the offsets are measured from
            // where the browser puts the popover.
            let bottom = rect.bottom().max(self.state.insets().top + rect.height()).min(view.bottom() - 8.0);
            let zero = card.get_bounding_client_rect();
            let _ = style.set_property("left", &format!("{}px", (rect.left() - zero.left()).round() as i32));
            let _ = style.set_property("bottom", &format!("{}px", (zero.bottom() - bottom).round() as i32));
            return;
        }
        let _ = style.remove_property("position");
        let _ = style.remove_property("bottom");
        let Some(rect) = self.mark.with_value(|mark| mark.as_ref()?.get_client_rects().get(0)) else { return };
        let Some(column) = card.offset_parent().map(|parent| parent.get_bounding_client_rect()) else { return };
        let row = self.mark.with_value(|mark| closest(mark.as_ref()?, "[data-row]"));
        let Some(row) = row.map(|row| row.get_bounding_client_rect()) else { return };
        let rtl = self.state.story().article.direction == Direction::Rtl;
        // Beside the text, where there is room: nothing is covered there.
        let gutter = if rtl { row.left() - column.left() } else { column.right() - row.right() };
        let room = gutter - GUTTER_MARGINS;
        toggle_attribute(card, "data-gutter", room >= MIN_GUTTER);
        let (top_inset, bottom) = (self.state.insets().top, view.bottom());
        if room >= MIN_GUTTER {
            let width = room.min(MAX_GUTTER);
            let _ = style.set_property("width", &format!("{}px", (width / scale).floor() as i32));
            let _ = style.set_property("max-height", &format!("{}px", (bottom - top_inset - 16.0).max(160.0) as i32));
            let size = card.get_bounding_client_rect();
            let highest = (bottom - size.height() - 8.0).max(top_inset + 8.0);
            let top = rect.top().min(highest).max(top_inset + 8.0);
            let left = if rtl { row.left() - GUTTER_GAP - width } else { row.right() + GUTTER_GAP };
            return at(top - column.top(), left - column.left());
        }
        let _ = style.remove_property("width");
        let (below, above) = (bottom - rect.bottom(), rect.top() - top_inset);
        let room = (below.max(above) - 16.0).max(160.0).round() as i32;
        let _ = style.set_property("max-height", &format!("min(18rem, {room}px)"));
        let size = card.get_bounding_client_rect();
        // Below the paragraph, or above it. If neither has room, below or above the line.
        let top = if row.bottom() + size.height() + 16.0 <= bottom {
            row.bottom() + 6.0
        } else if row.top() - size.height() - 6.0 >= top_inset {
            row.top() - size.height() - 6.0
        } else if below >= size.height() + 16.0 || below >= above {
            rect.bottom() + 6.0
        } else {
            rect.top() - size.height() - 6.0
        };
        let left = (rect.left() - column.left() - 12.0).min(column.width() - size.width() - 8.0).max(8.0);
        at(top - column.top(), left);
    }
}

/// Creates the element of the popover.
pub fn actor_popover(popover: Popover) -> El {
    let state = popover.state;
    let is_pinned = move || popover.content.with(|content| content.pinned);
    let body = El::new("div");
    // While the actors panel is visible it shows the details, and the popover is brief.
    let content = move || {
        let order = state.reading.with(|reading| reading.order);
        (popover.content.get(), state.is_panel_visible(PanelKind::Actors), order, state.width.get())
    };
    let place = body.element().clone();
    watch(content, move |before, (content, panel, order, width)| {
        // When the width class changes, the popover returns to its mark.
        let docked = content.docked && before.is_none_or(|(.., before)| before == *width);
        popover.render(&place, &Content { docked, ..content.clone() }, *panel, *order);
    });
    // A docked popover undocks when its mark, once scrolled to, leaves the viewport.
    on_scroll(
        &state.view(),
        move || popover.content.try_with_untracked(|content| content.docked) == Some(true),
        move || popover.undock(),
    );
    // A pinned popover closes when another actor, or none, is selected.
    watch(
        move || state.reading.with(|reading| reading.actor),
        move |_, pinned| {
            if *pinned != popover.actor() && popover.is_pinned() {
                popover.close();
            }
        },
    );
    // Runs after every scroll to an element, even to the same one as before: the popover may have opened since.
    effect(move || {
        let scrolled_to = state.scrolled_to.get();
        untrack(|| scrolled_to.iter().for_each(|element| popover.uncover(element)));
    });
    // On a narrow screen an opening bottom sheet replaces the popover. The actor stays selected.
    watch(
        move || {
            state.width.get() == Width::Narrow
                && [PanelKind::Actors, PanelKind::Events].iter().any(|panel_kind| state.is_panel_visible(*panel_kind))
        },
        move |_, sheet| {
            if *sheet {
                popover.close();
            }
        },
    );
    let story = state.story();
    let locale = story.locale();
    let close = El::button()
        .class("close")
        .attr("aria-label", state.story().locale().text(Message::Close))
        .reactive_flag("hidden", move || !is_pinned())
        .on("click", move |_: &web_sys::Event| state.clear_actor())
        .text("×");
    let element = El::new("div")
        .attr("part", "card")
        .reactive_attr("class", move || Some(if is_pinned() { "card pop pinned" } else { "card pop" }))
        .attr("role", "dialog")
        .attr("tabindex", "-1")
        .attr("lang", locale.tag)
        .attr("dir", locale.direction().word())
        .attr("hidden", "")
        .child(body)
        .child(close);
    popover.element.set_value(element.element().dyn_ref().cloned());
    element
}

/// Creates the buttons that switch between the actors at the mark.
fn mention_buttons(story: &Story, content: &Content) -> El {
    // Each actor is listed once, with the innermost of its mentions here.
    let actor_of = |mention: &MentionIdx| story.article[*mention].actor;
    let mut mentions: Vec<&MentionIdx> = Vec::new();
    for mention in content.mentions.iter().rev() {
        if !mentions.iter().any(|other| actor_of(other) == actor_of(mention)) {
            mentions.push(mention);
        }
    }
    let shown_mention = content.shown_mention.as_ref().map(actor_of);
    let buttons = mentions.into_iter().map(|mention| {
        let actor = &story.article[story.article[*mention].actor];
        El::button()
            .attr("data-kind", actor.kind.word())
            .attr("data-choice", &mention.position().to_string())
            .attr("aria-pressed", if shown_mention == Some(actor_of(mention)) { "true" } else { "false" })
            .child(glyph(&actor.kind))
            .text(" ")
            .text(&actor.name)
    });
    let locale = story.locale();
    let label = locale.text(Message::SeveralHere);
    El::new("div").class("choice").attr("role", "group").attr("aria-label", label).children(buttons)
}
