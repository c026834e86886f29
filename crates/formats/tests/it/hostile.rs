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

/// A document whose DTD and whose body are these.
fn with_dtd(dtd: &str, body: &str) -> String {
    format!("<!DOCTYPE TEI [{dtd}]><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{body}</body></text></TEI>")
}

#[test]
fn marks_in_a_dtd_do_not_hide_the_depth_of_elements() {
    let deep = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    for dtd in ["<!-- it's -->", "<?it's?>", "<!ELEMENT it's>", "<!ENTITY a \"it's\">", "<!ENTITY a '>\"'>"] {
        let error = whowhen_formats::xml::parse(&with_dtd(dtd, &deep), "a.xml").unwrap_err();
        assert!(error.message.contains("nested too deeply"), "{dtd}: {error}");
    }
    let text = with_dtd("<!-- it's --><!ELEMENT it's><!ENTITY a \"it's\">", "<p b='>'>&a;</p>");
    let document = whowhen_formats::xml::parse(&text, "a.xml").unwrap();
    assert_eq!(document.descendants().find(|node| node.is_text()).unwrap().text(), Some("it's"));
    // Elements in entities count where they are named.
    let dtd = format!("<!ENTITY a '{}'>", "<d>".repeat(150) + &"</d>".repeat(150));
    let body = format!("{}&a;{}", "<p>".repeat(100), "</p>".repeat(100));
    assert!(whowhen_formats::xml::parse(&with_dtd(&dtd, &body), "a.xml").is_err());
}

#[test]
fn entities_that_become_much_of_little() {
    let long = "A".repeat(100_000);
    let cases = [
        (format!("<!ENTITY a '{long}'><!ENTITY b '{}&#32;'>", "&a;".repeat(90)), "&b; ", "entities within entities"),
        (format!("<!ENTITY a '>{long}'>"), "&a; ", "much larger"),
        (format!("<!ENTITY % a '{long}'>"), "&a; ", "much larger"),
        (format!("<!-- <!ENTITY z ' --><!ENTITY a '{long}'>"), "&a; ", "much larger"),
        ((0..2000).map(|number| format!("<!ENTITY e{number} 'x'>")).collect(), "&e1; ", "more than 1000 entities"),
    ];
    for (dtd, body, message) in cases {
        let error = whowhen_formats::xml::parse(&with_dtd(&dtd, &body.repeat(1000)), "a.xml").unwrap_err();
        assert!(error.message.contains(message), "{error}");
    }
    let sound = with_dtd("<!ENTITY a 'A &amp; B&#33;'><!ENTITY c SYSTEM 'x?a&b;'>", "<p>&a;</p>");
    let document = whowhen_formats::xml::parse(&sound, "a.xml").unwrap();
    assert_eq!(document.descendants().find(|node| node.is_text()).unwrap().text(), Some("A & B!"));
}

/// Reads one file, and fails if it takes longer than this many seconds, in a test build on a busy machine.
fn read_within(seconds: u64, format: Format, name: &str, text: String) -> Vec<whowhen_formats::Document> {
    let started = std::time::Instant::now();
    let groups = group(vec![InputFile::new(name, text)]).expect("a group");
    let documents = read(&groups[0], format, &ReadOptions::default()).expect("documents");
    assert!(started.elapsed().as_secs() < seconds, "{:?}", started.elapsed());
    documents
}

/// Items, each made of its number, with commas between them.
fn list(number: usize, item: impl Fn(usize) -> String) -> String {
    (0..number).map(item).collect::<Vec<_>>().join(",")
}

#[test]
fn very_many_prefixes_of_names() {
    let declared: String = (0..2000).map(|number| format!(" xmlns:n{number}='u{number}'")).collect();
    let text = format!("<a{declared}>{}</a>", "<b xmlns:c='d'/>".repeat(10_000));
    let error = whowhen_formats::xml::parse(&text, "a.xml").unwrap_err();
    assert!(error.message.contains("too many prefixes"), "{error}");
    let text = format!("<a xmlns:b='c'>{}</a>", "<b:d xmlns:b='c'/>".repeat(10_000));
    assert!(whowhen_formats::xml::parse(&text, "a.xml").is_ok());
}

#[test]
fn many_actors_of_one_name_and_many_kinds_of_one_actor() {
    let labels = list(20_000, |number| format!(r#"[0,1,"L{number}"]"#));
    let documents = read_within(20, Format::Doccano, "a.jsonl", format!(r#"{{"text":"A b","label":[{labels}]}}"#));
    let ids: Vec<&str> = documents[0].article.actors.iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!((ids.len(), ids[0], ids[1], ids[19_999]), (20_000, "a", "a-2", "a-20000"));
    let spans = list(20_000, |number| format!(r#"{{"start":0,"end":1,"label":"L{number}","kb_id":"Q5"}}"#));
    let documents = read_within(20, Format::Spacy, "a.json", format!(r#"{{"text":"A b","ents":[{spans}]}}"#));
    assert_eq!(documents[0].article.actors.len(), 1);
}

#[test]
fn ranges_that_cover_a_long_text_and_do_not_have_their_words() {
    for word in ["word ", "x"] {
        let text = word.repeat(200_000 / word.len());
        let results = list(2000, |number| {
            let end = text.len() - number;
            format!(
                r#"{{"id":"{number}","type":"labels","from_name":"l","to_name":"text","value":{{"start":0,"end":{end},"text":"y","labels":["PER"]}}}}"#
            )
        });
        let file = format!(r#"[{{"data":{{"text":"{text}"}},"annotations":[{{"result":[{results}]}}]}}]"#);
        let report = read_within(20, Format::LabelStudio, "a.json", file)[0].report.to_string();
        assert!(report.contains("ranges that do not have the words that the source says: 200"), "{report}");
        assert!(report.contains("too many to look for them elsewhere: 1800"), "{report}");
    }
}

#[test]
fn ranges_that_together_cover_too_much() {
    // Each over many paragraphs
    let text = "a\\n\\n".repeat(600);
    let labels = list(600, |number| format!(r#"[{},{},"PER"]"#, 3 * number, 1800 - number));
    let documents = read_within(20, Format::Doccano, "a.jsonl", format!(r#"{{"text":"{text}","label":[{labels}]}}"#));
    let (article, report) = (&documents[0].article, documents[0].report.to_string());
    assert!(article.mentions.iter().map(|mention| mention.at.len()).sum::<usize>() <= 103_000);
    assert!(report.contains("ranges that are too much, since all together cover the text many times"), "{report}");
    // Each over a long text
    let text = "word ".repeat(20_000);
    let labels = list(1000, |number| format!(r#"[{},{},"PER"]"#, 5 * number, 99_999 - 5 * number));
    let documents = read_within(30, Format::Doccano, "a.jsonl", format!(r#"{{"text":"{text}","label":[{labels}]}}"#));
    assert!(whowhen_core::file::write(&documents[0].article).len() < 80 << 20);
    assert!(documents[0].report.to_string().contains("ranges that are too much"));
    // Each event in a sentence as long as the text
    let labels = list(1000, |number| format!(r#"[{},{},"EVENT"]"#, 5 * number, 5 * number + 4));
    let documents = read_within(30, Format::Doccano, "a.jsonl", format!(r#"{{"text":"{text}","label":[{labels}]}}"#));
    assert_eq!(documents[0].article.events.len(), 1000);
    assert!(documents[0].report.to_string().contains("events in very long sentences"));
    assert!(whowhen_core::file::write(&documents[0].article).len() < 80 << 20);
}
