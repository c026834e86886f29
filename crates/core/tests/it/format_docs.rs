//! The description of the format, `docs/article-format.md`, agrees with the code: its examples open without problems, its
//! dates are shown as it says, and it lists every field and word of the format.

use serde_json::Value;
use whowhen_core::article::{
    ActorKind, Article, BlockKind, Date, EventKind, Form, Kind, Precision, RelationKind, Role, Status,
};
use whowhen_core::file;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/article-format.md");

fn docs() -> String {
    std::fs::read_to_string(PATH)
        .unwrap_or_else(|error| panic!("docs/article-format.md should describe the format: {error}"))
}

/// The nth JSON block.
fn example(nth: usize) -> String {
    let docs = docs();
    let block = docs.split("```json\n").nth(nth + 1).and_then(|rest| rest.split("```").next());
    block.unwrap_or_else(|| panic!("docs/article-format.md should have a ```json block number {}", nth + 1)).to_owned()
}

fn worked_example() -> Article {
    let (article, problems) =
        whowhen_core::open(example(0).as_bytes()).unwrap_or_else(|error| panic!("the worked example: {error}"));
    let told: Vec<String> = problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message())).collect();
    assert!(told.is_empty(), "the worked example has problems:\n{}", told.join("\n"));
    article
}

#[test]
fn the_worked_example_opens_without_a_problem() {
    let article = worked_example();
    let spans = || article.mentions.iter().flat_map(|mention| &mention.spans);
    let inside = |place: usize| {
        let nth = |at: usize| spans().nth(at).unwrap();
        (0..spans().count()).any(|other| {
            let (one, other) = (nth(place), nth(other));
            one != other && one.block == other.block && other.start <= one.start && one.end <= other.end
        })
    };
    assert!(article.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_))), "a heading");
    assert!((0..spans().count()).any(inside), "a mention within another");
    assert!(article.mentions.iter().any(|mention| mention.spans.len() > 1), "a mention in pieces");
    assert!(article.events.iter().any(|event| event.when.is_none()), "an undated event");
    assert!(article.events.iter().any(|event| event.status == Status::Alleged && event.attributed_to.is_some()));
    assert!(!article.relations.is_empty(), "a relation");
    let marked = &article.blocks.as_slice()[1];
    assert_eq!(&marked.text[marked.styles[0].bytes.start as usize..marked.styles[0].bytes.end as usize], "himself");
}

#[test]
fn the_worked_example_is_a_complete_file() {
    let file = file::read(example(0).as_bytes()).unwrap();
    let written: Value = serde_json::from_str(&file::write(&file)).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(&example(0)).unwrap());
}

#[test]
fn the_library_example_lists_the_worked_example() {
    let library = file::read_library(example(1).as_bytes()).unwrap();
    let article = worked_example();
    let entry = library.entry(Some(&article.id)).expect("the list names the example");
    assert_eq!((&entry.title, &entry.summary, &entry.language), (&article.title, &article.summary, &article.language));
}

#[test]
fn dates_are_shown_as_the_table_says() {
    let docs = docs();
    let rows = docs.split("| written | shown |\n|---|---|\n").nth(1).expect("a table of dates").lines();
    let mut count = 0;
    for row in rows.take_while(|row| row.starts_with('|')) {
        let [_, written, shown, _] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
        assert_eq!(
            whowhen_core::locale::date(&crate::common::English, &Date::parse(written.trim_matches('`')).unwrap()),
            shown
        );
        count += 1;
    }
    assert!(count >= 10);
}

#[test]
fn every_word_of_the_format_is_listed() {
    let docs = docs();
    let words = [
        ActorKind::WORDS,
        EventKind::WORDS,
        Role::WORDS,
        Status::WORDS,
        RelationKind::WORDS,
        Form::WORDS,
        Precision::WORDS,
        BlockKind::WORDS,
        &["emphasis", "strong", "link", "ltr", "rtl"],
    ];
    let missing: Vec<&&str> = words.into_iter().flatten().filter(|word| !docs.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "docs/article-format.md does not name {missing:?}");
}

/// The names of the fields of all objects, from the schema.
#[cfg(feature = "schema")]
#[test]
fn every_field_of_the_format_is_listed() {
    let docs = docs();
    let schema = schemars::schema_for!(whowhen_core::file::ArticleFile).to_value();
    let objects = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let fields = objects.filter_map(|object| object["properties"].as_object()).flat_map(|fields| fields.keys());
    let named = |field: &String| docs.contains(&format!("`{field}`")) || docs.contains(&format!("\"{field}\""));
    let missing: Vec<&String> = fields.filter(|field| !named(field)).collect();
    assert!(missing.is_empty(), "docs/article-format.md does not name {missing:?}");
}
