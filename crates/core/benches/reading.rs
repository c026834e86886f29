//! Measures how long it takes to read and to check an article, and to place its events on the strip of time, natively and without a browser:
//! `cargo bench --package whowhen-core --bench reading`.
//!
//! A reader opens one article, with cold caches. So each measurement is the first thing that a fresh process does, and the
//! figures are medians over such processes. Use them to compare two versions of this code on one machine. `cargo xtask bench`
//! measures in a browser what a person waits for.

use serde_json::{Value, json};
use std::process::Command;
use std::time::Instant;
use whowhen_core::index::Index;
use whowhen_core::timeline::Strip;
use whowhen_core::{check, file};

const SIZES: [usize; 2] = [2_000, 20_000];
const PROCESSES: usize = 31;

/// The argument that makes this program take one measurement: `--once MENTIONS`.
const ONCE: &str = "--once";

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, once, size, ..] = args.as_slice()
        && once == ONCE
    {
        let [read, checked, strip] = measure(size.parse().expect("a number of mentions"));
        println!("{read} {checked} {strip}");
        return;
    }
    println!("milliseconds, medians of {PROCESSES} processes (least to most)\n");
    println!("{:>8}  {:<22} {:<22} {:<22} strip of time", "mentions", "reading", "checking", "both");
    for size in SIZES {
        let runs: Vec<[f64; 3]> = (0..PROCESSES).map(|_| measure_in_new_process(&args[0], size)).collect();
        let read = spread(runs.iter().map(|[read, ..]| *read));
        let checked = spread(runs.iter().map(|[_, checked, _]| *checked));
        let both = spread(runs.iter().map(|[read, checked, _]| read + checked));
        let strip = spread(runs.iter().map(|[.., strip]| *strip));
        println!("{size:>8}  {read:<22} {checked:<22} {both:<22} {strip}");
    }
}

/// Milliseconds of reading, of checking and of placing the events, measured in a new process.
fn measure_in_new_process(program: &str, size: usize) -> [f64; 3] {
    let output =
        Command::new(program).args([ONCE, &size.to_string()]).output().expect("this program can be started again");
    let text = String::from_utf8(output.stdout).expect("three numbers");
    let mut times = text.split_whitespace().map(|time| time.parse().expect("a time"));
    std::array::from_fn(|_| times.next().expect("three times"))
}

fn measure(size: usize) -> [f64; 3] {
    let bytes = article(size).to_string().into_bytes();
    let start = Instant::now();
    let file = file::read(&bytes).expect("an article that can be read");
    let read = start.elapsed();
    let (article, problems) = check::check(file).expect("an article that can be shown");
    let both = start.elapsed();
    assert!(article.mentions.len() == size && problems.is_empty(), "{problems:?}");
    let index = Index::new(&article);
    let start = Instant::now();
    let strip = Strip::new(&article, &index);
    let placed = start.elapsed();
    assert_eq!(strip.marks.len(), article.events.len());
    [read, both - read, placed].map(|time| time.as_secs_f64() * 1e3)
}

fn spread(times: impl Iterator<Item = f64>) -> String {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    format!("{:.2} ({:.2} to {:.2})", times[times.len() / 2], times[0], times[times.len() - 1])
}

/// An article with `size` mentions: ten words per mention, ten mentions and one event per paragraph.
fn article(size: usize) -> Value {
    let actors: Vec<Value> = (0..size.div_ceil(20).max(10))
        .map(|n| json!({ "id": format!("a{n}"), "kind": "person", "name": format!("Person {n}") }))
        .collect();
    let (mut blocks, mut mentions, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for block in 0..size.div_ceil(10) {
        let id = format!("b{block}");
        let mut text = String::new();
        let mut participants = Vec::new();
        for mention in block * 10..(block * 10 + 10).min(size) {
            let actor = mention * 7 % actors.len();
            let name = format!("Person {actor}");
            let start = text.len();
            let at = json!({ "block": id, "start": start, "end": start + name.len(), "quote": name });
            mentions.push(json!({ "actor": format!("a{actor}"), "form": "name", "at": [at] }));
            if participants.len() < 3 {
                participants.push(json!({ "actor": format!("a{actor}"), "role": "agent" }));
            }
            text += &name;
            text += " went on with what had been left undone. ";
        }
        let quote = text.split_inclusive('.').next().unwrap_or_default();
        events.push(json!({
            "id": format!("e{block}"),
            "kind": "statement",
            "title": format!("Event {block}"),
            "when": (1000 + block % 1000).to_string(),
            "participants": participants,
            "evidence": [{ "block": id, "start": 0, "end": quote.len(), "quote": quote }],
        }));
        blocks.push(json!({ "id": id, "kind": "paragraph", "text": text }));
    }
    json!({
        "format": "whowhen/1",
        "id": "made",
        "title": "Generated for a benchmark",
        "language": "en",
        "blocks": blocks,
        "actors": actors,
        "mentions": mentions,
        "events": events,
    })
}
