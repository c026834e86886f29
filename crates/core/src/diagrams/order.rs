//! The order in which the text tells the events, against the order in which they happened.
//!
//! Where the text tells an event that happened before the one that it told just before, it goes back. Two lines of the chart
//! cross where the text tells the later event first.
//!
//! ```
//! use whowhen_core::diagrams::order::{crossings, jumps_back, told};
//! use whowhen_core::diagrams::{Scene, SceneEvent};
//! use whowhen_core::timeline::{Days, End, Extent};
//!
//! let event = |number, day: f64| SceneEvent {
//!     told: number,
//!     paragraph: number,
//!     extents: vec![Extent { possible: Days { from: day, to: day + 1.0 }, certain: None, start: End::Sharp, end: End::Sharp }],
//!     ..SceneEvent::default()
//! };
//! let scene = Scene { events: vec![event(1, 900.0), event(2, 100.0), event(3, 500.0)], ..Scene::default() };
//! let told = told(&scene, &|_| true);
//! assert_eq!(crossings(&told), 2);
//! assert_eq!(jumps_back(&told, 0.0).iter().map(|jump| (jump.event, jump.days)).collect::<Vec<_>>(), [(1, 800.0)]);
//! ```

use super::{Scene, SceneEvent};
use crate::stable_sort::sorted_by_key;

/// An event in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The event.
    pub event: usize,
    /// When it happened: the first moment that its date may mean.
    pub moment: f64,
}

/// A place where the text goes back in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// The event to which it goes back.
    pub event: usize,
    /// The event that it told before.
    pub from: usize,
    /// How many days it goes back.
    pub days: f64,
}

/// The dated events that are shown and that the text tells, in its order.
pub fn told(scene: &Scene, is_shown: &dyn Fn(usize) -> bool) -> Vec<Told> {
    // Without a sentence in the text it is not told.
    let is_told = |event: &SceneEvent| event.told > 0 && event.paragraph > 0;
    let events = scene.events.iter().enumerate().filter(|(at, event)| is_told(event) && is_shown(*at));
    let told = events.filter_map(|(at, event)| Some(Told { event: at, moment: event.extents.first()?.possible.from }));
    let told: Vec<Told> = told.collect();
    sorted_by_key(&told, |told| scene.events[told.event].told)
}

/// How many pairs of events the text tells the later one first of.
pub fn crossings(told: &[Told]) -> usize {
    let mut moments: Vec<f64> = told.iter().map(|told| told.moment).collect();
    let mut spare = moments.clone();
    inversions(&mut moments, &mut spare)
}

/// Counts the pairs that are in the wrong order, and sorts.
fn inversions(moments: &mut [f64], spare: &mut [f64]) -> usize {
    let middle = moments.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = spare.split_at_mut(middle);
    let mut count = inversions(&mut moments[..middle], left) + inversions(&mut moments[middle..], right);
    spare.copy_from_slice(moments);
    let (left, right) = spare.split_at(middle);
    let (mut one, mut other) = (0, 0);
    for moment in moments {
        if one < left.len() && (other == right.len() || left[one] <= right[other]) {
            *moment = left[one];
            one += 1;
        } else {
            *moment = right[other];
            other += 1;
            count += left.len() - one;
        }
    }
    count
}

/// Where the text goes back by more than so many days from one event to the next that it tells, in the order of the text.
pub fn jumps_back(told: &[Told], least: f64) -> Vec<Jump> {
    let pairs = told.windows(2).map(|pair| Jump {
        event: pair[1].event,
        from: pair[0].event,
        days: pair[0].moment - pair[1].moment,
    });
    pairs.filter(|jump| jump.days > least.max(0.0)).collect()
}

/// A length of time in the largest unit of which there are at least two, or one exactly: years, months or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many years.
    Years(usize),
    /// So many months.
    Months(usize),
    /// So many days.
    Days(usize),
}

impl Length {
    /// The rounded length of so many days.
    pub fn of(days: f64) -> Self {
        const YEAR: f64 = 365.2425;
        if days >= 1.5 * YEAR {
            Self::Years((days / YEAR).round() as usize)
        } else if days >= 45.0 {
            Self::Months((days / YEAR * 12.0).round() as usize)
        } else {
            Self::Days(days.round().max(1.0) as usize)
        }
    }
}
