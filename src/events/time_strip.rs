//! The strip of time in the events panel: it shows when the events happened, follows what is read, pointed at and held,
//! and lets the user choose a span of time.
//!
//! A click on the strip goes to the nearest event. Dragging over it chooses a span, which is the time filter, as do the two
//! handles at its ends, which are sliders for the keyboard. The drawing itself is [`whowhen_views::time_strip`].
//!
//! Screen readers skip the drawing, because the rows below it say the same. They are offered the two sliders.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use crate::browser::{style, window};
use crate::components::dom::{El, append, find, find_all, insert_before, set, toggle_attribute};
use crate::components::reactive::{effect, listen, watch};
use crate::state::article::{ArticleState, Hovered};
use crate::state::story::Story;
use whowhen_core::article::{Day, Direction, EventIdx};
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::{Command, Period};
use whowhen_core::timeline::strip::WIDTH;
use whowhen_core::timeline::{Steps, Strip, within};
use whowhen_views::Markup;
use whowhen_views::time_strip::{self, columns_path, from_left};

/// How far the pointer moves before it drags, in units of the drawing.
const DRAG: f64 = 4.0;

/// How many steps the keyboard has on the whole axis, and how many the pointer.
pub const KEY_STEPS: usize = 60;
const POINTER_STEPS: usize = 240;

/// How many steps Page Up and Page Down are.
const PAGE: usize = 10;

/// The strip of time. Returns `None` if the article has no events.
pub fn time_strip(state: ArticleState) -> Option<El> {
    let story = state.story();
    let strip = story.strip();
    let group = time_strip::time_strip(story.context(&story.locale()), &strip)?;
    let drawing = find(group.element(), "svg")?;
    let view = StripView { state, strip, drawing };
    view.follow_state();
    let mut around = El::from_element(find(group.element(), ".drawing")?);
    let drag = RwSignal::new_local(None);
    view.listen(drag);
    if let Some(axis) = &view.strip.axis {
        view.draw_span(drag);
        let steps = Rc::new(Steps::new(axis, KEY_STEPS));
        if steps.last() > 0 {
            around = around.child(view.handle(steps.clone(), true)).child(view.handle(steps, false));
        }
    }
    let _ = around.child(view.tooltip(drag));
    let chosen = El::new("p")
        .class("chosen-span")
        .reactive_flag("hidden", move || state.reading.with(|reading| reading.filter.period.is_none()));
    let words = chosen.element().clone();
    watch(
        move || state.reading.with(|reading| reading.filter.period),
        move |_, period| {
            let (Some(period), Some(story)) = (*period, state.try_story()) else { return };
            words.set_text_content(Some(&period_in_words(&story, period)));
        },
    );
    Some(group.child(chosen))
}

/// A span that is being dragged, from one place to another.
type Drag = RwSignal<Option<(f64, f64)>, LocalStorage>;

/// The strip and its drawing.
#[derive(Clone)]
struct StripView {
    state: ArticleState,
    strip: Rc<Strip>,
    drawing: Element,
}

impl StripView {
    fn direction(&self) -> Direction {
        self.state.story().locale().direction()
    }

    /// The place of the pointer in units of the drawing, with time from left to right.
    fn place(&self, event: &PointerEvent) -> (f64, f64) {
        let rect = self.drawing.get_bounding_client_rect();
        let scale = WIDTH / rect.width().max(1.0);
        let x = (f64::from(event.client_x()) - rect.left()) * scale;
        (from_left(self.direction(), x), (f64::from(event.client_y()) - rect.top()) * scale)
    }

    /// A place along the strip as a CSS length.
    fn length(&self, x: f64) -> String {
        format!("{}%", from_left(self.direction(), x) / WIDTH * 100.0)
    }

    /// Pointing, clicking and dragging.
    fn listen(&self, drag: Drag) {
        let pressed: StoredValue<Option<f64>, LocalStorage> = StoredValue::new_local(None);
        let steps = self.strip.axis.as_ref().map(|axis| Steps::new(axis, POINTER_STEPS));
        let view = self.clone();
        let on_event: Rc<dyn Fn(&PointerEvent)> = Rc::new(move |event| {
            let (x, y) = view.place(event);
            match (event.type_().as_str(), pressed.get_value(), drag.get_untracked()) {
                ("pointerdown", ..) if event.button() == 0 && event.is_primary() => {
                    pressed.set_value(Some(x));
                    let _ = view.drawing.set_pointer_capture(event.pointer_id());
                    // The pointer selects no text while it drags.
                    event.prevent_default();
                }
                ("pointermove", Some(start), dragged)
                    if steps.is_some() && (dragged.is_some() || (x - start).abs() > DRAG) =>
                {
                    view.point_at(None);
                    drag.set(Some((start, x)));
                }
                ("pointermove", None, _) if event.pointer_type() != "touch" => {
                    view.point_at(view.nearest(x, y));
                }
                ("pointerup", Some(start), dragged) => {
                    pressed.set_value(None);
                    drag.set(None);
                    if dragged.is_none() {
                        view.go_to(view.nearest(x, y));
                    } else if let (Some(steps), Some(one), Some(other)) =
                        (&steps, view.strip.moment(start), view.strip.moment(x))
                    {
                        let period = steps.between(one, other);
                        view.state.update_filter(|filter| filter.period = period);
                    }
                }
                ("pointercancel", ..) => {
                    pressed.set_value(None);
                    drag.set(None);
                }
                ("pointerleave", ..) => view.point_at(None),
                _ => {}
            }
        });
        // Esc ends dragging, and chooses nothing.
        listen(&window(), "keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") && drag.try_get_untracked().flatten().is_some() {
                pressed.set_value(None);
                drag.set(None);
                event.prevent_default();
            }
        });
        for name in ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] {
            let on_event = on_event.clone();
            listen(&self.drawing, name, move |event| on_event(event.unchecked_ref()));
        }
    }

    /// The event that is nearest to a place, of those that the filter shows.
    fn nearest(&self, x: f64, y: f64) -> Option<EventIdx> {
        self.state.visible.with_untracked(|visible| self.strip.nearest(x, y, |event| visible.shows_event(event)))
    }

    fn point_at(&self, event: Option<EventIdx>) {
        set(&self.drawing, "class", if event.is_some() { "at" } else { "" });
        self.state.set_hovered(Hovered { actor: None, events: event.into_iter().collect() });
    }

    /// Selects an event, and shows its row and its first sentence.
    fn go_to(&self, event: Option<EventIdx>) {
        let Some(event) = event else { return };
        self.state.dispatch(Command::ShowEvent(event), None);
        self.state.show_card(event);
        self.state.scroll_to_evidence(event, 0);
    }

    /// Shows the chosen span: what is outside of it is covered. While the user drags, the span is the dragged one.
    fn draw_span(&self, drag: Drag) {
        let covers = [(); 2].map(|()| El::svg("rect").class("cover").attr("y", "0").attr("height", "0").into_element());
        covers.iter().for_each(|cover| append(&self.drawing, cover));
        let (view, height) = (self.clone(), self.strip.height().to_string());
        effect(move || {
            let period = view.state.reading.with(|reading| reading.filter.period);
            let span = drag.get().or_else(|| period.map(|period| view.span_of(period)));
            let (from, to) = view.strip.plot();
            let (start, end) = span.map_or((from, to), |(one, other)| {
                (within(one.min(other), from, to), within(one.max(other), from, to))
            });
            for (cover, (one, other)) in covers.iter().zip([(from, start), (end, to)]) {
                let (one, other) = (from_left(view.direction(), one), from_left(view.direction(), other));
                set(cover, "x", &one.min(other).to_string());
                set(cover, "width", &(one - other).abs().to_string());
                set(cover, "height", &height);
            }
            toggle_attribute(&view.drawing, "data-dragging", drag.with(Option::is_some));
        });
    }

    /// From where to where a period is on the strip.
    fn span_of(&self, period: Period) -> (f64, f64) {
        (self.strip.x(period.from.number()), self.strip.x(period.to.number() + 1.0))
    }

    /// A handle at one end of the span: a slider for keys, and for dragging.
    fn handle(&self, steps: Rc<Steps>, is_start: bool) -> El {
        let state = self.state;
        let name = if is_start { Message::FromTime } else { Message::ToTime };
        let handle = El::new("div")
            .class("handle-of-time")
            .attr("role", "slider")
            .attr("tabindex", "0")
            .attr("aria-label", state.story().locale().text(name))
            .attr("aria-valuemin", "0")
            .attr("aria-valuemax", &steps.last().to_string());
        let element: HtmlElement = handle.element().clone().unchecked_into();
        // Below the axis, so that it lies over no mark.
        let height = time_strip::LABELS / time_strip::height(&self.strip) * 100.0;
        style::set_property(&element, "--axis", &format!("{height}%"));
        let (view, own) = (self.clone(), steps.clone());
        effect(move || {
            let Some(story) = state.try_story() else { return };
            let period = state.reading.with(|reading| reading.filter.period);
            let (from, to) = own.ends(period);
            set(&element, "aria-valuenow", &(if is_start { from } else { to }).to_string());
            let shown = period.unwrap_or(own.whole());
            set(&element, "aria-valuetext", &end_of_period(&story, shown, is_start));
            let (from, to) = period.map_or(view.strip.plot(), |period| view.span_of(period));
            style::set_property(&element, "left", &view.length(if is_start { from } else { to }));
        });
        let (view, own) = (self.clone(), steps.clone());
        let handle = handle.on("keydown", move |event: &KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let (from, to) = own.ends(state.reading.with_untracked(|reading| reading.filter.period));
            let here = if is_start { from } else { to };
            let (back, on) = match view.direction() {
                Direction::Ltr => ("ArrowLeft", "ArrowRight"),
                Direction::Rtl => ("ArrowRight", "ArrowLeft"),
            };
            let to = match event.key().as_str() {
                "ArrowDown" => here.saturating_sub(1),
                "ArrowUp" => here + 1,
                key if key == back => here.saturating_sub(1),
                key if key == on => here + 1,
                "PageDown" => here.saturating_sub(PAGE),
                "PageUp" => here + PAGE,
                "Home" => 0,
                "End" => own.last(),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            state.update_filter(|filter| filter.period = own.with_end(filter.period, is_start, to.min(own.last())));
        });
        let own = handle.element().clone();
        let handle = handle.on("pointerdown", move |event: &PointerEvent| {
            let _ = own.set_pointer_capture(event.pointer_id());
        });
        let (view, element) = (self.clone(), handle.element().clone());
        handle.on("pointermove", move |event: &PointerEvent| {
            if element.has_pointer_capture(event.pointer_id())
                && let Some(moment) = view.strip.moment(view.place(event).0)
            {
                let place = steps.position_of(Day::from_number(moment));
                let now = state.reading.with_untracked(|reading| reading.filter.period);
                let next = steps.with_end(now, is_start, place);
                if next != now {
                    state.update_filter(|filter| filter.period = next);
                }
            }
        })
    }

    /// The marks follow what is pointed at, held, read and filtered.
    fn follow_state(&self) {
        let state = self.state;
        let view = self.clone();
        let mut shown = Shown::new(self);
        watch(
            move || {
                let event_of = |events: &[EventIdx]| -> Vec<EventIdx> {
                    state
                        .try_story()
                        .map_or(Vec::new(), |story| events.iter().map(|event| story.index.event_of(*event)).collect())
                };
                let held = state.reading.with(|reading| reading.event);
                [
                    state.hovered.with(|hovered| event_of(&hovered.events)),
                    event_of(held.as_slice()),
                    event_of(state.event_being_read.get().as_slice()),
                ]
            },
            move |_, lists| {
                if let Some(story) = state.try_story() {
                    shown.show(&view, &story, lists);
                }
            },
        );
        let view = self.clone();
        let columns = find_all(&self.drawing, ".columns:not(.all)").into_iter().next();
        let marks = find_all(&self.drawing, "[data-time-mark]");
        watch(
            move || (state.visible.get(), state.reading.with(|reading| reading.actor), state.with_parts()),
            move |_, (visible, actor, with_parts)| {
                let own = actor.map(|actor| state.events_of_actor(actor, *with_parts));
                let is_shown = |event: EventIdx| {
                    visible.shows_event(event) && own.as_ref().is_none_or(|own| own.binary_search(&event).is_ok())
                };
                if let Some(columns) = &columns {
                    let counts = view.strip.count(is_shown);
                    set(columns, "d", &columns_path(&view.strip, view.direction(), &counts));
                }
                for (mark, event) in marks.iter().zip(view.events_drawn()) {
                    toggle_attribute(mark, "data-muted", !is_shown(event));
                }
            },
        );
    }

    /// The events that have a mark from the beginning, in the order of the marks.
    fn events_drawn(&self) -> impl Iterator<Item = EventIdx> {
        let marks = self.strip.marks.iter().filter(|_| self.strip.columns.is_empty()).map(|mark| mark.event);
        let undated = self.strip.undated.iter().filter(|_| !self.strip.tray_is_number()).copied();
        marks.chain(undated)
    }

    /// The title and the date of what is pointed at, or the dates of the span that is being dragged.
    fn tooltip(&self, drag: Drag) -> El {
        let tooltip = El::new("div").class("tip").attr("aria-hidden", "true").attr("hidden", "");
        let (state, view, element) = (self.state, self.clone(), tooltip.element().clone());
        let own: HtmlElement = element.clone().unchecked_into();
        let (dragged, place, text) = (self.clone(), own.clone(), element.clone());
        let steps = self.strip.axis.as_ref().map(|axis| Steps::new(axis, POINTER_STEPS));
        watch(
            move || drag.get(),
            move |_, span| {
                toggle_attribute(&text, "hidden", span.is_none());
                let (Some((one, other)), Some(steps), Some(story)) = (span, &steps, state.try_story()) else { return };
                let moment = |x: f64| dragged.strip.moment(x).unwrap_or_default();
                let period = steps.between(moment(*one), moment(*other)).unwrap_or(steps.whole());
                text.set_text_content(Some(&period_in_words(&story, period)));
                style::set_property(&place, "inset-inline-start", "0");
                style::set_property(&place, "inset-inline-end", "auto");
            },
        );
        watch(
            move || state.hovered.with(|hovered| hovered.events.first().copied().filter(|_| hovered.events.len() == 1)),
            move |_, event| {
                let Some(story) = state.try_story() else { return };
                // Not for what is pointed at elsewhere.
                let event = event.filter(|_| view.drawing.matches(":hover").unwrap_or(false));
                toggle_attribute(&element, "hidden", event.is_none());
                let Some(event) = event else { return };
                let (title, date) =
                    (&story.article[event].title, locale::when(&*story.locale(), &story.article[event]));
                element.set_text_content(None);
                let title = El::new("bdi").attr_if("lang", story.article.language.as_deref()).text(title);
                append(&element, &title.into_element());
                append(&element, &El::new("span").text(&date).into_element());
                let (from, to) = view.outline(event);
                let middle = (from + to) / 2.0;
                // Beside the end of the strip it would reach beyond the panel.
                let is_late = middle > WIDTH / 2.0;
                let along = if is_late { WIDTH - middle } else { middle };
                for (side, value) in [("inset-inline-start", !is_late), ("inset-inline-end", is_late)] {
                    let place = format!("{}%", (along / WIDTH * 100.0 - 4.0).max(0.0));
                    style::set_property(&own, side, if value { &place } else { "auto" });
                }
            },
        );
        tooltip
    }

    /// From where to where an event is drawn.
    fn outline(&self, event: EventIdx) -> (f64, f64) {
        let mark = self.strip.marks.iter().find(|mark| mark.event == event);
        let tray = || {
            let place = self.strip.undated.iter().position(|undated| *undated == event).unwrap_or_default();
            let (x, _) = self.strip.in_tray(place);
            (x, x)
        };
        mark.map_or_else(tray, |mark| mark.outline())
    }
}

/// Where there are columns, at most so many marks are made at once.
const MAX_MADE: usize = 60;

/// The attributes of marks that are pointed at, held and read.
const ATTRIBUTES: [&str; 3] = ["data-lit", "data-held", "data-read"];

/// Which marks are shown as pointed at, held and read.
struct Shown {
    lists: [Vec<EventIdx>; 3],
    /// The mark of each event that has one.
    marks: Vec<Option<Element>>,
    /// Whether marks are made only while they are shown so.
    has_columns: bool,
}

impl Shown {
    fn new(view: &StripView) -> Self {
        let mut marks = vec![None; view.state.story().article.events.len()];
        let elements = find_all(&view.drawing, "[data-time-mark]");
        for (element, event) in elements.into_iter().zip(view.events_drawn()) {
            marks[event.position()] = Some(element);
        }
        Self { lists: Default::default(), marks, has_columns: !view.strip.columns.is_empty() }
    }

    fn show(&mut self, view: &StripView, story: &Story, lists: &[Vec<EventIdx>; 3]) {
        for (nth, name) in ATTRIBUTES.into_iter().enumerate() {
            let before = std::mem::replace(&mut self.lists[nth], lists[nth].clone());
            for event in before.iter().filter(|event| !lists[nth].contains(event)) {
                self.marks[event.position()].iter().for_each(|mark| toggle_attribute(mark, name, false));
            }
            for event in lists[nth].iter().take(MAX_MADE) {
                if let Some(mark) = self.mark(view, story, *event) {
                    toggle_attribute(mark, name, true);
                }
            }
            // In place of marks there are columns.
            for event in before.iter().filter(|_| self.has_columns) {
                if !self.lists.iter().chain(lists).any(|list| list.contains(event))
                    && let Some(mark) = self.marks[event.position()].take()
                {
                    mark.remove();
                }
            }
        }
    }

    /// The mark of an event. Where there are columns, it is made when it is first needed.
    fn mark(&mut self, view: &StripView, story: &Story, event: EventIdx) -> Option<&Element> {
        if self.has_columns && self.marks[event.position()].is_none() {
            let mark = view.strip.marks.iter().find(|mark| mark.event == event)?;
            let made = time_strip::mark::<El>(story.context(&story.locale()), &view.strip, mark).into_element();
            match find(&view.drawing, ".cover") {
                Some(cover) => insert_before(&view.drawing, &made, &cover),
                None => append(&view.drawing, &made),
            }
            self.marks[event.position()] = Some(made);
        }
        self.marks[event.position()].as_ref()
    }
}

/// "January 2012 to October 2023"
fn period_in_words(story: &Story, period: Period) -> String {
    let [start, end] = [true, false].map(|is_start| end_of_period(story, period, is_start));
    story.locale().with(Message::FromTo, &[("start", &start), ("end", &end)])
}

/// The first or the last day of a period in words: a year, a month or a day.
pub fn end_of_period(story: &Story, period: Period, is_start: bool) -> String {
    let edtf = if is_start { period.from.to_edtf_start() } else { period.to.to_edtf_end() };
    locale::edtf_date(&*story.locale(), &edtf)
}
