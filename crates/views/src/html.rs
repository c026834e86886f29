//! HTML as text: the only place where text is turned into HTML.
//!
//! Names of elements and attributes are literals of the program. Text and attribute values may be anything, and are escaped
//! here and nowhere else. So no content of a file can open a tag, end an attribute or end a script.
//!
//! Two characters need care. HTML cannot express U+0000, so it becomes U+FFFD. A carriage return would be parsed as a line
//! feed, so it is written as a character reference.
//!
//! ```
//! use whowhen_views::{Html, Markup};
//!
//! let item = Html::new("li").attr("title", "\"<b>\"").text("1 < 2").child(Html::new("br"));
//! assert_eq!(item.done(), "<li title=\"&quot;&lt;b>&quot;\">1 &lt; 2<br></li>");
//! ```

use serde_json::Value;

use crate::Markup;

/// Elements without content and end tag.
const VOID: [&str; 4] = ["br", "input", "link", "meta"];

/// Elements of SVG that have no content here.
const EMPTY: [&str; 2] = ["path", "rect"];

/// An element under construction.
#[derive(Debug)]
#[must_use]
pub struct Html {
    name: &'static str,
    /// As HTML, each preceded by a space.
    attributes: String,
    /// As HTML.
    inner: String,
}

impl Markup for Html {
    fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new(), inner: String::new() }
    }

    fn svg(name: &'static str) -> Self {
        Self::new(name)
    }

    fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.extend([" ", name]);
        if !value.is_empty() {
            self.attributes.push_str("=\"");
            escape(value, &mut self.attributes);
            self.attributes.push('"');
        }
        self
    }

    fn raw_text(mut self, text: &str) -> Self {
        escape(text, &mut self.inner);
        self
    }

    fn child(mut self, child: Self) -> Self {
        self.add(child);
        self
    }
}

impl Html {
    /// Appends a child.
    pub fn add(&mut self, child: Html) {
        child.write(&mut self.inner);
    }

    /// The element as HTML.
    pub fn done(self) -> String {
        let mut html = String::with_capacity(self.inner.len() + self.attributes.len() + 16);
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        if EMPTY.contains(&self.name) {
            return html.extend(["<", self.name, &self.attributes, "/>"]);
        }
        html.extend(["<", self.name, &self.attributes, ">"]);
        if !VOID.contains(&self.name) {
            html.extend([&self.inner, "</", self.name, ">"]);
        }
    }
}

/// A script element that contains data, such as JSON-LD.
///
/// HTML has no character references inside scripts, so characters that could end the script or begin a comment are written
/// as JSON escapes, such as `\u003c`.
pub fn data_script(kind: &str, value: &Value) -> Html {
    let mut json = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    Html { inner: json, ..Html::new("script").attr("type", kind) }
}

/// A style element. Its content is a literal of the program without `</`, since HTML has no character references in it.
pub fn style(css: &'static str) -> Html {
    Html { inner: css.to_owned(), ..Html::new("style") }
}

/// Escapes a text for use between tags and inside double quotes.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '"' => html.push_str("&quot;"),
            '\r' => html.push_str("&#13;"),
            '\0' => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
}
