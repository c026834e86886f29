//! W3C Web Annotation.

use std::collections::BTreeSet;

use crate::common::{check, events, mentions, read_one, try_read_as};
use proptest::prelude::*;
use whowhen_core::article::{Article, Kind};
use whowhen_core::file::ArticleFile;
use whowhen_formats::{Format, InputFile, ReadOptions, group, read, web_annotation};

/// An annotation with a context.
fn annotation(body: &str, target: &str) -> String {
    let body = if body.is_empty() { String::new() } else { format!(r#""body": {body},"#) };
    format!(
        r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://a.example/1", "type": "Annotation", {body}
            "target": {target}}}"#
    )
}

/// A target with a selector.
fn target(selector: &str) -> String {
    format!(r#"{{"source": "http://a.example/text", "selector": {selector}}}"#)
}

const TAG: &str = r#"{"type": "TextualBody", "purpose": "tagging", "value": "Person"}"#;
const TEXT: &str = "👍 Alice met Bob.\n\nLater Alice left, and Bob left.\n";

fn with_text(json: &str) -> whowhen_formats::Document {
    read_one(Format::WebAnnotation, &[("a.jsonld", json), ("a.txt", TEXT)])
}

#[test]
fn selectors() {
    let at = r#""type": "TextPositionSelector""#;
    let quote = r#""type": "TextQuoteSelector""#;
    for (selector, expected) in [
        (format!(r#"{{{at}, "start": 2, "end": 7}}"#), "Alice [2,7) b1"),
        (r#"{"start": 2, "end": 7}"#.to_owned(), "Alice [2,7) b1"),
        (format!(r#"{{{quote}, "exact": "Bob", "prefix": "and "}}"#), "Bob [22,25) b2"),
        (format!(r#"{{{quote}, "exact": "Later", "prefix": "met Bob. ", "suffix": ""}}"#), "Later [0,5) b2"),
        // The same in two ways; the positions are in UTF-16.
        (format!(r#"[{{{at}, "start": 3, "end": 8}}, {{{quote}, "exact": "Alice"}}]"#), "Alice [2,7) b1"),
        // The positions are of another form of the text.
        (
            format!(r#"[{{{at}, "start": 90, "end": 93}}, {{{quote}, "exact": "Bob", "suffix": " left"}}]"#),
            "Bob [22,25) b2",
        ),
        (
            format!(r#"{{"type": "FragmentSelector", "value": "p2", "refinedBy": {{{quote}, "exact": "Later"}}}}"#),
            "Later [0,5) b2",
        ),
        (
            format!(
                r#"{{"type": "XPathSelector", "value": "/p", "refinedBy": [{{{at}, "start": 0, "end": 9, "refinedBy":
                    {{{at}, "start": 2, "end": 7}}}}]}}"#
            ),
            "Alice [2,7) b1",
        ),
        (r#"{"type": "FragmentSelector", "value": "char=2,7"}"#.to_owned(), "Alice [2,7) b1"),
        (
            format!(
                r#"{{"type": "RangeSelector", "startSelector": {{{quote}, "exact": "Alice"}}, "endSelector":
                    {{{quote}, "exact": " met"}}}}"#
            ),
            "Alice [2,7) b1",
        ),
        (
            format!(
                r#"{{"type": "RangeSelector", "startSelector": {{{at}, "start": 2, "end": 3}}, "endSelector":
                    {{{at}, "start": 7, "end": 8}}}}"#
            ),
            "Alice [2,7) b1",
        ),
        (
            format!(r#"[{{"type": "RangeSelector", "startContainer": "/p[1]"}}, {{{at}, "start": 2, "end": 7}}]"#),
            "Alice [2,7) b1",
        ),
    ] {
        let article = with_text(&annotation(TAG, &target(&selector))).article;
        let span = &article.mentions[0].at[0];
        let (start, end) = (span.start.unwrap_or(-1), span.end.unwrap_or(-1));
        let found = format!("{} [{start},{end}) {}", span.quote.as_deref().unwrap_or_default(), span.block);
        assert_eq!(found, expected, "{selector}");
    }
}

#[test]
fn selectors_that_select_nothing_are_noted() {
    for (selector, note) in [
        (r#"{"start": -2, "end": 7}"#, "ranges outside the text: 1"),
        (r#"{"start": 7, "end": 2}"#, "ranges outside the text: 1"),
        (r#"{"start": 2, "end": 2}"#, "ranges that cover nothing: 1"),
        (r#"{"exact": "Eve"}"#, "quotes that are not in the text: 1"),
        (r#"[{"start": 2, "end": 7}, {"exact": "Eve"}]"#, "quotes that are not in the text: 1"),
        (r#"{"exact": "left"}"#, "quotes that are in the text several times, of which the first is taken: 1"),
    ] {
        let documents =
            try_read_as(Format::WebAnnotation, &[("a.jsonld", &annotation(TAG, &target(selector))), ("a.txt", TEXT)]);
        let report = documents.unwrap()[0].report.to_string();
        assert!(report.contains(note), "{selector}: {report}");
    }
}

#[test]
fn bodies() {
    let kind = |body: &str| {
        let document = with_text(&annotation(body, &target(r#"{"start": 2, "end": 7}"#)));
        let actor = &document.article.actors[0];
        let wikidata = actor.ids.get("wikidata").and_then(|id| id.as_str()).unwrap_or_default();
        let link = actor.links.first().and_then(|link| link.url.as_deref()).unwrap_or_default();
        let description = actor.description.as_deref().unwrap_or_default();
        let all = [actor.kind.as_deref().unwrap_or_default(), wikidata, link, description];
        all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    for (body, expected) in [
        ("", "other"),
        ("[]", "other"),
        (r#""http://www.wikidata.org/entity/Q90""#, "other Q90"),
        (r#""http://a.example/who""#, "other http://a.example/who"),
        (r#"{"type": "TextualBody", "value": "Person"}"#, "person"),
        (
            r#"[{"type": "TextualBody", "purpose": "tagging", "value": "Person"}, {"purpose": "identifying", "source": "http://www.wikidata.org/entity/Q90"}]"#,
            "person Q90",
        ),
        (
            r#"{"type": "SpecificResource", "purpose": "tagging", "source": {"id": "https://www.wikidata.org/wiki/Q90"}}"#,
            "other Q90",
        ),
        (r#"{"purpose": "classifying", "source": "http://dbpedia.org/ontology/Person"}"#, "person"),
        (
            r#"{"type": "Choice", "items": [{"type": "TextualBody", "value": "ORG"}, {"type": "TextualBody", "value": "x"}]}"#,
            "organisation",
        ),
        (r#"{"type": "TextualBody", "purpose": "commenting", "value": "Who is this?"}"#, "comment Who is this?"),
    ] {
        assert_eq!(kind(body), expected, "{body}");
    }
}

#[test]
fn sets_of_annotations() {
    let one = |exact: &str| {
        let selector = format!(r#"{{"type": "TextQuoteSelector", "exact": "{exact}"}}"#);
        annotation(TAG, &target(&selector))
    };
    let both = format!("{}, {}", one("Alice met"), one("Bob."));
    let hypothesis = r#"{"total": 1, "rows": [{"id": "x", "uri": "http://a.example/text", "text": "", "tags": ["Person"],
        "user": "acct:carol@hypothes.is", "document": {"title": ["A meeting"]}, "target": [{"source": "http://a.example/text",
        "selector": [{"type": "RangeSelector", "startContainer": "/p[1]"}, {"type": "TextPositionSelector", "start": 2, "end": 11},
                     {"type": "TextQuoteSelector", "exact": "Alice met", "prefix": "👍 "}]},
        {"source": "http://a.example/text", "selector": {"type": "TextQuoteSelector", "exact": "Bob.", "suffix": "\n"}}]}]}"#;
    for (what, json) in [
        ("list", format!("[{both}]")),
        (
            "page",
            format!(
                r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{both}]}}"#
            ),
        ),
        (
            "collection",
            format!(
                r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "total": 2,
                    "first": {{"type": "AnnotationPage", "items": [{both}]}}}}"#
            ),
        ),
        ("lines", format!("{}\n{}\n", one("Alice met").replace('\n', " "), one("Bob.").replace('\n', " "))),
        ("Hypothesis", hypothesis.to_owned()),
    ] {
        let document = with_text(&json);
        let found = mentions(&document.article);
        assert_eq!(found, ["Alice met [2,11) -> alice-met (person)", "Bob. [12,16) -> bob (person)"], "{what}");
        // Without the text, the same words are excerpts.
        let document = read_one(Format::WebAnnotation, &[("a.json", &json)]);
        assert_eq!((document.article.blocks.len(), document.article.mentions.len()), (2, 2), "{what}");
        assert!(document.report.to_string().contains("the quoted places, with the words around them: 2"), "{what}");
        if what == "Hypothesis" {
            assert_eq!((document.article.title.as_str(), &document.article.annotators[0][..]), ("A meeting", "carol"));
        }
    }
}

#[test]
fn sets_of_targets() {
    let (a, b) = (target(r#"{"start": 2, "end": 7}"#), target(r#"{"start": 12, "end": 15}"#));
    let apart = ["Alice [2,7) -> alice (person)", "Bob [12,15) -> bob (person)"];
    let together = ["Alice [2,7) + Bob [12,15) -> alice-bob (person)"];
    for (json, expected) in [
        (format!("[{a}, {b}]"), &apart[..]),
        (format!(r#"{{"type": "Independents", "items": [{a}, {b}]}}"#), &apart),
        (format!(r#"{{"type": "Choice", "items": [{a}, {b}]}}"#), &apart[..1]),
        (format!(r#"{{"type": "Composite", "items": [{a}, {b}]}}"#), &together),
        (format!(r#"{{"type": "List", "items": [{a}, {b}]}}"#), &together),
        (r#""http://a.example/text#char=2,7""#.to_owned(), &apart[..1]),
    ] {
        assert_eq!(mentions(&with_text(&annotation(TAG, &json)).article), expected, "{json}");
    }
}

#[test]
fn other_targets_are_refused_in_words() {
    for (target, reason) in [
        (r#""http://a.example/page""#.to_owned(), "annotations of whole resources: 1"),
        (r#"{"id": "http://a.example/i.jpg", "type": "Image"}"#.to_owned(), "annotations of images: 1"),
        (r#"{"id": "http://a.example/v", "type": "Video"}"#.to_owned(), "annotations of videos or sounds: 1"),
        (
            r#"{"type": "List", "items": ["http://a.example/1", "http://a.example/2"]}"#.to_owned(),
            "several whole resources",
        ),
        (target(r#"{"type": "CssSelector", "value": "p"}"#), "a CssSelector, which selects elements"),
        (target(r#"{"type": "XPathSelector", "value": "/p"}"#), "an XPathSelector"),
        (target(r#"{"type": "SvgSelector"}"#), "an SvgSelector"),
        (target(r#"{"type": "DataPositionSelector", "start": 1, "end": 2}"#), "a DataPositionSelector"),
        (target(r#"{"type": "FragmentSelector", "value": "t=1,2"}"#), "a FragmentSelector"),
        (target(r#""http://a.example/selector""#), "whose selector is at another address"),
        (
            target(r#"{"type": "RangeSelector", "startSelector": {"type": "XPathSelector"}, "endSelector": {}}"#),
            "a RangeSelector between elements of a page",
        ),
        (r#"{"source": "http://a.example/page", "state": {"type": "TimeState"}}"#.to_owned(), "of a state of a whole"),
        ("7".to_owned(), "neither an address nor an object"),
    ] {
        let error = try_read_as(Format::WebAnnotation, &[("a.jsonld", &annotation(TAG, &target))]).unwrap_err();
        assert!(error.message.contains(reason), "{error}");
    }
}

#[test]
fn positions_alone_need_the_text() {
    let json = annotation(TAG, &target(r#"{"start": 2, "end": 7}"#));
    let error = try_read_as(Format::WebAnnotation, &[("a.jsonld", &json)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.jsonld: there are positions in a text, and the text is missing. Open a.txt with the text together with a.jsonld."
    );
}

#[test]
fn positions_within_a_part_are_said_to_be() {
    let selector = r#"{"type": "FragmentSelector", "value": "p1", "refinedBy": {"type": "TextPositionSelector", "start": 2, "end": 7}}"#;
    let report = with_text(&annotation(TAG, &target(selector))).report.to_string();
    assert!(
        report.contains("positions within a part of the text, taken as positions in the whole text: 1"),
        "{report}"
    );
}

#[test]
fn texts_are_told_apart_by_their_addresses() {
    let of = |source: &str, exact: &str| {
        annotation(TAG, &format!(r#"{{"source": "{source}", "selector": {{"exact": "{exact}"}}}}"#))
    };
    let json = format!(
        "[{}, {}, {}]",
        of("http://a.example/one", "Alice"),
        of("https://a.example/one/#p", "Bob"),
        of("http://a.example/two", "Eve")
    );
    let documents = try_read_as(Format::WebAnnotation, &[("a.json", &json)]).unwrap();
    assert_eq!(documents.iter().map(|document| document.article.mentions.len()).collect::<Vec<_>>(), [2, 1]);
    let documents = try_read_as(Format::WebAnnotation, &[("a.json", &json), ("a.txt", TEXT)]).unwrap();
    assert_eq!(documents.len(), 1);
    let report = documents[0].report.to_string();
    assert!(report.contains("annotations of another text than the one opened: 1 (a.json, [2])"), "{report}");
}

#[test]
fn relations_as_inception_writes_them() {
    let json = r##"[
        {"id": "#1", "type": "Annotation", "body": [{"type": "TextualBody", "value": "Person", "purpose": "tagging"}], "target": {"selector": {"start": 2, "end": 7}}},
        {"id": "#2", "type": "Annotation", "body": {"type": "TextualBody", "value": "Meet", "purpose": "tagging"}, "target": {"selector": {"start": 12, "end": 15}}},
        {"id": "#3", "type": "Annotation", "body": {"type": "TextualBody", "value": "attack", "purpose": "tagging"}, "target": {"selector": {"start": 8, "end": 11}}},
        {"id": "#4", "type": "Annotation", "motivation": "linking", "body": [{"type": "TextualBody", "value": "knows", "purpose": "tagging"}], "target": [{"id": "#1"}, {"id": "#2"}]},
        {"id": "#5", "type": "Annotation", "motivation": "oa:linking", "body": [{"type": "TextualBody", "value": "agent", "purpose": "tagging"}], "target": [{"id": "#3"}, {"id": "#1"}]},
        {"id": "#6", "type": "Annotation", "motivation": "linking", "body": [], "target": [{"id": "#1"}, {"id": "#9"}]}]"##;
    let document = with_text(json);
    assert_eq!(document.article.extra["actor_relations"][0]["kind"], "knows");
    assert_eq!(events(&document.article), ["attack: Alice: met | agent alice | 👍 Alice met Bob."]);
    let report = document.report.to_string();
    assert!(report.contains("relations with an annotation that is not there: 1 (a.jsonld, [5])"), "{report}");
}

#[test]
fn hostile_files_are_errors_or_notes() {
    let deep = format!("{}{}{}", r#"{"refinedBy": "#.repeat(5000), "{}", "}".repeat(5000));
    let lists = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = annotation(TAG, &format!("[{}]", vec![target(r#"{"exact": "Bob"}"#); 500].join(", ")));
    for json in [
        annotation(TAG, &target(&deep)),
        annotation(TAG, &target(&lists)),
        annotation(&lists, &target(r#"{"exact": "Bob"}"#)),
        annotation(TAG, &lists),
        annotation(TAG, "{}"),
        annotation(TAG, "null"),
        annotation("{}", &target("[]")),
        annotation(TAG, &target(r#"{"exact": ""}"#)),
        annotation(TAG, &target(r#"{"exact": "Bob", "prefix": 7, "suffix": null}"#)),
        r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "first": "http://a.example/p"}"#.to_owned(),
        r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [7, null, [], "x", {"type": "Annotation"}]}"#.to_owned(),
        r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [{"items": [{"items": [{"items": [{"items": []}]}]}]}]}"#.to_owned(),
        annotation(TAG, &target(r#"{"exact": "Bob"}"#))[..150].to_owned(),
        long,
    ] {
        for files in [&[("a.jsonld", json.as_str())][..], &[("a.jsonld", json.as_str()), ("a.txt", TEXT)]] {
            let files = files.iter().map(|(name, text)| InputFile::new(*name, *text)).collect();
            let groups = group(files).unwrap();
            if let Ok(documents) = read(&groups[0], Format::WebAnnotation, &ReadOptions::default()) {
                documents.iter().for_each(|document| check(&document.article));
            }
        }
    }
}

/// Writes an article and reads it again.
fn round_trip(article: &ArticleFile) -> (ArticleFile, whowhen_formats::Report) {
    let written = web_annotation::write(article).expect("a file");
    let groups = group(vec![InputFile::new("b.jsonld", written.bytes)]).expect("a group");
    assert_eq!(groups[0].formats[0].0, Format::WebAnnotation);
    let mut documents = read(&groups[0], Format::WebAnnotation, &ReadOptions::default()).expect("an article");
    assert_eq!(documents.len(), 1);
    let document = documents.remove(0);
    check(&document.article);
    assert!(document.report.is_lossless(), "{}", document.report);
    (document.article, written.report)
}

/// The article of `docs/article-format.md`.
fn example() -> ArticleFile {
    let text = include_str!("../../../../docs/article-format.md");
    let json = text.split("```json\n").nth(1).expect("an example").split("```").next().expect("its end");
    whowhen_core::file::read(json.as_bytes()).expect("an article")
}

/// What is kept: the text, who is mentioned where, and what happened when, with whom.
fn kept(file: &ArticleFile) -> (String, Vec<String>, BTreeSet<String>, Vec<String>, BTreeSet<String>) {
    let (article, _) = whowhen_core::check::check(file.clone()).expect("an article");
    let place = |span: &whowhen_core::article::Span| {
        format!("{} {}-{} {}", span.block.position(), span.start, span.end, article.quote(span))
    };
    let places = |spans: &[whowhen_core::article::Span]| spans.iter().map(place).collect::<Vec<_>>().join(" + ");
    let text = article.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let actor = |article: &Article, actor| {
        let actor: &whowhen_core::article::Actor = &article[actor];
        format!("{} {} {:?} {:?}", actor.name, actor.kind.word(), actor.wikidata, actor.description)
    };
    let all = article.mentions.iter();
    let mentions =
        all.map(|mention| format!("{} = {}", places(&mention.spans), actor(&article, mention.actor))).collect();
    let actors = article.actors.indexes().map(|index| actor(&article, index)).collect();
    let event = |event: &whowhen_core::article::Event| {
        let place = match &event.place {
            Some(whowhen_core::article::Place::Actor(place)) => Some((*place, "place")),
            _ => None,
        };
        let participants = event.participants.iter().map(|one| (one.actor, one.role.word()));
        let who: BTreeSet<String> =
            participants.chain(place).map(|(one, role)| format!("{role} {}", actor(&article, one))).collect();
        let when = event.when.as_ref().map(|date| date.as_str());
        let kind = format!("{} {}", event.kind.word(), event.status.word());
        format!("{} {kind} {} {when:?} {who:?} {}", event.id, event.title, places(&event.evidence))
    };
    let events = article.events.iter().map(event).collect();
    let relation = |relation: &whowhen_core::article::Relation| {
        format!("{} {} {}", article[relation.from].id, relation.kind.word(), article[relation.to].id)
    };
    (text, mentions, actors, events, article.relations.iter().map(relation).collect())
}

#[test]
fn the_documented_article_is_written_and_read() {
    let article = example();
    let (back, report) = round_trip(&article);
    assert_eq!(kept(&back), kept(&article));
    assert_eq!((&back.id, &back.title, &back.language), (&article.id, &article.title, &article.language));
    assert_eq!((&back.authors, &back.annotators), (&article.authors, &article.annotators));
    expect_test::expect![[r#"
        Left out: certainties: 1
        Left out: dates of publication: 1
        Left out: emphasis and links in the text: 1
        Left out: forms of mentions (alias, pronoun): 5
        Left out: kinds of blocks, such as headings: 3
        Left out: languages and directions of blocks: 1
        Left out: memberships of actors: 4
        Left out: other names of actors: 2
        Left out: pages about actors: 1
        Left out: pages about events: 1
        Left out: places of events that are no actors: 1
        Left out: subtitle, publisher and summary: 2
        Left out: who says so: 1
        Left out: words for the time of events: 1
    "#]]
    .assert_eq(&report.to_string());
}

#[test]
fn the_articles_of_the_library_are_written_and_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/articles");
    let mut number = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        if let Ok(article) = whowhen_core::file::read(&std::fs::read(entry.unwrap().path()).unwrap()) {
            let (back, _) = round_trip(&article);
            assert_eq!(kept(&back), kept(&article), "{}", article.id);
            number += 1;
        }
    }
    assert!(number >= 6);
}

#[test]
fn what_is_written_has_the_form_of_the_standard() {
    let written = web_annotation::write(&example()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&written.bytes).unwrap();
    assert_eq!(
        (json["@context"].as_str(), json["type"].as_str()),
        (Some("http://www.w3.org/ns/anno.jsonld"), Some("AnnotationCollection"))
    );
    let items = json["first"]["items"].as_array().unwrap();
    assert_eq!(json["total"], items.len());
    let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    for item in items {
        assert_eq!(item["type"], "Annotation");
        assert!(!item["target"].is_null() && item["motivation"].is_string(), "{item}");
        if item["motivation"] == "linking" {
            let ends = item["target"].as_array().unwrap();
            assert!(ends.iter().all(|end| ids.contains(end["id"].as_str().unwrap())), "{item}");
        }
    }
    // A mention: “Mali” within “Mali’s president”.
    expect_test::expect![[r#"
        {
          "body": [
            {
              "purpose": "tagging",
              "type": "TextualBody",
              "value": "state"
            },
            {
              "purpose": "identifying",
              "source": {
                "id": "http://www.wikidata.org/entity/Q912",
                "name": "Mali"
              },
              "type": "SpecificResource"
            }
          ],
          "id": "urn:whowhen:serval-in-brief:mention:2",
          "motivation": "identifying",
          "target": {
            "selector": [
              {
                "exact": "Mali",
                "prefix": "January 2013\n\n",
                "suffix": "’s president asked for help. F",
                "type": "TextQuoteSelector"
              },
              {
                "end": 18,
                "start": 14,
                "type": "TextPositionSelector"
              }
            ],
            "source": "urn:whowhen:serval-in-brief:text",
            "type": "SpecificResource"
          },
          "type": "Annotation"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&items[2]).unwrap());
}

/// Articles with what the format keeps. Names and kinds are such that other tools mean the same by them.
fn articles() -> impl Strategy<Value = ArticleFile> {
    let words = prop::collection::vec("[a-zé👍]{1,4}", 4..12);
    let blocks = prop::collection::vec(words.prop_map(|words| words.join(" ")), 1..4);
    let kinds = prop::sample::select(vec!["person", "state", "place", "event", "Money", "a kind/of: its own"]);
    let actors = prop::collection::vec((kinds, prop::option::of(1u32..50), prop::option::of("[a-z]{1,9}")), 1..4);
    let place = || (any::<prop::sample::Index>(), 0usize..20, 1usize..6);
    let mentions = prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(place(), 1..3)), 0..6);
    let event_kinds = prop::sample::select(vec!["attack", "other", "agreement"]);
    let event = (
        event_kinds,
        prop::option::of("20[0-9]{2}"),
        prop::collection::vec(place(), 0..3),
        any::<prop::sample::Index>(),
    );
    (blocks, actors, mentions, prop::collection::vec(event, 0..4)).prop_map(|(blocks, actors, mentions, events)| {
        let span = |(block, start, length): &(prop::sample::Index, usize, usize)| {
            let block = block.index(blocks.len());
            let chars: Vec<char> = blocks[block].chars().collect();
            let start = start % chars.len();
            let end = (start + length).min(chars.len());
            let quote: String = chars[start..end].iter().collect();
            // White space alone is no range.
            (!quote.trim().is_empty()).then(|| serde_json::json!({"block": format!("x{block}"), "start": start, "end": end}))
        };
        let spans = |places: &[_]| places.iter().filter_map(span).collect::<Vec<_>>();
        let json = serde_json::json!({
            "format": "whowhen/1", "id": "an id: ü/1", "title": "T", "language": "en",
            "blocks": blocks.iter().enumerate().map(|(number, text)| serde_json::json!({
                "id": format!("x{number}"), "kind": "paragraph", "text": text,
            })).collect::<Vec<_>>(),
            "actors": actors.iter().enumerate().map(|(number, (kind, item, description))| serde_json::json!({
                "id": format!("a {number}"), "kind": kind, "name": format!("Name {number}"), "description": description,
                "ids": item.map(|item| serde_json::json!({"wikidata": format!("Q{}", item * 10 + number as u32)})),
            })).collect::<Vec<_>>(),
            "mentions": mentions.iter().map(|(actor, places)| serde_json::json!({
                "actor": format!("a {}", actor.index(actors.len())), "at": spans(places),
            })).filter(|mention| mention["at"][0].is_object()).collect::<Vec<_>>(),
            "events": events.iter().enumerate().map(|(number, (kind, when, places, actor))| serde_json::json!({
                "id": format!("e:{number}"), "kind": kind, "title": format!("Title {number}"), "when": when,
                "evidence": spans(places), "participants": [{"actor": format!("a {}", actor.index(actors.len())), "role": "agent"}],
            })).collect::<Vec<_>>(),
        });
        serde_json::from_value(json).expect("an article")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_the_same_after_reading(article in articles()) {
        let (back, _) = round_trip(&article);
        prop_assert_eq!(kept(&back), kept(&article));
        prop_assert_eq!(&back.id, &article.id);
    }
}

#[test]
fn further_tags_and_dates_of_an_event_are_told() {
    let tag = |value: &str| format!(r#"{{"type": "TextualBody", "purpose": "tagging", "value": "{value}"}}"#);
    let tags = ["event", "attack", "verified", "2012", "2013", "attack"].map(tag).join(", ");
    let json = format!(
        r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "x:1", "type": "Annotation", "motivation": "describing",
        "body": [{tags}, {{"type": "TextualBody", "purpose": "describing", "value": "The attack"}}],
        "target": {{"source": "http://e.org/a", "selector": {{"type": "TextQuoteSelector", "exact": "attacked"}}}}}}"#
    );
    let document = read_one(Format::WebAnnotation, &[("a.jsonld", &json)]);
    let event = &document.article.events[0];
    assert_eq!((event.kind.as_deref(), event.when.as_deref()), (Some("attack"), Some("2012")));
    let report = document.report.to_string();
    assert!(report.contains("further dates, kinds and other tags of events: 2"), "{report}");
}
