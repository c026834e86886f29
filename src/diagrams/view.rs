//! The diagram that stands in place of the text, in the column of the text: its heading, the choice of diagrams, and the
//! element in which the module draws.
//!
//! The selection and the filter are those of the page: what is pointed at and chosen in the diagram comes back as commands,
//! and what changes is passed on to the diagram.

use std::cell::Cell;

use js_sys::{Function, Uint32Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::browser::fetch::{self, Requests};
use crate::browser::{scroll, timers};
use crate::components::dom::{El, append, closest, find, focused_element, set};
use crate::components::reactive::{in_next_frame, spawn, watch};
use crate::diagrams::module::{self, Diagram};
use crate::state::article::{ArticleState, Hovered};
use crate::state::filter::Visible;
use crate::state::reader::{ReaderState, base_url};
use crate::toolbar::{share, views};
use whowhen_core::article::ActorIdx;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, View};
use whowhen_views::Markup;

/// The place of the diagram, and the diagram in it while one is open.
#[component]
pub fn DiagramView() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    El::new("div")
        .class("view")
        .reactive_children(
            move || state.diagram(),
            move |view| view.map(|view| open(reader, state, view)).into_iter().collect(),
        )
        .into_view()
}

/// A diagram with its heading. The module draws it as soon as it is loaded.
fn open(reader: ReaderState, state: ArticleState, view: View) -> El {
    let story = state.story();
    let locale = story.locale();
    let name = locale.text(views::name_of(view)).to_owned();
    let place = El::new("div")
        .class("diagram")
        .attr("data-view-name", view.word())
        .child(El::new("p").class("none").attr("role", "status").text(locale.text(Message::DrawingLoads)));
    let is_own_page = reader.is_own_page();
    let heading = El::new(if is_own_page { "h1" } else { "h2" }).attr("tabindex", "-1").text(&name);
    let heading_element = heading.element().clone();
    load(reader, state, view, place.element().clone(), Owner::current().unwrap_or_default());
    let around = place.element().clone();
    on_cleanup(move || keep_focus(state, &around));
    if state.is_diagram_chosen.try_update_value(std::mem::take) == Some(true) {
        spawn(async move {
            timers::next_frame().await;
            scroll::focus(&heading_element);
            state.scroll_to_element(&heading_element).await;
        });
    }
    let head = El::new("div").class("head-of-view").child(heading).child(views::switch(state));
    let region = El::new("section").attr("aria-label", &name).attr("role", "region").child(head).child(place);
    // In the reader's own page it stands in place of the main part, the text.
    El::new(if is_own_page { "main" } else { "div" }).child(region)
}

/// Loads the module, and lets it draw in an element. If it cannot be loaded, says so and offers to try again.
/// What it starts ends with `owner`, the diagram.
fn load(reader: ReaderState, state: ArticleState, view: View, place: Element, owner: Owner) {
    let diagram: StoredValue<Option<Shown>, LocalStorage> = StoredValue::new_local(None);
    on_cleanup(move || {
        let shown = diagram.try_update_value(Option::take).flatten();
        if let Some(shown) = shown.filter(|shown| !shown.has_stopped.get()) {
            let _ = shown.diagram.free();
        }
    });
    let loader = reader.options.with_value(|options| options.load_diagrams.clone());
    spawn(async move {
        let module = module::load(&loader).await;
        // The diagram may have been closed meanwhile.
        if diagram.try_with_value(|_| ()).is_none() {
            return;
        }
        let Some(story) = state.try_story() else { return };
        let locale = story.locale();
        let opened = module.and_then(|module| {
            let scene = story.scene();
            let texts = locale.translation().to_pairs();
            let tell = Closure::<dyn FnMut(String, JsValue)>::new(move |word: String, value| {
                if word == "failed" {
                    diagram.try_with_value(|shown| shown.iter().for_each(|shown| shown.has_stopped.set(true)));
                }
                heard(state, &word, &value);
            });
            place.set_text_content(None);
            let function: &Function = tell.as_ref().unchecked_ref();
            let (tag, formatting) = (locale.tag, locale.intl.tag());
            let ((event, actor), own) = held(state);
            let opened = module.open(
                place.unchecked_ref(),
                view.word(),
                &scene.texts,
                &scene.numbers,
                texts,
                tag,
                formatting,
                &shown(state),
                event,
                actor,
                &own,
                function,
            )?;
            Ok(opened.map(|diagram| Shown { diagram, has_stopped: Cell::new(false), _tell: tell }))
        });
        match opened {
            Ok(Some(opened)) => {
                diagram.set_value(Some(opened));
                owner.with(|| follow_state(state, diagram));
                if view == View::Map {
                    load_outlines(reader, state, diagram).await;
                }
            }
            failed => {
                let reason =
                    failed.err().and_then(|error| error.dyn_ref::<js_sys::Error>().map(|error| error.message()));
                let (again, of_diagram) = (place.clone(), owner.clone());
                let retry = owner.with(|| {
                    El::button().class("plain").text(locale.text(Message::TryAgain)).on(
                        "click",
                        move |_: &web_sys::Event| {
                            again.set_text_content(None);
                            let load = || load(reader, state, view, again.clone(), of_diagram.clone());
                            of_diagram.with(load);
                        },
                    )
                });
                place.set_text_content(None);
                let words =
                    [locale.text(Message::DiagramFailed).to_owned(), reason.map_or(String::new(), String::from)];
                let alert = El::new("div").class("none").attr("role", "alert");
                let alert = alert.child(El::new("p").text(words.join(" ").trim())).child(retry);
                append(&place, &alert.into_element());
            }
        }
    });
}

/// Loads the outlines of the map, and passes them on. The map is drawn without them until then.
async fn load_outlines(reader: ReaderState, state: ArticleState, diagram: StoredValue<Option<Shown>, LocalStorage>) {
    let address = reader.options.with_value(|options| options.outlines.clone());
    let requests = Requests::new();
    let bytes = fetch::fetch_bytes(&address, &base_url(), requests.request(), Box::new(|_| {})).await;
    match bytes {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            let pass = |shown: &Option<Shown>| shown.as_ref().map(|shown| shown.diagram.set_outlines(&text));
            diagram.try_with_value(pass);
        }
        Err(_) => {
            if let Some(story) = state.try_story() {
                state.live_region.toast(story.locale().text(Message::OutlinesFailed));
            }
        }
    }
}

/// A diagram that is drawn, and the callback that it calls.
struct Shown {
    diagram: Diagram,
    /// Whether it has panicked. Then nothing of it is called any more.
    has_stopped: Cell<bool>,
    _tell: Closure<dyn FnMut(String, JsValue)>,
}

/// Passes on to the diagram which events are shown, held and pointed at.
fn follow_state(state: ArticleState, diagram: StoredValue<Option<Shown>, LocalStorage>) {
    let pass = move |call: &dyn Fn(&Diagram) -> Result<(), JsValue>| {
        diagram.with_value(|shown| {
            let _ = shown.as_ref().filter(|shown| !shown.has_stopped.get()).map(|shown| call(&shown.diagram));
        });
    };
    watch(move || state.visible.get(), move |_, _| pass(&|diagram| diagram.set_shown(&shown(state))));
    watch(
        move || (state.reading.with(|reading| (reading.event, reading.actor)), state.with_parts()),
        move |_, _| {
            let ((event, actor), own) = held(state);
            pass(&|diagram| diagram.set_held(event, actor, &own));
        },
    );
    watch(
        move || state.hovered.get(),
        move |_, hovered: &Hovered| {
            let Some(story) = state.try_story() else { return };
            let events = hovered.events.iter().map(|event| story.index.event_of(*event).position() as u32);
            let events: Vec<u32> = events.collect();
            pass(&|diagram| diagram.set_lit(&events, number(hovered.actor.map(ActorIdx::position))));
        },
    );
}

/// Which events are shown, by position: 1 or 0.
fn shown(state: ArticleState) -> Vec<u8> {
    let Some(story) = state.try_story() else { return Vec::new() };
    let is_shown =
        |visible: &Visible| story.article.events.indexes().map(|at| u8::from(visible.shows_event(at))).collect();
    state.visible.with_untracked(is_shown)
}

/// The positions of the held event and the held actor, and which events are the actor's own, by position: 1 or 0.
fn held(state: ArticleState) -> ((i32, i32), Vec<u8>) {
    let Some(story) = state.try_story() else { return ((-1, -1), Vec::new()) };
    let (event, actor) = state.reading.with_untracked(|reading| (reading.event, reading.actor));
    // An account is drawn as its event.
    let event = event.map(|event| story.index.event_of(event).position());
    let own = actor.map(|actor| state.events_of_actor(actor, untrack(|| state.with_parts()))).unwrap_or_default();
    let mut is_own = vec![0; story.article.events.len()];
    own.iter().for_each(|event| is_own[event.position()] = 1);
    ((number(event), number(actor.map(ActorIdx::position))), is_own)
}

/// A position as a number. -1 is none.
fn number(position: Option<usize>) -> i32 {
    position.map_or(-1, |position| position as i32)
}

/// If the focus is in a diagram that closes, it moves to the text that takes its place.
fn keep_focus(state: ArticleState, place: &Element) {
    let around = closest(place, ".view");
    let is_inside = |around: &Element| focused_element().is_some_and(|focused| around.contains(Some(&focused)));
    if around.as_ref().is_some_and(is_inside) {
        in_next_frame(move || {
            // The article may have been closed with the diagram.
            if state.try_story().is_some() && untrack(|| state.diagram()).is_none() {
                let text = state.root().and_then(|root| find(&root, "article[data-article]"));
                text.iter().for_each(scroll::focus);
            }
        });
    }
}

/// The diagram tells what the user does.
fn heard(state: ArticleState, word: &str, value: &JsValue) {
    let Some(story) = state.try_story() else { return };
    let events = &story.article.events;
    let position = || value.as_f64().map(|position| position as usize);
    match word {
        "point" => {
            let positions = value.dyn_ref::<Uint32Array>().map(Uint32Array::to_vec).unwrap_or_default();
            let pointed = positions.into_iter().filter_map(|position| events.nth(position as usize)).collect();
            state.set_hovered(Hovered { actor: None, events: pointed });
        }
        "event" => {
            if let Some(event) = position().and_then(|position| events.nth(position)) {
                state.dispatch(Command::HoldEvent(event), None);
                if state.reading.with_untracked(|reading| reading.event) == Some(event) {
                    state.show_card(event);
                    state.live_region.announce(&story.article[event].title);
                }
            }
        }
        "actor" => {
            if let Some(actor) = position().and_then(|position| story.article.actors.nth(position)) {
                state.dispatch(Command::HoldActor(actor), None);
            }
        }
        "copy" => share::copy(state, value.as_string().unwrap_or_default()),
        "say" => state.live_region.toast(&value.as_string().unwrap_or_default()),
        "failed" => {
            leptos::logging::error!("A diagram stopped: {}", value.as_string().unwrap_or_default());
            let place = state.root().and_then(|root| find(&root, ".diagram"));
            if let Some(place) = place {
                set(&place, "role", "alert");
                place.set_text_content(Some(story.locale().text(Message::DiagramStopped)));
            }
        }
        _ => {}
    }
}
