//! The rules themselves. The table is the one in docs/architecture.md.

use super::tokens::{Token, Tokens};

/// Who may use whom. Everyone may use itself.
const ROOMS: [(&str, &[&str]); 12] = [
    ("article", &[]),
    ("text", &[]),
    ("check", &["article", "text"]),
    ("layout", &["article", "text"]),
    ("index", &["article", "text", "layout"]),
    ("formats", &["article", "text", "check"]),
    ("words", &["article", "index"]),
    ("html", &["article", "text", "layout", "index", "words"]),
    ("reading", &["article", "index", "words"]),
    ("ui", &["article", "text", "check", "layout", "index", "words", "reading", "host"]),
    ("host", &["article"]),
    ("embed", &["article", "text", "check", "layout", "index", "formats", "words", "reading", "ui", "host"]),
];

/// The rooms that run in a browser; all others are the core.
const BROWSER_ROOMS: [&str; 3] = ["ui", "host", "embed"];

/// The breaches in a file of this room (`None`: the crate's root, which may use all), each as "line: what".
pub fn check(room: Option<&str>, tokens: &Tokens) -> Vec<String> {
    let mut breaches = Vec::new();
    if let Some(room) = room {
        match ROOMS.iter().find(|(name, _)| *name == room) {
            Some((_, below)) => uses(room, below, tokens, &mut breaches),
            None => breaches
                .push(format!("1: `{room}` is no room: say in docs/architecture.md who may use whom, then here")),
        }
    }
    let in_core = room.is_some_and(|room| !BROWSER_ROOMS.contains(&room));
    for (at, token) in tokens.all.iter().enumerate() {
        let around = Around { all: &tokens.all, at };
        let breach = if in_core { core(token, &around) } else { page(token, &around) };
        if let Some(what) = breach.or_else(|| panics(token, &around)) {
            breaches.push(format!("{}: {what}", token.line));
        }
    }
    breaches
}

fn uses(room: &str, below: &[&str], tokens: &Tokens, breaches: &mut Vec<String>) {
    for used in &tokens.uses {
        let (line, name) = (used.line, &used.room);
        if name == "*" {
            breaches.push(format!("{line}: all rooms at once: name the room that is used"));
        } else if !ROOMS.iter().any(|(room, _)| room == name) {
            breaches.push(format!("{line}: `{name}` is no room: name it by the room that it stands in"));
        } else if name != room && !below.contains(&name.as_str()) {
            breaches.push(format!("{line}: `{room}` may not use `{name}`"));
        }
    }
}

/// A token among its neighbours.
struct Around<'a> {
    all: &'a [Token],
    at: usize,
}

impl Around<'_> {
    fn after(&self, texts: &[&str]) -> bool {
        texts.iter().enumerate().all(|(i, text)| self.all.get(self.at + 1 + i).is_some_and(|t| t.text == *text))
    }

    fn before(&self, texts: &[&str]) -> bool {
        self.at >= texts.len() && texts.iter().zip(&self.all[self.at - texts.len()..]).all(|(text, t)| t.text == *text)
    }
}

/// The core has no browser, no clock, no input or output, no global state.
fn core(token: &Token, around: &Around) -> Option<String> {
    let text = token.text.as_str();
    let browser =
        ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo", "reactive_graph", "reactive_stores", "tachys"];
    if browser.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))) {
        return Some(format!("the core knows no browser: `{text}`"));
    }
    if token.in_test {
        return None;
    }
    if matches!(text, "Instant" | "SystemTime") {
        return Some(format!("the core has no clock, it is handed the time: `{text}`"));
    }
    if matches!(text, "fs" | "io" | "env" | "net" | "process" | "thread") && in_std(around) {
        return Some(format!("the core does no input or output: `std::{text}`"));
    }
    if text == "thread_local" || (text == "static" && around.after(&["mut"])) {
        return Some("the core has no global state".to_owned());
    }
    None
}

/// Whether the token stands right below `std`: `std::fs`, or on the first level of `std::{…}`.
fn in_std(around: &Around) -> bool {
    if around.before(&["std", ":", ":"]) {
        return true;
    }
    let mut depth = 0;
    for at in (0..around.at).rev() {
        match around.all[at].text.as_str() {
            "}" => depth += 1,
            "{" if depth == 0 => {
                let starts_branch = around.before(&["{"]) || around.before(&[","]);
                return starts_branch && Around { all: around.all, at }.before(&["std", ":", ":"]);
            }
            "{" => depth -= 1,
            ";" => return false,
            _ => {}
        }
    }
    false
}

/// The page has no HTML from strings and no inline style, which its security policy forbids.
fn page(token: &Token, around: &Around) -> Option<String> {
    let text = token.text.as_str();
    const FROM_STRINGS: [&str; 8] = [
        "inner_html",
        "set_inner_html",
        "set_outer_html",
        "insert_adjacent_html",
        "set_html_unsafe",
        "set_srcdoc",
        "create_contextual_fragment",
        "DomParser",
    ];
    if FROM_STRINGS.contains(&text) {
        return Some(format!("text reaches the page as text: `{text}`"));
    }
    if token.in_view && text == "style" && around.after(&["="]) {
        return Some("the page's policy blocks `style=`: use a class or `style:name=`".to_owned());
    }
    // Whatever sets it: there is no other use of that word here.
    // A style of `Intl` is no attribute.
    if text == "\"style\"" && !around.after(&[",", "\"percent\""]) {
        return Some("the page's policy blocks the attribute `\"style\"`: use a class".to_owned());
    }
    None
}

/// Nothing panics on purpose, but tests.
fn panics(token: &Token, around: &Around) -> Option<String> {
    if token.in_test {
        return None;
    }
    match token.text.as_str() {
        "unwrap" if around.before(&["."]) && around.after(&["(", ")"]) => {
            Some("unwrap(): say with expect() why it holds, or handle it".to_owned())
        }
        "panic" | "todo" | "unimplemented" if around.after(&["!"]) => Some(format!("{}!: return an error", token.text)),
        _ => None,
    }
}
