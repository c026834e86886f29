//! Shared by several tests: a small valid file, patches to it, opening it, and texts that are hard to count.

#![allow(dead_code, reason = "not every test crate uses all of it")]

use std::sync::LazyLock;

use expect_test::Expect;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use whowhen_core::article::{ActorIdx, Article, Bound, Day, EventIdx};
use whowhen_core::check::Problem;
use whowhen_core::locale::{Locale, Translation};

/// A file with every feature and no problem.
pub fn valid() -> Value {
    json!({
        "format": "whowhen/1", "id": "brief", "title": "Brief", "language": "en", "published": "2023-11-03",
        "source": { "url": "https://example.org/brief" },
        "blocks": [
            { "id": "b1", "kind": "heading", "level": 2, "text": "January" },
            { "id": "b2", "kind": "paragraph", "text": "Mali asked, and troops came to Mali.",
              "marks": [{ "start": 0, "end": 4, "kind": "link", "href": "https://example.org/mali" }] }
        ],
        "actors": [
            { "id": "mali", "kind": "state", "name": "Mali", "ids": { "wikidata": "Q912" },
              "links": [{ "url": "https://example.org/mali" }] },
            { "id": "army", "kind": "military", "name": "The army", "member_of": ["mali"] }
        ],
        "mentions": [
            { "actor": "mali", "form": "name", "at": [{ "block": "b2", "start": 0, "end": 4, "quote": "Mali" }] },
            { "actor": "army", "form": "alias", "at": [{ "block": "b2", "quote": "troops" }], "certainty": 0.5 }
        ],
        "events": [
            { "id": "call", "kind": "diplomacy", "title": "Mali asks", "when": "2013-01",
              "where": { "name": "Bamako", "lat": 12.65, "lon": -8.0, "precision": "town" },
              "participants": [{ "actor": "mali", "role": "agent" }], "evidence": [{ "block": "b2", "quote": "Mali asked" }],
              "status": "alleged", "attributed_to": "army", "certainty": 0.9, "sources": [{ "url": "https://example.org/call" }] },
            { "id": "landing", "kind": "deployment", "title": "Troops come", "where": "mali" }
        ],
        "relations": [{ "from": "call", "to": "landing", "kind": "precedes" }]
    })
}

/// [`valid`], changed at these JSON pointers: a value is replaced or added (`-` appends to a list), and `null` removes a
/// field.
pub fn patched(patches: &[(&str, Value)]) -> Value {
    let mut file = valid();
    for (pointer, value) in patches {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match file.pointer_mut(parent).unwrap_or_else(|| panic!("there is no {parent}")) {
            Value::Object(fields) if value.is_null() => drop(fields.remove(key)),
            Value::Object(fields) => drop(fields.insert(key.to_owned(), value.clone())),
            Value::Array(items) if key == "-" => items.push(value.clone()),
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            other => panic!("{other} has no parts"),
        }
    }
    file
}

/// The index of the actor at a position from 0 to 9, of any article.
pub fn actor(position: usize) -> ActorIdx {
    TEN.actors.nth(position).unwrap()
}

/// The index of the event at a position from 0 to 9, of any article.
pub fn event(position: usize) -> EventIdx {
    TEN.events.nth(position).unwrap()
}

/// An article of ten actors and ten events.
static TEN: std::sync::LazyLock<Article> = std::sync::LazyLock::new(|| {
    let ids: Vec<Value> = (0..10).map(|id| json!({ "id": id.to_string() })).collect();
    open(&patched(&[
        ("/actors", json!(ids)),
        ("/events", json!(ids)),
        ("/mentions", json!([])),
        ("/relations", json!([])),
    ]))
    .0
});

/// Opens a file that must contain an article.
#[track_caller]
pub fn open(file: &Value) -> (Article, Vec<Problem>) {
    whowhen_core::open(file.to_string().as_bytes()).unwrap()
}

/// Opens a file that must contain an article and no problem.
#[track_caller]
pub fn open_clean(file: &Value) -> Article {
    let (article, problems) = open(file);
    assert_eq!(problems, []);
    article
}

/// Opens [`valid`] with these changes, and compares the problems, three lines each.
#[track_caller]
pub fn check(patches: &[(&str, Value)], problems: Expect) -> Article {
    let (article, found) = open(&patched(patches));
    let shown = |problem: &Problem| {
        let repaired = if problem.is_repaired() { " (repaired)" } else { "" };
        format!("{}: {}\n  {}{repaired}\n  {}\n", problem.path, problem.message(), problem.action(), problem.help())
    };
    problems.assert_eq(&found.iter().map(shown).collect::<String>());
    article
}

/// A bound as text: `2013-01-01`, `open`, `unknown`.
pub fn bound_text(bound: Bound) -> String {
    match bound {
        Bound::Day(Day { year, month, day }) if year < 0 => format!("-{:04}-{month:02}-{day:02}", -year),
        Bound::Day(Day { year, month, day }) => format!("{year:04}-{month:02}-{day:02}"),
        Bound::Open => "open".to_owned(),
        Bound::Unknown => "unknown".to_owned(),
    }
}

/// Uses the same cases on every run, so that a new failure is caused by a change. Set `PROPTEST_RNG_SEED` and
/// `PROPTEST_CASES` for other cases.
pub fn properties() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match config.rng_seed {
        RngSeed::Random => ProptestConfig { rng_seed: RngSeed::Fixed(20_231_103), ..config },
        RngSeed::Fixed(_) => config,
    }
}

/// A text of up to `longest` pieces: letters of one to four bytes, combining marks, line ends, and sometimes any
/// character. Pieces repeat, so that quotes occur more than once.
pub fn any_text(longest: usize) -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "b",
        "ab",
        " ",
        "é",
        "e\u{301}",
        "👨\u{200d}👩\u{200d}👧",
        "🇲🇱",
        "👋🏿",
        "م",
        "مالي",
        "马",
        "里",
        "\r\n",
        "\n",
        "\r",
        "\u{2028}",
        "𝒜",
    ];
    let piece = prop_oneof![
        15 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..=longest).prop_map(|pieces| pieces.concat())
}

/// English, formatted like the browser, for dates and messages in words.
pub struct English;

impl Locale for English {
    fn translation(&self) -> &Translation {
        static ENGLISH: LazyLock<Translation> = LazyLock::new(Translation::english);
        &ENGLISH
    }

    fn number(&self, number: usize) -> String {
        number.to_string()
    }

    fn percent(&self, share: f64) -> String {
        format!("{}%", (share * 100.0).round())
    }

    fn digits(&self, number: i64, least: usize) -> String {
        format!("{number:0least$}")
    }

    fn plural(&self, number: usize) -> String {
        if number == 1 { "one" } else { "other" }.to_owned()
    }

    fn list(&self, items: &[String], all: bool) -> String {
        let word = if all { "and" } else { "or" };
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
        }
    }

    fn calendar_day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = month.map(|month| MONTHS[usize::from(month) - 1].to_owned());
        let parts = [day.map(|day| day.to_string()), month, year.map(|year| year.to_string())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn short_calendar_day(&self, month: u8, day: u8) -> String {
        let month = self.calendar_day(None, Some(month), None);
        format!("{day} {}", &month[..3])
    }
}

/// Pairs of an address.
pub fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// Random pairs of an address: ours and others, valid and invalid.
pub fn any_address() -> impl Strategy<Value = Vec<(String, String)>> {
    const KEYS: &[&str] = &[
        "article", "src", "actor", "event", "order", "view", "q", "kinds", "what", "with", "match", "from", "to",
        "dates", "undated", "", "utm", "x=&",
    ];
    const VALUES: &[&str] = &[
        "told",
        "happened",
        "",
        "mali",
        "army",
        "call",
        "landing",
        "x=&",
        "text",
        "actors",
        "state",
        "state,military",
        ",",
        "a\\,b,",
        "diplomacy",
        "all",
        "sure",
        "no",
        "2012",
        "2012-03-01",
        "-0043",
        "Y12345",
        "Y3E99",
        "201X",
    ];
    let word = |words| prop::sample::select(words).prop_map(str::to_owned);
    prop::collection::vec((word(KEYS), word(VALUES)), 0..12)
}
