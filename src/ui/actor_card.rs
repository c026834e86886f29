//! The card of an actor beside its mark: offered under the pointer or the focus, held by a click.
//!
//! Where several mentions lie at one place it offers the choice, innermost first.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use super::actor_detail::{Extent, actor_detail};
use super::element::{El, active, append, find, mark_with, set};
use super::live::{follow, on_change, on_scroll, spawn};
use super::opened::{Opened, REST};
use super::sides::{Side, Width};
use super::story::Story;
use super::value::{Kept, Watched};
use crate::host::{frames, scroll};
use whowhen_core::article::{ActorIdx, Kind, MentionIdx};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Order};
use whowhen_views::Markup;
use whowhen_views::actors::glyph;

/// How long the card stays when the pointer has left its mark, in milliseconds: the way from the mark to the card.
const GRACE: i32 = 240;

/// What the card shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
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
pub struct Card {
    opened: Opened,
    shown: Watched<Shown>,
    mark: Kept<Option<Element>>,
    timer: Kept<Option<frames::Timer>>,
    /// The card's own element.
    element: Kept<Option<HtmlElement>>,
}

impl Card {
    /// No card yet.
    pub fn new(opened: Opened) -> Self {
        Self {
            opened,
            shown: Watched::new(Shown::default()),
            mark: Kept::new(None),
            timer: Kept::new(None),
            element: Kept::new(None),
        }
    }

    fn is_held(self) -> bool {
        self.shown.with_untracked(|shown| shown.held)
    }

    fn is_at(self, mark: &Element) -> bool {
        self.mark.with_value(|own| own.as_ref() == Some(mark))
    }

    /// Shows the card of a mark in a moment, unless one is held.
    pub fn offer(self, mark: Element, mentions: Vec<MentionIdx>) {
        if !self.is_held() {
            let timer = (!self.is_at(&mark)).then(|| frames::after(REST, move || self.show(mark, mentions, false)));
            self.timer.set_value(timer);
        }
    }

    /// Takes the card away in a moment, unless it is held.
    pub fn withdraw(self) {
        if !self.is_held() {
            self.timer.set_value(Some(frames::after(GRACE, move || self.close())));
        }
    }

    /// The pointer or the focus is in the card: it stays.
    pub fn keep(self) {
        self.timer.set_value(None);
    }

    /// Holds a mark's actor with its card, or lets go of it if it is held by this very mark. `into` puts the focus in the
    /// card.
    pub fn hold(self, mark: Element, mentions: Vec<MentionIdx>, into: bool) {
        let Some(&innermost) = mentions.last() else { return };
        self.keep();
        if self.is_held() && self.is_at(&mark) {
            self.opened.let_go_of_actor();
            return;
        }
        // On a narrow screen there is room for one of the two: the sheet goes.
        if self.opened.width.get_untracked() == Width::Narrow {
            self.opened.close_sheet();
        }
        self.opened.act(Command::ShowActor(self.actor_of(innermost)), Some(mark.clone()));
        self.opened.place.set(Some(innermost));
        self.show(mark.clone(), mentions, true);
        spawn(async move {
            frames::next_frame().await;
            if let Some(card) = self.element().filter(|_| into) {
                scroll::focus_by_key(&card);
            }
            // On a narrow screen the card lies over the text: the mark stays in sight.
            self.opened.go_to(&mark).await;
        });
    }

    fn show(self, mark: Element, mentions: Vec<MentionIdx>, held: bool) {
        self.mark.set_value(Some(mark));
        self.shown.set(Shown { chosen: mentions.last().copied(), mentions, held, docked: false });
    }

    /// Takes the card away if it is only offered; whether it was there.
    pub fn dismiss(self) -> bool {
        let offered = self.shown.with_untracked(|shown| !shown.held && !shown.mentions.is_empty());
        if offered {
            self.close();
        }
        offered
    }

    /// Moves the card to another mention of its actor.
    pub fn move_to(self, mention: MentionIdx) {
        let place = self.opened.paint(|painter| {
            let mark = painter.mention_element(mention)?;
            let mentions = painter.mentions_at(&mark);
            Some((mark, mentions))
        });
        if let Some(Some((mark, mentions))) = place {
            self.mark.set_value(Some(mark));
            self.shown
                .update(|shown| *shown = Shown { mentions, chosen: Some(mention), held: shown.held, docked: true });
        }
    }

    fn close(self) {
        self.keep();
        self.mark.set_value(None);
        self.shown.set(Shown::default());
    }

    /// Shows another of the mentions at the mark.
    pub fn choose(self, mention: MentionIdx) {
        self.shown.update(|shown| shown.chosen = Some(mention));
        self.opened.place.set(Some(mention));
        if self.is_held() {
            self.opened.act(Command::ShowActor(self.actor_of(mention)), None);
        }
    }

    /// The actor that is shown.
    pub fn actor(self) -> Option<ActorIdx> {
        self.shown.with_untracked(|shown| shown.chosen).map(|mention| self.actor_of(mention))
    }

    fn actor_of(self, mention: MentionIdx) -> ActorIdx {
        self.opened.story().article[mention].actor
    }

    /// Writes the card anew, and puts it into its place.
    fn fill(self, body: &Element, shown: &Shown, panel: bool, order: Order) {
        let (Some(element), Some(story)) = (self.element(), self.opened.try_story()) else { return };
        // Before it is written anew: by its end it stays, where its buttons are.
        let docked = shown.docked.then(|| element.get_bounding_client_rect());
        let focused = active().filter(|active| element.contains(Some(active)));
        element.set_hidden(shown.mentions.is_empty());
        body.set_text_content(None);
        let Some(actor) = shown.chosen.map(|mention| self.actor_of(mention)) else { return };
        if shown.mentions.len() > 1 {
            append(body, &choice(&story, shown).done());
        }
        let extent = if shown.held && !panel { Extent::Whole } else { Extent::Brief };
        append(body, &actor_detail(&story, actor, extent, order).done());
        set(&element, "aria-label", &story.article[actor].name);
        self.opened.place.notify();
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
        let arrived = self.opened.arrived.try_get_untracked().flatten();
        let Some(rect) = mark.filter(|mark| arrived.as_ref() == Some(mark)).map(|mark| mark.get_bounding_client_rect())
        else {
            return;
        };
        let view = self.opened.view();
        if rect.bottom() < view.top() || rect.top() > view.bottom() {
            self.shown.update(|shown| shown.docked = false);
        }
    }

    /// An element of the text was gone to. The card does not lie over it: it moves away from its own mark, and closes over
    /// anything else.
    fn give_way(self, element: &Element) {
        let shown = self.shown.get_untracked();
        let Some(card) = self.element().filter(|_| shown.held && self.opened.width.get_untracked() != Width::Narrow)
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
        let (style, view) = (card.style(), self.opened.view());
        mark_with(card, "data-docked", docked.is_some() && self.opened.width.get_untracked() != Width::Narrow);
        let at = |top: f64, left: f64| {
            let _ = style.set_property("top", &format!("{}px", top.round() as i32));
            let _ = style.set_property("left", &format!("{}px", left.round() as i32));
        };
        if self.opened.width.get_untracked() == Width::Narrow {
            for property in ["top", "left", "bottom", "max-height", "position"] {
                let _ = style.remove_property(property);
            }
            // What is only offered does not scroll the text: it lies where the mark does not.
            let is_low = |mark: &Element| mark.get_bounding_client_rect().bottom() > (view.top() + view.bottom()) / 2.0;
            let low = self.mark.with_value(|mark| mark.as_ref().is_some_and(is_low));
            mark_with(card, "data-high", low && !self.is_held());
            return;
        }
        if let Some(rect) = docked {
            at(0.0, 0.0);
            let _ = style.set_property("top", "auto");
            let _ = style.set_property("bottom", "0px");
            let _ = style.set_property("position", "fixed");
            // All of it in the view, were it not so before. In a page of others something around us may be what fixed
            // things stand in, and not the window.
            let bottom = rect.bottom().max(self.opened.insets().top + rect.height()).min(view.bottom() - 8.0);
            let zero = card.get_bounding_client_rect();
            let _ = style.set_property("left", &format!("{}px", (rect.left() - zero.left()).round() as i32));
            let _ = style.set_property("bottom", &format!("{}px", (zero.bottom() - bottom).round() as i32));
            return;
        }
        let _ = style.remove_property("position");
        let _ = style.remove_property("bottom");
        let Some(rect) = self.mark.with_value(|mark| mark.as_ref()?.get_client_rects().get(0)) else { return };
        let Some(column) = card.offset_parent().map(|parent| parent.get_bounding_client_rect()) else { return };
        let (below, above) = (view.bottom() - rect.bottom(), rect.top() - self.opened.insets().top);
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
pub fn actor_card(card: Card) -> El {
    let opened = card.opened;
    let is_held = move || card.shown.with(|shown| shown.held);
    let body = El::new("div");
    // The panel tells the rest, where it is seen.
    let shown = move || {
        let order = opened.state.with(|state| state.order);
        (card.shown.get(), opened.shows(Side::Actors), order, opened.width.get())
    };
    let place = body.element().clone();
    on_change(shown, move |before, (shown, panel, order, width)| {
        // At another width it stands beside its mark again.
        let docked = shown.docked && before.is_none_or(|(.., before)| before == *width);
        card.fill(&place, &Shown { docked, ..shown.clone() }, *panel, *order);
    });
    // One that stands still goes with its mark, once that was come to.
    on_scroll(
        &opened.view(),
        move || card.shown.try_with_untracked(|shown| shown.docked) == Some(true),
        move || card.undock(),
    );
    // A held card goes with what it holds.
    on_change(
        move || opened.state.with(|state| state.actor),
        move |_, held| {
            if *held != card.actor() && card.is_held() {
                card.close();
            }
        },
    );
    // At every arrival, also at where the last one was: the card may have come since.
    follow(move || {
        let arrived = opened.arrived.get();
        untrack(|| arrived.iter().for_each(|element| card.give_way(element)));
    });
    // On a narrow screen a sheet that comes takes its place; whom it holds stays held.
    on_change(
        move || {
            opened.width.get() == Width::Narrow && [Side::Actors, Side::Events].iter().any(|side| opened.shows(*side))
        },
        move |_, sheet| {
            if *sheet {
                card.close();
            }
        },
    );
    let story = opened.story();
    let locale = story.locale();
    let close = El::button()
        .class("close")
        .attr("aria-label", opened.story().locale().text(Message::Close))
        .live_if("hidden", move || !is_held())
        .on("click", move |_: &web_sys::Event| opened.let_go_of_actor())
        .text("×");
    let element = El::new("div")
        .attr("part", "card")
        .live("class", move || Some(if is_held() { "card pop pinned" } else { "card pop" }))
        .attr("role", "dialog")
        .attr("tabindex", "-1")
        .attr("lang", locale.tag)
        .attr("dir", locale.direction().word())
        .attr("hidden", "")
        .child(body)
        .child(close);
    card.element.set_value(element.element().dyn_ref().cloned());
    element
}

/// Which of the mentions at one place is meant.
fn choice(story: &Story, shown: &Shown) -> El {
    // Each actor once: by the innermost of its mentions here.
    let actor_of = |mention: &MentionIdx| story.article[*mention].actor;
    let mut mentions: Vec<&MentionIdx> = Vec::new();
    for mention in shown.mentions.iter().rev() {
        if !mentions.iter().any(|other| actor_of(other) == actor_of(mention)) {
            mentions.push(mention);
        }
    }
    let chosen = shown.chosen.as_ref().map(actor_of);
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
