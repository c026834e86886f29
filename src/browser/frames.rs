//! Letting the browser draw and answer between two pieces of work, and timers.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Goes on in the browser's next frame, before it is drawn.
pub async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(frame).await;
}

/// Goes on in the same task, after what waits to follow from what was done so far.
pub async fn soon() {
    let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
}

/// Goes on once the browser has answered what was waiting and had the chance to draw. Not `requestAnimationFrame`,
/// which stands still in a page that nobody sees.
pub async fn breathe() {
    let turn = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback(&resolve);
    });
    let _ = JsFuture::from(turn).await;
}

/// Goes on after so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let turn = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(turn).await;
}

/// Work in slices: between two of them the browser answers and draws.
pub struct Slices {
    /// So many pieces are still done at once.
    free: usize,
    length: f64,
    start: f64,
}

impl Slices {
    /// Slices of so many milliseconds; the first begins now, and takes at least so many pieces.
    pub fn of(length: f64, first: usize) -> Self {
        Self { free: first, length, start: now() }
    }

    /// Goes on at once, or, where the slice is over, in a new one.
    pub async fn next(&mut self) {
        if self.free > 0 {
            self.free -= 1;
        } else if now() - self.start > self.length {
            breathe().await;
            self.start = now();
        }
    }
}

/// The time in milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Something that will be done later, unless it is dropped before.
pub struct Timer {
    handle: i32,
    _closure: Closure<dyn FnMut()>,
}

/// Does something once, after so many milliseconds.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) -> Timer {
    begin(milliseconds, Box::new(then))
}

// Boxed, so that what makes a closure callable stands in the module once.
fn begin(milliseconds: i32, then: Box<dyn FnOnce()>) -> Timer {
    let closure = Closure::once(then);
    let handle = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), milliseconds)
        .unwrap_or_default();
    Timer { handle, _closure: closure }
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.handle);
    }
}
