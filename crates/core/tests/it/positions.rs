//! Positions and quotes: a valid span is resolved exactly, in every script. A contradictory span is repaired only if its
//! meaning is clear, else left out; both are reported. A span is never silently moved to similar text, and never splits a
//! character.

use crate::common::{any_text, properties};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::article::{Article, Span};
use whowhen_core::check::{Problem, ProblemKind};
use whowhen_core::file::{ActorFile, ArticleFile, BlockFile, MentionFile, SpanFile};
use whowhen_core::text::{Offsets, Quote, Unit};

/// Opens an article of one block with the id `b`, and one mention with these spans.
fn resolve(text: &str, spans: Vec<SpanFile>) -> (Article, Vec<Problem>) {
    let block = BlockFile { id: "b".into(), kind: "paragraph".into(), text: text.into(), ..BlockFile::default() };
    whowhen_core::check::check(ArticleFile {
        format: "whowhen/1".into(),
        language: "en".into(),
        blocks: vec![block],
        actors: vec![ActorFile { id: "a".into(), ..ActorFile::default() }],
        mentions: vec![MentionFile { actor: "a".into(), at: spans, ..MentionFile::default() }],
        ..ArticleFile::default()
    })
    .unwrap()
}

/// The range of a span in code points, counted one by one.
fn code_points(text: &str, span: &Span) -> (i64, i64) {
    let count = |bytes: usize| text[..bytes].chars().count() as i64;
    (count(span.bytes().start), count(span.bytes().end))
}

/// `outcome` is `START-END WORDS` in code points if the span is resolved, and the kind of problem if there is one.
#[track_caller]
fn check(text: &str, mut span: Value, outcome: &str) {
    let fields = span.as_object_mut().unwrap();
    fields.entry("block").or_insert("b".into());
    let (article, problems) = resolve(text, vec![serde_json::from_value(span).unwrap()]);
    let found = article.mentions.iter().flat_map(|mention| &mention.spans).map(|span| {
        let (start, end) = code_points(text, span);
        format!("{start}-{end} {}", article.quote(span).escape_debug())
    });
    let problem_names = problems.iter().map(|problem| {
        let debug = format!("{:?}", problem.kind);
        let name = debug.split([' ', '{']).next().unwrap().to_owned();
        match &problem.kind {
            ProblemKind::OtherUnit { unit, .. } => format!("{name} {unit:?}"),
            _ => name,
        }
    });
    assert_eq!(found.chain(problem_names).collect::<Vec<_>>().join(", "), outcome);
}

const MALI: &str = "Mali and the north of Mali";
/// A family (5 code points, 8 UTF-16 code units, 18 bytes), a flag (2, 4, 8) and a dark waving hand (2, 4, 8).
const EMOJI: &str = "👨\u{200d}👩\u{200d}👧 in 🇲🇱 👋🏿!";

#[test]
fn positions_alone_count_code_points() {
    check(MALI, json!({"start": 0, "end": 4}), "0-4 Mali");
    check(MALI, json!({"start": 22, "end": 26}), "22-26 Mali");
    check(EMOJI, json!({"start": 0, "end": 5}), r"0-5 👨\u{200d}👩\u{200d}👧");
    check(EMOJI, json!({"start": 9, "end": 11}), "9-11 🇲🇱");
    check(EMOJI, json!({"start": 12, "end": 14}), "12-14 👋🏿");
    check("cafe\u{301} noir", json!({"start": 0, "end": 5}), "0-5 cafe\u{301}");
    check("زار ماليَ أمس", json!({"start": 4, "end": 9}), "4-9 ماليَ");
    check("法国军队抵达马里。", json!({"start": 6, "end": 8}), "6-8 马里");
    check("one\r\ntwo", json!({"start": 3, "end": 8}), r"3-8 \r\ntwo");
    check("𝒜𝒷 c", json!({"start": 1, "end": 2}), "1-2 𝒷");
}

#[test]
fn positions_are_right_beyond_the_first_checkpoint() {
    for before in [1, 62, 63, 64, 65, 127, 128, 129, 1000] {
        let text = format!("{}Mali{}", "é👍".repeat(before).chars().take(before).collect::<String>(), "م".repeat(70));
        let at = |add| before + add;
        check(&text, json!({"start": at(0), "end": at(4)}), &format!("{}-{} Mali", at(0), at(4)));
        check(&text, json!({"start": at(3), "end": at(5), "quote": "iم"}), &format!("{}-{} iم", at(3), at(5)));
        check(&text, json!({"start": at(74), "end": at(75)}), "OutsideText");
    }
}

#[test]
fn positions_that_are_not_a_range() {
    check(MALI, json!({"start": 22, "end": 27}), "OutsideText");
    check(MALI, json!({"start": 4, "end": 0}), "OutsideText");
    check(MALI, json!({"start": -1, "end": 4}), "OutsideText");
    check(MALI, json!({"start": i64::MIN, "end": i64::MAX}), "OutsideText");
    check(MALI, json!({"start": 3, "end": 3}), "EmptySpan");
    check(MALI, json!({"start": 26, "end": 26}), "EmptySpan");
    check(MALI, json!({"start": 27, "end": 27}), "OutsideText");
    check("", json!({"start": 0, "end": 0}), "EmptySpan");
    check(MALI, json!({"start": 0, "end": 4, "quote": ""}), "EmptySpan");
    check(MALI, json!({"quote": ""}), "EmptySpan");
    check(MALI, json!({"block": "elsewhere", "quote": "Mali"}), "UnknownBlock");
}

#[test]
fn start_without_end_is_not_a_position() {
    check(MALI, json!({}), "IncompletePosition");
    check(MALI, json!({"start": 0}), "IncompletePosition");
    check(MALI, json!({"end": 4}), "IncompletePosition");
    check(MALI, json!({"end": 4, "quote": "north"}), "13-18 north, IncompletePosition");
    check(MALI, json!({"start": 22, "quote": "Mali", "nth": 2}), "22-26 Mali, IncompletePosition");
    check(MALI, json!({"start": 22, "quote": "Niger"}), "QuoteNotFound");
}

#[test]
fn a_quote_alone_means_the_first_or_the_selected_occurrence() {
    check(MALI, json!({"quote": "Mali"}), "0-4 Mali");
    check(MALI, json!({"quote": "Mali", "nth": 1}), "0-4 Mali");
    check(MALI, json!({"quote": "Mali", "nth": 2}), "22-26 Mali");
    check(MALI, json!({"quote": "Mali", "prefix": "of "}), "22-26 Mali");
    check(MALI, json!({"quote": "Mali", "suffix": " and"}), "0-4 Mali");
    check(MALI, json!({"quote": "Mali", "prefix": "", "suffix": ""}), "0-4 Mali");
    check("a Mali b, a Mali c", json!({"quote": "Mali", "prefix": "a ", "suffix": " c"}), "12-16 Mali");
    check("a Mali b, a Mali b", json!({"quote": "Mali", "prefix": "a ", "nth": 2}), "12-16 Mali");
    check("Mali, a Mali, a Mali", json!({"quote": "Mali", "prefix": "a ", "nth": 1}), "8-12 Mali");
    check("banana", json!({"quote": "ana", "nth": 2}), "3-6 ana");
    check("👋👋👋", json!({"quote": "👋👋", "nth": 2}), "1-3 👋👋");
    check(EMOJI, json!({"quote": "🇲🇱", "prefix": "in "}), "9-11 🇲🇱");
    check("مالي ومالي", json!({"quote": "مالي", "prefix": "و"}), "6-10 مالي");
    check("one\r\ntwo\r\ntwo", json!({"quote": "two", "nth": 2}), "10-13 two");
}

#[test]
fn a_quote_that_does_not_occur() {
    check(MALI, json!({"quote": "Niger"}), "QuoteNotFound");
    check(MALI, json!({"quote": "mali"}), "QuoteNotFound");
    check("caf\u{e9}", json!({"quote": "cafe\u{301}"}), "QuoteNotFound");
    check("one\r\ntwo", json!({"quote": "one\ntwo"}), "QuoteNotFound");
    check(MALI, json!({"quote": "Mali", "nth": 3}), "NoSuchOccurrence");
    check(MALI, json!({"quote": "Mali", "nth": 0}), "NoSuchOccurrence");
    check(MALI, json!({"quote": "Mali", "nth": -1}), "NoSuchOccurrence");
    check(MALI, json!({"quote": "Mali", "nth": i64::MAX}), "NoSuchOccurrence");
    check(MALI, json!({"quote": "Mali", "prefix": "Niger, "}), "NoSuchOccurrence");
    check(MALI, json!({"quote": "Mali", "suffix": "."}), "NoSuchOccurrence");
}

#[test]
fn positions_and_quote_that_agree() {
    check(MALI, json!({"start": 22, "end": 26, "quote": "Mali"}), "22-26 Mali");
    // The positions are enough: prefix, suffix and nth are ignored.
    check(MALI, json!({"start": 22, "end": 26, "quote": "Mali", "nth": 1, "prefix": "?"}), "22-26 Mali");
    check(EMOJI, json!({"start": 9, "end": 11, "quote": "🇲🇱"}), "9-11 🇲🇱");
    check("cafe\u{301}", json!({"start": 0, "end": 4, "quote": "cafe"}), "0-4 cafe");
}

#[test]
fn positions_in_another_unit_are_recognised_by_the_quote() {
    check(EMOJI, json!({"start": 12, "end": 16, "quote": "🇲🇱"}), "9-11 🇲🇱, OtherUnit Utf16");
    check(EMOJI, json!({"start": 22, "end": 30, "quote": "🇲🇱"}), "9-11 🇲🇱, OtherUnit Byte");
    check("é Mali, Mali", json!({"start": 3, "end": 7, "quote": "Mali"}), "2-6 Mali, OtherUnit Byte");
    check("👍 Mali, Mali", json!({"start": 3, "end": 7, "quote": "Mali"}), "2-6 Mali, OtherUnit Utf16");
    check("👍 Mali, Mali", json!({"start": 5, "end": 9, "quote": "Mali"}), "2-6 Mali, OtherUnit Byte");
    // Code points take precedence if the quote matches in several units.
    check("éaaaa", json!({"start": 1, "end": 2, "quote": "a"}), "1-2 a");
    check("éaaaa", json!({"start": 2, "end": 3, "quote": "a"}), "2-3 a");
}

#[test]
fn a_quote_at_wrong_positions_is_moved_only_to_its_single_occurrence() {
    check(MALI, json!({"start": 12, "end": 17, "quote": "north"}), "13-18 north, Moved");
    check(MALI, json!({"start": 900, "end": -2, "quote": "north"}), "13-18 north, Moved");
    check(MALI, json!({"start": 1, "end": 1, "quote": "north"}), "13-18 north, Moved");
    check(MALI, json!({"start": 5, "end": 9, "quote": "Mali", "prefix": "of "}), "22-26 Mali, Moved");
    check(MALI, json!({"start": 5, "end": 9, "quote": "Mali"}), "PositionsAndQuoteDisagree");
    check(MALI, json!({"start": 0, "end": 5, "quote": "Mali"}), "PositionsAndQuoteDisagree");
    check(MALI, json!({"start": 5, "end": 9, "quote": "Mali", "nth": 2}), "PositionsAndQuoteDisagree");
    check("banana", json!({"start": 0, "end": 3, "quote": "ana"}), "PositionsAndQuoteDisagree");
    check(MALI, json!({"start": 0, "end": 4, "quote": "Niger"}), "QuoteNotFound");
    check(MALI, json!({"start": 5, "end": 9, "quote": "north", "prefix": "south"}), "NoSuchOccurrence");
}

#[test]
fn one_invalid_span_does_not_affect_the_others() {
    let span = |words: &str| SpanFile { block: "b".into(), quote: Some(words.into()), ..SpanFile::default() };
    let (article, problems) = resolve(MALI, vec![span("Mali"), span("Niger"), span("north")]);
    let words: Vec<&str> = article.mentions.as_slice()[0].spans.iter().map(|span| article.quote(span)).collect();
    assert_eq!(words, ["Mali", "north"]);
    assert_eq!(problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["mentions[0].at[1]"]);
}

/// All positions of a text in all three units, counted one character at a time.
fn places(text: &str) -> Vec<[usize; 3]> {
    let mut places = vec![[0, 0, 0]];
    for c in text.chars() {
        let [code_points, utf16, bytes] = places[places.len() - 1];
        places.push([code_points + 1, utf16 + c.len_utf16(), bytes + c.len_utf8()]);
    }
    places
}

fn any_span() -> impl Strategy<Value = SpanFile> {
    let position = || prop::option::of(prop_oneof![-2..40i64, Just(i64::MIN), Just(i64::MAX)]);
    let words = || prop::option::of(any_text(2));
    (position(), position(), words(), words(), words(), prop::option::of(-1..4i64)).prop_map(
        |(start, end, quote, prefix, suffix, nth)| SpanFile {
            block: "b".into(),
            start,
            end,
            quote,
            prefix,
            suffix,
            nth,
            ..SpanFile::default()
        },
    )
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn offsets_agree_with_counting(text in any_text(150)) {
        let (offsets, places) = (Offsets::new(&text), places(&text));
        for (column, unit) in [Unit::CodePoint, Unit::Utf16, Unit::Byte].into_iter().enumerate() {
            for position in 0..=places[places.len() - 1][column] + 1 {
                let byte = places.iter().find(|place| place[column] == position).map(|place| place[2]);
                prop_assert_eq!(offsets.to_byte(position, unit), byte, "to_byte({}, {:?})", position, unit);
                if let Some(byte) = byte {
                    prop_assert_eq!(offsets.from_byte(byte, unit), Some(position));
                }
            }
        }
        for byte in (0..=text.len() + 1).filter(|&byte| !text.is_char_boundary(byte)) {
            prop_assert_eq!(offsets.from_byte(byte, Unit::CodePoint), None);
        }
    }

    #[test]
    fn a_written_range_is_resolved_to_itself(text in any_text(150), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let places = places(&text);
        let (one, other) = (one.index(places.len()), other.index(places.len()));
        let (from, to) = (places[one.min(other)], places[one.max(other)]);
        prop_assume!(from != to);
        let (start, end) = (Some(from[0] as i64), Some(to[0] as i64));
        let quote = Some(text[from[2]..to[2]].to_owned());
        for quote in [None, quote] {
            let written = SpanFile { block: "b".into(), start, end, quote, ..SpanFile::default() };
            let (article, problems) = resolve(&text, vec![written]);
            prop_assert_eq!(problems, []);
            let found = &article.mentions.as_slice()[0].spans[0];
            prop_assert_eq!(found.bytes(), from[2]..to[2]);
            let (start_again, end_again) = code_points(&text, found);
            prop_assert_eq!((Some(start_again), Some(end_again)), (start, end));
        }
    }

    #[test]
    fn a_quote_is_found_where_a_naive_search_finds_it(text in any_text(60), exact in any_text(2), nth in 1..4usize, prefix in any_text(1), suffix in any_text(1)) {
        let fits = |&(at, _): &(usize, char)| {
            text[at..].starts_with(&exact) && text[..at].ends_with(&prefix) && text[at + exact.len()..].starts_with(&suffix)
        };
        let all: Vec<usize> = text.char_indices().filter(|_| !exact.is_empty()).filter(fits).map(|(at, _)| at).collect();
        let quote = Quote { exact: &exact, prefix: Some(&prefix), suffix: Some(&suffix), nth: Some(nth) };
        prop_assert_eq!(quote.find(&text), all.get(nth - 1).map(|&at| at..at + exact.len()));
        prop_assert_eq!(quote.count(&text), all.len());
        prop_assert_eq!(quote.find_only(&text).is_some(), all.len() == 1);
    }

    #[test]
    fn any_span_covers_whole_characters_or_has_a_problem(text in any_text(12), spans in prop::collection::vec(any_span(), 1..8)) {
        let (article, problems) = resolve(&text, spans.clone());
        let found: Vec<Span> = article.mentions.iter().flat_map(|mention| mention.spans.clone()).collect();
        for span in &found {
            prop_assert!(text.get(span.bytes()).is_some_and(|words| !words.is_empty()), "{:?} of {:?}", span, text);
        }
        let dropped = problems.iter().filter(|problem| !problem.is_repaired()).count();
        prop_assert_eq!(found.len() + dropped, spans.len());
    }

    #[test]
    fn a_resolved_span_is_equal_to_its_quote(text in any_text(12), span in any_span()) {
        let (article, _) = resolve(&text, vec![span.clone()]);
        if let (Some(mention), Some(quote)) = (article.mentions.as_slice().first(), &span.quote) {
            prop_assert_eq!(article.quote(&mention.spans[0]), quote);
        }
    }
}
