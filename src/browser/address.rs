//! The query of the page's address, as decoded pairs, and the position in the text that is saved with each history
//! entry.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ScrollRestoration, UrlSearchParams};

use super::window;

/// Returns the pairs of the page's query, decoded and in order.
pub fn query_pairs() -> Vec<(String, String)> {
    parse_query(&window().location().search().unwrap_or_default())
}

/// Returns the pairs of a query, decoded and in order.
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    let Ok(params) = UrlSearchParams::new_with_str(query) else { return Vec::new() };
    let mut pairs = Vec::new();
    for pair in Array::from(&params).iter() {
        let pair = Array::from(&pair);
        if let (Some(key), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            pairs.push((key, value));
        }
    }
    pairs
}

/// Writes pairs to the address, as a new history entry if `new_entry`, else in place of the current entry. Does
/// nothing if the address is the same already.
pub fn write_query(pairs: &[(String, String)], new_entry: bool) {
    let href = query_string(pairs);
    let location = window().location();
    let now = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let path = location.pathname().unwrap_or_default() + &href;
    let Ok(history) = window().history() else { return };
    if now == path {
        return;
    }
    // A page from a file or in a sandbox may not change its address. The reader works without it.
    let _ = match new_entry {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&path)),
        false => history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&path)),
    };
}

/// Adds a history entry with these pairs, even if the address is the same: for a file that no address leads to. Back then
/// leads away from it.
pub fn push_query(pairs: &[(String, String)]) {
    let path = window().location().pathname().unwrap_or_default() + &query_string(pairs);
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// Turns the browser's scroll restoration on or off. In an article it is off, because the reader restores positions itself:
/// the browser would restore them while the page is still scrolling to another place.
pub fn set_scroll_restoration(on: bool) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(if on { ScrollRestoration::Auto } else { ScrollRestoration::Manual });
    }
}

/// Saves a position, if there is one, with the current history entry: the number of a block, and where its top is in
/// the viewport, in CSS pixels. A scroll offset would not do, because a long text has its full height only after the
/// user has seen all of it.
pub fn save_position(place: Option<(u32, f64)>) {
    if let (Some((block, top)), Ok(history)) = (place, window().history()) {
        let _ = history.replace_state(&Array::of2(&block.into(), &top.into()), "");
    }
}

/// Returns the position that was saved with the current history entry.
pub fn saved_position() -> Option<(u32, f64)> {
    let kept: Array = window().history().ok()?.state().ok()?.dyn_into().ok()?;
    Some((kept.get(0).as_f64()? as u32, kept.get(1).as_f64()?))
}

/// Returns the query for these pairs, with its question mark, or an empty string if there are no pairs.
pub fn query_string(pairs: &[(String, String)]) -> String {
    let Ok(params) = UrlSearchParams::new() else { return String::new() };
    for (key, value) in pairs {
        params.append(key, value);
    }
    let query = String::from(params.to_string());
    if query.is_empty() { query } else { format!("?{query}") }
}

/// Resolves an address against a base. Returns `None` if it is not valid.
pub fn resolve(url: &str, base: &str) -> Option<web_sys::Url> {
    web_sys::Url::new_with_base(url, base).ok()
}

/// Returns the address of the page.
pub fn page_url() -> String {
    window().location().href().unwrap_or_default()
}
