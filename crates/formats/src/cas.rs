//! What UIMA CAS and WebAnno TSV have in common: annotations in layers, and how an article is made of them.
//!
//! | in the source | in the article |
//! |---|---|
//! | an annotation of a span layer; its label is the feature `value`, or another of that meaning, or the layer's name | a mention |
//! | an annotation of a layer of events, or of one with slots | an event, whose participants are in the slots |
//! | a relation | a relation; that of a layer of coreference says that both are the same actor |
//! | a coreference chain | one actor |
//! | the features `identifier` and `confidence` | who the actor is, and how sure the annotator was |
//! | tokens, sentences, lemmas, parts of speech, syntax | nothing; they are counted |
//!
//! A [`Cas`] holds feature structures as they are in a file, and resolves their references. [`Layers`] is what they say.
//!
//! ```
//! use whowhen_core::text::Unit;
//! use whowhen_formats::cas::{Annotation, Layers};
//! use whowhen_formats::{Format, ReadOptions, Report};
//!
//! let mut layers = Layers::new("a.tsv", "line");
//! let layer = layers.layer("webanno.custom.Person");
//! layers.annotations.push(Annotation { layer, pieces: vec![(0, 5)], ..Annotation::default() });
//! let mut report = Report::new(Format::WebAnnoTsv);
//! let draft = layers.draft("Alice ran.".to_owned(), Unit::Utf16, &mut report).unwrap();
//! let article = draft.finish("a.tsv", &ReadOptions::default(), &mut report).unwrap();
//! assert_eq!(article.actors[0].kind.as_deref(), Some("person"));
//! ```
//!
//! Source: <https://uima.apache.org/d/uimaj-current/references.html>,
//! <https://inception-project.github.io/releases/36.4/docs/user-guide.html#_layers>

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use whowhen_core::article::{ActorKind, Kind};
use whowhen_core::file::{ActorFile, LinkFile, SourceFile};
use whowhen_core::text::Unit;

use crate::draft::{Draft, Event, EventRelation, Link, Mention, relation_kind, slug};
use crate::labels::{self, Meaning};
use crate::positions::{Claim, check_number, locate};
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, ReadOptions, Report, plain_text};

/// Annotations of one text, in layers.
#[derive(Debug, Default)]
pub struct Layers<'t> {
    /// The annotations.
    pub annotations: Vec<Annotation<'t>>,
    /// Relations between them.
    pub relations: Vec<Relation<'t>>,
    /// Coreference chains: the positions of their members in `annotations`. No annotation is in two.
    pub chains: Vec<Vec<usize>>,
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    hosts: HashSet<usize>,
    file: String,
    unit: &'static str,
}

/// An annotation.
#[derive(Debug, Default)]
pub struct Annotation<'t> {
    /// Its layer, a result of [`Layers::layer`].
    pub layer: usize,
    /// The start and the end of each piece, in the unit of the source. White space between pieces belongs to the annotation.
    pub pieces: Vec<(usize, usize)>,
    /// The words at the pieces, joined by single spaces, if the source has them.
    pub surface: Option<String>,
    /// Names and values of its features, without those that are empty.
    pub features: Vec<Feature<'t>>,
    /// Its slots.
    pub slots: Vec<Slot<'t>>,
    /// The number of its line or record, for the report.
    pub number: i64,
}

/// The name and the value of a feature.
pub type Feature<'t> = (Cow<'t, str>, Cow<'t, str>);

/// What an annotation has in a slot.
#[derive(Debug)]
pub struct Slot<'t> {
    /// The role.
    pub role: Cow<'t, str>,
    /// The position of an annotation; `None` if the source names one that is not there.
    pub target: Option<usize>,
}

/// A relation between two annotations.
#[derive(Debug)]
pub struct Relation<'t> {
    /// Its layer, a result of [`Layers::layer`].
    pub layer: usize,
    /// The position of an annotation; `None` if the source names one that is not there.
    pub from: Option<usize>,
    /// The position of another.
    pub to: Option<usize>,
    /// Names and values of its features, without those that are empty.
    pub features: Vec<Feature<'t>>,
    /// The number of its line or record, for the report.
    pub number: i64,
}

/// Where an annotation is, in bytes of the text.
type Pieces = Vec<Range<usize>>;

/// What the annotations of a layer are.
#[derive(Clone, Copy, PartialEq)]
enum LayerKind {
    /// Tokens, sentences, syntax: nothing that an article has.
    Grammar,
    Events,
    Spans,
}

/// What became of an annotation.
#[derive(Clone, Copy)]
enum Placed {
    Nothing,
    /// The position of a mention in the draft.
    Mention(usize),
    /// The position of an event in the draft.
    Event(usize),
}

/// What the features of an annotation or a relation say.
#[derive(Default)]
struct Said {
    label: Option<String>,
    identity: Option<String>,
    certainty: Option<f64>,
    form: Option<&'static str>,
}

/// Features that have the label of an annotation, in lower case; the first counts.
const LABELS: &[&str] =
    &["value", "label", "entity", "entitytype", "category", "type", "relationtype", "kind", "class", "tag"];

/// Features that say who an actor is.
const IDENTITIES: &[&str] = &["identifier", "identity", "kb_id", "kbid", "wikidata", "entityid"];

/// Features that say how sure the annotator was.
const CERTAINTIES: &[&str] = &["confidence", "certainty", "probability"];

/// Parts of the names of layers that are about words and markup.
const GRAMMAR: &[&str] = &[".lexmorph.type.", ".syntax.type.", ".api.xml.type.", ".metadata.type.", ".api.pdf.type."];

/// What relations of a layer of coreference say if both ends are the same actor. Others of that layer, such as bridging,
/// say something else.
const SAME: &[&str] = &["coref", "coreference", "ana", "anaphora", "anaphoric", "cata", "appos", "ident", "identity"];

impl<'t> Layers<'t> {
    /// No annotations. `file` and the word for its lines or records are for the report.
    pub fn new(file: impl Into<String>, unit: &'static str) -> Self {
        Self { file: file.into(), unit, ..Self::default() }
    }

    /// The number of the layer with a name, such as `webanno.custom.Person`.
    pub fn layer(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }

    /// Says that the annotations of a layer have slots, filled or not.
    pub fn has_slots(&mut self, layer: usize) {
        self.hosts.insert(layer);
    }

    /// Whether a layer is about words and markup, not about what an article has.
    pub fn is_grammar(&self, layer: usize) -> bool {
        self.kind(layer) == LayerKind::Grammar
    }

    /// Notes annotations of a layer that are not kept.
    pub fn leave_out(&self, layer: usize, count: usize, report: &mut Report) {
        let text = format!("annotations of the layer “{}”, which is not about actors", short(&self.names[layer]));
        report.note_many(NoteKind::LeftOut, text, count, "");
    }

    /// Makes a draft of a text and the annotations. `unit` is the one in which the format counts.
    ///
    /// # Errors
    /// If there are too many annotations.
    pub fn draft(mut self, text: String, unit: Unit, report: &mut Report) -> Result<Draft, FormatError> {
        let kinds: Vec<LayerKind> = (0..self.names.len()).map(|layer| self.kind(layer)).collect();
        self.leave_out_relations(&kinds, report);
        let (text, ranges) = self.locate(text, unit, &kinds, report)?;
        let blocks = plain_text::blocks(&text);
        let mut draft = Draft { text, blocks, ..Draft::default() };
        let mut filling = Filling { placed: vec![Placed::Nothing; ranges.len()], ranges, kinds: &kinds, layers: &self };
        filling.annotations(&mut draft, report);
        filling.chains(&mut draft, report);
        filling.slots(&mut draft, report);
        filling.relations(&mut draft, report);
        add_actors(&mut draft);
        Ok(draft)
    }

    fn kind(&self, layer: usize) -> LayerKind {
        let name = &self.names[layer];
        let meaning = labels::meaning(short(name), "");
        if self.hosts.contains(&layer) {
            LayerKind::Events
        } else if meaning == Meaning::Value || GRAMMAR.iter().any(|part| name.contains(part)) {
            LayerKind::Grammar
        } else if meaning == Meaning::Event {
            LayerKind::Events
        } else {
            LayerKind::Spans
        }
    }

    fn place(&self, number: i64) -> String {
        format!("{}, {} {number}", self.file, self.unit)
    }

    /// Removes relations of syntax.
    fn leave_out_relations(&mut self, kinds: &[LayerKind], report: &mut Report) {
        let mut counts = vec![0; kinds.len()];
        for relation in &self.relations {
            counts[relation.layer] += 1;
        }
        self.relations.retain(|relation| kinds[relation.layer] != LayerKind::Grammar);
        for (layer, count) in counts.into_iter().enumerate().filter(|(layer, _)| kinds[*layer] == LayerKind::Grammar) {
            let text = format!("relations of the layer “{}”, which is not about actors", short(&self.names[layer]));
            report.note_many(NoteKind::LeftOut, text, count, "");
        }
    }

    /// Where the annotations are, in bytes of the text: of each its pieces. Those of grammar are nowhere, unless something
    /// else names them.
    fn locate(
        &mut self,
        text: String,
        unit: Unit,
        kinds: &[LayerKind],
        report: &mut Report,
    ) -> Result<(String, Vec<Pieces>), FormatError> {
        let mut named = vec![false; self.annotations.len()];
        let ends = self.relations.iter().flat_map(|relation| [relation.from, relation.to]);
        let targets = self.annotations.iter().flat_map(|annotation| annotation.slots.iter().map(|slot| slot.target));
        let named_by = ends.chain(targets).flatten().chain(self.chains.iter().flatten().copied());
        named_by.for_each(|position| named[position] = true);
        let mut counts = vec![0; kinds.len()];
        let mut claims = Vec::new();
        let mut claimed = Vec::new();
        let mut annotations = std::mem::take(&mut self.annotations);
        for (position, annotation) in annotations.iter_mut().enumerate() {
            if kinds[annotation.layer] == LayerKind::Grammar && !named[position] {
                counts[annotation.layer] += 1;
                continue;
            }
            let (pieces, surface) = (std::mem::take(&mut annotation.pieces), annotation.surface.take());
            claims.push(Claim { pieces, surface, place: self.place(annotation.number) });
            claimed.push(position);
        }
        self.annotations = annotations;
        for (layer, count) in counts.into_iter().enumerate() {
            self.leave_out(layer, count, report);
        }
        check_number(claims.len(), &self.file)?;
        let located = locate(text, &claims, unit, report);
        let mut ranges = vec![Vec::new(); self.annotations.len()];
        for (position, pieces) in claimed.into_iter().zip(located.ranges) {
            ranges[position] = pieces.map_or_else(Vec::new, |pieces| joined(pieces, &located.text));
        }
        Ok((located.text, ranges))
    }

    /// What the features of an annotation or a relation say. The others are left out.
    fn said(&self, layer: usize, features: &[Feature<'t>], number: i64, report: &mut Report) -> Said {
        let rank = |(name, _): &&Feature<'t>| LABELS.iter().position(|label| name.eq_ignore_ascii_case(label));
        let label = features.iter().filter(|feature| rank(feature).is_some()).min_by_key(rank);
        let mut said = Said { label: label.map(|(_, value)| value.clone().into_owned()), ..Said::default() };
        let own = short(&self.names[layer]);
        // A value that is no label that is known says less than a layer of persons.
        let is_said_by_layer = matches!(known(own), Some(Meaning::Actor(kind)) if kind != "other");
        if is_said_by_layer && said.label.as_deref().is_some_and(|label| known(label).is_none()) {
            said.label = Some(own.to_owned());
        }
        let is_label = |feature: &Feature<'t>| {
            label.is_some_and(|label| std::ptr::eq(label, feature)) && said.label.as_deref() == Some(feature.1.as_ref())
        };
        for feature in features {
            if is_label(feature) {
                continue;
            }
            let name = feature.0.to_lowercase();
            let is_taken = match name.as_str() {
                name if IDENTITIES.contains(&name) && said.identity.is_none() => {
                    said.identity = Some(feature.1.clone().into_owned());
                    true
                }
                name if CERTAINTIES.contains(&name) => {
                    said.certainty = feature.1.parse().ok().filter(|number| (0.0..=1.0).contains(number));
                    said.certainty.is_some()
                }
                "referencetype" => {
                    said.form = form(&feature.1);
                    said.form.is_some()
                }
                _ => false,
            };
            if !is_taken {
                report.left_out(format!("features “{}” of the layer “{own}”", feature.0), self.place(number));
            }
        }
        said
    }
}

/// The last part of the name of a layer.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// What a label means, if a table has it.
fn known(label: &str) -> Option<Meaning> {
    match labels::meaning(label, "") {
        Meaning::Actor(kind) if kind == labels::form(label).1 && !ActorKind::WORDS.contains(&kind.as_str()) => None,
        meaning => Some(meaning),
    }
}

/// How a link of a chain refers, by its type.
fn form(reference_type: &str) -> Option<&'static str> {
    let word = reference_type.to_lowercase();
    match word.get(..3) {
        Some("nam") => Some("name"),
        Some("pro" | "nom") => Some("pronoun"),
        _ => None,
    }
}

/// Pieces in the order of the text. Those with nothing but white space between them are one.
fn joined(mut pieces: Pieces, text: &str) -> Pieces {
    pieces.retain(|piece| !piece.is_empty());
    pieces.sort_by_key(|piece| (piece.start, piece.end));
    let mut joined: Pieces = Vec::with_capacity(1);
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if text.get(last.end..piece.start).is_none_or(|between| between.trim().is_empty()) => {
                last.end = last.end.max(piece.end);
            }
            _ => joined.push(piece),
        }
    }
    joined
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
        let last = identity.rsplit(['/', ':']).next().unwrap_or_default();
        let is_item = last.strip_prefix('Q').is_some_and(|digits| digits.parse::<u64>().is_ok());
        let is_wikidata =
            is_item && (last.len() == identity.len() || identity.contains("wikidata") || identity.starts_with("wd:"));
        match identity.split_once(':') {
            _ if is_wikidata => drop(actor.ids.insert("wikidata".to_owned(), last.into())),
            Some(("http" | "https", rest)) if rest.starts_with("//") => {
                actor.links.push(LinkFile { url: Some(identity.clone()), ..LinkFile::default() });
            }
            Some((register, id)) if !register.is_empty() && register.chars().all(char::is_alphanumeric) => {
                drop(actor.ids.insert(register.to_lowercase(), id.into()));
            }
            _ => continue,
        }
        draft.actors.push(actor);
    }
}

/// The value of a feature in a file.
#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// A text or a number.
    Text(Cow<'t, str>),
    /// A text, a number, or one or more ids between spaces: the file does not say which.
    Any(Cow<'t, str>),
    /// Several texts or ids.
    List(Vec<Cow<'t, str>>),
}

impl Value<'_> {
    /// The ids, if it is nothing but ids.
    fn ids(&self) -> Option<Vec<i64>> {
        let ids: Option<Vec<i64>> = match self {
            Self::Text(_) => None,
            Self::Any(text) => text.split_ascii_whitespace().map(|id| id.parse().ok()).collect(),
            Self::List(items) => items.iter().map(|id| id.trim().parse().ok()).collect(),
        };
        ids.filter(|ids| !ids.is_empty())
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Any(text) => Some(text),
            Self::List(_) => None,
        }
    }
}

/// A UIMA CAS as it is in a file: feature structures with ids, some of which are annotations of a text, which is a sofa.
#[derive(Debug)]
pub struct Cas<'t> {
    file: String,
    format: Format,
    types: Vec<String>,
    type_numbers: HashMap<String, usize>,
    structures: Vec<Structure<'t>>,
    by_id: HashMap<i64, usize>,
    sofas: Vec<Sofa<'t>>,
    sofa_ids: HashSet<i64>,
    /// Of each member of a view, the id of its sofa.
    sofa_of: HashMap<i64, i64>,
    report: Report,
    /// How many elements of arrays are still followed: arrays that are named again and again would take for ever.
    budget: usize,
}

#[derive(Debug)]
struct Structure<'t> {
    id: i64,
    type_number: usize,
    sofa: Option<i64>,
    range: Option<(i64, i64)>,
    features: Vec<(Cow<'t, str>, Value<'t>)>,
    /// Whether it has its place in a document.
    is_used: bool,
}

#[derive(Debug)]
struct Sofa<'t> {
    id: i64,
    name: Cow<'t, str>,
    text: Cow<'t, str>,
}

/// What the document as a whole says of itself.
#[derive(Default)]
struct Metadata {
    title: Option<String>,
    id: Option<String>,
    url: Option<String>,
    language: Option<String>,
    /// Where the text ends, in the unit in which the file counts.
    end: Option<i64>,
}

impl<'t> Cas<'t> {
    /// An empty CAS.
    pub fn new(file: impl Into<String>, format: Format) -> Self {
        Self {
            file: file.into(),
            format,
            types: Vec::new(),
            type_numbers: HashMap::new(),
            structures: Vec::new(),
            by_id: HashMap::new(),
            sofas: Vec::new(),
            sofa_ids: HashSet::new(),
            sofa_of: HashMap::new(),
            report: Report::new(format),
            budget: 1_000_000,
        }
    }

    /// Notes something that cannot be read. `place` is within the file.
    pub fn left_out(&mut self, text: &str, place: &str) {
        self.report.left_out(text, format!("{}, {place}", self.file));
    }

    /// Adds a feature structure with the full name of its type, such as `uima.tcas.Annotation`.
    pub fn add(
        &mut self,
        id: Option<i64>,
        type_name: &str,
        features: impl IntoIterator<Item = (Cow<'t, str>, Value<'t>)>,
    ) {
        let Some(id) = id else { return self.left_out("feature structures without an id", type_name) };
        if type_name == "uima.cas.Sofa" {
            return self.add_sofa(id, features);
        }
        if self.by_id.insert(id, self.structures.len()).is_some() {
            self.left_out("feature structures whose id another has, to which nothing refers", &format!("id {id}"));
        }
        // There are many of these, and nothing but their number is wanted.
        let is_plain = GRAMMAR.iter().any(|part| type_name.contains(part))
            || type_name.contains(".segmentation.type.") && known(short(type_name)) == Some(Meaning::Value);
        let is_plain = is_plain && !is_metadata(type_name);
        let type_number = self.type_number(type_name);
        let mut structure =
            Structure { id, type_number, sofa: None, range: None, features: Vec::new(), is_used: false };
        let (mut begin, mut end) = (None, None);
        let number = |value: &Value| value.text().and_then(|text| text.parse::<i64>().ok());
        for (name, value) in features {
            match name.as_ref() {
                "sofa" => structure.sofa = number(&value),
                "begin" => begin = number(&value),
                "end" => end = number(&value),
                _ if is_plain => {}
                _ if value.text().is_some_and(str::is_empty) => {}
                _ => structure.features.push((name, value)),
            }
        }
        structure.features.shrink_to_fit();
        structure.range = begin.zip(end);
        self.structures.push(structure);
    }

    fn add_sofa(&mut self, id: i64, features: impl IntoIterator<Item = (Cow<'t, str>, Value<'t>)>) {
        let mut sofa = Sofa { id, name: Cow::Borrowed(""), text: Cow::Borrowed("") };
        for (name, value) in features {
            match (name.as_ref(), value) {
                ("sofaID", Value::Text(name) | Value::Any(name)) => sofa.name = name,
                ("sofaString", Value::Text(text) | Value::Any(text)) => sofa.text = text,
                _ => {}
            }
        }
        if !self.sofa_ids.insert(id) {
            return self.left_out("texts whose id another has", &format!("id {id}"));
        }
        self.sofas.push(sofa);
    }

    /// Adds a view: which feature structures belong to a sofa.
    pub fn add_view(&mut self, sofa: i64, members: impl IntoIterator<Item = i64>) {
        self.sofa_of.extend(members.into_iter().map(|member| (member, sofa)));
    }

    fn type_number(&mut self, name: &str) -> usize {
        if let Some(number) = self.type_numbers.get(name) {
            return *number;
        }
        self.types.push(name.to_owned());
        self.type_numbers.insert(name.to_owned(), self.types.len() - 1);
        self.types.len() - 1
    }

    /// Makes a document of each text.
    ///
    /// # Errors
    /// If there is no text, or there are too many annotations.
    pub fn documents(mut self, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
        let number = self.sofas.len();
        let mut sofas = std::mem::take(&mut self.sofas);
        sofas.retain(|sofa| !sofa.text.trim().is_empty());
        if sofas.is_empty() {
            let error = FormatError::new("there is no text in the CAS", "Export it again, with its text");
            return Err(error.at(&self.file));
        }
        self.report.note_many(NoteKind::LeftOut, "views without a text", number - sofas.len(), "");
        let mut of_sofa: HashMap<i64, Vec<usize>> = HashMap::new();
        let mut nowhere = Vec::new();
        for (position, structure) in self.structures.iter().enumerate() {
            let sofa = structure.sofa.or_else(|| self.sofa_of.get(&structure.id).copied());
            let only = sofas.first().filter(|_| number == 1).map(|only| only.id);
            match sofa.or(only) {
                Some(sofa) => of_sofa.entry(sofa).or_default().push(position),
                None => nowhere.push(position),
            }
        }
        let mut documents = Vec::with_capacity(sofas.len());
        for sofa in &sofas {
            let view = Some(sofa.name.as_ref()).filter(|_| sofas.len() > 1);
            let members = of_sofa.remove(&sofa.id).unwrap_or_default();
            documents.push(self.document(sofa, view, &members, options)?);
        }
        let mut report = std::mem::replace(&mut self.report, Report::new(self.format));
        for structure in self.structures.iter().filter(|structure| !structure.is_used) {
            let what = match structure.range {
                Some(_) => "annotations of a text that is not there",
                None => "feature structures without a place in a text",
            };
            let text = format!("{what}, of the type “{}”", short(&self.types[structure.type_number]));
            report.left_out(text, format!("{}, id {}", self.file, structure.id));
        }
        // What is said of the whole file comes with its first document.
        if let Some(first) = documents.first_mut() {
            for note in report.notes {
                let without_place = note.count.saturating_sub(note.places.len());
                note.places.into_iter().for_each(|place| first.report.note(note.kind, &*note.text, place));
                first.report.note_many(note.kind, note.text, without_place, "");
            }
        }
        Ok(documents)
    }

    /// Makes a document of a text. `view` is its name if the file has several.
    fn document(
        &mut self,
        sofa: &Sofa<'t>,
        view: Option<&str>,
        members: &[usize],
        options: &ReadOptions,
    ) -> Result<Document, FormatError> {
        let mut report = Report::new(self.format);
        let metadata = self.metadata(members, &mut report);
        let layers = self.layers(members, &mut report);
        let unit = unit(&sofa.text, metadata.end, &mut report);
        let mut draft = layers.draft(sofa.text.clone().into_owned(), unit, &mut report)?;
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        draft.id = match (&metadata.id, view) {
            (Some(id), None) => Some(slug(id)),
            (None, None) => None,
            (id, Some(view)) => Some(slug(&format!("{} {view}", id.as_deref().unwrap_or(stem)))),
        };
        draft.title = metadata.title.or_else(|| view.map(|view| format!("{stem} ({view})")));
        draft.language = metadata.language;
        draft.source = metadata.url.map(|url| SourceFile { url: Some(url), ..SourceFile::default() });
        let article = draft.finish(&self.file, options, &mut report)?;
        Ok(Document { article, report })
    }

    /// What the annotations of the document as a whole say.
    fn metadata(&mut self, members: &[usize], report: &mut Report) -> Metadata {
        let mut metadata = Metadata::default();
        for position in members {
            let structure = &mut self.structures[*position];
            if !is_metadata(&self.types[structure.type_number]) {
                continue;
            }
            structure.is_used = true;
            metadata.end = metadata.end.or(structure.range.map(|(_, end)| end));
            for (name, value) in &structure.features {
                let Some(text) = value.text() else { continue };
                let is_address = || text.starts_with("http://") || text.starts_with("https://");
                match name.as_ref() {
                    "language" if text == "x-unspecified" => {}
                    "language" if is_language(text) => metadata.language = Some(text.to_owned()),
                    "documentTitle" => metadata.title = Some(without_extension(text).to_owned()),
                    "documentId" => metadata.id = Some(without_extension(text).to_owned()),
                    "documentUri" if is_address() => metadata.url = Some(text.to_owned()),
                    "isLastSegment" => {}
                    name => {
                        let place = format!("{}, id {}", self.file, structure.id);
                        report.left_out(format!("fields “{name}” of the document as a whole"), place);
                    }
                }
            }
        }
        metadata
    }

    /// The annotations of a text with their relations and chains.
    fn layers(&mut self, members: &[usize], report: &mut Report) -> Layers<'t> {
        let mut layers = Layers::new(self.file.as_str(), "id");
        let mut annotation_of: HashMap<i64, usize> = HashMap::new();
        // The structures of the annotations, then of relations, then of the beginnings of chains.
        let mut annotated = Vec::new();
        let (mut relations, mut chains) = (Vec::new(), Vec::new());
        let mut layer_of: HashMap<usize, usize> = HashMap::new();
        for position in members {
            let structure = &self.structures[*position];
            if structure.is_used {
                continue;
            }
            let type_number = structure.type_number;
            let has = |name: &str| structure.features.iter().any(|(feature, _)| feature == name);
            if has("Governor") && has("Dependent") {
                relations.push(*position);
            } else if let Some((begin, end)) = structure.range {
                self.structures[*position].is_used = true;
                let id = self.structures[*position].id;
                let (Ok(begin), Ok(end)) = (usize::try_from(begin), usize::try_from(end)) else {
                    report.left_out("ranges outside the text", format!("{}, id {id}", self.file));
                    continue;
                };
                let layer = *layer_of.entry(type_number).or_insert_with(|| layers.layer(&self.types[type_number]));
                annotation_of.insert(id, layers.annotations.len());
                annotated.push(*position);
                layers.annotations.push(Annotation {
                    layer,
                    pieces: vec![(begin, end)],
                    number: id,
                    ..Annotation::default()
                });
            } else if has("first") {
                chains.push(*position);
            }
        }
        let mut next_of: HashMap<usize, i64> = HashMap::new();
        let mut in_no_chain = Vec::new();
        for (annotation, position) in annotated.iter().enumerate() {
            let features = std::mem::take(&mut self.structures[*position].features);
            let is_link = short(&self.types[self.structures[*position].type_number]) == "CoreferenceLink";
            if is_link || features.iter().any(|(name, _)| name == "next") {
                in_no_chain.push(annotation);
            }
            for (name, value) in features {
                if name == "next" {
                    next_of.extend(value.ids().map(|ids| (annotation, ids[0])));
                } else if let Some(links) = self.links(&value) {
                    if !links.is_empty() {
                        layers.has_slots(layers.annotations[annotation].layer);
                    }
                    let slots = links.into_iter().map(|link| self.slot(link, &name, &annotation_of));
                    let slots: Vec<Slot> = slots.collect();
                    layers.annotations[annotation].slots.extend(slots);
                } else {
                    layers.annotations[annotation].features.push((name, one_text(value)));
                }
            }
        }
        let end = |value: &Value| value.ids().and_then(|ids| annotation_of.get(ids.first()?).copied());
        for position in relations {
            self.structures[position].is_used = true;
            let structure = &mut self.structures[position];
            let mut relation = Relation {
                layer: layers.layer(&self.types[structure.type_number]),
                from: None,
                to: None,
                features: Vec::new(),
                number: structure.id,
            };
            for (name, value) in std::mem::take(&mut structure.features) {
                match name.as_ref() {
                    "Governor" => relation.from = end(&value),
                    "Dependent" => relation.to = end(&value),
                    _ => relation.features.push((name, one_text(value))),
                }
            }
            layers.relations.push(relation);
        }
        self.chains(&chains, &annotation_of, &next_of, &mut layers, report);
        let taken: HashSet<usize> = layers.chains.iter().flatten().copied().collect();
        for annotation in in_no_chain.into_iter().filter(|annotation| !taken.contains(annotation)) {
            report.kept("links of chains that are in no chain", layers.place(layers.annotations[annotation].number));
            layers.chains.push(vec![annotation]);
        }
        layers
    }

    /// Follows chains from their beginnings. No link is followed twice.
    fn chains(
        &mut self,
        heads: &[usize],
        annotation_of: &HashMap<i64, usize>,
        next_of: &HashMap<usize, i64>,
        layers: &mut Layers<'t>,
        report: &mut Report,
    ) {
        let mut taken: HashSet<usize> = HashSet::new();
        for head in heads {
            let structure = &mut self.structures[*head];
            structure.is_used = true;
            let place = format!("{}, id {}", self.file, structure.id);
            let mut next = None;
            for (name, value) in &structure.features {
                match name.as_ref() {
                    "first" => next = value.ids().map(|ids| ids[0]),
                    name => report.left_out(format!("features “{name}” of chains"), &*place),
                }
            }
            let mut chain = Vec::new();
            while let Some(id) = next {
                let Some(annotation) = annotation_of.get(&id) else {
                    report.left_out("links of chains with an id that does not exist", &*place);
                    break;
                };
                if !taken.insert(*annotation) {
                    report.left_out("links of chains that lead back or into another chain", &*place);
                    break;
                }
                chain.push(*annotation);
                next = next_of.get(annotation).copied();
            }
            layers.chains.push(chain);
        }
    }

    /// The feature structures that link an annotation to what is in its slots, if a value names nothing but these.
    fn links(&mut self, value: &Value<'t>) -> Option<Vec<usize>> {
        let ids = self.targets(value)?;
        let is_link = |structure: &Structure| {
            structure.range.is_none() && structure.features.iter().any(|(name, _)| name == "target")
        };
        ids.iter()
            .map(|id| self.by_id.get(id).copied().filter(|position| is_link(&self.structures[*position])))
            .collect()
    }

    /// The ids that a value names. Of an array or a list they are those of its elements.
    fn targets(&mut self, value: &Value<'t>) -> Option<Vec<i64>> {
        let mut found = Vec::new();
        for id in value.ids()? {
            let Some(position) = self.by_id.get(&id).copied() else {
                found.push(id);
                continue;
            };
            let structure = &mut self.structures[position];
            let name = &self.types[structure.type_number];
            if name.ends_with("Array") || name.ends_with("[]") {
                structure.is_used = true;
                if self.budget == 0 {
                    return None;
                }
                let elements = structure.features.iter().find(|(name, _)| name == "elements");
                let elements = match elements {
                    Some((_, Value::List(items))) if items.is_empty() => Vec::new(),
                    Some((_, value)) => value.ids()?,
                    None => Vec::new(),
                };
                self.budget = self.budget.saturating_sub(elements.len() + 1);
                found.extend(elements);
            } else if name.ends_with("List") {
                self.follow_list(id, &mut found)?;
            } else {
                found.push(id);
            }
        }
        Some(found)
    }

    /// Adds the elements of a list, each of which names the next. `None` if there are too many, as in a circle.
    fn follow_list(&mut self, id: i64, found: &mut Vec<i64>) -> Option<()> {
        let mut next = Some(id);
        let mut length = 0;
        while let Some(position) = next.and_then(|id| self.by_id.get(&id).copied()) {
            length += 1;
            if length > self.structures.len() {
                return None;
            }
            self.budget = self.budget.checked_sub(1)?;
            let structure = &mut self.structures[position];
            structure.is_used = true;
            let get = |name: &str| {
                let value = structure.features.iter().find(|(feature, _)| feature == name);
                value.and_then(|(_, value)| value.ids()?.first().copied())
            };
            found.extend(get("head"));
            next = get("tail");
        }
        Some(())
    }

    fn slot(&mut self, link: usize, feature: &Cow<'t, str>, annotation_of: &HashMap<i64, usize>) -> Slot<'t> {
        let structure = &mut self.structures[link];
        structure.is_used = true;
        let get = |name: &str| structure.features.iter().find(|(feature, _)| feature == name).map(|(_, value)| value);
        let role = match get("role") {
            Some(Value::Text(role) | Value::Any(role)) => role.clone(),
            _ => feature.clone(),
        };
        let target = get("target").and_then(|value| annotation_of.get(value.ids()?.first()?).copied());
        Slot { role, target }
    }
}

/// Whether a type is that of the document as a whole.
fn is_metadata(name: &str) -> bool {
    ["DocumentAnnotation", "DocumentMetaData"].contains(&short(name))
}

/// Whether a text has the form of a tag of a language.
fn is_language(text: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = text.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.split('-').all(is_part)
}

/// The name of a document without the extension of the file that it comes from.
fn without_extension(name: &str) -> &str {
    const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xml", "tei", "pdf", "tsv", "xmi", "json", "conll"];
    match name.rsplit_once('.') {
        Some((stem, extension)) if EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) => stem,
        _ => name,
    }
}

/// The unit in which a file counts: UTF-16, unless the text as a whole ends elsewhere.
fn unit(text: &str, end: Option<i64>, report: &mut Report) -> Unit {
    let utf16 = text.encode_utf16().count();
    let Some(end) = end.and_then(|end| usize::try_from(end).ok()).filter(|end| *end != utf16) else {
        return Unit::Utf16;
    };
    let unit = match end {
        end if end == text.chars().count() => Unit::CodePoint,
        end if end == text.len() => Unit::Byte,
        _ => return Unit::Utf16,
    };
    let words = crate::positions::unit_words(unit);
    report.remark(NoteKind::Changed, format!("the positions are counted in {words}, as the end of the text shows"));
    unit
}

/// A value as one text.
fn one_text(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Any(text) => text,
        Value::List(items) => Cow::Owned(items.join(", ")),
    }
}
