//! Describes an article in its entry of the list: its length, its actors, and when its events happened.

use std::cmp::Reverse;

use crate::article::{ActorIdx, Article, Date, Day, Kind};
use crate::file::{Entry, EntryActor};
use crate::index::Index;
use crate::timeline::{Axis, Days, End, extents};

/// Into how many columns the time of an article is divided for its drawing.
pub const COLUMNS: usize = 48;

/// Describes an article in its entry. Its title, language, summary and date are those of the article: of what the article
/// does not say, what the list says stays. All actors with a Wikidata id are listed, the most mentioned first:
/// [`join_actors`](super::join_actors) leaves the few that are of interest.
pub fn describe(entry: &mut Entry, article: &Article, index: &Index) {
    let count = |number: usize| Some(u32::try_from(number).unwrap_or(u32::MAX));
    let or_listed = |own: Option<&str>, listed: &Option<String>| own.map(str::to_owned).or_else(|| listed.clone());
    entry.title = article.title.clone();
    entry.language = or_listed(article.language.as_deref(), &entry.language);
    entry.summary = or_listed(article.summary.as_deref(), &entry.summary);
    entry.published = or_listed(article.published.as_ref().map(Date::as_str), &entry.published);
    entry.words = count(article.words());
    entry.actor_count = count(article.actors.len());
    entry.event_count = count(index.event_count());
    let mentions = |actor| index.mentions_of(actor).len();
    let by_mentions = article.actors.sorted_by_key(|actor| Reverse(mentions(actor)));
    let is_listed =
        |(position, actor): &(usize, ActorIdx)| *position < super::NAMED_ACTORS || article[*actor].wikidata.is_some();
    entry.actors = by_mentions
        .into_iter()
        .enumerate()
        .filter(is_listed)
        .map(|(_, actor)| {
            let actor = &article[actor];
            let kind = Some(actor.kind.word().to_owned()).filter(|word| !word.is_empty());
            let (id, name, wikidata) = (actor.id.clone(), actor.name.clone(), actor.wikidata.clone());
            EntryActor { id, name, kind, wikidata, ..EntryActor::default() }
        })
        .collect();
    (entry.dates, entry.columns) = match dates_of(article, index) {
        Some((days, columns)) => (Some(in_edtf(days)), columns),
        None => (None, Vec::new()),
    };
}

/// From when to when the events of an article happened, and how many of them in each part of the axis. An event that lasted
/// counts where it began. `None` if no event has a date.
fn dates_of(article: &Article, index: &Index) -> Option<(Days, Vec<u32>)> {
    let events = article.events.entries().filter(|(at, _)| !index.is_account(*at));
    let known: Vec<_> = events
        .filter_map(|(_, event)| {
            let extents = extents(event.when.as_ref()?);
            extents.first().copied().map(|first| (first, extents.last().copied().unwrap_or(first)))
        })
        .collect();
    let possible = known.iter().flat_map(|(first, last)| [first.possible, last.possible]);
    let axis = Axis::new(possible.clone())?;
    let mut columns = vec![0; COLUMNS];
    for (first, _) in &known {
        // The beginning may be open: then the end is what is known.
        let days = first.possible;
        let moment = if first.start == End::Open { days.to } else { days.from };
        let column = (axis.share(moment) * COLUMNS as f64) as usize;
        columns[column.min(COLUMNS - 1)] += 1;
    }
    let whole = possible.reduce(|one, other| Days { from: one.from.min(other.from), to: one.to.max(other.to) })?;
    Some((whole, columns))
}

/// A span of time as an EDTF date, in years, months or days, by its length: "2012/2023", "2021-03/2021-07", "1956-10-29".
fn in_edtf(days: Days) -> String {
    /// Longer spans are in years.
    const YEARS: f64 = 730.0;
    /// Longer spans are in months.
    const MONTHS: f64 = 70.0;
    let (first, last) = (Day::from_number(days.from), Day::from_number((days.to - 1e-3).max(days.from)));
    let are_whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31);
    let length = if are_whole_years { f64::MAX } else { days.to - days.from };
    let written = |day: Day| {
        let year = match day.year {
            year @ -9999..0 => format!("-{:04}", -year),
            year @ 0..=9999 => format!("{year:04}"),
            year => return format!("Y{year}"),
        };
        match length {
            YEARS.. => year,
            MONTHS.. => format!("{year}-{:02}", day.month),
            _ => format!("{year}-{:02}-{:02}", day.month, day.day),
        }
    };
    let (first, last) = (written(first), written(last));
    if first == last { first } else { format!("{first}/{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_time_is_written_as_precisely_as_its_length_allows() {
        for (dates, expected) in [
            (&["2012-01-17", "2023-10-31"][..], "2012/2023"),
            (&["2021-03-23", "2021-07-07"], "2021-03/2021-07"),
            (&["1956-10-29", "1956-11-07"], "1956-10-29/1956-11-07"),
            (&["1956-10-29"], "1956-10-29"),
            (&["2021-03-23T07:40:00+02:00"], "2021-03-23"),
            (&["-1273~", "-1177"], "-1273/-1177"),
            (&["Y-12000", "-0003"], "Y-12000/-0003"),
            (&["2012"], "2012"),
            (&["2012-03"], "2012-03-01/2012-03-31"),
        ] {
            let extents: Vec<_> = dates.iter().flat_map(|date| extents(&Date::parse(date).unwrap())).collect();
            let from = extents.iter().map(|extent| extent.possible.from).reduce(f64::min).unwrap();
            let to = extents.iter().map(|extent| extent.possible.to).reduce(f64::max).unwrap();
            let text = in_edtf(Days { from, to });
            assert_eq!(text, expected);
            assert!(Date::parse(&text).is_ok(), "{text}");
        }
    }
}
