//! CSV tables of events, actors and mentions, for spreadsheets and statistics.
//!
//! The table of events has the column names of ACLED, the Armed Conflict Location & Event Data, as far as an article has
//! what they say:
//!
//! | column | what |
//! |---|---|
//! | `event_id_cnty` | the event's id in the article |
//! | `event_date` | the day, as ACLED writes it: `21 October 2015`; empty unless the date is one day of our era |
//! | `year` | if it is one year; astronomical: 0 is 1 BCE |
//! | `time_precision` | 1: the day; 2: within a week, or an uncertain day; 3: within a month; empty: less precise |
//! | `event_type` | the kind of event, by the article format's words |
//! | `actor1`, `assoc_actor_1` | who acts: the first, and the others |
//! | `actor2`, `assoc_actor_2` | targets and victims: the first, and the others |
//! | `country` | the state that is the place or to which it belongs, if the article says so |
//! | `location`, `latitude`, `longitude` | the place |
//! | `geo_precision` | 1: a town or better; 3: a region |
//! | `source`, `notes` | titles of sources; the summary, else the title |
//!
//! What no article says is left out: `disorder_type`, `sub_event_type`, `inter1`, `inter2`, `interaction` and
//! `civilian_targeting` are judgements by ACLED's rules; `iso`, `region` and `admin1` to `admin3` are ACLED's own gazetteer;
//! `source_scale`, `fatalities`, `tags` and `timestamp` are not in the article format. Our own columns follow.
//!
//! Several values in a cell are separated by `; `, as in ACLED; several quotes by ` | `.
//!
//! The files are UTF-8 with a byte order mark: without it, Excel takes them for another encoding. pandas and readr skip it;
//! Python's `csv` needs `encoding="utf-8-sig"`. Lines end as RFC 4180 says. A text that a spreadsheet would take for a
//! formula begins with an apostrophe.
//!
//! ```
//! use whowhen_formats::tables;
//!
//! let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                "blocks": [{"id": "b", "kind": "paragraph", "text": "They met."}],
//!                "events": [{"id": "e", "title": "A meeting", "when": "2015-10-21"}]}"#;
//! let article = whowhen_core::file::read(json.as_bytes()).unwrap();
//! let csv = String::from_utf8(tables::write_events(&article).unwrap().bytes).unwrap();
//! assert!(csv.starts_with("\u{feff}event_id_cnty,event_date,year,time_precision,"));
//! assert!(csv.lines().nth(1).unwrap().starts_with("e,21 October 2015,2015,1,other,"));
//! ```
//!
//! Source: the ACLED Codebook, <https://acleddata.com/methodology/acled-codebook>, and OWASP's page on CSV injection,
//! <https://owasp.org/www-community/attacks/CSV_Injection>

use std::collections::HashSet;
use std::ops::Range;

use whowhen_core::article::{
    ActorIdx, ActorKind, Article, Date, Event, Kind, NamedLink, Place, Position, Precision, Role,
};
use whowhen_core::file::ArticleFile;
use whowhen_core::index::Index;
use whowhen_core::text::{Offsets, Unit};

use crate::report::NoteKind;
use crate::sentences::{sentence_at, sentences};
use crate::writing::{bounds, checked, note_extra_fields, note_losses};
use crate::{Format, FormatError, Report, Written};

/// The separator of several values in a cell.
const AND: &str = "; ";

/// The separator of several quotes in a cell.
const NEXT_QUOTE: &str = " | ";

const EVENT_COLUMNS: &[&str] = &[
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "actor1",
    "assoc_actor_1",
    "actor2",
    "assoc_actor_2",
    "country",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "title",
    "date_edtf",
    "date_text",
    "status",
    "certainty",
    "attributed_to",
    "summary",
    "participants",
    "evidence",
    "relations",
    "account_of",
];

const ACTOR_COLUMNS: &[&str] = &[
    "id",
    "name",
    "kind",
    "aliases",
    "description",
    "wikidata",
    "member_of",
    "latitude",
    "longitude",
    "precision",
    "links",
    "mentions",
    "events",
    "event_ids",
];

const MENTION_COLUMNS: &[&str] = &[
    "mention",
    "piece",
    "actor_id",
    "actor_name",
    "kind",
    "form",
    "block",
    "start",
    "end",
    "quote",
    "certainty",
    "sentence",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes the events.
///
/// # Errors
/// If there is no article.
pub fn write_events(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::EventsCsv);
    let article = checked(file, &mut report)?;
    let index = Index::new(&article);
    let mut table = Table::new(EVENT_COLUMNS);
    for (at, event) in article.events.entries() {
        let name = |actor: ActorIdx| article[actor].name.as_str();
        let of_roles = |roles: &[Role]| -> Vec<&str> {
            let of_roles = event.participants.iter().filter(|participant| roles.contains(&participant.role));
            of_roles.map(|participant| name(participant.actor)).collect()
        };
        table.text(&event.id);
        date_cells(&mut table, event.when.as_ref());
        table.text(event.kind.word());
        for side in [of_roles(&[Role::Agent, Role::Speaker]), of_roles(&[Role::Target, Role::Victim])] {
            let (first, others) = side.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
            table.text(first);
            table.text(&others.join(AND));
        }
        place_cells(&mut table, &article, event);
        table.text(&links(&event.sources));
        table.text(event.summary.as_deref().unwrap_or(&event.title));
        table.text(&event.title);
        // A checked date, which is no formula; years before our era begin with a minus.
        table.raw(event.when.as_ref().map_or(String::new(), |date| date.as_str().to_owned()));
        table.text(event.when_text.as_deref().unwrap_or_default());
        table.text(event.status.word());
        table.number(event.certainty);
        table.text(event.attributed_to.map_or("", name));
        table.text(event.summary.as_deref().unwrap_or_default());
        let participant = |role: &Role, actor| format!("{}: {}", role.word(), name(actor));
        let participants = event.participants.iter().map(|one| participant(&one.role, one.actor));
        table.text(&participants.collect::<Vec<_>>().join(AND));
        let quotes: Vec<&str> = event.evidence.iter().map(|span| article.quote(span)).collect();
        table.text(&quotes.join(NEXT_QUOTE));
        let ends = index.relations_of(at).iter().filter(|end| end.is_outgoing);
        let relations = ends.map(|end| format!("{}: {}", end.kind.word(), article[end.other].id));
        table.text(&relations.collect::<Vec<_>>().join(AND));
        table.text(if index.is_account(at) { &article[index.event_of(at)].id } else { "" });
        table.end_row();
    }
    let inexact = article.events.iter().filter(|event| event.when.as_ref().is_some_and(|date| day(date).is_none()));
    let inexact = inexact.count();
    let text = "dates that are not a day of our era, only in date_edtf";
    report.note_many(NoteKind::Changed, text, inexact, "");
    note_losses([("places of the evidence in the text", spans(&article))], &mut report);
    report.remark(NoteKind::LeftOut, "the text, the mentions, and the actors but for their names");
    note_extra_fields(file, |_| false, &mut report);
    Ok(table.finish(report))
}

/// Writes the actors.
///
/// # Errors
/// If there is no article.
pub fn write_actors(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::ActorsCsv);
    let article = checked(file, &mut report)?;
    let index = Index::new(&article);
    let mut table = Table::new(ACTOR_COLUMNS);
    for (at, actor) in article.actors.entries() {
        for cell in [&actor.id, &actor.name, actor.kind.word(), &actor.aliases.join(AND)] {
            table.text(cell);
        }
        table.text(actor.description.as_deref().unwrap_or_default());
        table.text(actor.wikidata.as_deref().unwrap_or_default());
        let groups: Vec<&str> = actor.member_of.iter().map(|group| article[*group].id.as_str()).collect();
        table.text(&groups.join(AND));
        position_cells(&mut table, actor.position.as_ref());
        let precision = actor.position.as_ref().and_then(|position| position.precision.as_ref());
        table.text(precision.map_or("", Precision::word));
        table.text(&links(&actor.links));
        table.integer(index.mentions_of(at).len());
        let events = index.events_of(at);
        table.integer(events.len());
        let ids: Vec<&str> = events.iter().map(|event| article[*event].id.as_str()).collect();
        table.text(&ids.join(AND));
        table.end_row();
    }
    let is_other = |register: &&String| register.as_str() != "wikidata";
    let ids = file.actors.iter().map(|actor| actor.ids.keys().filter(is_other).count()).sum();
    note_losses([("ids elsewhere but for Wikidata's", ids)], &mut report);
    report.remark(NoteKind::LeftOut, "the text, the places of the mentions, and the events but for their ids");
    note_extra_fields(file, |_| false, &mut report);
    Ok(table.finish(report))
}

/// Writes the mentions: a row for each piece, with positions in code points of the block.
///
/// # Errors
/// If there is no article.
pub fn write_mentions(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::MentionsCsv);
    let article = checked(file, &mut report)?;
    let blocks: Vec<(Offsets, Vec<Range<usize>>)> =
        article.blocks.iter().map(|block| (Offsets::new(&block.text), sentences(&block.text))).collect();
    let mut table = Table::new(MENTION_COLUMNS);
    for (number, mention) in article.mentions.iter().enumerate() {
        let actor = &article[mention.actor];
        for (piece, span) in mention.spans.iter().enumerate() {
            let (offsets, sentences) = &blocks[span.block.position()];
            let block = &article[span.block];
            let position = |byte: u32| offsets.from_byte(byte as usize, Unit::CodePoint).unwrap_or_default();
            table.integer(number + 1);
            table.integer(piece + 1);
            for cell in [&actor.id, &actor.name, actor.kind.word(), mention.form.word(), &block.id] {
                table.text(cell);
            }
            table.integer(position(span.start));
            table.integer(position(span.end));
            table.text(article.quote(span));
            table.number(mention.certainty);
            let sentence = sentence_at(sentences, span.start as usize);
            table.text(sentence.and_then(|sentence| block.text.get(sentence)).unwrap_or_default());
            table.end_row();
        }
    }
    note_losses([("actors that the text does not mention", unmentioned(&article))], &mut report);
    report.remark(NoteKind::LeftOut, "the text around the sentences, the events, and the actors but for name and kind");
    note_extra_fields(file, |_| false, &mut report);
    Ok(table.finish(report))
}

fn spans(article: &Article) -> usize {
    article.events.iter().map(|event| event.evidence.len()).sum()
}

fn unmentioned(article: &Article) -> usize {
    let mentioned: HashSet<ActorIdx> = article.mentions.iter().map(|mention| mention.actor).collect();
    article.actors.len() - mentioned.len()
}

/// The titles of works, or their addresses.
fn links(links: &[NamedLink]) -> String {
    let name = |link: &NamedLink| {
        let url = link.url.as_ref().map(|url| url.as_str().to_owned());
        match (&link.title, url) {
            (Some(title), Some(url)) => format!("{title} <{url}>"),
            (Some(title), None) => title.clone(),
            (None, url) => url.unwrap_or_default(),
        }
    };
    links.iter().map(name).collect::<Vec<_>>().join(AND)
}

/// The date as ACLED writes it, if it is one day of our era.
fn day(date: &Date) -> Option<String> {
    let (first, last) = bounds(date)?;
    let month = MONTHS.get(usize::from(first.month).checked_sub(1)?)?;
    (first == last && first.year > 0).then(|| format!("{} {month} {}", first.day, first.year))
}

fn date_cells(table: &mut Table, date: Option<&Date>) {
    let bounds = date.and_then(bounds);
    table.text(&date.and_then(day).unwrap_or_default());
    let year = bounds.filter(|(first, last)| first.year == last.year).map(|(first, _)| first.year);
    table.raw(year.map_or(String::new(), |year| year.to_string()));
    let is_vague = date.is_some_and(|date| date.is_uncertain() || date.is_approximate());
    // A long year has no days in EDTF.
    let days = bounds.filter(|(first, last)| !first.has_long_year() && !last.has_long_year());
    let precision = days.map(|(first, last)| last.number() - first.number() + 1.0).and_then(|days| match days {
        ..=1.0 if !is_vague => Some("1"),
        ..=7.0 => Some("2"),
        ..=31.0 => Some("3"),
        _ => None,
    });
    table.raw(precision.unwrap_or_default().to_owned());
}

fn place_cells(table: &mut Table, article: &Article, event: &Event) {
    let (country, name, position) = match &event.place {
        Some(Place::Actor(actor)) => {
            (state_around(article, *actor), article[*actor].name.as_str(), article[*actor].position.as_ref())
        }
        Some(Place::Named { name, position }) => {
            let is_country = position.as_ref().and_then(|position| position.precision.as_ref());
            let country = if is_country == Some(&Precision::Country) { name.as_str() } else { "" };
            (country, name.as_str(), position.as_ref())
        }
        None => ("", "", None),
    };
    table.text(country);
    table.text(name);
    position_cells(table, position);
    let precision = match position.and_then(|position| position.precision.as_ref()) {
        Some(Precision::Exact | Precision::Town) => "1",
        Some(Precision::Region) => "3",
        _ => "",
    };
    table.raw(precision.to_owned());
}

fn position_cells(table: &mut Table, position: Option<&Position>) {
    table.number(position.map(|position| position.lat));
    table.number(position.map(|position| position.lon));
}

/// The name of the state that an actor is or belongs to; empty if there is none.
fn state_around(article: &Article, actor: ActorIdx) -> &str {
    let mut seen = HashSet::from([actor]);
    let mut next = vec![actor];
    while let Some(at) = next.pop() {
        if article[at].kind == ActorKind::State {
            return &article[at].name;
        }
        next.extend(article[at].member_of.iter().rev().filter(|group| seen.insert(**group)));
    }
    ""
}

/// A table in the making.
struct Table {
    writer: csv::Writer<Vec<u8>>,
    row: Vec<String>,
    /// How many cells got an apostrophe.
    quoted: usize,
}

impl Table {
    fn new(columns: &[&str]) -> Self {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
        // Writing to memory cannot fail.
        let _ = writer.write_record(columns);
        Self { writer, row: Vec::with_capacity(columns.len()), quoted: 0 }
    }

    /// Adds a cell with words of the article. A spreadsheet would run what begins as a formula.
    fn text(&mut self, text: &str) {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        self.quoted += usize::from(is_formula);
        self.row.push(if is_formula { format!("'{text}") } else { text.to_owned() });
    }

    /// Adds a cell that is a number, or empty.
    fn number(&mut self, number: Option<f64>) {
        self.raw(number.map(|number| number.to_string()).unwrap_or_default());
    }

    fn integer(&mut self, number: usize) {
        self.raw(number.to_string());
    }

    /// Adds a cell that is no text of the article.
    fn raw(&mut self, cell: String) {
        self.row.push(cell);
    }

    fn end_row(&mut self) {
        let _ = self.writer.write_record(&self.row);
        self.row.clear();
    }

    fn finish(self, mut report: Report) -> Written {
        let text = "cells that a spreadsheet would take for a formula, now with an apostrophe";
        report.note_many(NoteKind::Changed, text, self.quoted, "");
        Written { bytes: self.writer.into_inner().unwrap_or_default(), report }
    }
}
