//! What all diagrams have in common: what a [`Chart`] is asked for, and what it is given.
//!
//! A chart has no listeners. Whatever stands for events has the attribute `data-events` with their positions, whatever
//! stands for an actor has `data-actor`, and both have `data-view-mark` with the id. [`crate::figure`] does the rest.

use whowhen_core::diagrams::{Scene, SceneEvent};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::timeline::{Axis, Tick, ticks};
use whowhen_intl::Language;
use whowhen_views::Markup;

use crate::dom::{Dom, short};

/// The average width of a letter in labels, in CSS pixels.
pub const LETTER: f64 = 6.2;

/// How wide a letter of a name is in the widest of the usual typefaces, which is bold, in pixels.
const WIDE_LETTER: f64 = 7.6;

/// Names whose baselines are so far apart do not touch, in pixels.
const LINE: f64 = 13.0;

/// How much larger letters are here than in the strip of time.
const LARGER: f64 = 1.27;

/// What a chart is drawn from.
pub struct Input<'a> {
    /// The article.
    pub scene: &'a Scene,
    /// The language of the interface.
    pub language: &'a Language,
    /// How wide the drawing is, in CSS pixels.
    pub width: f64,
    /// Whether each event is shown.
    pub shown: &'a [bool],
    /// The held event.
    pub held: Option<usize>,
    /// The outlines of the map: land and borders, once they are loaded.
    pub outlines: Option<&'a (String, String)>,
}

/// A choice between a few ways to draw.
pub struct Control {
    /// What is chosen.
    pub name: String,
    /// What there is to choose from.
    pub options: Vec<String>,
    /// What is chosen.
    pub chosen: usize,
}

/// A table with the data of a chart.
#[derive(Default)]
pub struct Table {
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A diagram.
pub trait Chart {
    /// What there is to choose.
    fn controls(&self, input: &Input) -> Vec<Control>;

    /// Chooses an option of a control.
    fn choose(&mut self, control: usize, option: usize);

    /// The drawing, an `svg` element, and what is said below it.
    fn draw(&self, input: &Input) -> (Dom, Vec<Dom>);

    /// The data of the drawing.
    fn table(&self, input: &Input) -> Table;

    /// Zooms by a factor at a place, which is in CSS pixels from the left and the top. Returns whether anything changed.
    fn zoom(&mut self, _: &Input, _factor: f64, _at: (f64, f64)) -> bool {
        false
    }

    /// Moves by so many CSS pixels. Returns whether anything changed.
    fn pan(&mut self, _: &Input, _by: (f64, f64)) -> bool {
        false
    }

    /// Shows everything again.
    fn reset(&mut self) {}

    /// Whether it draws more of the event that is held.
    fn draws_held(&self) -> bool {
        false
    }

    /// Whether it can be zoomed at all.
    fn zooms(&self) -> bool {
        false
    }
}

impl Input<'_> {
    /// The text of a message.
    pub fn text(&self, message: Message) -> String {
        self.language.text(message).to_owned()
    }

    /// Whether the filter shows an event.
    pub fn is_shown(&self, event: usize) -> bool {
        self.shown.get(event).copied().unwrap_or(true)
    }

    /// The events that are drawn: those that the filter shows. An account is drawn as its event.
    pub fn drawn_events(&self) -> impl Iterator<Item = usize> {
        (0..self.scene.events.len()).filter(|at| self.scene.events[*at].told > 0 && self.is_shown(*at))
    }

    /// Whether the interface runs from right to left.
    pub fn is_rtl(&self) -> bool {
        self.language.direction().word() == "rtl"
    }

    /// A place from the left, given a place in the direction of the interface.
    pub fn x(&self, along: f64) -> f64 {
        if self.is_rtl() { self.width - along } else { along }
    }

    /// The `svg` element of a drawing that is so high, with its name.
    pub fn svg(&self, height: f64, name: &str) -> Dom {
        Dom::svg("svg")
            .attr("viewBox", &["0 0", &short(self.width.round()), &short(height.round())].join(" "))
            .number("width", self.width.round())
            .number("height", height.round())
            .attr("role", "group")
            .attr("aria-label", name)
    }

    /// The group of a mark that stands for an event. Its name is read out; the drawing is put into it.
    pub fn event_mark(&self, at: usize) -> Dom {
        let event = &self.scene.events[at];
        let doubtful = (!event.is_asserted).then_some("doubtful");
        let mark = self.mark(&event.id, &self.event_name(event)).attr_if("class", doubtful);
        mark.of_events(&[at])
    }

    /// The group of a mark with an id and a name.
    pub fn mark(&self, id: &str, name: &str) -> Dom {
        Dom::svg("g").attr("data-view-mark", id).attr("role", "button").attr("tabindex", "-1").attr("aria-label", name)
    }

    /// "27 March 2022: Executions at Moura, alleged"
    pub fn event_name(&self, event: &SceneEvent) -> String {
        event_name(self.language, event)
    }

    /// A text of a drawing. `x` is along the direction of the interface; `anchor` is `start`, `middle` or `end`.
    pub fn label(&self, x: f64, y: f64, anchor: &str, text: &str) -> Dom {
        let label = Dom::svg("text").number("x", self.x(x)).number("y", y).attr("text-anchor", anchor);
        // A text from left to right is one also where the interface runs the other way: its end is on its right.
        if self.is_rtl() { label.text(&["\u{2068}", text, "\u{2069}"].concat()) } else { label.text(text) }
    }

    /// A rectangle. `x` is along the direction of the interface.
    pub fn rect(&self, class: &str, (from, to): (f64, f64), (top, height): (f64, f64)) -> Dom {
        let (one, other) = (self.x(from), self.x(to));
        Dom::svg("rect")
            .class(class)
            .number("x", one.min(other))
            .number("y", top)
            .number("width", (one - other).abs())
            .number("height", height)
    }

    /// A straight line. `x` is along the direction of the interface.
    pub fn line(&self, class: &str, from: (f64, f64), to: (f64, f64)) -> Dom {
        Dom::svg("line")
            .class(class)
            .number("x1", self.x(from.0))
            .number("y1", from.1)
            .number("x2", self.x(to.0))
            .number("y2", to.1)
    }

    /// The labels of an axis that is so wide. Here letters are larger than those that [`ticks()`] counts with.
    pub fn ticks(&self, axis: &Axis, width: f64) -> Vec<Tick> {
        let mut ticks = ticks(axis, self.language, width / LARGER);
        for tick in &mut ticks {
            tick.middle *= LARGER;
        }
        ticks
    }

    /// The axis of all dated events, shown or not, so that a filter does not change the scale.
    pub fn axis(&self) -> Option<Axis> {
        let drawn = self.scene.events.iter().filter(|event| event.told > 0);
        Axis::new(drawn.flat_map(|event| &event.extents).map(|extent| extent.possible))
    }

    /// The names of the actors that take part in an event, in a way or in any.
    pub fn names(&self, event: &SceneEvent, part: Option<whowhen_core::diagrams::Part>) -> String {
        let parts = event.parts.iter().filter(|(_, own)| part.is_none_or(|part| *own == part));
        let names: Vec<String> = parts.map(|(actor, _)| self.scene.actors[*actor].name.clone()).collect();
        self.language.comma_separated(&names)
    }

    /// A line below the drawing that says how many are left out. `None` if none are.
    pub fn left_out(&self, message: Message, number: usize) -> Option<Dom> {
        (number > 0).then(|| Dom::new("p").class("left-out").text(&self.language.count(message, number)))
    }

    /// How many events that are shown have no date.
    pub fn undated(&self) -> usize {
        self.drawn_events().filter(|at| self.scene.events[*at].extents.is_empty()).count()
    }
}

/// "27 March 2022: Executions at Moura, alleged"
pub fn event_name(language: &Language, event: &SceneEvent) -> String {
    let name = [&event.when, language.text(Message::Colon), " ", &event.title].concat();
    if event.status.is_empty() { name } else { language.comma_separated(&[name, event.status.clone()]) }
}

/// A text that fits into a width, cut after a word if it is longer. `None` if there is no room for a word.
///
/// Not within a word: whoever speaks the visible words to choose a mark is understood.
pub fn fitting(text: &str, width: f64) -> Option<String> {
    let room = (width / LETTER).max(0.0) as usize;
    if text.chars().count() <= room {
        return Some(text.to_owned());
    }
    let start: String = text.chars().take(room.saturating_sub(1)).collect();
    // A script without spaces has no words to see.
    let words = if text.contains(' ') { start.rsplit_once(' ')?.0 } else { &start };
    let words = words.trim_end_matches([',', ';', ':', '–', ' ']);
    (!words.is_empty()).then(|| [words, "…"].concat())
}

/// Where names already are, so that no other is written over them.
#[derive(Default)]
pub struct Names {
    /// The left end, the baseline and the width of each.
    taken: Vec<(f64, f64, f64)>,
}

impl Names {
    /// The width of a name at the most.
    pub fn width(name: &str) -> f64 {
        name.chars().count() as f64 * WIDE_LETTER
    }

    /// Whether a name has room. If it has, the room is taken.
    pub fn take(&mut self, left: f64, y: f64, name: &str) -> bool {
        let width = Self::width(name);
        let is_free = self
            .taken
            .iter()
            .all(|(other, top, long)| (top - y).abs() > LINE || other + long < left || left + width < *other);
        if is_free {
            self.taken.push((left, y, width));
        }
        is_free
    }
}
