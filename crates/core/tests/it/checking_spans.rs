//! Messages for problems with spans: a span without a match is left out, one with a clear meaning is repaired, and the rest
//! of the article is not affected. `positions.rs` tests how spans are resolved; this file tests the messages.

use crate::common::check;
use expect_test::expect;
use serde_json::json;
use whowhen_core::article::Article;

/// The text of a mention's spans.
fn words(article: &Article, mention: usize) -> Vec<&str> {
    article.mentions.as_slice()[mention].spans.iter().map(|span| article.quote(span)).collect()
}

#[test]
fn spans_without_a_match_are_left_out() {
    let at = "/mentions/0/at/0";
    let article = check(
        &[("/mentions/0/at", json!([]))],
        expect![[r#"
            mentions[0].at: the mention has no span in the text
              the mention is left out
              give it at least one span that fits
        "#]],
    );
    assert_eq!(article.mentions.len(), 1);
    check(
        &[(at, json!({ "block": "b2", "start": 4, "end": 4 }))],
        expect![[r#"
        mentions[0].at[0]: the span covers no text
          the span is left out; its text stays, unmarked
          correct start and end: code points of the block's text, from 0, end not included
    "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "start": 30, "end": 99 }))],
        expect![[r#"
            mentions[0].at[0]: characters 30 to 99 are not a range of the block, which has 36
              the span is left out; its text stays, unmarked
              correct start and end: code points of the block's text, from 0, end not included
        "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "start": 0 }))],
        expect![[r#"
        mentions[0].at[0]: start and end go together, and one of them is missing
          the span is left out; its text stays, unmarked
          give start and end, or a quote
    "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "quote": "Niger" }))],
        expect![[r#"
        mentions[0].at[0]: the block does not say “Niger”
          the span is left out; its text stays, unmarked
          copy the words from the block, letter by letter
    "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "quote": "Mali", "nth": 3 }))],
        expect![[r#"
            mentions[0].at[0]: the block says “Mali”, but not where prefix, suffix or nth ask for it
              the span is left out; its text stays, unmarked
              correct prefix, suffix or nth
        "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "start": 5, "end": 10, "quote": "Mali" }))],
        expect![[r#"
            mentions[0].at[0]: the positions and the quote disagree: the text at the positions is “asked”, and the quote “Mali” is in the block 2 times
              the span is left out; its text stays, unmarked
              correct the positions, or leave them out and add nth or prefix
        "#]],
    );
    check(
        &[(at, json!({ "block": "b2", "start": 50, "end": 54, "quote": "Mali" }))],
        expect![[r#"
            mentions[0].at[0]: the positions and the quote disagree: the positions lie outside the text, and the quote “Mali” is in the block 2 times
              the span is left out; its text stays, unmarked
              correct the positions, or leave them out and add nth or prefix
        "#]],
    );
    let article = check(
        &[("/events/0/evidence/-", json!({ "block": "b2", "quote": "no such words" }))],
        expect![[r#"
        events[0].evidence[1]: the block does not say “no such words”
          the span is left out; its text stays, unmarked
          copy the words from the block, letter by letter
    "#]],
    );
    assert_eq!(article.events.as_slice()[0].evidence.len(), 1);
    let article = check(
        &[
            ("/blocks/1/marks/0/end", json!(0)),
            ("/blocks/1/marks/-", json!({ "start": 0, "end": 99, "kind": "strong" })),
        ],
        expect![[r#"
            blocks[1].marks[0]: the span covers no text
              the span is left out; its text stays, unmarked
              correct start and end: code points of the block's text, from 0, end not included
            blocks[1].marks[1]: characters 0 to 99 are not a range of the block, which has 36
              the span is left out; its text stays, unmarked
              correct start and end: code points of the block's text, from 0, end not included
        "#]],
    );
    assert!(article.blocks.as_slice()[1].styles.is_empty());
}

#[test]
fn spans_with_a_clear_meaning_are_repaired() {
    let at = "/mentions/1/at/0";
    let article = check(
        &[(at, json!({ "block": "b2", "start": 15, "end": 21, "quote": "troops" }))],
        expect![[r#"
            mentions[1].at[0]: “troops” is not at its positions
              the one place where the block says it is taken (repaired)
              write start 16 and end 22
        "#]],
    );
    assert_eq!(words(&article, 1), ["troops"]);
    let article = check(
        &[
            ("/blocks/1/text", json!("👍 Mali asked troops, Mali asked.")),
            ("/blocks/1/marks", json!([])),
            ("/mentions/0/at/0", json!({ "block": "b2", "start": 3, "end": 7, "quote": "Mali" })),
        ],
        expect![[r#"
            mentions[0].at[0]: the positions of “Mali” are counted in UTF-16 units, not in code points
              they are read in that unit (repaired)
              count code points: in Python len(text), in JavaScript [...text].length
        "#]],
    );
    assert_eq!((words(&article, 0), article.mentions.as_slice()[0].spans[0].start), (vec!["Mali"], 5));
    let article = check(
        &[(at, json!({ "block": "b2", "end": 22, "quote": "troops" }))],
        expect![[r#"
        mentions[1].at[0]: start and end go together, and one of them is missing
          the quote alone is taken (repaired)
          give start and end, or a quote
    "#]],
    );
    assert_eq!(words(&article, 1), ["troops"]);
}
