//! The entry point: mounts the reader into a DOM element, in the reader's own page or in a host page.
//!
//! `assets/embed.js` calls [`mount`] when a `<who-when>` element is added to a page, [`Mounted::change`] when it asks
//! for something else, and [`Mounted::unmount`] when it is removed.
//!
//! ```ignore
//! let mut mounted = mount(element, options);
//! let is_known = mounted.select("mali".to_owned(), "coup-2012".to_owned());
//! mounted.unmount();
//! ```
//!
//! Options are a plain JavaScript object. These are fixed when the reader is mounted:
//!
//! | option | meaning |
//! |---|---|
//! | `page` | whether the page is the reader's own |
//! | `boxed` | whether the reader has a height of its own and scrolls its content |
//! | `instead` | whether the page shows static HTML, which the reader replaces by what it shows first |
//! | `start` | `first` if the reader's own site has no start page |
//! | `number` | the number of this reader among the readers in the page, from 1 |
//! | `home` | the address of the folder in which the reader is published, and so of the reader's own page |
//! | `locales` | the addresses of the translation files, by language tag |
//! | `early` | a function that returns the request for a file that was made while the module was loading: it takes an address and an `AbortSignal`, and returns a promise of the response, or nothing |
//! | `diagrams` | a function that loads the module of the diagrams: it returns a promise |
//! | `script` | a function that imports a script by its address: it returns a promise |
//! | `convert` | a function that opens and saves other formats: it takes a function of `assets/convert.js`, the page, and what it is given |
//! | `outlines` | the address of the outlines of the map |
//! | `tell` | a function that receives notifications: see below |
//! | `hand` | a function that receives the bytes of each article file |
//!
//! These may change:
//!
//! | option | meaning |
//! |---|---|
//! | `query` | the query of an address: see [`Address`] |
//! | `inline` | the text of an article file |
//! | `library` | the address of the library's list |
//! | `lang`, `theme` | the language and the colour theme of the interface |
//! | `marks` | which marks are visible |
//!
//! `tell` is called with the name of a notification and with strings:
//!
//! | notification | strings | when |
//! |---|---|---|
//! | `opening` | | before an article is rendered |
//! | `opened` | | when the visible part of the text is rendered; the panels follow after the first paint |
//! | `ready` | the ids of the selected actor and event, empty if none | when the text is shown |
//! | `select` | the same ids | when the selection changes |
//! | `error` | what is wrong, what to do about it | when an article cannot be shown |
//! | `texts` | the texts of the error after a panic | at first, and when the language changes |
//! | `problem` | a path, what is wrong, what was done, how to fix it | for each problem of a file |

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::App;
use crate::browser::address;
use crate::state::props::{MountOptions, Props};
use crate::state::reader::ReaderState;
use whowhen_core::locale::LANGUAGES;
use whowhen_core::reading::{Address, Marks, Theme};

/// A mounted reader.
#[wasm_bindgen]
pub struct Mounted {
    reader: Option<ReaderState>,
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Removes the reader from the page, with its listeners, observers and requests. A second call does nothing.
    pub fn unmount(&mut self) {
        self.reader = None;
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }

    /// Applies options that have changed.
    pub fn change(&self, options: JsValue) {
        if let Some(reader) = self.reader {
            reader.set_props(props(&options));
        }
    }

    /// Selects the actor and the event with these ids. An empty id selects none. Returns whether the article has them.
    pub fn select(&self, actor: String, event: String) -> bool {
        let named = |id: String| Some(id).filter(|id| !id.is_empty());
        self.reader.is_some_and(|reader| reader.select(named(actor), named(event)))
    }
}

/// Mounts a reader into a DOM element.
#[wasm_bindgen]
pub fn mount(place: HtmlElement, options: JsValue) -> Mounted {
    let value = |name: &str| Reflect::get(&options, &name.into()).unwrap_or_default();
    let (locales, page) = (value("locales"), value("page").is_truthy());
    let (notify, pass_file): (Function, Function) = (value("tell").unchecked_into(), value("hand").unchecked_into());
    let props = props(&options);
    let options = MountOptions {
        page,
        boxed: value("boxed").is_truthy(),
        instead: value("instead").is_truthy(),
        number: value("number").as_f64().map_or(1, |number| number as usize),
        starts_with_first: text_option(&options, "start").as_deref() == Some("first"),
        base_url: text_option(&options, "home").unwrap_or_default(),
        locales: LANGUAGES
            .iter()
            .filter_map(|(tag, _)| Some(((*tag).to_owned(), text_option(&locales, tag)?)))
            .collect(),
        early_request: value("early").unchecked_into(),
        load_diagrams: value("diagrams").unchecked_into(),
        import_module: value("script").unchecked_into(),
        convert: value("convert").unchecked_into(),
        outlines: text_option(&options, "outlines").unwrap_or_default(),
        // The result is dropped: the browser reports errors of the element's listeners in the console.
        notify: Box::new(move |what, more| {
            let told = [what].iter().chain(more).map(|text| JsValue::from_str(text)).collect::<Array>();
            drop(notify.apply(&JsValue::NULL, &told));
        }),
        pass_file: Box::new(move |bytes| drop(pass_file.call1(&JsValue::NULL, bytes))),
    };
    let reader = Rc::new(Cell::new(None));
    let on_created = reader.clone();
    let on_created = Box::new(move |reader| on_created.set(Some(reader)));
    let handle = mount_to(place, move || view! { <App options props on_created/> });
    Mounted { reader: reader.get(), unmount: Some(Box::new(move || drop(handle))) }
}

/// Reads the options that may change.
fn props(options: &JsValue) -> Props {
    let text = |name: &str| text_option(options, name);
    Props {
        address: Address::from_pairs(address::parse_query(&text("query").unwrap_or_default())),
        inline: text("inline"),
        library: text("library"),
        language: text("lang"),
        theme: text("theme").and_then(|theme| Theme::from_word(&theme)),
        marks: text("marks").and_then(|marks| Marks::from_word(&marks)),
    }
}

/// Reads an option that is a text. An empty text counts as missing.
fn text_option(options: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(options, &name.into()).ok()?;
    value.as_string().filter(|text| !text.is_empty())
}
