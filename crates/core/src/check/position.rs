//! Checks positions: latitude, longitude, and how exact they are.
//!
//! Invariant: a [`Position`] is on the Earth.

use super::problem::{ProblemKind, Problems, short};
use crate::article::{Kind, Position, Precision};
use crate::file::Path;

/// The position of the object at a path. One that is incomplete or out of range is left out, and reported.
pub(super) fn check(
    path: &Path,
    (lat, lon): (Option<f64>, Option<f64>),
    precision: Option<String>,
    problems: &mut Problems,
) -> Option<Position> {
    let is_on_earth = |(lat, lon): &(f64, f64)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon);
    let degrees = lat.zip(lon).filter(is_on_earth);
    if degrees.is_none() && (lat.is_some() || lon.is_some()) {
        let text = |degrees: Option<f64>| degrees.map_or("?".to_owned(), |degrees| short(&degrees.to_string()));
        problems.add(path, ProblemKind::NotAPosition { found: format!("{}, {}", text(lat), text(lon)) });
    }
    let precision = match precision.as_deref().map(Precision::from_word) {
        Some(Precision::Other(found)) => {
            let action = "it is left out";
            problems.add(&path.field("precision"), ProblemKind::UnknownWord { found, known: Precision::WORDS, action });
            None
        }
        other => other,
    };
    degrees.map(|(lat, lon)| Position { lat, lon, precision })
}
