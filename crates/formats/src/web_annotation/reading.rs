//! From annotations to articles: which text they are of, where in it they are, and what they become.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::value::RawValue;
use whowhen_core::article::{Date, Kind as _, Link as Address, Status};
use whowhen_core::file::SourceFile;
use whowhen_core::text::Unit;

use super::annotation::{
    Annotation, Node, QuoteSelector, Selection, Target, TextBody, local_name, names, string, values,
};
use super::{OWN, decode};
use crate::draft::{Block, Draft, Event, EventRelation, Link, Mention, relation_kind, unique};
use crate::labelled_text::{Identities, NO_LABEL, Records};
use crate::labels::{self, Meaning};
use crate::positions::{Claim, check_number, locate};
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, Group, InputFile, ReadOptions, Report, json, plain_text};

/// How deep sets of annotations are followed.
const DEPTH: usize = 4;

pub(super) fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let text_file = group.text_file();
    let main = group.main();
    let mut set = Set::new();
    for file in group.files.iter().filter(|file| text_file.is_none_or(|text| !std::ptr::eq(*file, text))) {
        set.add_file(file)?;
    }
    check_number(set.annotations.iter().map(|annotation| annotation.targets.len()).sum(), &main.name)?;
    let parts = set.parts(text_file)?;
    let is_embedded = |part: &Part| matches!(part.text, Text::Embedded(_));
    if parts.iter().all(|part| !part.has_places && !is_embedded(part)) {
        return Err(set.refusal(main, !parts.is_empty()));
    }
    let readable = parts.iter().filter(|part| part.has_places || is_embedded(part)).count();
    let mut records = Records::new(Format::WebAnnotation, main, readable, options);
    let mut notes = Some(std::mem::replace(&mut set.report, Report::new(Format::WebAnnotation)));
    for part in parts {
        if !part.has_places && !is_embedded(&part) {
            let text = "annotations with positions only, of a text that is missing";
            part.targets
                .iter()
                .for_each(|(annotation, _)| records.left_out(text, &*set.annotations[*annotation].place));
            continue;
        }
        // What was noted of all annotations is in the first report.
        let mut report = notes.take().unwrap_or_else(|| records.report());
        let mut draft = set.draft(&part, &mut report);
        if readable == 1 {
            draft.title = draft.title.or_else(|| set.title.clone());
            draft.id = set.id.clone();
        }
        records.add_draft(draft, report, &main.name);
    }
    records.finish()
}

/// All annotations that were opened.
struct Set {
    annotations: Vec<Annotation>,
    /// Of a collection.
    title: Option<String>,
    id: Option<String>,
    annotators: Vec<String>,
    report: Report,
}

/// A text.
enum Text<'s> {
    /// From a file.
    File(&'s str),
    /// The body of an annotation.
    Embedded(TextBody),
    /// None: only what the annotations quote.
    Quoted,
}

/// The annotations of one text, by their positions, each with the position of its target.
struct Part<'s> {
    text: Text<'s>,
    targets: Vec<(usize, usize)>,
    /// Whether some of them can be found in the text.
    has_places: bool,
}

impl Set {
    fn new() -> Self {
        let report = Report::new(Format::WebAnnotation);
        Self { annotations: Vec::new(), title: None, id: None, annotators: Vec::new(), report }
    }

    fn add_file(&mut self, file: &InputFile) -> Result<(), FormatError> {
        for record in json::records::<Box<RawValue>>(file)? {
            match record.value {
                Ok(value) => self.add(&value, record.place, DEPTH),
                Err(reason) => self.report.left_out(format!("records that cannot be read: {reason}"), record.place),
            }
        }
        Ok(())
    }

    /// Adds an annotation, or all of a set.
    fn add(&mut self, raw: &RawValue, place: String, depth: usize) {
        let Some(node) = Node::of(raw) else {
            return self.report.left_out("records that are no annotation", place);
        };
        if node.is_annotation() {
            let annotation = Annotation::of(&node, place, &mut self.report);
            return self.annotations.push(annotation);
        }
        if depth == 0 || [node.rows, node.items, node.first].iter().all(Option::is_none) {
            return self.report.left_out("records that are no annotation", place);
        }
        self.title = self.title.take().or_else(|| string(node.label));
        let own = string(node.id).and_then(|id| id.strip_prefix(OWN).filter(|id| !id.contains(':')).map(decode));
        self.id = self.id.take().or(own);
        self.annotators.extend(names(node.creator));
        for (name, list) in [("rows", node.rows), ("items", node.items), ("first", node.first)] {
            for (position, item) in values(list).into_iter().enumerate() {
                match item.get().starts_with('"') {
                    true => self.report.left_out(format!("annotations at another address (“{name}”)"), &*place),
                    false if name == "first" => self.add(item, format!("{place}, first"), depth - 1),
                    false => self.add(item, format!("{place}, {name}[{position}]"), depth - 1),
                }
            }
        }
        if node.next.is_some() {
            self.report.left_out("further pages of annotations, at another address", place);
        }
    }

    /// The annotations of each text. Those of no place in a text are noted.
    fn parts<'s>(&mut self, text_file: Option<&'s InputFile>) -> Result<Vec<Part<'s>>, FormatError> {
        let mut bodies: HashMap<&str, &TextBody> =
            self.annotations.iter().filter_map(|own| own.text.as_ref()).map(|body| (body.id.as_str(), body)).collect();
        let sources: HashSet<&str> = self
            .annotations
            .iter()
            .flat_map(|annotation| &annotation.targets)
            .filter_map(|target| target.source.as_deref())
            .collect();
        bodies.retain(|id, _| sources.contains(id));
        // In the order in which the texts are named.
        let mut order: Vec<String> = Vec::new();
        let mut targets: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (number, annotation) in self.annotations.iter().enumerate() {
            for (position, target) in annotation.targets.iter().enumerate() {
                let source = target.source.as_deref().unwrap_or_default();
                let key = if bodies.contains_key(source) { source.to_owned() } else { plain_address(source) };
                let is_whole_text = bodies.contains_key(source) && target.refusal.is_some();
                if target.refusal.is_none() || is_whole_text {
                    let known = targets.entry(key.clone()).or_insert_with(|| {
                        order.push(key);
                        Vec::new()
                    });
                    known.push((number, position));
                }
            }
        }
        let embedded: HashMap<String, TextBody> =
            bodies.into_iter().map(|(id, body)| (id.to_owned(), body.clone())).collect();
        let file_text = text_file.map(InputFile::text).transpose()?;
        let outside: Vec<&String> = order.iter().filter(|key| !embedded.contains_key(*key)).collect();
        let of_file = text_file.and_then(|file| source_of_file(&outside, &targets, file)).cloned();
        let mut parts = Vec::new();
        for key in order {
            let targets = targets.remove(&key).unwrap_or_default();
            let quoted = |&(annotation, target): &(usize, usize)| {
                let target = self.annotations.get(annotation).and_then(|own| own.targets.get(target));
                target.is_some_and(|target| target.pieces.iter().any(|piece| piece.quote.is_some()))
            };
            let text = match (embedded.get(&key), file_text) {
                (Some(body), _) => Text::Embedded(body.clone()),
                (None, Some(text)) if of_file.as_ref() == Some(&key) => Text::File(text),
                (None, Some(_)) => {
                    let places = targets.iter().filter_map(|(annotation, _)| self.annotations.get(*annotation));
                    places.for_each(|own| {
                        self.report.left_out("annotations of another text than the one opened", &*own.place)
                    });
                    continue;
                }
                (None, None) => Text::Quoted,
            };
            let has_places = !matches!(text, Text::Quoted) || targets.iter().any(quoted);
            parts.push(Part { text, targets, has_places });
        }
        self.note_refusals(&embedded);
        Ok(parts)
    }

    /// Notes annotations of no place in a text, but for those that have a text, relate others, or tell of the whole text.
    fn note_refusals(&mut self, embedded: &HashMap<String, TextBody>) {
        let ids: HashSet<&str> = self.annotations.iter().filter_map(|annotation| annotation.id.as_deref()).collect();
        for annotation in &self.annotations {
            let is_text = annotation.text.as_ref().is_some_and(|body| embedded.contains_key(&body.id));
            if is_text {
                continue;
            }
            if let Some(ends) = annotation.ends() {
                if ends.len() < 2 || ends.iter().any(|end| !ids.contains(end)) {
                    self.report.left_out("relations with an annotation that is not there", &*annotation.place);
                }
                continue;
            }
            for target in &annotation.targets {
                let is_known = target.source.as_ref().is_some_and(|source| embedded.contains_key(source));
                if let Some(refusal) = target.refusal.filter(|_| !is_known) {
                    self.report.left_out(refusal, &*annotation.place);
                }
            }
        }
    }

    /// Why nothing can be read.
    fn refusal(&self, main: &InputFile, has_positions: bool) -> FormatError {
        let stem = main.stem();
        if has_positions {
            let message = "there are positions in a text, and the text is missing";
            let help = format!("Open {stem}.txt with the text together with {}", main.file_name());
            return FormatError::new(message, help).at(&main.name);
        }
        let reasons: Vec<String> =
            self.report.notes.iter().map(|note| format!("{}: {}", note.text, note.count)).collect();
        let message = match reasons.is_empty() {
            true => "there is no annotation in it".to_owned(),
            false => format!("there is no annotation of a place in a text, but {}", reasons.join("; ")),
        };
        FormatError::new(message, "Choose annotations with a TextQuoteSelector or a TextPositionSelector")
            .at(&main.name)
    }

    fn draft(&self, part: &Part, report: &mut Report) -> Draft {
        let mut draft = Draft { annotators: self.annotators.clone(), ..Draft::default() };
        let targets: Vec<&Target> =
            part.targets.iter().map(|(own, target)| &self.annotations[*own].targets[*target]).collect();
        let places: Vec<&str> = part.targets.iter().map(|(own, _)| self.annotations[*own].place.as_str()).collect();
        let ranges = match &part.text {
            Text::Quoted => excerpts(&mut draft, &targets, &places, report),
            Text::File(text) => {
                let ranges = find((*text).to_owned(), &mut draft, &targets, &places, report);
                draft.blocks = plain_text::blocks(&draft.text);
                ranges
            }
            Text::Embedded(body) => {
                draft.language = body.language.clone();
                self.tell_of_text(&body.id, &mut draft);
                let ranges = find(body.text.clone(), &mut draft, &targets, &places, report);
                draft.blocks = blocks(&draft.text);
                ranges
            }
        };
        let source = targets.iter().find_map(|target| target.source.clone());
        if let Some(url) = source.filter(|url| draft.source.is_none() && Address::parse(url).is_ok()) {
            draft.source = Some(SourceFile { url: Some(url), ..SourceFile::default() });
        }
        let mut filler = Filler::new(self, &mut draft);
        // All targets of an annotation stand one after the other.
        let mut at = 0;
        while let Some((number, _)) = part.targets.get(at) {
            let end = at + part.targets[at..].iter().take_while(|(other, _)| other == number).count();
            filler.add(*number, ranges.get(at..end).unwrap_or_default(), report);
            at = end;
        }
        filler.relate(report);
        draft
    }

    /// Tells what the annotation says whose body is the text.
    fn tell_of_text(&self, id: &str, draft: &mut Draft) {
        let is_own = |own: &&Annotation| own.text.as_ref().is_some_and(|body| body.id == id);
        let Some(annotation) = self.annotations.iter().find(is_own) else { return };
        draft.authors = annotation.authors.clone();
        let url = annotation.targets.first().and_then(|target| target.source.clone());
        if let Some(url) = url.filter(|url| Address::parse(url).is_ok()) {
            draft.source = Some(SourceFile { url: Some(url), ..SourceFile::default() });
        }
    }
}

/// An address without what does not tell texts apart.
fn plain_address(address: &str) -> String {
    let plain = address.split('#').next().unwrap_or_default();
    let plain = plain.strip_prefix("https://").or(plain.strip_prefix("http://")).unwrap_or(plain);
    plain.trim_end_matches('/').to_owned()
}

/// Which of the sources is the text in a file: the one with its name, or the one with most annotations.
fn source_of_file<'k>(
    sources: &[&'k String],
    targets: &HashMap<String, Vec<(usize, usize)>>,
    file: &InputFile,
) -> Option<&'k String> {
    let has_name = |key: &&&String| {
        let last = key.rsplit('/').next().unwrap_or_default();
        last == file.file_name() || last.split('.').next() == Some(file.stem())
    };
    let number = |key: &&&String| targets.get(**key).map_or(0, Vec::len);
    // Of equally many, the first.
    sources.iter().find(has_name).or(sources.iter().rev().max_by_key(number)).copied()
}

/// The blocks of a text that an annotation has: what stands between empty lines.
fn blocks(text: &str) -> Vec<Block> {
    let mut start = 0;
    let block = |piece: &str| {
        let range = start..start + piece.len();
        start = range.end + 2;
        Block { range, kind: "paragraph", ..Block::default() }
    };
    text.split("\n\n").map(block).collect()
}

/// The ranges of a target; `None` if it is not in the text. Empty for the whole text.
type Ranges = Option<Vec<Range<usize>>>;

/// The text is what the targets quote. Returns their ranges.
fn excerpts(draft: &mut Draft, targets: &[&Target], places: &[&str], report: &mut Report) -> Vec<Ranges> {
    // In the order of the text, where positions tell it.
    let mut order: Vec<(usize, &QuoteSelector)> = Vec::new();
    for target in targets {
        for piece in &target.pieces {
            if let Some(quote) = &piece.quote {
                order.push((piece.position.map_or(usize::MAX, |(start, _)| start), quote));
            }
        }
    }
    if order.iter().all(|(start, _)| *start != usize::MAX) {
        order.sort_by_key(|(start, _)| *start);
    }
    let mut known: HashMap<&QuoteSelector, Range<usize>> = HashMap::new();
    for (_, quote) in order {
        known.entry(quote).or_insert_with(|| {
            let block = draft.push_block("paragraph", &format!("{}{}{}", quote.prefix, quote.exact, quote.suffix));
            let start = block.start + quote.prefix.len();
            start..start + quote.exact.len()
        });
    }
    let text = format!(
        "the text is not in the file; the article has the quoted places, with the words around them: {}",
        known.len()
    );
    report.remark(NoteKind::Changed, text);
    let range = |(target, place): (&&Target, &&str)| {
        let pieces: Option<Vec<Range<usize>>> =
            target.pieces.iter().map(|piece| known.get(piece.quote.as_ref()?).cloned()).collect();
        if pieces.is_none() {
            report.left_out("annotations with positions only, of a text that is missing", *place);
        }
        pieces
    };
    targets.iter().zip(places).map(range).collect()
}

/// Finds the targets in a text, which becomes that of the draft.
fn find(text: String, draft: &mut Draft, targets: &[&Target], places: &[&str], report: &mut Report) -> Vec<Ranges> {
    let claims: Vec<(usize, Claim)> = targets
        .iter()
        .zip(places)
        .enumerate()
        .filter_map(|(at, (target, place))| Some((at, claim(target, place)?)))
        .collect();
    let mut found: Vec<Ranges> = vec![None; targets.len()];
    let mut is_found = vec![false; targets.len()];
    // Those that positions do not find are looked for by their quotes, with the words around them.
    let all: Vec<Claim> = claims.iter().map(|(_, claim)| claim.clone()).collect();
    let first = locate(text, &all, Unit::CodePoint, &mut Report::new(Format::WebAnnotation));
    let has_quote = |at: usize| all[at].surface.is_some() && targets[claims[at].0].pieces.len() == 1;
    let (again, by_position): (Vec<usize>, Vec<usize>) =
        (0..all.len()).partition(|at| first.ranges.get(*at).is_some_and(Option::is_none) && has_quote(*at));
    let rest: Vec<Claim> = by_position.iter().map(|at| all[*at].clone()).collect();
    let located = locate(first.text, &rest, Unit::CodePoint, report);
    for (at, ranges) in by_position.iter().zip(located.ranges) {
        let target = claims[*at].0;
        (found[target], is_found[target]) = (ranges, true);
        if targets[target].pieces.iter().any(|piece| piece.is_in_part) {
            report.changed("positions within a part of the text, taken as positions in the whole text", places[target]);
        }
    }
    draft.text = located.text;
    for at in again {
        report.changed("positions that do not have the quoted words, which were looked for", places[claims[at].0]);
    }
    let text = std::mem::take(&mut draft.text);
    let searched = || targets.iter().enumerate().filter(|(at, _)| !is_found[*at]).map(|(_, target)| target);
    let mut quotes = Quotes::new(&text, searched().flat_map(|target| &target.pieces).flat_map(quotes_of));
    for (at, target) in targets.iter().enumerate().filter(|(at, _)| !is_found[*at]) {
        if target.pieces.is_empty() {
            // The whole text.
            found[at] = Some(Vec::new());
            continue;
        }
        found[at] = target.pieces.iter().map(|piece| search(piece, &mut quotes, places[at], report)).collect();
    }
    draft.text = text;
    found
}

/// What a target says of its positions; `None` if it has none.
fn claim(target: &Target, place: &str) -> Option<Claim> {
    let pieces: Vec<(usize, usize)> = target.pieces.iter().map(|piece| piece.position).collect::<Option<_>>()?;
    let words: Option<Vec<&str>> =
        target.pieces.iter().map(|piece| Some(piece.quote.as_ref()?.exact.as_str())).collect();
    let surface = words.map(|words| words.join(" "));
    (!pieces.is_empty()).then(|| Claim { pieces, surface, place: place.to_owned() })
}

/// The quotes of a place.
fn quotes_of(selection: &Selection) -> impl Iterator<Item = &QuoteSelector> {
    let between = selection.between.iter().flat_map(|(start, end)| [start, end]);
    selection.quote.iter().chain(between)
}

/// Finds a place by its quote.
fn search(selection: &Selection, quotes: &mut Quotes, place: &str, report: &mut Report) -> Option<Range<usize>> {
    let found = match (&selection.quote, &selection.between) {
        (Some(quote), _) => quotes.find(quote, 0),
        (None, Some((start, end))) => quotes.find(start, 0).and_then(|(first, is_only)| {
            let (last, _) = quotes.find(end, first.end)?;
            Some((first.start..last.start, is_only))
        }),
        (None, None) => None,
    };
    match &found {
        Some((_, true)) => {}
        Some((_, false)) => {
            report.changed("quotes that are in the text several times, of which the first is taken", place)
        }
        None if quotes.budget == 0 => {
            report.left_out("quotes that were not looked for, because there are too many of them", place)
        }
        None => report.left_out("quotes that are not in the text", place),
    }
    found.map(|(range, _)| range)
}

/// Where in a text quotes may be: the places of their first bytes, found in one pass.
struct Quotes<'t> {
    text: &'t str,
    places: HashMap<(usize, u64), Vec<u32>>,
    /// How many places are still compared.
    budget: usize,
}

impl<'t> Quotes<'t> {
    /// Finds the first bytes of some quotes.
    fn new<'q>(text: &'t str, quotes: impl Iterator<Item = &'q QuoteSelector>) -> Self {
        const BUDGET: usize = 200_000_000;
        let mut places: HashMap<(usize, u64), Vec<u32>> = HashMap::new();
        places.extend(quotes.filter_map(|quote| Some((Self::key(&quote.exact)?, Vec::new()))));
        let lengths: HashSet<usize> = places.keys().map(|(length, _)| *length).collect();
        for length in lengths {
            for (at, bytes) in text.as_bytes().windows(length).enumerate() {
                if let Some(found) = places.get_mut(&(length, number(bytes))) {
                    found.push(at as u32);
                }
            }
        }
        Self { text, places, budget: BUDGET }
    }

    /// The first 8, 4, 2 or 1 bytes of a quote.
    fn key(exact: &str) -> Option<(usize, u64)> {
        let bytes = [8, 4, 2, 1].iter().find_map(|length| exact.as_bytes().get(..*length))?;
        Some((bytes.len(), number(bytes)))
    }

    /// Where a quote is, behind a position, and whether nothing else is like it. If the words around it differ everywhere, it
    /// counts only if it is there once.
    fn find(&mut self, quote: &QuoteSelector, from: usize) -> Option<(Range<usize>, bool)> {
        let QuoteSelector { exact, prefix, suffix } = quote;
        let places = self.places.get(&Self::key(exact)?)?;
        let first = places.partition_point(|at| (*at as usize) < from);
        // The first and the number of places with these words around, and of those with others.
        let (mut full, mut other) = ((None, 0), (None, 0));
        for at in places.iter().skip(first).map(|at| *at as usize) {
            self.budget = self.budget.saturating_sub(1);
            if self.budget == 0 {
                return None;
            }
            let Some(after) = self.text.get(at..).and_then(|rest| rest.strip_prefix(exact.as_str())) else { continue };
            let is_full = after.starts_with(suffix.as_str())
                && self.text.get(..at).is_some_and(|before| before.ends_with(prefix.as_str()));
            let found = if is_full { &mut full } else { &mut other };
            found.0.get_or_insert(at..at + exact.len());
            found.1 += 1;
            if full.1 > 1 {
                break;
            }
        }
        match (full, other) {
            ((Some(range), number), _) => Some((range, number == 1)),
            ((None, _), (Some(range), 1)) => Some((range, true)),
            _ => None,
        }
    }
}

/// Up to eight bytes as a number.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The comments of an annotation. A description is one, if it describes nobody.
fn remarks(annotation: &Annotation, has_identity: bool) -> Vec<&str> {
    let described = annotation.description.as_deref().filter(|_| !has_identity);
    annotation.comments.iter().map(String::as_str).chain(described).collect()
}

/// What an annotation became.
#[derive(Clone)]
enum Made {
    Mention(usize),
    Event(usize),
    Actor(String),
}

/// Fills a draft whose text is there.
struct Filler<'s, 'd> {
    set: &'s Set,
    draft: &'d mut Draft,
    identities: Identities,
    /// The position of each actor.
    actor_of: HashMap<String, usize>,
    event_ids: HashSet<String>,
    made: HashMap<&'s str, Made>,
    annotators: HashSet<&'s str>,
}

impl<'s, 'd> Filler<'s, 'd> {
    fn new(set: &'s Set, draft: &'d mut Draft) -> Self {
        let annotators = set.annotators.iter().map(String::as_str).collect();
        Self {
            set,
            draft,
            identities: Identities::default(),
            actor_of: HashMap::new(),
            event_ids: HashSet::new(),
            made: HashMap::new(),
            annotators,
        }
    }

    /// Adds an annotation with the ranges of its targets.
    fn add(&mut self, number: usize, ranges: &[Ranges], report: &mut Report) {
        let set = self.set;
        let Some(annotation) = set.annotations.get(number) else { return };
        for name in &annotation.annotators {
            if self.annotators.insert(name) {
                self.draft.annotators.push(name.clone());
            }
        }
        if let Some(title) = &annotation.page_title {
            self.draft.title.get_or_insert_with(|| title.clone());
        }
        let identity = self.identity(annotation);
        let is_identified = annotation.has_motivation("identifying") && identity.is_some();
        let means_event = |label: &String| labels::meaning(label, "") == Meaning::Event;
        let says_what = annotation.description.is_some() || !annotation.comments.is_empty();
        let is_event = annotation.labels.iter().any(means_event) && says_what && !is_identified;
        let made = if is_event {
            Some(self.add_event(annotation, ranges, report))
        } else {
            if let (Some(identity), Some(description)) = (&identity, &annotation.description) {
                let description = description.clone();
                self.actor(identity, |actor| actor.description = Some(description));
            }
            let first = self.draft.mentions.len();
            self.add_mentions(annotation, identity.clone(), ranges, report);
            let has_mention = self.draft.mentions.len() > first;
            if !has_mention && identity.is_none() && ranges.iter().flatten().any(Vec::is_empty) {
                report.left_out("annotations of whole resources", &*annotation.place);
            }
            has_mention.then_some(Made::Mention(first)).or(identity.map(Made::Actor))
        };
        if let (Some(id), Some(made)) = (&annotation.id, made) {
            self.made.insert(id, made);
        }
    }

    /// Changes what is known of an actor.
    fn actor(&mut self, identity: &str, change: impl FnOnce(&mut whowhen_core::file::ActorFile)) {
        if let Some(position) = self.actor_of.get(identity)
            && let Some(actor) = self.identities.actors.get_mut(*position)
        {
            change(actor);
        }
    }

    /// Who or what an annotation is of, with what it says of it.
    fn identity(&mut self, annotation: &Annotation) -> Option<String> {
        let (address, name) = annotation.identity.as_ref()?;
        let register = if address.starts_with(OWN) { "" } else { "iri" };
        let identity = self.identities.add(address, register)?;
        let last = self.identities.actors.len().saturating_sub(1);
        self.actor_of.entry(identity.clone()).or_insert(last);
        let kind = annotation.labels.first().filter(|_| annotation.has_motivation("identifying"));
        let kind = kind.map(|label| match labels::meaning(label, name.as_deref().unwrap_or_default()) {
            Meaning::Actor(kind) => kind,
            _ => label.clone(),
        });
        let name = name.clone();
        self.actor(&identity, |actor| {
            actor.name = actor.name.take().or(name);
            actor.kind = actor.kind.take().or(kind);
        });
        Some(identity)
    }

    fn add_event(&mut self, annotation: &Annotation, ranges: &[Ranges], report: &mut Report) -> Made {
        let id = annotation.id.as_deref().map_or_else(|| "event".to_owned(), |id| decode(local_name(id)));
        let id = unique(&id, &mut self.event_ids);
        let (mut when, mut kind, mut status) = (None, None, None);
        for label in &annotation.labels {
            let place = match label {
                date if Date::parse(date).is_ok() => &mut when,
                word if Status::WORDS.contains(&word.as_str()) => &mut status,
                word if word.eq_ignore_ascii_case("event") => continue,
                _ => &mut kind,
            };
            match place {
                Some(known) if known != label => {
                    report.left_out("further dates, kinds and other tags of events", &*annotation.place);
                }
                _ => *place = Some(label.clone()),
            }
        }
        // A note is the title, as far as it is a line; what follows is the summary.
        let mut said = annotation.description.iter().chain(&annotation.comments).flat_map(|text| text.trim().lines());
        let title = said.next().map(str::to_owned);
        let summary: Vec<&str> = said.map(str::trim).filter(|line| !line.is_empty()).collect();
        self.draft.events.push(Event {
            id,
            label: kind.unwrap_or_else(|| "event".to_owned()),
            title,
            status,
            summary: (!summary.is_empty()).then(|| summary.join(" ")),
            when,
            evidence: ranges.iter().flatten().flatten().cloned().collect(),
            ..Event::default()
        });
        Made::Event(self.draft.events.len() - 1)
    }

    fn add_mentions(
        &mut self,
        annotation: &Annotation,
        identity: Option<String>,
        ranges: &[Ranges],
        report: &mut Report,
    ) {
        let place = annotation.place.as_str();
        let is_identified = annotation.has_motivation("identifying") && identity.is_some();
        let comments = remarks(annotation, identity.is_some());
        let is_comment = annotation.labels.is_empty() && identity.is_none() && !comments.is_empty();
        let label = match annotation.labels.first() {
            // The actor has this kind, whatever the label means elsewhere.
            Some(_) if is_identified => NO_LABEL.to_owned(),
            Some(label) => label.clone(),
            None if is_comment => "comment".to_owned(),
            None if annotation.has_motivation("highlighting") => "highlight".to_owned(),
            None => NO_LABEL.to_owned(),
        };
        let further = annotation.labels.len().saturating_sub(1);
        report.note_many(NoteKind::LeftOut, "further tags of an annotation", further, place);
        let (identity, description) = match is_comment {
            true => (self.comment(annotation, &comments), None),
            false => (identity, (!comments.is_empty()).then(|| comments.join("\n"))),
        };
        for pieces in ranges.iter().flatten().filter(|pieces| !pieces.is_empty()) {
            let (label, identity, pieces) = (label.clone(), identity.clone(), pieces.clone());
            let description = description.clone();
            self.draft.mentions.push(Mention {
                pieces,
                label,
                identity,
                description,
                place: place.to_owned(),
                ..Mention::default()
            });
        }
    }

    /// What was remarked on, with the comment as its description.
    fn comment(&mut self, annotation: &Annotation, comments: &[&str]) -> Option<String> {
        let id = annotation.id.as_deref().unwrap_or(&annotation.place);
        let identity = self.identities.add(&format!("\u{0}{id}"), "")?;
        let last = self.identities.actors.len().saturating_sub(1);
        self.actor_of.entry(identity.clone()).or_insert(last);
        let text = comments.join("\n");
        self.actor(&identity, |actor| actor.description = Some(text));
        Some(identity)
    }

    /// Reads the annotations that relate others, and finishes.
    fn relate(mut self, report: &mut Report) {
        let set = self.set;
        for (annotation, ends) in set.annotations.iter().filter_map(|own| Some((own, own.ends()?))) {
            let [from, others @ ..] = &ends[..] else { continue };
            let name = annotation.labels.first().map_or("related", String::as_str);
            for to in others {
                match (self.made.get(from).cloned(), self.made.get(to).cloned()) {
                    (Some(from), Some(to)) => self.link(from, to, name, &annotation.place, report),
                    // Those of another text, and those of what is nowhere, which is noted already.
                    (None, None) => {}
                    (Some(_), None) | (None, Some(_)) => {
                        report.left_out("relations with an annotation that was left out", &*annotation.place)
                    }
                }
            }
        }
        self.draft.actors = self.identities.actors;
    }

    fn link(&mut self, from: Made, to: Made, name: &str, place: &str, report: &mut Report) {
        match (from, to) {
            (Made::Mention(from), Made::Mention(to)) => {
                self.draft.links.push(Link { from, to, name: name.to_owned(), place: place.to_owned() })
            }
            (Made::Event(event), Made::Mention(mention)) | (Made::Mention(mention), Made::Event(event)) => {
                let identity = self.draft.mentions.get(mention).and_then(|mention| mention.identity.clone());
                let Some(event) = self.draft.events.get_mut(event) else { return };
                match identity.filter(|_| event.evidence.is_empty()) {
                    // Where the mention is does not tell where the evidence is.
                    Some(identity) => event.other_participants.push((identity, name.to_owned())),
                    None => event.participants.push((mention, name.to_owned())),
                }
            }
            (Made::Event(event), Made::Actor(actor)) | (Made::Actor(actor), Made::Event(event)) => {
                if let Some(event) = self.draft.events.get_mut(event) {
                    event.other_participants.push((actor, name.to_owned()));
                }
            }
            (Made::Event(from), Made::Event(to)) => {
                let id = |event: usize| self.draft.events.get(event).map(|event| event.id.clone());
                match (id(from), id(to), relation_kind(name)) {
                    (Some(from), Some(to), Some(kind)) => {
                        self.draft.event_relations.push(EventRelation { from, to, kind })
                    }
                    _ => report
                        .left_out(format!("relations “{name}” between events, which the format does not have"), place),
                }
            }
            _ => report.left_out(format!("relations “{name}” of actors that the text does not mention"), place),
        }
    }
}
