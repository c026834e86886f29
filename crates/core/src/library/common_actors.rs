//! Finds the actors that several articles of a library have in common.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::NAMED_ACTORS;
use crate::file::{ActorName, Entry, SharedActor};

/// How many actors the list names for its filter.
const MAX_ACTORS: usize = 60;

/// Finds the actors that several of these articles have in common, by Wikidata id, the most common first. Sets in each entry
/// how many articles have an actor, and keeps of its actors those and the most mentioned.
///
/// An article may have several actors with one id: it counts once.
pub fn join_actors(entries: &mut [Entry]) -> Vec<SharedActor> {
    let mut shared: BTreeMap<String, SharedActor> = BTreeMap::new();
    for entry in entries.iter() {
        let mut seen = BTreeSet::new();
        for actor in &entry.actors {
            let Some(wikidata) = &actor.wikidata else { continue };
            if !seen.insert(wikidata) {
                continue;
            }
            let all = shared.entry(wikidata.clone()).or_insert_with(|| SharedActor {
                wikidata: wikidata.clone(),
                kind: actor.kind.clone(),
                ..SharedActor::default()
            });
            all.articles = Some(all.articles.unwrap_or(0) + 1);
            if all.names.iter().all(|name| name.language != entry.language) {
                all.names.push(ActorName {
                    language: entry.language.clone(),
                    name: actor.name.clone(),
                    ..ActorName::default()
                });
            }
        }
    }
    shared.retain(|_, actor| actor.articles > Some(1));
    for entry in entries {
        for actor in &mut entry.actors {
            let all = actor.wikidata.as_ref().and_then(|wikidata| shared.get(wikidata));
            actor.articles = all.and_then(|all| all.articles);
        }
        let mut position = 0;
        entry.actors.retain(|actor| {
            position += 1;
            position <= NAMED_ACTORS || actor.articles.is_some()
        });
    }
    let mut shared: Vec<SharedActor> = shared.into_values().collect();
    shared.sort_by_key(|actor| Reverse(actor.articles));
    shared.truncate(MAX_ACTORS);
    shared
}
