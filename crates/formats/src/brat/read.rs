//! Reads brat standoff.

use std::collections::{HashMap, HashSet};

use whowhen_core::article::{Date, Kind, Status};
use whowhen_core::check::date_meant;
use whowhen_core::file::ActorFile;
use whowhen_core::text::Unit;

use crate::brat::{DATE, TIME_WORDS, TITLE};
use crate::draft::{Draft, Event, EventRelation, Link, Mention, relation_kind};
use crate::labelled_text::Identities;
use crate::labels;
use crate::positions::{Claim, check_number, locate};
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, Group, ReadOptions, Report, plain_text};

/// Reads a text with its annotations.
///
/// # Errors
/// If the text is missing, or a file is not text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let Some(source) = group.text_file() else {
        let stem = group.main().stem();
        let message = "there are annotations, and the text that they belong to is missing";
        let help = format!("Open {stem}.txt together with {}", group.main().file_name());
        return Err(FormatError::new(message, help).at(&group.main().name));
    };
    let text = source.text()?.to_owned();
    let mut report = Report::new(Format::Brat);
    let mut lines = Lines::default();
    for (number, file) in group.files.iter().filter(|file| !std::ptr::eq(*file, source)).enumerate() {
        // A file without annotations is right, and has no byte.
        if file.bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
            lines.read(file.text()?, number, &file.name, &mut report);
        }
    }
    check_number(lines.ranges.len(), &group.main().name)?;
    let claims: Vec<Claim> = lines.ranges.iter().map(|range| range.claim.clone()).collect();
    let located = locate(text, &claims, Unit::CodePoint, &mut report);
    let blocks = plain_text::blocks(&located.text);
    let mut draft = Draft { text: located.text, blocks, ..Draft::default() };
    lines.fill(&mut draft, located.ranges, &mut report);
    let article = draft.finish(&source.name, options, &mut report)?;
    Ok(vec![Document { article, report }])
}

/// A range that a `T` line labels.
struct LabelledRange {
    /// With the number of its file, since each file counts for itself.
    id: Id,
    label: String,
    claim: Claim,
}

/// The number of a file, and an id in it.
type Id = (usize, String);

/// What the lines of all files say.
#[derive(Default)]
struct Lines {
    ranges: Vec<LabelledRange>,
    events: Vec<EventLine>,
    relations: Vec<(Id, Id, String, String)>,
    same: Vec<(Vec<Id>, String)>,
    /// Attributes: what they are of, name, value, place.
    attributes: Vec<(Id, String, Option<String>, String)>,
    /// Notes: what they are of, kind, text, place.
    notes: Vec<(Id, String, String, String)>,
    /// Ids elsewhere: of what, register and id, place.
    references: Vec<(Id, String, String)>,
}

struct EventLine {
    id: Id,
    label: String,
    trigger: Id,
    arguments: Vec<(String, Id)>,
    place: String,
}

impl Lines {
    fn read(&mut self, text: &str, file: usize, name: &str, report: &mut Report) {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = format!("{name}, line {}", number + 1);
            if self.read_line(line, file, &place, report).is_none() {
                report.left_out("lines that are no annotation", place);
            }
        }
    }

    /// `None` if the line is not understood.
    fn read_line(&mut self, line: &str, file: usize, place: &str, report: &mut Report) -> Option<()> {
        let mut fields = line.splitn(3, '\t');
        let (id, body, rest) = (fields.next()?, fields.next()?, fields.next());
        let reference = |id: &str| (file, id.to_owned());
        let mut words = body.split_whitespace();
        match id.as_bytes().first()? {
            b'T' => {
                let (label, numbers) = body.split_once(' ')?;
                let piece = |piece: &str| {
                    let (start, end) = piece.trim().split_once(' ')?;
                    Some((start.parse().ok()?, end.trim().parse().ok()?))
                };
                let pieces = numbers.split(';').map(piece).collect::<Option<Vec<_>>>()?;
                let claim = Claim { pieces, surface: rest.map(str::to_owned), place: place.to_owned() };
                self.ranges.push(LabelledRange { id: reference(id), label: label.to_owned(), claim });
            }
            b'E' => {
                let (label, trigger) = words.next()?.split_once(':')?;
                let argument = |word: &str| word.split_once(':').map(|(role, id)| (role.to_owned(), reference(id)));
                let arguments = words.map(argument).collect::<Option<Vec<_>>>()?;
                let (id, label, trigger) = (reference(id), label.to_owned(), reference(trigger));
                self.events.push(EventLine { id, label, trigger, arguments, place: place.to_owned() });
            }
            b'R' => {
                let (name, from, to) = (words.next()?, words.next()?, words.next()?);
                let end = |word: &str| word.split_once(':').map(|(_, id)| reference(id));
                self.relations.push((end(from)?, end(to)?, name.to_owned(), place.to_owned()));
            }
            b'*' => {
                let name = words.next()?;
                match labels::is_identity(name) {
                    true => self.same.push((words.map(reference).collect(), place.to_owned())),
                    false => report.left_out(format!("relations “{name}” of several ranges"), place),
                }
            }
            b'A' | b'M' => {
                let (name, of) = (words.next()?, words.next()?);
                let value = words.next().map(str::to_owned);
                self.attributes.push((reference(of), name.to_owned(), value, place.to_owned()));
            }
            b'N' => {
                let (_, of, external) = (words.next()?, words.next()?, words.next()?);
                self.references.push((reference(of), external.to_owned(), place.to_owned()));
            }
            b'#' => {
                let (kind, of) = (words.next()?, words.next()?);
                let text = rest.unwrap_or_default().trim().to_owned();
                self.notes.push((reference(of), kind.to_owned(), text, place.to_owned()));
            }
            _ => return None,
        }
        Some(())
    }

    /// What other lines name, which is no name of a chain and no copy.
    fn named<'a>(&'a self, triggers: &HashSet<&'a Id>) -> HashSet<&'a Id> {
        let mut named = triggers.clone();
        named.extend(self.events.iter().flat_map(|event| event.arguments.iter().map(|(_, id)| id)));
        named.extend(self.relations.iter().flat_map(|(from, to, ..)| [from, to]));
        named.extend(self.same.iter().flat_map(|(ids, _)| ids));
        named.extend(self.attributes.iter().map(|(of, ..)| of));
        named.extend(self.references.iter().map(|(of, ..)| of));
        named
    }

    /// Fills a draft, whose text is that of the ranges.
    fn fill(self, draft: &mut Draft, ranges: Vec<Option<Vec<std::ops::Range<usize>>>>, report: &mut Report) {
        let triggers: HashSet<&Id> = self.events.iter().map(|event| &event.trigger).collect();
        let chains = chains(&self.ranges, &self.named(&triggers), report);
        let mut mention_of: HashMap<&Id, usize> = HashMap::new();
        let mut range_of: HashMap<&Id, usize> = HashMap::new();
        // Of each pair of pieces and label, the first mention: files of several layers repeat it.
        for (position, range) in self.ranges.iter().enumerate() {
            range_of.insert(&range.id, position);
            let Some(pieces) = &ranges[position] else { continue };
            if triggers.contains(&range.id) {
                continue;
            }
            let identity = match chains.get(&position) {
                Some(Chain::IsLabel) => continue,
                Some(Chain::Named(name)) => Some((*name).to_owned()),
                None => None,
            };
            mention_of.insert(&range.id, draft.mentions.len());
            let (label, place) = (range.label.clone(), range.claim.place.clone());
            draft.mentions.push(Mention { pieces: pieces.clone(), label, identity, place, ..Mention::default() });
        }
        let event_ids: HashMap<&Id, String> =
            self.events.iter().map(|event| (&event.id, event_id(&event.id))).collect();
        let mut event_of: HashMap<String, usize> = HashMap::new();
        for line in &self.events {
            if event_of.contains_key(&event_ids[&line.id]) {
                report.left_out("events with an id that is already there", &*line.place);
                continue;
            }
            let Some(trigger) = range_of.get(&line.trigger).and_then(|position| ranges[*position].clone()) else {
                report.left_out("events whose trigger is not there", &*line.place);
                continue;
            };
            let mut event =
                Event { id: event_ids[&line.id].clone(), label: line.label.clone(), trigger, ..Event::default() };
            for (role, argument) in &line.arguments {
                if let Some(mention) = mention_of.get(argument) {
                    event.participants.push((*mention, role.clone()));
                } else if let Some(part) = event_ids.get(argument) {
                    // The other event is a part of what this one tells.
                    let kind = relation_kind(role).unwrap_or("part_of");
                    draft.event_relations.push(EventRelation { from: part.clone(), to: event.id.clone(), kind });
                    report.changed("events that are arguments of events, now parts of them", &*line.place);
                } else {
                    report.left_out("arguments with an id that does not exist", &*line.place);
                }
            }
            event_of.insert(event.id.clone(), draft.events.len());
            draft.events.push(event);
        }
        let event_at = |of: &Id| event_of.get(event_ids.get(of)?).copied();
        for (from, to, name, place) in self.relations {
            match (mention_of.get(&from), mention_of.get(&to), event_ids.get(&from), event_ids.get(&to)) {
                (Some(from), Some(to), ..) => draft.links.push(Link { from: *from, to: *to, name, place }),
                (None, None, Some(from), Some(to)) => match relation_kind(&name) {
                    Some(kind) => {
                        draft.event_relations.push(EventRelation { from: from.clone(), to: to.clone(), kind })
                    }
                    None => report
                        .left_out(format!("relations “{name}” between events, which the format does not have"), place),
                },
                // A relation of an event with a mention says who took part in it.
                (Some(mention), None, None, Some(_)) | (None, Some(mention), Some(_), None)
                    if !labels::is_identity(&name) =>
                {
                    match event_at(&from).or_else(|| event_at(&to)) {
                        Some(event) => draft.events[event].participants.push((*mention, name)),
                        None => report.left_out("relations with an event that is left out", place),
                    }
                }
                (Some(_), None, None, Some(_)) | (None, Some(_), Some(_), None) => {
                    report.left_out("relations that say that an event and a mention are the same", place)
                }
                _ => report.left_out("relations with an id that does not exist, or with a trigger", place),
            }
        }
        for (ids, place) in self.same {
            let known: Vec<usize> = ids.iter().filter_map(|id| mention_of.get(id).copied()).collect();
            let events: Vec<&String> = ids.iter().filter_map(|id| event_ids.get(id)).collect();
            for pair in events.windows(2) {
                let (from, to) = (pair[0].clone(), pair[1].clone());
                draft.event_relations.push(EventRelation { from, to, kind: "same_as" });
            }
            if !known.is_empty() && !events.is_empty() {
                report.left_out("relations that say that an event and a mention are the same", &*place);
            }
            if known.len() + events.len() < ids.len() {
                report.left_out("members of groups of the same, with an id that does not exist", &*place);
            }
            for pair in known.windows(2) {
                draft.links.push(Link { from: pair[0], to: pair[1], name: "Equiv".to_owned(), place: place.clone() });
            }
        }
        for (of, kind, text, place) in self.notes {
            let event = event_at(&of).map(|position| &mut draft.events[position]);
            let mention = mention_of.get(&of).map(|position| &mut draft.mentions[*position]);
            match (kind.as_str(), event, mention) {
                (TITLE, Some(event), _) => event.title = Some(text),
                (DATE, Some(event), _) if Date::parse(&text).is_ok() => event.when = Some(text),
                (DATE, Some(event), _) if event.when_text.is_none() => {
                    report.changed("dates of events that are not in EDTF, now the words for their time", place);
                    event.when = date_meant(&text);
                    event.when_text = Some(text);
                }
                (TIME_WORDS, Some(event), _) => event.when_text = Some(text),
                (_, Some(event), _) if event.summary.is_none() => event.summary = Some(text),
                (_, None, Some(mention)) if mention.description.is_none() => mention.description = Some(text),
                _ => report.left_out("notes of annotators", place),
            }
        }
        for (of, name, value, place) in self.attributes {
            let event = event_at(&of).map(|position| &mut draft.events[position]);
            let mention = mention_of.get(&of).map(|position| &mut draft.mentions[*position]);
            match (name.to_ascii_lowercase().as_str(), value.as_deref(), event, mention) {
                ("negation" | "negated", _, Some(event), _) => event.status = Some("denied".to_owned()),
                ("speculation" | "speculated", _, Some(event), _) => event.status = Some("alleged".to_owned()),
                ("status", Some(value), Some(event), _) if Status::WORDS.contains(&value) => {
                    event.status = Some(value.to_owned())
                }
                ("confidence", Some(value), Some(event), _) => event.certainty = certainty(value),
                ("confidence", Some(value), None, Some(mention)) => mention.certainty = certainty(value),
                ("mention", Some(value), _, Some(mention)) => match value.to_ascii_lowercase().as_str() {
                    "name" => mention.form = Some("name"),
                    "alias" => mention.form = Some("alias"),
                    "nominal" | "pronominal" | "pronoun" => mention.form = Some("pronoun"),
                    _ => report.left_out(format!("attributes “{name}”"), place),
                },
                _ => report.left_out(format!("attributes “{name}”"), place),
            }
        }
        let mut known_ids: HashMap<String, usize> = HashMap::new();
        for (of, external, place) in self.references {
            let Some(mention) = mention_of.get(&of).map(|position| &mut draft.mentions[*position]) else {
                report.left_out("ids elsewhere of an id that does not exist", place);
                continue;
            };
            let Some(reference) = reference(&external) else {
                report.left_out("ids elsewhere that say that there is none", place);
                continue;
            };
            let identity = mention.identity.get_or_insert_with(|| reference.id.clone()).clone();
            let position = *known_ids.entry(identity.clone()).or_insert_with(|| {
                draft.actors.push(ActorFile { id: identity, ..ActorFile::default() });
                draft.actors.len() - 1
            });
            let actor = &mut draft.actors[position];
            for (register, id) in reference.ids {
                match actor.ids.get(&register) {
                    Some(first) if *first == id => {}
                    Some(_) => report.left_out("second ids of an actor in a register", &*place),
                    None => drop(actor.ids.insert(register, id)),
                }
            }
            for link in reference.links {
                if actor.links.iter().all(|known| known.url != link.url) {
                    actor.links.push(link);
                }
            }
        }
    }
}

/// What an id elsewhere says of an actor: an id of Wikidata, an address, or the id of a register such as `Geo:1`.
fn reference(external: &str) -> Option<ActorFile> {
    let mut identities = Identities::default();
    identities.add(external, "")?;
    let mut actor = identities.actors.pop()?;
    if let (Some((register, id)), true) = (external.split_once(':'), actor.ids.is_empty() && actor.links.is_empty()) {
        actor.ids.insert(register.to_ascii_lowercase(), id.into());
    }
    Some(actor)
}

/// The id of an event in the article. Ids of a second file have its number.
fn event_id((file, id): &Id) -> String {
    match file {
        0 => id.to_lowercase(),
        _ => format!("{}-{}", id.to_lowercase(), file + 1),
    }
}

/// How sure an annotator was, from a word or a number.
fn certainty(value: &str) -> Option<f64> {
    match value.to_ascii_lowercase().as_str() {
        "high" => Some(1.0),
        "medium" | "neutral" => Some(0.6),
        "low" => Some(0.3),
        number => number.parse().ok().filter(|number| (0.0..=1.0).contains(number)),
    }
}

/// What a label is, if two labels have the same range.
enum Chain<'a> {
    /// It is the name of the chain of the other label.
    IsLabel,
    /// Its chain has this name.
    Named(&'a str),
}

/// Finds labels that name a coreference chain: they look like LitBank's `Alice-1`, and each of their ranges has another label
/// too, which is in a table. Lines that other lines name are no such labels.
fn chains<'a>(ranges: &'a [LabelledRange], named: &HashSet<&Id>, report: &mut Report) -> HashMap<usize, Chain<'a>> {
    let mut at: HashMap<&[(usize, usize)], Vec<usize>> = HashMap::new();
    for (position, range) in ranges.iter().enumerate().filter(|(_, range)| !named.contains(&range.id)) {
        at.entry(&range.claim.pieces).or_default().push(position);
    }
    let mut found = HashMap::new();
    // The ranges of each label that may be the name of a chain: its own, and the one that it says more of.
    let mut pairs: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for positions in at.values().filter(|positions| positions.len() > 1) {
        let (known, other): (Vec<usize>, Vec<usize>) =
            positions.iter().partition(|position| labels::known(&ranges[**position].label).is_some());
        // Repeated in the files of several layers, a label counts once: the one that says how it refers, if there is one.
        let says_form = |position: &&usize| labels::form(&ranges[**position].label).0.is_some();
        let Some(kept) = known.iter().find(says_form).or(known.first()) else { continue };
        let plain = |position: &usize| labels::form(&ranges[*position].label).1;
        for position in &known {
            if position != kept && plain(position) == plain(kept) {
                found.insert(*position, Chain::IsLabel);
            }
        }
        if let [chain] = other[..] {
            pairs.entry(&ranges[chain].label).or_default().push((chain, *kept));
        }
    }
    let mut ranges_of: HashMap<&str, usize> = HashMap::new();
    for range in ranges {
        *ranges_of.entry(&range.label).or_default() += 1;
    }
    for (name, pairs) in pairs {
        if is_chain_name(name) && ranges_of.get(name) == Some(&pairs.len()) {
            let text = "labels such as “Alice-1” beside another label, now the names of coreference chains";
            report.note_many(NoteKind::Changed, text, pairs.len(), "");
            for (chain, kept) in pairs {
                found.insert(chain, Chain::IsLabel);
                found.insert(kept, Chain::Named(name));
            }
        }
    }
    found
}

/// Whether a label looks like the name of a chain in LitBank: a name, a hyphen, and a number.
fn is_chain_name(label: &str) -> bool {
    label.rsplit_once('-').is_some_and(|(name, number)| {
        !name.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
