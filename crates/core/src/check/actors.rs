//! Checks actors and mentions.

use super::ids::Ids;
use super::problem::{ProblemKind, Problems};
use super::span::SpanFinder;
use super::{certainty, links};
use crate::article::{Actor, ActorIdx, ActorKind, Form, Kind, Mention};
use crate::file::Path;
use crate::file::{ActorFile, MentionFile};

pub(super) fn check(files: Vec<ActorFile>, ids: &Ids<Actor>, problems: &mut Problems) -> Vec<Actor> {
    let list = Path::Top.field("actors");
    files
        .into_iter()
        .enumerate()
        .map(|(position, file)| {
            let path = list.item(position);
            let id = ids.id_of(position, file.id);
            let wikidata = file.ids.get("wikidata").and_then(|value| {
                let found = value.as_str().unwrap_or("something other than a text").to_owned();
                let digits = found.strip_prefix('Q').unwrap_or_default();
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Some(found);
                }
                problems
                    .add(&path.field("ids").field("wikidata"), ProblemKind::NotAnId { register: "Wikidata", found });
                None
            });
            let groups = path.field("member_of");
            let member_of = file
                .member_of
                .iter()
                .enumerate()
                .filter_map(|(nth, group)| {
                    let path = groups.item(nth);
                    if ids.find(group).is_some_and(|group| group.position() == position) {
                        problems.add(&path, ProblemKind::SelfRelation { id: group.clone() });
                        return None;
                    }
                    find(&path, group, ids, problems)
                })
                .collect();
            Actor {
                kind: file.kind.map_or(ActorKind::Unspecified, |word| ActorKind::from_word(&word)),
                name: file.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone()),
                aliases: file.aliases,
                description: file.description,
                wikidata,
                links: links(&path.field("links"), file.links, problems),
                member_of,
                id,
            }
        })
        .collect()
}

pub(super) fn check_mentions(
    files: Vec<MentionFile>,
    actors: &Ids<Actor>,
    spans: &SpanFinder,
    problems: &mut Problems,
) -> Vec<Mention> {
    let list = Path::Top.field("mentions");
    files
        .into_iter()
        .enumerate()
        .filter_map(|(position, file)| {
            let path = list.item(position);
            let actor = find(&path.field("actor"), &file.actor, actors, problems);
            let form = form(&path, file.form, problems);
            let certainty = certainty(&path.field("certainty"), file.certainty, problems);
            let found = spans.find_all(&path.field("at"), &file.at, problems);
            if file.at.is_empty() {
                problems.add(&path.field("at"), ProblemKind::MentionWithoutSpan);
            }
            let actor = actor?;
            (!found.is_empty()).then_some(Mention { position: position as u32, actor, form, spans: found, certainty })
        })
        .collect()
}

fn form(path: &Path, word: Option<String>, problems: &mut Problems) -> Form {
    match word.as_deref().map(Form::from_word) {
        None => Form::Name,
        Some(Form::Other(found)) => {
            let action = "it counts as a name";
            problems.add(&path.field("form"), ProblemKind::UnknownWord { found, known: Form::WORDS, action });
            Form::Name
        }
        Some(form) => form,
    }
}

/// The actor with this id. Reports an unknown id.
pub(super) fn find(path: &Path, id: &str, actors: &Ids<Actor>, problems: &mut Problems) -> Option<ActorIdx> {
    let found = actors.find(id);
    if found.is_none() {
        problems.add(path, ProblemKind::UnknownActor { id: id.to_owned() });
    }
    found
}
