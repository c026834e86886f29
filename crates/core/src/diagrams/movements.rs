//! Who moved from where to where: for each advance, deployment and withdrawal, the way between two places of an actor.
//!
//! An actor that advances comes from the place where it last fought, moved or was deployed. One that withdraws goes to the next
//! such place. Only if that is known and near in time; otherwise where it came from, or went, is not known. What is only
//! alleged or planned moves nobody.
//!
//! Invariant: both ends of a movement are different places. A filter hides movements, but changes none.

use super::{Part, Scene, SceneEvent, ScenePosition};
use crate::stable_sort::sorted_by_number;

/// A movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The event that tells of it.
    pub event: usize,
    /// Who moved.
    pub actor: usize,
    /// From where.
    pub from: ScenePosition,
    /// To where.
    pub to: ScenePosition,
}

/// Where an event happened, if its position is known.
pub fn position(scene: &Scene, event: usize) -> Option<&ScenePosition> {
    let event = &scene.events[event];
    event.position.as_ref().or_else(|| scene.actors[event.place?].position.as_ref())
}

/// The kinds of events in which an actor is somewhere with its forces.
const PRESENCES: [&str; 5] = ["battle", "attack", "advance", "deployment", "withdrawal"];

/// The most days between the two places of a movement.
const MAX_DAYS: f64 = 240.0;

/// The movements of the events that are shown, in the order of time.
pub fn movements(scene: &Scene, is_shown: &dyn Fn(usize) -> bool) -> Vec<Movement> {
    let is_presence =
        |event: &SceneEvent| event.told > 0 && event.is_asserted && PRESENCES.contains(&event.kind.0.as_str());
    let present = scene.events.iter().enumerate().filter(|(_, event)| is_presence(event));
    let present =
        present.filter_map(|(at, event)| Some((at, event.extents.first()?.possible.from, position(scene, at)?)));
    let present: Vec<(usize, f64, &ScenePosition)> = present.collect();
    let present = sorted_by_number(&present, |event| event.1);
    let mut movements: Vec<Movement> = Vec::new();
    for (nth, &(event, moment, here)) in present.iter().enumerate().filter(|(_, (event, ..))| is_shown(*event)) {
        let about = &scene.events[event];
        let comes = matches!(about.kind.0.as_str(), "advance" | "deployment");
        if !comes && about.kind.0 != "withdrawal" {
            continue;
        }
        for (actor, _) in about.parts.iter().filter(|(_, part)| *part == Part::By) {
            let is_near = |other: &&(usize, f64, &ScenePosition)| {
                (other.1 - moment).abs() <= MAX_DAYS
                    && scene.events[other.0].parts.iter().any(|(other, part)| other == actor && *part == Part::By)
            };
            let other = match comes {
                true => present[..nth].iter().rev().find(is_near),
                false => present[nth + 1..].iter().find(is_near),
            };
            let Some(&(_, _, there)) = other.filter(|(_, _, there)| there.degrees != here.degrees) else { continue };
            let (from, to) = if comes { (there, here) } else { (here, there) };
            movements.push(Movement { event, actor: *actor, from: from.clone(), to: to.clone() });
        }
    }
    movements
}
