//! The names of what the format lists: kinds, roles, statuses, relations, groups of events.
//!
//! A word that the format does not list is shown as it stands, with its underscores as spaces.

use super::{Speech, Word};
use crate::article::{ActorKind, EventKind, Kind, RelationKind, Role, Status};
use crate::index::Heading;

/// A word of the file as a word of the page: "rebel_alliance" is "rebel alliance".
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// A kind of actor: "armed group".
pub fn actor_kind(speech: &dyn Speech, kind: &ActorKind) -> String {
    said(speech, actor_words(kind).map(|(one, _)| one), kind.word())
}

/// Actors of a kind: "Armed groups".
pub fn actor_kinds(speech: &dyn Speech, kind: &ActorKind) -> String {
    said(speech, actor_words(kind).map(|(_, several)| several), kind.word())
}

fn actor_words(kind: &ActorKind) -> Option<(Word, Word)> {
    Some(match kind {
        ActorKind::Person => (Word::Person, Word::Persons),
        ActorKind::State => (Word::State, Word::States),
        ActorKind::Government => (Word::Government, Word::Governments),
        ActorKind::Military => (Word::Military, Word::Militaries),
        ActorKind::ArmedGroup => (Word::ArmedGroup, Word::ArmedGroups),
        ActorKind::Organisation => (Word::Organisation, Word::Organisations),
        ActorKind::Media => (Word::Media, Word::Medias),
        ActorKind::Company => (Word::Company, Word::Companies),
        ActorKind::Public => (Word::Public, Word::Publics),
        ActorKind::Place => (Word::Place, Word::Places),
        ActorKind::Unspecified => (Word::OtherActor, Word::OtherActors),
        ActorKind::Other(_) => return None,
    })
}

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

/// A kind of event: "Coup".
pub fn event_kind(speech: &dyn Speech, kind: &EventKind) -> String {
    let word = match kind {
        EventKind::Protest => Word::Protest,
        EventKind::Coup => Word::Coup,
        EventKind::Battle => Word::Battle,
        EventKind::Attack => Word::Attack,
        EventKind::Deployment => Word::Deployment,
        EventKind::Withdrawal => Word::Withdrawal,
        EventKind::Agreement => Word::Agreement,
        EventKind::Diplomacy => Word::Diplomacy,
        EventKind::Sanction => Word::Sanction,
        EventKind::Election => Word::Election,
        EventKind::Statement => Word::Statement,
        EventKind::Publication => Word::Publication,
        EventKind::Advance => Word::Advance,
        EventKind::Unspecified => Word::OtherEvent,
        EventKind::Other(word) => return plain(word),
    };
    speech.say(word).to_owned()
}

/// What somebody did in an event, as said before the name.
pub fn role(speech: &dyn Speech, role: &Role) -> String {
    let word = match role {
        Role::Agent => Word::Agent,
        Role::Target => Word::Target,
        Role::Victim => Word::Victim,
        Role::Mediator => Word::Mediator,
        Role::Speaker => Word::Speaker,
        Role::Ally => Word::Ally,
        Role::Beneficiary => Word::Beneficiary,
        Role::Place => Word::InRole,
        Role::Unspecified => Word::WithRole,
        Role::Other(word) => return plain(word),
    };
    speech.say(word).to_owned()
}

/// Whether an event is said to have happened, and by whom.
pub fn status(speech: &dyn Speech, status: &Status, by: Option<&str>) -> Option<String> {
    let word = match status {
        Status::Asserted => return by.map(|by| speech.with(Word::AccordingTo, &[by])),
        Status::Alleged => Some(Word::Alleged),
        Status::Denied => Some(Word::Denied),
        Status::Planned => Some(Word::Planned),
        Status::Other(_) => None,
    };
    let word = said(speech, word, status.word());
    Some(match by {
        Some(by) => speech.with(Word::SaidBy, &[&word, by]),
        None => word,
    })
}

/// A relation as seen from one of its ends, as said before the other event's title.
pub fn relation(speech: &dyn Speech, kind: &RelationKind, outward: bool) -> String {
    let word = match (kind, outward) {
        (RelationKind::Precedes, true) => Word::CameBefore,
        (RelationKind::Precedes, false) => Word::CameAfter,
        (RelationKind::Causes, true) => Word::LedTo,
        (RelationKind::Causes, false) => Word::CausedBy,
        (RelationKind::Enables, true) => Word::MadePossible,
        (RelationKind::Enables, false) => Word::PossibleBy,
        (RelationKind::PartOf, true) => Word::IsPartOf,
        (RelationKind::PartOf, false) => Word::Includes,
        (RelationKind::SameAs, _) => Word::SameAs,
        (RelationKind::Contradicts, _) => Word::Contradicts,
        (RelationKind::Other(word), true) => return plain(word),
        (RelationKind::Other(word), false) => return speech.with(Word::RelatedFrom, &[&plain(word)]),
    };
    speech.say(word).to_owned()
}

/// The heading of a group of events; nothing where it is a heading of the text.
pub fn heading(speech: &dyn Speech, heading: Heading) -> String {
    let word = match heading {
        Heading::Opening => Word::AtBeginning,
        Heading::Untold => Word::NotInText,
        Heading::Undated => Word::UndatedOnes,
        Heading::Year(year) => return super::year(speech, year),
        Heading::Section(_) => return String::new(),
    };
    speech.say(word).to_owned()
}

fn said(speech: &dyn Speech, word: Option<Word>, other: &str) -> String {
    word.map_or_else(|| plain(other), |word| speech.say(word).to_owned())
}
