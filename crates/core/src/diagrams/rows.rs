//! The rows of the timeline: an actor with its parts each, the most active first, or a kind of event each.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_core::diagrams::rows::{RowsBy, rows};
//! use whowhen_core::diagrams::{Part, Scene, SceneActor, SceneEvent};
//! use whowhen_core::timeline::extents;
//!
//! let actor = |name: &str, whole| SceneActor { name: name.into(), whole, ..SceneActor::default() };
//! let extents = extents(&Date::parse("2012-03-22").unwrap());
//! let event = |actor| SceneEvent { told: 1, extents: extents.clone(), parts: vec![(actor, Part::By)], ..SceneEvent::default() };
//! let scene = Scene {
//!     actors: vec![actor("Mali", None), actor("The army", Some(0)), actor("France", None)],
//!     events: vec![event(0), event(1), event(2)],
//!     ..Scene::default()
//! };
//! let (rows, _) = rows(&scene, RowsBy::Actor, 10, &|_| true);
//! assert_eq!((rows[0].name.as_str(), &rows[0].events), ("Mali", &vec![0, 1]));
//! ```

use std::cmp::Reverse;

use super::Scene;
use crate::stable_sort::sorted_by_key;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsBy {
    /// An actor, with its parts.
    Actor,
    /// A kind of event.
    Kind,
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name. Empty for events without an actor.
    pub name: String,
    /// The actor, if it stands for one.
    pub actor: Option<usize>,
    /// Its events, in the order of the scene.
    pub events: Vec<usize>,
}

/// The rows of the dated events that are shown, those with most events first, and how many more rows than `limit` there
/// would be. Events without an actor come last.
pub fn rows(scene: &Scene, by: RowsBy, limit: usize, is_shown: &dyn Fn(usize) -> bool) -> (Vec<Row>, usize) {
    let mut rows: Vec<Row> = Vec::new();
    // The row of each actor.
    let mut of_actor: Vec<Option<usize>> = vec![None; scene.actors.len()];
    let mut without_actor = Row { name: String::new(), actor: None, events: Vec::new() };
    let drawn = scene.events.iter().enumerate();
    let drawn = drawn.filter(|(at, event)| event.told > 0 && !event.extents.is_empty() && is_shown(*at));
    for (at, event) in drawn {
        match by {
            RowsBy::Actor => {
                for (actor, _) in &event.parts {
                    let whole = scene.outermost(*actor);
                    let row = *of_actor[whole].get_or_insert_with(|| {
                        let name = scene.actors[whole].name.clone();
                        rows.push(Row { name, actor: Some(whole), events: Vec::new() });
                        rows.len() - 1
                    });
                    // An actor and its parts may take part in the same event.
                    if rows[row].events.last() != Some(&at) {
                        rows[row].events.push(at);
                    }
                }
                if event.parts.is_empty() {
                    without_actor.events.push(at);
                }
            }
            RowsBy::Kind => match rows.iter_mut().find(|row| row.name == event.kind.1) {
                Some(row) => row.events.push(at),
                None => rows.push(Row { name: event.kind.1.clone(), actor: None, events: vec![at] }),
            },
        }
    }
    let mut rows = sorted_by_key(&rows, |row| Reverse(row.events.len()));
    let left_out = rows.len().saturating_sub(limit);
    rows.truncate(limit);
    if !without_actor.events.is_empty() {
        rows.push(without_actor);
    }
    (rows, left_out)
}
