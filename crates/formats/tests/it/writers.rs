//! Writing: tables, TimelineJS, GraphML, the page, brat; of the articles that come with the reader, and of hostile ones.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::file::{ActorFile, ArticleFile, BlockFile, EventFile, MentionFile, ParticipantFile, SpanFile};
use whowhen_core::text::{Offsets, Unit};
use whowhen_formats::{
    Counts, Document, Format, InputFile, ReadOptions, Written, brat, graphml, group, html_page, markdown, read, tables,
    timeline_js, zip,
};

use crate::common::{events, mentions};

#[path = "../../../core/tests/it/common/mod.rs"]
mod core_common;

use core_common::{English, any_text, patched, properties};

/// The articles that come with the reader.
fn articles() -> Vec<ArticleFile> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json") && !path.ends_with("index.json"));
    paths.sort();
    assert!(paths.len() >= 6);
    paths.iter().map(|path| whowhen_core::file::read(&std::fs::read(path).unwrap()).unwrap()).collect()
}

fn article(patches: &[(&str, Value)]) -> ArticleFile {
    serde_json::from_value(patched(patches)).unwrap()
}

fn text(written: &Written) -> String {
    String::from_utf8(written.bytes.clone()).unwrap()
}

// Tables

/// The rows of a table, by column.
fn rows(written: &Written) -> Vec<BTreeMap<String, String>> {
    let text = text(written);
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn tables_have_a_row_for_each_event_actor_and_piece_of_a_mention() {
    for file in articles() {
        assert_eq!(rows(&tables::write_events(&file).unwrap()).len(), file.events.len());
        assert_eq!(rows(&tables::write_actors(&file).unwrap()).len(), file.actors.len());
        let pieces: usize = file.mentions.iter().map(|mention| mention.at.len()).sum();
        let mentions = rows(&tables::write_mentions(&file).unwrap());
        assert_eq!(mentions.len(), pieces);
        for row in mentions {
            let block = file.blocks.iter().find(|block| block.id == row["block"]).unwrap();
            let position = |name: &str| row[name].parse::<usize>().unwrap();
            let words: String =
                block.text.chars().skip(position("start")).take(position("end") - position("start")).collect();
            assert_eq!(words, row["quote"].strip_prefix('\'').unwrap_or(&row["quote"]));
            assert!(row["sentence"].contains(&words) || row["sentence"].len() < words.len() + 40, "{row:?}");
        }
    }
}

#[test]
fn dates_are_as_acled_writes_them() {
    for (date, expected) in [
        ("2015-10-21", ["21 October 2015", "2015", "1"]),
        ("2015-10-21T07:28:00Z", ["21 October 2015", "2015", "1"]),
        ("2015-10-21?", ["21 October 2015", "2015", "2"]),
        ("2015-10-21/2015-10-24", ["", "2015", "2"]),
        ("2015-10", ["", "2015", "3"]),
        ("2015", ["", "2015", ""]),
        ("2015-12-30/2016-01-02", ["", "", "2"]),
        ("2015/..", ["", "", ""]),
        ("-0043-03-15", ["", "-43", "1"]),
        ("Y-170000000000000000", ["", "-170000000000000000", ""]),
    ] {
        let file = article(&[("/events/0/when", json!(date))]);
        let row = &rows(&tables::write_events(&file).unwrap())[0];
        assert_eq!([&row["event_date"], &row["year"], &row["time_precision"]], expected, "{date}");
        assert_eq!(row["date_edtf"], date);
    }
}

#[test]
fn sides_and_places_are_in_acleds_columns() {
    let participants = json!([
        { "actor": "army", "role": "victim" }, { "actor": "mali", "role": "agent" }, { "actor": "army", "role": "agent" },
    ]);
    let file = article(&[("/events/1/participants", participants), ("/events/1/where", json!("army"))]);
    let written = tables::write_events(&file).unwrap();
    let rows = rows(&written);
    let cells = |row: usize, names: &[&str]| names.iter().map(|name| rows[row][*name].clone()).collect::<Vec<_>>();
    assert_eq!(cells(1, &["actor1", "assoc_actor_1", "actor2", "country"]), ["Mali", "The army", "The army", "Mali"]);
    assert_eq!(rows[1]["participants"], "victim: The army; agent: Mali; agent: The army");
    assert_eq!(cells(0, &["location", "latitude", "longitude", "geo_precision"]), ["Bamako", "12.65", "-8", "1"]);
    assert_eq!(cells(0, &["status", "attributed_to", "relations"]), ["alleged", "The army", "precedes: landing"]);
    assert!(text(&written).ends_with("\r\n"));
    assert!(written.report.to_string().contains("dates that are not a day of our era, only in date_edtf: 1"));
}

#[test]
fn no_cell_is_a_formula() {
    for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "=HYPERLINK(\"http://a\";\"b\")"] {
        let file = article(&[
            ("/actors/0/name", json!(hostile)),
            ("/actors/0/aliases", json!([hostile])),
            ("/actors/0/description", json!(hostile)),
            ("/events/0/title", json!(hostile)),
            ("/events/0/summary", json!(hostile)),
            ("/events/0/when_text", json!(hostile)),
        ]);
        let tables = [tables::write_events(&file), tables::write_actors(&file), tables::write_mentions(&file)];
        for written in tables.map(Result::unwrap) {
            for row in rows(&written) {
                for (column, cell) in row {
                    let is_own_number = ["longitude", "latitude", "date_edtf"].contains(&column.as_str());
                    assert!(
                        is_own_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']),
                        "{column}: {cell}"
                    );
                }
            }
            assert!(written.report.to_string().contains("take for a formula, now with an apostrophe"));
        }
    }
}

// TimelineJS

fn timeline(file: &ArticleFile) -> Value {
    serde_json::from_slice(&timeline_js::write(file).unwrap().bytes).unwrap()
}

#[test]
fn dates_of_a_timeline() {
    for (date, start, end, shown) in [
        ("2015-10-21", json!({"year": 2015, "month": 10, "day": 21}), json!(null), json!(null)),
        ("2015-10", json!({"year": 2015, "month": 10}), json!(null), json!(null)),
        ("2015", json!({"year": 2015}), json!(null), json!(null)),
        (
            "2015-10-21T07:28:05",
            json!({"year": 2015, "month": 10, "day": 21, "hour": 7, "minute": 28, "second": 5}),
            json!(null),
            json!(null),
        ),
        (
            "2015-10-21T07:28:05Z",
            json!({"year": 2015, "month": 10, "day": 21, "hour": 7, "minute": 28, "second": 5}),
            json!(null),
            json!("2015-10-21T07:28:05Z"),
        ),
        (
            "2015-10-21T24:00:00",
            json!({"year": 2015, "month": 10, "day": 21}),
            json!(null),
            json!("2015-10-21T24:00:00"),
        ),
        (
            "2012-03-01/2012-04",
            json!({"year": 2012, "month": 3, "day": 1}),
            json!({"year": 2012, "month": 4}),
            json!(null),
        ),
        ("2012-03/2012-03", json!({"year": 2012, "month": 3}), json!(null), json!(null)),
        ("2012?", json!({"year": 2012}), json!(null), json!("2012?")),
        ("../2015", json!({"year": 2015}), json!(null), json!("../2015")),
        ("2015/..", json!({"year": 2015}), json!(null), json!("2015/..")),
        ("/2015-02", json!({"year": 2015, "month": 2}), json!(null), json!("/2015-02")),
        ("201X", json!({"year": 2010}), json!({"year": 2019}), json!("201X")),
        ("2001-21", json!({"year": 2001, "month": 3}), json!({"year": 2001, "month": 5}), json!("2001-21")),
        (
            "[2012,2014-05]",
            json!({"year": 2012, "month": 1}),
            json!({"year": 2014, "month": 5}),
            json!("[2012,2014-05]"),
        ),
        ("[..2012]", json!({"year": 2012, "month": 12, "day": 31}), json!(null), json!("[..2012]")),
        // 44 BCE and 1 BCE: TimelineJS has no year 0.
        ("-0043-03-15", json!({"year": -44, "month": 3, "day": 15}), json!(null), json!(null)),
        ("0000", json!({"year": -1}), json!(null), json!(null)),
    ] {
        let slide = &timeline(&article(&[("/events/0/when", json!(date))]))["events"][0];
        let field = |name: &str| slide.get(name).cloned().unwrap_or_default();
        assert_eq!((field("start_date"), field("end_date"), field("display_date")), (start, end, shown), "{date}");
    }
}

#[test]
fn a_timeline_that_reaches_too_far_has_only_years() {
    let file = article(&[("/events/1/when", json!("Y-300000"))]);
    let timeline = timeline(&file);
    assert_eq!(timeline["scale"], "cosmological");
    assert_eq!(timeline["events"][0]["start_date"], json!({"year": 2013}));
    assert_eq!(timeline["events"][1]["start_date"], json!({"year": -300_001}));
    // Too far even for that
    let far = timeline_js::write(&article(&[("/events/1/when", json!("Y99999999999999999999"))])).unwrap();
    assert!(far.report.to_string().contains("events without a date, or too far to count: 1"));
}

#[test]
fn a_timeline_needs_a_date() {
    let error = timeline_js::write(&article(&[("/events", json!([]))])).unwrap_err();
    assert!(error.message.contains("no event with a date"));
}

#[test]
fn what_is_only_alleged_is_so_in_a_timeline() {
    let timeline = timeline(&article(&[]));
    let slide = &timeline["events"][0];
    assert!(slide["text"]["text"].as_str().unwrap().starts_with("<p dir=\"auto\">alleged: The army</p>"), "{slide}");
    assert_eq!((slide["group"].as_str(), slide["autolink"].as_bool()), (Some("diplomacy"), Some(false)));
    assert_eq!(slide["unique_id"], "call");
}

#[test]
fn the_html_of_a_timeline_is_escaped() {
    let hostile = "<img src=x onerror=alert(1)>\"'&";
    let file = article(&[
        ("/title", json!(hostile)),
        ("/actors/0/name", json!(hostile)),
        ("/events/0/title", json!(hostile)),
        ("/events/0/summary", json!(hostile)),
        ("/events/0/kind", json!(hostile)),
        ("/blocks/1/text", json!(format!("Mali asked {hostile}, and troops came to Mali."))),
    ]);
    assert!(!text(&timeline_js::write(&file).unwrap()).contains("<img"));
}

#[test]
fn all_dated_events_are_in_the_timeline() {
    for file in articles() {
        let dated = file.events.iter().filter(|event| event.when.is_some()).count();
        let timeline = timeline(&file);
        let slides = timeline["events"].as_array().unwrap();
        assert_eq!(slides.len(), dated);
        let ids: HashSet<&str> = slides.iter().map(|slide| slide["unique_id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), dated);
    }
}

// GraphML

#[test]
fn the_network_is_that_of_the_diagrams() {
    let file = article(&[
        ("/actors/-", json!({ "id": "rebels", "name": "Rebels" })),
        ("/events/1/when", json!("2013-02")),
        (
            "/events/1/participants",
            json!([{ "actor": "army", "role": "agent" }, { "actor": "rebels", "role": "target" }]),
        ),
        (
            "/events/0/participants",
            json!([{ "actor": "mali", "role": "agent" }, { "actor": "rebels", "role": "mediator" }]),
        ),
    ]);
    let xml = text(&graphml::write(&file).unwrap());
    // The army stands for its state.
    for part in [
        "<edge id=\"e0\" source=\"n0\" target=\"n2\">\n      <data key=\"tie\">against</data>",
        "<data key=\"first\">2013-02-01</data>\n      <data key=\"last\">2013-02-28</data>\n      <data key=\"event_ids\">landing</data>",
        "<edge id=\"e1\" source=\"n0\" target=\"n2\">\n      <data key=\"tie\">with</data>\n      <data key=\"is_directed\">false</data>",
        "<edge id=\"e2\" source=\"n1\" target=\"n0\">\n      <data key=\"tie\">member_of</data>",
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
}

#[test]
fn a_network_is_graphml() {
    let hostile =
        article(&[("/actors/0/name", json!("<a & \"b\"> ]]> \u{0}\u{1}\r\n\u{fffe}")), ("/title", json!("</data>"))]);
    for file in articles().into_iter().chain([hostile]) {
        let xml = text(&graphml::write(&file).unwrap());
        let document = whowhen_formats::xml::parse(&xml, "a.graphml").unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://graphml.graphdrawing.org/xmlns"));
        let all = |name: &'static str| {
            root.descendants().filter(move |node| node.has_tag_name((root.tag_name().namespace().unwrap(), name)))
        };
        let keys: HashMap<&str, (&str, &str)> = all("key")
            .map(|key| {
                (key.attribute("id").unwrap(), (key.attribute("for").unwrap(), key.attribute("attr.type").unwrap()))
            })
            .collect();
        let nodes: HashSet<&str> = all("node").map(|node| node.attribute("id").unwrap()).collect();
        assert_eq!(nodes.len(), file.actors.len());
        let edges: Vec<_> = all("edge").collect();
        let ids: HashSet<&str> = edges.iter().map(|edge| edge.attribute("id").unwrap()).collect();
        assert_eq!(ids.len(), edges.len());
        for edge in edges {
            assert!(
                nodes.contains(edge.attribute("source").unwrap()) && nodes.contains(edge.attribute("target").unwrap())
            );
        }
        for data in all("data") {
            let (of, kind) = keys[data.attribute("key").unwrap()];
            assert_eq!(data.parent().unwrap().tag_name().name(), of);
            let value = data.text().unwrap_or_default();
            assert!(match kind {
                "int" | "double" => value.parse::<f64>().is_ok(),
                "boolean" => ["true", "false"].contains(&value),
                _ => true,
            });
        }
    }
}

// The page

#[test]
fn the_page_needs_no_other_file() {
    let hostile = "</style></title><script src=//a></script><img src=x onerror=alert(1)> \" ' &lt;";
    let hostile = article(&[
        ("/title", json!(hostile)),
        ("/subtitle", json!(hostile)),
        ("/authors", json!([hostile])),
        ("/actors/0/name", json!(hostile)),
        ("/actors/0/description", json!(hostile)),
        ("/actors/0/kind", json!("\"><script>")),
        ("/events/0/title", json!(hostile)),
        ("/events/0/summary", json!(hostile)),
        ("/events/0/id", json!("\" onload=\"x")),
        ("/relations/0/from", json!("\" onload=\"x")),
        ("/blocks/1/id", json!("\"><b>")),
        ("/blocks/1/text", json!(format!("Mali {hostile}"))),
        (
            "/blocks/1/marks",
            json!([{ "start": 0, "end": 4, "kind": "link", "href": "https://example.org/\"><script>" }]),
        ),
        ("/mentions/0/at/0/block", json!("\"><b>")),
    ]);
    for file in articles().into_iter().chain([hostile]) {
        let html = text(&html_page::write(&file, &English).unwrap());
        let tags = tags(&html);
        for (name, attributes) in &tags {
            assert!(
                !["script", "img", "iframe", "object", "embed", "form", "base", "link", "b>"].contains(&name.as_str())
                    || name == "b",
                "{name}"
            );
            for (attribute, _) in attributes {
                assert!(
                    !attribute.starts_with("on")
                        && !["src", "srcset", "style", "action", "ping"].contains(&attribute.as_str()),
                    "{attribute}"
                );
            }
        }
        let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!style.contains("url(") && !style.contains("@import"));
        assert_eq!(html.matches("<style>").count(), 1);
        assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'"));
        // Every link within the page leads to one element.
        let value = |of: &str| -> Vec<&str> {
            let all = tags.iter().flat_map(|(_, attributes)| attributes);
            all.filter(|(name, _)| name == of).map(|(_, value)| value.as_str()).collect()
        };
        let ids = value("id");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len());
        for href in value("href") {
            let target = href.strip_prefix('#');
            assert!(
                target.map_or(href.starts_with("http") || href.starts_with("mailto:"), |id| known.contains(id)),
                "{href}"
            );
        }
    }
}

/// The start tags of a page that [`whowhen_views::Html`] made: names, attributes with their values still escaped.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let (head, rest) = html.split_once("<style>").unwrap();
    for part in [head, rest.split_once("</style>").unwrap().1] {
        for piece in part.split('<').skip(1).filter(|piece| !piece.starts_with('/')) {
            // Of `"`, `<` and `&` in values only references are there, so quotes divide.
            let mut name = String::new();
            let mut attributes: Vec<(String, String)> = Vec::new();
            'tag: for (position, part) in piece.split('"').enumerate() {
                if position % 2 == 1 {
                    attributes.last_mut().unwrap().1 = part.to_owned();
                    continue;
                }
                let (inside, is_end) = part.split_once('>').map_or((part, false), |(inside, _)| (inside, true));
                for word in inside.trim_end_matches('/').split_whitespace() {
                    match name.is_empty() {
                        true => name = word.to_owned(),
                        false => attributes.push((word.trim_end_matches('=').to_owned(), String::new())),
                    }
                }
                if is_end {
                    break 'tag;
                }
            }
            found.push((name, attributes));
        }
    }
    found
}

#[test]
fn events_lead_to_their_evidence_and_back() {
    let html = text(&html_page::write(&article(&[]), &English).unwrap());
    for part in [
        "<html lang=\"en\" dir=\"ltr\">",
        "<article class=\"event\" data-event=\"call\" id=\"e-0\"",
        "<a href=\"#s-0\">Mali asked</a>",
        "<span data-proof=\"0\" id=\"s-0\"",
        "<a href=\"#e-0\" class=\"sign\"",
        "<a href=\"#m-0\" lang=\"en\" dir=\"auto\">Mali</a>",
        "id=\"m-0\"",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

// brat

/// Writes brat and reads it again.
fn through_brat(file: &ArticleFile) -> (Written, Document) {
    let written = brat::write(file).unwrap();
    let groups = group(vec![InputFile::new("a.zip", written.bytes.clone())]).unwrap();
    assert_eq!((groups.len(), groups[0].formats[0].0), (1, Format::Brat));
    let document = read(&groups[0], Format::Brat, &ReadOptions::default()).unwrap().remove(0);
    crate::common::check(&document.article);
    (written, document)
}

/// The files of an archive of brat: text, annotations, configuration.
fn brat_files(file: &ArticleFile) -> [String; 3] {
    let files = zip::unpack(&InputFile::new("a.zip", brat::write(file).unwrap().bytes)).unwrap();
    let texts: Vec<String> = files.into_iter().map(|file| String::from_utf8(file.bytes).unwrap()).collect();
    texts.try_into().unwrap()
}

#[test]
fn lines_of_brat() {
    let trigger = json!({ "block": "b2", "start": 5, "end": 10, "quote": "asked" });
    let file = article(&[
        ("/events/0/trigger", trigger),
        ("/events/0/participants/-", json!({ "actor": "mali", "role": "agent" })),
        ("/events/0/participants/-", json!({ "actor": "army", "role": "rôle 1" })),
        ("/actors/1/kind", json!("дух")),
        (
            "/mentions/-",
            json!({ "actor": "mali", "form": "pronoun", "at": [{ "block": "b2", "start": 31, "end": 35 }, { "block": "b1", "quote": "January" }] }),
        ),
    ]);
    let [text, annotations, configuration] = brat_files(&file);
    assert_eq!(text, "January\n\nMali asked, and troops came to Mali.");
    assert_eq!(
        annotations,
        "T1\tstate 9 13\tMali\nA1\tMention T1 Name\nT2\tactor 25 31\ttroops\nA2\tMention T2 Alias\nA3\tConfidence T2 0.5\n\
         T3\tstate 0 7;40 44\tJanuary Mali\nA4\tMention T3 Pronominal\n*\tEquiv T1 T3\nN1\tReference T1 Wikidata:Q912\tMali\n\
         R1\tmember_of Arg1:T2 Arg2:T1\nT4\tdiplomacy 14 19\tasked\nE1\tdiplomacy:T4 agent:T1 agent2:T1 r_le_1_:T2\n\
         A5\tSpeculation E1\nA6\tConfidence E1 0.9\n#1\tTitle E1\tMali asks\n#2\tDate E1\t2013-01\n"
    );
    assert_eq!(
        configuration,
        "[entities]\nactor\nstate\n\n[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\
         Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\nmember_of\tArg1:<ENTITY>, Arg2:<ENTITY>\n\n\
         [events]\ndeployment\t\ndiplomacy\tagent*:<ENTITY>, r_le_1_*:<ENTITY>\n\n\
         [attributes]\nConfidence\tArg:<ENTITY>|<EVENT>, Value:0.5|0.9\n\
         Mention\tArg:<ENTITY>, Value:Alias|Name|Pronominal\nSpeculation\tArg:<EVENT>\n"
    );
    let report = brat::write(&file).unwrap().report.to_string();
    for part in [
        "events without evidence: 1 (landing)",
        "relations with events without evidence: 1 (call)",
        "brat does not allow, now with other characters: 2 (rôle 1; дух)",
        "sentences that are evidence of events, beside their triggers: 1",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn a_byte_order_mark_in_the_text_moves_nothing() {
    let file = article(&[("/blocks/0/text", json!("\u{feff}January"))]);
    let (written, document) = through_brat(&file);
    assert!(written.report.to_string().contains("characters U+FEFF at the beginning of the text: 1"));
    assert_eq!(mentions(&document.article)[0], "Mali [0,4) -> mali (state)");
}

#[test]
fn the_articles_of_the_reader_go_through_brat() {
    for file in articles() {
        let (_, document) = through_brat(&file);
        let (before, after) = (Counts::of(&file), Counts::of(&document.article));
        assert_eq!((before.blocks, before.mentions), (after.blocks, after.mentions));
        let told = file.events.iter().filter(|event| !event.evidence.is_empty()).count();
        assert_eq!(told, after.events);
        compare(&file, &document.article).unwrap();
    }
}

/// What brat keeps of mentions: which characters that are not white space, counted over the whole text, each has; its kind
/// and its form; and which have the same actor.
type Covered = (BTreeSet<usize>, String, String);

fn covered(file: &ArticleFile) -> Vec<(Covered, String)> {
    let mut before = 0;
    let mut starts = HashMap::new();
    for block in &file.blocks {
        starts.insert(block.id.as_str(), (before, block.text.as_str()));
        before += block.text.chars().filter(|c| !c.is_whitespace()).count();
    }
    let kind_of = |id: &str| file.actors.iter().find(|actor| actor.id == id).and_then(|actor| actor.kind.clone());
    let covered = |mention: &MentionFile| {
        let mut all = BTreeSet::new();
        for span in &mention.at {
            let (start, text) = starts[span.block.as_str()];
            let (from, to) = (span.start.unwrap() as usize, span.end.unwrap() as usize);
            let letters = |text: &str, to: usize| text.chars().take(to).filter(|c| !c.is_whitespace()).count();
            all.extend(start + letters(text, from)..start + letters(text, to));
        }
        let kind = kind_of(&mention.actor).unwrap_or("other".to_owned());
        ((all, kind, mention.form.clone().unwrap_or("name".to_owned())), mention.actor.clone())
    };
    file.mentions.iter().map(covered).collect()
}

/// Compares what brat keeps: mentions, who has the same, and the kinds and participants of events.
fn compare(before: &ArticleFile, after: &ArticleFile) -> Result<(), TestCaseError> {
    let before = whole(before);
    let (one, other) = (covered(&before), covered(after));
    let of = |all: &[(Covered, String)]| all.iter().map(|(covered, _)| covered.clone()).collect::<Vec<_>>();
    prop_assert_eq!(of(&one), of(&other));
    let mut actors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for ((_, old), (_, new)) in one.iter().zip(&other) {
        actors.entry(old).or_default().insert(new);
    }
    // No actor has become two; actors with one mention and the same words may have become one.
    prop_assert!(actors.values().all(|new| new.len() == 1), "{:?}", actors);
    let new_of = |old: &str| actors.get(old).and_then(|new| new.iter().next()).map(|new| (*new).to_owned());
    let described = |event: &EventFile, new_of: &dyn Fn(&str) -> Option<String>| {
        let participants: BTreeSet<(String, String)> = event
            .participants
            .iter()
            .filter_map(|one| Some((new_of(&one.actor)?, one.role.clone().unwrap_or("other".to_owned()))))
            .collect();
        (event.kind.clone().unwrap_or("other".to_owned()), participants, event.status.clone())
    };
    let told = before.events.iter().filter(|event| !event.evidence.is_empty());
    let place = |event: &EventFile| match &event.r#where {
        Some(whowhen_core::file::PlaceFile::Actor(id)) => new_of(id),
        _ => None,
    };
    let old: Vec<_> = told
        .map(|event| {
            let (kind, mut participants, status) = described(event, &new_of);
            participants.extend(place(event).map(|place| (place, "place".to_owned())));
            (kind, participants, status.filter(|status| status != "asserted"))
        })
        .collect();
    let same = |id: &str| Some(id.to_owned());
    let new: Vec<_> = after
        .events
        .iter()
        .map(|event| {
            let (kind, mut participants, status) = described(event, &same);
            if let Some(whowhen_core::file::PlaceFile::Actor(id)) = &event.r#where {
                participants.insert((id.clone(), "place".to_owned()));
            }
            (kind, participants, status)
        })
        .collect();
    prop_assert_eq!(old, new);
    Ok(())
}

/// The article with positions in all spans.
fn whole(file: &ArticleFile) -> ArticleFile {
    let (article, _) = whowhen_core::check::check(file.clone()).unwrap();
    let mut file = file.clone();
    for (mention, checked) in file.mentions.iter_mut().zip(&article.mentions) {
        for (span, checked) in mention.at.iter_mut().zip(&checked.spans) {
            let offsets = Offsets::new(&article[checked.block].text);
            let position =
                |byte: u32| offsets.from_byte(byte as usize, Unit::CodePoint).map(|position| position as i64);
            (span.start, span.end) = (position(checked.start), position(checked.end));
        }
    }
    file
}

const KINDS: [&str; 4] = ["person", "state", "armed_group", "deity"];
const EVENT_KINDS: [&str; 4] = ["attack", "agreement", "other", "protest"];
const ROLES: [&str; 5] = ["agent", "target", "ally", "other", "witness"];

prop_compose! {
    /// A span of words in one of the blocks: it begins and ends with a letter.
    fn any_span(blocks: Vec<String>)(block in 0..blocks.len(), start in any::<prop::sample::Index>(), length in 1..12_usize)
        -> Option<SpanFile> {
        let chars: Vec<char> = blocks[block].chars().collect();
        let letters: Vec<usize> = (0..chars.len()).filter(|at| !chars[*at].is_whitespace()).collect();
        let first = letters.get(start.index(letters.len().max(1)))?;
        let last = letters.iter().rev().find(|at| **at < first + length).max(Some(first))?;
        let quote = chars[*first..=*last].iter().collect();
        let id = format!("block {block}");
        Some(SpanFile { block: id, start: Some(*first as i64), end: Some(*last as i64 + 1), quote: Some(quote), ..SpanFile::default() })
    }
}

/// Of an event: evidence, kind, participants as actor and role, status.
type EventParts = (Vec<Option<SpanFile>>, usize, Vec<(usize, usize)>, usize);

fn any_article() -> impl Strategy<Value = ArticleFile> {
    let blocks = prop::collection::vec(any_text(12), 1..5);
    // There must be text, and no byte order mark: a test of its own has that.
    let blocks = blocks.prop_map(|blocks| {
        let mut blocks: Vec<String> = blocks.into_iter().map(|text| text.replace('\u{feff}', "x")).collect();
        blocks.push("Alice 👍 met Bob.".to_owned());
        blocks
    });
    blocks.prop_flat_map(|blocks| {
        let span = || any_span(blocks.clone());
        let mention = (0..5_usize, prop::collection::vec(span(), 1..3), 0..3_usize);
        let event = (
            prop::collection::vec(span(), 0..3),
            0..4_usize,
            prop::collection::vec((0..5_usize, 0..5_usize), 0..5),
            0..4_usize,
        );
        let (mentions, events) = (prop::collection::vec(mention, 0..10), prop::collection::vec(event, 0..5));
        let wikidata = prop::collection::vec(any::<bool>(), 5);
        (Just(blocks), mentions, events, wikidata).prop_map(|(blocks, mentions, events, wikidata)| {
            let text = |(position, text): (usize, String)| BlockFile {
                id: format!("block {position}"),
                kind: "paragraph".to_owned(),
                text,
                ..BlockFile::default()
            };
            let id = |actor: usize| format!("actor {actor}");
            let actor = |actor: usize| {
                let mut file =
                    ActorFile { id: id(actor), kind: Some(KINDS[actor % 4].to_owned()), ..ActorFile::default() };
                if wikidata[actor] {
                    file.ids.insert("wikidata".to_owned(), json!(format!("Q{}", actor + 1)));
                }
                file
            };
            let mention = |(actor, at, form): (usize, Vec<Option<SpanFile>>, usize)| MentionFile {
                actor: id(actor),
                at: at.into_iter().flatten().collect(),
                form: Some(["name", "alias", "pronoun"][form].to_owned()),
                ..MentionFile::default()
            };
            let event = |(position, (evidence, kind, participants, status)): (usize, EventParts)| {
                let participant = |(actor, role): (usize, usize)| ParticipantFile {
                    actor: id(actor),
                    role: Some(ROLES[role].to_owned()),
                    ..ParticipantFile::default()
                };
                EventFile {
                    id: format!("event {position}"),
                    kind: Some(EVENT_KINDS[kind].to_owned()),
                    participants: participants.into_iter().map(participant).collect(),
                    evidence: evidence.into_iter().flatten().collect(),
                    status: Some(["asserted", "alleged", "denied", "planned"][status].to_owned()),
                    ..EventFile::default()
                }
            };
            ArticleFile {
                format: "whowhen/1".to_owned(),
                id: "a".to_owned(),
                title: "A".to_owned(),
                language: "en".to_owned(),
                blocks: blocks.into_iter().enumerate().map(text).collect(),
                actors: (0..5).map(actor).collect(),
                mentions: mentions.into_iter().map(mention).filter(|mention| !mention.at.is_empty()).collect(),
                events: events.into_iter().enumerate().map(event).collect(),
                ..ArticleFile::default()
            }
        })
    })
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn any_article_goes_through_brat(file in any_article()) {
        let (_, document) = through_brat(&file);
        compare(&file, &document.article)?;
    }

    #[test]
    fn any_article_is_written_in_all_formats(file in any_article()) {
        tables::write_events(&file).unwrap();
        tables::write_actors(&file).unwrap();
        tables::write_mentions(&file).unwrap();
        graphml::write(&file).unwrap();
        html_page::write(&file, &English).unwrap();
        prop_assert!(timeline_js::write(&file).is_err());
    }
}

#[test]
fn problems_are_in_the_report() {
    let file = article(&[("/mentions/-", json!({ "actor": "nobody", "at": [] })), ("/events/0/mood", json!("calm"))]);
    let all = [
        tables::write_events(&file),
        tables::write_actors(&file),
        tables::write_mentions(&file),
        timeline_js::write(&file),
        graphml::write(&file),
        html_page::write(&file, &English),
        brat::write(&file),
    ];
    for written in all {
        let report = written.unwrap().report.to_string();
        assert!(report.contains("(mentions[2].actor: no actor has the id “nobody”"), "{report}");
        assert!(report.contains("fields that the article format does not name: 1"), "{report}");
    }
}

#[test]
fn an_article_without_text_is_an_error() {
    let file = article(&[("/blocks", json!([]))]);
    for error in [tables::write_events(&file), graphml::write(&file), brat::write(&file), timeline_js::write(&file)] {
        assert!(error.is_err());
    }
    assert_eq!(events(&article(&[])).len(), 2);
}

#[test]
fn markdown_and_graphml_tell_what_they_have_no_place_for() {
    let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
        "blocks": [{"id": "b", "kind": "paragraph", "text": "Alice ran."}],
        "actors": [{"id": "x", "name": "Alice", "ids": {"gnd": "1", "viaf": "2", "wikidata": "Q5"}, "lat": 1, "lon": 2}],
        "events": [{"id": "e", "title": "E", "when": "2012", "when_text": "that year", "where": {"name": "P", "lat": 1, "lon": 2},
            "evidence": [{"block": "b", "start": 0, "end": 5}]}]}"#;
    let file = whowhen_core::file::read(json.as_bytes()).unwrap();
    let ids = "ids of actors other than those of Wikidata: 2";
    let in_markdown = [ids, "words for the time of events that have a date: 1", "positions of named places: 1"];
    for (report, parts) in [
        (markdown::write(&file).unwrap().report, in_markdown.as_slice()),
        (graphml::write(&file).unwrap().report, [ids, "positions of actors: 1"].as_slice()),
    ] {
        let report = report.to_string();
        parts.iter().for_each(|part| assert!(report.contains(part), "{part} is not in {report}"));
    }
}
