//! Told against happened: a line for each event, from its place in the order of the text to its place in time.
//!
//! Where lines cross, the text tells the later event first. Where it goes back from one event to the next, the line is
//! emphasised, and a sentence below says by how much.

use whowhen_core::diagrams::order::{Jump, Length, Told, crossings, jumps_back, told};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::stable_sort::sorted_by_number;
use whowhen_views::Markup;

use crate::chart::{Chart, Control, Input, Table};
use crate::dom::{Dom, short};

/// The height of the lines.
const HEIGHT: f64 = 300.0;

/// Where the line of the text and the axis of time are.
const TOP: f64 = 40.0;
const BOTTOM: f64 = TOP + HEIGHT;

/// A jump back is said if it is this much of the whole time, and a day at least.
const LEAST_JUMP: f64 = 0.01;

/// At most so many jumps are said: the longest.
const MAX_JUMPS: usize = 40;

/// The slope chart.
#[derive(Default)]
pub struct OrderChart;

/// The jumps that are said, in the order of the text.
fn jumps(input: &Input, told: &[Told]) -> Vec<Jump> {
    let whole = input.axis().map_or(0.0, |axis| axis.days().to - axis.days().from);
    let mut jumps = jumps_back(told, (whole * LEAST_JUMP).max(1.0) - 1e-6);
    if jumps.len() > MAX_JUMPS {
        let least = sorted_by_number(&jumps, |jump| -jump.days)[MAX_JUMPS - 1].days;
        jumps.retain(|jump| jump.days >= least);
        jumps.truncate(MAX_JUMPS);
    }
    jumps
}

/// "In paragraph 4 the text goes back 8 years, to the coup."
fn sentence(input: &Input, jump: &Jump) -> String {
    let event = &input.scene.events[jump.event];
    let length = match Length::of(jump.days) {
        Length::Years(years) => input.language.count(Message::CountYears, years),
        Length::Months(months) => input.language.count(Message::CountMonths, months),
        Length::Days(days) => input.language.count(Message::CountDays, days),
    };
    let paragraph = input.language.number(event.paragraph);
    let values =
        [("paragraph", paragraph.as_str()), ("length", &length), ("title", &event.title), ("date", &event.when)];
    input.language.with(Message::GoesBack, &values)
}

impl Chart for OrderChart {
    fn controls(&self, _: &Input) -> Vec<Control> {
        Vec::new()
    }

    fn choose(&mut self, _: usize, _: usize) {}

    fn draw(&self, input: &Input) -> (Dom, Vec<Dom>) {
        let name = input.text(Message::ViewOrder);
        let told = told(input.scene, &|event| input.is_shown(event));
        let Some(axis) = input.axis().filter(|_| !told.is_empty()) else {
            let none = Dom::new("p").class("none").text(input.language.text(Message::NothingDated));
            return (input.svg(1.0, &name), vec![none]);
        };
        let (from, to) = (10.0, input.width - 10.0);
        let jumps = jumps(input, &told);
        let step = (to - from) / told.len() as f64;
        let lines = told.iter().enumerate().map(|(nth, one)| {
            let above = input.x(from + (nth as f64 + 0.5) * step);
            let below = input.x(from + (to - from) * axis.share(one.moment));
            let middle = TOP + HEIGHT / 2.0;
            let [x, to_x, top, middle, bottom] = [above, below, TOP, middle, BOTTOM].map(short);
            let path = format!("M{x} {top}C{x} {middle} {to_x} {middle} {to_x} {bottom}");
            let is_jump = jumps.iter().any(|jump| jump.event == one.event);
            let dots = [(above, TOP), (below, BOTTOM)]
                .map(|(x, y)| Dom::svg("circle").class("sure").number("cx", x).number("cy", y).attr("r", "3.5"));
            let line = Dom::svg("path").class("slope").attr("d", &path);
            // A wider line without a colour, so that it can be pointed at.
            let reach = Dom::svg("path").class("reach").attr("d", &path);
            let mark = input.event_mark(one.event).attr_if("data-jump", is_jump.then_some(""));
            mark.child(reach).child(line).children(dots)
        });
        let labels = input.ticks(&axis, to - from).into_iter().map(|tick| {
            let x = from + (to - from) * tick.share;
            let label = input.label(from + tick.middle, BOTTOM + 20.0, "middle", &tick.label);
            Dom::svg("g").class("tick").child(input.line("grid", (x, BOTTOM), (x, BOTTOM + 6.0))).child(label)
        });
        let axes = [TOP, BOTTOM].map(|y| input.line("axis", (from, y), (to, y)));
        let heads = [
            input.label(from, TOP - 22.0, "start", input.language.text(Message::OrderInText)),
            input.label(from, BOTTOM + 42.0, "start", input.language.text(Message::OrderInTime)),
        ];
        let numbers = paragraph_numbers(input, &told, from, step);
        let drawing = input.svg(BOTTOM + 52.0, &name).children(labels).children(axes).children(numbers);
        let drawing = drawing.child(Dom::svg("g").class("heads").children(heads)).children(lines);
        (drawing, self.words(input, &told, &jumps))
    }

    fn table(&self, input: &Input) -> Table {
        let told = told(input.scene, &|event| input.is_shown(event));
        let ranks: Vec<usize> = (0..told.len()).collect();
        let ranks = sorted_by_number(&ranks, |nth| told[*nth].moment);
        let mut rank = vec![0; told.len()];
        for (place, nth) in ranks.iter().enumerate() {
            rank[*nth] = place + 1;
        }
        let rows = told.iter().enumerate().map(|(nth, one)| {
            let event = &input.scene.events[one.event];
            let numbers = [nth + 1, rank[nth], event.paragraph].map(|number| input.language.number(number));
            let [told, happened, paragraph] = numbers;
            vec![told, happened, paragraph, event.when.clone(), event.title.clone()]
        });
        let head =
            [Message::AsTold, Message::AsHappened, Message::ColumnParagraph, Message::ColumnDate, Message::ColumnEvent];
        Table { rows: rows.collect(), head: head.map(|one| input.text(one)).into() }
    }
}

impl OrderChart {
    /// How many pairs are told in the other order, and each jump back.
    fn words(&self, input: &Input, told: &[Told], jumps: &[Jump]) -> Vec<Dom> {
        let crossings = crossings(told);
        let sum = match crossings {
            0 => input.text(Message::InOrder),
            number => input.language.count(Message::Crossings, number),
        };
        let items = jumps.iter().map(|jump| {
            let id = &input.scene.events[jump.event].id;
            let button = Dom::button(&sentence(input, jump)).attr("data-view-mark", id);
            Dom::new("li").child(button.of_events(&[jump.event]))
        });
        let list = (!jumps.is_empty()).then(|| Dom::new("ol").class("jumps").children(items));
        let untold = input.drawn_events().filter(|at| input.scene.events[*at].paragraph == 0).count();
        let undated = input.left_out(Message::UndatedLeftOut, input.undated());
        let notes = [undated, input.left_out(Message::UntoldLeftOut, untold)];
        [Some(Dom::new("p").text(&sum)), list].into_iter().chain(notes).flatten().collect()
    }
}

/// The number of a paragraph above its first event, where there is room.
fn paragraph_numbers(input: &Input, told: &[Told], from: f64, step: f64) -> Vec<Dom> {
    let mut labels = Vec::new();
    let (mut before, mut end) = (0, f64::NEG_INFINITY);
    for (nth, one) in told.iter().enumerate() {
        let paragraph = input.scene.events[one.event].paragraph;
        let x = from + (nth as f64 + 0.5) * step;
        if paragraph > 0 && paragraph != before && x > end {
            let number = ["¶\u{202f}", &input.language.number(paragraph)].concat();
            end = x + number.chars().count() as f64 * 6.5 + 4.0;
            labels.push(Dom::svg("g").class("tick").child(input.label(x, TOP - 8.0, "middle", &number)));
        }
        before = paragraph;
    }
    labels
}
