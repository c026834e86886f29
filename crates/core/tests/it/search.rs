//! Search in an article: its text, the names of its actors, the titles and summaries of its events.

use crate::common::{open_clean, patched, properties, valid};
use crate::folding::char_folder;
use proptest::prelude::*;
use serde_json::json;
use whowhen_core::article::{Article, EventIdx};
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::text::CharFolder;

fn no_words(_: EventIdx) -> Vec<String> {
    Vec::new()
}

fn index(article: &Article, folder: &mut CharFolder) -> SearchIndex {
    let mut index = SearchIndex::default();
    while index.fold_more(article, folder, &no_words) {}
    index
}

fn story() -> Article {
    let block = |id: &str, text: &str| json!({ "id": id, "kind": "paragraph", "text": text });
    open_clean(&json!({
        "format": "whowhen/1", "id": "story", "title": "Story", "language": "fr",
        "blocks": [
            block("b1", "Kéïta, keita."), block("b2", ""), block("b3", "L’armée\u{a0}malienne a  quitté Kidal."),
            block("b4", "Kidal")
        ],
        "actors": [
            { "id": "ibk", "name": "Ibrahim Boubacar Kéita", "aliases": ["IBK", "the president"] },
            { "id": "army", "name": "The army", "aliases": ["L’armée malienne", "FAMa"] }, { "id": "kidal" }
        ],
        "events": [
            { "id": "left", "title": "The army leaves Kidal", "summary": "After ten years." },
            { "id": "fall", "title": "Coup", "summary": "The president, Kéita, is arrested." }, { "id": "kidal" }
        ]
    }))
}

/// Checks the results of a query: the matches and their block, then the ids of actors, then those of events.
#[track_caller]
fn check(query: &str, text: &str, actors: &str, events: &str) {
    let (article, mut folder) = (story(), char_folder());
    let SearchResults { text: spans, actors: names, events: titles } =
        index(&article, &mut folder).find(query, &mut folder);
    let spans: Vec<String> =
        spans.iter().map(|span| format!("{} in {}", article.quote(span), article[span.block].id)).collect();
    let names: Vec<&str> = names.iter().map(|at| article[*at].id.as_str()).collect();
    let titles: Vec<&str> = titles.iter().map(|at| article[*at].id.as_str()).collect();
    assert_eq!((spans.join(", "), names.join(" "), titles.join(" ")), (text.into(), actors.into(), events.into()));
}

#[test]
fn queries() {
    check("keita", "Kéïta in b1, keita in b1", "ibk", "fall");
    check("KÉITA", "Kéïta in b1, keita in b1", "ibk", "fall");
    check("kidal", "Kidal in b3, Kidal in b4", "kidal", "left kidal");
    check("l'armee malienne", "L’armée\u{a0}malienne in b3", "army", "");
    check("fama", "", "army", "");
    check("president", "", "ibk", "fall");
    check("after", "", "", "left");
    check("niger", "", "", "");
}

#[test]
fn white_space_in_a_query() {
    check("", "", "", "");
    check(" \u{a0}\n", "", "", "");
    check("\u{301}", "", "", "");
    check("  keita\t", "Kéïta in b1, keita in b1", "ibk", "fall");
    check("a \n quitte", "a  quitté in b3", "", "");
    check("malienne  a  quitté", "malienne a  quitté in b3", "", "");
}

#[test]
fn matches_do_not_cross_names_or_blocks() {
    check("keita ibk", "", "", "");
    check("keita\nibk", "", "", "");
    check("kidal after", "", "", "");
    check("kidal. kidal", "", "", "");
}

#[test]
fn an_article_is_folded_one_block_at_a_time() {
    let (article, mut folder) = (story(), char_folder());
    let mut index = SearchIndex::default();
    assert_eq!(index.find("kidal", &mut folder), SearchResults::default());
    let mut seen = Vec::new();
    loop {
        let more = index.fold_more(&article, &mut folder, &no_words);
        let found = index.find("kidal", &mut folder);
        seen.push((more, found.text.len(), found.actors.len(), found.events.len()));
        if !more {
            break;
        }
    }
    assert_eq!(seen, [(true, 0, 1, 2), (true, 0, 1, 2), (true, 1, 1, 2), (false, 2, 1, 2)]);
    assert!(!index.fold_more(&article, &mut folder, &no_words), "and no more");
    assert_eq!(index.find("kidal", &mut folder).text.len(), 2);
}

#[test]
fn an_event_is_found_by_what_its_row_says_of_it() {
    let (article, mut folder) = (story(), char_folder());
    let first = article.events.nth(0).unwrap();
    let mut index = SearchIndex::default();
    let words = |at| if at == first { vec!["contesté".to_owned(), "prévu".to_owned()] } else { Vec::new() };
    while index.fold_more(&article, &mut folder, &words) {}
    for (query, found) in [("conteste", vec![first]), ("PRÉVU", vec![first]), ("contesté prévu", vec![])] {
        assert_eq!(index.find(query, &mut folder).events, found, "{query}");
    }
}

#[test]
fn an_article_without_actors_and_events() {
    let bare = json!({ "format": "whowhen/1", "id": "bare", "title": "Bare", "language": "en",
        "blocks": [{ "id": "b", "kind": "paragraph", "text": "Nobody." }] });
    let (article, mut folder) = (open_clean(&bare), char_folder());
    let found = index(&article, &mut folder).find("nobody", &mut folder);
    assert_eq!((found.text.len(), found.actors.len(), found.events.len()), (1, 0, 0));
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn matches_in_any_text_cover_whole_characters(text in crate::common::any_text(60), query in crate::common::any_text(3)) {
        let mut folder = char_folder();
        let file = patched(&[
            ("/blocks/1", json!({ "id": "b2", "kind": "paragraph", "text": text })),
            ("/mentions", json!([])),
            ("/events", valid()["events"].as_array().unwrap()[1..].into()),
            ("/relations", json!([])),
        ]);
        let article = open_clean(&file);
        let found = index(&article, &mut folder).find(&query, &mut folder);
        let mut ends = 0;
        for span in found.text.iter().filter(|span| span.block.position() == 1) {
            prop_assert!(span.start >= ends && text.get(span.bytes()).is_some());
            ends = span.end;
        }
        // A literal occurrence is found, unless the query folds to nothing.
        let vanishes = query.chars().all(|c| c.is_whitespace() || "\u{301}\u{200d}".contains(c));
        if text.contains(query.trim()) && !vanishes && query.chars().all(char::is_alphanumeric) {
            prop_assert!(!found.text.is_empty());
        }
    }
}
