//! Reading and writing: a file is written exactly as it was read, including unknown fields. Resolved spans, written as
//! positions and quotes, are resolved to the same spans without problems.

use crate::common::{any_text, open, open_clean, patched, properties, valid};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use whowhen_core::article::{Article, Span};
use whowhen_core::file::{
    ActorFile, ArticleFile, BlockFile, EventFile, Extra, LinkFile, MentionFile, NamedPlaceFile, ParticipantFile,
    PlaceFile, RelationFile, SourceFile, SpanFile, StyleFile,
};
use whowhen_core::file::{read, write};

#[track_caller]
fn read_and_write(file: &Value) -> Value {
    serde_json::from_str(&write(&read(file.to_string().as_bytes()).unwrap())).unwrap()
}

/// Adds an unknown field to every object in a value. Returns the number of objects.
fn add_unknown_fields(value: &mut Value) -> usize {
    match value {
        Value::Object(fields) => {
            let below: usize = fields.values_mut().map(add_unknown_fields).sum();
            fields.insert("x-mood".into(), json!({ "calm": [1, null, "é👋🏿"] }));
            below + 1
        }
        Value::Array(items) => items.iter_mut().map(add_unknown_fields).sum(),
        _ => 0,
    }
}

#[test]
fn unknown_fields_are_kept_in_every_object() {
    let mut file = valid();
    // The file, its source, 2 blocks and a mark, 2 actors and the ids and link of one, 2 mentions and their spans,
    // 2 events and the place, participant, evidence and source of one, a relation.
    assert_eq!(add_unknown_fields(&mut file), 1 + 1 + 3 + 4 + 4 + 6 + 1);
    assert_eq!(read_and_write(&file), file);
    assert_eq!(open(&file).1, []);
}

#[test]
fn a_valid_file_is_written_as_it_was_read() {
    assert_eq!(read_and_write(&valid()), valid());
    let written = write(&read(valid().to_string().as_bytes()).unwrap());
    assert!(written.starts_with("{\n  \"") && written.ends_with("}\n"), "indented, with a line's end at its end");
}

#[test]
fn invalid_parts_are_kept() {
    let file = patched(&[
        ("/language", json!("?!")),
        ("/actors/1/id", json!("mali")),
        ("/actors/0/ids/viaf", json!(139_015_403)),
        ("/mentions/0/at/0", json!({ "block": "nowhere", "start": -5, "end": 2, "nth": 0 })),
        ("/events/0/when", json!("then")),
        ("/events/0/where", json!("nowhere")),
        ("/blocks/0/kind", json!("table")),
        ("/blocks/0/level", json!(-1)),
    ]);
    assert!(!open(&file).1.is_empty());
    assert_eq!(read_and_write(&file), file);
}

#[test]
fn null_and_empty_lists_are_written_as_missing() {
    let file = patched(&[("/subtitle", Value::Null), ("/authors", json!([]))]);
    let mut nulls = file.clone();
    nulls["subtitle"] = Value::Null;
    nulls["mentions"][1]["form"] = Value::Null;
    let written = read_and_write(&nulls);
    assert_eq!(
        (written.get("subtitle"), written.get("authors"), written["mentions"][1].get("form")),
        (None, None, None)
    );
    nulls["x"] = Value::Null;
    assert_eq!(read_and_write(&nulls).get("x"), Some(&Value::Null), "of an unknown field nobody knows what null means");
}

#[test]
fn windows_line_endings_are_kept() {
    let file = patched(&[("/blocks/1/text", json!("Mali asked,\r\n\tand troops\u{2028}came\u{0} to Mali."))]);
    assert_eq!(read_and_write(&file), file);
    assert_eq!(open_clean(&file).blocks.as_slice()[1].text, file["blocks"][1]["text"]);
}

/// Spans written as positions and quotes, with positions counted one by one.
fn written(article: &Article, spans: &[Span]) -> Vec<SpanFile> {
    let file = |span: &Span| {
        let block = &article[span.block];
        let count = |bytes: usize| Some(block.text[..bytes].chars().count() as i64);
        let (start, end) = (count(span.bytes().start), count(span.bytes().end));
        SpanFile { block: block.id.clone(), start, end, quote: Some(article.quote(span).into()), ..SpanFile::default() }
    };
    spans.iter().map(file).collect()
}

fn words() -> impl Strategy<Value = String> {
    any_text(4)
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    option::of(any_text(4))
}

/// Numbers with few digits, because `serde_json` may change the last bit of others.
fn number() -> impl Strategy<Value = Option<f64>> {
    option::of((-180_000..180_000i32).prop_map(|thousandths| f64::from(thousandths) / 1000.0))
}

fn any_extra() -> impl Strategy<Value = Extra> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        words().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        number().prop_map(Value::from),
    ];
    let value = value.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((words(), inner), 0..3).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    vec((words(), value), 0..3)
        .prop_map(|fields| fields.into_iter().map(|(key, value)| (format!("x-{key}"), value)).collect::<Map<_, _>>())
}

fn any_link() -> impl Strategy<Value = LinkFile> {
    (maybe(), maybe(), any_extra()).prop_map(|(url, title, extra)| LinkFile { url, title, extra })
}

fn any_span() -> impl Strategy<Value = SpanFile> {
    let number = || option::of(any::<i64>());
    (words(), number(), number(), maybe(), maybe(), maybe(), number(), any_extra()).prop_map(
        |(block, start, end, quote, prefix, suffix, nth, extra)| SpanFile {
            block,
            start,
            end,
            quote,
            prefix,
            suffix,
            nth,
            extra,
        },
    )
}

fn any_block() -> impl Strategy<Value = BlockFile> {
    let mark = (any::<i64>(), any::<i64>(), words(), maybe(), any_extra())
        .prop_map(|(start, end, kind, href, extra)| StyleFile { start, end, kind, href, extra });
    (words(), words(), option::of(any::<i64>()), words(), maybe(), maybe(), vec(mark, 0..3), any_extra()).prop_map(
        |(id, kind, level, text, language, direction, marks, extra)| BlockFile {
            id,
            kind,
            level,
            text,
            language,
            direction,
            marks,
            extra,
        },
    )
}

fn any_actor() -> impl Strategy<Value = ActorFile> {
    let lists = (vec(words(), 0..3), vec(any_link(), 0..2), vec(words(), 0..2));
    let position = (number(), number(), maybe());
    (words(), maybe(), maybe(), maybe(), lists, position, any_extra(), any_extra()).prop_map(
        |(id, kind, name, description, (aliases, links, member_of), (lat, lon, precision), ids, extra)| ActorFile {
            id,
            kind,
            name,
            aliases,
            description,
            ids,
            links,
            member_of,
            lat,
            lon,
            precision,
            extra,
        },
    )
}

fn any_mention() -> impl Strategy<Value = MentionFile> {
    (words(), maybe(), vec(any_span(), 0..3), number(), any_extra())
        .prop_map(|(actor, form, at, certainty, extra)| MentionFile { actor, form, at, certainty, extra })
}

fn any_place() -> impl Strategy<Value = PlaceFile> {
    let named = (words(), number(), number(), maybe(), any_extra())
        .prop_map(|(name, lat, lon, precision, extra)| NamedPlaceFile { name, lat, lon, precision, extra });
    prop_oneof![words().prop_map(PlaceFile::Actor), named.prop_map(PlaceFile::Named)]
}

fn any_event() -> impl Strategy<Value = EventFile> {
    let part = (words(), maybe(), any_extra()).prop_map(|(actor, role, extra)| ParticipantFile { actor, role, extra });
    let texts = (words(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let lists = (vec(part, 0..3), vec(any_span(), 0..3), vec(any_link(), 0..2));
    (texts, option::of(any_place()), lists, number(), any_extra()).prop_map(
        |(texts, place, lists, certainty, extra)| {
            let (id, kind, title, when, when_text, summary, status, attributed_to) = texts;
            let (participants, evidence, sources) = lists;
            EventFile {
                id,
                kind,
                title,
                when,
                when_text,
                r#where: place,
                participants,
                evidence,
                summary,
                status,
                attributed_to,
                certainty,
                sources,
                extra,
            }
        },
    )
}

prop_compose! {
    fn any_file()(
        (format, id, title, language) in (words(), words(), words(), words()),
        (subtitle, publisher, published, direction, summary) in (maybe(), maybe(), maybe(), maybe(), maybe()),
        (authors, annotators) in (vec(words(), 0..3), vec(words(), 0..3)),
        source in option::of((maybe(), maybe(), maybe(), any_extra())
            .prop_map(|(url, title, license, extra)| SourceFile { url, title, license, extra })),
        blocks in vec(any_block(), 0..3),
        actors in vec(any_actor(), 0..3),
        mentions in vec(any_mention(), 0..3),
        events in vec(any_event(), 0..3),
        relations in vec((words(), words(), words(), any_extra())
            .prop_map(|(from, to, kind, extra)| RelationFile { from, to, kind, extra }), 0..3),
        extra in any_extra(),
    ) -> ArticleFile {
        ArticleFile {
            format, id, title, subtitle, authors, annotators, publisher, published, language, direction, source, summary, blocks,
            actors, mentions, events, relations, extra,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: properties().cases / 2, ..properties() })]

    #[test]
    fn any_file_is_read_as_it_was_written(file in any_file()) {
        let again = read(write(&file).as_bytes());
        prop_assert_eq!(again, Ok(file));
    }

    #[test]
    fn resolved_spans_are_written_and_resolved_again(text in any_text(40), quotes in vec((words(), 1..4i64), 1..6)) {
        let quoted = |(quote, nth): &(String, i64)| {
            let span = SpanFile { block: "b".into(), quote: Some(quote.clone()), nth: Some(*nth), ..SpanFile::default() };
            MentionFile { actor: "a".into(), at: vec![span], ..MentionFile::default() }
        };
        let file = ArticleFile {
            format: "whowhen/1".into(),
            language: "en".into(),
            blocks: vec![BlockFile { id: "b".into(), kind: "paragraph".into(), text, ..BlockFile::default() }],
            actors: vec![ActorFile { id: "a".into(), ..ActorFile::default() }],
            mentions: quotes.iter().map(quoted).collect(),
            ..ArticleFile::default()
        };
        let (article, _) = ::whowhen_core::check::check(file.clone()).unwrap();
        let found = |mention: &::whowhen_core::article::Mention| {
            MentionFile { actor: "a".into(), at: written(&article, &mention.spans), ..MentionFile::default() }
        };
        let second = ArticleFile { mentions: article.mentions.iter().map(found).collect(), ..file };
        let (again, problems) = ::whowhen_core::check::check(read(write(&second).as_bytes()).unwrap()).unwrap();
        prop_assert_eq!(problems, []);
        let spans = |article: &Article| article.mentions.iter().map(|mention| mention.spans.clone()).collect::<Vec<_>>();
        prop_assert_eq!(spans(&again), spans(&article));
    }
}
