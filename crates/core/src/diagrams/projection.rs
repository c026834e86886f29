//! From degrees to places on the map: the Equal Earth projection (Šavrič, Patterson and Jenny 2018), in which areas are true.
//!
//! The map is [`WIDTH`] units wide, from 180 degrees west to 180 east, and y goes down from the North Pole. The outlines in
//! `assets/map/outlines.txt` are in the same units.
//!
//! ```
//! use whowhen_core::diagrams::projection::{WIDTH, project};
//!
//! let (x, y) = project(0.0, 0.0);
//! assert_eq!(x, WIDTH / 2.0);
//! assert!((project(90.0, 0.0).1).abs() < 1e-9 && (project(-90.0, 0.0).1 - 2.0 * y).abs() < 1e-9);
//! ```

use std::f64::consts::PI;

/// The width of the world.
pub const WIDTH: f64 = 8_000.0;

/// The height of the world: from pole to pole.
pub const HEIGHT: f64 = 2.0 * north(PI / 3.0) * SCALE;

/// The radius of the Earth, in kilometres.
const EARTH: f64 = 6371.0;

const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];

/// The square root of 3.
const ROOT: f64 = 1.732_050_807_568_877_2;

/// How many units the radius of the unit sphere is.
const SCALE: f64 = WIDTH / (4.0 * ROOT * PI / (3.0 * A[0]));

/// The place of a position, in units.
pub fn project(lat: f64, lon: f64) -> (f64, f64) {
    let theta = arcsine(ROOT / 2.0 * sine(lat.to_radians()));
    let (square, sixth) = (theta * theta, theta.powi(6));
    let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
    let x = 2.0 * ROOT * lon.to_radians() * cosine(theta) / (3.0 * slope);
    (WIDTH / 2.0 + x * SCALE, HEIGHT / 2.0 - north(theta) * SCALE)
}

/// How long so many kilometres are on average of all directions, in units. It is the same everywhere, because areas are true.
pub fn kilometres(length: f64) -> f64 {
    length / EARTH * SCALE
}

/// How far north of the equator the parameter of a latitude is, on the unit sphere. A pole's is a third of π.
const fn north(theta: f64) -> f64 {
    let square = theta * theta;
    theta * (A[0] + A[1] * square + square * square * square * (A[2] + A[3] * square))
}

// Between the poles a few terms are exact to a millimetre. The standard library's sine is right for any angle, and would bring
// nine kilobytes of code for that.

/// The sine of an angle from -π/2 to π/2.
fn sine(angle: f64) -> f64 {
    let square = angle * angle;
    // The Taylor series from its ninth term on.
    (1..9).rev().fold(1.0, |sum, term| 1.0 - sum * square / f64::from(2 * term * (2 * term + 1))) * angle
}

/// The cosine of an angle from -π/2 to π/2.
fn cosine(angle: f64) -> f64 {
    (1.0 - sine(angle).powi(2)).max(0.0).sqrt()
}

/// The angle of a sine that is at most 0.9, by Newton's method.
fn arcsine(sine_of: f64) -> f64 {
    (0..6).fold(sine_of, |angle, _| angle - (sine(angle) - sine_of) / cosine(angle))
}
