//! Who acts on whom: for each pair of actors, the events in which one acts against the other, or with it.
//!
//! Actors stand for their outermost group, so that an army and its soldiers count as their state.
//!
//! Invariant: the sum of all cells is the number of pairs in all events. Actors beyond the limit are one row and one column
//! of their own.
//!
//! ```
//! use whowhen_core::diagrams::matrix::{Deed, Matrix, SortBy};
//! use whowhen_core::diagrams::{Part, Scene, SceneActor, SceneEvent};
//!
//! let scene = Scene {
//!     actors: ["France", "Ansar Dine"].map(|name| SceneActor { name: name.into(), ..SceneActor::default() }).into(),
//!     events: vec![SceneEvent { told: 1, parts: vec![(0, Part::By), (1, Part::Against)], ..SceneEvent::default() }],
//!     ..Scene::default()
//! };
//! let matrix = Matrix::new(&scene, Deed::Against, SortBy::Activity, 24, &|_| true);
//! assert_eq!(matrix.cell(0, 0), [0]);
//! assert_eq!((matrix.agents[0].actor, matrix.targets[0].actor), (Some(0), Some(1)));
//! ```

use std::cmp::Reverse;

use super::{Part, Scene};
use crate::stable_sort::sorted_by_key;

/// What one actor does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// One acts, and the other is the target or the victim.
    Against,
    /// One acts, and the other acts too, or takes part in another way than as a target.
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
    /// How many events are in the row or column.
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

/// All pairs of different actors in the events that are shown. Of actors who act together, each is a pair with each other.
pub fn pairs(scene: &Scene, deed: Deed, is_shown: &dyn Fn(usize) -> bool) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (event, about) in scene.events.iter().enumerate().filter(|(at, event)| event.told > 0 && is_shown(*at)) {
        let of_event = pairs.len();
        let is_other = |part: Part| match deed {
            Deed::Against => part == Part::Against,
            Deed::With => part != Part::Against,
        };
        for (agent, _) in about.parts.iter().filter(|(_, part)| *part == Part::By) {
            for (target, _) in about.parts.iter().filter(|(_, part)| is_other(*part)) {
                let pair = Pair { agent: scene.outermost(*agent), target: scene.outermost(*target), event };
                // Of a group, several members may take part.
                if pair.agent != pair.target && !pairs[of_event..].contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
    }
    pairs
}

impl Matrix {
    /// The matrix of the events that are shown, with at most so many rows and columns, and one more for all others.
    pub fn new(scene: &Scene, deed: Deed, sort: SortBy, limit: usize, is_shown: &dyn Fn(usize) -> bool) -> Self {
        let pairs = pairs(scene, deed, is_shown);
        let agents = sides(scene, pairs.iter().map(|pair| pair.agent), sort, limit);
        let targets = sides(scene, pairs.iter().map(|pair| pair.target), sort, limit);
        let cells = vec![Vec::new(); agents.len() * targets.len()];
        let mut matrix = Self { agents, targets, cells };
        matrix.fill(&pairs);
        matrix
    }

    /// A matrix with the rows and columns of this one, of other events: for comparing periods.
    #[must_use]
    pub fn of_events(&self, scene: &Scene, deed: Deed, is_shown: &dyn Fn(usize) -> bool) -> Self {
        let cells = vec![Vec::new(); self.cells.len()];
        let mut matrix = Self { agents: self.agents.clone(), targets: self.targets.clone(), cells };
        matrix.fill(&pairs(scene, deed, is_shown));
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
