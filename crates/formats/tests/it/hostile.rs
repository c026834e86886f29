//! Input that is damaged or made to do harm: each reader answers with articles and a report, or with an error in words.

use std::fmt::Write as _;

use proptest::prelude::*;
use whowhen_formats::{Format, InputFile, ReadOptions, group, read};

/// A sound file of each format, small; the text file that belongs to it comes second.
const SOUND: &[(Format, &[(&str, &str)])] = &[
    (
        Format::Brat,
        &[("a.ann", "T1\tPER 0 5\tAlice\nE1\tMeet:T2 Who:T1\nT2\tMeet 6 9\tmet\n"), ("a.txt", "Alice met Bob.")],
    ),
    (
        Format::WebAnnotation,
        &[(
            "a.jsonld",
            r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:a", "body": {"type": "TextualBody", "purpose": "tagging", "value": "PER"}, "target": {"source": "urn:t", "selector": {"type": "TextQuoteSelector", "exact": "Alice", "prefix": "", "suffix": " met"}}}"#,
        )],
    ),
    (
        Format::Spacy,
        &[("a.json", r#"[{"text": "Alice met Bob.", "ents": [{"start": 0, "end": 5, "label": "PERSON"}]}]"#)],
    ),
    (Format::Doccano, &[("a.jsonl", r#"{"id": 1, "text": "Alice met Bob.", "label": [[0, 5, "PER"]]}"#)]),
    (
        Format::LabelStudio,
        &[(
            "a.json",
            r#"[{"id": 1, "data": {"text": "Alice met Bob."}, "annotations": [{"result": [{"id": "r", "type": "labels", "from_name": "label", "to_name": "text", "value": {"start": 0, "end": 5, "text": "Alice", "labels": ["PER"]}}]}]}]"#,
        )],
    ),
    (Format::Conll, &[("a.conll", "Alice\tB-PER\nmet\tO\nBob\tB-PER\n.\tO\n\nHe\tO\nleft\tO\n.\tO\n")]),
    (
        Format::WebAnnoTsv,
        &[(
            "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n#Text=Alice met Bob .\n1-1\t0-5\tAlice\t*\tPER\t\n1-2\t6-9\tmet\t_\t_\t\n1-3\t10-13\tBob\t*\tPER\t\n1-4\t14-15\t.\t_\t_\t\n",
        )],
    ),
    (
        Format::CasXmi,
        &[(
            "a.xmi",
            r#"<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/><ner:NamedEntity xmi:id="2" sofa="1" begin="0" end="5" value="PER"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Alice met Bob."/><cas:View sofa="1" members="2"/></xmi:XMI>"#,
        )],
    ),
    (
        Format::CasJson,
        &[(
            "a.json",
            r#"{"%TYPES": {}, "%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": "Alice met Bob."}, {"%ID": 2, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 0, "end": 5, "value": "PER"}], "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}}}"#,
        )],
    ),
    (
        Format::Gate,
        &[(
            "a.bdocjs",
            r#"{"features": {}, "text": "Alice met Bob.", "annotation_sets": {"": {"name": "", "annotations": [{"features": {}, "type": "Person", "id": 0, "start": 0, "end": 5}], "next_annid": 1}}, "offset_type": "p"}"#,
        )],
    ),
    (
        Format::Tei,
        &[(
            "a.xml",
            r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A meeting</title></titleStmt></fileDesc></teiHeader><text><body><p><persName ref="#a">Alice</persName> met Bob on <date when="1918-11-11">that day</date>.</p></body></text></TEI>"##,
        )],
    ),
    (
        Format::Html,
        &[(
            "a.html",
            "<!doctype html><html lang=en><title>T</title><h1>A meeting</h1><p>Alice <em>met</em> Bob.</p></html>",
        )],
    ),
    (Format::Markdown, &[("a.md", "# A meeting\n\nAlice *met* Bob.\n\n- One\n- Two\n")]),
    (Format::Text, &[("a.txt", "A meeting\n\nAlice met Bob, and they talked for a long time.\n")]),
    (
        Format::Whowhen,
        &[(
            "a.json",
            r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en", "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#,
        )],
    ),
];

/// Opens files in every way that a user can: in the formats that are recognised, and in one that the user chooses.
/// Whatever comes, each article can be opened by the own reader, and each error says what to do.
fn open(files: &[(&str, Vec<u8>)], chosen: Option<Format>) {
    let files = files.iter().map(|(name, bytes)| InputFile::new(*name, bytes.clone())).collect();
    let groups = match group(files) {
        Ok(groups) => groups,
        Err(error) => return assert!(!error.message.is_empty() && !error.help.is_empty()),
    };
    for group in groups {
        let formats: Vec<Format> = match chosen {
            Some(format) => vec![format],
            None => group.formats.iter().map(|(format, _)| *format).collect(),
        };
        for format in formats {
            match read(&group, format, &ReadOptions::default()) {
                Ok(documents) => documents.iter().for_each(|document| {
                    let file = whowhen_core::file::write(&document.article);
                    let (_, problems) = whowhen_core::open(file.as_bytes()).expect("an article");
                    let spans = problems
                        .iter()
                        .filter(|problem| problem.code().contains("span") || problem.code().contains("quote"));
                    assert_eq!(spans.count(), 0, "{format:?}: {problems:?}");
                }),
                Err(error) => assert!(!error.message.is_empty() && !error.help.is_empty(), "{format:?}"),
            }
        }
    }
}

fn bytes(files: &[(&'static str, &str)]) -> Vec<(&'static str, Vec<u8>)> {
    files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect()
}

#[test]
fn every_readable_format_has_a_sound_file_here_that_is_recognised() {
    for format in Format::ALL.iter().filter(|format| format.can_read()) {
        let (_, files) =
            SOUND.iter().find(|(known, _)| known == format).unwrap_or_else(|| panic!("none of {format:?}"));
        let files = files.iter().map(|(name, text)| InputFile::new(*name, *text)).collect();
        let groups = group(files).unwrap();
        assert_eq!(groups.len(), 1, "{format:?}");
        assert_eq!(groups[0].formats.first().map(|(format, _)| *format), Some(*format), "{:?}", groups[0].formats);
        let documents =
            read(&groups[0], *format, &ReadOptions::default()).unwrap_or_else(|error| panic!("{format:?}: {error}"));
        let text: Vec<&str> = documents[0].article.blocks.iter().map(|block| block.text.as_str()).collect();
        assert!(text.join(" ").contains("Alice") || *format == Format::Whowhen, "{format:?}: {text:?}");
    }
}

#[test]
fn files_that_end_too_early() {
    for (format, files) in SOUND {
        let mut cut = bytes(files);
        let whole = cut[0].1.clone();
        for length in 0..whole.len() {
            cut[0].1 = whole[..length].to_vec();
            open(&cut, None);
            open(&cut, Some(*format));
        }
    }
}

#[test]
fn files_of_another_format_or_none() {
    let nothing: [(&str, &[u8]); 6] = [
        ("a", b""),
        ("a", b" \n"),
        ("a", &[0, 159, 146, 150]),
        ("a", &[0xff, 0xfe, b'a', 0]),
        ("a.json", b"null"),
        ("a.xml", b"<a/>"),
    ];
    for (format, _) in SOUND {
        for (name, bytes) in nothing {
            open(&[(name, bytes.to_vec())], Some(*format));
        }
        for (_, files) in SOUND {
            open(&bytes(files), Some(*format));
        }
    }
}

#[test]
fn deep_nesting_ends_in_an_error() {
    const DEPTH: usize = 100_000;
    let mut deep = vec![
        ("a.json", "[".repeat(DEPTH)),
        ("a.json", format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH))),
        ("a.jsonl", "{\"a\":".repeat(DEPTH)),
        ("a.xml", "<a>".repeat(DEPTH)),
        ("a.xml", format!("<TEI>{}{}</TEI>", "<p>".repeat(DEPTH), "</p>".repeat(DEPTH))),
        ("a.html", "<div>".repeat(DEPTH)),
        ("a.html", "<p><b><i>".repeat(DEPTH)),
        ("a.md", ">".repeat(DEPTH)),
        ("a.md", "[".repeat(DEPTH)),
        ("a.md", "- ".repeat(DEPTH)),
        ("a.md", "*a ".repeat(DEPTH)),
        ("a.txt", "(".repeat(DEPTH)),
        ("a.conll", "a\tB-A\n".repeat(DEPTH)),
        ("a.ann", "T1\tA 0 1\ta\n".repeat(DEPTH)),
    ];
    let mut entities = String::from("<!DOCTYPE TEI [<!ENTITY a0 \"aaaaaaaaaa\">");
    for number in 1..20 {
        let _ = write!(entities, "<!ENTITY a{number} \"{}\">", format!("&a{};", number - 1).repeat(10));
    }
    deep.push(("a.xml", format!("{entities}]><TEI><text><body><p>&a19;</p></body></text></TEI>")));
    deep.push((
        "a.xml",
        format!(
            "<!DOCTYPE TEI [<!ENTITY a \"{}\">]><TEI><text><body><p>{}</p></body></text></TEI>",
            "a".repeat(100_000),
            "&a;".repeat(10_000)
        ),
    ));
    for (name, text) in deep {
        let started = std::time::Instant::now();
        open(&[(name, text.clone().into_bytes()), ("a.txt", b"a".to_vec())], None);
        for (format, _) in SOUND {
            open(&[(name, text.clone().into_bytes())], Some(*format));
        }
        assert!(started.elapsed().as_secs() < 60, "{name} {}… takes too long", &text[..10.min(text.len())]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Some bytes of a sound file are replaced, left out or doubled.
    #[test]
    fn damaged_files(
        which in 0..SOUND.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 1..8),
        in_text in any::<bool>(),
    ) {
        let (format, files) = SOUND[which];
        let mut damaged = bytes(files);
        let position = if in_text { damaged.len() - 1 } else { 0 };
        let content = &mut damaged[position].1;
        for (place, how, byte) in changes {
            if content.is_empty() {
                break;
            }
            let at = place.index(content.len());
            match how {
                0 => content[at] = byte,
                // A digit for a digit: positions, ids and lengths that are wrong.
                1 => content[at] = if content[at].is_ascii_digit() { b'0' + byte % 10 } else { content[at] },
                2 => drop(content.remove(at)),
                _ => content.insert(at, byte),
            }
        }
        open(&damaged, None);
        open(&damaged, Some(format));
    }
}
