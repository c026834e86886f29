//! Checks events, their participants and evidence, and the relations between events.

use super::ids::Ids;
use super::problem::{ProblemKind, Problems};
use super::span::SpanFinder;
use super::{actors, certainty, date, links, position};
use crate::article::{
    Actor, Event, EventIdx, EventKind, Kind, Participant, Place, Relation, RelationKind, Role, Status,
};
use crate::file::Path;
use crate::file::{EventFile, NamedPlaceFile, PlaceFile, RelationFile};
use crate::pauses::Pauses;

pub(super) async fn check(
    files: Vec<EventFile>,
    ids: &Ids<Event>,
    actor_ids: &Ids<Actor>,
    spans: &SpanFinder<'_>,
    problems: &mut Problems,
    pauses: &mut Pauses<'_>,
) -> Vec<Event> {
    let list = Path::Top.field("events");
    pauses
        .filter_map(files, |position, file| {
            let path = list.item(position);
            let id = ids.id_of(position, file.id);
            let parts = path.field("participants");
            let participants = file
                .participants
                .into_iter()
                .enumerate()
                .filter_map(|(nth, part)| {
                    let path = parts.item(nth);
                    let actor = actors::find(&path.field("actor"), &part.actor, actor_ids, problems)?;
                    let role = part.role.map_or(Role::Unspecified, |word| Role::from_word(&word));
                    Some(Participant { actor, role })
                })
                .collect();
            Some(Event {
                kind: file.kind.map_or(EventKind::Unspecified, |word| EventKind::from_word(&word)),
                title: file.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| id.clone()),
                when: date(&path.field("when"), file.when, problems),
                when_text: file.when_text,
                place: file.r#where.and_then(|place| check_place(&path, place, actor_ids, problems)),
                participants,
                evidence: spans.find_all(&path.field("evidence"), &file.evidence, problems),
                summary: file.summary,
                status: status(&path, file.status, problems),
                attributed_to: file
                    .attributed_to
                    .and_then(|actor| actors::find(&path.field("attributed_to"), &actor, actor_ids, problems)),
                certainty: certainty(&path.field("certainty"), file.certainty, problems),
                sources: links(&path.field("sources"), file.sources, problems),
                id,
            })
        })
        .await
}

fn status(path: &Path, word: Option<String>, problems: &mut Problems) -> Status {
    let status = word.map_or(Status::Asserted, |word| Status::from_word(&word));
    if let Status::Other(found) = &status {
        // Not replaced by `Asserted`: that would claim more than the file does.
        let (found, action) = (found.clone(), "the word is shown as it stands");
        problems.add(&path.field("status"), ProblemKind::UnknownWord { found, known: Status::WORDS, action });
    }
    status
}

fn check_place(path: &Path, file: PlaceFile, actor_ids: &Ids<Actor>, problems: &mut Problems) -> Option<Place> {
    match file {
        PlaceFile::Actor(id) => actors::find(&path.field("where"), &id, actor_ids, problems).map(Place::Actor),
        PlaceFile::Named(NamedPlaceFile { name, lat, lon, precision, .. }) => {
            let position = position::check(&path.field("where"), (lat, lon), precision, problems);
            Some(Place::Named { name, position })
        }
    }
}

pub(super) async fn check_relations(
    files: Vec<RelationFile>,
    events: &Ids<Event>,
    problems: &mut Problems,
    pauses: &mut Pauses<'_>,
) -> Vec<Relation> {
    let list = Path::Top.field("relations");
    pauses
        .filter_map(files, |position, file| {
            let path = list.item(position);
            let from = find(&path.field("from"), &file.from, events, problems);
            let to = find(&path.field("to"), &file.to, events, problems);
            let kind = RelationKind::from_word(&file.kind);
            if let RelationKind::Other(found) = &kind {
                let (found, action) = (found.clone(), "the word is shown as it stands");
                problems
                    .add(&path.field("kind"), ProblemKind::UnknownWord { found, known: RelationKind::WORDS, action });
            }
            let (from, to) = (from?, to?);
            if from == to {
                problems.add(&path, ProblemKind::SelfRelation { id: file.from });
                return None;
            }
            Some(Relation { from, to, kind })
        })
        .await
}

fn find(path: &Path, id: &str, events: &Ids<Event>, problems: &mut Problems) -> Option<EventIdx> {
    let found = events.find(id);
    if found.is_none() {
        problems.add(path, ProblemKind::UnknownEvent { id: id.to_owned() });
    }
    found
}
