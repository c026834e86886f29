//! An article's draft, filled with annotations: mentions, events, identities, slots and relations.

use std::collections::{HashMap, HashSet};

use whowhen_core::file::{ActorFile, LinkFile};

use super::layers::{LayerKind, Layers, Pieces, Said};
use super::short;
use crate::Report;
use crate::draft::{Draft, Event, EventRelation, Link, Mention, relation_kind};
use crate::labelled_text::wikidata;
use crate::labels::known;
use crate::labels::{self, Meaning};
use crate::report::NoteKind;

/// What relations of a layer of coreference say if both ends are the same actor. Others of that layer, such as bridging,
/// say something else.
const SAME: &[&str] = &["coref", "coreference", "ana", "anaphora", "anaphoric", "cata", "appos", "ident", "identity"];

/// What became of an annotation.
#[derive(Clone, Copy)]
enum Placed {
    Nothing,
    /// The position of a mention in the draft.
    Mention(usize),
    /// The position of an event in the draft.
    Event(usize),
}

/// Fills a draft, which has its text, with annotations. `kinds` are those of the layers; `ranges` has of each annotation its
/// pieces in bytes of the text, none if it is nowhere.
pub(super) fn fill(draft: &mut Draft, layers: &Layers, kinds: &[LayerKind], ranges: Vec<Pieces>, report: &mut Report) {
    let mut filling = Filling { placed: vec![Placed::Nothing; ranges.len()], ranges, kinds, layers };
    filling.annotations(draft, report);
    filling.chains(draft, report);
    filling.slots(draft, report);
    filling.relations(draft, report);
    add_actors(draft);
}

/// What fills a draft with annotations.
struct Filling<'a, 't> {
    layers: &'a Layers<'t>,
    kinds: &'a [LayerKind],
    /// Of each annotation its pieces in bytes; none if it is nowhere.
    ranges: Vec<Pieces>,
    placed: Vec<Placed>,
}

impl Filling<'_, '_> {
    /// Makes mentions and events of the annotations that are in no chain.
    fn annotations(&mut self, draft: &mut Draft, report: &mut Report) {
        let mut in_chain = vec![false; self.placed.len()];
        self.layers.chains.iter().flatten().for_each(|position| in_chain[*position] = true);
        for (position, annotation) in self.layers.annotations.iter().enumerate() {
            if in_chain[position] || self.ranges[position].is_empty() {
                continue;
            }
            let said = self.layers.said(annotation.layer, &annotation.features, annotation.number, report);
            let pieces = self.ranges[position].clone();
            let label = said.label.unwrap_or_else(|| short(&self.layers.names[annotation.layer]).to_owned());
            let Said { identity, certainty, form, .. } = said;
            self.placed[position] = if self.kinds[annotation.layer] == LayerKind::Events {
                if identity.is_some() {
                    report.left_out("ids of events elsewhere", self.layers.place(annotation.number));
                }
                let id = format!("e{}", position + 1);
                draft.events.push(Event { id, label, trigger: pieces, certainty, ..Event::default() });
                Placed::Event(draft.events.len() - 1)
            } else {
                let place = self.layers.place(annotation.number);
                draft.mentions.push(Mention { pieces, label, identity, form, certainty, place, ..Mention::default() });
                Placed::Mention(draft.mentions.len() - 1)
            };
        }
    }

    /// Gives the members of each chain the same identity. A member is the mention at its place; without one it becomes one.
    fn chains(&mut self, draft: &mut Draft, report: &mut Report) {
        let mut at: HashMap<(usize, usize), Placed> = HashMap::new();
        for (position, pieces) in self.ranges.iter().enumerate() {
            let ends = pieces.first().zip(pieces.last()).map(|(first, last)| (first.start, last.end));
            if let (Some(ends), Placed::Mention(_) | Placed::Event(_)) = (ends, self.placed[position]) {
                at.entry(ends).or_insert(self.placed[position]);
            }
        }
        for (number, chain) in self.layers.chains.iter().enumerate() {
            let mut members: Vec<(usize, Option<Placed>)> = Vec::with_capacity(chain.len());
            for position in chain {
                let pieces = &self.ranges[*position];
                if let Some((first, last)) = pieces.first().zip(pieces.last()) {
                    members.push((*position, at.get(&(first.start, last.end)).copied()));
                }
            }
            let mentions = members.iter().filter_map(|(_, placed)| match placed {
                Some(Placed::Mention(mention)) => Some(&draft.mentions[*mention]),
                _ => None,
            });
            let identity = mentions.clone().find_map(|mention| mention.identity.clone());
            let identity = identity.unwrap_or_else(|| format!("chain {}", number + 1));
            // What the chain is about, if one of its members says so.
            let is_actor = |label: &str| matches!(labels::meaning(label, ""), Meaning::Actor(_));
            let label = mentions.map(|mention| mention.label.clone()).find(|label| is_actor(label));
            let mut last_event: Option<usize> = None;
            for (position, placed) in members {
                let annotation = &self.layers.annotations[position];
                let said = self.layers.said(annotation.layer, &annotation.features, annotation.number, report);
                let place = self.layers.place(annotation.number);
                self.placed[position] = match placed {
                    Some(Placed::Event(event)) => {
                        if let Some(last) = last_event.replace(event).filter(|last| *last != event) {
                            let (from, to) = (draft.events[last].id.clone(), draft.events[event].id.clone());
                            draft.event_relations.push(EventRelation { from, to, kind: "same_as" });
                        }
                        Placed::Event(event)
                    }
                    Some(Placed::Mention(mention)) => {
                        let known = &mut draft.mentions[mention];
                        known.form = known.form.or(said.form);
                        let own = known.identity.get_or_insert_with(|| identity.clone());
                        if *own != identity {
                            report.left_out("members of a chain that have an id of their own", place);
                        }
                        Placed::Mention(mention)
                    }
                    _ => {
                        let label = said.label.filter(|label| known(label).is_some()).or_else(|| label.clone());
                        draft.mentions.push(Mention {
                            pieces: std::mem::take(&mut self.ranges[position]),
                            label: label.unwrap_or_else(|| "mention".to_owned()),
                            identity: Some(identity.clone()),
                            form: said.form,
                            certainty: said.certainty,
                            place,
                            ..Mention::default()
                        });
                        Placed::Mention(draft.mentions.len() - 1)
                    }
                };
            }
        }
    }

    fn slots(&self, draft: &mut Draft, report: &mut Report) {
        for (position, annotation) in self.layers.annotations.iter().enumerate() {
            let place = || self.layers.place(annotation.number);
            let Placed::Event(event) = self.placed[position] else {
                report.note_many(
                    NoteKind::LeftOut,
                    "slots of annotations that are not there",
                    annotation.slots.len(),
                    place(),
                );
                continue;
            };
            for slot in &annotation.slots {
                match slot.target.map(|target| self.placed[target]) {
                    Some(Placed::Mention(mention)) => {
                        draft.events[event].participants.push((mention, slot.role.clone().into_owned()));
                    }
                    Some(Placed::Event(part)) => {
                        let kind = relation_kind(&slot.role).unwrap_or("part_of");
                        let (from, to) = (draft.events[part].id.clone(), draft.events[event].id.clone());
                        draft.event_relations.push(EventRelation { from, to, kind });
                        report.changed("events in slots of events, now parts of them", place());
                    }
                    _ => report.left_out("slots with an annotation that is not there", place()),
                }
            }
        }
    }

    fn relations(&self, draft: &mut Draft, report: &mut Report) {
        for relation in &self.layers.relations {
            let place = self.layers.place(relation.number);
            let own = short(&self.layers.names[relation.layer]);
            let said = self.layers.said(relation.layer, &relation.features, relation.number, report);
            let is_coreference = labels::is_identity(own) || own.to_lowercase().starts_with("coref");
            let name = match said.label {
                Some(name) if is_coreference && SAME.contains(&name.to_lowercase().as_str()) => SAME[0].to_owned(),
                None if is_coreference => SAME[0].to_owned(),
                Some(name) => name,
                None => own.to_owned(),
            };
            let placed = |end: Option<usize>| end.map_or(Placed::Nothing, |position| self.placed[position]);
            match (placed(relation.from), placed(relation.to)) {
                (Placed::Mention(from), Placed::Mention(to)) => draft.links.push(Link { from, to, name, place }),
                (Placed::Event(event), Placed::Mention(mention)) | (Placed::Mention(mention), Placed::Event(event))
                    if !labels::is_identity(&name) =>
                {
                    draft.events[event].participants.push((mention, name));
                }
                (Placed::Event(from), Placed::Event(to)) => match relation_kind(&name) {
                    Some(kind) => {
                        let (from, to) = (draft.events[from].id.clone(), draft.events[to].id.clone());
                        draft.event_relations.push(EventRelation { from, to, kind });
                    }
                    None => report
                        .left_out(format!("relations “{name}” between events, which the format does not have"), place),
                },
                (Placed::Nothing, _) | (_, Placed::Nothing) => {
                    report.left_out("relations with an annotation that is not there", place);
                }
                _ => report.left_out("relations that say that an event is an actor", place),
            }
        }
    }
}

/// Tells of each identity that is an id or an address elsewhere.
fn add_actors(draft: &mut Draft) {
    let mut known = HashSet::new();
    for identity in draft.mentions.iter().filter_map(|mention| mention.identity.as_ref()) {
        if !known.insert(identity.as_str()) {
            continue;
        }
        let mut actor = ActorFile { id: identity.clone(), ..ActorFile::default() };
        match (wikidata(identity), identity.split_once(':')) {
            (Some(item), _) => drop(actor.ids.insert("wikidata".to_owned(), item.into())),
            (None, Some(("http" | "https", rest))) if rest.starts_with("//") => {
                actor.links.push(LinkFile { url: Some(identity.clone()), ..LinkFile::default() });
            }
            (None, Some((register, id))) if !register.is_empty() && register.chars().all(char::is_alphanumeric) => {
                drop(actor.ids.insert(register.to_lowercase(), id.into()));
            }
            _ => continue,
        }
        draft.actors.push(actor);
    }
}
