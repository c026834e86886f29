//! The query of the page's address, as decoded pairs, and the place in the text at each entry of the history.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ScrollRestoration, UrlSearchParams};

use super::window;

/// The pairs of the page's query, decoded, in order.
pub fn pairs() -> Vec<(String, String)> {
    pairs_of(&window().location().search().unwrap_or_default())
}

/// The pairs of a query, decoded, in order.
pub fn pairs_of(query: &str) -> Vec<(String, String)> {
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

/// Puts pairs into the address: as a new entry of the history, to which Back returns, or in place of the newest. An
/// address that says so already is left alone.
pub fn show(pairs: &[(String, String)], new_entry: bool) {
    let href = href(pairs);
    let location = window().location();
    let now = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let path = location.pathname().unwrap_or_default() + &href;
    let Ok(history) = window().history() else { return };
    if now == path {
        return;
    }
    // A page from a file, or in a sandbox, may not change its address: the reading goes on without.
    let _ = match new_entry {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&path)),
        false => history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&path)),
    };
}

/// Makes a new entry of the history with the address as it is: Back leads from what no address leads to.
pub fn come_to() {
    if let Ok(history) = window().history() {
        let _ = history.push_state(&JsValue::NULL, "");
    }
}

/// The places are ours to return to, not the browser's: it would return while the page still scrolls elsewhere.
pub fn keep_places() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Keeps a place, where there is one, with the entry of the history that is shown: the number of a block, and where its top is in the view,
/// in CSS pixels. Not how far the page is scrolled: a long text is as high as it was only once it was all looked at.
pub fn remember_place(place: Option<(u32, f64)>) {
    if let (Some((block, top)), Ok(history)) = (place, window().history()) {
        let _ = history.replace_state(&Array::of2(&block.into(), &top.into()), "");
    }
}

/// The place that was kept with the entry of the history that is shown.
pub fn place() -> Option<(u32, f64)> {
    let kept: Array = window().history().ok()?.state().ok()?.dyn_into().ok()?;
    Some((kept.get(0).as_f64()? as u32, kept.get(1).as_f64()?))
}

/// The query that says these pairs, with its question mark; empty where there are none.
pub fn href(pairs: &[(String, String)]) -> String {
    let Ok(params) = UrlSearchParams::new() else { return String::new() };
    for (key, value) in pairs {
        params.append(key, value);
    }
    let query = String::from(params.to_string());
    if query.is_empty() { query } else { format!("?{query}") }
}

/// An address, whole, relative to a base; `None` where it is none.
pub fn resolve(url: &str, base: &str) -> Option<web_sys::Url> {
    web_sys::Url::new_with_base(url, base).ok()
}

/// The address of the page itself.
pub fn page() -> String {
    window().location().href().unwrap_or_default()
}
