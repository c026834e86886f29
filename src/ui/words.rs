//! The interface's own words, in English: names and glyphs of kinds, roles, statuses and relations, counts.
//!
//! A word that the format does not list is shown as it stands, with its underscores as spaces.

use crate::article::{ActorKind, Event, EventKind, Kind, RelationKind, Role, Status};
use crate::index::Heading;

/// The sign of a kind of actor in lists and cards. A shape for each family, so that colour never speaks alone;
/// of those that common fonts have.
pub fn glyph(kind: &ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "●",
        ActorKind::State => "■",
        ActorKind::Government => "▣",
        ActorKind::Military => "◆",
        ActorKind::ArmedGroup => "▲",
        ActorKind::Organisation => "⬢",
        ActorKind::Media => "▬",
        ActorKind::Company => "◧",
        ActorKind::Public => "⁂",
        ActorKind::Place => "▼",
        ActorKind::Unspecified | ActorKind::Other(_) => "○",
    }
}

/// A word of the file as a word of the page: "armed_group" is "armed group".
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// When an event happened.
pub fn when(event: &Event) -> String {
    event.when.as_ref().map_or("undated".to_owned(), |date| date.in_words())
}

/// A kind of actor.
pub fn actor_kind(kind: &ActorKind) -> String {
    match kind {
        ActorKind::Public => "people".to_owned(),
        ActorKind::Unspecified => "other actor".to_owned(),
        kind => plain(kind.word()),
    }
}

/// A kind of event, with a capital.
pub fn event_kind(kind: &EventKind) -> String {
    match kind {
        // It would say nothing.
        EventKind::Unspecified => String::new(),
        kind => capital(&plain(kind.word())),
    }
}

/// What somebody did in an event, as said before the name.
pub fn role(role: &Role) -> String {
    match role {
        Role::Place => "in".to_owned(),
        Role::Unspecified => "with".to_owned(),
        Role::Beneficiary => "for".to_owned(),
        role => plain(role.word()),
    }
}

/// Whether an event is said to have happened, and by whom.
pub fn status(status: &Status, by: Option<&str>) -> Option<String> {
    let word = match status {
        Status::Asserted => None,
        status => Some(plain(status.word())),
    };
    match (word, by) {
        (None, None) => None,
        (None, Some(by)) => Some(format!("according to {by}")),
        (Some(word), None) => Some(word),
        (Some(word), Some(by)) => Some(format!("{word} by {by}")),
    }
}

/// A relation as seen from one of its ends, as said before the other event's title.
pub fn relation(kind: &RelationKind, outward: bool) -> String {
    match (kind, outward) {
        (RelationKind::Precedes, true) => "came before".to_owned(),
        (RelationKind::Precedes, false) => "came after".to_owned(),
        (RelationKind::Causes, true) => "led to".to_owned(),
        (RelationKind::Causes, false) => "was caused by".to_owned(),
        (RelationKind::Enables, true) => "made possible".to_owned(),
        (RelationKind::Enables, false) => "was made possible by".to_owned(),
        (RelationKind::PartOf, true) => "is part of".to_owned(),
        (RelationKind::PartOf, false) => "includes".to_owned(),
        (RelationKind::SameAs, _) => "is the same as".to_owned(),
        (RelationKind::Contradicts, _) => "contradicts".to_owned(),
        (RelationKind::Other(word), true) => plain(word),
        (RelationKind::Other(word), false) => format!("{} (from)", plain(word)),
    }
}

/// The heading of a group of events, where it is not a heading of the text.
pub fn heading(heading: Heading) -> String {
    match heading {
        Heading::Opening => "At the beginning".to_owned(),
        Heading::Section(_) => String::new(),
        Heading::Untold => "Not in the text".to_owned(),
        Heading::Year(year) if year <= 0 => format!("{} BCE", 1i64.saturating_sub(year)),
        Heading::Year(year) => year.to_string(),
        Heading::Undated => "Undated".to_owned(),
    }
}

/// "1 mention", "12 mentions".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// A number with its thousands set apart: "20,000".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How long a text takes to read, at 230 words a minute: "6 min", "22 hours".
pub fn reading_time(words: usize) -> String {
    match words.div_ceil(230).max(1) {
        minutes @ ..100 => format!("{minutes} min"),
        minutes => format!("{} hours", thousands((minutes + 30) / 60)),
    }
}

/// The first letter as a capital. By the browser: the standard library's table of capitals weighs twelve kilobytes.
pub fn capital(word: &str) -> String {
    let first = word.chars().next().map_or(0, char::len_utf8);
    String::from(js_sys::JsString::from(&word[..first]).to_upper_case()) + &word[first..]
}
