//! Annotations in layers: where they are, and what their features say.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use whowhen_core::text::Unit;

use super::filling::fill;
use super::{GRAMMAR, short};
use crate::draft::Draft;
use crate::labels::{self, Meaning, known};
use crate::positions::{Claim, check_number, locate};
use crate::report::NoteKind;
use crate::{FormatError, Report, plain_text};

/// Annotations of one text, in layers.
#[derive(Debug, Default)]
pub struct Layers<'t> {
    /// The annotations.
    pub annotations: Vec<Annotation<'t>>,
    /// Relations between them.
    pub relations: Vec<Relation<'t>>,
    /// Coreference chains: the positions of their members in `annotations`. No annotation is in two.
    pub chains: Vec<Vec<usize>>,
    pub(super) names: Vec<String>,
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
pub(super) type Pieces = Vec<Range<usize>>;

/// What the annotations of a layer are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum LayerKind {
    /// Tokens, sentences, syntax: nothing that an article has.
    Grammar,
    Events,
    Spans,
}

/// What the features of an annotation or a relation say.
#[derive(Default)]
pub(super) struct Said {
    pub(super) label: Option<String>,
    pub(super) identity: Option<String>,
    pub(super) certainty: Option<f64>,
    pub(super) form: Option<&'static str>,
}

/// Features that have the label of an annotation, in lower case; the first counts.
const LABELS: &[&str] =
    &["value", "label", "entity", "entitytype", "category", "type", "relationtype", "kind", "class", "tag"];

/// Features that say who an actor is.
const IDENTITIES: &[&str] = &["identifier", "identity", "kb_id", "kbid", "wikidata", "entityid"];

/// Features that say how sure the annotator was.
const CERTAINTIES: &[&str] = &["confidence", "certainty", "probability"];

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
        fill(&mut draft, &self, &kinds, ranges, report);
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

    pub(super) fn place(&self, number: i64) -> String {
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
    pub(super) fn said(&self, layer: usize, features: &[Feature<'t>], number: i64, report: &mut Report) -> Said {
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
