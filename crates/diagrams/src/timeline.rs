//! The timeline: the events along an axis, in rows by actor or by kind.
//!
//! In a row the marks are in lanes, with their titles where there is room. Where too many would be above each other, the
//! row shows how many there are at each time; zooming in separates them.

use whowhen_core::diagrams::rows::{Row, RowsBy, rows};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::stable_sort::sorted_by_number;
use whowhen_core::timeline::lanes::pack;
use whowhen_core::timeline::ticks::empty_parts;
use whowhen_core::timeline::{Axis, Days, End, Shape, within};
use whowhen_views::Markup;
use whowhen_views::glyphs::glyph_of;

use crate::chart::{Chart, Control, Input, LETTER, Table, fitting};
use crate::dom::{Dom, short};

/// The most rows. The others are counted below.
const MAX_ROWS: usize = 24;

/// The most lanes of a row.
const MAX_LANES: usize = 7;

/// The height of a lane, and of a mark in it.
const LANE: f64 = 15.0;
const MARK: f64 = 8.0;

/// The height of a row in which columns take the place of marks.
const COLUMNS: f64 = 48.0;

/// The height of the axis, and the space of a row around its lanes.
const AXIS: f64 = 26.0;
const SPACE: f64 = 8.0;

/// From where on the names of rows have a column of their own, and how wide it is.
const NARROW: f64 = 560.0;
const NAMES: f64 = 168.0;

/// A title is cut to this many letters at least.
const LEAST_TITLE: usize = 14;

/// The room for the glyph of a kind of actor, before the name.
const GLYPH: f64 = 15.0;

/// The shortest part of the axis that is shown, as a share of all.
const DEEPEST: f64 = 1e-5;

/// The timeline.
pub struct Timeline {
    by: RowsBy,
    /// Which part of the axis is seen.
    from: f64,
    to: f64,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { by: RowsBy::Actor, from: 0.0, to: 1.0 }
    }
}

/// What is drawn of an event in a row.
#[derive(Clone)]
struct Drawn {
    event: usize,
    shapes: Vec<Shape>,
    from: f64,
    to: f64,
}

/// How many events a row has, at the end of its name's column.
fn count(input: &Input, y: f64, number: &str) -> Dom {
    let end = if input.width < NARROW { input.width - 4.0 } else { NAMES - 12.0 };
    input.label(end, y, "end", number).class("count")
}

/// From where to where the marks are.
fn plot(input: &Input) -> (f64, f64) {
    (if input.width < NARROW { 4.0 } else { NAMES }, input.width - 12.0)
}

impl Timeline {
    /// The marks of a row that are in the part of the axis that is seen, in the order of their starts.
    fn drawn(&self, input: &Input, axis: &Axis, row: &Row) -> Vec<Drawn> {
        let (from, to) = plot(input);
        let days = axis.days();
        let place = |moment: f64| from + (to - from) * axis.share(moment);
        let drawn = row.events.iter().filter_map(|&event| {
            let extents = input.scene.events[event].extents.iter();
            let seen = extents.filter(|extent| extent.possible.to > days.from && extent.possible.from < days.to);
            let shapes: Vec<Shape> = seen.map(|extent| Shape::new(extent, 6.0, place)).collect();
            let outlines = shapes.iter().map(Shape::outline);
            let (start, end) = outlines.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
            Some(Drawn { event, shapes, from: start, to: end })
        });
        let drawn: Vec<Drawn> = drawn.collect();
        sorted_by_number(&drawn, |one| one.from)
    }

    /// Draws a row, and notes where the first mark of each event is. Returns its height.
    fn row(&self, input: &Input, axis: &Axis, row: &Row, top: f64, places: &mut [Option<(f64, f64)>]) -> (Dom, f64) {
        let drawn = self.drawn(input, axis, row);
        let outlines: Vec<(f64, f64)> = drawn.iter().map(|one| (one.from, one.to)).collect();
        let (lanes, number) = pack(&outlines, 2.0);
        let is_narrow = input.width < NARROW;
        let head = if is_narrow { 16.0 } else { 0.0 };
        let height = if number > MAX_LANES { COLUMNS } else { number.max(1) as f64 * LANE } + SPACE + head;
        let actor = row.actor.map(|actor| &input.scene.actors[actor]);
        let group = Dom::svg("g").class("row").attr_if("data-kind", actor.map(|actor| actor.kind.0.as_str()));
        let group = group.child(input.line("grid", (0.0, top + height), (input.width, top + height)));
        let group =
            group.child(self.name(input, row, top + if is_narrow { 12.0 } else { SPACE / 2.0 + LANE / 2.0 + 4.0 }));
        let start = top + head + SPACE / 2.0;
        if number > MAX_LANES {
            return (group.child(columns(input, &drawn, start)), height);
        }
        let marks = drawn.iter().zip(&lanes).enumerate().map(|(nth, (one, lane))| {
            let next = lanes.iter().enumerate().skip(nth + 1).find(|(_, other)| *other == lane);
            let room = next.map_or(plot(input).1, |(next, _)| drawn[next].from) - one.to - 8.0;
            let top = start + *lane as f64 * LANE;
            let _ = places[one.event].get_or_insert(((one.from + one.to) / 2.0, top + LANE / 2.0));
            self.mark(input, one, top, room)
        });
        let marks: Vec<Dom> = marks.collect();
        (group.children(marks), height)
    }

    /// The name of a row, with its number of events.
    fn name(&self, input: &Input, row: &Row, y: f64) -> Dom {
        let number = input.language.number(row.events.len());
        let name = if row.name.is_empty() { input.text(Message::NoActor) } else { row.name.clone() };
        let width = if input.width < NARROW { input.width } else { NAMES - 12.0 };
        let room = width - GLYPH - (number.chars().count() as f64 + 2.0) * LETTER;
        let shown = fitting(&name, room).unwrap_or_else(|| name.chars().take(3).collect());
        let group = Dom::svg("g");
        let Some(actor) = row.actor else {
            let label = input.label(GLYPH, y, "start", &shown);
            return group.child(label).child(count(input, y, &number));
        };
        let about = &input.scene.actors[actor];
        let kind = whowhen_core::article::Kind::from_word(&about.kind.0);
        let glyph = input.label(0.0, y, "start", glyph_of(&kind)).class("glyph");
        let mark = input.mark(&about.id, &name).class("name").attr("data-actor", &actor.to_string());
        let mark = mark.child(input.label(GLYPH, y, "start", &shown));
        group.child(glyph).child(mark).child(count(input, y, &number))
    }

    fn mark(&self, input: &Input, one: &Drawn, top: f64, room: f64) -> Dom {
        let mut mark = input.event_mark(one.event);
        let bounds = (top + (LANE - MARK) / 2.0, MARK);
        for shape in &one.shapes {
            let (from, to) = shape.possible;
            for (end, at, away) in [(shape.ends.0, from, -6.0), (shape.ends.1, to, 6.0)] {
                mark = mark.children(tip(input, end, at, away, bounds));
            }
            if shape.certain != Some(shape.possible) {
                mark = mark.child(input.rect("maybe", shape.possible, bounds));
            }
            mark = mark.children(shape.certain.map(|certain| input.rect("sure", certain, bounds)));
        }
        let whole = &input.scene.events[one.event].title;
        // A word or two of a title say nothing.
        let says_something = |title: &String| title == whole || title.chars().count() >= LEAST_TITLE;
        let title = fitting(whole, room).filter(says_something).map(|title| {
            input
                .label(one.to + 4.0, top + LANE / 2.0 + 4.0, "start", &title)
                .attr_if("lang", input.scene.language.as_deref())
        });
        mark.children(title)
    }

    /// Arcs from the held event to those that it is related to.
    fn arcs(&self, input: &Input, places: &[Option<(f64, f64)>]) -> Option<Dom> {
        let held = input.held?;
        let (x, y) = places[held]?;
        let arcs = input.scene.events[held].related.iter().filter_map(|(other, _)| {
            let (to, down) = places[*other]?;
            let (one, two) = (input.x(x), input.x(to));
            let lift = within((one - two).abs() / 3.0, 14.0, 60.0);
            let path = format!(
                "M{} {}C{0} {4} {2} {4} {2} {3}",
                short(one),
                short(y),
                short(two),
                short(down),
                short(y.min(down) - lift)
            );
            // What the relation is, the row of the event says.
            Some(Dom::svg("path").class("arc").attr("d", &path))
        });
        Some(Dom::svg("g").class("arcs").children(arcs))
    }
}

/// What an end of a shape has beyond it.
fn tip(input: &Input, end: End, at: f64, away: f64, (top, height): (f64, f64)) -> Option<Dom> {
    let middle = top + height / 2.0;
    match end {
        End::Sharp => None,
        End::Soft => Some(input.rect("soft", (at, at + away), (top, height))),
        End::Open => {
            let (near, far) = (input.x(at), input.x(at + away));
            let back = far + (near - far) / 2.0;
            let path = format!(
                "M{} {1}H{2}M{3} {4}L{2} {1}L{3} {5}",
                short(near),
                short(middle),
                short(far),
                short(back),
                short(middle - 3.0),
                short(middle + 3.0)
            );
            Some(Dom::svg("path").class("arrow").attr("d", &path))
        }
    }
}

/// How many events there are at each time, where marks have no room. A column stands for its events.
fn columns(input: &Input, drawn: &[Drawn], top: f64) -> Dom {
    let (from, to) = plot(input);
    let number = ((to - from) / 9.0) as usize;
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); number.max(1)];
    for one in drawn {
        let along = (one.shapes[0].possible.0 - from) / (to - from);
        let column = (along * columns.len() as f64).max(0.0) as usize;
        columns[column.min(number.saturating_sub(1))].push(one.event);
    }
    let most = columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let width = (to - from) / columns.len() as f64;
    let marks = columns.iter().enumerate().filter(|(_, events)| !events.is_empty()).map(|(place, events)| {
        let height = (events.len() as f64 / most as f64 * COLUMNS).max(2.0);
        let start = from + place as f64 * width;
        let first = &input.scene.events[events[0]];
        let name = match events.len() {
            1 => input.event_name(first),
            number => input.language.count(Message::CountEvents, number),
        };
        input.mark(&first.id, &name).of_events(events).child(input.rect(
            "sure",
            (start, start + width - 1.0),
            (top + COLUMNS - height, height),
        ))
    });
    Dom::svg("g").children(marks)
}

impl Chart for Timeline {
    fn controls(&self, input: &Input) -> Vec<Control> {
        vec![Control {
            name: input.text(Message::RowsBy),
            options: vec![input.text(Message::ByActor), input.text(Message::ByEventKind)],
            chosen: usize::from(self.by == RowsBy::Kind),
        }]
    }

    fn choose(&mut self, _: usize, option: usize) {
        self.by = if option == 1 { RowsBy::Kind } else { RowsBy::Actor };
    }

    fn draw(&self, input: &Input) -> (Dom, Vec<Dom>) {
        let name = input.text(Message::ViewTimeline);
        let Some(whole) = input.axis() else {
            let none = Dom::new("p").class("none").text(input.language.text(Message::NothingDated));
            return (input.svg(1.0, &name), vec![none]);
        };
        let axis = whole.window(self.from, self.to);
        let (from, to) = plot(input);
        let (rows, others) = rows(input.scene, self.by, MAX_ROWS, &|event| input.is_shown(event));
        let mut y = AXIS;
        let mut drawings: Vec<Dom> = Vec::new();
        let mut places: Vec<Option<(f64, f64)>> = vec![None; input.scene.events.len()];
        for row in &rows {
            let (drawing, height) = self.row(input, &axis, row, y, &mut places);
            drawings.push(drawing);
            y += height;
        }
        let ticks = input.ticks(&axis, to - from);
        let mut happened: Vec<Days> = Vec::new();
        for event in input.drawn_events() {
            input.scene.events[event].extents.iter().for_each(|extent| happened.push(extent.possible));
        }
        let empty = empty_parts(&ticks, &happened);
        let shaded = (!empty.is_empty())
            .then(|| Dom::new("p").class("left-out").text(input.language.text(Message::ShadedIsEmpty)));
        let along = |share: f64| from + (to - from) * share;
        let empty = empty.into_iter().map(|part| input.rect("empty", (along(part.0), along(part.1)), (18.0, y - 18.0)));
        let labels = ticks.into_iter().map(|tick| {
            let x = along(tick.share);
            let label = input.label(from + tick.middle, 13.0, "middle", &tick.label);
            Dom::svg("g").class("tick").child(input.line("grid", (x, 18.0), (x, y))).child(label)
        });
        let breaks = axis
            .breaks()
            .map(|gap| input.rect("break", (along(axis.share(gap.from)), along(axis.share(gap.to))), (18.0, y - 18.0)));
        let drawing = input.svg(y + 4.0, &name).children(empty).children(labels).children(breaks).children(drawings);
        let drawing = drawing.children(self.arcs(input, &places));
        let message = if self.by == RowsBy::Actor { Message::MoreActors } else { Message::MoreKinds };
        let undated = input.left_out(Message::UndatedLeftOut, input.undated());
        let notes = [shaded, input.left_out(message, others), undated];
        (drawing, notes.into_iter().flatten().collect())
    }

    fn table(&self, input: &Input) -> Table {
        events_table(input)
    }

    fn zooms(&self) -> bool {
        true
    }

    fn draws_held(&self) -> bool {
        true
    }

    fn zoom(&mut self, input: &Input, factor: f64, (x, _): (f64, f64)) -> bool {
        let (from, to) = plot(input);
        let along = within((input.x(x) - from) / (to - from), 0.0, 1.0);
        let length = within((self.to - self.from) / factor, DEEPEST, 1.0);
        let fixed = self.from + (self.to - self.from) * along;
        self.show(fixed - length * along, length)
    }

    fn pan(&mut self, input: &Input, (x, _): (f64, f64)) -> bool {
        let (from, to) = plot(input);
        let length = self.to - self.from;
        let by = x / (to - from) * length;
        self.show(self.from + if input.is_rtl() { -by } else { by }, length)
    }

    fn reset(&mut self) {
        (self.from, self.to) = (0.0, 1.0);
    }
}

impl Timeline {
    fn show(&mut self, from: f64, length: f64) -> bool {
        let from = within(from, 0.0, 1.0 - length);
        let before = (self.from, self.to);
        (self.from, self.to) = (from, from + length);
        before != (self.from, self.to)
    }
}

/// A table of the events that are shown, in the order of time: when, what, who.
pub fn events_table(input: &Input) -> Table {
    let events: Vec<usize> = input.drawn_events().collect();
    let moment =
        |at: usize| input.scene.events[at].extents.first().map_or(f64::INFINITY, |extent| extent.possible.from);
    let events = sorted_by_number(&events, |at| moment(*at));
    let row = |at: &usize| {
        let event = &input.scene.events[*at];
        vec![
            event.when.clone(),
            event.title.clone(),
            event.status.clone(),
            event.kind.1.clone(),
            input.names(event, None),
        ]
    };
    Table {
        head: [Message::ColumnDate, Message::ColumnEvent, Message::ColumnStatus, Message::ColumnKind, Message::Actors]
            .map(|one| input.text(one))
            .into(),
        rows: events.iter().map(row).collect(),
    }
}
