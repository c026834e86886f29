//! From an article to a collection of annotations, with the text in it.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use whowhen_core::article::{Actor, ActorIdx, Article, Event, Kind, Mention, Place, Span, Status};
use whowhen_core::file::ArticleFile;
use whowhen_core::text::{Offsets, Unit};

use super::{OWN, encode};
use crate::{Format, FormatError, Report, Written, writing};

/// How many code points of the text around a quote are written.
const AROUND: usize = 30;

/// Writes an `AnnotationCollection` with one page. The first annotation has the text as its body, and the others select from
/// it: each mention, with the kind of the actor as a tag, and who it is; each event, with `event`, its kind and its date as
/// tags, and its title; and who took part, as annotations that link.
///
/// # Errors
/// If the article has no text.
pub fn write(article: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::WebAnnotation);
    let checked = writing::checked(article, &mut report)?;
    note_losses(article, &checked, &mut report);
    let mut writer = Writer::new(&checked, &mut report);
    writer.text();
    writer.mentions();
    writer.unmentioned();
    writer.events();
    writer.relations();
    let base = writer.base;
    let items = writer.items;
    let mut collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": base,
        "type": "AnnotationCollection",
        "label": checked.title,
        "total": items.len(),
        "first": { "id": format!("{base}:page"), "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    if let Some(creators) = people(&checked.annotators) {
        collection["creator"] = creators;
    }
    let mut bytes = serde_json::to_vec_pretty(&collection).unwrap_or_default();
    bytes.push(b'\n');
    Ok(Written { bytes, report })
}

/// Names as agents; `None` without names.
fn people(names: &[String]) -> Option<Value> {
    let all: Vec<Value> = names.iter().map(|name| json!({ "type": "Person", "name": name })).collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

struct Writer<'a> {
    article: &'a Article,
    base: String,
    text: String,
    /// Of each block: where it begins in the text, in bytes and in code points.
    starts: Vec<(usize, usize)>,
    offsets: Vec<Offsets<'a>>,
    /// The address of each actor.
    actors: Vec<String>,
    /// The annotations of the mentions of each actor, with the places of the mentions.
    mentions_of: Vec<Vec<(String, Span)>>,
    items: Vec<Value>,
}

impl<'a> Writer<'a> {
    fn new(article: &'a Article, report: &mut Report) -> Self {
        let base = format!("{OWN}{}", encode(&article.id));
        let (mut text, mut starts, mut count) = (String::new(), Vec::new(), 0);
        for block in article.blocks.iter() {
            if !text.is_empty() {
                text.push_str("\n\n");
                count += 2;
            }
            starts.push((text.len(), count));
            text.push_str(&block.text);
            count += block.text.chars().count();
            if block.text.contains("\n\n") {
                report.changed("empty lines within a block, which end it where it is read", &*block.id);
            }
        }
        let offsets = article.blocks.iter().map(|block| Offsets::new(&block.text)).collect();
        let mentions_of = vec![Vec::new(); article.actors.len()];
        let actors = addresses(article, &base, report);
        Self { article, base, text, starts, offsets, actors, mentions_of, items: Vec::new() }
    }

    fn source(&self) -> String {
        format!("{}:text", self.base)
    }

    /// The annotation whose body is the text.
    fn text(&mut self) {
        let mut body = json!({
            "id": self.source(), "type": "TextualBody", "format": "text/plain", "value": self.text, "purpose": "describing",
        });
        let url = self.article.source.as_ref().and_then(|source| source.url.as_ref());
        let address = url.map_or(self.base.as_str(), |url| url.as_str());
        let mut target = json!({ "id": address, "type": "Text" });
        if let Some(language) = &self.article.language {
            body["language"] = json!(language);
            target["language"] = json!(language);
        }
        if let Some(authors) = people(&self.article.authors) {
            target["creator"] = authors;
        }
        let id = format!("{}:about", self.base);
        self.items.push(annotation(&id, "describing", vec![body], target));
    }

    fn mentions(&mut self) {
        let article = self.article;
        for (number, mention) in article.mentions.iter().enumerate() {
            let id = format!("{}:mention:{}", self.base, number + 1);
            let Mention { actor, spans, .. } = mention;
            let target = match &spans[..] {
                [span] => self.target(span),
                // All pieces together.
                _ => json!({ "type": "List", "items": spans.iter().map(|span| self.target(span)).collect::<Vec<_>>() }),
            };
            let body = self.identifying(*actor, self.mentions_of[actor.position()].is_empty());
            if let Some(span) = mention.first_span() {
                self.mentions_of[actor.position()].push((id.clone(), *span));
            }
            self.items.push(annotation(&id, "identifying", body, target));
        }
    }

    /// Actors that the text does not mention are annotations of the whole text.
    fn unmentioned(&mut self) {
        for actor in self
            .article
            .actors
            .indexes()
            .filter(|actor| self.mentions_of[actor.position()].is_empty())
            .collect::<Vec<_>>()
        {
            let id = format!("{}:actor-of-text:{}", self.base, encode(&self.article[actor].id));
            let target = json!(self.source());
            self.items.push(annotation(&id, "identifying", self.identifying(actor, true), target));
        }
    }

    /// Bodies that say who an actor is. The description is said once.
    fn identifying(&self, actor: ActorIdx, with_description: bool) -> Vec<Value> {
        let Actor { kind, name, description, .. } = &self.article[actor];
        let source = json!({ "id": self.actors[actor.position()], "name": name });
        let mut bodies =
            vec![tag(kind.word()), json!({ "type": "SpecificResource", "purpose": "identifying", "source": source })];
        bodies.extend(description.iter().filter(|_| with_description).map(|text| described(text)));
        bodies
    }

    fn events(&mut self) {
        let article = self.article;
        let mut links = 0;
        for event in article.events.iter() {
            let Event { id, kind, title, when, participants, evidence, place, .. } = event;
            let id = format!("{}:event:{}", self.base, encode(id));
            let mut body = vec![tag("event")];
            body.extend((kind.word() != "other").then(|| tag(kind.word())));
            body.extend(when.as_ref().map(|date| tag(date.as_str())));
            // What is alleged or denied must not be read as a fact.
            body.extend((event.status != Status::Asserted).then(|| tag(event.status.word())));
            body.push(described(title));
            let targets: Vec<Value> = evidence.iter().map(|span| self.target(span)).collect();
            let target = if targets.is_empty() { json!(self.source()) } else { Value::Array(targets) };
            self.items.push(annotation(&id, "describing", body, target));
            // The first place is where it happened, to the reader.
            let place = match place {
                Some(Place::Actor(actor)) => Some((*actor, "place")),
                _ => None,
            };
            let others = participants.iter().map(|one| (one.actor, one.role.word())).filter(|one| place != Some(*one));
            for (actor, role) in place.into_iter().chain(others) {
                links += 1;
                let to = self.annotation_of(actor, evidence);
                let link = format!("{}:participant:{links}", self.base);
                let targets = json!([{ "id": id }, { "id": to }]);
                self.items.push(annotation(&link, "linking", vec![tag(role)], targets));
            }
        }
    }

    /// The annotation of an actor: a mention in the evidence, the first mention, or that of the whole text.
    fn annotation_of(&self, actor: ActorIdx, evidence: &[Span]) -> String {
        let mentions = &self.mentions_of[actor.position()];
        let is_inside = |span: &Span| {
            evidence.iter().any(|own| own.block == span.block && own.start <= span.start && span.end <= own.end)
        };
        let found = mentions.iter().find(|(_, span)| is_inside(span)).or(mentions.first());
        found.map_or_else(
            || format!("{}:actor-of-text:{}", self.base, encode(&self.article[actor].id)),
            |(id, _)| id.clone(),
        )
    }

    fn relations(&mut self) {
        for (number, relation) in self.article.relations.iter().enumerate() {
            let end = |event: whowhen_core::article::EventIdx| json!({ "id": format!("{}:event:{}", self.base, encode(&self.article[event].id)) });
            let id = format!("{}:relation:{}", self.base, number + 1);
            let targets = json!([end(relation.from), end(relation.to)]);
            self.items.push(annotation(&id, "linking", vec![tag(relation.kind.word())], targets));
        }
    }

    /// A place in the text: its words with those around them, and its positions.
    fn target(&self, span: &Span) -> Value {
        let block = span.block.position();
        let (bytes, code_points) = self.starts[block];
        let range = bytes + span.start as usize..bytes + span.end as usize;
        let count =
            |byte: u32| code_points + self.offsets[block].from_byte(byte as usize, Unit::CodePoint).unwrap_or(0);
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(before, |(at, _)| &before[at..]);
        let suffix = after.char_indices().nth(AROUND).map_or(after, |(at, _)| &after[..at]);
        let mut quote = json!({ "type": "TextQuoteSelector", "exact": self.text[range] });
        for (name, words) in [("prefix", prefix), ("suffix", suffix)] {
            if !words.is_empty() {
                quote[name] = json!(words);
            }
        }
        let position = json!({ "type": "TextPositionSelector", "start": count(span.start), "end": count(span.end) });
        json!({ "type": "SpecificResource", "source": self.source(), "selector": [quote, position] })
    }
}

fn annotation(id: &str, motivation: &str, body: Vec<Value>, target: Value) -> Value {
    json!({ "id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": target })
}

fn tag(value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": "tagging", "value": value })
}

fn described(text: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": "describing", "value": text })
}

/// The address of each actor: that of its item in Wikidata, if no other actor has it.
fn addresses(article: &Article, base: &str, report: &mut Report) -> Vec<String> {
    let mut number: HashMap<&str, usize> = HashMap::new();
    for item in article.actors.iter().filter_map(|actor| actor.wikidata.as_deref()) {
        *number.entry(item).or_default() += 1;
    }
    let mut address = |actor: &Actor| match actor.wikidata.as_deref() {
        Some(item) if number.get(item) == Some(&1) => format!("http://www.wikidata.org/entity/{item}"),
        item => {
            if item.is_some() {
                report.left_out("Wikidata ids that several actors have", &*actor.id);
            }
            format!("{base}:actor:{}", encode(&actor.id))
        }
    };
    article.actors.iter().map(&mut address).collect()
}

/// Notes what an annotation has no place for.
fn note_losses(file: &ArticleFile, article: &Article, report: &mut Report) {
    let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |what: &'static str, number: usize| *lost.entry(what).or_default() += number;
    let of_article = [article.subtitle.is_some(), article.publisher.is_some(), article.summary.is_some()];
    count("subtitle, publisher and summary", of_article.into_iter().filter(|is_there| *is_there).count());
    count("dates of publication", usize::from(article.published.is_some()));
    let source = article.source.as_ref();
    count("titles of sources", source.map_or(0, |source| usize::from(source.title.is_some())));
    count("licences", source.map_or(0, |source| usize::from(source.license.is_some())));
    for block in file.blocks.iter() {
        count("kinds of blocks, such as headings", usize::from(block.kind != "paragraph"));
        count("languages and directions of blocks", usize::from(block.language.is_some() || block.direction.is_some()));
        count("emphasis and links in the text", block.marks.len());
    }
    for actor in article.actors.iter() {
        count("other names of actors", actor.aliases.len());
        count("pages about actors", actor.links.len());
        count("memberships of actors", actor.member_of.len());
        count("positions of places", usize::from(actor.position.is_some()));
    }
    let ids =
        |actor: &whowhen_core::file::ActorFile| actor.ids.keys().filter(|register| *register != "wikidata").count();
    count("ids of actors in other registers than Wikidata", file.actors.iter().map(ids).sum());
    for mention in article.mentions.iter() {
        count("certainties", usize::from(mention.certainty.is_some()));
        count("forms of mentions (alias, pronoun)", usize::from(mention.form.word() != "name"));
    }
    for event in article.events.iter() {
        count("certainties", usize::from(event.certainty.is_some()));
        count("words for the time of events", usize::from(event.when_text.is_some()));
        count("places of events that are no actors", usize::from(matches!(event.place, Some(Place::Named { .. }))));
        count("summaries of events", usize::from(event.summary.is_some()));
        count("who says so", usize::from(event.attributed_to.is_some()));
        count("pages about events", event.sources.len());
    }
    writing::note_losses(lost, report);
    writing::note_extra_fields(file, |_| false, report);
}
