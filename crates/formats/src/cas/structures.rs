//! Feature structures as they are in a file, and the layers that they make: references, chains and links resolved.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::document::is_metadata;
use super::{Annotation, GRAMMAR, Layers, Relation, Slot, short};
use crate::labels::{Meaning, known};
use crate::{Format, Report};

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

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Any(text) => Some(text),
            Self::List(_) => None,
        }
    }
}

/// A UIMA CAS as it is in a file: feature structures with ids, some of which are annotations of a text, which is a sofa.
#[derive(Debug)]
pub struct Cas<'t> {
    pub(super) file: String,
    pub(super) format: Format,
    pub(super) types: Vec<String>,
    type_numbers: HashMap<String, usize>,
    pub(super) structures: Vec<Structure<'t>>,
    by_id: HashMap<i64, usize>,
    pub(super) sofas: Vec<Sofa<'t>>,
    sofa_ids: HashSet<i64>,
    /// Of each member of a view, the id of its sofa.
    pub(super) sofa_of: HashMap<i64, i64>,
    pub(super) report: Report,
    /// How many elements of arrays are still followed: arrays that are named again and again would take for ever.
    budget: usize,
}

#[derive(Debug)]
pub(super) struct Structure<'t> {
    pub(super) id: i64,
    pub(super) type_number: usize,
    pub(super) sofa: Option<i64>,
    pub(super) range: Option<(i64, i64)>,
    pub(super) features: Vec<(Cow<'t, str>, Value<'t>)>,
    /// Whether it has its place in a document.
    pub(super) is_used: bool,
}

#[derive(Debug)]
pub(super) struct Sofa<'t> {
    pub(super) id: i64,
    pub(super) name: Cow<'t, str>,
    pub(super) text: Cow<'t, str>,
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

    /// The annotations of a text with their relations and chains.
    pub(super) fn layers(&mut self, members: &[usize], report: &mut Report) -> Layers<'t> {
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

/// A value as one text.
fn one_text(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Any(text) => text,
        Value::List(items) => Cow::Owned(items.join(", ")),
    }
}
