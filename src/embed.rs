//! The one way in: puts the reader into an element of a page, ours or another's.
//!
//! `assets/embed.js` calls [`mount`] when a `<who-when>` comes into a page, [`Mounted::change`] when it asks for something
//! else, and [`Mounted::unmount`] when it goes. Options are a plain object. What stays: `page` (whether the page is ours),
//! `boxed` (whether the reader scrolls in itself), `instead` (whether the page shows the article already),
//! `number` (which of several readers in the page it is), `home` (the address of the reader's own page), `locales` (the addresses of
//! the other languages' texts, by their tags), `tell` (a function that is told of what happens) and `hand` (one that is
//! given the bytes of each article file). What may change: `query` (an address as [`Address`] reads it), `inline` (the text
//! of an article file), `library` (the address of the library's list), `lang` and `theme` of the interface.
//!
//! `tell` is called with a word and strings: `opening`, before an article comes into the page; `state`, when what is seen of
//! it is there; `ready`; `select` with the ids of the held actor and event, empty
//! where there is none; `error` with what is wrong and what to do; `problem` with a path, what is wrong, what was done, and
//! what would mend it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::App;
use crate::browser::address;
use crate::state::props::{MountOptions, Props};
use crate::state::reader::ReaderState;
use whowhen_core::file;
use whowhen_core::locale::LANGUAGES;
use whowhen_core::reading::{Address, Theme};

/// A reader in a page.
#[wasm_bindgen]
pub struct Mounted {
    reader: Option<ReaderState>,
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the reader out of the page, with its listeners, observers and requests. A second call does nothing.
    pub fn unmount(&mut self) {
        self.reader = None;
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }

    /// The page asks for something else.
    pub fn change(&self, options: JsValue) {
        if let Some(reader) = self.reader {
            reader.change(props(&options));
        }
    }

    /// Holds the actor and the event with these ids, none where they are empty; whether the article has them.
    pub fn select(&self, actor: String, event: String) -> bool {
        let named = |id: String| Some(id).filter(|id| !id.is_empty());
        self.reader.is_some_and(|reader| reader.select(named(actor), named(event)))
    }
}

/// Puts a reader into an element.
#[wasm_bindgen]
pub fn mount(place: HtmlElement, options: JsValue) -> Mounted {
    let value = |name: &str| Reflect::get(&options, &name.into()).unwrap_or_default();
    let (locales, page) = (value("locales"), value("page").is_truthy());
    let (tell, hand): (Function, Function) = (value("tell").unchecked_into(), value("hand").unchecked_into());
    let props = props(&options);
    let options = MountOptions {
        page,
        boxed: value("boxed").is_truthy(),
        instead: value("instead").is_truthy(),
        number: value("number").as_f64().map_or(1, |number| number as usize),
        home: of(&options, "home").unwrap_or_default(),
        locales: LANGUAGES.iter().filter_map(|(tag, _)| Some(((*tag).to_owned(), of(&locales, tag)?))).collect(),
        read: file::read,
        open_library: file::read_library,
        // What the element's listeners throw is theirs: it is in the console.
        tell: Box::new(move |what, more| {
            let told = [what].iter().chain(more).map(|text| JsValue::from_str(text)).collect::<Array>();
            drop(tell.apply(&JsValue::NULL, &told));
        }),
        hand: Box::new(move |bytes| drop(hand.call1(&JsValue::NULL, &Uint8Array::from(bytes)))),
    };
    let reader = Rc::new(Cell::new(None));
    let on_created = reader.clone();
    let on_created = Box::new(move |reader| on_created.set(Some(reader)));
    let handle = mount_to(place, move || view! { <App options props on_created/> });
    Mounted { reader: reader.get(), unmount: Some(Box::new(move || drop(handle))) }
}

/// What of the options may change.
fn props(options: &JsValue) -> Props {
    let text = |name: &str| of(options, name);
    Props {
        address: Address::from_pairs(address::pairs_of(&text("query").unwrap_or_default())),
        inline: text("inline"),
        library: text("library"),
        language: text("lang"),
        theme: text("theme").and_then(|theme| Theme::from_word(&theme)),
    }
}

/// A text among the options; an empty one is none.
fn of(options: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(options, &name.into()).ok()?;
    value.as_string().filter(|text| !text.is_empty())
}
