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
use crate::components::dom::{El, append, find, set};
use crate::components::reactive::{spawn, watch};
use crate::diagrams::module::{self, Diagram};
use crate::state::article::{ArticleState, Hovered};
use crate::state::filter::Visible;
use crate::state::reader::{ReaderState, base_url};
use crate::toolbar::{share, views};
use whowhen_core::article::{ActorIdx, EventIdx};
use whowhen_core::diagrams::Scene;
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
        .child(El::new("p").class("none").attr("role", "status").text(locale.text(Message::Loading)));
    let is_own_page = reader.is_own_page();
    let heading = El::new(if is_own_page { "h1" } else { "h2" }).attr("tabindex", "-1").text(&name);
    let heading_element = heading.element().clone();
    load(reader, state, view, place.element().clone());
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
fn load(reader: ReaderState, state: ArticleState, view: View, place: Element) {
    let diagram: StoredValue<Option<Shown>, LocalStorage> = StoredValue::new_local(None);
    on_cleanup(move || {
        let shown = diagram.try_update_value(Option::take).flatten();
        if let Some(shown) = shown.filter(|shown| !shown.has_stopped.get()) {
            let _ = shown.diagram.free();
        }
    });
    let owner = Owner::current().unwrap_or_default();
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
            let (scene, numbers) = Scene::new(&story.article, &story.index, &*locale).write();
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
            let opened =
                module.open(place.unchecked_ref(), view.word(), scene, &numbers, texts, tag, formatting, function)?;
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
                let again = place.clone();
                let retry = owner.with(|| {
                    El::button().class("plain").text(locale.text(Message::TryAgain)).on(
                        "click",
                        move |_: &web_sys::Event| {
                            again.set_text_content(None);
                            load(reader, state, view, again.clone());
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
    let number = |position: Option<usize>| position.map_or(-1, |position| position as i32);
    watch(
        move || state.visible.get(),
        move |_, visible: &Visible| {
            let Some(story) = state.try_story() else { return };
            let shown: Vec<u8> =
                story.article.events.indexes().map(|event| u8::from(visible.shows_event(event))).collect();
            pass(&|diagram| diagram.set_shown(&shown));
        },
    );
    watch(
        move || state.reading.with(|reading| (reading.event, reading.actor)),
        move |_, (event, actor)| {
            let story = state.try_story();
            // An account is drawn as its event.
            let event = event.map(|event| story.as_ref().map_or(event, |story| story.index.event_of(event)));
            pass(&|diagram| {
                diagram.set_held(number(event.map(EventIdx::position)), number(actor.map(ActorIdx::position)))
            });
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
