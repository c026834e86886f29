//! GraphML: who acts on whom, for Gephi, igraph, NetworkX and others.
//!
//! Nodes are the actors. Edges are made as the reader's diagrams make them: an actor stands for the outermost group that it
//! belongs to, so that an army and its soldiers count as their state.
//!
//! | `tie` of an edge | what |
//! |---|---|
//! | `against` | the source acts, and the target is the target or the victim |
//! | `with` | both act together, talk, or one helps the other: no direction is meant, and there is one edge for a pair |
//! | `member_of` | the source belongs to the target |
//!
//! `weight` is the number of events, and 1 of `member_of`. NetworkX reads no file that mixes directed and undirected edges, so
//! all are written as directed, and `is_directed` says which mean it. `first` and `last` are EDTF dates of the first and the
//! last day that the events may mean.
//!
//! ```
//! use whowhen_formats::graphml;
//!
//! let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                "blocks": [{"id": "b", "kind": "paragraph", "text": "Alice hit Bob."}],
//!                "actors": [{"id": "alice"}, {"id": "bob"}],
//!                "events": [{"id": "e", "kind": "attack", "when": "2015-10-21", "participants": [
//!                    {"actor": "alice", "role": "agent"}, {"actor": "bob", "role": "victim"}]}]}"#;
//! let article = whowhen_core::file::read(json.as_bytes()).unwrap();
//! let xml = String::from_utf8(graphml::write(&article).unwrap().bytes).unwrap();
//! assert!(xml.contains(r#"<edge id="e0" source="n0" target="n1">"#));
//! assert!(xml.contains(r#"<data key="first">2015-10-21</data>"#));
//! ```
//!
//! Source: <http://graphml.graphdrawing.org/specification.html>, and the GraphML Primer there.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use whowhen_core::article::{Article, Day, EventIdx, Kind, Role};
use whowhen_core::diagrams::Scene;
use whowhen_core::diagrams::matrix::{Tie, pairs};
use whowhen_core::file::ArticleFile;
use whowhen_core::index::Index;
use whowhen_core::locale::{Locale, Translation};

use crate::report::NoteKind;
use crate::writing::{bounds, checked, note_extra_fields, note_losses};
use crate::{Format, FormatError, Report, Written};

/// The attributes: for which element, the name, the type.
const KEYS: &[(&str, &str, &str)] = &[
    ("graph", "title", "string"),
    ("node", "label", "string"),
    ("node", "actor", "string"),
    ("node", "kind", "string"),
    ("node", "wikidata", "string"),
    ("node", "mentions", "int"),
    ("node", "events", "int"),
    ("edge", "tie", "string"),
    ("edge", "is_directed", "boolean"),
    ("edge", "weight", "double"),
    ("edge", "kinds", "string"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
    ("edge", "event_ids", "string"),
];

/// Writes the network.
///
/// # Errors
/// If there is no article, or it has no actors.
pub fn write(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::GraphMl);
    let article = checked(file, &mut report)?;
    if article.actors.is_empty() {
        let message = "the article has no actors, and a network is of actors";
        return Err(FormatError::new(message, "Choose another format, such as the article itself"));
    }
    let index = Index::new(&article);
    let scene = Scene::new(&article, &index, &NoWords(Translation::english()));
    let edges = Edges::of(&article, &scene);
    note_left_out(&article, &index, &edges, &mut report);
    let other_ids = file.actors.iter().flat_map(|actor| actor.ids.keys()).filter(|name| *name != "wikidata").count();
    note_losses([("ids of actors other than those of Wikidata", other_ids)], &mut report);
    note_extra_fields(file, |_| false, &mut report);
    Ok(Written { bytes: xml(&article, &index, &edges).into_bytes(), report })
}

fn note_left_out(article: &Article, index: &Index, edges: &Edges, report: &mut Report) {
    let (events, tied) = (article.events.indexes(), edges.events());
    let in_no_edge = events.filter(|at| !index.is_account(*at) && !tied.contains(at)).count();
    let (mut others, mut places) = (0, 0);
    for participant in article.events.iter().flat_map(|event| &event.participants) {
        match participant.role {
            Role::Place => places += 1,
            Role::Unspecified | Role::Other(_) => others += 1,
            _ => {}
        }
    }
    let is_account = |at: &EventIdx| index.is_account(*at);
    let losses = [
        ("events that tie no two actors", in_no_edge),
        ("events that are accounts of others", article.events.indexes().filter(is_account).count()),
        ("participants in other roles", others),
        ("participants that are places", places),
        ("relations between events", article.relations.len()),
        ("descriptions of actors", article.actors.iter().filter(|actor| actor.description.is_some()).count()),
        ("other names of actors", article.actors.iter().map(|actor| actor.aliases.len()).sum()),
        ("positions of actors", article.actors.iter().filter(|actor| actor.position.is_some()).count()),
        ("links of actors", article.actors.iter().map(|actor| actor.links.len()).sum()),
    ];
    note_losses(losses, report);
    report.remark(NoteKind::LeftOut, "the text, the places of mentions, and the events but for ids, kinds and dates");
    let is_part = |actor: &&whowhen_core::article::Actor| !actor.member_of.is_empty();
    let text = "actors that belong to a group, whose edges are those of the outermost group";
    report.note_many(NoteKind::Changed, text, article.actors.iter().filter(is_part).count(), "");
}

/// An edge: what ties, from where, to where.
type Key = (&'static str, usize, usize);

/// The edges with their events, in the order of the file.
struct Edges(Vec<(Key, Vec<EventIdx>)>);

impl Edges {
    fn of(article: &Article, scene: &Scene) -> Self {
        let events: Vec<EventIdx> = article.events.indexes().collect();
        let mut edges = Self(Vec::new());
        let mut position_of: HashMap<Key, usize> = HashMap::new();
        for (tie, word) in [(Tie::Against, "against"), (Tie::With, "with")] {
            // Who is with each other is there in both directions; of those, one stays.
            let all = pairs(scene, tie, &|_| true).into_iter();
            for pair in all.filter(|pair| tie == Tie::Against || pair.agent < pair.target) {
                let key = (word, pair.agent, pair.target);
                let position = *position_of.entry(key).or_insert_with(|| {
                    edges.0.push((key, Vec::new()));
                    edges.0.len() - 1
                });
                let own = &mut edges.0[position].1;
                own.extend(events.get(pair.event).filter(|event| own.last() != Some(event)));
            }
        }
        for (at, actor) in article.actors.entries() {
            let groups = actor.member_of.iter().map(|group| ("member_of", at.position(), group.position()));
            edges.0.extend(groups.map(|key| (key, Vec::new())));
        }
        edges
    }

    /// All events of all edges.
    fn events(&self) -> HashSet<EventIdx> {
        self.0.iter().flat_map(|(_, events)| events).copied().collect()
    }
}

fn xml(article: &Article, index: &Index, edges: &Edges) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" ",
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
        "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns ",
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    ));
    for (of, name, kind) in KEYS {
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    let _ = writeln!(xml, "  <graph id=\"G\" edgedefault=\"directed\">");
    data(&mut xml, "    ", "title", &article.title);
    for (at, actor) in article.actors.entries() {
        let _ = writeln!(xml, "    <node id=\"n{}\">", at.position());
        let (mentions, events) = (index.mentions_of(at).len(), index.events_of(at).len());
        let values = [
            ("label", actor.name.as_str()),
            ("actor", &actor.id),
            ("kind", actor.kind.word()),
            ("wikidata", actor.wikidata.as_deref().unwrap_or_default()),
            ("mentions", &mentions.to_string()),
            ("events", &events.to_string()),
        ];
        element(&mut xml, "node", &values);
    }
    for (number, ((tie, from, to), events)) in edges.0.iter().enumerate() {
        let _ = writeln!(xml, "    <edge id=\"e{number}\" source=\"n{from}\" target=\"n{to}\">");
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for event in events {
            *kinds.entry(article[*event].kind.word()).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
        let ids: Vec<&str> = events.iter().map(|event| article[*event].id.as_str()).collect();
        let days = || events.iter().filter_map(|event| article[*event].when.as_ref().and_then(bounds));
        let values = [
            ("tie", *tie),
            ("is_directed", if *tie == "with" { "false" } else { "true" }),
            ("weight", &events.len().max(1).to_string()),
            ("kinds", &kinds.join("; ")),
            ("first", &days().map(|(first, _)| first).min().map(edtf).unwrap_or_default()),
            ("last", &days().map(|(_, last)| last).max().map(edtf).unwrap_or_default()),
            ("event_ids", &ids.join("; ")),
        ];
        element(&mut xml, "edge", &values);
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml
}

/// A day in EDTF; its year, if that is longer than EDTF allows of a day.
fn edtf(day: Day) -> String {
    let Day { year, month, day: of_month } = day;
    match day.has_long_year() {
        true => format!("Y{year}"),
        false => format!("{}{:04}-{month:02}-{of_month:02}", if year < 0 { "-" } else { "" }, year.abs()),
    }
}

/// Adds the values that are not empty, and the end of the element.
fn element(xml: &mut String, name: &str, values: &[(&str, &str)]) {
    for (key, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        data(xml, "      ", key, value);
    }
    let _ = writeln!(xml, "    </{name}>");
}

fn data(xml: &mut String, indent: &str, key: &str, value: &str) {
    let _ = write!(xml, "{indent}<data key=\"{key}\">");
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A parser would make a line feed of it.
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'.. => xml.push(c),
            // XML 1.0 has no other control characters.
            _ => xml.push('\u{fffd}'),
        }
    }
    xml.push_str("</data>\n");
}

/// A scene has words for readers, which are not written here.
struct NoWords(Translation);

impl Locale for NoWords {
    fn translation(&self) -> &Translation {
        &self.0
    }

    fn number(&self, _: usize) -> String {
        String::new()
    }

    fn percent(&self, _: f64) -> String {
        String::new()
    }

    fn digits(&self, _: i64, _: usize) -> String {
        String::new()
    }

    fn plural(&self, _: usize) -> String {
        String::new()
    }

    fn list(&self, _: &[String], _: bool) -> String {
        String::new()
    }

    fn calendar_day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String {
        String::new()
    }

    fn short_calendar_day(&self, _: u8, _: u8) -> String {
        String::new()
    }
}
