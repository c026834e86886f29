//! The one way in: puts the reader into an element of a page, ours or another's.
//!
//! `assets/embed.js` calls [`mount`] when a `<who-when>` comes into a page and [`Mounted::unmount`] when it goes. The
//! options are a plain object: `page` (whether the page is ours), `article` (an id of the library), `src` (the address
//! of a file), `library` (the address of the library's list), `lang` (the language of the interface), `home` (the address of the reader's own page), `words` (the addresses
//! of the other languages' words, by their tags).

use js_sys::Reflect;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::formats;
use crate::reading::Address;
use crate::ui::{App, Options};
use crate::words::LANGUAGES;

/// A reader in a page.
#[wasm_bindgen]
pub struct Mounted {
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the reader out of the page, with its listeners, observers and requests. A second call does nothing.
    pub fn unmount(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Puts a reader into an element.
#[wasm_bindgen]
pub fn mount(place: HtmlElement, options: JsValue) -> Mounted {
    let text = |name: &str| of(&options, name);
    let words = Reflect::get(&options, &"words".into()).unwrap_or_default();
    let page = Reflect::get(&options, &"page".into()).is_ok_and(|page| page.is_truthy());
    let options = Options {
        page,
        address: Address { article: text("article"), src: text("src"), ..Address::default() },
        library: text("library"),
        language: text("lang"),
        home: text("home").filter(|_| !page),
        words: LANGUAGES.iter().filter_map(|(tag, _)| Some(((*tag).to_owned(), of(&words, tag)?))).collect(),
        read: formats::whowhen::read,
        open_library: formats::open_library,
    };
    let element = place.clone().into();
    let handle = mount_to(place, move || view! { <App options place=element/> });
    Mounted { unmount: Some(Box::new(move || drop(handle))) }
}

/// A text among the options; an empty one is none.
fn of(options: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(options, &name.into()).ok()?;
    value.as_string().filter(|text| !text.is_empty())
}
