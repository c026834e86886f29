//! What the browser knows about languages: which ones the user prefers, the lower case and the decomposition of
//! characters, and the alphabetical order.

use js_sys::{Array, Function, JsString};
use wasm_bindgen::prelude::*;

use super::{property, window};

/// Returns the tags of the languages that the user prefers, the most preferred first.
pub fn preferred_languages() -> Vec<String> {
    let list = property(&window(), "navigator").and_then(|navigator| property(&navigator, "languages"));
    Array::from(&list.unwrap_or_default()).iter().filter_map(|tag| tag.as_string()).collect()
}

/// Folds a character for the search: decomposes it into its letters and their diacritics (Unicode NFKD), and converts
/// these to lower case. In this order, because the parts of some characters are capital letters, such as those of "™".
pub fn fold_char(letter: char) -> String {
    let mut bytes = [0; 4];
    JsString::from(&*letter.encode_utf8(&mut bytes)).normalize("NFKD").to_lower_case().into()
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

/// Whether the browser accepts a language tag.
pub fn is_valid(tag: &str) -> bool {
    Collator::new(tag).is_ok()
}

/// Sorts names by the alphabet of a language, or by that of English if the browser rejects the tag. Returns the
/// positions that the names have in `names`, in sorted order.
pub fn sort_alphabetically(names: &[&str], tag: &str) -> Vec<usize> {
    // Each name is followed by its position, so that sorting moves both. The newline between them sorts before every
    // letter.
    let list: Array = names.iter().enumerate().map(|(place, name)| JsValue::from(format!("{name}\n{place}"))).collect();
    let list: Names = list.unchecked_into();
    if let Ok(collator) = Collator::new(tag).or_else(|_| Collator::new("en")) {
        list.sort(&collator.compare());
    }
    let place = |entry: JsValue| entry.as_string()?.rsplit_once('\n')?.1.parse().ok();
    list.iter().filter_map(place).collect()
}
