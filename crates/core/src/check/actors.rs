//! Checks actors and mentions.
//!
//! Invariant: no actor belongs to itself, directly or through the groups of its groups.

use super::ids::Ids;
use super::problem::{ProblemKind, Problems};
use super::span::SpanFinder;
use super::{certainty, links, position};
use crate::article::{Actor, ActorIdx, ActorKind, Form, Kind, Mention};
use crate::file::Path;
use crate::file::{ActorFile, MentionFile};
use crate::pauses::Pauses;

pub(super) async fn check(
    files: Vec<ActorFile>,
    ids: &Ids<Actor>,
    problems: &mut Problems,
    pauses: &mut Pauses<'_>,
) -> Vec<Actor> {
    let list = Path::Top.field("actors");
    // For each actor, each link to a group that can be kept.
    let mut groups: Vec<Vec<Option<ActorIdx>>> = Vec::new();
    let mut actors: Vec<Actor> = pauses
        .filter_map(files, |position, file| {
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
            let member_of = path.field("member_of");
            let found = file.member_of.iter().enumerate().map(|(nth, group)| {
                let path = member_of.item(nth);
                if ids.find(group).is_some_and(|group| group.position() == position) {
                    problems.add(&path, ProblemKind::SelfRelation { id: group.clone() });
                    return None;
                }
                find(&path, group, ids, problems)
            });
            groups.push(found.collect());
            Some(Actor {
                kind: file.kind.map_or(ActorKind::Unspecified, |word| ActorKind::from_word(&word)),
                name: file.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone()),
                aliases: file.aliases,
                description: file.description,
                wikidata,
                links: links(&path.field("links"), file.links, problems),
                member_of: Vec::new(),
                position: position::check(&path, (file.lat, file.lon), file.precision, problems),
                id,
            })
        })
        .await;
    leave_out_circles(&actors, &mut groups, problems);
    for (actor, groups) in actors.iter_mut().zip(groups) {
        actor.member_of = groups.into_iter().flatten().collect();
    }
    actors
}

/// Leaves out each link to a group that closes a circle.
///
/// Goes from each actor to its groups, and to their groups, until it comes to one that it is on the way from. Each link is
/// followed once.
fn leave_out_circles(actors: &[Actor], groups: &mut [Vec<Option<ActorIdx>>], problems: &mut Problems) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }

    let mut seen = vec![Seen::No; actors.len()];
    // The actors on the way, each with the number of its links that were followed.
    let mut way: Vec<(usize, usize)> = Vec::new();
    for start in 0..actors.len() {
        if seen[start] == Seen::No {
            seen[start] = Seen::OnTheWay;
            way.push((start, 0));
        }
        while let Some((actor, followed)) = way.last_mut() {
            let (actor, nth) = (*actor, *followed);
            let Some(link) = groups[actor].get_mut(nth) else {
                seen[actor] = Seen::Done;
                way.pop();
                continue;
            };
            *followed += 1;
            let Some(group) = link.map(ActorIdx::position) else { continue };
            match seen[group] {
                Seen::No => {
                    seen[group] = Seen::OnTheWay;
                    way.push((group, 0));
                }
                Seen::OnTheWay => {
                    *link = None;
                    let path = Path::Top.field("actors");
                    let kind =
                        ProblemKind::CircleOfGroups { id: actors[actor].id.clone(), group: actors[group].id.clone() };
                    problems.add(&path.item(actor).field("member_of").item(nth), kind);
                }
                Seen::Done => {}
            }
        }
    }
}

pub(super) async fn check_mentions(
    files: Vec<MentionFile>,
    actors: &Ids<Actor>,
    spans: &SpanFinder<'_>,
    problems: &mut Problems,
    pauses: &mut Pauses<'_>,
) -> Vec<Mention> {
    let list = Path::Top.field("mentions");
    pauses
        .filter_map(files, |position, file| {
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
        .await
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
