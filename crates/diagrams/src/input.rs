//! Pointer, wheel, fingers and keys.
//!
//! | input | effect |
//! |---|---|
//! | the pointer or the focus on a mark | lights what it stands for, here and in the panels |
//! | a click, a tap, Enter or Space on a mark | chooses it |
//! | dragging with the pointer or a finger | moves the drawing |
//! | two fingers, the wheel with Ctrl | zooms |
//! | the wheel to the side | moves the drawing |
//! | arrow keys | go to the next mark in that direction; Home and End to the first and the last |
//! | Esc | closes the list of the events of a mark |
//! | + and −, 0 | zoom, and show everything again |

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{
    AddEventListenerOptions, Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent,
};

use crate::dom::{closest, find_all, length, set};
use crate::figure::{Figure, MARKS};

/// How far a pointer moves before it drags, in pixels.
const DRAG: f64 = 5.0;

/// How much a line of the wheel is, in pixels.
const LINE: f64 = 16.0;

/// The pointers that are pressed, and whether they have moved the drawing.
#[derive(Default)]
struct Pressed {
    /// The id of each, and where it is.
    pointers: Vec<(i32, f64, f64)>,
    has_moved: bool,
}

impl Figure {
    /// Adds the listeners.
    pub fn listen(self: &Rc<Self>) {
        self.on(&self.root, "click", |figure, event: &MouseEvent| figure.click(event));
        self.on(&self.root, "pointerover", |figure, event: &PointerEvent| {
            if event.pointer_type() != "touch" && event.buttons() == 0 {
                figure.point_at(mark_of(event).as_ref());
            }
        });
        self.on(&self.root, "pointerleave", |figure, _: &PointerEvent| figure.point_at(None));
        self.on(&self.root, "focusin", |figure, event: &Event| {
            if let Some(mark) = mark_of(event).filter(|mark| mark.matches(":focus-visible").unwrap_or(false)) {
                figure.point_at(Some(&mark));
            }
        });
        self.on(&self.root, "focusout", |figure, _: &Event| figure.point_at(None));
        self.on(&self.stage, "keydown", |figure, event: &KeyboardEvent| figure.key(event));
        self.on(&self.root, "keydown", |figure, event: &KeyboardEvent| {
            if event.key() == "Escape" && figure.close_list() {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        self.on(&self.stage, "wheel", |figure, event: &WheelEvent| figure.wheel(event));
        let pressed = Rc::new(RefCell::new(Pressed::default()));
        let own = pressed.clone();
        self.on(&self.stage, "pointerdown", move |figure, event: &PointerEvent| {
            if figure.can_zoom() && event.button() == 0 {
                let mut pressed = own.borrow_mut();
                if pressed.pointers.is_empty() {
                    pressed.has_moved = false;
                }
                pressed.pointers.push((event.pointer_id(), place(event).0, place(event).1));
            }
        });
        let own = pressed.clone();
        self.on(&self.stage, "pointermove", move |figure, event: &PointerEvent| {
            figure.drag(&mut own.borrow_mut(), event);
        });
        for name in ["pointerup", "pointercancel"] {
            let own = pressed.clone();
            self.on(&self.stage, name, move |_, event: &PointerEvent| {
                own.borrow_mut().pointers.retain(|pointer| pointer.0 != event.pointer_id());
            });
        }
        // The click after dragging chooses nothing.
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        self.on_with(&self.stage, "click", options, move |_, event: &MouseEvent| {
            if std::mem::take(&mut pressed.borrow_mut().has_moved) {
                event.stop_propagation();
            }
        });
    }

    fn on<E: JsCast>(self: &Rc<Self>, target: &Element, name: &str, then: impl Fn(&Rc<Self>, &E) + 'static) {
        self.on_with(target, name, AddEventListenerOptions::new(), then);
    }

    fn on_with<E: JsCast>(
        self: &Rc<Self>,
        target: &Element,
        name: &str,
        options: AddEventListenerOptions,
        then: impl Fn(&Rc<Self>, &E) + 'static,
    ) {
        let figure = Rc::downgrade(self);
        let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(figure) = figure.upgrade().filter(|_| !crate::has_stopped()) {
                then(&figure, event.unchecked_ref());
            }
        });
        options.set_passive(false);
        options.set_signal(&self.listening.signal());
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            callback.as_ref().unchecked_ref(),
            &options,
        );
        self.callbacks.borrow_mut().push(Box::new(callback));
    }

    fn click(self: &Rc<Self>, event: &MouseEvent) {
        let Some(target) = target_of(event) else { return };
        if let Some(tool) = closest(&target, "[data-tool], [data-choose]") {
            self.use_tool(&tool);
        } else if let Some(mark) = closest(&target, MARKS) {
            self.choose(&mark);
        }
    }

    fn drag(self: &Rc<Self>, pressed: &mut Pressed, event: &PointerEvent) {
        if event.buttons() == 0 {
            // It was let go outside.
            pressed.pointers.retain(|pointer| pointer.0 != event.pointer_id());
        }
        let Some(own) = pressed.pointers.iter().position(|pointer| pointer.0 == event.pointer_id()) else { return };
        let (x, y) = place(event);
        let (_, before_x, before_y) = pressed.pointers[own];
        if !pressed.has_moved && length((x - before_x, y - before_y)) < DRAG {
            return;
        }
        if !pressed.has_moved {
            pressed.has_moved = true;
            let _ = self.stage.set_pointer_capture(event.pointer_id());
        }
        let other = pressed.pointers.iter().find(|pointer| pointer.0 != event.pointer_id()).copied();
        match other {
            Some((_, other_x, other_y)) => {
                let before = length((before_x - other_x, before_y - other_y)).max(1.0);
                let now = length((x - other_x, y - other_y)).max(1.0);
                let rect = self.stage.get_bounding_client_rect();
                let middle = ((x + other_x) / 2.0 - rect.left(), (y + other_y) / 2.0 - rect.top());
                self.zoom(now / before, Some(middle));
            }
            None => self.pan((before_x - x, before_y - y)),
        }
        pressed.pointers[own] = (event.pointer_id(), x, y);
    }

    /// The middle of a mark in the stage.
    fn place_of(&self, mark: &Element) -> (f64, f64) {
        let (stage, (x, y)) = (self.stage.get_bounding_client_rect(), middle(mark));
        (x - stage.left(), y - stage.top())
    }

    fn wheel(self: &Rc<Self>, event: &WheelEvent) {
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE } else { 1.0 };
        let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
        if event.ctrl_key() || event.meta_key() {
            let rect = self.stage.get_bounding_client_rect();
            let at = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
            if self
                .zoom(if y < 0.0 { 1.0 - y.max(-200.0) / 200.0 } else { 1.0 / (1.0 + y.min(200.0) / 200.0) }, Some(at))
            {
                event.prevent_default();
            }
        } else if self.can_zoom() && x.abs() > y.abs() {
            self.pan((x, 0.0));
            event.prevent_default();
        }
    }

    fn key(self: &Rc<Self>, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(mark) = mark_of(event) else { return };
        let key = event.key();
        let is_used = match key.as_str() {
            "Enter" | " " => {
                self.choose(&mark);
                true
            }
            // At the mark, so that it stays in the drawing.
            "+" | "=" => self.zoom(1.6, Some(self.place_of(&mark))),
            "-" | "−" => self.zoom(1.0 / 1.6, Some(self.place_of(&mark))),
            "0" if self.can_zoom() => {
                self.reset();
                true
            }
            _ => {
                let marks = find_all(&self.stage, MARKS);
                let next = next_mark(&marks, &mark, &key);
                if let Some(next) = next {
                    for other in &marks {
                        set(other, "tabindex", if other == next { "0" } else { "-1" });
                    }
                    let _ = next.unchecked_ref::<HtmlElement>().focus();
                }
                key.starts_with("Arrow") || next.is_some()
            }
        };
        if is_used {
            event.prevent_default();
            event.stop_propagation();
        }
    }
}

/// The mark to which a key leads: in its direction the nearest, where what is beside counts more than what is ahead.
fn next_mark<'a>(marks: &'a [Element], here: &Element, key: &str) -> Option<&'a Element> {
    let (x, y) = match key {
        "ArrowRight" => (1.0, 0.0),
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowDown" => (0.0, 1.0),
        "ArrowUp" => (0.0, -1.0),
        "Home" => return marks.first(),
        "End" => return marks.last(),
        _ => return None,
    };
    let (left, top) = middle(here);
    let distance = |other: &&Element| {
        let (to_left, to_top) = middle(other);
        let (over, down) = (to_left - left, to_top - top);
        let (ahead, beside) = (over * x + down * y, (over * y + down * x).abs());
        (ahead > 0.5).then_some(ahead + 3.0 * beside)
    };
    let others = marks.iter().filter(|other| *other != here);
    let reached = others.filter_map(|other| Some((other, distance(&other)?)));
    reached.reduce(|one, other| if other.1 < one.1 { other } else { one }).map(|(mark, _)| mark)
}

/// Where a mark is in the window.
fn middle(mark: &Element) -> (f64, f64) {
    let rect = mark.get_bounding_client_rect();
    // The title beside a mark is not where it is.
    (rect.left() + rect.width().min(20.0) / 2.0, rect.top() + rect.height() / 2.0)
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn mark_of(event: &Event) -> Option<Element> {
    closest(&target_of(event)?, MARKS)
}
