//! The events of an article on an axis of time: what is drawn of them, and where.
//!
//! Only arithmetic. `whowhen-views` makes a drawing of it, and the page lets the user point at it.
//!
//! | module | purpose |
//! |---|---|
//! | [`extent`] | what is known of a date: the days that it may mean, and those that it surely means |
//! | [`axis`] | from days to places along the axis and back; what long gaps leave out |
//! | [`mod@unit`] | hours, days, months and years as steps of the calendar |
//! | [`mod@ticks`] | the labels of the axis |
//! | [`lanes`] | packs ranges into lanes |
//! | [`steps`] | the steps in which a span of time is chosen |
//! | [`strip`] | the strip of time: a mark for each event, in lanes |
//!
//! A moment is a number of days since 1 January of year 0, see [`Day::number`](crate::article::Day::number). A share is a
//! place along the axis, from 0 to 1.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_core::timeline::{Axis, extents};
//!
//! let dates = ["2012-01-17", "2012-06", "2013-12-31"].map(|text| Date::parse(text).unwrap());
//! let axis = Axis::new(dates.iter().flat_map(extents).map(|extent| extent.possible)).unwrap();
//! let june = extents(&dates[1])[0];
//! assert!(june.certain.is_none()); // some day of June
//! assert!((0.18..0.20).contains(&axis.share(june.possible.from)));
//! ```

pub mod axis;
pub mod extent;
pub mod lanes;
pub mod steps;
pub mod strip;
pub mod ticks;
pub mod unit;

pub use axis::{Axis, Segment};
pub use extent::{Days, End, Extent, extents};
pub use steps::{Step, Steps};
pub use strip::{Mark, Shape, Strip};
pub use ticks::{Tick, step_in_words, ticks};
pub use unit::Unit;

/// A number within bounds. As `f64::clamp`, without its panic, which would bring the formatting of fractions into the
/// modules: six kilobytes each.
pub fn within(number: f64, least: f64, most: f64) -> f64 {
    number.min(most).max(least)
}
