//! Who with whom: a matrix of who acts on whom, the same for each period, and the same as a network.

use std::cmp::Reverse;

use whowhen_core::diagrams::matrix::{Matrix, Side, SortBy, Tie, pairs};
use whowhen_core::diagrams::network::layout;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::stable_sort::sorted_by_key;
use whowhen_core::timeline::{Steps, step_in_words, within};
use whowhen_views::Markup;

use crate::chart::{Chart, Control, Input, LETTER, Names, Table, fitting};
use crate::dom::{Dom, short};

/// The most rows and columns of the matrix, and the most nodes of the network.
const MAX_SIDE: usize = 24;
const MAX_NODES: usize = 60;

/// The size of a cell.
const CELL: f64 = 26.0;

/// The room for names beside the matrix, and above it.
const NAMES: f64 = 150.0;
const HEADS: f64 = 112.0;

/// The most periods that are compared.
const MAX_PERIODS: usize = 6;

/// The matrix or the network.
pub struct WhoChart {
    tie: Tie,
    sort: SortBy,
    is_network: bool,
}

impl Default for WhoChart {
    fn default() -> Self {
        Self { tie: Tie::Against, sort: SortBy::Activity, is_network: false }
    }
}

impl WhoChart {
    fn matrix(&self, input: &Input, limit: usize) -> Matrix {
        Matrix::new(input.scene, self.tie, self.sort, limit, &|event| input.is_shown(event))
    }

    /// "France against Ansar Dine: 3 events"
    fn cell_name(&self, input: &Input, (agent, target): (Side, Side), number: usize) -> String {
        let message = if self.tie == Tie::Against { Message::CellAgainst } else { Message::CellWith };
        let events = input.language.count(Message::CountEvents, number);
        let (agent, target) = (side_name(input, agent), side_name(input, target));
        input.language.with(message, &[("agent", &agent), ("target", &target), ("events", &events)])
    }

    fn draw_matrix(&self, input: &Input) -> (Dom, Vec<Dom>) {
        let matrix = self.matrix(input, MAX_SIDE);
        let names = NAMES.min(input.width * 0.35);
        let (columns, rows) = (matrix.targets.len() as f64, matrix.agents.len() as f64);
        let most = matrix.most().max(1);
        // On a narrow screen the drawing is wider than the screen and scrolls.
        let width = input.width.max(names + columns * CELL + 60.0);
        let wide = Input { width, ..*input };
        let mut drawing = wide.svg(HEADS + rows * CELL + 6.0, &input.text(Message::ViewMatrix));
        for (row, agent) in matrix.agents.iter().enumerate() {
            let y = HEADS + row as f64 * CELL;
            let label = fitting(&side_name(input, *agent), names - 8.0).unwrap_or_default();
            let label = wide.label(names - 6.0, y + CELL / 2.0 + 4.0, "end", &label);
            drawing = drawing.child(side(&wide, *agent, label));
            drawing = drawing.child(wide.line("grid", (names, y), (names + columns * CELL, y)));
        }
        for (column, target) in matrix.targets.iter().enumerate() {
            let x = names + (column as f64 + 0.5) * CELL;
            let label = fitting(&side_name(input, *target), HEADS * 1.1).unwrap_or_default();
            let turn = if input.is_rtl() { 50 } else { -50 };
            let place = format!("translate({} {}) rotate({turn})", short(wide.x(x)), short(HEADS - 6.0));
            let label = Dom::svg("text").attr("transform", &place).attr("text-anchor", "start").text(&label);
            drawing = drawing.child(side(&wide, *target, label));
            drawing = drawing.child(wide.line("grid", (x - CELL / 2.0, HEADS), (x - CELL / 2.0, HEADS + rows * CELL)));
        }
        for row in 0..matrix.agents.len() {
            for column in 0..matrix.targets.len() {
                let place = (names + column as f64 * CELL, HEADS + row as f64 * CELL);
                let events = matrix.cell(row, column);
                if !events.is_empty() {
                    let sides = (matrix.agents[row], matrix.targets[column]);
                    drawing = drawing.child(self.cell(&wide, sides, events, most, (place, CELL - 2.0), true));
                }
            }
        }
        if most == 1 && rows == 0.0 {
            return (drawing, vec![Dom::new("p").class("none").text(input.language.text(Message::NobodyActs))]);
        }
        let axes = Dom::new("p").class("left-out").text(input.language.text(match self.tie {
            Tie::Against => Message::RowsAgainst,
            Tie::With => Message::RowsWith,
        }));
        (drawing, [Some(axes), self.periods(input, &matrix)].into_iter().flatten().collect())
    }

    /// A cell with its events. The more there are, the darker it is.
    fn cell(
        &self,
        input: &Input,
        sides: (Side, Side),
        events: &[usize],
        most: usize,
        ((x, y), size): ((f64, f64), f64),
        has_number: bool,
    ) -> Dom {
        let id = |side: Side| side.actor.map_or("", |actor| &input.scene.actors[actor].id);
        let id = [id(sides.0), ":", id(sides.1)].concat();
        let name = self.cell_name(input, sides, events.len());
        // The small ones are pictures of a period, which can be pointed at; the large matrix is walked by keys.
        let mark = match has_number {
            true => input.mark(&id, &name),
            false => Dom::svg("g").attr("data-view-mark", &id).attr("data-name", &name),
        };
        let share = 0.22 + 0.78 * events.len() as f64 / most as f64;
        let cell = input.rect("cell", (x + 1.0, x + 1.0 + size), (y + 1.0, size)).attr("fill-opacity", &short(share));
        let dark = if share > 0.6 { "on-dark" } else { "on-light" };
        let number = has_number.then(|| {
            let (x, y) = (x + 1.0 + size / 2.0, y + size / 2.0 + 5.0);
            input.label(x, y, "middle", &input.language.number(events.len())).class(dark)
        });
        mark.of_events(events).child(cell).children(number)
    }

    /// The matrix of each period, small, with the same rows and columns.
    fn periods(&self, input: &Input, matrix: &Matrix) -> Option<Dom> {
        let axis = input.axis()?;
        let steps = Steps::new(&axis, MAX_PERIODS);
        if steps.last() == 0 {
            return None;
        }
        let size = 7.0;
        let (width, height) = (matrix.targets.len() as f64 * size + 4.0, matrix.agents.len() as f64 * size + 4.0);
        let periods = (0..=steps.last()).map(|nth| {
            let step = steps.at(nth);
            let is_in = |event: usize| {
                let extent = input.scene.events[event].extents.first();
                input.is_shown(event)
                    && extent.is_some_and(|extent| {
                        let begins = extent.possible.from;
                        step.first.number() <= begins && begins < step.last.number() + 1.0
                    })
            };
            let of_period = matrix.of_events(input.scene, self.tie, &is_in);
            let name = step_in_words(input.language, step);
            let small = Input { width: width.max(60.0), ..*input };
            let mut drawing = small.svg(height, &name).attr("role", "img");
            drawing = drawing.child(small.rect("around", (0.0, width), (0.0, height)));
            for row in 0..matrix.agents.len() {
                for column in 0..matrix.targets.len() {
                    let events = of_period.cell(row, column);
                    if !events.is_empty() {
                        let place = (2.0 + column as f64 * size, 2.0 + row as f64 * size);
                        let sides = (matrix.agents[row], matrix.targets[column]);
                        let cell = self.cell(&small, sides, events, matrix.most().max(1), (place, size - 2.0), false);
                        drawing = drawing.child(cell);
                    }
                }
            }
            Dom::new("figure").child(drawing).child(Dom::new("figcaption").text(&name))
        });
        Some(Dom::new("div").class("periods").children(periods))
    }

    fn draw_network(&self, input: &Input) -> (Dom, Vec<Dom>) {
        let matrix = self.matrix(input, MAX_NODES);
        // In both roles together, the most active first.
        let mut sides: Vec<Side> = Vec::new();
        for side in matrix.agents.iter().chain(&matrix.targets).filter(|side| side.actor.is_some()) {
            match sides.iter_mut().find(|other| other.actor == side.actor) {
                Some(other) => other.events += side.events,
                None => sides.push(*side),
            }
        }
        let sides = sorted_by_key(&sides, |side| Reverse(side.events));
        let nodes: Vec<usize> = sides.iter().take(MAX_NODES).filter_map(|side| side.actor).collect();
        let node = |side: &Side| nodes.iter().position(|node| Some(*node) == side.actor);
        // Both directions of two actors are one edge.
        let mut edges: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        for (row, agent) in matrix.agents.iter().enumerate() {
            for (column, target) in matrix.targets.iter().enumerate() {
                let events = matrix.cell(row, column);
                let (Some(one), Some(other)) = (node(agent), node(target)) else { continue };
                if events.is_empty() || one == other {
                    continue;
                }
                let (one, other) = (one.min(other), one.max(other));
                match edges.iter_mut().find(|edge| (edge.0, edge.1) == (one, other)) {
                    Some(edge) => {
                        edge.2.extend(
                            events.iter().filter(|event| !edge.2.contains(event)).copied().collect::<Vec<usize>>(),
                        );
                    }
                    None => edges.push((one, other, events.to_vec())),
                }
            }
        }
        let weights: Vec<(usize, usize, f64)> =
            edges.iter().map(|edge| (edge.0, edge.1, edge.2.len() as f64)).collect();
        let places = layout(nodes.len(), &weights);
        let height = within(input.width * 0.7, 280.0, 620.0);
        let margin = (input.width * 0.12).min(90.0);
        let place = |node: usize| {
            let (x, y) = places[node];
            (margin + x * (input.width - 2.0 * margin), 30.0 + y * (height - 60.0))
        };
        let lines = edges.iter().map(|(one, other, events)| {
            let side = |node: usize| Side { actor: Some(nodes[node]), events: 0 };
            let id = |node: usize| input.scene.actors[nodes[node]].id.as_str();
            let values = [side(*one), side(*other)].map(|side| side_name(input, side));
            let count = input.language.count(Message::CountEvents, events.len());
            let values = [("agent", values[0].as_str()), ("target", &values[1]), ("events", &count)];
            let name = input.language.with(Message::EdgeBetween, &values);
            let width = 1.0 + (events.len() as f64).sqrt() * 1.4;
            input
                .mark(&[id(*one), ":", id(*other)].concat(), &name)
                .of_events(events)
                .child(input.line("reach", place(*one), place(*other)))
                .child(input.line("edge", place(*one), place(*other)).number("stroke-width", width))
        });
        // The most active are first, and so have their names.
        let mut names = Names::default();
        let circles = nodes.iter().enumerate().map(|(nth, actor)| {
            let about = &input.scene.actors[*actor];
            let events: usize =
                edges.iter().filter(|edge| edge.0 == nth || edge.1 == nth).map(|edge| edge.2.len()).sum();
            let radius = 4.0 + (events as f64).sqrt() * 2.2;
            let (x, y) = place(nth);
            let circle = Dom::svg("circle").class("node").number("cx", input.x(x)).number("cy", y).number("r", radius);
            let name = fitting(&about.name, 150.0).unwrap_or_default();
            let below = y + radius + 12.0;
            let left = x - name.chars().count() as f64 * LETTER / 2.0;
            let label = names.take(left, below, &name).then(|| input.label(x, below, "middle", &name));
            let mark = input.mark(&about.id, &about.name).attr("data-actor", &actor.to_string());
            mark.attr("data-kind", &about.kind.0).child(circle).children(label)
        });
        let drawing = input.svg(height, &input.text(Message::ViewMatrix)).children(lines).children(circles);
        if nodes.is_empty() {
            return (drawing, vec![Dom::new("p").class("none").text(input.language.text(Message::NobodyActs))]);
        }
        let all = pairs(input.scene, self.tie, &|event| input.is_shown(event));
        let mut others: Vec<usize> = Vec::new();
        for pair in all.iter().filter(|pair| !nodes.contains(&pair.agent) || !nodes.contains(&pair.target)) {
            if others.last() != Some(&pair.event) {
                others.push(pair.event);
            }
        }
        (drawing, input.left_out(Message::EventsOfOthers, others.len()).into_iter().collect())
    }
}

fn side_name(input: &Input, side: Side) -> String {
    side.actor.map_or_else(|| input.text(Message::AllOthers), |actor| input.scene.actors[actor].name.clone())
}

/// The name of a row or a column, which stands for its actor.
fn side(input: &Input, side: Side, label: Dom) -> Dom {
    let Some(actor) = side.actor else { return label };
    let about = &input.scene.actors[actor];
    let mark = input.mark(&about.id, &about.name).class("name").attr("data-actor", &actor.to_string());
    mark.attr("data-kind", &about.kind.0).child(label)
}

impl Chart for WhoChart {
    fn controls(&self, input: &Input) -> Vec<Control> {
        let control = |name: Message, options: [Message; 2], is_second: bool| Control {
            name: input.text(name),
            options: options.map(|one| input.text(one)).into(),
            chosen: usize::from(is_second),
        };
        let mut controls = vec![
            control(Message::DrawnAs, [Message::AsMatrix, Message::AsNetwork], self.is_network),
            control(Message::WhatIsCounted, [Message::TieAgainst, Message::TieWith], self.tie == Tie::With),
        ];
        if !self.is_network {
            let options = [Message::SortActivity, Message::GroupKinds];
            controls.push(control(Message::SortedBy, options, self.sort == SortBy::Kind));
        }
        controls
    }

    fn choose(&mut self, control: usize, option: usize) {
        match control {
            0 => self.is_network = option == 1,
            1 => self.tie = if option == 1 { Tie::With } else { Tie::Against },
            _ => self.sort = if option == 1 { SortBy::Kind } else { SortBy::Activity },
        }
    }

    fn draw(&self, input: &Input) -> (Dom, Vec<Dom>) {
        if self.is_network { self.draw_network(input) } else { self.draw_matrix(input) }
    }

    fn table(&self, input: &Input) -> Table {
        let matrix = self.matrix(input, MAX_NODES);
        let mut rows = Vec::new();
        for (row, agent) in matrix.agents.iter().enumerate() {
            for (column, target) in matrix.targets.iter().enumerate() {
                let events = matrix.cell(row, column);
                if !events.is_empty() {
                    let titles: Vec<String> = events.iter().map(|at| input.scene.events[*at].title.clone()).collect();
                    let number = input.language.number(events.len());
                    rows.push(vec![side_name(input, *agent), side_name(input, *target), number, titles.join("; ")]);
                }
            }
        }
        let other = if self.tie == Tie::Against { Message::ColumnTarget } else { Message::ColumnPartner };
        let head = [Message::ColumnAgent, other, Message::ColumnNumber, Message::Events];
        Table { head: head.map(|one| input.text(one)).into(), rows }
    }
}
