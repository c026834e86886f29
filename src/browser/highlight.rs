//! The CSS Custom Highlight API, which paints ranges of text without changing an element.
//!
//! The page knows a highlight by its name, and several readers in one page share it. Invariant: each reader adds and
//! removes only its own ranges.

use wasm_bindgen::prelude::*;
use web_sys::Range;

use super::{property, window};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Object)]
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &Range) -> bool;
}

/// The ranges that one reader paints with a highlight. They are removed when this is dropped.
pub struct HighlightRanges {
    highlight: Highlight,
    ranges: Vec<Range>,
}

impl HighlightRanges {
    /// Uses the page's highlight with this name, or creates it. Returns `None` if the browser does not support
    /// highlights.
    pub fn new(name: &str) -> Option<Self> {
        let registry: js_sys::Map = property(&property(&window(), "CSS")?, "highlights")?.unchecked_into();
        property(&window(), "Highlight")?;
        let there = registry.get(&name.into());
        let highlight = if there.is_undefined() {
            let made = Highlight::new();
            registry.set(&name.into(), &made);
            made
        } else {
            there.unchecked_into()
        };
        Some(Self { highlight, ranges: Vec::new() })
    }

    /// Paints these ranges, and no longer the previous ones.
    pub fn set(&mut self, ranges: Vec<Range>) {
        for range in &self.ranges {
            self.highlight.delete(range);
        }
        for range in &ranges {
            self.highlight.add(range);
        }
        self.ranges = ranges;
    }
}

impl Drop for HighlightRanges {
    fn drop(&mut self) {
        self.set(Vec::new());
    }
}
