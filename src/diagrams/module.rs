//! The module of the diagrams, as it is called from here. `crates/diagrams` says what its functions do.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// The module.
    pub type DiagramsModule;
    /// Opens a diagram.
    #[wasm_bindgen(method, catch)]
    #[allow(clippy::too_many_arguments, reason = "as the module has it")]
    pub fn open(
        this: &DiagramsModule,
        place: &HtmlElement,
        name: &str,
        scene: &Array,
        numbers: &[f64],
        texts: Vec<String>,
        tag: &str,
        formatting: &str,
        shown: &[u8],
        event: i32,
        actor: i32,
        own: &[u8],
        tell: &Function,
    ) -> Result<Option<Diagram>, JsValue>;

    /// An open diagram.
    pub type Diagram;
    /// Which events are shown, by position: 1 or 0.
    #[wasm_bindgen(method, catch)]
    pub fn set_shown(this: &Diagram, shown: &[u8]) -> Result<(), JsValue>;
    /// The outlines of the map.
    #[wasm_bindgen(method, catch)]
    pub fn set_outlines(this: &Diagram, text: &str) -> Result<(), JsValue>;
    /// Which event and which actor are held, and which events are the actor's own, by position: 1 or 0. A negative position
    /// is none.
    #[wasm_bindgen(method, catch)]
    pub fn set_held(this: &Diagram, event: i32, actor: i32, own: &[u8]) -> Result<(), JsValue>;
    /// Which events and which actor are pointed at. A negative position is none.
    #[wasm_bindgen(method, catch)]
    pub fn set_lit(this: &Diagram, events: &[u32], actor: i32) -> Result<(), JsValue>;
    /// Removes its listeners.
    #[wasm_bindgen(method, catch)]
    pub fn free(this: &Diagram) -> Result<(), JsValue>;
}

/// Loads the module, once a page.
pub async fn load(loader: &Function) -> Result<DiagramsModule, JsValue> {
    let promise: Promise = loader.call0(&JsValue::NULL)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}
