//! The map: the places of events, how exact they are, and who moved between them.
//!
//! The outlines of land and borders come from one file, which the reader loads when a map is opened. Nothing is asked of any
//! other server.

use std::cell::{Cell, RefCell};

use web_sys::Element;
use whowhen_core::diagrams::ScenePosition;
use whowhen_core::diagrams::movements::{movements, position};
use whowhen_core::diagrams::projection::{HEIGHT, WIDTH, kilometres, project};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::stable_sort::sorted_by_number;
use whowhen_core::timeline::within;
use whowhen_views::Markup;

use crate::chart::{Chart, Control, Input, Names, Table};
use crate::dom::{Dom, exact, length, set, short};

/// The space around the places, as a share of their extent; and the smallest extent, in units of the map.
const MARGIN: f64 = 0.25;
const SMALLEST: f64 = 200.0;

/// This share of the events, on each side, may be outside of the map that is seen first.
const FAR: f64 = 0.12;

/// The map, and which part of it is seen.
#[derive(Default)]
pub struct MapChart {
    /// How much larger it is than the map that is seen first, less one; and by how many pixels it is moved.
    zoom: f64,
    moved: (f64, f64),
    /// Whether all places are to be seen, and not only most of them.
    shows_all: bool,
    /// [`Self::bounds()`], which only `shows_all` changes: dragging draws the map anew in each frame.
    bounds: Cell<Option<[(f64, f64); 2]>>,
    /// The land and the borders, which are parsed once.
    outlines: RefCell<Option<[Element; 2]>>,
}

/// A place with its events.
struct Spot<'a> {
    position: &'a ScenePosition,
    /// The actor, if it is one.
    actor: Option<usize>,
    events: Vec<usize>,
}

/// The places of the events that are shown.
fn spots<'a>(input: &Input<'a>) -> Vec<Spot<'a>> {
    let mut spots: Vec<Spot> = Vec::new();
    for at in input.drawn_events() {
        let event = &input.scene.events[at];
        let Some(position) = position(input.scene, at) else { continue };
        match spots.iter_mut().find(|spot| spot.position.degrees == position.degrees) {
            Some(spot) => spot.events.push(at),
            None => {
                let actor = event.place.filter(|_| event.position.is_none());
                spots.push(Spot { position, actor, events: vec![at] });
            }
        }
    }
    spots
}

/// How units of the map become pixels.
#[derive(Clone, Copy)]
struct View {
    scale: f64,
    left: f64,
    top: f64,
}

impl View {
    fn place(&self, (lat, lon): (f64, f64)) -> (f64, f64) {
        let (x, y) = project(lat, lon);
        (x * self.scale + self.left, y * self.scale + self.top)
    }
}

fn height(input: &Input) -> f64 {
    within(input.width * 0.66, 260.0, 640.0)
}

impl MapChart {
    /// The middle and the length, along and down, of what is seen first of the positions of the article, whether their
    /// events are shown or not. `None` if there are no positions.
    fn bounds(&self, input: &Input) -> Option<[(f64, f64); 2]> {
        let all = (0..input.scene.events.len()).filter_map(|at| position(input.scene, at));
        let places: Vec<(f64, f64)> = all.map(|place| project(place.degrees.0, place.degrees.1)).collect();
        if places.is_empty() {
            return None;
        }
        let range = |of: &dyn Fn(&(f64, f64)) -> f64| {
            let sorted = sorted_by_number(&places, of);
            // A few far away do not make all others small.
            let far = if self.shows_all { 0 } else { (sorted.len() as f64 * FAR) as usize };
            let (low, high) = (of(&sorted[far]), of(&sorted[sorted.len() - 1 - far]));
            ((low + high) / 2.0, (high - low).max(SMALLEST) * (1.0 + 2.0 * MARGIN))
        };
        Some([range(&|place| place.0), range(&|place| place.1)])
    }

    /// What is seen, with zooming and moving. `None` if there are no positions.
    fn view(&self, input: &Input) -> Option<View> {
        let bounds = self.bounds.get().or_else(|| self.bounds(input));
        self.bounds.set(bounds);
        let [(x, width), (y, deep)] = bounds?;
        let all = (input.width / width).min(height(input) / deep);
        let scale = all * (1.0 + self.zoom);
        let (left, top) = (input.width / 2.0 - x * scale, height(input) / 2.0 - y * scale);
        Some(View { scale, left: left + self.moved.0, top: top + self.moved.1 })
    }

    /// Moves the map back so far that its middle shows a part of the world.
    fn keep_in_sight(&mut self, input: &Input) {
        let Some(view) = self.view(input) else { return };
        let (width, height) = (input.width / 2.0, height(input) / 2.0);
        let back = |middle: f64, start: f64, length: f64| within(start, middle - length, middle) - start;
        self.moved.0 += back(width, view.left, WIDTH * view.scale);
        self.moved.1 += back(height, view.top, HEIGHT * view.scale);
    }

    /// The land and the borders.
    fn land(&self, input: &Input, view: View) -> Option<Dom> {
        let (land, borders) = input.outlines?;
        let mut outlines = self.outlines.borrow_mut();
        let outlines = outlines.get_or_insert_with(|| {
            [("land", land), ("borders", borders)].map(|(class, path)| {
                Dom::svg("path").class(class).attr("d", path).attr("vector-effect", "non-scaling-stroke").0
            })
        });
        let group = Dom::svg("g");
        let place = format!("translate({} {}) scale({})", exact(view.left), exact(view.top), exact(view.scale));
        set(&group.0, "transform", &place);
        Some(group.children(outlines.iter().cloned().map(Dom)))
    }

    fn spot(&self, input: &Input, view: View, spot: &Spot) -> Dom {
        let (x, y) = view.place(spot.position.degrees);
        let radius = 3.0 + (spot.events.len() as f64).sqrt() * 2.5;
        let halo = kilometres(spot.position.radius) * view.scale;
        let events = input.language.count(Message::CountEvents, spot.events.len());
        let name = [&spot.position.name, input.language.text(Message::Colon), " ", &events].concat();
        let id = spot.actor.map_or(&input.scene.events[spot.events[0]].id, |actor| &input.scene.actors[actor].id);
        let circle = |class: &str, radius: f64| {
            Dom::svg("circle").class(class).number("cx", x).number("cy", y).number("r", radius)
        };
        input
            .mark(id, &name)
            .of_events(&spot.events)
            .children((halo > radius + 2.0).then(|| circle("halo", halo)))
            .child(circle("spot", radius))
    }

    /// The names of places, those with most events first: each after, before, below or above its place, where it overlaps
    /// no other.
    fn names(&self, view: View, spots: &[Spot]) -> Vec<Dom> {
        let order: Vec<&Spot> = spots.iter().collect();
        let order = sorted_by_number(&order, |spot| -(spot.events.len() as f64));
        let mut names = Names::default();
        let shown = order.into_iter().filter_map(|spot| {
            let (x, y) = view.place(spot.position.degrees);
            let away = 6.0 + (spot.events.len() as f64).sqrt() * 2.5;
            let name = &spot.position.name;
            let width = Names::width(name);
            // Where the name is from its place: along, as a share of its width too, and down.
            let sides = [
                ("start", away, 0.0, 4.0),
                ("end", -away, 1.0, 4.0),
                ("middle", 0.0, 0.5, away + 9.0),
                ("middle", 0.0, 0.5, -away),
            ];
            let free =
                sides.into_iter().find(|(_, over, share, down)| names.take(x + over - share * width, y + down, name));
            free.map(|(anchor, over, _, down)| {
                let text = Dom::svg("text").class("place").attr("text-anchor", anchor);
                text.number("x", x + over).number("y", y + down).text(name)
            })
        });
        shown.collect()
    }

    fn movements(&self, input: &Input, view: View) -> Vec<Dom> {
        let all = movements(input.scene, &|event| input.is_shown(event));
        let arrows = all.iter().map(|movement| {
            let ((x, y), (to_x, to_y)) = (view.place(movement.from.degrees), view.place(movement.to.degrees));
            let (width, deep) = (to_x - x, to_y - y);
            let length = length((width, deep)).max(1.0);
            // Bent, so that the way there and the way back are two lines.
            let bend = (length * 0.16).min(46.0);
            let (over, down) = (-deep / length * bend, width / length * bend);
            let (middle_x, middle_y) = ((x + to_x) / 2.0 + over, (y + to_y) / 2.0 + down);
            // The head is two strokes, each turned by 24 degrees.
            let (x_ahead, y_ahead) = (to_x - middle_x, to_y - middle_y);
            let size = 9.0 / crate::dom::length((x_ahead, y_ahead)).max(1.0);
            let tip = |turn: f64| {
                let (over, down) = (x_ahead * 0.914 - y_ahead * turn, x_ahead * turn + y_ahead * 0.914);
                (to_x - over * size, to_y - down * size)
            };
            let ((one_x, one_y), (two_x, two_y)) = (tip(0.407), tip(-0.407));
            let numbers = [x, y, middle_x, middle_y, to_x, to_y, one_x, one_y, two_x, two_y].map(short);
            let [x, y, middle_x, middle_y, to_x, to_y, one_x, one_y, two_x, two_y] = &numbers;
            let way = format!("M{x} {y}Q{middle_x} {middle_y} {to_x} {to_y}");
            let head = format!("M{one_x} {one_y}L{to_x} {to_y}L{two_x} {two_y}");
            let kind = &input.scene.actors[movement.actor].kind.0;
            let mark = input.event_mark(movement.event).class("movement").attr("data-kind", kind);
            let path = |class: &str, path: &str| Dom::svg("path").class(class).attr("d", path);
            mark.child(path("reach", &way)).child(path("way", &way)).child(path("way", &head))
        });
        arrows.collect()
    }
}

impl Chart for MapChart {
    fn controls(&self, _: &Input) -> Vec<Control> {
        Vec::new()
    }

    fn choose(&mut self, _: usize, _: usize) {}

    fn draw(&self, input: &Input) -> (Dom, Vec<Dom>) {
        let spots = spots(input);
        let shown: usize = spots.iter().map(|spot| spot.events.len()).sum();
        let without = input.left_out(Message::NotOnMap, input.drawn_events().count() - shown);
        let name = input.text(Message::ViewMap);
        let Some(view) = self.view(input) else {
            let none = Dom::new("p").class("none").text(input.language.text(Message::NoPositions));
            return (input.svg(1.0, &name), vec![none]);
        };
        let mut drawing = input.svg(height(input), &name).attr("direction", "ltr");
        drawing = drawing.children(self.land(input, view));
        // The widest first, so that smaller ones can be pointed at.
        let order: Vec<&Spot> = spots.iter().collect();
        let order = sorted_by_number(&order, |spot| -spot.position.radius);
        drawing = drawing.children(order.into_iter().map(|spot| self.spot(input, view, spot)));
        drawing = drawing.children(self.movements(input, view)).children(self.names(view, &spots));
        (drawing, without.into_iter().collect())
    }

    fn table(&self, input: &Input) -> Table {
        let ways = movements(input.scene, &|event| input.is_shown(event));
        let mut rows: Vec<Vec<String>> = Vec::new();
        for spot in spots(input) {
            let (lat, lon) = spot.position.degrees;
            for at in spot.events {
                let event = &input.scene.events[at];
                let ways = ways.iter().filter(|way| way.event == at);
                let ways: Vec<String> = ways.map(|way| [&way.from.name, " → ", &way.to.name].concat()).collect();
                let place = [spot.position.name.clone(), exact(lat), exact(lon)];
                let words = [event.when.clone(), event.title.clone(), event.status.clone(), ways.join("; ")];
                rows.push(place.into_iter().chain(words).collect());
            }
        }
        let head = [
            Message::ColumnPlace,
            Message::ColumnLatitude,
            Message::ColumnLongitude,
            Message::ColumnDate,
            Message::ColumnEvent,
            Message::ColumnStatus,
            Message::ColumnMovement,
        ];
        Table { head: head.map(|one| input.text(one)).into(), rows }
    }

    fn zooms(&self) -> bool {
        true
    }

    fn zoom(&mut self, input: &Input, factor: f64, (x, y): (f64, f64)) -> bool {
        let before = 1.0 + self.zoom;
        let after = within(before * factor, 0.2, 60.0);
        let factor = after / before;
        // What is at the place stays there.
        let (middle_x, middle_y) = (input.width / 2.0, height(input) / 2.0);
        let stay = |moved: f64, middle: f64, at: f64| at - (at - middle - moved) * factor - middle;
        self.moved = (stay(self.moved.0, middle_x, x), stay(self.moved.1, middle_y, y));
        self.zoom = after - 1.0;
        self.keep_in_sight(input);
        before != after
    }

    fn pan(&mut self, input: &Input, (x, y): (f64, f64)) -> bool {
        let before = self.moved;
        self.moved = (self.moved.0 - x, self.moved.1 - y);
        self.keep_in_sight(input);
        before != self.moved
    }

    fn reset(&mut self) {
        (self.zoom, self.moved, self.shows_all) = (0.0, (0.0, 0.0), true);
        self.bounds.set(None);
    }
}
