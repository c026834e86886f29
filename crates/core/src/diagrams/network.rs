//! Who with whom as a network: a place for each actor, so that those with many common events are near each other.
//!
//! The layout is that of Fruchterman and Reingold (1991): nodes repel each other, and edges pull. It begins on a circle and
//! has no chance in it, so the same article always gives the same picture.
//!
//! Invariant: all places are from 0 to 1 in both directions.
//!
//! ```
//! use whowhen_core::diagrams::network::layout;
//!
//! let places = layout(4, &[(0, 1, 5.0), (2, 3, 1.0)]);
//! let distance = |one: usize, other: usize| {
//!     (places[one].0 - places[other].0).hypot(places[one].1 - places[other].1)
//! };
//! assert!(distance(0, 1) < distance(0, 2));
//! assert_eq!(places, layout(4, &[(0, 1, 5.0), (2, 3, 1.0)]));
//! ```

/// How often all nodes are moved.
const ROUNDS: usize = 200;

/// The places of so many nodes. Each edge is between two nodes and has a weight.
pub fn layout(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    // Points of a circle by fractions: its left half, then its right half.
    let circle = |node: usize| {
        let along = 2.0 * node as f64 / nodes as f64;
        let (side, slope) = (along.floor() * 2.0 - 1.0, (along.fract() * 2.0 - 1.0) * (1.0 - along.floor() * 2.0));
        let square = slope * slope;
        (0.5 + side * 0.5 * (1.0 - square) / (1.0 + square), 0.5 - slope / (1.0 + square))
    };
    let mut places: Vec<(f64, f64)> = (0..nodes).map(circle).collect();
    if nodes < 3 {
        return places;
    }
    // The distance at which repelling and pulling are the same.
    let distance = (1.0 / nodes as f64).sqrt();
    let heaviest = edges.iter().map(|edge| edge.2).fold(1.0, f64::max);
    for round in 0..ROUNDS {
        let mut forces = vec![(0.0, 0.0); nodes];
        let mut push = |one: usize, other: usize, places: &[(f64, f64)], strength: &dyn Fn(f64) -> f64| {
            let (x, y) = (places[one].0 - places[other].0, places[one].1 - places[other].1);
            let length = (x * x + y * y).sqrt().max(1e-6);
            let force = strength(length) / length;
            forces[one] = (forces[one].0 + x * force, forces[one].1 + y * force);
            forces[other] = (forces[other].0 - x * force, forces[other].1 - y * force);
        };
        for one in 0..nodes {
            for other in 0..one {
                push(one, other, &places, &|length| distance * distance / length);
            }
        }
        for &(one, other, weight) in edges {
            push(one, other, &places, &|length| -length * length / distance * (0.3 + weight / heaviest));
        }
        // Shorter and shorter steps, so that it comes to rest.
        let step = 0.1 * (1.0 - round as f64 / ROUNDS as f64);
        for (place, (x, y)) in places.iter_mut().zip(forces) {
            // To the middle, so that parts without a connection stay near.
            let (x, y) = (x + (0.5 - place.0) * 0.1, y + (0.5 - place.1) * 0.1);
            let length = (x * x + y * y).sqrt().max(1e-9);
            let share = step.min(length) / length;
            *place = (place.0 + x * share, place.1 + y * share);
        }
    }
    fit(&mut places);
    places
}

/// Stretches the places to the whole square.
fn fit(places: &mut [(f64, f64)]) {
    let range = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let (low, high) = (
            places.iter().map(of).fold(f64::INFINITY, f64::min),
            places.iter().map(of).fold(f64::NEG_INFINITY, f64::max),
        );
        (low, (high - low).max(1e-9))
    };
    let ((left, width), (top, height)) = (range(&|place| place.0), range(&|place| place.1));
    for place in places {
        *place = ((place.0 - left) / width, (place.1 - top) / height);
    }
}
