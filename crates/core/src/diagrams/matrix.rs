//! Who acts on whom: for each pair of actors, the events in which one acts against the other, or with it.
//!
//! Actors stand for their outermost group, so that an army and its soldiers count as their state.
//!
//! Invariant: every pair is in the cell of its two actors. Actors beyond the limit are one row and one column of their own, whose
//! cells have each event once.
//!
//! ```
//! use whowhen_core::diagrams::matrix::{Tie, Matrix, SortBy};
//! use whowhen_core::diagrams::{Part, Scene, SceneActor, SceneEvent};
//!
//! let scene = Scene {
//!     actors: ["France", "Ansar Dine"].map(|name| SceneActor { name: name.into(), ..SceneActor::default() }).into(),
//!     events: vec![SceneEvent { told: 1, parts: vec![(0, Part::By), (1, Part::Against)], ..SceneEvent::default() }],
//!     ..Scene::default()
//! };
//! let matrix = Matrix::new(&scene, Tie::Against, SortBy::Activity, 24, &|_| true);
//! assert_eq!(matrix.cell(0, 0), [0]);
//! assert_eq!((matrix.agents[0].actor, matrix.targets[0].actor), (Some(0), Some(1)));
//! ```

use std::cmp::Reverse;

use super::{Part, Scene, SceneEvent};
use crate::stable_sort::sorted_by_key;

/// What ties two actors in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// One acts, and the other is the target or the victim. What is said to somebody, or agreed, is not against them.
    Against,
    /// One helps the other, mediates or benefits; they act together; or they talk to each other. Who fights is not together.
    With,
}

/// The order of rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// Who has most events comes first.
    Activity,
    /// By kind, in the order in which kinds first occur, and in it by activity.
    Kind,
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The actor. `None` for all others together.
    pub actor: Option<usize>,
    /// How many pairs are in the row or column.
    pub events: usize,
}

/// Who acts on whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The rows: who acts.
    pub agents: Vec<Side>,
    /// The columns: on whom.
    pub targets: Vec<Side>,
    /// The events of each cell, row by row.
    cells: Vec<Vec<usize>>,
}

/// A pair of actors in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who acts.
    pub agent: usize,
    /// On whom, or with whom.
    pub target: usize,
    /// The event.
    pub event: usize,
}

/// The kinds of events in which a target is somebody who is spoken to.
const TALKS: [&str; 3] = ["diplomacy", "agreement", "statement"];

/// The kinds of events whose agents may be each other's enemies.
const FIGHTS: [&str; 3] = ["battle", "attack", "coup"];

/// Of an event with more actors on a side, the others are left out: each pairs with each.
const MAX_ACTORS: usize = 100;

/// All pairs of different actors in the events that are shown. A pair that is with each other is there in both directions.
pub fn pairs(scene: &Scene, tie: Tie, is_shown: &dyn Fn(usize) -> bool) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (event, about) in scene.events.iter().enumerate().filter(|(at, event)| event.told > 0 && is_shown(*at)) {
        let is_of = |kinds: &[&str]| kinds.contains(&about.kind.0.as_str());
        let is_other = |part: Part| match (tie, part) {
            (Tie::Against, part) => part == Part::Against && !is_of(&TALKS),
            (Tie::With, Part::By) => !is_of(&FIGHTS),
            (Tie::With, Part::With) => true,
            (Tie::With, Part::Against) => is_of(&TALKS) && about.kind.0 != "statement",
            (Tie::With, Part::Involved) => false,
        };
        let agents = outermost(scene, about, &|part| part == Part::By);
        let others = outermost(scene, about, &is_other);
        for &agent in &agents {
            for &target in others.iter().filter(|target| **target != agent) {
                pairs.push(Pair { agent, target, event });
                // Of two agents, each is already with the other.
                if tie == Tie::With && !agents.contains(&target) {
                    pairs.push(Pair { agent: target, target: agent, event });
                }
            }
        }
    }
    pairs
}

/// The outermost groups of the actors that take part in such a way, each once.
fn outermost(scene: &Scene, event: &SceneEvent, is_wanted: &dyn Fn(Part) -> bool) -> Vec<usize> {
    let mut actors: Vec<usize> = Vec::new();
    for (actor, _) in event.parts.iter().filter(|(_, part)| is_wanted(*part)) {
        let whole = scene.outermost(*actor);
        if actors.len() < MAX_ACTORS && !actors.contains(&whole) {
            actors.push(whole);
        }
    }
    actors
}

impl Matrix {
    /// The matrix of the events that are shown, with at most so many rows and columns, and one more for all others.
    pub fn new(scene: &Scene, tie: Tie, sort: SortBy, limit: usize, is_shown: &dyn Fn(usize) -> bool) -> Self {
        let pairs = pairs(scene, tie, is_shown);
        let agents = sides(scene, pairs.iter().map(|pair| pair.agent), sort, limit);
        let targets = sides(scene, pairs.iter().map(|pair| pair.target), sort, limit);
        let cells = vec![Vec::new(); agents.len() * targets.len()];
        let mut matrix = Self { agents, targets, cells };
        matrix.fill(&pairs);
        matrix
    }

    /// A matrix with the rows and columns of this one, of other events: for comparing periods.
    #[must_use]
    pub fn of_events(&self, scene: &Scene, tie: Tie, is_shown: &dyn Fn(usize) -> bool) -> Self {
        let cells = vec![Vec::new(); self.cells.len()];
        let mut matrix = Self { agents: self.agents.clone(), targets: self.targets.clone(), cells };
        matrix.fill(&pairs(scene, tie, is_shown));
        matrix
    }

    fn fill(&mut self, pairs: &[Pair]) {
        let place = |sides: &[Side], actor: usize| {
            sides
                .iter()
                .position(|side| side.actor == Some(actor))
                .or(sides.iter().position(|side| side.actor.is_none()))
        };
        for pair in pairs {
            if let (Some(row), Some(column)) = (place(&self.agents, pair.agent), place(&self.targets, pair.target)) {
                let cell = &mut self.cells[row * self.targets.len() + column];
                if cell.last() != Some(&pair.event) {
                    cell.push(pair.event);
                }
            }
        }
    }

    /// The events of a cell, in the order of the scene.
    pub fn cell(&self, row: usize, column: usize) -> &[usize] {
        self.cells.get(row * self.targets.len() + column).map_or(&[], Vec::as_slice)
    }

    /// The most events of a cell.
    pub fn most(&self) -> usize {
        self.cells.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// The sides for these actors, each as often as it has an event.
fn sides(scene: &Scene, actors: impl Iterator<Item = usize>, sort: SortBy, limit: usize) -> Vec<Side> {
    let mut events = vec![0; scene.actors.len()];
    for actor in actors {
        events[actor] += 1;
    }
    let active: Vec<usize> = (0..events.len()).filter(|actor| events[*actor] > 0).collect();
    let mut sorted = sorted_by_key(&active, |actor| Reverse(events[*actor]));
    let others: usize = sorted.iter().skip(limit).map(|actor| events[*actor]).sum();
    sorted.truncate(limit);
    if sort == SortBy::Kind {
        let kind = |actor: usize| &scene.actors[actor].kind.0;
        let first = |actor: usize| scene.actors.iter().position(|other| other.kind.0 == *kind(actor));
        sorted = sorted_by_key(&sorted, |actor| first(*actor));
    }
    let sides = sorted.into_iter().map(|actor| Side { actor: Some(actor), events: events[actor] });
    sides.chain((others > 0).then_some(Side { actor: None, events: others })).collect()
}
