//! Writes an article as brat standoff.
//!
//! | of an article | lines |
//! |---|---|
//! | a mention | `T`, with the kind of its actor; `A Mention` with its form; `A Confidence` with its certainty |
//! | an actor | `* Equiv` of its mentions; `N` on its first mention for each id elsewhere; `R member_of` to its groups |
//! | an event | `T` of its trigger, else of its evidence; `E`; `A` for status and certainty; `#` with title, date, summary |
//! | a participant | an argument of `E`: a mention in the evidence, else the nearest |
//! | a relation | `R` between `E`, or between first mentions |
//!
//! The text is that of the blocks, with an empty line between them. A range is divided at line ends, since the words of a
//! `T` line are one line.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use whowhen_core::article::{
    ActorIdx, Article, Event, EventIdx, EventKind, Form, Kind, MentionIdx, Place, Span, Status,
};
use whowhen_core::file::{ArticleFile, SpanFile};
use whowhen_core::index::Index;
use whowhen_core::text::{Offsets, Unit};

use crate::brat::{DATE, TIME_WORDS, TITLE};
use crate::draft::{ACTOR_RELATIONS, TRIGGER, slug};
use crate::report::NoteKind;
use crate::writing::{checked, note_extra_fields, note_losses};
use crate::{Format, FormatError, InputFile, Report, Written, zip};

/// Writes an article as a zip archive.
///
/// # Errors
/// If there is no article.
pub fn write(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::Brat);
    let article = checked(file, &mut report)?;
    let (text, starts, cut) = text(&article, &mut report);
    let writer = Writer {
        file,
        article: &article,
        index: &Index::new(&article),
        offsets: Offsets::new(&text),
        text: &text,
        starts,
        cut,
        first_spans: first_spans(&article),
        types: Types::default(),
        lines: String::new(),
        numbers: HashMap::new(),
    };
    let (annotations, types) = writer.write(&mut report);
    types.note_changed(&mut report);
    note_left_out(file, &article, &mut report);
    let name = slug(&article.id);
    let configuration = types.configuration();
    let files = [
        InputFile::new(format!("{name}.txt"), text.into_bytes()),
        InputFile::new(format!("{name}.ann"), annotations.into_bytes()),
        InputFile::new("annotation.conf", configuration.into_bytes()),
    ];
    Ok(Written { bytes: zip::pack(&files)?, report })
}

/// The text of all blocks, where in it each begins, in bytes, and how many bytes were then left out at its beginning.
fn text(article: &Article, report: &mut Report) -> (String, Vec<usize>, usize) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for block in &article.blocks {
        if !starts.is_empty() {
            text.push_str("\n\n");
        }
        starts.push(text.len());
        text.push_str(&block.text);
    }
    // Readers take it for a byte order mark, which has no position.
    let cut = text.len() - text.trim_start_matches('\u{feff}').len();
    if cut > 0 {
        report.left_out("characters U+FEFF at the beginning of the text", "");
        text.drain(..cut);
    }
    (text, starts, cut)
}

/// The first span of each mention.
fn first_spans(article: &Article) -> Vec<Option<Span>> {
    article.mentions.iter().map(|mention| mention.first_span().copied()).collect()
}

fn note_left_out(file: &ArticleFile, article: &Article, report: &mut Report) {
    let events = article.events.as_slice();
    let styles: usize = article.blocks.iter().map(|block| block.styles.len()).sum();
    let losses = [
        ("emphasis and links in the text", styles),
        ("links of actors", article.actors.iter().map(|actor| actor.links.len()).sum()),
        ("descriptions of actors", article.actors.iter().filter(|actor| actor.description.is_some()).count()),
        ("other names of actors", article.actors.iter().map(|actor| actor.aliases.len()).sum()),
        ("positions of actors", article.actors.iter().filter(|actor| actor.position.is_some()).count()),
        ("who says so", events.iter().filter(|event| event.attributed_to.is_some()).count()),
        ("sources of events", events.iter().map(|event| event.sources.len()).sum()),
    ];
    note_losses(losses, report);
    report.remark(NoteKind::LeftOut, "the title and all else that is said of the article, and the kinds of its blocks");
    report.remark(NoteKind::LeftOut, "the names and ids of actors and events");
    note_extra_fields(file, |name| [TRIGGER, ACTOR_RELATIONS].contains(&name), report);
}

struct Writer<'a> {
    file: &'a ArticleFile,
    article: &'a Article,
    index: &'a Index,
    text: &'a str,
    offsets: Offsets<'a>,
    /// Where each block begins in the text, before `cut` bytes were left out at its beginning.
    starts: Vec<usize>,
    cut: usize,
    first_spans: Vec<Option<Span>>,
    types: Types,
    lines: String,
    /// How many lines begin with each letter.
    numbers: HashMap<char, usize>,
}

impl Writer<'_> {
    fn write(mut self, report: &mut Report) -> (String, Types) {
        let of_mention = self.mentions(report);
        self.actors(&of_mention, report);
        let of_event = self.events(&of_mention, report);
        self.relations(&of_event, report);
        (self.lines, self.types)
    }

    /// Adds a line with a new id, and returns the id.
    fn line(&mut self, letter: char, rest: &str) -> String {
        let number = self.numbers.entry(letter).or_default();
        *number += 1;
        let id = format!("{letter}{number}");
        // Writing to a string cannot fail.
        let _ = writeln!(self.lines, "{id}\t{rest}");
        id
    }

    fn attribute(&mut self, name: &'static str, of: &str, value: Option<&str>) {
        match value {
            Some(value) => self.line('A', &format!("{name} {of} {value}")),
            None => self.line('A', &format!("{name} {of}")),
        };
        let is_event = of.starts_with('E');
        self.types.attributes.entry((name, is_event)).or_default().extend(value.map(str::to_owned));
    }

    /// The range of a span in the text.
    fn range(&self, span: &Span) -> Range<usize> {
        let start = self.starts.get(span.block.position()).copied().unwrap_or_default();
        let within = |byte: u32| (start + byte as usize).saturating_sub(self.cut);
        within(span.start)..within(span.end)
    }

    /// A `T` line for some spans; `None` if they have no words.
    fn range_line(&mut self, label: &str, spans: &[Span]) -> Option<String> {
        let mut ranges: Vec<Range<usize>> = spans.iter().flat_map(|span| self.pieces(span)).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match pieces.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => pieces.push(range),
            }
        }
        let position = |byte| self.offsets.from_byte(byte, Unit::CodePoint).unwrap_or_default();
        let numbers: Vec<String> =
            pieces.iter().map(|piece| format!("{} {}", position(piece.start), position(piece.end))).collect();
        let words: Vec<&str> = pieces.iter().filter_map(|piece| self.text.get(piece.clone())).collect();
        let rest = format!("{label} {}\t{}", numbers.join(";"), words.join(" "));
        (!pieces.is_empty()).then(|| self.line('T', &rest))
    }

    /// The lines of a span that have words.
    fn pieces(&self, span: &Span) -> Vec<Range<usize>> {
        let whole = self.range(span);
        let mut start = whole.start;
        let mut pieces = Vec::new();
        for line in self.text.get(whole).unwrap_or_default().split_inclusive(is_line_end) {
            let words = line.trim_end_matches(is_line_end);
            if !words.trim().is_empty() {
                pieces.push(start..start + words.len());
            }
            start += line.len();
        }
        pieces
    }

    /// Writes the mentions. Returns the id of each.
    fn mentions(&mut self, report: &mut Report) -> Vec<Option<String>> {
        let article = self.article;
        let mut ids = Vec::with_capacity(article.mentions.len());
        for mention in &article.mentions {
            let label = self.types.entity(article[mention.actor].kind.word());
            let id = self.range_line(&label, &mention.spans);
            if let Some(id) = &id {
                let form = match mention.form {
                    Form::Alias => "Alias",
                    Form::Pronoun => "Pronominal",
                    _ => "Name",
                };
                self.attribute("Mention", id, Some(form));
                if let Some(certainty) = mention.certainty {
                    self.attribute("Confidence", id, Some(&certainty.to_string()));
                }
            } else {
                report.left_out("mentions without words", "");
            }
            ids.push(id);
        }
        ids
    }

    /// The first mention of an actor, in the order of the file.
    fn first_mention(&self, actor: ActorIdx, of_mention: &[Option<String>]) -> Option<String> {
        let mentions = self.index.mentions_of(actor).iter();
        let first = mentions.filter(|mention| of_mention[mention.position()].is_some()).min()?;
        of_mention[first.position()].clone()
    }

    /// Writes which mentions are of the same actor, ids elsewhere, groups, and relations between actors.
    fn actors(&mut self, of_mention: &[Option<String>], report: &mut Report) {
        let article = self.article;
        let firsts: Vec<Option<String>> =
            article.actors.indexes().map(|actor| self.first_mention(actor, of_mention)).collect();
        let missing = firsts.iter().filter(|first| first.is_none()).count();
        note_losses([("actors that the text does not mention", missing)], report);
        let mut known_ids: HashSet<String> = HashSet::new();
        let mut known_words: HashSet<(String, String)> = HashSet::new();
        for (at, actor) in article.actors.entries() {
            let Some(first) = &firsts[at.position()] else { continue };
            let mut mentions: Vec<MentionIdx> = self.index.mentions_of(at).to_vec();
            mentions.sort();
            let same: Vec<&str> =
                mentions.iter().filter_map(|mention| of_mention[mention.position()].as_deref()).collect();
            if same.len() > 1 {
                let _ = writeln!(self.lines, "*\tEquiv {}", same.join(" "));
                self.types.has_equiv = true;
            }
            let has_id = self.ids(at, first, &mut known_ids, report);
            if same.len() == 1 && !has_id {
                let words = mentions.first().and_then(|mention| article[*mention].first_span());
                let words = words.map(|span| article.quote(span).to_lowercase()).unwrap_or_default();
                if !known_words.insert((actor.kind.word().to_owned(), words)) {
                    let text =
                        "actors with one mention, which has the words of another's: readers may take both for one";
                    report.changed(text, &*actor.id);
                }
            }
            for group in &actor.member_of {
                match &firsts[group.position()] {
                    Some(group) => self.relation("member_of", first, group, false),
                    None => report.left_out("memberships in actors that the text does not mention", &*actor.id),
                }
            }
        }
        self.actor_relations(&firsts, report);
    }

    /// Writes the ids elsewhere of an actor. Returns whether there are any.
    fn ids(&mut self, at: ActorIdx, mention: &str, known: &mut HashSet<String>, report: &mut Report) -> bool {
        let (file, article) = (self.file, self.article);
        let actor = &article[at];
        let mut has_id = false;
        for (register, value) in file.actors.get(at.position()).map(|file| &file.ids).into_iter().flatten() {
            let value = match register.as_str() {
                "wikidata" => actor.wikidata.as_deref(),
                _ => value.as_str(),
            };
            let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
            let Some(value) = value.filter(|value| is_word(value) && is_word(register) && !register.contains(':'))
            else {
                report.left_out("ids elsewhere that are no word", &*actor.id);
                continue;
            };
            let external = format!("{}:{value}", capitalized(register));
            if known.insert(external.clone()) {
                self.line('N', &format!("Reference {mention} {external}\t{}", one_line(&actor.name)));
                has_id = true;
            } else {
                report.left_out("ids elsewhere that another actor has, too", &*actor.id);
            }
        }
        has_id
    }

    /// Writes the relations between actors that a reader of another format has kept in the file.
    fn actor_relations(&mut self, firsts: &[Option<String>], report: &mut Report) {
        let (file, article) = (self.file, self.article);
        let position: HashMap<&str, usize> =
            article.actors.entries().map(|(at, actor)| (actor.id.as_str(), at.position())).collect();
        for relation in file.extra.get(ACTOR_RELATIONS).and_then(|list| list.as_array()).into_iter().flatten() {
            let field = |name: &str| relation.get(name).and_then(|value| value.as_str());
            let end = |name: &str| firsts.get(*position.get(field(name)?)?)?.as_deref();
            match (field("kind"), end("from"), end("to")) {
                (Some(kind), Some(from), Some(to)) => self.relation(kind, from, to, false),
                _ => report.left_out("relations between actors that the text does not mention", ""),
            }
        }
    }

    fn relation(&mut self, kind: &str, from: &str, to: &str, is_of_events: bool) {
        let name = self.types.relation(kind, is_of_events);
        self.line('R', &format!("{name} Arg1:{from} Arg2:{to}"));
    }

    /// Writes the events. Returns the id of each that has a place in the text.
    fn events(&mut self, of_mention: &[Option<String>], report: &mut Report) -> Vec<Option<String>> {
        let article = self.article;
        let blocks: HashMap<&str, usize> =
            article.blocks.entries().map(|(at, block)| (block.id.as_str(), at.position())).collect();
        let mut ids = Vec::with_capacity(article.events.len());
        for (at, event) in article.events.entries() {
            let trigger = self.trigger(at, &blocks);
            let spans = trigger.map_or_else(|| event.evidence_in_order(), |span| vec![span]);
            let label = self.types.event(match &event.kind {
                EventKind::Unspecified => "event",
                kind => kind.word(),
            });
            let Some(range) = self.range_line(&label, &spans) else {
                report.left_out("events without evidence", &*event.id);
                ids.push(None);
                continue;
            };
            if trigger.is_some() {
                let text = "sentences that are evidence of events, beside their triggers";
                report.note_many(NoteKind::LeftOut, text, event.evidence.len(), "");
            }
            let arguments = self.arguments(event, &label, &spans, of_mention, report);
            let id = self.line('E', &format!("{label}:{range}{arguments}"));
            self.event_attributes(&id, event);
            let date = event.when.as_ref().map(|date| date.as_str());
            for (kind, text) in [
                (TITLE, Some(event.title.as_str())),
                (DATE, date),
                (TIME_WORDS, event.when_text.as_deref()),
                ("AnnotatorNotes", event.summary.as_deref()),
            ] {
                if let Some(text) = text {
                    self.line('#', &format!("{kind} {id}\t{}", one_line(text)));
                }
            }
            ids.push(Some(id));
        }
        let notes = ids.iter().flatten().count();
        report.note_many(NoteKind::Changed, "titles, dates and summaries of events, now notes", notes, "");
        ids
    }

    /// The words that name an event, if the file has them.
    fn trigger(&self, at: EventIdx, blocks: &HashMap<&str, usize>) -> Option<Span> {
        let value = self.file.events.get(at.position())?.extra.get(TRIGGER)?;
        let trigger: SpanFile = serde_json::from_value(value.clone()).ok()?;
        let block = self.article.blocks.nth(*blocks.get(trigger.block.as_str())?)?;
        let start = *self.starts.get(block.position())?;
        let before = self.offsets.from_byte(start.saturating_sub(self.cut), Unit::CodePoint)?;
        // U+FEFF has three bytes.
        let cut = if start == 0 { self.cut / 3 } else { 0 };
        let byte = |position: Option<i64>| {
            let position = usize::try_from(position?).ok()?.checked_sub(cut)?;
            let byte = self.offsets.to_byte(before.checked_add(position)?, Unit::CodePoint)?;
            let within = (byte + self.cut).checked_sub(start)?;
            u32::try_from(within).ok().filter(|_| within <= self.article[block].text.len())
        };
        let span = Span { block, start: byte(trigger.start)?, end: byte(trigger.end)? };
        let has_words = |quote: &String| self.article.quote(&span) == quote;
        (span.start < span.end && trigger.quote.as_ref().is_none_or(has_words)).then_some(span)
    }

    /// The arguments of an event, each after a space: a mention of each participant, and of the place.
    fn arguments(
        &mut self,
        event: &Event,
        label: &str,
        spans: &[Span],
        of_mention: &[Option<String>],
        report: &mut Report,
    ) -> String {
        let mut participants: Vec<(ActorIdx, String)> =
            event.participants.iter().map(|one| (one.actor, one.role.word().to_owned())).collect();
        match &event.place {
            Some(Place::Actor(place)) => {
                let role = (*place, "place".to_owned());
                if !participants.contains(&role) {
                    report.changed("places of events, now arguments in the role “place”", &*event.id);
                    // The first place is where it happened, to the reader.
                    participants.insert(0, role);
                }
            }
            Some(Place::Named { .. }) => report.left_out("places of events that are no actors", &*event.id),
            None => {}
        }
        let mut count: HashMap<String, usize> = HashMap::new();
        let mut arguments = String::new();
        for (actor, role) in participants {
            let Some(mention) = self.nearest(actor, spans).and_then(|at| of_mention[at.position()].as_deref()) else {
                report.left_out("participants that the text does not mention", &*event.id);
                continue;
            };
            let role = self.types.role(label, &role);
            let number = count.entry(role.clone()).or_default();
            *number += 1;
            let number = if *number > 1 { number.to_string() } else { String::new() };
            let _ = write!(arguments, " {role}{number}:{mention}");
        }
        arguments
    }

    /// The first mention of an actor in some spans; else the last before them; else the first.
    fn nearest(&self, actor: ActorIdx, spans: &[Span]) -> Option<MentionIdx> {
        let mentions = self.index.mentions_of(actor);
        let (first, last) = (spans.first()?, spans.last()?);
        let first_span = |at: &MentionIdx| self.first_spans.get(at.position()).copied().flatten();
        let next = mentions.partition_point(|at| first_span(at).is_some_and(|span| span < Span { end: 0, ..*first }));
        let is_within =
            |at: &&MentionIdx| first_span(at).is_some_and(|span| (span.block, span.start) < (last.block, last.end));
        let before = next.checked_sub(1).and_then(|before| mentions.get(before));
        mentions.get(next).filter(is_within).or(before).or(mentions.first()).copied()
    }

    fn event_attributes(&mut self, id: &str, event: &Event) {
        match &event.status {
            Status::Asserted => {}
            Status::Denied => self.attribute("Negation", id, None),
            Status::Alleged => self.attribute("Speculation", id, None),
            other => {
                let value = storage_form(other.word(), "other");
                self.attribute("Status", id, Some(&value));
            }
        }
        if let Some(certainty) = event.certainty {
            self.attribute("Confidence", id, Some(&certainty.to_string()));
        }
    }

    fn relations(&mut self, of_event: &[Option<String>], report: &mut Report) {
        let article = self.article;
        for relation in &article.relations {
            let end = |at: EventIdx| of_event.get(at.position()).cloned().flatten();
            match (end(relation.from), end(relation.to)) {
                (Some(from), Some(to)) => self.relation(relation.kind.word(), &from, &to, true),
                _ => report.left_out("relations with events without evidence", &*article[relation.from].id),
            }
        }
    }
}

/// Whether a character ends a line for brat, which is written in Python.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// With a capital, as brat's own examples of registers have.
fn capitalized(register: &str) -> String {
    let mut letters = register.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name of a type with the characters that brat allows: letters and digits of ASCII, `-` and `_`. A name without any
/// letter is the fallback.
fn storage_form(name: &str, fallback: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match name.chars().any(|c| c.is_ascii_alphabetic()) {
        true => name.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect(),
        false => fallback.to_owned(),
    }
}

/// The types that are used, for the configuration.
#[derive(Default)]
struct Types {
    /// Of actors and events: they have one name space. For each word of the file, its name.
    names: HashMap<(bool, String), String>,
    used: HashSet<String>,
    entities: BTreeSet<String>,
    /// Of each event, its roles.
    events: BTreeMap<String, BTreeSet<String>>,
    /// And whether they are between events.
    relations: BTreeSet<(String, bool)>,
    /// And whether they are of events; with their values.
    attributes: BTreeMap<(&'static str, bool), BTreeSet<String>>,
    has_equiv: bool,
    /// Words that had to be changed.
    changed: BTreeSet<String>,
}

impl Types {
    fn name(&mut self, is_event: bool, word: &str, fallback: &str) -> String {
        if let Some(name) = self.names.get(&(is_event, word.to_owned())) {
            return name.clone();
        }
        let form = storage_form(word, fallback);
        let mut name = form.clone();
        let mut number = 2;
        while !self.used.insert(name.clone()) {
            name = format!("{form}_{number}");
            number += 1;
        }
        if name != word {
            self.changed.insert(word.to_owned());
        }
        self.names.insert((is_event, word.to_owned()), name.clone());
        name
    }

    fn entity(&mut self, word: &str) -> String {
        let name = self.name(false, word, "actor");
        self.entities.insert(name.clone());
        name
    }

    fn event(&mut self, word: &str) -> String {
        let name = self.name(true, word, "event");
        self.events.entry(name.clone()).or_default();
        name
    }

    /// A digit at the end of a role would be its number.
    fn role(&mut self, event: &str, word: &str) -> String {
        let mut name = storage_form(word, "participant");
        if name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        if name != word {
            self.changed.insert(word.to_owned());
        }
        self.events.entry(event.to_owned()).or_default().insert(name.clone());
        name
    }

    fn relation(&mut self, word: &str, is_of_events: bool) -> String {
        let name = storage_form(word, "relation");
        if name != word {
            self.changed.insert(word.to_owned());
        }
        self.relations.insert((name.clone(), is_of_events));
        name
    }

    fn note_changed(&self, report: &mut Report) {
        for word in &self.changed {
            report.changed("kinds and roles whose words brat does not allow, now with other characters", word.as_str());
        }
    }

    /// The file `annotation.conf`.
    fn configuration(&self) -> String {
        let mut text = String::from("[entities]\n");
        let mut line = |line: String| {
            text.push_str(&line);
            text.push('\n');
        };
        self.entities.iter().for_each(|name| line(name.clone()));
        line("\n[relations]".to_owned());
        // Mentions nest and cross.
        line("<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>".to_owned());
        if self.has_equiv {
            line("Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive".to_owned());
        }
        for (name, is_of_events) in &self.relations {
            let of = if *is_of_events { "<EVENT>" } else { "<ENTITY>" };
            line(format!("{name}\tArg1:{of}, Arg2:{of}"));
        }
        line("\n[events]".to_owned());
        for (name, roles) in &self.events {
            let roles: Vec<String> = roles.iter().map(|role| format!("{role}*:<ENTITY>")).collect();
            line(format!("{name}\t{}", roles.join(", ")));
        }
        line("\n[attributes]".to_owned());
        // An attribute of both would be defined twice.
        let names: BTreeSet<&str> = self.attributes.keys().map(|(name, _)| *name).collect();
        for name in names {
            let of: Vec<(bool, &BTreeSet<String>)> = [false, true]
                .into_iter()
                .filter_map(|is_event| Some((is_event, self.attributes.get(&(name, is_event))?)))
                .collect();
            let targets: Vec<&str> = of.iter().map(|(event, _)| if *event { "<EVENT>" } else { "<ENTITY>" }).collect();
            let values: BTreeSet<&str> = of.iter().flat_map(|(_, values)| *values).map(String::as_str).collect();
            let values: Vec<&str> = values.into_iter().collect();
            let values = if values.is_empty() { String::new() } else { format!(", Value:{}", values.join("|")) };
            line(format!("{name}\tArg:{}{values}", targets.join("|")));
        }
        text
    }
}
