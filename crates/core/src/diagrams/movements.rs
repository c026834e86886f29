//! Who moved from where to where: for each advance, deployment and withdrawal, the way between the places of an actor.
//!
//! An actor that advances comes from the place of its event before. One that withdraws goes to the place of its next event;
//! if it has none, where it went is not known.
//!
//! Invariant: both ends of a movement are different places.

use super::{Part, Scene, ScenePosition};
use crate::stable_sort::{sorted_by_key, sorted_by_number};

/// A movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The event that tells of it.
    pub event: usize,
    /// Who moved.
    pub actor: usize,
    /// Degrees north and east, from where.
    pub from: (f64, f64),
    /// And to where.
    pub to: (f64, f64),
}

/// Where an event happened, if its position is known.
pub fn position(scene: &Scene, event: usize) -> Option<&ScenePosition> {
    let event = &scene.events[event];
    event.position.as_ref().or_else(|| scene.actors[event.place?].position.as_ref())
}

/// The movements of the events that are shown, in the order of time.
pub fn movements(scene: &Scene, is_shown: &dyn Fn(usize) -> bool) -> Vec<Movement> {
    let dated = scene.events.iter().enumerate().filter(|(at, event)| event.told > 0 && is_shown(*at));
    let dated = dated.filter_map(|(at, event)| Some((at, event.extents.first()?.possible.from, position(scene, at)?)));
    let dated: Vec<(usize, f64, &ScenePosition)> = dated.collect();
    let dated = sorted_by_number(&dated, |event| event.1);
    let mut movements: Vec<Movement> = Vec::new();
    for (nth, &(event, _, here)) in dated.iter().enumerate() {
        let about = &scene.events[event];
        let comes = matches!(about.kind.0.as_str(), "advance" | "deployment");
        if !comes && about.kind.0 != "withdrawal" {
            continue;
        }
        for (actor, _) in about.parts.iter().filter(|(_, part)| *part == Part::By) {
            let takes_part = |other: &&(usize, f64, &ScenePosition)| {
                scene.events[other.0].parts.iter().any(|(other, part)| other == actor && *part == Part::By)
            };
            let other = match comes {
                true => dated[..nth].iter().rev().find(takes_part),
                false => dated[nth + 1..].iter().find(takes_part),
            };
            let Some(&(_, _, there)) = other.filter(|(_, _, there)| there.degrees != here.degrees) else { continue };
            let (from, to) = if comes { (there, here) } else { (here, there) };
            movements.push(Movement { event, actor: *actor, from: from.degrees, to: to.degrees });
        }
    }
    sorted_by_key(&movements, |movement| movement.actor)
}
