//! A diagram in the page: its tools, its drawing, its table, and what is highlighted in it.
//!
//! The drawing is made again when its width, the filter, or what is chosen of it changes. Pointing and holding only change
//! attributes of marks: `data-lit`, `data-held`, `data-muted`.
//!
//! Invariant: of the marks, exactly one has `tabindex="0"`.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, Element, HtmlElement, ResizeObserver};
use whowhen_core::diagrams::Scene;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::timeline::within;
use whowhen_intl::Language;
use whowhen_views::Markup;

use crate::chart::{Chart, Input, Table, event_name};
use crate::dom::{Dom, find, find_all, numbers, set, short, toggle, window};
use crate::export;

/// The smallest width of a drawing.
const MIN_WIDTH: f64 = 280.0;

/// What stands for events and actors.
pub const MARKS: &str = "[data-view-mark]";

/// An open diagram.
pub struct Figure {
    scene: Scene,
    language: Language,
    tell: Function,
    /// All of it.
    pub root: Element,
    /// Around the drawing.
    pub stage: Element,
    tools: Element,
    notes: Element,
    tip: HtmlElement,
    chart: RefCell<Box<dyn Chart>>,
    state: RefCell<State>,
    marks: RefCell<Vec<MarkElement>>,
    is_table: Cell<bool>,
    /// Whether the drawing is to be made again in the next frame.
    is_due: Cell<bool>,
    outlines: RefCell<Option<(String, String)>>,
    /// Ends the listeners.
    pub listening: AbortController,
    /// The callbacks of the browser, which end with the diagram.
    pub callbacks: RefCell<Vec<Box<dyn std::any::Any>>>,
    observer: RefCell<Option<ResizeObserver>>,
}

/// What is shown, held and pointed at.
#[derive(Clone, Default)]
pub struct State {
    /// The width of the drawing, in CSS pixels.
    pub width: f64,
    /// Whether each event is shown.
    pub shown: Vec<bool>,
    /// The held event and the held actor.
    pub held: (Option<usize>, Option<usize>),
    /// With an actor held, whether each event is its own.
    pub own: Option<Vec<bool>>,
    /// The events and the actor that are pointed at.
    pub lit: (Vec<usize>, Option<usize>),
}

/// A mark, what it stands for, and what it shows of the state: whether it is lit, held, and not of the held actor.
struct MarkElement {
    element: Element,
    events: Vec<usize>,
    actor: Option<usize>,
    shows: [bool; 3],
}

impl Drop for Figure {
    fn drop(&mut self) {
        self.listening.abort();
        if let Some(observer) = self.observer.borrow_mut().take() {
            observer.disconnect();
        }
    }
}

impl Figure {
    /// Opens a diagram in an element.
    pub fn open(
        root: Element,
        chart: Box<dyn Chart>,
        (scene, language): (Scene, Language),
        state: State,
        tell: Function,
    ) -> Rc<Self> {
        let part = |class: &str| Dom::new("div").class(class);
        let (tools, stage, notes, tip) = (part("tools-of-view"), part("stage"), part("notes"), part("tip"));
        let tip = tip.attr("aria-hidden", "true").attr("hidden", "");
        for child in [&tools, &stage, &notes, &tip] {
            let _ = root.append_child(&child.0);
        }
        let figure = Rc::new(Self {
            scene,
            language,
            tell,
            tools: tools.0,
            stage: stage.0,
            notes: notes.0,
            tip: tip.0.unchecked_into(),
            root,
            chart: RefCell::new(chart),
            state: RefCell::new(state),
            marks: RefCell::default(),
            is_table: Cell::new(false),
            is_due: Cell::new(false),
            outlines: RefCell::new(None),
            listening: AbortController::new().unwrap_throw(),
            callbacks: RefCell::default(),
            observer: RefCell::new(None),
        });
        figure.follow_width();
        figure.listen();
        figure.draw_tools();
        figure.draw();
        figure
    }

    /// Calls a function with the chart and what it is drawn from.
    fn with_chart<T>(&self, run: impl FnOnce(&mut dyn Chart, &Input) -> T) -> T {
        let state = self.state.borrow();
        let outlines = self.outlines.borrow();
        let input = Input {
            scene: &self.scene,
            language: &self.language,
            width: state.width.max(MIN_WIDTH),
            shown: &state.shown,
            held: state.held.0,
            outlines: outlines.as_ref(),
        };
        run(&mut **self.chart.borrow_mut(), &input)
    }

    fn follow_width(self: &Rc<Self>) {
        self.state.borrow_mut().width = self.stage.get_bounding_client_rect().width();
        let figure = Rc::downgrade(self);
        let callback = Closure::<dyn FnMut()>::new(move || {
            let Some(figure) = Weak::upgrade(&figure) else { return };
            let width = figure.stage.get_bounding_client_rect().width();
            // Hidden, it has no width; it keeps the one that it had.
            if width > 0.0 && (figure.state.borrow().width - width).abs() >= 1.0 {
                figure.state.borrow_mut().width = width;
                figure.draw_soon();
            }
        });
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&self.stage);
            self.observer.replace(Some(observer));
        }
        self.callbacks.borrow_mut().push(Box::new(callback));
    }

    /// Makes the drawing again in the next frame.
    pub fn draw_soon(self: &Rc<Self>) {
        if self.is_due.replace(true) {
            return;
        }
        let figure = Rc::downgrade(self);
        let callback = Closure::once_into_js(move || {
            if let Some(figure) = Weak::upgrade(&figure) {
                figure.draw();
            }
        });
        let _ = window().request_animation_frame(callback.unchecked_ref());
    }

    /// Makes the drawing, or the table.
    pub fn draw(&self) {
        self.is_due.set(false);
        let focused = self.focused_mark();
        let (drawing, notes) = if self.is_table.get() {
            let name = self.language.text(Message::AsTable);
            (
                table(&self.with_chart(|chart, input| chart.table(input)), name, self.scene.language.as_deref()),
                Vec::new(),
            )
        } else {
            self.with_chart(|chart, input| chart.draw(input))
        };
        self.stage.replace_children_with_node_1(&drawing.0);
        // A list that somebody has opened stays.
        let picked = find(&self.notes, ".picked");
        self.notes.set_text_content(None);
        for note in picked.into_iter().chain(notes.into_iter().map(|note| note.0)) {
            let _ = self.notes.append_child(&note);
        }
        self.tip.set_hidden(true);
        let marks = find_all(&self.stage, MARKS);
        let again = focused.and_then(|(id, nth)| {
            let same = marks.iter().filter(|mark| mark.get_attribute("data-view-mark").as_ref() == Some(&id));
            // One that is not drawn any more leaves the focus to the first.
            same.clone().nth(nth).or(same.clone().next()).or(marks.first())
        });
        if let Some(stop) = again.or(marks.first()) {
            set(stop, "tabindex", "0");
        }
        if let Some(mark) = again {
            let _ = mark.unchecked_ref::<HtmlElement>().focus();
        }
        self.find_marks();
    }

    /// The id of the mark in the drawing that has the focus, and which it is of the marks with this id.
    fn focused_mark(&self) -> Option<(String, usize)> {
        let active = self.root.get_root_node().unchecked_into::<web_sys::Document>().active_element()?;
        let id = active.get_attribute("data-view-mark").filter(|_| self.stage.contains(Some(&active)))?;
        let marks = find_all(&self.stage, MARKS);
        let same = marks.iter().filter(|mark| mark.get_attribute("data-view-mark").as_ref() == Some(&id));
        let nth = same.clone().position(|mark| *mark == active).unwrap_or_default();
        Some((id, nth))
    }

    /// Finds the marks of a new drawing or list.
    fn find_marks(&self) {
        let marks = find_all(&self.root, MARKS).into_iter().map(|element| MarkElement {
            events: numbers(&element, "data-events"),
            actor: element.get_attribute("data-actor").and_then(|actor| actor.parse().ok()),
            shows: [false; 3],
            element,
        });
        self.marks.replace(marks.collect());
        self.highlight();
    }

    /// Shows on the marks what is pointed at, held, and not of the held actor.
    fn highlight(&self) {
        let state = self.state.borrow();
        let mut lit = vec![false; self.scene.events.len()];
        for event in &state.lit.0 {
            lit.get_mut(*event).into_iter().for_each(|lit| *lit = true);
        }
        let is_own = |event: &usize| state.own.as_ref().is_none_or(|own| own.get(*event).copied().unwrap_or_default());
        for mark in self.marks.borrow_mut().iter_mut() {
            let is_actor = |actor: Option<usize>| mark.actor.is_some() && mark.actor == actor;
            let is_held = state.held.0.is_some_and(|held| mark.events.contains(&held)) || is_actor(state.held.1);
            let is_lit = mark.events.iter().any(|event| lit[*event]) || is_actor(state.lit.1);
            // The name of another actor stays as it is: it is there to be chosen.
            let is_muted = !mark.events.is_empty() && !mark.events.iter().any(is_own);
            let shows = [is_lit, is_held, is_muted];
            let before = std::mem::replace(&mut mark.shows, shows);
            for (nth, name) in ["data-lit", "data-held", "data-muted"].into_iter().enumerate() {
                if before[nth] != shows[nth] {
                    toggle(&mark.element, name, shows[nth]);
                }
            }
            if before[1] != shows[1] {
                match is_held {
                    true => set(&mark.element, "aria-pressed", "true"),
                    false => drop(mark.element.remove_attribute("aria-pressed")),
                }
            }
        }
    }

    /// See [`crate::Diagram::set_shown`].
    pub fn set_shown(self: &Rc<Self>, shown: Vec<bool>) {
        if self.state.borrow().shown != shown {
            self.state.borrow_mut().shown = shown;
            self.close_list();
            self.draw_soon();
        }
    }

    /// See [`crate::Diagram::set_outlines`].
    pub fn set_outlines(self: &Rc<Self>, text: &str) {
        let lines = text.trim_end().split_once('\n');
        self.outlines.replace(lines.map(|(land, borders)| (land.to_owned(), borders.to_owned())));
        self.draw_soon();
    }

    /// See [`crate::Diagram::set_held`].
    pub fn set_held(self: &Rc<Self>, held: (Option<usize>, Option<usize>), own: Option<Vec<bool>>) {
        let mut state = self.state.borrow_mut();
        let before = std::mem::replace(&mut state.held, held);
        state.own = own;
        drop(state);
        if before.0 != held.0 && !self.is_table.get() && self.chart.borrow().draws_held() {
            self.draw_soon();
        }
        self.highlight();
    }

    /// See [`crate::Diagram::set_lit`].
    pub fn set_lit(&self, events: Vec<usize>, actor: Option<usize>) {
        self.state.borrow_mut().lit = (events, actor);
        self.highlight();
    }

    /// Tells the reader a word and a value.
    pub fn tell(&self, word: &str, value: impl Into<JsValue>) {
        let _ = self.tell.call2(&JsValue::NULL, &word.into(), &value.into());
    }

    /// The pointer or the focus is on a mark, or on none.
    pub fn point_at(&self, mark: Option<&Element>) {
        let events = mark.map(|mark| numbers(mark, "data-events")).unwrap_or_default();
        let list: Vec<u32> = events.iter().map(|event| *event as u32).collect();
        self.tell("point", Uint32Array::from(list.as_slice()));
        self.tip.set_hidden(mark.is_none());
        let Some(mark) = mark else { return };
        self.tip.set_text_content(None);
        let add = |name: &'static str, text: &str, language: Option<&str>| {
            if !text.is_empty() {
                let part = Dom::new(name).attr_if("lang", language).attr("dir", "auto").text(text);
                let _ = self.tip.append_child(&part.0);
            }
        };
        let of_article = self.scene.language.as_deref();
        match events.as_slice() {
            [event] => {
                let event = &self.scene.events[*event];
                let facts = [event.when.clone(), event.status.clone()];
                let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
                add("b", &event.title, of_article);
                add("span", &self.language.comma_separated(&facts), None);
                add("q", &event.sentence.chars().take(240).collect::<String>(), of_article);
            }
            _ => add(
                "b",
                &mark.get_attribute("aria-label").or(mark.get_attribute("data-name")).unwrap_or_default(),
                None,
            ),
        }
        let (around, place) = (self.root.get_bounding_client_rect(), mark.get_bounding_client_rect());
        let (width, height) = (f64::from(self.tip.offset_width()), f64::from(self.tip.offset_height()));
        let left = within(
            place.left() + place.width().min(80.0) / 2.0 - around.left(),
            0.0,
            (around.width() - width).max(0.0),
        );
        let above = place.top() - around.top() - height - 6.0;
        // Above the mark, or below it where the window ends.
        let top = if place.top() - height < 60.0 { place.bottom() - around.top() + 6.0 } else { above };
        let _ = self.tip.style().set_property("left", &[&short(left), "px"].concat());
        let _ = self.tip.style().set_property("top", &[&short(top), "px"].concat());
    }

    /// A mark is chosen. One that stands for several events lists them below the drawing.
    pub fn choose(&self, mark: &Element) {
        #[cfg(feature = "panic-test")]
        assert!(!self.scene.title.contains("panic"), "a diagram panics because a test asks for it");
        let events = numbers(mark, "data-events");
        if let Some(actor) = mark.get_attribute("data-actor").and_then(|actor| actor.parse::<u32>().ok()) {
            self.tell("actor", actor);
        } else if let [event] = events[..] {
            self.tell("event", event as u32);
        } else {
            self.close_list();
            let items = events.iter().map(|at| {
                let event = &self.scene.events[*at];
                let button = Dom::button(&event_name(&self.language, event)).attr("data-view-mark", &event.id);
                Dom::new("li").child(button.of_events(&[*at]))
            });
            let name = mark.get_attribute("aria-label").or(mark.get_attribute("data-name")).unwrap_or_default();
            let heading = Dom::new("h4").text(&name);
            let list = Dom::new("section").class("picked").child(heading).child(Dom::new("ul").children(items));
            self.notes.prepend_with_node_1(&list.0).unwrap_or_default();
            self.find_marks();
            if let Some(first) = find(&list.0, "button") {
                let _ = first.unchecked_ref::<HtmlElement>().focus();
            }
        }
    }

    /// Closes the list of the events of a mark. Returns whether one was open.
    pub fn close_list(&self) -> bool {
        let Some(list) = find(&self.notes, ".picked") else { return false };
        let had_focus = list.matches(":focus-within").unwrap_or(false);
        list.remove();
        self.find_marks();
        // The focus was on the mark before.
        if let Some(stop) = find(&self.stage, "[tabindex='0']").filter(|_| had_focus) {
            let _ = stop.unchecked_ref::<HtmlElement>().focus();
        }
        true
    }

    /// Zooms at a place of the stage. Returns whether the diagram can be zoomed.
    pub fn zoom(self: &Rc<Self>, factor: f64, at: Option<(f64, f64)>) -> bool {
        let rect = self.stage.get_bounding_client_rect();
        let at = at.unwrap_or((rect.width() / 2.0, rect.height() / 2.0));
        if !self.can_zoom() {
            return false;
        }
        if self.with_chart(|chart, input| chart.zoom(input, factor, at)) {
            self.draw_soon();
        }
        true
    }

    /// Moves by so many pixels.
    pub fn pan(self: &Rc<Self>, by: (f64, f64)) {
        if self.can_zoom() && self.with_chart(|chart, input| chart.pan(input, by)) {
            self.draw_soon();
        }
    }

    /// Shows everything again.
    pub fn reset(self: &Rc<Self>) {
        self.chart.borrow_mut().reset();
        self.draw_soon();
    }

    /// Whether the drawing that is seen can be zoomed.
    pub fn can_zoom(&self) -> bool {
        !self.is_table.get() && self.chart.borrow().zooms()
    }

    /// Makes the tools: what there is to choose, zooming, the table, and what can be taken away.
    fn draw_tools(&self) {
        let text = |message: Message| self.language.text(message);
        let group = |name: &str| Dom::new("div").class("segments").attr("role", "group").attr("aria-label", name);
        let mut groups: Vec<Dom> = Vec::new();
        let controls = match self.is_table.get() {
            true => Vec::new(),
            false => self.with_chart(|chart, input| chart.controls(input)),
        };
        for (nth, control) in controls.iter().enumerate() {
            let options = control.options.iter().enumerate().map(|(place, option)| {
                let button = Dom::button(option).attr("data-choose", &format!("{nth} {place}"));
                button.attr("aria-pressed", if place == control.chosen { "true" } else { "false" })
            });
            groups.push(group(&control.name).children(options));
        }
        let tool = |word: &str, sign: &str, message: Message| {
            Dom::button(sign).attr("data-tool", word).attr("aria-label", text(message)).attr("title", text(message))
        };
        if self.can_zoom() {
            let tools = [
                tool("in", "+", Message::ZoomIn),
                tool("out", "−", Message::ZoomOut),
                tool("reset", "↔", Message::ZoomReset),
            ];
            groups.push(group(text(Message::Zoom)).children(tools));
        }
        let word = |word: &str, message: Message| Dom::button(text(message)).attr("data-tool", word);
        let is_table = if self.is_table.get() { "true" } else { "false" };
        let save = match self.is_table.get() {
            true => vec![word("copy", Message::CopyTable)],
            false => vec![word("svg", Message::SaveSvg), word("png", Message::SavePng)],
        };
        let table = word("table", Message::AsTable).attr("aria-pressed", is_table);
        groups.push(group(text(Message::TableAndPictures)).child(table).children(save));
        self.tools.set_text_content(None);
        for group in groups {
            let _ = self.tools.append_child(&group.0);
        }
    }

    /// A button of the tools is pressed.
    pub fn use_tool(self: &Rc<Self>, button: &Element) {
        if let Some(choice) = button.get_attribute("data-choose") {
            self.close_list();
            if let [control, option] = numbers(button, "data-choose")[..] {
                self.chart.borrow_mut().choose(control, option);
            }
            return self.redraw_all(&format!("[data-choose='{choice}']"));
        }
        match button.get_attribute("data-tool").as_deref() {
            Some("in") => drop(self.zoom(1.6, None)),
            Some("out") => drop(self.zoom(1.0 / 1.6, None)),
            Some("reset") => self.reset(),
            Some("table") => {
                self.is_table.set(!self.is_table.get());
                self.redraw_all("[data-tool='table']");
            }
            Some("copy") => self.tell("copy", self.with_chart(|chart, input| export::tabs(&chart.table(input)))),
            Some("svg") => {
                if let Some(picture) = self.picture() {
                    export::save_svg(&picture, &self.file_name());
                }
            }
            Some("png") => {
                let figure = self.clone();
                let failed = move || figure.tell("say", figure.language.text(Message::NotSaved));
                if let Some(picture) = self.picture() {
                    export::save_png(picture, self.file_name(), Rc::new(failed));
                }
            }
            _ => {}
        }
    }

    /// The drawing with its title and credit, as a file of its own.
    fn picture(&self) -> Option<export::Picture> {
        let drawing = find(&self.stage, "svg")?;
        let name = drawing.get_attribute("aria-label").unwrap_or_default();
        let title = [&self.scene.title, self.language.text(Message::Colon), " ", &name].concat();
        export::picture(&drawing, &self.root, &title, &self.scene.credit)
    }

    fn file_name(&self) -> String {
        let view = self.root.get_attribute("data-view-name").unwrap_or_default();
        // Of the id, what any file system takes.
        let id: String = self.scene.id.chars().filter(|letter| letter.is_alphanumeric() || *letter == '-').collect();
        [&id, "-", &view].concat()
    }

    /// Makes the tools and the drawing again, and keeps the focus on a button.
    fn redraw_all(&self, button: &str) {
        self.draw_tools();
        self.draw();
        if let Some(button) = find(&self.tools, button) {
            let _ = button.unchecked_ref::<HtmlElement>().focus();
        }
    }
}

fn table(table: &Table, name: &str, language: Option<&str>) -> Dom {
    let head = table.head.iter().map(|cell| Dom::new("th").attr("scope", "col").text(cell));
    let head = Dom::new("thead").child(Dom::new("tr").children(head));
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| Dom::new("td").attr("dir", "auto").attr_if("lang", language).text(cell));
        Dom::new("tr").children(cells)
    });
    let table = Dom::new("table").child(head).child(Dom::new("tbody").children(rows));
    Dom::new("div").class("table").attr("tabindex", "0").attr("role", "region").attr("aria-label", name).child(table)
}
