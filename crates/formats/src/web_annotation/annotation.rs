//! What annotations say: their bodies, targets and selectors, in all the shapes that JSON-LD allows.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Report;
use crate::labelled_text::{Position, Word};

/// How deep lists of targets, bodies and selectors are followed.
const DEPTH: usize = 8;

/// The values of a field: none, one, or a list.
pub(super) fn values(raw: Option<&RawValue>) -> Vec<&RawValue> {
    match raw {
        Some(raw) if raw.get().starts_with('[') => serde_json::from_str(raw.get()).unwrap_or_default(),
        Some(raw) => vec![raw],
        None => Vec::new(),
    }
}

/// The text of a value, if it is one.
pub(super) fn string(raw: Option<&RawValue>) -> Option<String> {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok())
}

/// The texts of a field that has one or several, without a namespace before each.
fn words(raw: Option<&RawValue>) -> Vec<String> {
    let all = values(raw).into_iter().filter_map(|value| string(Some(value)));
    all.map(|word| local_name(&word).to_owned()).collect()
}

/// The last part of an address or of a name with a namespace.
pub(super) fn local_name(name: &str) -> &str {
    name.trim_end_matches(['/', '#']).rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// Any object: an annotation, a body, a target, a selector, a set.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Node<'a> {
    #[serde(borrow, alias = "@id")]
    pub id: Option<&'a RawValue>,
    #[serde(borrow, rename = "type", alias = "@type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    pub items: Option<&'a RawValue>,
    #[serde(borrow)]
    pub first: Option<&'a RawValue>,
    #[serde(borrow)]
    pub next: Option<&'a RawValue>,
    /// Of Hypothesis.
    #[serde(borrow)]
    pub rows: Option<&'a RawValue>,
    #[serde(borrow)]
    pub label: Option<&'a RawValue>,
    #[serde(borrow)]
    pub creator: Option<&'a RawValue>,
    #[serde(borrow)]
    pub name: Option<&'a RawValue>,
    #[serde(borrow)]
    pub target: Option<&'a RawValue>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow, rename = "bodyValue")]
    body_value: Option<&'a RawValue>,
    #[serde(borrow)]
    motivation: Option<&'a RawValue>,
    /// Tags of Hypothesis.
    #[serde(borrow)]
    tags: Option<&'a RawValue>,
    /// The comment of Hypothesis; the value of an old body.
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    /// The annotator of Hypothesis.
    #[serde(borrow)]
    user: Option<&'a RawValue>,
    /// The page of Hypothesis.
    #[serde(borrow)]
    uri: Option<&'a RawValue>,
    #[serde(borrow)]
    document: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    purpose: Option<&'a RawValue>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(borrow)]
    language: Option<&'a RawValue>,
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    #[serde(borrow)]
    selector: Option<&'a RawValue>,
    #[serde(borrow)]
    state: Option<&'a RawValue>,
    #[serde(borrow, rename = "refinedBy")]
    refined_by: Option<&'a RawValue>,
    #[serde(borrow, rename = "startSelector")]
    start_selector: Option<&'a RawValue>,
    #[serde(borrow, rename = "endSelector")]
    end_selector: Option<&'a RawValue>,
    start: Option<Position>,
    end: Option<Position>,
    exact: Option<Word>,
    prefix: Word,
    suffix: Word,
}

impl<'a> Node<'a> {
    /// The object; `None` if the value is something else.
    pub fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    fn is(&self, kinds: &[&str]) -> bool {
        words(self.kind).iter().any(|kind| kinds.contains(&kind.as_str()))
    }

    /// Whether it is an annotation, and no set of them.
    pub fn is_annotation(&self) -> bool {
        self.target.is_some() || self.is(&["Annotation"])
    }
}

/// The names of agents.
pub(super) fn names(raw: Option<&RawValue>) -> Vec<String> {
    let name = |value: &RawValue| match Node::of(value) {
        Some(agent) => string(agent.name).or(string(agent.id)),
        None => string(Some(value)),
    };
    values(raw).into_iter().filter_map(name).filter(|name| !name.trim().is_empty()).collect()
}

/// A quote with the text just before and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct QuoteSelector {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// A place in a text, in one way or several.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    pub position: Option<(usize, usize)>,
    pub quote: Option<QuoteSelector>,
    /// From the beginning of one quote to the beginning of another.
    pub between: Option<(QuoteSelector, QuoteSelector)>,
    /// Whether the positions are counted within a part of the text.
    pub is_in_part: bool,
}

/// What an annotation is of.
#[derive(Clone, Debug, Default)]
pub(super) struct Target {
    /// The address of the text, or of the annotation.
    pub source: Option<String>,
    /// A place in a text, in pieces.
    pub pieces: Vec<Selection>,
    /// Why it is no place in a text.
    pub refusal: Option<&'static str>,
}

/// A text that is the body of an annotation.
#[derive(Clone, Debug)]
pub(super) struct TextBody {
    pub id: String,
    pub text: String,
    pub language: Option<String>,
}

/// An annotation.
#[derive(Debug, Default)]
pub(super) struct Annotation {
    pub id: Option<String>,
    pub motivations: Vec<String>,
    pub labels: Vec<String>,
    /// The address of who or what it is, and the name there.
    pub identity: Option<(String, Option<String>)>,
    pub description: Option<String>,
    pub comments: Vec<String>,
    pub targets: Vec<Target>,
    pub annotators: Vec<String>,
    /// The title of the annotated page.
    pub page_title: Option<String>,
    pub text: Option<TextBody>,
    /// Who wrote what it is of.
    pub authors: Vec<String>,
    pub place: String,
}

impl Annotation {
    /// Reads an annotation. What its bodies say in a form that is not kept is noted.
    pub fn of(node: &Node, place: String, report: &mut Report) -> Self {
        let motivations = words(node.motivation);
        let mut found = Self { id: string(node.id), motivations, place, ..Self::default() };
        found.annotators = names(node.creator);
        found.annotators.extend(string(node.user).map(|user| {
            let name = user.strip_prefix("acct:").unwrap_or(&user);
            name.split('@').next().unwrap_or(name).to_owned()
        }));
        if let Some(value) = string(node.body_value) {
            found.add_text(value, &[], report);
        }
        for body in values(node.body) {
            found.add_body(body, report, DEPTH);
        }
        found.labels.extend(values(node.tags).into_iter().filter_map(|tag| string(Some(tag))));
        found.comments.extend(string(node.text).filter(|text| !text.trim().is_empty()));
        for target in values(node.target) {
            add_targets(target, &mut found.targets, DEPTH);
            if let Some(node) = Node::of(target) {
                found.authors.extend(names(node.creator));
            }
        }
        let document = node.document.and_then(Node::of);
        found.page_title = document.and_then(|document| string(values(document.title).first().copied()));
        if let Some(uri) = string(node.uri) {
            for target in found.targets.iter_mut().filter(|target| target.source.is_none()) {
                target.source = Some(uri.clone());
            }
        }
        if found.targets.is_empty() {
            let refusal = Some("annotations without a target");
            found.targets.push(Target { refusal, ..Target::default() });
        }
        found
    }

    /// Whether it has a motivation.
    pub fn has_motivation(&self, motivation: &str) -> bool {
        self.motivations.iter().any(|own| own == motivation)
    }

    /// What it relates, if it relates others: the addresses of annotations.
    pub fn ends(&self) -> Option<Vec<&str>> {
        let is_whole = |target: &&Target| target.refusal.is_some();
        if !self.has_motivation("linking") || !self.targets.iter().all(|target| is_whole(&target)) {
            return None;
        }
        let mut ends: Vec<&str> = self.targets.iter().filter_map(|target| target.source.as_deref()).collect();
        // Some tools have one end as the body.
        if let (1, Some((body, _))) = (ends.len(), &self.identity) {
            ends.push(body);
        }
        Some(ends)
    }

    fn add_body(&mut self, raw: &RawValue, report: &mut Report, depth: usize) {
        if let Some(address) = string(Some(raw)) {
            return self.add_address(address, None, &[], report);
        }
        let Some(node) = Node::of(raw) else {
            return report.left_out("bodies that are neither an address nor an object", &*self.place);
        };
        let purposes = words(node.purpose);
        if node.items.is_some() && depth > 0 {
            let items = values(node.items);
            let number = if node.is(&["Choice"]) { 1 } else { items.len() };
            report.note_many(
                crate::NoteKind::LeftOut,
                "bodies that are further choices",
                items.len().saturating_sub(number),
                &*self.place,
            );
            return items.into_iter().take(number).for_each(|item| self.add_body(item, report, depth - 1));
        }
        if let Some(value) = string(node.value).or(string(node.text)) {
            if let Some(id) = string(node.id) {
                let language = string(values(node.language).first().copied());
                self.text = Some(TextBody { id, text: value.clone(), language });
            }
            return self.add_text(value, &purposes, report);
        }
        let source = node.source.and_then(Node::of);
        let address = string(node.source).or(source.as_ref().and_then(|source| string(source.id))).or(string(node.id));
        let name = source.and_then(|source| string(source.name).or(string(source.label)));
        match address {
            Some(address) => {
                self.add_address(address, name.or(string(node.name)).or(string(node.label)), &purposes, report)
            }
            None => report.left_out("bodies without a text and without an address", &*self.place),
        }
    }

    /// What a body is for: its own purposes, or the motivations of the annotation.
    fn is_for(&self, purposes: &[String], roles: &[&str]) -> bool {
        let all = if purposes.is_empty() { &self.motivations[..] } else { purposes };
        all.iter().any(|role| roles.contains(&role.as_str()))
    }

    fn add_text(&mut self, value: String, purposes: &[String], report: &mut Report) {
        if value.trim().is_empty() {
            return report.left_out("empty bodies", &*self.place);
        }
        let is_short = value.chars().count() <= 40 && value.split_whitespace().count() <= 3;
        let has_no_role = purposes.is_empty() && self.motivations.is_empty();
        if self.is_for(purposes, &["identifying"]) && self.identity.is_none() {
            self.identity = Some((value, None));
        } else if self.is_for(purposes, &["tagging", "classifying", "identifying"]) || has_no_role && is_short {
            self.labels.push(value);
        } else if self.is_for(purposes, &["describing"]) && self.description.is_none() {
            self.description = Some(value);
        } else {
            self.comments.push(value);
        }
    }

    fn add_address(&mut self, address: String, name: Option<String>, purposes: &[String], report: &mut Report) {
        const REMARKS: &[&str] =
            &["commenting", "describing", "replying", "questioning", "editing", "assessing", "moderating"];
        if self.is_for(purposes, &["classifying"]) {
            self.labels.push(local_name(&address).to_owned());
        } else if self.is_for(purposes, REMARKS) {
            report.left_out("comments that are at another address", &*self.place);
        } else if self.identity.is_none() {
            self.identity = Some((address, name));
        } else {
            report.left_out("further addresses of who or what it is", &*self.place);
        }
    }
}

/// Adds the targets that a value is: several, if it is a set of independent ones.
fn add_targets(raw: &RawValue, found: &mut Vec<Target>, depth: usize) {
    if let Some(address) = string(Some(raw)) {
        return found.push(of_address(address));
    }
    let Some(node) = Node::of(raw) else {
        let refusal = Some("annotations whose target is neither an address nor an object");
        return found.push(Target { refusal, ..Target::default() });
    };
    let Some(items) = node.items.filter(|_| depth > 0) else { return found.push(of_object(&node)) };
    let mut parts = Vec::new();
    let number = if node.is(&["Choice"]) { 1 } else { usize::MAX };
    values(Some(items)).into_iter().take(number).for_each(|item| add_targets(item, &mut parts, depth - 1));
    if !node.is(&["List", "Composite"]) {
        return found.append(&mut parts);
    }
    // All of them together.
    let mut whole = Target::default();
    for part in parts {
        whole.source = whole.source.or(part.source);
        whole.refusal = whole.refusal.or(part.refusal);
        whole.pieces.extend(part.pieces);
    }
    if whole.refusal.is_some() {
        whole.refusal = Some("annotations of several whole resources together");
        whole.pieces.clear();
    }
    found.push(whole);
}

/// A target that is an address. RFC 5147 has a fragment for a place in a plain text.
fn of_address(address: String) -> Target {
    let position = address.split_once('#').and_then(|(_, fragment)| characters(fragment));
    match position {
        Some(_) => {
            let source = address.split('#').next().map(str::to_owned);
            Target { source, pieces: vec![Selection { position, ..Selection::default() }], refusal: None }
        }
        None => Target { source: Some(address), refusal: Some("annotations of whole resources"), ..Target::default() },
    }
}

/// The positions in `char=0,5`.
fn characters(fragment: &str) -> Option<(usize, usize)> {
    let (start, rest) = fragment.strip_prefix("char=")?.split_once(',')?;
    let end = rest.split(';').next()?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn of_object(node: &Node) -> Target {
    let source = node.source.and_then(Node::of);
    let address = string(node.source).or(source.as_ref().and_then(|source| string(source.id)));
    let mut target = Target { source: address, ..Target::default() };
    if node.selector.is_some() {
        match selection(node.selector, DEPTH) {
            Ok(place) => target.pieces.push(place),
            Err(refusal) => target.refusal = Some(refusal),
        }
        return target;
    }
    let whole = match () {
        () if node.is(&["Image"]) => "annotations of images",
        () if node.is(&["Video", "Audio"]) => "annotations of videos or sounds",
        () if node.state.is_some() => "annotations of a state of a whole resource",
        () => "annotations of whole resources",
    };
    match string(node.id).filter(|_| target.source.is_none()) {
        Some(id) => {
            let own = of_address(id);
            Target { refusal: own.refusal.map(|_| whole), ..own }
        }
        None => Target { refusal: Some(whole), ..target },
    }
}

/// The place that selectors select. All of a list select the same.
fn selection(raw: Option<&RawValue>, depth: usize) -> Result<Selection, &'static str> {
    let mut found = Selection::default();
    let mut refusal = None;
    for value in values(raw) {
        if value.get().starts_with('"') {
            refusal = Some("annotations whose selector is at another address");
            continue;
        }
        match Node::of(value).ok_or("annotations whose selector is not as expected").and_then(|node| one(&node, depth))
        {
            Ok(other) => {
                found.is_in_part |= found.position.is_none() && other.is_in_part;
                found.position = found.position.or(other.position);
                found.quote = found.quote.or(other.quote);
                found.between = found.between.or(other.between);
            }
            Err(reason) => refusal = refusal.or(Some(reason)),
        }
    }
    match (&found.position, &found.quote, &found.between) {
        (None, None, None) => Err(refusal.unwrap_or("annotations without a selector")),
        _ => Ok(found),
    }
}

/// The place that a selector selects, perhaps refined by another.
fn one(node: &Node, depth: usize) -> Result<Selection, &'static str> {
    let own = alone(node, depth);
    let Some(inner) = node.refined_by.filter(|_| depth > 0) else { return own };
    // What is selected is the inner place. Its positions begin where the outer place does.
    match (selection(Some(inner), depth - 1), own) {
        (Ok(inner), Ok(Selection { position: Some((start, _)), .. })) => {
            let shift = |(first, last): (usize, usize)| (first.saturating_add(start), last.saturating_add(start));
            Ok(Selection { position: inner.position.map(shift), ..inner })
        }
        (Ok(inner), _) => Ok(Selection { is_in_part: inner.position.is_some(), ..inner }),
        (Err(_), Ok(own)) => Ok(own),
        (Err(_), Err(reason)) => Err(reason),
    }
}

fn alone(node: &Node, depth: usize) -> Result<Selection, &'static str> {
    let quote = || {
        let exact = node.exact.as_ref().map(|exact| exact.0.clone()).filter(|exact| !exact.is_empty())?;
        Some(QuoteSelector { exact, prefix: node.prefix.0.clone(), suffix: node.suffix.0.clone() })
    };
    let kinds = words(node.kind);
    let refusal = match kinds.first().map(String::as_str) {
        // Some tools leave out the type.
        Some("TextPositionSelector") | None if node.start.is_some() && node.end.is_some() => {
            let position = node.start.zip(node.end).map(|(start, end)| (start.0, end.0));
            return Ok(Selection { position, quote: quote(), ..Selection::default() });
        }
        Some("TextQuoteSelector") | None if node.exact.is_some() => {
            return quote()
                .map(|quote| Selection { quote: Some(quote), ..Selection::default() })
                .ok_or("annotations with an empty quote");
        }
        Some("RangeSelector") if depth > 0 && node.start_selector.is_some() => return between(node, depth),
        Some("FragmentSelector") => {
            let position = string(node.value).and_then(|value| characters(&value));
            match position {
                Some(_) => return Ok(Selection { position, ..Selection::default() }),
                None => "annotations with a FragmentSelector, which names a part of a document, and no place in a text",
            }
        }
        Some("TextPositionSelector" | "TextQuoteSelector") => "annotations with a selector that is not complete",
        Some("CssSelector") => "annotations with a CssSelector, which selects elements of a page",
        Some("XPathSelector") => "annotations with an XPathSelector, which selects elements of a page",
        Some("RangeSelector") => "annotations with a RangeSelector between elements of a page",
        Some("SvgSelector") => "annotations with an SvgSelector, which selects an area of an image",
        Some("DataPositionSelector") => "annotations with a DataPositionSelector, which counts bytes of data",
        _ => "annotations with another selector than of a text",
    };
    Err(refusal)
}

/// From the beginning of one selector's place to the beginning of another's.
fn between(node: &Node, depth: usize) -> Result<Selection, &'static str> {
    const REFUSAL: &str = "annotations with a RangeSelector between elements of a page";
    let start = selection(node.start_selector, depth - 1).map_err(|_| REFUSAL)?;
    let end = selection(node.end_selector, depth - 1).map_err(|_| REFUSAL)?;
    let position = start.position.zip(end.position).map(|((first, _), (last, _))| (first, last));
    let between = start.quote.zip(end.quote);
    match position.is_none() && between.is_none() {
        true => Err(REFUSAL),
        false => Ok(Selection { position, between, is_in_part: start.is_in_part || end.is_in_part, quote: None }),
    }
}
