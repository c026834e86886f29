//! Timers, and functions that let the browser paint and respond to the user between two pieces of work.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;
use whowhen_core::pauses::Wait;

use super::{document, window};

/// How long [`after_paint`] waits for a frame at most, in milliseconds.
const LONGEST_FRAME: i32 = 200;

/// Continues in the browser's next frame, before it is painted.
pub async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(frame).await;
}

/// Continues in the same task, after the microtasks that are already queued.
pub async fn next_microtask() {
    let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
}

/// Continues in a later task, after the browser has handled waiting events and had the chance to paint. Does not use
/// `requestAnimationFrame`, which does not run while the page is hidden, nor a timer: one that follows another waits for
/// 4 ms and more.
pub async fn yield_to_browser() {
    let channel = MessageChannel::new();
    let later = Promise::new(&mut |resolve, _| {
        if let Ok(channel) = &channel {
            channel.port1().set_onmessage(Some(&resolve));
            let _ = channel.port2().post_message(&JsValue::UNDEFINED);
        } else {
            let _ = window().set_timeout_with_callback(&resolve);
        }
    });
    let _ = JsFuture::from(later).await;
    // Open ports stay in memory.
    if let Ok(channel) = channel {
        channel.port1().set_onmessage(None);
        channel.port1().close();
    }
}

/// Continues after the browser has painted a frame, or after [`LONGEST_FRAME`] if it paints none, as while the page is
/// hidden.
pub async fn after_paint() {
    let painted = Promise::new(&mut |resolve, _| {
        let frame = Closure::once_into_js(move || {
            let _ = window().set_timeout_with_callback(&resolve);
        });
        let _ = window().request_animation_frame(frame.unchecked_ref());
    });
    let late = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, LONGEST_FRAME);
    });
    let _ = JsFuture::from(Promise::race(&[painted, late].iter().collect::<js_sys::Array>())).await;
}

/// Continues after a number of milliseconds.
pub async fn sleep(milliseconds: i32) {
    let timeout = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(timeout).await;
}

/// How long work goes on without a pause, in milliseconds. The user does not notice so short a time.
pub const SLICE: f64 = 12.0;

/// Divides work into slices of time. Between two slices, the browser handles events and paints.
pub struct Slices {
    /// The number of pieces of work that are still done without a pause.
    free: usize,
    length: f64,
    /// When the present slice began. `None` until its first piece of work.
    start: Option<f64>,
}

impl Slices {
    /// Creates slices of [`SLICE`] milliseconds. The first one begins now.
    pub fn new() -> Self {
        Self::of(SLICE, 0)
    }

    /// Creates slices of `length` milliseconds. The first one begins now, and contains at least `first` pieces of
    /// work.
    pub fn of(length: f64, first: usize) -> Self {
        Self { free: first, length, start: Some(now()) }
    }

    /// Called before each piece of work. Returns what to wait for if the present slice is over. The new one begins with the
    /// piece after that.
    pub fn wait(&mut self) -> Option<Wait> {
        if self.free > 0 {
            self.free -= 1;
            return None;
        }
        // Nobody uses a page that is hidden, and it runs slowly.
        if document().hidden() {
            return None;
        }
        let now = now();
        if now - *self.start.get_or_insert(now) <= self.length {
            return None;
        }
        self.start = None;
        Some(Box::pin(yield_to_browser()))
    }

    /// Continues at once, or in a new slice if the present one is over. Called before each piece of work.
    pub async fn next(&mut self) {
        if let Some(wait) = self.wait() {
            wait.await;
        }
    }
}

/// Returns the time since the page began to load, in milliseconds.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// A callback that will run later, unless the timer is dropped before.
pub struct Timer {
    handle: i32,
    _closure: Closure<dyn FnMut()>,
}

/// Runs a callback once, after a number of milliseconds, unless the timer is dropped before.
pub fn set_timeout(milliseconds: i32, then: impl FnOnce() + 'static) -> Timer {
    begin(milliseconds, Box::new(then))
}

// The closure is boxed, so that the code that makes it callable is compiled only once.
fn begin(milliseconds: i32, then: Box<dyn FnOnce()>) -> Timer {
    let then = || {
        if !crate::panic::has_panicked() {
            then();
        }
    };
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
