//! The CSS Custom Highlight API: painting ranges of text without touching an element.
//!
//! A highlight is known to the page by its name, and several readers may stand in one page: each adds and takes away
//! its own ranges.

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

/// The ranges that one reader paints under a highlight's name.
pub struct Painted {
    highlight: Highlight,
    ranges: Vec<Range>,
}

impl Painted {
    /// Joins the page's highlight of a name, or makes it; `None` where the browser has no highlights.
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

    /// Paints these ranges and no others.
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

impl Drop for Painted {
    fn drop(&mut self) {
        self.set(Vec::new());
    }
}
