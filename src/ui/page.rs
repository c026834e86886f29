//! An opened article with its bar and its two panels, and the few effects that carry its state into the page.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::actor_card::Card;
use super::app::Shell;
use super::element::El;
use super::live::{follow, listen, on_change, spawn};
use super::opened::{Opened, Side, Story, Width};
use super::value::Watched;
use super::{actors, bar, deeds, events, reader};
use crate::host::{address, document, frames, scroll, window};
use crate::reading::{Command, Missing, State};

/// The parts of an opened article, for the reader's root.
pub fn parts(shell: Shell, story: Arc<Story>, width: Watched<Width>, root: &Element) -> Vec<El> {
    let (state, missing) = State::at(&shell.address.get_untracked(), &story.article);
    let opened = Opened::new(story.clone(), state, missing, width);
    if shell.is_page() {
        document().set_title(&format!("{} · Whowhen", story.article.title));
    }
    follow_state(opened, shell);
    let_go_by_escape(opened, root.clone());
    if shell.is_page() {
        return_on_opening(opened);
        remember_places();
    } else {
        opened.go_to_held();
    }
    let card = Card::new(opened);
    let page = El::new("div")
        .live("class", move || Some(if opened.lit_actor().is_some() { "page held" } else { "page" }))
        .live_if("data-actors", move || opened.shows(Side::Actors))
        .live_if("data-events", move || opened.shows(Side::Events))
        .on("pointerover", move |event| deeds::enter(opened, card, event))
        .on("pointerout", move |_: &Event| deeds::leave(opened, card))
        .on("focusin", move |event| deeds::focus(opened, card, event))
        .on("focusout", move |_: &Event| deeds::leave(opened, card))
        .on("click", move |event| deeds::click(opened, card, event))
        .on("keydown", move |event| deeds::key(opened, card, event))
        .child(reader::reader(shell, opened, root, card))
        .child(actors::actors(opened))
        .child(events::events(opened));
    let notice = El::new("div").slot(move || opened.missing.get(), move |missing| missing_ids(opened, &missing));
    vec![bar::bar(shell, opened), notice, page, bar::tabs(opened)]
}

/// Carries the state to the text and to the address, and the address, when it changes by Back, to the state.
fn follow_state(opened: Opened, shell: Shell) {
    on_change(
        move || opened.lit_actor(),
        move |before, actor| {
            opened.paint(|painter| painter.light_actor(*actor));
            opened.light_chips(before.flatten(), *actor);
        },
    );
    follow(move || {
        opened.place.track();
        if let Some(root) = opened.paint(|painter| painter.root()).flatten() {
            opened.tell_place(&root);
        }
    });
    on_change(
        move || opened.lit_events(),
        move |_, events| {
            opened.paint(|painter| painter.light_events(events.clone()));
        },
    );
    on_change(
        move || opened.state.get(),
        move |before, state| {
            if before.is_none() || !shell.is_page() {
                return;
            }
            let now = shell.address.get_untracked();
            let next = state.address(&opened.story().article, &now);
            if next != now {
                // The order is a way of looking and not a place to come back to.
                let new_entry = (&next.actor, &next.event) != (&now.actor, &now.event);
                address::show(&next.to_pairs(), new_entry);
                shell.address.set(next);
            }
        },
    );
    on_change(
        move || shell.address.get(),
        move |before, address| {
            if before.is_some() {
                let (state, missing) = State::at(address, &opened.story().article);
                if opened.state.get_untracked() != state {
                    opened.stay();
                    opened.state.set(state);
                    opened.missing.set(missing);
                    // Left before it was reached: the way is gone to its end.
                    if shell.is_page() && address::place().is_none() {
                        opened.go_to_held();
                    }
                }
            }
        },
    );
}

/// Where a page of ours stands at first: where it stood at this entry of the history, else at what the address names,
/// else at its beginning.
fn return_on_opening(opened: Opened) {
    let place = address::place();
    let holds = opened.state.with_untracked(|state| state.actor.is_some() || state.event.is_some());
    if place.is_none() && holds {
        opened.go_to_held();
    } else {
        let turn = opened.stay();
        spawn(async move {
            frames::next_frame().await;
            if opened.is_on_way(turn) {
                scroll::page_to(place.unwrap_or_default());
            }
        });
    }
}

/// Keeps with the history where the page stands, whenever it has stood still for a moment.
fn remember_places() {
    let mut timer = None;
    listen(&window(), "scroll", move |_| {
        // The earlier timer is dropped by this, and with it what it would have done.
        timer.replace(frames::after(250, address::remember_place));
    });
}

/// Esc lets go of what is held, wherever in the reader the focus is; in a page of our own, also where it is nowhere.
fn let_go_by_escape(opened: Opened, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        let target: Option<Element> = event.composed_path().get(0).dyn_into().ok();
        let inside = target.is_some_and(|target| root.contains(Some(&target)) || target.tag_name() == "BODY");
        let state = opened.state.get_untracked();
        if inside && (state.actor.is_some() || state.event.is_some()) {
            opened.act(Command::LetGo, None);
        }
    });
    for name in ["wheel", "touchmove"] {
        listen(&window(), name, move |_| {
            opened.stay();
        });
    }
}

/// Tells of ids in the address that the article does not have.
fn missing_ids(opened: Opened, missing: &[Missing]) -> Vec<El> {
    if missing.is_empty() {
        return Vec::new();
    }
    let line = |missing: &Missing| {
        let (kind, id) = match missing {
            Missing::Actor(id) => ("actor", id),
            Missing::Event(id) => ("event", id),
        };
        El::new("p").text(&format!("This article has no {kind} “{id}”, which the address asks for."))
    };
    let lines = El::new("div").children(missing.iter().map(line).collect());
    let dismiss = El::button().text("Dismiss").on("click", move |_: &Event| opened.missing.set(Vec::new()));
    vec![El::new("div").class("notice").attr("role", "status").child(lines).child(dismiss)]
}
