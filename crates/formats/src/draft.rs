//! From what a source says to an article: all readers fill a [`Draft`], and [`Draft::finish`] makes the article of it.
//!
//! A draft has one text with all its blocks, and everything in it has positions in bytes of that text. So readers of
//! standoff formats pass on what they read, and readers of documents with markup push pieces of text as they come.
//!
//! What is decided here, the same for all formats: which labels are actors, events, or neither; which mentions have the same
//! actor; the names and ids of actors; which sentence is the evidence of an event.
//!
//! ```
//! use whowhen_formats::draft::{Draft, Mention};
//! use whowhen_formats::{Format, ReadOptions, Report};
//!
//! let mut draft = Draft::default();
//! draft.push_block("paragraph", "Alice was tired.");
//! draft.mentions.push(Mention { pieces: vec![0..5], label: "PERSON".into(), ..Mention::default() });
//! let mut report = Report::new(Format::Brat);
//! let article = draft.finish("alice.txt", &ReadOptions::default(), &mut report).unwrap();
//! assert_eq!((article.title.as_str(), article.actors[0].name.as_deref()), ("alice", Some("Alice")));
//! ```

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use whowhen_core::check::date_meant;
use whowhen_core::file::{
    ActorFile, ArticleFile, BlockFile, EventFile, FORMAT, LinkFile, MentionFile, ParticipantFile, PlaceFile,
    RelationFile, SourceFile, SpanFile, StyleFile,
};
use whowhen_core::text::{Offsets, Unit};

use crate::labels::{self, Meaning};
use crate::report::NoteKind;
use crate::sentences::{sentence_at, sentences};
use crate::{FormatError, ReadOptions, Report, language, positions};

/// What a reader knows of a document. See the fields.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The article's id. Without it, it is made of the name of the file.
    pub id: Option<String>,
    /// The title. Without it, it is the first heading at the beginning of the text, or the name of the file.
    pub title: Option<String>,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who annotated it.
    pub annotators: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: an EDTF date.
    pub published: Option<String>,
    /// The language of the text, as a BCP 47 tag, if the source names one.
    pub language: Option<String>,
    /// Where the text comes from.
    pub source: Option<SourceFile>,
    /// The whole text.
    pub text: String,
    /// The blocks, in the order of the text. Text between them is not in the article.
    pub blocks: Vec<Block>,
    /// Labelled ranges.
    pub mentions: Vec<Mention>,
    /// What happened.
    pub events: Vec<Event>,
    /// Relations between events, by their ids.
    pub event_relations: Vec<EventRelation>,
    /// Relations between mentions.
    pub links: Vec<Link>,
    /// What the source says of actors besides their mentions. The id is the [`Mention::identity`].
    pub actors: Vec<ActorFile>,
}

/// A block of the text.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its place in [`Draft::text`].
    pub range: Range<usize>,
    /// A kind of block of the article format.
    pub kind: &'static str,
    /// Of a heading, from 2 to 6.
    pub level: Option<i64>,
    /// Its language, if it differs from the document's.
    pub language: Option<String>,
    /// Emphasis and links, in bytes of [`Draft::text`].
    pub marks: Vec<Mark>,
}

/// Emphasis or a link.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its place in [`Draft::text`].
    pub range: Range<usize>,
    /// `emphasis`, `strong` or `link`.
    pub kind: &'static str,
    /// The address of a link.
    pub href: Option<String>,
}

/// A labelled range.
#[derive(Clone, Debug, Default)]
pub struct Mention {
    /// Its pieces in [`Draft::text`].
    pub pieces: Vec<Range<usize>>,
    /// The label in the source.
    pub label: String,
    /// Who or what it is: mentions of the same identity have the same actor.
    pub identity: Option<String>,
    /// How it refers: a form of the article format. Without it, the words decide.
    pub form: Option<&'static str>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
    /// What the annotator says about who or what it is.
    pub description: Option<String>,
    /// Where it is in the source, for the report.
    pub place: String,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its id in the source; it must be unique.
    pub id: String,
    /// The label in the source.
    pub label: String,
    /// The words that name it, in [`Draft::text`]. May be empty.
    pub trigger: Vec<Range<usize>>,
    /// The title. Without it, it is made of the trigger and who took part.
    pub title: Option<String>,
    /// When: an EDTF date.
    pub when: Option<String>,
    /// How the text puts the time.
    pub when_text: Option<String>,
    /// Where: the identity of an actor.
    pub place: Option<String>,
    /// Who took part: the position of the mention in [`Draft::mentions`], and the role in the source.
    pub participants: Vec<(usize, String)>,
    /// Who took part without a mention: the identity and the role in the source.
    pub other_participants: Vec<(String, String)>,
    /// The evidence, in [`Draft::text`]. Without it, it is the sentence of the trigger.
    pub evidence: Vec<Range<usize>>,
    /// A status of the article format.
    pub status: Option<String>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
    /// A summary.
    pub summary: Option<String>,
    /// Pages and works about it.
    pub sources: Vec<LinkFile>,
}

/// A relation between two events.
#[derive(Clone, Debug)]
pub struct EventRelation {
    /// The id of an event.
    pub from: String,
    /// The id of another.
    pub to: String,
    /// A kind of relation of the article format.
    pub kind: &'static str,
}

/// A relation between two mentions.
#[derive(Clone, Debug)]
pub struct Link {
    /// The position of a mention in [`Draft::mentions`].
    pub from: usize,
    /// The position of another.
    pub to: usize,
    /// The name in the source.
    pub name: String,
    /// Where it is in the source, for the report.
    pub place: String,
}

/// The most blocks of a text.
pub const BLOCKS: usize = 200_000;

/// The field of an article in which relations between actors are kept. The format has no place for them.
pub const ACTOR_RELATIONS: &str = "actor_relations";

/// The field of an event in which its trigger is kept.
pub const TRIGGER: &str = "trigger";

impl Event {
    /// Sets the time, if it has none: the words, and the date if it is clear. Notes another time.
    fn set_time(&mut self, words: &str, report: &mut Report) {
        match &self.when_text {
            Some(first) if first == words => {}
            Some(_) => report.left_out("further times of events", format!("{}: {}", self.id, words)),
            None => {
                self.when_text = Some(words.to_owned());
                self.when = self.when.take().or_else(|| date_meant(words));
            }
        }
    }
}

impl Draft {
    /// Adds a block at the end of the text, after a line end. Returns its place.
    pub fn push_block(&mut self, kind: &'static str, text: &str) -> Range<usize> {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(text);
        let range = start..self.text.len();
        self.blocks.push(Block { range: range.clone(), kind, ..Block::default() });
        range
    }

    /// Makes the article. `name` is the name of the source's file.
    ///
    /// # Errors
    /// If there is no text, or there are too many annotations.
    pub fn finish(
        mut self,
        name: &str,
        options: &ReadOptions,
        report: &mut Report,
    ) -> Result<ArticleFile, FormatError> {
        positions::check_number(self.mentions.len() + self.events.len(), name)?;
        if self.blocks.len() > BLOCKS {
            let message = format!("there are more than {BLOCKS} paragraphs");
            return Err(FormatError::new(message, "Split the text into several files").at(name));
        }
        self.trim_blocks();
        if self.blocks.is_empty() {
            return Err(
                FormatError::new("there is no text in it", "Check that it was saved or exported whole").at(name)
            );
        }
        let mut room = Room::new(&self);
        self.separate_events(&mut room, report);
        self.limit_events(&mut room, report);
        let actors = Actors::of(&mut self, report);
        let (mut article, title_is_heading) = self.head(name, options, report);
        if title_is_heading {
            self.drop_title_block();
        }
        let placed = Blocks::new(&self);
        article.blocks = placed.write(&self);
        article.mentions = actors.mentions(&self, &placed, report);
        article.events =
            self.events.iter().filter_map(|event| placed.event(&self, event, &actors, &mut room, report)).collect();
        self.relations(&actors, &mut article, report);
        article.actors = actors.files;
        Ok(article)
    }

    /// Takes white space off the ends of blocks, and removes those that have no text.
    fn trim_blocks(&mut self) {
        for block in &mut self.blocks {
            let text = &self.text[block.range.clone()];
            block.range.start += text.len() - text.trim_start().len();
            block.range.end = block.range.start + text.trim().len();
        }
        self.blocks.retain(|block| !block.range.is_empty());
    }

    /// Removes the heading at the beginning that is the title, if nothing in it is annotated: so the title is not shown twice.
    fn drop_title_block(&mut self) {
        let Some(first) = self.blocks.first().filter(|block| block.kind == "heading" && self.blocks.len() > 1) else {
            return;
        };
        let (end, has_marks) = (first.range.end, !first.marks.is_empty());
        let is_in = |pieces: &[Range<usize>]| pieces.iter().any(|piece| piece.start < end);
        let is_annotated = self.mentions.iter().any(|mention| is_in(&mention.pieces))
            || self.events.iter().any(|event| is_in(&event.trigger) || is_in(&event.evidence));
        if !is_annotated && !has_marks {
            self.blocks.remove(0);
        }
    }

    /// The words of pieces, joined by spaces.
    fn words(&self, pieces: &[Range<usize>]) -> String {
        pieces.iter().map(|piece| &self.text[piece.clone()]).collect::<Vec<_>>().join(" ")
    }

    /// Takes the words and the evidence of events away that all together are too much.
    fn limit_events(&mut self, room: &mut Room, report: &mut Report) {
        for event in &mut self.events {
            for ranges in [&mut event.trigger, &mut event.evidence] {
                if !room.takes(ranges) {
                    ranges.clear();
                    report.left_out(TOO_MUCH, &*event.id);
                }
            }
        }
    }

    /// Makes events of the labels of events that no event has as its trigger, and removes what is neither actor nor event.
    fn separate_events(&mut self, room: &mut Room, report: &mut Report) {
        let triggers: HashMap<(usize, usize), usize> = self
            .events
            .iter()
            .enumerate()
            .filter_map(|(position, event)| Some(((event.trigger.first()?.start, event.trigger.last()?.end), position)))
            .collect();
        let linked: HashSet<usize> = self.links.iter().flat_map(|link| [link.from, link.to]).collect();
        let mut named = linked.clone();
        named.extend(self.events.iter().flat_map(|event| event.participants.iter().map(|(mention, _)| *mention)));
        // A date that is related to a labelled event is its time.
        let is_event = |mention: &Mention| labels::meaning(&mention.label, "") == Meaning::Event;
        let of_events: HashSet<usize> = self
            .links
            .iter()
            .flat_map(|link| [(link.from, link.to), (link.to, link.from)])
            .filter(|(event, _)| is_event(&self.mentions[*event]))
            .map(|(_, other)| other)
            .collect();
        let mut times: HashMap<usize, String> = HashMap::new();
        let keep = |mention: Mention, mentions: &mut Vec<Mention>, kept: &mut Vec<Option<usize>>| {
            kept.push(Some(mentions.len()));
            mentions.push(mention);
        };
        let mut ids: HashSet<String> = self.events.iter().map(|event| event.id.clone()).collect();
        let mut kept: Vec<Option<usize>> = Vec::with_capacity(self.mentions.len());
        let mut events_of: HashMap<usize, usize> = HashMap::new();
        // Identities of ranges that are no actors.
        let mut lost: Vec<(String, String)> = Vec::new();
        let mentions = std::mem::take(&mut self.mentions);
        for (position, mention) in mentions.into_iter().enumerate() {
            if !room.takes(&mention.pieces) {
                report.left_out(TOO_MUCH, mention.place);
                kept.push(None);
                continue;
            }
            let surface = mention.pieces.first().map(|piece| &self.text[piece.clone()]).unwrap_or_default();
            let meaning = labels::meaning(&mention.label, surface);
            let ends =
                mention.pieces.first().map(|piece| piece.start).zip(mention.pieces.last().map(|piece| piece.end));
            let event = ends.and_then(|ends| triggers.get(&ends)).copied();
            let identity = mention.identity.clone().map(|identity| (identity, mention.place.clone()));
            match meaning {
                Meaning::Actor(_) => keep(mention, &mut self.mentions, &mut kept),
                Meaning::Event if event.is_none() => {
                    let id = unique(&format!("e{}", position + 1), &mut ids);
                    events_of.insert(position, self.events.len());
                    let Mention { pieces, label, certainty, description: summary, .. } = mention;
                    self.events.push(Event { id, label, trigger: pieces, certainty, summary, ..Event::default() });
                    kept.push(None);
                }
                Meaning::Event => {
                    events_of.extend(event.map(|event| (position, event)));
                    kept.push(None);
                }
                // What an event or a relation names is kept, whatever it is.
                Meaning::Value if named.contains(&position) => keep(mention, &mut self.mentions, &mut kept),
                Meaning::Time if linked.contains(&position) && !of_events.contains(&position) => {
                    keep(mention, &mut self.mentions, &mut kept)
                }
                Meaning::Time if named.contains(&position) => {
                    times.insert(position, self.words(&mention.pieces));
                    report.changed(
                        "times of events, now the words for their time, and their date if it is clear",
                        mention.place,
                    );
                    kept.push(None);
                }
                Meaning::Time | Meaning::Value => {
                    report.left_out(format!("ranges labelled {}, which is no actor", mention.label), mention.place);
                    kept.push(None);
                }
            }
            if kept.last() == Some(&None) {
                lost.extend(identity);
            }
        }
        self.drop_identities(lost, report);
        let event_ids: Vec<String> = self.events.iter().map(|event| event.id.clone()).collect();
        for event in &mut self.events {
            for (mention, role) in std::mem::take(&mut event.participants) {
                match (kept[mention], times.get(&mention), events_of.get(&mention)) {
                    (Some(mention), ..) => event.participants.push((mention, role)),
                    (None, Some(words), _) => event.set_time(words, report),
                    (None, None, Some(part)) => {
                        let (from, to) = (event_ids[*part].clone(), event.id.clone());
                        let kind = relation_kind(&role).unwrap_or("part_of");
                        self.event_relations.push(EventRelation { from, to, kind });
                        report.changed("events that take part in events, now in relation to them", &*event.id);
                    }
                    (None, None, None) => report.left_out("participants whose range is left out", &*event.id),
                }
            }
        }
        // A relation from a labelled event to a mention says who took part in it.
        let links = std::mem::take(&mut self.links);
        for link in links {
            match (kept[link.from], kept[link.to]) {
                (Some(from), Some(to)) => self.links.push(Link { from, to, ..link }),
                (None, Some(mention)) if events_of.contains_key(&link.from) && !labels::is_identity(&link.name) => {
                    self.events[events_of[&link.from]].participants.push((mention, link.name))
                }
                (Some(mention), None) if events_of.contains_key(&link.to) && !labels::is_identity(&link.name) => {
                    self.events[events_of[&link.to]].participants.push((mention, link.name))
                }
                (None, None) if events_of.contains_key(&link.from) && events_of.contains_key(&link.to) => {
                    let id = |position: usize| self.events[events_of[&position]].id.clone();
                    let (from, to) = (id(link.from), id(link.to));
                    match relation_kind(&link.name) {
                        Some(kind) => self.event_relations.push(EventRelation { from, to, kind }),
                        None => report.left_out(
                            format!("relations “{}” between events, which the format does not have", link.name),
                            link.place,
                        ),
                    }
                }
                _ => {
                    let time = |event: &usize, time: &usize| Some((*events_of.get(event)?, times.get(time)?));
                    match time(&link.from, &link.to).or_else(|| time(&link.to, &link.from)) {
                        Some((event, words)) => self.events[event].set_time(words, report),
                        None => {
                            let text = format!("relations “{}” with a range that is no actor", link.name);
                            report.left_out(text, link.place)
                        }
                    }
                }
            }
        }
    }

    /// Removes what is known of identities that only ranges have which are no actors. `lost` are they, and their places.
    fn drop_identities(&mut self, mut lost: Vec<(String, String)>, report: &mut Report) {
        let events = self.events.iter();
        let named: HashSet<&String> = events
            .flat_map(|event| event.other_participants.iter().map(|(identity, _)| identity).chain(&event.place))
            .chain(self.mentions.iter().filter_map(|mention| mention.identity.as_ref()))
            .chain(self.actors.iter().flat_map(|actor| &actor.member_of))
            .collect();
        lost.retain(|(identity, _)| !named.contains(identity));
        // Whoever has a name is an actor, whatever its ranges are labelled.
        let by_name: HashSet<&String> =
            self.actors.iter().filter(|actor| actor.name.is_some()).map(|actor| &actor.id).collect();
        lost.retain(|(identity, _)| !by_name.contains(identity));
        let identities: HashSet<&String> = lost.iter().map(|(identity, _)| identity).collect();
        self.actors.retain(|actor| !identities.contains(&actor.id));
        for (_, place) in lost {
            report.left_out("ids of events, times and other ranges that are no actor", place);
        }
    }

    /// The article without its lists, and whether its title is the first block.
    fn head(&mut self, name: &str, options: &ReadOptions, report: &mut Report) -> (ArticleFile, bool) {
        let file = name.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).trim();
        let stem = if stem.is_empty() { "article" } else { stem };
        let first = self.blocks.first().filter(|block| block.kind == "heading");
        let from_heading =
            first.map(|block| self.text[block.range.clone()].split_whitespace().collect::<Vec<_>>().join(" "));
        let title = self.title.take().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        let title_is_heading = title.is_none() && from_heading.is_some();
        let title = title.or(from_heading).unwrap_or_else(|| stem.to_owned());
        let language = self.language.take().or_else(|| options.language.clone()).unwrap_or_else(|| {
            let guess = language::guess(&self.text);
            report.remark(NoteKind::Kept, format!("the language, guessed from the text: {guess}"));
            guess.to_owned()
        });
        let article = ArticleFile {
            format: FORMAT.to_owned(),
            id: self.id.take().filter(|id| !id.is_empty()).unwrap_or_else(|| slug(stem)),
            title,
            subtitle: self.subtitle.take(),
            authors: std::mem::take(&mut self.authors),
            annotators: std::mem::take(&mut self.annotators),
            publisher: self.publisher.take(),
            published: self.published.take(),
            language,
            source: self.source.take(),
            ..ArticleFile::default()
        };
        (article, title_is_heading)
    }

    /// Relations between events; relations between actors, as far as the format has them.
    fn relations(&self, actors: &Actors, article: &mut ArticleFile, report: &mut Report) {
        let ids: HashSet<&str> = article.events.iter().map(|event| event.id.as_str()).collect();
        for EventRelation { from, to, kind } in &self.event_relations {
            if from == to || !ids.contains(from.as_str()) || !ids.contains(to.as_str()) {
                report.left_out("relations with an event that is not there", format!("{from} → {to}"));
            } else {
                let (from, to, kind) = (from.clone(), to.clone(), (*kind).to_owned());
                article.relations.push(RelationFile { from, to, kind, ..RelationFile::default() });
            }
        }
        let mut kept = Vec::new();
        for link in &self.links {
            let (from, to) = (actors.of_mention[link.from], actors.of_mention[link.to]);
            if labels::is_identity(&link.name) || labels::is_membership(&link.name) {
                continue;
            }
            kept.push(serde_json::json!({
                "from": actors.files[from].id, "to": actors.files[to].id, "kind": link.name,
            }));
            let text =
                format!("relations between actors, in the field {ACTOR_RELATIONS}, which the reader does not show");
            report.kept(text, &*link.place);
        }
        if !kept.is_empty() {
            article.extra.insert(ACTOR_RELATIONS.to_owned(), kept.into());
        }
    }
}

/// The kind of relation between events that a name means.
pub fn relation_kind(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match plain.as_str() {
        "precedes" | "before" | "ibefore" | "tlinkbefore" => "precedes",
        "causes" | "cause" | "causal" => "causes",
        "enables" | "precondition" => "enables",
        "partof" | "subevent" | "isincluded" | "during" => "part_of",
        "sameas" | "identity" | "coref" | "coreference" => "same_as",
        "contradicts" => "contradicts",
        _ => return None,
    })
}

/// A name as an id that can be the name of a folder; see [`whowhen_core::file::plain_id`].
pub fn slug(name: &str) -> String {
    whowhen_core::file::plain_id(name)
}

/// A name as an id of an actor or an event: letters of all scripts in lower case, and hyphens in place of what is no letter and
/// no digit.
pub fn name_id(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut id = String::new();
    for c in name.chars() {
        match c.is_alphanumeric() {
            true => id.extend(c.to_lowercase()),
            false if !id.ends_with('-') && !id.is_empty() => id.push('-'),
            false => {}
        }
    }
    let id: String = id.trim_end_matches('-').chars().take(LONGEST).collect();
    if id.is_empty() { "unnamed".to_owned() } else { id }
}

/// The id, or the id with a number, so that it is new. Adds it to the ids.
pub fn unique(id: &str, ids: &mut HashSet<String>) -> String {
    if ids.insert(id.to_owned()) {
        return id.to_owned();
    }
    let numbered = |number: usize| format!("{id}-{number}");
    // All numbers up to some are there. A search for it by halves keeps many equal ids from taking quadratic time.
    let (mut taken, mut free) = (1, 2);
    while ids.contains(&numbered(free)) {
        (taken, free) = (free, free * 2);
    }
    while free - taken > 1 {
        let middle = taken + (free - taken) / 2;
        match ids.contains(&numbered(middle)) {
            true => taken = middle,
            false => free = middle,
        }
    }
    ids.insert(numbered(free));
    numbered(free)
}

/// Who is mentioned.
struct Actors {
    files: Vec<ActorFile>,
    /// Of each mention, the position of its actor.
    of_mention: Vec<usize>,
    /// Of each identity, the position of its actor.
    of_identity: HashMap<String, usize>,
}

impl Actors {
    fn of(draft: &mut Draft, report: &mut Report) -> Self {
        let keys = identity_keys(draft);
        let mut group_of: HashMap<Key, usize> = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut of_mention = Vec::with_capacity(keys.len());
        for (position, key) in keys.iter().enumerate() {
            let group = *group_of.entry(key.clone()).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(position);
            of_mention.push(group);
        }
        let by_identity = group_of.keys().filter(|key| matches!(key, Key::Identity(_))).count();
        report.note_many(NoteKind::Kept, "actors by the identities in the source", by_identity, "");
        report.note_many(NoteKind::Kept, "actors by equal words with the same label", groups.len() - by_identity, "");
        let mut known: HashMap<String, ActorFile> =
            std::mem::take(&mut draft.actors).into_iter().map(|actor| (actor.id.clone(), actor)).collect();
        let order: Vec<String> = known.keys().cloned().collect();
        let mut ids = HashSet::new();
        let mut files: Vec<ActorFile> = Vec::new();
        let mut of_identity: HashMap<String, usize> = HashMap::new();
        let mut identity_of: Vec<Option<String>> = vec![None; groups.len()];
        for (key, group) in &group_of {
            if let Key::Identity(identity) = key {
                identity_of[*group] = Some(identity.clone());
            }
        }
        for (group, mentions) in groups.iter().enumerate() {
            let identity = identity_of[group].take();
            let said = identity.as_ref().and_then(|identity| known.remove(identity));
            let file = actor_file(draft, mentions, said, &mut ids, report);
            if let Some(identity) = identity {
                of_identity.insert(identity, group);
            }
            files.push(file);
        }
        // Those that the source tells of and the text does not mention.
        let mut rest: Vec<String> = order.into_iter().filter(|identity| known.contains_key(identity)).collect();
        rest.sort();
        for identity in rest {
            if let Some(mut file) = known.remove(&identity) {
                let base = file.name.as_deref().map_or_else(|| name_id(&identity), name_id);
                file.id = unique(&base, &mut ids);
                of_identity.insert(identity, files.len());
                files.push(file);
            }
        }
        // Groups are told by identities.
        let names: Vec<String> = files.iter().map(|file| file.id.clone()).collect();
        for file in &mut files {
            for group in std::mem::take(&mut file.member_of) {
                match of_identity.get(&group).map(|position| &names[*position]) {
                    Some(name) if *name != file.id && !file.member_of.contains(name) => {
                        file.member_of.push(name.clone())
                    }
                    Some(_) => {}
                    None => report.left_out("groups of actors that are not there", format!("{}: {group}", file.id)),
                }
            }
        }
        for link in draft.links.iter().filter(|link| labels::is_membership(&link.name)) {
            let (from, to) = (of_mention[link.from], names[of_mention[link.to]].clone());
            if files[from].id != to && !files[from].member_of.contains(&to) {
                files[from].member_of.push(to);
            }
        }
        Self { files, of_mention, of_identity }
    }

    /// The mentions of the article.
    fn mentions(&self, draft: &Draft, blocks: &Blocks, report: &mut Report) -> Vec<MentionFile> {
        let mut found = Vec::with_capacity(draft.mentions.len());
        let names: Vec<Option<String>> = self.files.iter().map(|file| file.name.as_deref().map(lower)).collect();
        for (mention, actor) in draft.mentions.iter().zip(&self.of_mention) {
            let at: Vec<SpanFile> = mention.pieces.iter().flat_map(|piece| blocks.spans(draft, piece)).collect();
            if at.is_empty() {
                report.left_out("ranges in text that is not in the article", &*mention.place);
                continue;
            }
            let (actor, name) = (&self.files[*actor], names[*actor].as_deref());
            let form = mention
                .form
                .or(labels::form(&mention.label).0)
                .unwrap_or_else(|| form_of(&draft.words(&mention.pieces), name));
            found.push(MentionFile {
                actor: actor.id.clone(),
                form: Some(form.to_owned()).filter(|form| form != "name"),
                at,
                certainty: mention.certainty,
                ..MentionFile::default()
            });
        }
        found
    }
}

/// What mentions of the same actor have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Identity(String),
    Words(String, String),
}

/// The key of each mention. Relations that say that two mentions are the same give both the same key.
fn identity_keys(draft: &Draft) -> Vec<Key> {
    let mut parent: Vec<usize> = (0..draft.mentions.len()).collect();
    for link in draft.links.iter().filter(|link| labels::is_identity(&link.name)) {
        let (from, to) = (root(&mut parent, link.from), root(&mut parent, link.to));
        parent[from.max(to)] = from.min(to);
    }
    let mut in_chain = vec![false; draft.mentions.len()];
    for link in draft.links.iter().filter(|link| labels::is_identity(&link.name)) {
        (in_chain[link.from], in_chain[link.to]) = (true, true);
    }
    // Any mention of a chain may be the one that says who it is.
    let mut said: HashMap<usize, &str> = HashMap::new();
    for (position, mention) in draft.mentions.iter().enumerate().filter(|(position, _)| in_chain[*position]) {
        if let Some(identity) = &mention.identity {
            said.entry(root(&mut parent, position)).or_insert(identity);
        }
    }
    let key = |position: usize, parent: &mut Vec<usize>| {
        let mention = &draft.mentions[position];
        if let Some(identity) = &mention.identity {
            return Key::Identity(identity.clone());
        }
        if in_chain[position] {
            let first = root(parent, position);
            return match said.get(&first) {
                Some(identity) => Key::Identity((*identity).to_owned()),
                None => Key::Identity(format!("\u{0}chain {first}")),
            };
        }
        let words = draft.words(&mention.pieces);
        Key::Words(kind_of(mention, &words), words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    (0..draft.mentions.len()).map(|position| key(position, &mut parent)).collect()
}

/// The first of the mentions that are the same as this one.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// An actor with these mentions, and what the source says of it.
fn actor_file(
    draft: &Draft,
    mentions: &[usize],
    said: Option<ActorFile>,
    ids: &mut HashSet<String>,
    report: &mut Report,
) -> ActorFile {
    const ALIASES: usize = 20;
    let mut names: Vec<(String, usize, u8)> = Vec::new();
    let mut position_of: HashMap<String, usize> = HashMap::new();
    let mut kinds: Vec<(String, usize)> = Vec::new();
    let mut position_of_kind: HashMap<String, usize> = HashMap::new();
    for mention in mentions.iter().map(|position| &draft.mentions[*position]) {
        let words = draft.words(&mention.pieces).split_whitespace().collect::<Vec<_>>().join(" ");
        let grade = match mention.form.or(labels::form(&mention.label).0) {
            Some("name") => 3,
            Some("alias") => 2,
            Some(_) => 0,
            None if looks_like_name(&words) => 2,
            None => 1,
        };
        let next = names.len();
        let position = *position_of.entry(words.clone()).or_insert(next);
        match names.get_mut(position) {
            Some((_, count, best)) => (*count, *best) = (*count + 1, grade.max(*best)),
            None => names.push((words.clone(), 1, grade)),
        }
        let kind = kind_of(mention, &words);
        match position_of_kind.get(&kind).and_then(|position| kinds.get_mut(*position)) {
            Some((_, count)) => *count += 1,
            None => {
                position_of_kind.insert(kind.clone(), kinds.len());
                kinds.push((kind, 1));
            }
        }
    }
    // A name that counts as one, then the most frequent, then the longest, then the first.
    names.sort_by_key(|(name, count, grade)| std::cmp::Reverse((*grade, *count, name.chars().count())));
    let name = fullest(&names).unwrap_or_default();
    let best = names.first().map_or(0, |(.., grade)| *grade);
    let kind = kinds.iter().max_by_key(|(kind, count)| (*count, kind != "other")).map(|(kind, _)| kind.clone());
    let mut file = said.unwrap_or_default();
    let name = file.name.get_or_insert(name).clone();
    file.kind = file.kind.or(kind);
    for mention in mentions.iter().map(|position| &draft.mentions[*position]) {
        match (&mention.description, &file.description) {
            (Some(description), None) => file.description = Some(description.clone()),
            (Some(description), Some(first)) if description != first => {
                report.left_out("further descriptions of an actor", &*mention.place)
            }
            _ => {}
        }
    }
    let others = names.into_iter().filter(|(other, _, grade)| *grade >= best.min(2) && *grade > 1 && *other != name);
    file.id = unique(&name_id(&name), ids);
    for (number, (other, ..)) in others.enumerate() {
        if number >= ALIASES {
            report.left_out(format!("other names of an actor beyond {ALIASES}"), &*file.id);
        } else if !file.aliases.contains(&other) {
            file.aliases.push(other);
        }
    }
    file
}

/// The fullest name: the most frequent, or the most frequent of those that have other words before or behind it, such as
/// “William Bligh” for “Bligh”. `names` are sorted: a name, how often it occurs, and its grade.
fn fullest(names: &[(String, usize, u8)]) -> Option<String> {
    let (first, _, grade) = names.first()?;
    let is_fuller = |name: &str| {
        let rest = name.strip_suffix(first.as_str()).or(name.strip_prefix(first.as_str()));
        rest.is_some_and(|rest| !rest.is_empty() && (rest.ends_with(' ') || rest.starts_with(' ')))
    };
    let fuller = names.iter().filter(|(name, _, own)| own == grade && *grade > 1 && is_fuller(name));
    let best = fuller.max_by_key(|(name, count, _)| (*count, std::cmp::Reverse(name.chars().count())));
    Some(best.map_or(first, |(name, ..)| name).clone())
}

/// The kind of actor that a mention says; its label if it is none of an actor.
fn kind_of(mention: &Mention, words: &str) -> String {
    match labels::meaning(&mention.label, words) {
        Meaning::Actor(kind) => kind,
        _ => mention.label.clone(),
    }
}

/// Whether words begin as a name does: with a capital, or in a script without capitals.
fn looks_like_name(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase()) && !is_pronoun(words)
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "who",
        "whom",
        "whose",
        "this",
        "that",
        "these",
        "those",
        "himself",
        "herself",
        "itself",
        "themselves",
        "il",
        "elle",
        "ils",
        "elles",
        "lui",
        "leur",
        "son",
        "sa",
        "ses",
        "er",
        "sie",
        "es",
        "ihr",
        "sein",
        "él",
        "ella",
        "ellos",
        "ellas",
        "هو",
        "هي",
        "هم",
    ];
    PRONOUNS.contains(&words.to_lowercase().as_str())
}

/// Words in lower case, with single spaces.
fn lower(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// How words refer to an actor, whose name is in lower case.
fn form_of(words: &str, name: Option<&str>) -> &'static str {
    if name == Some(lower(words).as_str()) {
        "name"
    } else if looks_like_name(words) {
        "alias"
    } else {
        "pronoun"
    }
}

/// The note on ranges that [`Room`] has no place for.
const TOO_MUCH: &str = "ranges that are too much, since all together cover the text many times";

/// What ranges may still cover. A small file can have many ranges that each cover all of the text, and each is copied.
struct Room {
    /// The ends of the blocks.
    ends: Vec<usize>,
    bytes: usize,
    spans: usize,
}

impl Room {
    /// Room for ranges that cover twice the text, 100 bytes each, and 16 MB; in three blocks each and in 100,000 more. A label
    /// of an event counts three times: as a range, as the words of the event, and with its sentence.
    fn new(draft: &Draft) -> Self {
        let ranges = draft.mentions.len() + draft.events.len();
        Self {
            ends: draft.blocks.iter().map(|block| block.range.end).collect(),
            bytes: 2 * draft.text.len() + 100 * ranges + (16 << 20),
            spans: 3 * ranges + 100_000,
        }
    }

    /// Whether there is room for these ranges. They are taken off it.
    fn takes(&mut self, ranges: &[Range<usize>]) -> bool {
        let first = |byte: usize| self.ends.partition_point(|end| *end <= byte);
        let spans: usize =
            ranges.iter().map(|range| first(range.end.saturating_sub(1)).saturating_sub(first(range.start)) + 1).sum();
        let bytes = ranges.iter().map(Range::len).fold(0, usize::saturating_add);
        let has_room = bytes <= self.bytes && spans <= self.spans;
        if has_room {
            (self.bytes, self.spans) = (self.bytes - bytes, self.spans - spans);
        }
        has_room
    }
}

/// The blocks of the article, and where the text of the draft is in them.
struct Blocks<'d> {
    offsets: Vec<Offsets<'d>>,
    /// The byte ranges in the draft's text.
    ranges: Vec<Range<usize>>,
    sentences: Vec<OnceCell<Vec<Range<usize>>>>,
}

impl<'d> Blocks<'d> {
    fn new(draft: &'d Draft) -> Self {
        let ranges: Vec<Range<usize>> = draft.blocks.iter().map(|block| block.range.clone()).collect();
        let offsets = ranges.iter().map(|range| Offsets::new(&draft.text[range.clone()])).collect();
        Self { offsets, sentences: vec![OnceCell::new(); ranges.len()], ranges }
    }

    /// The id of a block.
    fn id(block: usize) -> String {
        format!("b{}", block + 1)
    }

    /// The positions of a range within a block, in code points.
    fn positions(&self, block: usize, range: &Range<usize>) -> (i64, i64) {
        let start = self.ranges[block].start;
        let count = |byte: usize| self.offsets[block].from_byte(byte - start, Unit::CodePoint).unwrap_or(0) as i64;
        (count(range.start), count(range.end))
    }

    /// The spans of a range: one for each block that it touches.
    fn spans(&self, draft: &Draft, range: &Range<usize>) -> Vec<SpanFile> {
        let first = self.ranges.partition_point(|block| block.end <= range.start);
        let touched = self.ranges.iter().enumerate().skip(first).take_while(|(_, block)| block.start < range.end);
        let span = |(block, own): (usize, &Range<usize>)| {
            let inside = range.start.max(own.start)..range.end.min(own.end);
            let quote = &draft.text[inside.clone()];
            let trimmed = quote.trim();
            if trimmed.is_empty() {
                return None;
            }
            let start = inside.start + (quote.len() - quote.trim_start().len());
            let inside = if inside.len() == range.len() { inside } else { start..start + trimmed.len() };
            let (start, end) = self.positions(block, &inside);
            let quote = draft.text[inside].to_owned();
            Some(SpanFile {
                block: Self::id(block),
                start: Some(start),
                end: Some(end),
                quote: Some(quote),
                ..SpanFile::default()
            })
        };
        touched.filter_map(span).collect()
    }

    /// The sentence around a position, in the draft's text.
    fn sentence(&self, draft: &Draft, byte: usize) -> Option<Range<usize>> {
        let block = self.ranges.partition_point(|block| block.end <= byte);
        let own = self.ranges.get(block).filter(|own| own.start <= byte)?;
        let sentences = self.sentences[block].get_or_init(|| sentences(&draft.text[own.clone()]));
        let found = sentence_at(sentences, byte - own.start)?;
        Some(own.start + found.start..own.start + found.end)
    }

    /// The blocks as the article has them.
    fn write(&self, draft: &Draft) -> Vec<BlockFile> {
        let mark = |block: usize, mark: &Mark| {
            let own = &self.ranges[block];
            let range = mark.range.start.max(own.start)..mark.range.end.min(own.end);
            if range.start >= range.end {
                return None;
            }
            let (start, end) = self.positions(block, &range);
            Some(StyleFile { start, end, kind: mark.kind.to_owned(), href: mark.href.clone(), ..StyleFile::default() })
        };
        let block = |(position, block): (usize, &Block)| BlockFile {
            id: Self::id(position),
            kind: block.kind.to_owned(),
            level: block.level,
            text: draft.text[block.range.clone()].to_owned(),
            language: block.language.clone(),
            marks: block.marks.iter().filter_map(|own| mark(position, own)).collect(),
            ..BlockFile::default()
        };
        draft.blocks.iter().enumerate().map(block).collect()
    }

    /// An event of the article; `None` if nothing says where it is.
    fn event(
        &self,
        draft: &Draft,
        event: &Event,
        actors: &Actors,
        room: &mut Room,
        report: &mut Report,
    ) -> Option<EventFile> {
        let trigger: Vec<SpanFile> = event.trigger.iter().flat_map(|piece| self.spans(draft, piece)).collect();
        let about = event.trigger.first().or_else(|| draft.mentions[event.participants.first()?.0].pieces.first());
        let sentence = about.and_then(|range| self.sentence(draft, range.start));
        let evidence: Vec<Range<usize>> = match event.evidence.is_empty() {
            false => event.evidence.clone(),
            true => match &sentence {
                Some(sentence) if room.takes(std::slice::from_ref(sentence)) => vec![sentence.clone()],
                // A sentence may be as long as the text, and be that of all events.
                Some(_) => {
                    report.changed("events in very long sentences, now with their words alone as evidence", &*event.id);
                    about.cloned().into_iter().collect()
                }
                None => Vec::new(),
            },
        };
        let mut participants: Vec<ParticipantFile> = Vec::new();
        let known = |identity: &String, what: &str, report: &mut Report| {
            let known = actors.of_identity.get(identity).copied();
            if known.is_none() {
                report.left_out(format!("{what} of events that are not there"), format!("{}: {identity}", event.id));
            }
            known
        };
        let mut place = event.place.as_ref().and_then(|identity| known(identity, "places", report));
        let said = event.participants.iter().map(|(mention, role)| (actors.of_mention[*mention], role));
        let others: Vec<(usize, &String)> = event
            .other_participants
            .iter()
            .filter_map(|(identity, role)| Some((known(identity, "participants", report)?, role)))
            .collect();
        let mut known = HashSet::new();
        for (actor, role) in said.chain(others) {
            let role = labels::role(role);
            // The first place among those who took part is where it happened.
            if role == "place" && place.is_none() {
                place = Some(actor);
                continue;
            }
            if known.insert((actor, role.clone())) {
                let actor = actors.files[actor].id.clone();
                participants.push(ParticipantFile { actor, role: Some(role), ..ParticipantFile::default() });
            }
        }
        let evidence: Vec<SpanFile> = evidence.iter().flat_map(|range| self.spans(draft, range)).collect();
        if evidence.is_empty() && event.title.is_none() {
            report.left_out("events in text that is not in the article", &*event.id);
            return None;
        }
        let title = event.title.clone().unwrap_or_else(|| self.title(draft, event, sentence, actors));
        let mut file = EventFile {
            id: event.id.clone(),
            kind: Some(labels::event_kind(&event.label)),
            title: Some(title),
            when: event.when.clone(),
            when_text: event.when_text.clone(),
            r#where: place.map(|actor| PlaceFile::Actor(actors.files[actor].id.clone())),
            participants,
            evidence,
            summary: event.summary.clone(),
            status: event.status.clone(),
            certainty: event.certainty,
            sources: event.sources.clone(),
            ..EventFile::default()
        };
        if trigger.len() > 1 {
            report.left_out("events whose words are in pieces, of which the first is kept", &*event.id);
        }
        if let Some(trigger) = trigger.first() {
            file.extra.insert(TRIGGER.to_owned(), serde_json::to_value(trigger).unwrap_or_default());
        }
        Some(file)
    }

    /// A title made of who took part and the trigger; or of the words around the trigger.
    fn title(&self, draft: &Draft, event: &Event, sentence: Option<Range<usize>>, actors: &Actors) -> String {
        let trigger = draft.words(&event.trigger);
        let others = ["target", "victim", "beneficiary", "place", "origin", "destination"];
        let acts = |role: &str| !others.contains(&labels::role(role).to_lowercase().as_str());
        let somebody_acts = event.participants.first().is_some_and(|(_, role)| acts(role));
        // Some short names: each may be as long as the text, and in each event.
        const NAMES: usize = 10;
        const LENGTH: usize = 100;
        fn short(name: &str) -> &str {
            name.char_indices().nth(LENGTH).map_or(name, |(end, _)| &name[..end])
        }
        let names: Vec<&str> = event
            .participants
            .iter()
            .filter_map(|(mention, _)| actors.files[actors.of_mention[*mention]].name.as_deref())
            .take(NAMES)
            .map(short)
            .collect();
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match (names.as_slice(), sentence, event.trigger.first()) {
            // Whom something happened to must not read as the one who did it.
            ([_, ..], ..) if !trigger.is_empty() && !somebody_acts => {
                format!("{} ({})", plain(&trigger), names.join(", "))
            }
            ([first], ..) if !trigger.is_empty() => format!("{first}: {}", plain(&trigger)),
            ([first, rest @ ..], ..) if !trigger.is_empty() => {
                format!("{first}: {} ({})", plain(&trigger), rest.join(", "))
            }
            ([], Some(sentence), Some(range)) => plain(&excerpt(&draft.text, &sentence, range)),
            _ if !names.is_empty() => format!("{}: {}", event.label, names.join(", ")),
            _ => plain(&trigger),
        }
    }
}

/// Some words of a sentence around a range.
fn excerpt(text: &str, sentence: &Range<usize>, range: &Range<usize>) -> String {
    const AROUND: usize = 40;
    let before = &text[sentence.start..range.start.max(sentence.start)];
    let after = &text[range.end.min(sentence.end)..sentence.end];
    let start = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let start = if start == 0 { 0 } else { before[start..].find(' ').map_or(before.len(), |space| start + space + 1) };
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let end = if end == after.len() { end } else { after[..end].rfind(' ').unwrap_or(0) };
    let (first, last) = (if start > 0 { "… " } else { "" }, if end < after.len() { " …" } else { "" });
    let inside = &text[range.start..range.end.min(sentence.end).max(range.start)];
    format!("{first}{}{inside}{}{last}", &before[start..], &after[..end])
}
