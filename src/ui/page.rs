//! An opened article with its bar and its two panels, and the few effects that carry its state into the page.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::actor_card::Card;
use super::actors::Actors;
use super::app::Shell;
use super::bar::{Bar, Tabs};
use super::deeds;
use super::events::Events;
use super::opened::{Opened, Side, Story, Width};
use super::reader::Reader;
use crate::article::ActorAt;
use crate::host::{address, document, listen, window};
use crate::reading::{Command, Missing, State};

/// An opened article.
#[component]
pub fn Page(
    /// What was opened.
    story: Arc<Story>,
    /// How wide the reader is.
    width: RwSignal<Width>,
    /// The reader's root element.
    root: NodeRef<html::Div>,
) -> impl IntoView {
    let shell = expect_context::<Shell>();
    let (state, missing) = State::at(&shell.address.get_untracked(), &story.article);
    let opened = Opened::new(story.clone(), state, missing, width);
    provide_context(opened);
    let page = shell.options.with_value(|options| options.page);
    if page {
        document().set_title(&format!("{} · Whowhen", story.article.title));
    }
    follow_state(opened, shell);
    let_go_by_escape(opened, root);
    // An address that names an event or an actor shows it at once.
    if let Some(event) = state.event {
        opened.go_to_evidence(event, 0);
    } else if let Some(mention) = state.actor.and_then(|actor| story.index.mentions_of(actor).first().copied()) {
        opened.go_to_mention(mention);
    }
    let shows = move |side: Side| opened.sides.get().shows(side, width.get());
    let card = Card::new(opened);
    view! {
        <Bar/>
        <MissingIds/>
        <div
            class="page"
            on:pointerover=move |event| deeds::enter(opened, card, &event)
            on:pointerout=move |_| deeds::leave(opened, card)
            on:focusin=move |event| deeds::focus(opened, card, &event)
            on:focusout=move |_| deeds::leave(opened, card)
            on:click=move |event| deeds::click(opened, card, &event)
            on:keydown=move |event| deeds::key(opened, card, &event)
            class:held=move || opened.lit_actor().is_some()
            data-actors=move || shows(Side::Actors).then_some("")
            data-events=move || shows(Side::Events).then_some("")
        >
            <Reader root card/>
            <Actors/>
            <Events/>
        </div>
        <Tabs/>
    }
}

/// Carries the state to the text and to the address, and the address, when it changes by Back, to the state.
fn follow_state(opened: Opened, shell: Shell) {
    let actor = Memo::new(move |_| opened.lit_actor());
    Effect::new(move |before: Option<Option<ActorAt>>| {
        let actor = actor.get();
        opened.paint(|painter| painter.light_actor(actor));
        opened.light_chips(before.flatten(), actor);
        actor
    });
    Effect::new(move |_| {
        opened.place.track();
        if let Some(root) = opened.paint(|painter| painter.root()).flatten() {
            opened.tell_place(&root);
        }
    });
    let events = Memo::new(move |_| opened.lit_events());
    Effect::new(move |_| {
        let events = events.get();
        opened.paint(|painter| painter.light_events(events));
    });
    Effect::new(move |first: Option<()>| {
        let state = opened.state.get();
        if first.is_none() || !shell.options.with_value(|options| options.page) {
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
    });
    Effect::new(move |first: Option<()>| {
        let address = shell.address.get();
        if first.is_some() {
            let (state, missing) = State::at(&address, &opened.story().article);
            if opened.state.get_untracked() != state {
                // The browser puts the page where it was.
                opened.stay();
                opened.state.set(state);
                opened.missing.set(missing);
            }
        }
    });
}

/// Esc lets go of what is held, wherever in the reader the focus is; in a page of our own, also where it is nowhere.
fn let_go_by_escape(opened: Opened, root: NodeRef<html::Div>) {
    let listener = listen::on(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<ev::KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        let target: Option<Element> = event.composed_path().get(0).dyn_into().ok();
        let inside = match (&target, root.get_untracked()) {
            (Some(target), Some(root)) => root.contains(Some(target)) || target.tag_name() == "BODY",
            _ => false,
        };
        let state = opened.state.get_untracked();
        if inside && (state.actor.is_some() || state.event.is_some()) {
            opened.act(Command::LetGo, None);
        }
    });
    StoredValue::new_local(listener);
    for name in ["wheel", "touchmove"] {
        let moved = listen::on(&window(), name, move |_| {
            opened.stay();
        });
        StoredValue::new_local(moved);
    }
}

/// Tells of ids in the address that the article does not have.
#[component]
fn MissingIds() -> impl IntoView {
    let opened = expect_context::<Opened>();
    let words = |missing: &Missing| match missing {
        Missing::Actor(id) => format!("This article has no actor “{id}”, which the address asks for."),
        Missing::Event(id) => format!("This article has no event “{id}”, which the address asks for."),
    };
    move || {
        let lines: Vec<String> = opened.missing.with(|missing| missing.iter().map(words).collect());
        (!lines.is_empty()).then(|| {
            view! {
                <div class="notice" role="status">
                    <div>{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
                    <button type="button" on:click=move |_| opened.missing.set(Vec::new())>"Dismiss"</button>
                </div>
            }
        })
    }
}
