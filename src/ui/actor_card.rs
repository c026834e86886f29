//! The card of an actor beside its mark: offered under the pointer or the focus, held by a click.
//!
//! Where several mentions lie at one place it offers the choice, innermost first.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement};

use super::actor_detail::{Extent, actor_detail, glyph};
use super::element::{El, append};
use super::opened::{Opened, Side, Story, Width};
use crate::article::{ActorAt, Kind, MentionAt};
use crate::host::{frames, scroll, window};
use crate::reading::Command;

/// How long the pointer rests on a mark before its card comes, in milliseconds.
const REST: i32 = 280;

/// How long the card stays when the pointer has left its mark, in milliseconds: the way from the mark to the card.
const GRACE: i32 = 240;

/// What the card shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    /// The mentions at the mark, outermost first; empty when there is no card.
    mentions: Vec<MentionAt>,
    /// The one of them that is shown.
    chosen: Option<MentionAt>,
    /// Whether it stays: a click holds it.
    held: bool,
}

/// The card's state.
#[derive(Clone, Copy)]
pub struct Card {
    opened: Opened,
    shown: RwSignal<Shown>,
    mark: StoredValue<Option<Element>, LocalStorage>,
    timer: StoredValue<Option<frames::Timer>, LocalStorage>,
    /// The card's own element.
    element: NodeRef<html::Div>,
}

impl Card {
    /// No card yet.
    pub fn new(opened: Opened) -> Self {
        Self {
            opened,
            shown: RwSignal::new(Shown::default()),
            mark: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
            element: NodeRef::new(),
        }
    }

    fn is_held(self) -> bool {
        self.shown.with_untracked(|shown| shown.held)
    }

    fn is_at(self, mark: &Element) -> bool {
        self.mark.with_value(|own| own.as_ref() == Some(mark))
    }

    /// Shows the card of a mark in a moment, unless one is held.
    pub fn offer(self, mark: Element, mentions: Vec<MentionAt>) {
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
    pub fn hold(self, mark: Element, mentions: Vec<MentionAt>, into: bool) {
        let Some(&innermost) = mentions.last() else { return };
        self.keep();
        if self.is_held() && self.is_at(&mark) {
            self.opened.act(Command::LetGo, None);
            return;
        }
        self.opened.act(Command::ShowActor(self.actor_of(innermost)), Some(mark.clone()));
        self.opened.place.set(Some(innermost));
        self.show(mark.clone(), mentions, true);
        spawn_local(async move {
            frames::next_frame().await;
            if let Some(card) = self.element.try_get_untracked().flatten().filter(|_| into) {
                scroll::focus(&card);
            }
            // On a narrow screen the card lies over the text: the mark stays in sight.
            self.opened.go_to(&mark).await;
        });
    }

    fn show(self, mark: Element, mentions: Vec<MentionAt>, held: bool) {
        self.mark.set_value(Some(mark));
        self.shown.set(Shown { chosen: mentions.last().copied(), mentions, held });
    }

    fn close(self) {
        self.keep();
        self.mark.set_value(None);
        self.shown.set(Shown::default());
    }

    /// Shows another of the mentions at the mark.
    pub fn choose(self, mention: MentionAt) {
        self.shown.update(|shown| shown.chosen = Some(mention));
        self.opened.place.set(Some(mention));
        if self.is_held() {
            self.opened.act(Command::ShowActor(self.actor_of(mention)), None);
        }
    }

    /// The actor that is shown.
    pub fn actor(self) -> Option<ActorAt> {
        self.shown.with_untracked(|shown| shown.chosen).map(|mention| self.actor_of(mention))
    }

    fn actor_of(self, mention: MentionAt) -> ActorAt {
        self.opened.story().article.mentions[mention.at()].actor
    }

    /// Puts the card under its mark, or over it where there is more room; within the text's column.
    fn place(self, card: &HtmlElement) {
        let style = card.style();
        if self.opened.width.get_untracked() == Width::Narrow {
            let _ = style.remove_property("top");
            let _ = style.remove_property("left");
            return;
        }
        let Some(rect) = self.mark.with_value(|mark| mark.as_ref()?.get_client_rects().get(0)) else { return };
        let Some(column) = card.offset_parent().map(|parent| parent.get_bounding_client_rect()) else { return };
        let size = card.get_bounding_client_rect();
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let (below, above) = (height - rect.bottom(), rect.top() - self.opened.insets().top);
        let top = if below >= size.height() + 16.0 || below >= above {
            rect.bottom() - column.top() + 6.0
        } else {
            rect.top() - column.top() - size.height() - 6.0
        };
        let left = (rect.left() - column.left() - 12.0).min(column.width() - size.width() - 8.0).max(8.0);
        let _ = style.set_property("top", &format!("{}px", top.round() as i32));
        let _ = style.set_property("left", &format!("{}px", left.round() as i32));
    }
}

/// The card.
#[component]
pub fn ActorCard(
    /// Its state.
    card: Card,
) -> impl IntoView {
    let opened = card.opened;
    let body = NodeRef::<html::Div>::new();
    // The panel tells the rest, where it is seen.
    let panel = Memo::new(move |_| opened.sides.get().shows(Side::Actors, opened.width.get()));
    Effect::new(move |_| {
        let shown = card.shown.get();
        let (Some(element), Some(body), Some(story)) = (card.element.get(), body.get(), opened.try_story()) else {
            return;
        };
        let focused = element.matches(":focus-within").unwrap_or(false);
        element.set_hidden(shown.mentions.is_empty());
        body.set_text_content(None);
        let Some(actor) = shown.chosen.map(|mention| card.actor_of(mention)) else { return };
        if shown.mentions.len() > 1 {
            append(&body, &choice(&story, &shown).done());
        }
        let extent = if shown.held && !panel.get() { Extent::Whole } else { Extent::Brief };
        append(&body, &actor_detail(&story, actor, extent).done());
        let _ = element.set_attribute("aria-label", &story.article.actors[actor.at()].name);
        opened.place.notify();
        card.place(&element);
        // What had the focus was made anew.
        if focused {
            scroll::focus(&element);
        }
    });
    // A held card goes with what it holds.
    let held = Memo::new(move |_| opened.state.with(|state| state.actor));
    Effect::new(move |_| {
        if held.get() != card.actor() && card.is_held() {
            card.close();
        }
    });
    view! {
        <div
            node_ref=card.element
            class="card pop"
            class:pinned=move || card.shown.with(|shown| shown.held)
            role="dialog"
            tabindex="-1"
            lang="en"
            dir="ltr"
            hidden=true
        >
            <div node_ref=body></div>
            <button
                type="button"
                class="close"
                aria-label="Close"
                hidden=move || !card.shown.with(|shown| shown.held)
                on:click=move |_| opened.act(Command::LetGo, None)
            >
                "×"
            </button>
        </div>
    }
}

/// Which of the mentions at one place is meant.
fn choice(story: &Story, shown: &Shown) -> El {
    let buttons = shown.mentions.iter().rev().map(|mention| {
        let actor = &story.article.actors[story.article.mentions[mention.at()].actor.at()];
        El::button()
            .attr("data-kind", actor.kind.word())
            .attr("data-choice", &mention.0.to_string())
            .attr("aria-pressed", if shown.chosen == Some(*mention) { "true" } else { "false" })
            .child(glyph(actor))
            .text(" ")
            .text(&actor.name)
    });
    let label = "Several are named here";
    El::new("div").class("choice").attr("role", "group").attr("aria-label", label).children(buttons.collect())
}
