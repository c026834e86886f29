//! TEI P5: the text with its blocks and marks, names with their ids, dates, and the registers of persons, places and events.
//!
//! | element | article |
//! |---|---|
//! | `teiHeader` | title, authors, publisher, date, language, licence |
//! | `head`, `p`, `lg`, `quote`, `item`, `row`, … | blocks |
//! | `persName`, `placeName`, `orgName`, `rs`, `name`, … | mentions; each pointer in `ref`, `key` or `corresp` is one |
//! | `person`, `place`, `org` in lists | actors: names, notes, ids, positions |
//! | `event` in lists | events |
//! | `date` with a value in the text | an event: its sentence, with the actors in it |
//! | `hi`, `emph`, `ref` with an address | marks |
//! | `choice`, `app` | the corrected, regular or expanded form; the lemma |
//!
//! Notes, deletions, page breaks and running titles are left out of the text and counted.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let text = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
//!     <p><persName ref="#a">Alice</persName> left on <date when="1890-05-03">3 May</date>.</p></body>
//!     <back><listPerson><person xml:id="a"><persName>Alice Smith</persName></person></listPerson></back></text></TEI>"##;
//! let groups = group(vec![InputFile::new("a.xml", text)]).unwrap();
//! let article = read(&groups[0], Format::Tei, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].name.as_deref(), Some("Alice Smith"));
//! assert_eq!((article.events[0].when.as_deref(), article.events[0].participants.len()), (Some("1890-05-03"), 1));
//! ```
//!
//! Source: <https://tei-c.org/release/doc/tei-p5-doc/en/html/index.html>

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use roxmltree::Node;
use whowhen_core::article::{Date, Link};
use whowhen_core::file::{ActorFile, LinkFile, SourceFile};

use crate::draft::{Draft, Event, Mention, slug, unique};
use crate::labels::{self, Meaning};
use crate::report::NoteKind;
use crate::rich_text::{RichText, date, remove_title};
use crate::sentences::{sentence_at, sentences};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report, xml};

/// A document whose root is `TEI` or `teiCorpus`.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    let has_root = text.match_indices("TEI").any(|(at, _)| is_root(text, at, "TEI"))
        || text.match_indices("teiCorpus").any(|(at, _)| is_root(text, at, "teiCorpus"));
    match has_root {
        true if text.contains("http://www.tei-c.org/ns/1.0") => Likelihood::Certain,
        true => Likelihood::Likely,
        false => Likelihood::No,
    }
}

/// Whether a name is that of a start tag, perhaps with a prefix.
fn is_root(text: &str, at: usize, name: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.as_bytes().get(at + name.len());
    let before = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ':');
    before.ends_with('<') && after.is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte))
}

/// Reads a document; each `TEI` element of a corpus is an article.
///
/// # Errors
/// If it is not well-formed XML, has no `TEI` element, or no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let parsed = xml::parse(file.text()?, &file.name)?;
    let texts: Vec<Node> = parsed.descendants().filter(|node| is(*node, "TEI")).collect();
    if texts.is_empty() {
        let message = "there is no element TEI";
        return Err(FormatError::new(message, "Check that it is a document of TEI P5").at(&file.name));
    }
    if texts.len() > TEXTS {
        let message = format!("there are {} texts in it, and at most {TEXTS} can be read", texts.len());
        return Err(FormatError::new(message, "Split it into several files").at(&file.name));
    }
    let source = Source::of(&parsed, &file.name);
    let mut documents: Vec<Document> = Vec::new();
    // What cannot be read of a corpus, and the first reason.
    let mut left_out: Vec<String> = Vec::new();
    let mut reason = None;
    for (position, tei) in texts.iter().enumerate() {
        let mut report = Report::new(Format::Tei);
        let Some(text) = child(*tei, "text") else {
            let message = "there is no element text, but perhaps a facsimile or a header alone";
            let error = FormatError::new(message, "Open a document with a transcribed text").at(&file.name);
            reason.get_or_insert(error);
            left_out.push(source.place(*tei));
            continue;
        };
        let mut reader = Reader::new(*tei, &source, &mut report);
        reader.text_element(text);
        let mut draft = reader.finish(*tei);
        if texts.len() > 1 {
            draft.id = Some(format!("{}-{}", slug(file.stem()), position + 1));
        }
        remove_title(&mut draft);
        match draft.finish(&file.name, options, &mut report) {
            Ok(article) => documents.push(Document { article, report }),
            Err(error) => {
                reason.get_or_insert(error);
                left_out.push(source.place(*tei));
            }
        }
    }
    match (documents.first_mut(), reason) {
        (None, Some(reason)) => return Err(reason),
        (Some(first), Some(reason)) => {
            let text = format!("texts of the corpus that cannot be read: {}", reason.message);
            left_out.into_iter().for_each(|place| first.report.left_out(&*text, place));
        }
        (_, None) => {}
    }
    Ok(documents)
}

/// What the texts of a file have in common.
struct Source<'a, 'x> {
    name: &'a str,
    /// The ends of the first lines, in bytes.
    line_ends: Vec<usize>,
    /// The registers of a corpus, which belong to no text of it, by their ids.
    registers: HashMap<&'a str, Node<'a, 'x>>,
}

impl<'a, 'x> Source<'a, 'x> {
    fn of(document: &'a roxmltree::Document<'x>, name: &'a str) -> Self {
        let beginning = document.input_text().bytes().take(BEGINNING).enumerate();
        let line_ends = beginning.filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        let mut registers = HashMap::new();
        if is(document.root_element(), "teiCorpus") {
            let own = document.root_element().descendants().filter(|node| REGISTERED.contains(&self::name(*node)));
            for node in own.filter(|node| !node.ancestors().any(|above| is(above, "TEI"))) {
                if let Some(id) = xml_attribute(node, "id") {
                    registers.entry(id).or_insert(node);
                }
            }
        }
        Self { name, line_ends, registers }
    }

    /// Where a node is; nothing behind the beginning of a large file.
    fn place(&self, node: Node) -> String {
        let start = node.range().start;
        match start < BEGINNING {
            true => format!("{}, line {}", self.name, self.line_ends.partition_point(|end| *end < start) + 1),
            false => String::new(),
        }
    }
}

/// The most texts of a corpus.
const TEXTS: usize = 10_000;

/// The lines of so many bytes are counted for the places of notes.
const BEGINNING: usize = 2 * 1024 * 1024;

/// Registers, and what they are made of.
const REGISTERS: &[&str] = &[
    "listPerson",
    "listPlace",
    "listOrg",
    "listEvent",
    "listRelation",
    "person",
    "personGrp",
    "org",
    "place",
    "event",
    "relation",
];

/// Elements of registers.
const REGISTERED: &[&str] = &["person", "personGrp", "org", "place", "event"];

// Nodes.

fn name<'a>(node: Node<'a, '_>) -> &'a str {
    match node.is_element() {
        true => node.tag_name().name(),
        false => "",
    }
}

fn is(node: Node, wanted: &str) -> bool {
    name(node) == wanted
}

fn child<'a, 'x>(node: Node<'a, 'x>, wanted: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|child| is(*child, wanted))
}

/// The first element below with a name; it is not looked for far behind, since a corpus may ask for each of its texts.
fn below<'a, 'x>(node: Node<'a, 'x>, wanted: &str) -> Option<Node<'a, 'x>> {
    const NEAR: usize = 20_000;
    node.descendants().take(NEAR).find(|own| is(*own, wanted))
}

fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attribute(wanted).map(str::trim).filter(|value| !value.is_empty())
}

fn xml_attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", wanted)).map(str::trim).filter(|value| !value.is_empty())
}

/// All text of an element in a line, with spaces between its parts, and without notes.
fn words(node: Node) -> String {
    let mut found = String::new();
    let mut after_element = false;
    for own in node.descendants() {
        if own.is_element() && own != node {
            after_element = true;
        }
        let is_note = || own.ancestors().take_while(|above| *above != node).any(|above| is(above, "note"));
        if let Some(text) = own.text().filter(|_| own.is_text() && !is_note()) {
            if after_element && !text.starts_with([',', '.', ';', ':', ')', '’']) {
                found.push(' ');
            }
            found.push_str(text);
            after_element = false;
        }
    }
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an element says of a time, as an EDTF date. `Err` is what is no date.
fn when(node: Node) -> Option<Result<String, String>> {
    let value = |wanted: &str| attribute(node, wanted).or_else(|| attribute(node, &format!("{wanted}-iso")));
    let made = match (value("when"), value("from"), value("to"), value("notBefore"), value("notAfter")) {
        (Some(when), ..) => when.to_owned(),
        (_, Some(from), Some(to), ..) => format!("{from}/{to}"),
        (_, Some(from), None, ..) => format!("{from}/.."),
        (_, None, Some(to), ..) => format!("../{to}"),
        // Some day between the two.
        (.., Some(first), Some(last)) if first == last => first.to_owned(),
        (.., Some(first), Some(last)) => format!("[{first}..{last}]"),
        (.., Some(first), None) => format!("[{first}..]"),
        (.., None, Some(last)) => format!("[..{last}]"),
        _ => return None,
    };
    let made = match attribute(node, "cert") {
        Some("low" | "unknown") if !made.contains(['/', '[', 'T']) => format!("{made}?"),
        _ => made,
    };
    Some(if Date::parse(&made).is_ok() { Ok(made) } else { Err(made) })
}

/// How sure an editor was.
fn certainty(node: Node) -> Option<f64> {
    match attribute(node, "cert")? {
        "high" => Some(1.0),
        "medium" => Some(0.6),
        "low" => Some(0.3),
        value => value.parse().ok().filter(|number| (0.0..=1.0).contains(number)),
    }
}

/// A pointer without what is the same for all: `#a` is `a`.
fn pointer(text: &str) -> &str {
    text.trim().strip_prefix('#').unwrap_or(text.trim())
}

/// A pointer into another file means the same as one into this, if this file has the id.
fn local<'p>(pointer: &'p str, actors: &HashMap<String, usize>) -> &'p str {
    pointer.rsplit_once('#').map(|(_, id)| id).filter(|id| actors.contains_key(*id)).unwrap_or(pointer)
}

/// The register and the id in an address of a register, or in a short pointer to Wikidata.
fn register_of(text: &str) -> Option<(&'static str, &str)> {
    const REGISTERS: &[(&str, &str)] = &[
        ("wikidata", "wikidata.org/"),
        ("wikidata", "wd:"),
        ("wikidata", "wikidata:"),
        ("gnd", "d-nb.info/gnd/"),
        ("viaf", "viaf.org/viaf/"),
        ("geonames", "geonames.org/"),
    ];
    let text = text.trim().trim_end_matches('/');
    let (register, rest) = REGISTERS.iter().find_map(|(register, sign)| Some((*register, text.split_once(sign)?.1)))?;
    let id = match register {
        "geonames" => rest.split('/').next(),
        _ => rest.rsplit('/').next(),
    };
    id.filter(|id| !id.is_empty() && (register != "wikidata" || is_item(id))).map(|id| (register, id))
}

fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Elements that mention someone or something.
const NAMES: &[&str] = &[
    "persName",
    "placeName",
    "orgName",
    "name",
    "rs",
    "geogName",
    "settlement",
    "country",
    "region",
    "district",
    "bloc",
    "eventName",
];

/// A date in the text.
struct DateInText {
    range: Range<usize>,
    when: String,
}

/// Reads a `TEI` element.
struct Reader<'r, 'a, 'x> {
    source: &'r Source<'a, 'x>,
    report: &'r mut Report,
    rich: RichText,
    dates: Vec<DateInText>,
    /// Ids of the events of the registers, and their positions in the draft.
    events: HashMap<String, usize>,
    /// What the registers say.
    actors: HashMap<String, usize>,
    language: Option<String>,
    /// How many divisions are open.
    depth: u8,
    /// How many names are open.
    names: usize,
}

impl<'r, 'a, 'x> Reader<'r, 'a, 'x> {
    fn new(tei: Node, source: &'r Source<'a, 'x>, report: &'r mut Report) -> Self {
        let mut reader = Self {
            source,
            report,
            rich: RichText::default(),
            dates: Vec::new(),
            events: HashMap::new(),
            actors: HashMap::new(),
            language: None,
            depth: 0,
            names: 0,
        };
        reader.header(tei);
        reader.registers(tei);
        reader.name_by_ids();
        reader
    }

    /// Who is named in events and groups, by the ids of this file: only now all of them are known.
    fn name_by_ids(&mut self) {
        let actors = &self.actors;
        let rename = |pointer: &mut String| *pointer = local(pointer, actors).to_owned();
        let draft = self.rich.draft();
        for event in &mut draft.events {
            event.place.iter_mut().for_each(rename);
            event.other_participants.iter_mut().for_each(|(who, _)| rename(who));
            let mut seen = HashSet::new();
            event.other_participants.retain(|(who, _)| seen.insert(who.clone()));
        }
        draft.actors.iter_mut().flat_map(|actor| &mut actor.member_of).for_each(rename);
    }

    fn left_out(&mut self, what: impl Into<String>, node: Node) {
        let place = self.source.place(node);
        self.report.left_out(what, place);
    }

    fn changed(&mut self, what: &str, node: Node) {
        let place = self.source.place(node);
        self.report.changed(what, place);
    }

    // The header.

    fn header(&mut self, tei: Node) {
        // A corpus says of all its texts what they do not say themselves.
        let headers: Vec<Node> = tei.ancestors().filter_map(|above| child(above, "teiHeader")).collect();
        let find = |wanted: &str| headers.iter().find_map(|header| below(*header, wanted));
        let statement = find("titleStmt");
        let titles: Vec<Node> =
            statement.iter().flat_map(|node| node.children()).filter(|node| is(*node, "title")).collect();
        let is_sub = |node: &&Node| attribute(**node, "type").is_some_and(|kind| kind == "sub" || kind == "subtitle");
        let is_main = |node: &&Node| attribute(**node, "type") == Some("main");
        // Not that of a series, and not a date in the form of a title.
        let is_own = |node: &&Node| attribute(**node, "level") == Some("a");
        let is_plain = |node: &&Node| attribute(**node, "type").is_none() && attribute(**node, "level") != Some("s");
        let main = titles.iter().find(is_main).or(titles.iter().find(is_own)).or(titles.iter().find(is_plain));
        let main = main.or(titles.iter().find(|node| !is_sub(node)));
        let text_language = child(tei, "text").and_then(|text| xml_attribute(text, "lang"));
        let language = text_language
            .or_else(|| find("textLang").and_then(|node| attribute(node, "mainLang")))
            .or_else(|| headers.iter().find_map(|header| most_used_language(*header)))
            .or_else(|| xml_attribute(tei, "lang"))
            .map(str::to_owned);
        let publication = find("publicationStmt");
        let date_of = |node: Node| {
            let own = |date_node: Node| when(date_node).and_then(Result::ok).or_else(|| date(&words(date_node)));
            node.descendants().filter(|own| is(*own, "date")).find_map(own)
        };
        // A letter was sent, and its edition appeared, at different times: the text's own time comes first.
        let of_text = ["correspAction", "creation"].iter().find_map(|wanted| find(wanted).and_then(date_of));
        let published =
            of_text.or_else(|| publication.and_then(date_of)).or_else(|| find("sourceDesc").and_then(date_of));
        let licence = find("licence").or_else(|| find("license"));
        let license = licence.map(words).filter(|text| !text.is_empty() && text.len() <= 200);
        let license = license.or_else(|| licence.and_then(|node| attribute(node, "target")).map(str::to_owned));
        let url = publication.and_then(|node| {
            node.descendants().filter(|own| is(*own, "idno")).map(words).find(|text| Link::parse(text).is_ok())
        });
        self.language.clone_from(&language);
        let draft = self.rich.draft();
        draft.title = main.map(|node| words(*node));
        draft.subtitle = titles.iter().find(is_sub).map(|node| words(*node)).filter(|text| !text.is_empty());
        let authors = statement.iter().flat_map(|node| node.children()).filter(|node| is(*node, "author"));
        draft.authors = authors.map(words).filter(|author| !author.is_empty()).collect();
        draft.publisher =
            publication.and_then(|node| below(node, "publisher")).map(words).filter(|text| !text.is_empty());
        draft.published = published;
        draft.language = language;
        if license.is_some() || url.is_some() {
            draft.source = Some(SourceFile { url, license, ..SourceFile::default() });
        }
    }

    // The registers.

    fn registers(&mut self, tei: Node) {
        for node in tei.descendants() {
            self.register(node);
        }
        if self.source.registers.is_empty() {
            return;
        }
        // Of the registers of a corpus, a text has those that it points to.
        let mut seen = HashSet::new();
        for node in tei.descendants() {
            let pointers = ["ref", "corresp", "key", "who"].iter().filter_map(|wanted| attribute(node, wanted));
            for id in pointers.flat_map(str::split_whitespace).map(|id| id.rsplit('#').next().unwrap_or(id)) {
                if let Some(found) = self.source.registers.get(id).copied().filter(|_| seen.insert(id)) {
                    self.register(found);
                }
            }
        }
    }

    fn register(&mut self, node: Node) {
        match name(node) {
            "person" | "personGrp" | "org" | "place" => self.actor(node),
            "event" => self.event(node),
            "relation" => self.relation(node),
            _ => {}
        }
    }

    /// What is known of an actor with an identity.
    fn known(&mut self, identity: &str) -> &mut ActorFile {
        let actors = &mut self.rich.draft().actors;
        let position = *self.actors.entry(identity.to_owned()).or_insert_with(|| {
            actors.push(ActorFile { id: identity.to_owned(), ..ActorFile::default() });
            actors.len() - 1
        });
        &mut actors[position]
    }

    fn actor(&mut self, node: Node) {
        let Some(id) = xml_attribute(node, "id") else {
            return self.left_out("persons, places and organisations of registers without an id", node);
        };
        let kind = match name(node) {
            "person" => "person",
            "personGrp" => "public",
            "org" => "organisation",
            _ if attribute(node, "type")
                .is_some_and(|kind| labels::meaning(kind, "") == Meaning::Actor("state".into())) =>
            {
                "state"
            }
            _ => "place",
        };
        let (mut names, mut description, mut member_of) = (Vec::new(), None, Vec::new());
        let mut ids: Vec<(String, String)> = Vec::new();
        let mut links = Vec::new();
        let mut position = None;
        for own in node.children().filter(Node::is_element) {
            match name(own) {
                "persName" | "placeName" | "orgName" | "name" | "geogName" | "settlement" | "country" | "region"
                | "district" => {
                    let is_first = matches!(attribute(own, "type"), Some("main" | "preferred" | "pref" | "reg"));
                    let words = name_of(own);
                    if !words.is_empty() && !names.contains(&words) {
                        let at = if is_first { 0 } else { names.len() };
                        names.insert(at, words);
                    }
                }
                "note" | "desc" | "p" if description.is_none() => description = Some(words(own)),
                "idno" => {
                    let value = words(own);
                    let named = |wanted: &str| {
                        attribute(own, wanted).filter(|name| !matches!(*name, "URL" | "URI" | "uri" | "url"))
                    };
                    let register = named("subtype").or(named("type")).unwrap_or_default();
                    match (register_of(&value), Link::parse(&value)) {
                        (Some((register, id)), _) => ids.push((register.to_owned(), id.to_owned())),
                        (None, Ok(link)) => links.push(LinkFile {
                            url: Some(link.as_str().to_owned()),
                            title: Some(register.to_owned()).filter(|title| !title.is_empty()),
                            ..LinkFile::default()
                        }),
                        (None, Err(_)) if value.is_empty() || register.is_empty() => {
                            self.left_out("ids without a register", own);
                        }
                        (None, Err(_)) => ids.push((register.to_lowercase(), value)),
                    }
                }
                "location" if below(own, "geo").is_some() => {
                    match below(own, "geo").map(words).as_deref().map(coordinates) {
                        Some(Some(found)) => position = Some(found),
                        _ => self.left_out("positions that are no two numbers", own),
                    }
                }
                "affiliation" if attribute(own, "ref").is_some() => {
                    member_of.extend(attribute(own, "ref").map(|id| pointer(id).to_owned()));
                }
                // Persons and places within others are read for themselves.
                "person" | "place" | "org" | "personGrp" | "event" | "listPerson" | "listPlace" | "listOrg"
                | "listEvent" => {}
                other => self.left_out(format!("fields “{other}” of persons, places and organisations"), own),
            }
        }
        let actor = self.known(id);
        actor.kind = Some(kind.to_owned());
        let mut names = names.into_iter();
        actor.name = names.next().or(attribute(node, "n").map(str::to_owned));
        actor.aliases = names.collect();
        actor.description = description.filter(|text| !text.is_empty());
        actor.member_of = member_of;
        actor.links = links;
        (actor.lat, actor.lon) = (position.map(|own| own.0), position.map(|own| own.1));
        for (register, value) in ids.into_iter().filter(|(register, value)| register != "wikidata" || is_item(value)) {
            actor.ids.entry(register).or_insert_with(|| value.into());
        }
    }

    fn event(&mut self, node: Node) {
        let text_of = |wanted: &str| child(node, wanted).map(words).filter(|text| !text.is_empty());
        let desc = text_of("desc").or_else(|| text_of("p")).or_else(|| text_of("note"));
        let title = text_of("label").or_else(|| text_of("head")).or_else(|| text_of("eventName"));
        let Some(title) = title.or_else(|| desc.as_deref().map(shortened)) else {
            return self.left_out("events of a register without words", node);
        };
        let mut event = Event { label: "event".to_owned(), title: Some(title), summary: desc, ..Event::default() };
        match when(node).or_else(|| below(node, "date").and_then(when)) {
            Some(Ok(date)) => event.when = Some(date),
            Some(Err(_)) => self.left_out("dates that are no date of EDTF", node),
            None => {}
        }
        event.place = attribute(node, "where").map(|place| pointer(place).to_owned());
        let mut seen = HashSet::new();
        for own in node.descendants().filter(Node::is_element) {
            let targets =
                attribute(own, "target").or(attribute(own, "ref")).or(attribute(own, "corresp")).unwrap_or_default();
            for target in targets.split_whitespace() {
                match Link::parse(target) {
                    Ok(link) if matches!(name(own), "ptr" | "ref") => event.sources.push(LinkFile {
                        url: Some(link.as_str().to_owned()),
                        title: Some(words(own)).filter(|text| !text.is_empty()),
                        ..LinkFile::default()
                    }),
                    _ if own == node => {}
                    _ => {
                        let who = pointer(target).to_owned();
                        if seen.insert(who.clone()) {
                            event.other_participants.push((who, "other".to_owned()));
                        }
                    }
                }
            }
        }
        let id = xml_attribute(node, "id").map(str::to_owned);
        let number = self.rich.draft().events.len() + 1;
        event.id = id.clone().unwrap_or_else(|| format!("event-{number}"));
        if let Some(id) = id {
            self.events.insert(id, number - 1);
        }
        self.rich.draft().events.push(event);
    }

    fn relation(&mut self, node: Node) {
        let relation = attribute(node, "name").or(attribute(node, "ref")).unwrap_or_default();
        let (active, passive) = (attribute(node, "active"), attribute(node, "passive"));
        match (active, passive) {
            (Some(active), Some(passive)) if labels::is_membership(relation) => {
                for group in passive.split_whitespace().take(20) {
                    for member in active.split_whitespace().take(1_000) {
                        let member = local(pointer(member), &self.actors);
                        self.known(member).member_of.push(pointer(group).to_owned());
                    }
                }
            }
            _ => self.left_out("relations of registers other than memberships", node),
        }
    }

    // The text.

    fn text_element(&mut self, text: Node) {
        for part in text.children().filter(Node::is_element) {
            match name(part) {
                "front" | "body" => self.children(part),
                "group" => part.children().filter(|node| is(*node, "text")).for_each(|text| self.text_element(text)),
                "back" => {
                    let is_text = |node: &Node| matches!(name(*node), "div" | "p" | "div1" | "argument" | "epigraph");
                    let texts: Vec<Node> = part.children().filter(is_text).collect();
                    for own in
                        texts.into_iter().filter(|own| own.descendants().all(|node| !name(node).starts_with("list")))
                    {
                        self.left_out("parts of the back matter", own);
                    }
                }
                _ => self.element(part),
            }
        }
        self.rich.end_block();
    }

    fn children(&mut self, node: Node) {
        let is_preserved = node.ancestors().find_map(|above| xml_attribute(above, "space")) == Some("preserve");
        for own in node.children() {
            match own.text().filter(|_| own.is_text()) {
                Some(text) if is_preserved => self.rich.verbatim(text),
                Some(text) => self.rich.text(text),
                None if own.is_element() => self.element(own),
                None => {}
            }
        }
    }

    /// The language of a block, where it differs.
    fn language_of<'n>(&self, node: Node<'n, '_>) -> Option<&'n str> {
        let own =
            node.ancestors().take_while(|above| !is(*above, "text")).find_map(|above| xml_attribute(above, "lang"));
        own.filter(|language| self.language.as_deref() != Some(language))
    }

    /// A block with its text.
    fn block(&mut self, node: Node) {
        self.rich.start_block(self.language_of(node));
        self.children(node);
        self.rich.end_block();
    }

    /// Blocks of a kind.
    fn container(&mut self, kind: &'static str, node: Node) {
        self.rich.enter(kind);
        if let Some(language) = self.language_of(node) {
            self.rich.start_block(Some(language));
        }
        self.children(node);
        self.rich.leave();
    }

    fn element(&mut self, node: Node) {
        match name(node) {
            "head" => {
                self.rich.start_heading(self.depth.max(1).saturating_add(1));
                self.children(node);
                self.rich.end_block();
            }
            "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => {
                self.rich.end_block();
                self.depth = self.depth.saturating_add(1);
                self.children(node);
                self.depth = self.depth.saturating_sub(1);
                self.rich.end_block();
            }
            "p" | "ab" | "opener" | "closer" | "salute" | "signed" | "dateline" | "trailer" | "postscript"
            | "stage" | "speaker" | "sp" | "lg" | "argument" | "address" | "addrLine" | "docAuthor" | "docDate" => {
                self.block(node)
            }
            "byline" => {
                self.rich.start_kind("byline", self.language_of(node));
                self.children(node);
                self.rich.end_block();
            }
            "l" if node.parent().is_some_and(|parent| is(parent, "lg")) => {
                self.rich.line_break();
                self.children(node);
            }
            "l" => self.block(node),
            "quote" | "q" | "said" | "cit" | "epigraph" => self.quote(node),
            "list" => {
                self.rich.end_block();
                self.children(node);
                self.rich.end_block();
            }
            "item" => self.container("list_item", node),
            "label" if node.parent().is_some_and(|parent| is(parent, "list")) => self.block(node),
            "figure" => {
                self.left_out("figures; their headings and descriptions are captions", node);
                for own in node.children().filter(|own| matches!(name(*own), "head" | "figDesc" | "p")) {
                    self.rich.enter("caption");
                    self.children(own);
                    self.rich.leave();
                }
            }
            "table" => {
                self.rich.end_block();
                node.children().filter(Node::is_element).for_each(|own| self.row(own));
            }
            "hi" | "emph" => self.highlighted(node),
            "ref" | "ptr" => self.reference(node),
            "date" => self.date(node),
            "time" if when(node).is_some() => self.date(node),
            "choice" => self.choice(node),
            "app" => self.apparatus(node),
            "lb" | "pb" | "cb" | "gb" | "milestone" => self.break_of(node),
            "space" => self.rich.text(" "),
            element if NAMES.contains(&element) => self.mention(node),
            "note" | "noteGrp" => self.left_out("notes", node),
            "del" => self.left_out("deletions", node),
            "fw" => self.left_out("running titles and page numbers", node),
            "gap" => self.left_out("gaps", node),
            "titlePage" => self.left_out("title pages", node),
            "graphic" | "media" | "binaryObject" | "formula" | "notatedMusic" => {
                self.left_out("pictures, formulas and music", node);
            }
            "listPerson" | "listPlace" | "listOrg" | "listEvent" | "listRelation" | "standOff" | "teiHeader" => {}
            apart @ ("listBibl" | "index" | "interp" | "interpGrp" | "span" | "spanGrp" | "link" | "linkGrp") => {
                self.left_out(format!("lists and annotations apart from the text (“{apart}”)"), node);
            }
            _ => self.children(node),
        }
    }

    /// A quotation: a block, if it has blocks or stands between them; else words in a paragraph.
    fn quote(&mut self, node: Node) {
        let has_blocks = node.children().any(|own| matches!(name(own), "p" | "lg" | "ab" | "l" | "quote" | "list"));
        match has_blocks || !self.rich.has_text() && !is_in_paragraph(node) {
            true => self.container("quote", node),
            false => self.children(node),
        }
    }

    fn row(&mut self, row: Node) {
        if !is(row, "row") {
            return self.element(row);
        }
        self.changed("rows of tables, now paragraphs", row);
        self.rich.start_block(self.language_of(row));
        for (position, cell) in row.children().filter(|own| is(*own, "cell")).enumerate() {
            if position > 0 {
                self.rich.text(" | ");
            }
            self.children(cell);
        }
        self.rich.end_block();
    }

    fn highlighted(&mut self, node: Node) {
        let how = ["rend", "rendition", "style"].iter().filter_map(|wanted| attribute(node, wanted));
        let how = how.collect::<Vec<_>>().join(" ").to_lowercase();
        let is_strong = how.contains("bold") || how == "b" || how == "strong";
        let is_emphasis = is(node, "emph") && !is_strong || how.contains("ital") || how == "i" || how == "em";
        for (kind, _) in [("strong", is_strong), ("emphasis", is_emphasis)].into_iter().filter(|(_, has)| *has) {
            self.rich.start_mark(kind, None);
        }
        self.children(node);
        for (kind, _) in [("emphasis", is_emphasis), ("strong", is_strong)].into_iter().filter(|(_, has)| *has) {
            self.rich.end_mark(kind);
        }
    }

    fn reference(&mut self, node: Node) {
        let link = attribute(node, "target").and_then(|target| Link::parse(target).ok());
        let has_words = node.has_children();
        if !has_words || link.is_none() && attribute(node, "target").is_some() {
            self.left_out("links within the edition, and links without words", node);
        }
        match link {
            Some(link) if has_words => {
                self.rich.start_mark("link", Some(link.as_str().to_owned()));
                self.children(node);
                self.rich.end_mark("link");
            }
            _ => self.children(node),
        }
    }

    fn date(&mut self, node: Node) {
        let start = self.rich.position();
        self.children(node);
        let range = self.rich.range_from(start);
        match (when(node), range) {
            (Some(Ok(when)), Some(range)) => self.dates.push(DateInText { range, when }),
            (Some(Err(_)), _) => self.left_out("dates that are no date of EDTF", node),
            _ => self.left_out("dates without a value, or without words", node),
        }
    }

    fn choice(&mut self, node: Node) {
        const BEST: [&str; 3] = ["corr", "reg", "expan"];
        let elements = || node.children().filter(Node::is_element);
        let best = BEST.iter().find_map(|wanted| elements().find(|own| is(*own, wanted))).or_else(|| elements().next());
        if let Some(best) = best {
            self.changed("choices, of which the corrected, regular or expanded form is taken", node);
            self.children(best);
        }
    }

    fn apparatus(&mut self, node: Node) {
        let elements = || node.descendants().filter(|own| matches!(name(*own), "lem" | "rdg"));
        let chosen = elements().find(|own| is(*own, "lem")).or_else(|| elements().next());
        let others = elements().count().saturating_sub(1);
        let place = self.source.place(node);
        self.report.note_many(NoteKind::LeftOut, "readings of the apparatus other than the lemma", others, place);
        if let Some(chosen) = chosen {
            self.children(chosen);
        }
    }

    /// The end of a line, a column or a page. It may be within a word.
    fn break_of(&mut self, node: Node) {
        match attribute(node, "break") {
            Some("no") => self.rich.join(),
            _ => self.rich.text(" "),
        }
        match name(node) {
            "lb" => self.changed("ends of lines, now spaces", node),
            _ => self.left_out("breaks of pages and columns", node),
        }
    }

    /// A name: a mention for each of its pointers.
    fn mention(&mut self, node: Node) {
        let start = self.rich.position();
        self.names += 1;
        self.children(node);
        self.names -= 1;
        let label = match (name(node), attribute(node, "type")) {
            ("rs" | "name", Some(kind)) => kind,
            ("eventName", _) => "event",
            (element, _) => element,
        };
        let pointers: Vec<&str> = match (attribute(node, "ref").or(attribute(node, "corresp")), attribute(node, "key"))
        {
            (Some(pointers), _) => pointers.split_whitespace().map(pointer).take(100).collect(),
            (None, Some(key)) => vec![pointer(key)],
            (None, None) => Vec::new(),
        };
        let Some(range) = self.rich.range_from(start) else { return self.left_out("names without words", node) };
        if pointers.is_empty() && self.names > 0 {
            return self.left_out("parts of names without an id of their own", node);
        }
        let place = self.source.place(node);
        let identities: Vec<Option<String>> = match pointers.is_empty() {
            true => vec![None],
            false => pointers.iter().map(|pointer| Some(self.identity(pointer))).collect(),
        };
        for identity in identities {
            let event = identity.as_ref().and_then(|identity| self.events.get(identity)).copied();
            if let Some(event) = event.and_then(|event| self.rich.draft().events.get_mut(event)) {
                // The sentence of its first name is its evidence.
                match event.trigger.is_empty() {
                    true => event.trigger.push(range.clone()),
                    false => self.left_out("further mentions of events of the registers", node),
                }
                continue;
            }
            let mention = Mention {
                pieces: vec![range.clone()],
                label: label.to_owned(),
                identity,
                certainty: certainty(node),
                place: place.clone(),
                ..Mention::default()
            };
            self.rich.draft().mentions.push(mention);
        }
    }

    /// The identity that a pointer means. What the pointer itself says of the actor is kept.
    fn identity(&mut self, pointer: &str) -> String {
        let identity = local(pointer, &self.actors).to_owned();
        if self.actors.contains_key(&identity) || self.events.contains_key(&identity) {
            return identity;
        }
        let register =
            identity.split_once(':').filter(|(register, id)| !register.contains('/') && !id.starts_with('/'));
        if let Some((register, id)) = register_of(&identity).map(|(register, id)| (register, id.to_owned())) {
            self.known(&identity).ids.entry(register).or_insert_with(|| id.into());
        } else if let Ok(link) = Link::parse(&identity) {
            let link = LinkFile { url: Some(link.as_str().to_owned()), ..LinkFile::default() };
            self.known(&identity).links.push(link);
        } else if let Some((register, id)) = register.map(|(register, id)| (register.to_lowercase(), id.to_owned())) {
            self.known(&identity).ids.entry(register).or_insert_with(|| id.into());
        }
        identity
    }

    // At the end.

    fn finish(self, tei: Node) -> Draft {
        let Self { source, report, rich, dates, .. } = self;
        for (element, what) in [("facsimile", "facsimiles"), ("sourceDoc", "transcriptions by surface")] {
            let number = tei.children().filter(|own| is(*own, element)).count();
            report.note_many(NoteKind::LeftOut, what, number, "");
        }
        // Registers are read. What else stands apart is said of other places.
        let apart = tei.children().filter(|own| is(*own, "standOff")).flat_map(|own| own.children());
        for own in apart.filter(|own| own.is_element() && !REGISTERS.contains(&name(*own))) {
            let what = format!("lists and annotations apart from the text (“{}”)", name(own));
            report.left_out(what, source.place(own));
        }
        let mut draft = rich.finish();
        draft
            .mentions
            .sort_by_key(|mention| mention.pieces.first().map(|piece| (piece.start, std::cmp::Reverse(piece.end))));
        add_dates(&mut draft, dates, report);
        draft
    }
}

/// Makes an event of each date: its sentence, with the actors who are mentioned in it.
fn add_dates(draft: &mut Draft, dates: Vec<DateInText>, report: &mut Report) {
    /// So many of a sentence are taken.
    const PARTICIPANTS: usize = 50;
    let mut ids: HashSet<String> = draft.events.iter().map(|event| event.id.clone()).collect();
    let mut events = Vec::new();
    let sentences_of: Vec<OnceCell<Vec<Range<usize>>>> = vec![OnceCell::new(); draft.blocks.len()];
    let start_of = |mention: &Mention| mention.pieces.first().map_or(0, |piece| piece.start);
    for (position, DateInText { range, when }) in dates.into_iter().enumerate() {
        let block = draft.blocks.partition_point(|block| block.range.end <= range.start);
        let (Some(own), Some(cell)) = (draft.blocks.get(block), sentences_of.get(block)) else { continue };
        let text = draft.text.get(own.range.clone()).unwrap_or_default();
        let found = sentence_at(cell.get_or_init(|| sentences(text)), range.start.saturating_sub(own.range.start));
        let sentence =
            found.map_or(own.range.clone(), |found| own.range.start + found.start..own.range.start + found.end);
        let sentence = around(&draft.text, sentence, &range);
        let first = draft.mentions.partition_point(|mention| start_of(mention) < sentence.start);
        let within = draft.mentions.iter().enumerate().skip(first);
        let within = within.take_while(|(_, mention)| start_of(mention) < sentence.end).take(PARTICIPANTS);
        events.push(Event {
            id: unique(&format!("date-{}", position + 1), &mut ids),
            label: "event".to_owned(),
            title: Some(shortened(draft.text.get(sentence.clone()).unwrap_or_default())),
            when: Some(when),
            when_text: draft.text.get(range.clone()).map(str::to_owned),
            evidence: vec![sentence.clone()],
            trigger: vec![range],
            participants: within.map(|(mention, _)| (mention, "other".to_owned())).collect(),
            ..Event::default()
        });
    }
    let text = "dates in the text, each now an event: its sentence, with the actors who are mentioned in it";
    report.note_many(NoteKind::Changed, text, events.len(), "");
    draft.events.extend(events);
}

/// A sentence; of a very long one, in a text without full stops, the words around a range.
fn around(text: &str, sentence: Range<usize>, range: &Range<usize>) -> Range<usize> {
    const LONGEST: usize = 2_000;
    const AROUND: usize = 200;
    if sentence.len() <= LONGEST {
        return sentence;
    }
    let before = text.get(sentence.start..range.start).unwrap_or_default();
    let after = text.get(range.end..sentence.end).unwrap_or_default();
    let start = match before.char_indices().rev().nth(AROUND) {
        Some((at, _)) => before.get(at..).and_then(|near| near.find(' ')).map_or(before.len(), |space| at + space + 1),
        None => 0,
    };
    let end = match after.char_indices().nth(AROUND) {
        Some((at, _)) => after.get(..at).and_then(|near| near.rfind(' ')).unwrap_or(0),
        None => after.len(),
    };
    sentence.start + start..range.end + end
}

/// Whether an element is in a paragraph.
fn is_in_paragraph(node: Node) -> bool {
    node.ancestors()
        .skip(1)
        .take_while(|above| !is(*above, "text"))
        .any(|above| matches!(name(above), "p" | "ab" | "l" | "head" | "cell"))
}

/// The language of a header that is used most; the first, if it says nothing of that.
fn most_used_language<'a>(header: Node<'a, '_>) -> Option<&'a str> {
    let usage = below(header, "langUsage")?;
    let used = |node: &Node| attribute(*node, "usage").and_then(|usage| usage.parse::<u32>().ok()).unwrap_or(0);
    let languages = usage.children().filter(|node| is(*node, "language"));
    let best = languages.rev().max_by_key(used)?;
    attribute(best, "ident")
}

/// Degrees north and east, separated by white space or a comma. Between white space, a comma is a decimal mark.
fn coordinates(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = match text.split_once(char::is_whitespace) {
        Some((lat, lon)) => (lat.trim_end_matches([',', ';']), lon),
        None => text.split_once([',', ';'])?,
    };
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    let (lat, lon) = (number(lat)?, number(lon)?);
    let is_valid = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    is_valid.then_some((lat, lon))
}

/// The name of a person: the forenames come first. Of another element, its words.
fn name_of(node: Node) -> String {
    let parts = |wanted: &[&str]| {
        let own = node.children().filter(|own| wanted.contains(&name(*own)));
        own.map(words).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let (first, last) = (parts(&["forename"]), parts(&["nameLink", "surname"]));
    let has_others =
        node.children().any(|own| own.is_element() && !matches!(name(own), "forename" | "surname" | "nameLink"));
    match first.is_empty() || last.is_empty() || has_others {
        true => words(node),
        false => format!("{} {}", first.join(" "), last.join(" ")),
    }
}

/// The beginning of a sentence, as a title.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 100;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    let beginning = text.get(..end).unwrap_or_default();
    let cut = beginning.rfind(' ').unwrap_or(end);
    format!("{} …", beginning.get(..cut).unwrap_or_default())
}
