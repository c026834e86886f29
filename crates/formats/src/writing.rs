//! What writers have in common: the checked article, what no other format has a place for, and dates in parts.
//!
//! ```
//! use whowhen_core::article::Date;
//! use whowhen_formats::writing::{Moment, moments};
//!
//! let date = |text: &str| moments(&Date::parse(text).unwrap());
//! let march = Moment { year: 2012, month: Some(3), day: None };
//! assert_eq!(date("2012-03"), Some((march, None)));
//! assert_eq!(date("2012-03~"), Some((march, None)));
//! assert_eq!(date("2012-03/2012-05"), Some((march, Some(Moment { month: Some(5), ..march }))));
//! assert_eq!(date("../.."), None);
//! ```

use whowhen_core::article::{Article, Bound, Date, Day};
use whowhen_core::check;
use whowhen_core::file::{ArticleFile, Extra, PlaceFile};

use crate::report::NoteKind;
use crate::{FormatError, Report};

/// The checked article. What has a problem is not in it, and is noted in the report.
///
/// # Errors
/// If there is no article.
pub fn checked(file: &ArticleFile, report: &mut Report) -> Result<Article, FormatError> {
    let (article, problems) = check::check(file.clone()).map_err(|error| {
        let sentence = |text: String| text.trim_end_matches('.').to_owned();
        FormatError::new(sentence(error.to_string()), sentence(error.help()))
    })?;
    for problem in &problems {
        let place = format!("{}: {}", problem.path, problem.message());
        match problem.is_repaired() {
            true => report.changed("positions that did not fit their words, corrected", place),
            false => {
                report.left_out("parts of the article with a problem, which the reader does not show either", place)
            }
        }
    }
    Ok(article)
}

/// Notes the fields of a file that the article format does not name. `is_written` says which of them are written anyway.
pub fn note_extra_fields(file: &ArticleFile, is_written: impl Fn(&str) -> bool, report: &mut Report) {
    let of = |extra: &Extra| extra.keys().filter(|name| !is_written(name)).count();
    let spans = file.mentions.iter().flat_map(|mention| &mention.at);
    let spans = spans.chain(file.events.iter().flat_map(|event| &event.evidence));
    let links = file.actors.iter().flat_map(|actor| &actor.links);
    let links = links.chain(file.events.iter().flat_map(|event| &event.sources));
    let place = |place: &PlaceFile| match place {
        PlaceFile::Named(place) => of(&place.extra),
        PlaceFile::Actor(_) => 0,
    };
    let blocks = file.blocks.iter().map(|block| of(&block.extra) + sum(block.marks.iter().map(|mark| of(&mark.extra))));
    let events = file.events.iter().map(|event| {
        of(&event.extra)
            + event.r#where.as_ref().map_or(0, place)
            + sum(event.participants.iter().map(|participant| of(&participant.extra)))
    });
    let number = of(&file.extra)
        + file.source.as_ref().map_or(0, |source| of(&source.extra))
        + sum(blocks)
        + sum(events)
        + sum(file.actors.iter().map(|actor| of(&actor.extra)))
        + sum(file.mentions.iter().map(|mention| of(&mention.extra)))
        + sum(file.relations.iter().map(|relation| of(&relation.extra)))
        + sum(spans.map(|span| of(&span.extra)))
        + sum(links.map(|link| of(&link.extra)));
    report.note_many(NoteKind::LeftOut, "fields that the article format does not name", number, "");
}

fn sum(numbers: impl Iterator<Item = usize>) -> usize {
    numbers.sum()
}

/// Notes what a format has no place for: how much of what.
pub fn note_losses(losses: impl IntoIterator<Item = (&'static str, usize)>, report: &mut Report) {
    for (what, number) in losses {
        report.note_many(NoteKind::LeftOut, what, number, "");
    }
}

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The astronomical year: 0 is 1 BCE.
    pub year: i64,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to 31.
    pub day: Option<u8>,
}

/// A date in parts: its start; and its end, if it is no single year, month or day. Where one end is open or unknown, the
/// other is the start. `None` if both are, or if the year is too far to count.
///
/// What is uncertain or approximate in a date is not in its parts.
pub fn moments(date: &Date) -> Option<(Moment, Option<Moment>)> {
    let part = |text: &str| Date::parse(text.trim_matches('.')).ok().and_then(|date| bounds(&date)).and_then(single);
    match (bounds(date), date.as_str().split_once('/')) {
        (Some((first, last)), None) => match single((first, last)) {
            Some(moment) => Some((moment, None)),
            None => Some(range(first, last)),
        },
        (Some(_), Some((start, end))) if part(start).is_some() && part(end).is_some() => {
            Some((part(start)?, part(end).filter(|end| Some(*end) != part(start))))
        }
        (Some((first, last)), Some(_)) => Some(range(first, last)),
        (None, Some((start, end))) => part(start).or_else(|| part(end)).map(|moment| (moment, None)),
        (None, None) => match date.bounds() {
            (Bound::Day(day), _) | (_, Bound::Day(day)) => Some((whole(day), None)),
            _ => None,
        },
    }
}

/// The first and the last day, if the date has both.
pub fn bounds(date: &Date) -> Option<(Day, Day)> {
    match date.bounds() {
        (Bound::Day(first), Bound::Day(last)) => Some((first, last)),
        _ => None,
    }
}

fn whole(day: Day) -> Moment {
    Moment { year: day.year, month: Some(day.month), day: Some(day.day) }
}

fn is_last_of_month(day: Day) -> bool {
    day == Day::last_of(day.year, day.month)
}

/// The year, month or day with these bounds.
fn single((first, last): (Day, Day)) -> Option<Moment> {
    let is_month = first.day == 1 && is_last_of_month(last);
    match (first.year == last.year, first.month == last.month) {
        (true, true) if first.day == last.day => Some(whole(first)),
        (true, true) if is_month => Some(Moment { day: None, ..whole(first) }),
        (true, false) if is_month && (first.month, last.month) == (1, 12) => {
            Some(Moment { year: first.year, month: None, day: None })
        }
        _ => None,
    }
}

/// The shortest start and end with these bounds: years, months or days.
fn range(first: Day, last: Day) -> (Moment, Option<Moment>) {
    let are_months = first.day == 1 && is_last_of_month(last);
    let are_years = are_months && (first.month, last.month) == (1, 12);
    let moment = |day: Day| Moment {
        year: day.year,
        month: Some(day.month).filter(|_| !are_years),
        day: Some(day.day).filter(|_| !are_months),
    };
    (moment(first), Some(moment(last)))
}
