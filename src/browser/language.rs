//! What the browser knows of languages: which the person reads, the small forms of letters, their parts, their order.

use js_sys::{Array, Function, JsString};
use wasm_bindgen::prelude::*;

use super::{property, window};

/// The languages that the browser's person reads, best first, as tags.
pub fn wanted() -> Vec<String> {
    let list = property(&window(), "navigator").and_then(|navigator| property(&navigator, "languages"));
    Array::from(&list.unwrap_or_default()).iter().filter_map(|tag| tag.as_string()).collect()
}

/// A character as search compares it: small, and taken apart into its letter and what stands on it (Unicode's NFD).
pub fn folded(letter: char) -> String {
    let mut bytes = [0; 4];
    JsString::from(&*letter.encode_utf8(&mut bytes)).to_lower_case().normalize("NFD").into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type Collator;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(language: &str) -> Result<Collator, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn compare(this: &Collator) -> Function;

    #[wasm_bindgen(extends = Array)]
    type Names;
    #[wasm_bindgen(method)]
    fn sort(this: &Names, compare: &Function);
}

/// The places of names in the order of a language's alphabet; of English, where the tag is one that the browser refuses.
pub fn by_alphabet(names: &[&str], tag: &str) -> Vec<usize> {
    // With its place behind each, which the browser carries along: what separates them sorts before every letter.
    let list: Array = names.iter().enumerate().map(|(place, name)| JsValue::from(format!("{name}\n{place}"))).collect();
    let list: Names = list.unchecked_into();
    if let Ok(collator) = Collator::new(tag).or_else(|_| Collator::new("en")) {
        list.sort(&collator.compare());
    }
    let place = |entry: JsValue| entry.as_string()?.rsplit_once('\n')?.1.parse().ok();
    list.iter().filter_map(place).collect()
}
