//! The card of an actor beside its mark: offered under the pointer or the focus, held by a click.
//!
//! Where several mentions lie at one place it offers the choice, innermost first.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use crate::actors::detail::{Extent, actor_detail};
use crate::browser::{frames, scroll};
use crate::components::dom::{El, append, find, focused_element, set, toggle_attribute};
use crate::components::reactive::{effect, on_scroll, spawn, watch};
use crate::state::article::{ArticleState, HOVER_DELAY};
use crate::state::panels::{PanelKind, Width};
use crate::state::story::Story;
use whowhen_core::article::{ActorIdx, Kind, MentionIdx};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Order};
use whowhen_views::Markup;
use whowhen_views::actors::glyph;

/// How long the card stays when the pointer has left its mark, in milliseconds: the way from the mark to the card.
const LEAVE_DELAY: i32 = 240;

/// What the card shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    /// The mentions at the mark, outermost first; empty when there is no card.
    mentions: Vec<MentionIdx>,
    /// The one of them that is shown.
    chosen: Option<MentionIdx>,
    /// Whether it stays: a click holds it.
    held: bool,
    /// Whether it stays where it is in the view, as one goes from mention to mention by its own buttons.
    docked: bool,
}

/// The card's state.
#[derive(Clone, Copy)]
pub struct Popover {
    state: ArticleState,
    content: RwSignal<Content, LocalStorage>,
    mark: StoredValue<Option<Element>, LocalStorage>,
    timer: StoredValue<Option<frames::Timer>, LocalStorage>,
    /// The card's own element.
    element: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Popover {
    /// No card yet.
    pub fn new(state: ArticleState) -> Self {
        Self {
            state,
            content: RwSignal::new_local(Content::default()),
            mark: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
            element: StoredValue::new_local(None),
        }
    }

    fn is_held(self) -> bool {
        self.content.with_untracked(|content| content.held)
    }

    fn is_at(self, mark: &Element) -> bool {
        self.mark.with_value(|own| own.as_ref() == Some(mark))
    }

    /// Shows the card of a mark in a moment, unless one is held.
    pub fn show_after_delay(self, mark: Element, mentions: Vec<MentionIdx>) {
        if !self.is_held() {
            let timer = (!self.is_at(&mark))
                .then(|| frames::set_timeout(HOVER_DELAY, move || self.show(mark, mentions, false)));
            self.timer.set_value(timer);
        }
    }

    /// Takes the card away in a moment, unless it is held.
    pub fn hide_after_delay(self) {
        if !self.is_held() {
            self.timer.set_value(Some(frames::set_timeout(LEAVE_DELAY, move || self.close())));
        }
    }

    /// The pointer or the focus is in the card: it stays.
    pub fn cancel_timer(self) {
        self.timer.set_value(None);
    }

    /// Holds a mark's actor with its card, or lets go of it if it is held by this very mark. `into` puts the focus in the
    /// card.
    pub fn pin(self, mark: Element, mentions: Vec<MentionIdx>, into: bool) {
        let Some(&innermost) = mentions.last() else { return };
        self.cancel_timer();
        if self.is_held() && self.is_at(&mark) {
            self.state.clear_actor();
            return;
        }
        // On a narrow screen there is room for one of the two: the sheet goes.
        if self.state.width.get_untracked() == Width::Narrow {
            self.state.close_sheet();
        }
        self.state.dispatch(Command::ShowActor(self.actor_of(innermost)), Some(mark.clone()));
        self.state.current_mention.set(Some(innermost));
        self.show(mark.clone(), mentions, true);
        spawn(async move {
            frames::next_frame().await;
            if let Some(card) = self.element().filter(|_| into) {
                scroll::focus_by_key(&card);
            }
            // On a narrow screen the card lies over the text: the mark stays in sight.
            self.state.scroll_to_element(&mark).await;
        });
    }

    fn show(self, mark: Element, mentions: Vec<MentionIdx>, held: bool) {
        self.mark.set_value(Some(mark));
        self.content.set(Content { chosen: mentions.last().copied(), mentions, held, docked: false });
    }

    /// Takes the card away if it is only offered; whether it was there.
    pub fn dismiss(self) -> bool {
        let offered = self.content.with_untracked(|content| !content.held && !content.mentions.is_empty());
        if offered {
            self.close();
        }
        offered
    }

    /// Moves the card to another mention of its actor.
    pub fn move_to(self, mention: MentionIdx) {
        let place = self.state.with_painter(|painter| {
            let mark = painter.mention_element(mention)?;
            let mentions = painter.mentions_at(&mark);
            Some((mark, mentions))
        });
        if let Some(Some((mark, mentions))) = place {
            self.mark.set_value(Some(mark));
            self.content.update(|content| {
                *content = Content { mentions, chosen: Some(mention), held: content.held, docked: true }
            });
        }
    }

    fn close(self) {
        self.cancel_timer();
        self.mark.set_value(None);
        self.content.set(Content::default());
    }

    /// Shows another of the mentions at the mark.
    pub fn choose(self, mention: MentionIdx) {
        self.content.update(|content| content.chosen = Some(mention));
        self.state.current_mention.set(Some(mention));
        if self.is_held() {
            self.state.dispatch(Command::ShowActor(self.actor_of(mention)), None);
        }
    }

    /// The actor that is shown.
    pub fn actor(self) -> Option<ActorIdx> {
        self.content.with_untracked(|content| content.chosen).map(|mention| self.actor_of(mention))
    }

    fn actor_of(self, mention: MentionIdx) -> ActorIdx {
        self.state.story().article[mention].actor
    }

    /// Writes the card anew, and puts it into its place.
    fn fill(self, body: &Element, content: &Content, panel: bool, order: Order) {
        let (Some(element), Some(story)) = (self.element(), self.state.try_story()) else { return };
        // Before it is written anew: by its end it stays, where its buttons are.
        let docked = content.docked.then(|| element.get_bounding_client_rect());
        let focused = focused_element().filter(|focused_element| element.contains(Some(focused_element)));
        element.set_hidden(content.mentions.is_empty());
        body.set_text_content(None);
        let Some(actor) = content.chosen.map(|mention| self.actor_of(mention)) else { return };
        if content.mentions.len() > 1 {
            append(body, &choice(&story, content).done());
        }
        let extent = if content.held && !panel { Extent::Whole } else { Extent::Brief };
        append(body, &actor_detail(&story, actor, extent, order).done());
        set(&element, "aria-label", &story.article[actor].name);
        self.state.current_mention.notify();
        self.place(&element, docked);
        // What had the focus was made anew.
        if let Some(before) = focused.filter(|before| !before.is_connected()) {
            let step = before.get_attribute("data-step");
            let again = step.and_then(|step| find(&element, &format!("[data-step='{step}']")));
            scroll::focus(again.as_ref().unwrap_or(&element));
        }
    }

    /// Lets the card go with its mark, where that was come to and has left the view since.
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

    /// An element of the text was gone to. The card does not lie over it: it moves away from its own mark, and closes over
    /// anything else.
    fn avoid(self, element: &Element) {
        let content = self.content.get_untracked();
        let Some(card) = self.element().filter(|_| content.held && self.state.width.get_untracked() != Width::Narrow)
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
            self.place(&card, None);
        } else {
            self.close();
        }
    }

    fn element(self) -> Option<HtmlElement> {
        self.element.try_get_value().flatten()
    }

    /// Puts the card under its mark, or over it where there is more room; within the text's column, and no higher than the
    /// room there is.
    fn place(self, card: &HtmlElement, docked: Option<DomRect>) {
        let (style, view) = (card.style(), self.state.view());
        toggle_attribute(card, "data-docked", docked.is_some() && self.state.width.get_untracked() != Width::Narrow);
        let at = |top: f64, left: f64| {
            let _ = style.set_property("top", &format!("{}px", top.round() as i32));
            let _ = style.set_property("left", &format!("{}px", left.round() as i32));
        };
        if self.state.width.get_untracked() == Width::Narrow {
            for property in ["top", "left", "bottom", "max-height", "position"] {
                let _ = style.remove_property(property);
            }
            // What is only offered does not scroll the text: it lies where the mark does not.
            let is_low = |mark: &Element| mark.get_bounding_client_rect().bottom() > (view.top() + view.bottom()) / 2.0;
            let low = self.mark.with_value(|mark| mark.as_ref().is_some_and(is_low));
            toggle_attribute(card, "data-high", low && !self.is_held());
            return;
        }
        if let Some(rect) = docked {
            at(0.0, 0.0);
            let _ = style.set_property("top", "auto");
            let _ = style.set_property("bottom", "0px");
            let _ = style.set_property("position", "fixed");
            // All of it in the view, were it not so before. In a page of others something around us may be what fixed
            // things stand in, and not the window.
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
        let (below, above) = (view.bottom() - rect.bottom(), rect.top() - self.state.insets().top);
        let room = (below.max(above) - 16.0).max(160.0).round() as i32;
        let _ = style.set_property("max-height", &format!("min(30rem, {room}px)"));
        let size = card.get_bounding_client_rect();
        let top = if below >= size.height() + 16.0 || below >= above {
            rect.bottom() - column.top() + 6.0
        } else {
            rect.top() - column.top() - size.height() - 6.0
        };
        let left = (rect.left() - column.left() - 12.0).min(column.width() - size.width() - 8.0).max(8.0);
        at(top, left);
    }
}

/// The card.
pub fn actor_popover(popover: Popover) -> El {
    let state = popover.state;
    let is_held = move || popover.content.with(|content| content.held);
    let body = El::new("div");
    // The panel tells the rest, where it is seen.
    let content = move || {
        let order = state.reading.with(|reading| reading.order);
        (popover.content.get(), state.is_panel_visible(PanelKind::Actors), order, state.width.get())
    };
    let place = body.element().clone();
    watch(content, move |before, (content, panel, order, width)| {
        // At another width it stands beside its mark again.
        let docked = content.docked && before.is_none_or(|(.., before)| before == *width);
        popover.fill(&place, &Content { docked, ..content.clone() }, *panel, *order);
    });
    // One that stands still goes with its mark, once that was come to.
    on_scroll(
        &state.view(),
        move || popover.content.try_with_untracked(|content| content.docked) == Some(true),
        move || popover.undock(),
    );
    // A held card goes with what it holds.
    watch(
        move || state.reading.with(|reading| reading.actor),
        move |_, held| {
            if *held != popover.actor() && popover.is_held() {
                popover.close();
            }
        },
    );
    // At every arrival, also at where the last one was: the card may have come since.
    effect(move || {
        let scrolled_to = state.scrolled_to.get();
        untrack(|| scrolled_to.iter().for_each(|element| popover.avoid(element)));
    });
    // On a narrow screen a sheet that comes takes its place; whom it holds stays held.
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
        .reactive_flag("hidden", move || !is_held())
        .on("click", move |_: &web_sys::Event| state.clear_actor())
        .text("×");
    let element = El::new("div")
        .attr("part", "card")
        .reactive_attr("class", move || Some(if is_held() { "card pop pinned" } else { "card pop" }))
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

/// Which of the mentions at one place is meant.
fn choice(story: &Story, content: &Content) -> El {
    // Each actor once: by the innermost of its mentions here.
    let actor_of = |mention: &MentionIdx| story.article[*mention].actor;
    let mut mentions: Vec<&MentionIdx> = Vec::new();
    for mention in content.mentions.iter().rev() {
        if !mentions.iter().any(|other| actor_of(other) == actor_of(mention)) {
            mentions.push(mention);
        }
    }
    let chosen = content.chosen.as_ref().map(actor_of);
    let buttons = mentions.into_iter().map(|mention| {
        let actor = &story.article[story.article[*mention].actor];
        El::button()
            .attr("data-kind", actor.kind.word())
            .attr("data-choice", &mention.position().to_string())
            .attr("aria-pressed", if chosen == Some(actor_of(mention)) { "true" } else { "false" })
            .child(glyph(&actor.kind))
            .text(" ")
            .text(&actor.name)
    });
    let locale = story.locale();
    let label = locale.text(Message::SeveralHere);
    El::new("div").class("choice").attr("role", "group").attr("aria-label", label).children(buttons)
}
