//! The diagrams of an article, as a WebAssembly module of its own: timeline, told against happened, who with whom, map.
//!
//! The reader loads this module when somebody opens a diagram. It passes a [`Scene`], the
//! texts of the interface and an element, and is told what the user points at and chooses. So the module needs neither
//! Leptos nor the article's file.
//!
//! | module | purpose |
//! |---|---|
//! | [`chart`] | what a diagram is asked for |
//! | [`timeline`], [`order`], [`who`], [`map`] | the diagrams |
//! | [`figure`] | a diagram in the page: its tools, what is highlighted, its table |
//! | [`input`] | pointer, wheel, fingers and keys |
//! | [`export`] | pictures and tables to take away |
//! | [`dom`] | building elements |
//!
//! `tell` is called with a word and a value:
//!
//! | word | value | when |
//! |---|---|---|
//! | `point` | positions of events | the pointer or the focus is on them; none when it leaves |
//! | `actor` | the position of an actor | an actor is chosen |
//! | `event` | the position of an event | an event is chosen |
//! | `say` | a text | something is to be announced |
//! | `copy` | a text | the table is to be copied |
//! | `failed` | a message | the module has stopped |

pub mod chart;
pub mod dom;
pub mod export;
pub mod figure;
pub mod input;
pub mod map;
pub mod order;
pub mod timeline;
pub mod who;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use whowhen_core::diagrams::Scene;
use whowhen_core::locale::Translation;
use whowhen_intl::Language;

use chart::Chart;
use figure::{Figure, State};

thread_local! {
    /// Whom to tell of a panic: all open diagrams, by their numbers.
    static TELL: RefCell<Vec<(usize, Function)>> = const { RefCell::new(Vec::new()) };
    /// Whether the module has panicked. Then nothing of it may be called any more.
    static HAS_STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the module has panicked.
pub fn has_stopped() -> bool {
    HAS_STOPPED.get()
}

/// Tells all open diagrams of a panic.
fn stop(panic: &std::panic::PanicHookInfo) {
    HAS_STOPPED.set(true);
    for (_, tell) in TELL.with_borrow(Clone::clone) {
        let _ = tell.call2(&JsValue::NULL, &"failed".into(), &panic.to_string().into());
    }
}

/// An open diagram. Freeing it removes its listeners.
#[wasm_bindgen]
pub struct Diagram {
    figure: Rc<Figure>,
    number: usize,
}

impl Drop for Diagram {
    fn drop(&mut self) {
        TELL.with_borrow_mut(|all| all.retain(|(number, _)| *number != self.number));
    }
}

/// Opens a diagram in an element: `timeline`, `order`, `actors-matrix` or `map`. `texts` are the texts of the interface in
/// the language `tag`, each key followed by its text; `formatting` is the language of numbers and days. `scene` and
/// `numbers` are what [`Scene::write`] writes. Returns nothing if the name or the scene
/// is not valid, or the module has panicked. For the other arguments see [`Diagram`].
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "called once, from the reader")]
pub fn open(
    place: HtmlElement,
    name: &str,
    scene: Vec<String>,
    numbers: &[f64],
    texts: Vec<String>,
    tag: &str,
    formatting: String,
    shown: &[u8],
    event: i32,
    actor: i32,
    own: &[u8],
    tell: Function,
) -> Option<Diagram> {
    if has_stopped() {
        return None;
    }
    std::panic::set_hook(Box::new(stop));
    let chart: Box<dyn Chart> = match name {
        "timeline" => Box::<timeline::Timeline>::default(),
        "order" => Box::<order::OrderChart>::default(),
        "actors-matrix" => Box::<who::WhoChart>::default(),
        "map" => Box::<map::MapChart>::default(),
        _ => return None,
    };
    let scene = Scene::read(scene, numbers)?;
    let language = Language::new(Translation::from_pairs(tag, texts), formatting);
    let state = State {
        shown: flags(shown),
        held: (position(event), position(actor)),
        own: own_of(actor, own),
        ..State::default()
    };
    let number = TELL.with_borrow_mut(|all| {
        let number = all.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
        all.push((number, tell.clone()));
        number
    });
    Some(Diagram { figure: Figure::open(place.into(), chart, (scene, language), state, tell), number })
}

#[wasm_bindgen]
impl Diagram {
    /// Which events are shown, by position: 1 or 0.
    pub fn set_shown(&self, shown: &[u8]) {
        self.figure.set_shown(flags(shown));
    }

    /// The outlines of the map: the path of the land on the first line, that of the borders on the second.
    pub fn set_outlines(&self, text: &str) {
        self.figure.set_outlines(text);
    }

    /// Which event and which actor are held, and which events are the actor's own, by position: 1 or 0. A negative position
    /// is none.
    pub fn set_held(&self, event: i32, actor: i32, own: &[u8]) {
        self.figure.set_held((position(event), position(actor)), own_of(actor, own));
    }

    /// Which events and which actor are pointed at. A negative position is none.
    pub fn set_lit(&self, events: &[u32], actor: i32) {
        let events = events.iter().map(|event| *event as usize).collect();
        self.figure.set_lit(events, usize::try_from(actor).ok());
    }
}

fn flags(numbers: &[u8]) -> Vec<bool> {
    numbers.iter().map(|number| *number != 0).collect()
}

/// A position, if it is one.
fn position(number: i32) -> Option<usize> {
    usize::try_from(number).ok()
}

/// With an actor held, which events are its own.
fn own_of(actor: i32, own: &[u8]) -> Option<Vec<bool>> {
    position(actor).map(|_| flags(own))
}
