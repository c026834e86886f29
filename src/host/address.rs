//! The query of the page's address, as decoded pairs.

use web_sys::UrlSearchParams;

use super::window;

/// The pairs of the query, decoded, in order.
pub fn pairs() -> Vec<(String, String)> {
    let query = window().location().search().unwrap_or_default();
    let Ok(params) = UrlSearchParams::new_with_str(&query) else { return Vec::new() };
    let mut pairs = Vec::new();
    for entry in js_sys::try_iter(&params).ok().flatten().into_iter().flatten().flatten() {
        let pair = js_sys::Array::from(&entry);
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
        true => history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)),
        false => history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)),
    };
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
