//! The names of kinds, roles, statuses, relations and groups of events.
//!
//! A word that is not in the format's list is shown as it is, with spaces for underscores.

use super::{Locale, Message};
use crate::article::{ActorKind, EventKind, Kind, RelationKind, Role, Status};
use crate::index::Heading;

/// A word of the file, with spaces for underscores: "rebel_alliance" becomes "rebel alliance".
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// A kind of actor: "armed group".
pub fn actor_kind(locale: &dyn Locale, kind: &ActorKind) -> String {
    text_or_plain(locale, actor_messages(kind).map(|(one, _)| one), kind.word())
}

/// A kind of actor in the plural: "armed groups".
pub fn actor_kinds(locale: &dyn Locale, kind: &ActorKind) -> String {
    text_or_plain(locale, actor_messages(kind).map(|(_, several)| several), kind.word())
}

fn actor_messages(kind: &ActorKind) -> Option<(Message, Message)> {
    Some(match kind {
        ActorKind::Person => (Message::Person, Message::Persons),
        ActorKind::State => (Message::State, Message::States),
        ActorKind::Government => (Message::Government, Message::Governments),
        ActorKind::Military => (Message::Military, Message::Militaries),
        ActorKind::ArmedGroup => (Message::ArmedGroup, Message::ArmedGroups),
        ActorKind::Organisation => (Message::Organisation, Message::Organisations),
        ActorKind::Media => (Message::Media, Message::Medias),
        ActorKind::Company => (Message::Company, Message::Companies),
        ActorKind::Public => (Message::Public, Message::Publics),
        ActorKind::Place => (Message::Place, Message::Places),
        ActorKind::Unspecified => (Message::OtherActor, Message::OtherActors),
        ActorKind::Other(_) => return None,
    })
}

/// A kind of event: "Coup".
pub fn event_kind(locale: &dyn Locale, kind: &EventKind) -> String {
    let message = match kind {
        EventKind::Protest => Message::Protest,
        EventKind::Coup => Message::Coup,
        EventKind::Battle => Message::Battle,
        EventKind::Attack => Message::Attack,
        EventKind::Deployment => Message::Deployment,
        EventKind::Withdrawal => Message::Withdrawal,
        EventKind::Agreement => Message::Agreement,
        EventKind::Diplomacy => Message::Diplomacy,
        EventKind::Sanction => Message::Sanction,
        EventKind::Election => Message::Election,
        EventKind::Statement => Message::Statement,
        EventKind::Publication => Message::Publication,
        EventKind::Advance => Message::Advance,
        EventKind::Unspecified => Message::OtherEvent,
        EventKind::Other(word) => return plain(word),
    };
    locale.text(message).to_owned()
}

/// A role in an event of a kind, for use before the actor's name: "by", "against". What is said has no target but a
/// listener, and is about somebody.
pub fn role(locale: &dyn Locale, role: &Role, kind: &EventKind) -> String {
    use EventKind::{Diplomacy, Publication, Statement};
    let message = match role {
        Role::Target if matches!(kind, Diplomacy | Statement) => Message::ToRole,
        Role::Target | Role::Unspecified if matches!(kind, Publication | Statement) => Message::AboutRole,
        Role::Agent => Message::Agent,
        Role::Target => Message::Target,
        Role::Victim => Message::Victim,
        Role::Mediator => Message::Mediator,
        Role::Speaker => Message::Speaker,
        Role::Ally => Message::Ally,
        Role::Beneficiary => Message::Beneficiary,
        Role::Place => Message::InRole,
        Role::Unspecified => Message::WithRole,
        Role::Other(word) => return plain(word),
    };
    locale.text(message).to_owned()
}

/// The status of an event, and who says so. `None` if it is asserted by the article itself.
pub fn status(locale: &dyn Locale, status: &Status, by: Option<&str>) -> Option<String> {
    let message = match status {
        Status::Asserted => return by.map(|by| locale.with(Message::AccordingTo, &[("name", by)])),
        Status::Alleged => Some(Message::Alleged),
        Status::Denied => Some(Message::Denied),
        Status::Planned => Some(Message::Planned),
        Status::Other(_) => None,
    };
    let status = text_or_plain(locale, message, status.word());
    Some(match by {
        Some(by) => locale.with(Message::SaidBy, &[("status", &status), ("name", by)]),
        None => status,
    })
}

/// How certain it is that an event happened as told: "likely", "considered wrong". `None` if it is certain.
pub fn certainty(locale: &dyn Locale, certainty: f64) -> Option<String> {
    let message = match certainty {
        1.0.. => return None,
        0.75.. => Message::Likely,
        0.5.. => Message::NotCertain,
        0.25.. => Message::Unlikely,
        _ => Message::ConsideredWrong,
    };
    Some(locale.text(message).to_owned())
}

/// A relation as seen from one of its ends, for use before the title of the other event.
pub fn relation(locale: &dyn Locale, kind: &RelationKind, is_outgoing: bool) -> String {
    let message = match (kind, is_outgoing) {
        (RelationKind::Precedes, true) => Message::CameBefore,
        (RelationKind::Precedes, false) => Message::CameAfter,
        (RelationKind::Causes, true) => Message::LedTo,
        (RelationKind::Causes, false) => Message::CausedBy,
        (RelationKind::Enables, true) => Message::MadePossible,
        (RelationKind::Enables, false) => Message::PossibleBy,
        (RelationKind::PartOf, true) => Message::IsPartOf,
        (RelationKind::PartOf, false) => Message::Includes,
        (RelationKind::SameAs, _) => Message::SameAs,
        (RelationKind::Contradicts, _) => Message::Contradicts,
        (RelationKind::Other(word), true) => return plain(word),
        (RelationKind::Other(word), false) => return locale.with(Message::RelatedFrom, &[("relation", &plain(word))]),
    };
    locale.text(message).to_owned()
}

/// The heading of a group of events; empty if it is a heading of the text.
pub fn heading(locale: &dyn Locale, heading: Heading) -> String {
    let message = match heading {
        Heading::Opening => Message::AtBeginning,
        Heading::NotInText => Message::NotInText,
        Heading::Undated => Message::UndatedOnes,
        Heading::Year(year) => return super::year(locale, year),
        Heading::Section(_) => return String::new(),
    };
    locale.text(message).to_owned()
}

/// A message, or a word that is not in the format's list.
fn text_or_plain(locale: &dyn Locale, message: Option<Message>, other: &str) -> String {
    message.map_or_else(|| plain(other), |message| locale.text(message).to_owned())
}
