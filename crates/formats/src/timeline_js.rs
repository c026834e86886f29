//! JSON of TimelineJS3: a slide for each dated event, to be put on a page as a timeline.
//!
//! | of an event | in its slide |
//! |---|---|
//! | date | `start_date` and `end_date`; where they cannot say it (uncertain, open, one of several), the EDTF date is the `display_date` |
//! | title | `text.headline` |
//! | status and who says so, summary, evidence, participants, sources | `text.text`, as HTML |
//! | kind | `group` |
//!
//! TimelineJS writes negative years without their sign and with "BCE", so 44 BCE, which is -43 in EDTF, is -44 in it. If an
//! event is too far from our time for a JavaScript date, the scale is `cosmological`, which has only years.
//!
//! ```
//! use whowhen_formats::timeline_js;
//!
//! let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                "blocks": [{"id": "b", "kind": "paragraph", "text": "They met."}],
//!                "events": [{"id": "e", "title": "Alice & Bob meet", "when": "2015-10-21/2015-11"}]}"#;
//! let article = whowhen_core::file::read(json.as_bytes()).unwrap();
//! let written = timeline_js::write(&article).unwrap();
//! let timeline: serde_json::Value = serde_json::from_slice(&written.bytes).unwrap();
//! assert_eq!(timeline["events"][0]["start_date"], serde_json::json!({"year": 2015, "month": 10, "day": 21}));
//! assert_eq!(timeline["events"][0]["text"]["headline"], "Alice &amp; Bob meet");
//! ```
//!
//! Source: <https://timeline.knightlab.com/docs/json-format.html>

use std::collections::HashSet;

use serde::Serialize;
use whowhen_core::article::{ActorIdx, Article, Date, Event, EventKind, Kind, Status};
use whowhen_core::file::ArticleFile;
use whowhen_views::{Html, Markup};

use crate::draft::{name_id, unique};
use crate::report::NoteKind;
use crate::writing::{Moment, checked, moments, note_extra_fields, note_losses};
use crate::{Format, FormatError, Report, Written};

/// The first and the last year of which JavaScript has every day.
const HUMAN_YEARS: std::ops::RangeInclusive<i64> = -271_820..=275_759;

/// An event, its date, and the start and the end of that.
type Dated<'a> = (&'a Event, &'a Date, (Moment, Option<Moment>));

#[derive(Serialize)]
struct Timeline {
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<&'static str>,
    title: Slide,
    events: Vec<Slide>,
}

#[derive(Serialize)]
struct Slide {
    #[serde(skip_serializing_if = "Option::is_none")]
    unique_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<SlideDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<SlideDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_date: Option<String>,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    /// The text has its links already.
    autolink: bool,
}

/// Both as HTML.
#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

#[derive(Serialize)]
struct SlideDate {
    year: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
    #[serde(flatten)]
    clock: Option<Clock>,
}

#[derive(Clone, Copy, Serialize)]
struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
}

/// Writes the dated events.
///
/// # Errors
/// If there is no article, or it has no dated event.
pub fn write(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::TimelineJs);
    let article = checked(file, &mut report)?;
    let dated: Vec<Dated> = article
        .events
        .iter()
        .filter_map(|event| event.when.as_ref().and_then(|date| Some((event, date, moments(date)?))))
        .collect();
    if dated.is_empty() {
        let message = "the article has no event with a date, and a timeline needs one";
        return Err(FormatError::new(message, "Choose another format, such as the table of events"));
    }
    let is_human = |moment: &Moment| HUMAN_YEARS.contains(&moment.year);
    let are_human = dated.iter().all(|(_, _, (start, end))| is_human(start) && end.as_ref().is_none_or(is_human));
    let mut ids = HashSet::new();
    let events = dated.iter().map(|(event, date, moments)| {
        let clock = clock(date);
        let display = (!is_plain(date, clock)).then(|| date.as_str().to_owned());
        let kind = Some(&event.kind).filter(|kind| **kind != EventKind::Unspecified);
        Slide {
            unique_id: Some(unique(&name_id(&event.id), &mut ids)),
            start_date: Some(slide_date(moments.0, clock, are_human)),
            end_date: moments.1.map(|end| slide_date(end, None, are_human)),
            display_date: display,
            text: Text { headline: escaped(&event.title), text: event_text(&article, event) },
            group: kind.map(|kind| escaped(kind.word())),
            autolink: false,
        }
    });
    let timeline =
        Timeline { scale: (!are_human).then_some("cosmological"), title: title(&article), events: events.collect() };
    let vague = timeline.events.iter().filter(|slide| slide.display_date.is_some()).count();
    let text = "dates that are uncertain, open or of several days, shown as EDTF";
    report.note_many(NoteKind::Changed, text, vague, "");
    if !are_human {
        let text = "months and days, since the timeline reaches further than a calendar in it can";
        report.remark(NoteKind::LeftOut, text);
    }
    note_left_out(&article, dated.len(), &mut report);
    note_extra_fields(file, |_| false, &mut report);
    // All keys are strings, so serialising cannot fail.
    let mut bytes = serde_json::to_vec_pretty(&timeline).unwrap_or_default();
    bytes.push(b'\n');
    Ok(Written { bytes, report })
}

fn note_left_out(article: &Article, dated: usize, report: &mut Report) {
    let events = article.events.as_slice();
    let places = events.iter().filter(|event| event.place.is_some()).count();
    let losses = [
        ("events without a date, or too far to count", events.len() - dated),
        ("places of events", places),
        ("how the text puts the time of events", events.iter().filter(|event| event.when_text.is_some()).count()),
        ("how certain events are", events.iter().filter(|event| event.certainty.is_some()).count()),
        ("roles of participants", events.iter().map(|event| event.participants.len()).sum()),
        ("relations between events", article.relations.len()),
    ];
    note_losses(losses, report);
    report.remark(NoteKind::LeftOut, "the text but for the evidence, and the actors but for their names");
}

/// The first slide: title, subtitle or summary, authors.
fn title(article: &Article) -> Slide {
    let about = article.subtitle.as_ref().or(article.summary.as_ref());
    let authors = Some(article.authors.join(", ")).filter(|authors| !authors.is_empty());
    let text = about.into_iter().chain(authors.as_ref()).map(|text| paragraph(text).done()).collect();
    Slide {
        unique_id: None,
        start_date: None,
        end_date: None,
        display_date: None,
        text: Text { headline: escaped(&article.title), text },
        group: None,
        autolink: false,
    }
}

fn paragraph(text: &str) -> Html {
    Html::new("p").attr("dir", "auto").text(text)
}

/// A text as HTML, without an element around it.
fn escaped(text: &str) -> String {
    let html = Html::new("b").text(text).done();
    html.strip_prefix("<b>").and_then(|html| html.strip_suffix("</b>")).unwrap_or_default().to_owned()
}

fn event_text(article: &Article, event: &Event) -> String {
    let name = |actor: ActorIdx| article[actor].name.as_str();
    let mut parts = Vec::new();
    // A timeline that shows what is denied as what happened would be false.
    let status = Some(event.status.word()).filter(|_| event.status != Status::Asserted);
    match (status, event.attributed_to) {
        (Some(status), Some(by)) => parts.push(paragraph(&format!("{status}: {}", name(by)))),
        (Some(status), None) => parts.push(paragraph(status)),
        (None, Some(by)) => parts.push(paragraph(name(by))),
        (None, None) => {}
    }
    parts.extend(event.summary.as_deref().map(paragraph));
    let evidence = event.evidence_in_order().into_iter();
    parts.extend(evidence.map(|span| Html::new("blockquote").attr("dir", "auto").text(article.quote(&span))));
    let mut names: Vec<&str> = Vec::new();
    for participant in &event.participants {
        if !names.contains(&name(participant.actor)) {
            names.push(name(participant.actor));
        }
    }
    if !names.is_empty() {
        parts.push(paragraph(&names.join(", ")));
    }
    parts.extend(whowhen_views::page_links("", None, &event.sources));
    parts.into_iter().map(Html::done).collect()
}

fn slide_date(moment: Moment, clock: Option<Clock>, is_human: bool) -> SlideDate {
    let Moment { year, month, day } = moment;
    // There is no year 0 in it: -1 is 1 BCE.
    let year = if year < 1 { year - 1 } else { year };
    match is_human {
        true => SlideDate { year, month, day, clock },
        false => SlideDate { year, month: None, day: None, clock: None },
    }
}

/// The time of a date with a time, but not midnight at the end of the day.
fn clock(date: &Date) -> Option<Clock> {
    let (_, time) = date.as_str().split_once('T')?;
    let mut parts = time.split(':').map(|part| part.get(..2).and_then(|part| part.parse::<u8>().ok()));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    (hour < 24 && second < 60).then_some(Clock { hour, minute, second })
}

/// Whether the parts of a date say all that it says.
fn is_plain(date: &Date, clock: Option<Clock>) -> bool {
    let text = date.as_str();
    let day = match (text.split_once('T'), clock) {
        // A zone, or a fraction of a second, has no place.
        (Some((day, time)), Some(_)) if time.len() == 8 => day,
        _ => text,
    };
    let is_moment = |text: &str| {
        let is_numbers =
            text.strip_prefix('Y').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_numbers && Date::parse(text).is_ok_and(|date| moments(&date).is_some_and(|(_, end)| end.is_none()))
    };
    match day.split_once('/') {
        Some((start, end)) => is_moment(start) && is_moment(end),
        None => is_moment(day),
    }
}
