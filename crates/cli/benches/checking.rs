//! Measures how long `whowhen check` takes for a large article, sound and with problems:
//! `cargo bench --package whowhen-cli --bench checking`.
//!
//! Each measurement is a whole process with its output, as a person waits for it. The figures are medians. With a problem, the
//! position of each value in the source is found too (`SourceMap`).

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const MENTIONS: usize = 100_000;
const PROCESSES: usize = 11;

/// Of how many mentions one has an actor that does not exist.
const CASES: [(&str, usize); 4] =
    [("no problem", usize::MAX), ("one problem", MENTIONS), ("a problem in 100", 100), ("a problem in each", 1)];

fn main() {
    let folder = std::env::temp_dir().join(format!("whowhen-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for articles");
    println!("`whowhen check`, {MENTIONS} mentions; milliseconds, medians of {PROCESSES} processes (least to most)\n");
    for (name, every) in CASES {
        for (layout, line_end) in [("in one line", ""), ("indented", "\n  ")] {
            let path = folder.join("article.json");
            std::fs::write(&path, article(MENTIONS, every, line_end)).expect("an article");
            let mut times: Vec<f64> = (0..PROCESSES).map(|_| measure(&path, every == usize::MAX)).collect();
            times.sort_by(f64::total_cmp);
            let (median, least, most) = (times[PROCESSES / 2], times[0], times[PROCESSES - 1]);
            println!("{name:<18} {layout:<12} {median:7.0} ({least:.0} to {most:.0})");
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// The milliseconds of a process. Its output goes through a pipe.
fn measure(path: &Path, is_sound: bool) -> f64 {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_whowhen"))
        .arg("check")
        .arg(path)
        .stderr(Stdio::inherit())
        .output()
        .expect("the program starts");
    let time = start.elapsed().as_secs_f64() * 1e3;
    assert_eq!(output.status.code(), Some(if is_sound { 0 } else { 1 }));
    time
}

/// An article with this many mentions, ten in a paragraph. Of each `every` mentions one has no actor.
fn article(mentions: usize, every: usize, line_end: &str) -> String {
    let (mut blocks, mut at) = (String::new(), String::new());
    for block in 0..mentions.div_ceil(10) {
        let mut text = String::new();
        for mention in block * 10..(block * 10 + 10).min(mentions) {
            let number = mention * 7 % 1000;
            let (start, quote) = (text.len(), format!("Person {number}"));
            let actor = if (mention + 1) % every == 0 { "nobody".to_owned() } else { format!("a{number}") };
            let comma = if mention > 0 { "," } else { "" };
            let end = start + quote.len();
            let _ = write!(
                at,
                r#"{comma}{line_end}{{"actor": "{actor}", "at": [{{"block": "b{block}", "start": {start}, "end": {end}, "quote": "{quote}"}}]}}"#
            );
            text += &quote;
            text += " went on with what had been left undone. ";
        }
        let comma = if block > 0 { "," } else { "" };
        let _ = write!(
            blocks,
            r#"{comma}{line_end}{{"id": "b{block}", "kind": "paragraph", "text": "{}"}}"#,
            text.trim_end()
        );
    }
    let actors: Vec<String> =
        (0..1000).map(|n| format!(r#"{line_end}{{"id": "a{n}", "kind": "person", "name": "Person {n}"}}"#)).collect();
    format!(
        r#"{{"format": "whowhen/1", "id": "made", "title": "Generated for a benchmark", "language": "en",{line_end}"blocks": [{blocks}],{line_end}"actors": [{}],{line_end}"mentions": [{at}]}}"#,
        actors.join(",")
    )
}
