//! Files that are not articles: for any input there is a message that says what is wrong and what to do, and never a panic.
//! The tests contain the messages as users read them, and below them the advice.

use crate::common::{patched, valid};
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use whowhen_core::file::SIZE_LIMIT;
use whowhen_core::file::read_library;
use whowhen_core::file::{self, ReadError};
use whowhen_core::open;

/// Compares the message of each file, and the advice, which is printed once if several files share it.
#[track_caller]
fn check<F: AsRef<[u8]>>(files: &[F], expected: Expect) {
    let mut shown = String::new();
    let mut advice = String::new();
    for file in files {
        let error = open(file.as_ref()).expect_err("there should be no article");
        if !advice.is_empty() && error.help() != advice {
            shown += &format!("  {advice}\n");
        }
        shown += &format!("{error}\n");
        advice = error.help();
    }
    expected.assert_eq(&format!("{shown}  {advice}\n"));
}

/// Like [`check`], for valid files with one value changed, in indented JSON.
#[track_caller]
fn check_patched(patches: &[(&str, Value)], expected: Expect) {
    let file = |patch: &(&str, Value)| serde_json::to_string_pretty(&patched(std::slice::from_ref(patch))).unwrap();
    check(&patches.iter().map(file).collect::<Vec<_>>(), expected);
}

#[test]
fn empty_files() {
    for nothing in ["", " ", "\r\n\t \n", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(open(nothing.as_bytes()).unwrap_err(), ReadError::Empty);
    }
    check(
        &[""],
        expect![[r#"
            The file is empty.
              Download or create the file again: something may have gone wrong the first time.
        "#]],
    );
}

#[test]
fn a_web_page() {
    for page in ["<!doctype html>", "\u{feff}<html>", " \r\n\t<p>", "<?xml version=\"1.0\"?>"] {
        assert_eq!(open(page.as_bytes()).unwrap_err(), ReadError::WebPage);
    }
    check(
        &["<!doctype html><title>Not found</title>"],
        expect![[r#"
            This is a web page, not an article file.
              Check the address: it may lead to a page about the file, or to an error page.
        "#]],
    );
}

#[test]
fn other_json() {
    let files = [
        "null",
        "[]",
        "42",
        "-4.5e3",
        "true",
        r#""an integer, expected string""#,
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"title":5}"#,
    ];
    check(
        &files,
        expect![[r#"
            The file is JSON, but not an article: an object with the field “format” was expected, and there was nothing (null).
            The file is JSON, but not an article: an object with the field “format” was expected, and there was a list.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was the number 42.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was the number -4.5e3.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was true.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was the text “an integer, expected string”.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was an object without it.
            The file is JSON, but not an article: an object with the field “format” was expected, and there was an object without it.
              An article file is one JSON object that begins with {"format": "whowhen/1", …}.
        "#]],
    );
}

#[test]
fn broken_json() {
    let files = [
        "{'format': 'whowhen/1'}",
        "format = \"whowhen/1\"",
        "\0",
        "{\"format\": \"whowhen/1\",\n\"id\": }",
        "{\"format\": \"whowhen/1\",\n\"id\": nul}",
        "{\"format\": \"whowhen/1\",\n\"id\" \"a\"}",
        "{\"format\": \"whowhen/1\",\n\"id\": \"a\" \"title\": \"A\"}",
        "{\"format\": \"whowhen/1\",\n\"authors\": [\"a\" \"b\"]}",
        "{\"format\": \"whowhen/1\",\n\"id\": \"a\",}",
        "{\"format\": \"whowhen/1\",\n\"title\": \"C:\\docs\"}",
        "{\"format\": \"whowhen/1\",\n\"title\": \"\\ud83d half a pair\"}",
        "{\"format\": \"whowhen/1\",\n\"title\": \"one\ntwo\"}",
    ];
    check(
        &files,
        expect![[r#"
            The file is not valid JSON: at line 1, column 2: the name of a field was expected, in double quotation marks.
            The file is not valid JSON: at line 1, column 2: a value was expected.
            The file is not valid JSON: at line 1, column 1: a value was expected.
              Check that it is an article file, which begins with {"format": "whowhen/1", …}.
            The file is not valid JSON: at line 2, column 7: a value was expected.
            The file is not valid JSON: at line 2, column 10: a value was expected.
            The file is not valid JSON: at line 2, column 6: a colon was expected.
            The file is not valid JSON: at line 2, column 11: a comma or } was expected.
            The file is not valid JSON: at line 2, column 17: a comma or ] was expected.
            The file is not valid JSON: at line 2, column 11: there is a comma before a closing bracket.
            The file is not valid JSON: at line 2, column 14: there is a backslash that escapes nothing; a backslash itself is written \\.
            The file is not valid JSON: at line 2, column 17: there is half of a character (\u…).
              Correct it near line 2; often a comma, quotation mark or bracket is missing.
            The file is not valid JSON: at line 3, column 1: there is a line break or tab within a text; there they are written \n and \t.
              Correct it near line 3; often a comma, quotation mark or bracket is missing.
        "#]],
    );
    let valid = valid().to_string();
    check(
        &[format!("{valid}\n{valid}"), format!("{valid}\n\0")],
        expect![[r#"
            The file is not valid JSON: at line 2, column 1: there is more text where the file should end.
            The file is not valid JSON: at line 2, column 1: there is more text where the file should end.
              Correct it near line 2; often a comma, quotation mark or bracket is missing.
        "#]],
    );
}

#[test]
fn a_truncated_file() {
    check(
        &["{\"format\": \"whowhen/1\",\n\"title\": \"Serv"],
        expect![[r#"
            The file is incomplete: it ends at line 2, where a bracket or a quotation mark is still open.
              Download it again, or add the missing closing brackets.
        "#]],
    );
    let whole = patched(&[("/title", json!("Mali – 马里 👋🏿"))]).to_string();
    for length in 1..whole.len() {
        let error = open(&whole.as_bytes()[..length]).expect_err("a part is no article");
        assert_eq!(error, ReadError::Truncated { line: 1 }, "after {length} bytes");
    }
}

#[test]
fn a_nested_value_of_the_wrong_type() {
    check_patched(
        &[("/blocks/1/text", json!(5))],
        expect![[r#"
            The file does not follow the format: in blocks[1].text: a text was expected, and there was the number 5 (line 43, column 15).
              Correct blocks[1].text; the description of the format says what is allowed there.
        "#]],
    );
    let wrong = [
        ("/title", json!({ "en": "Brief" })),
        ("/blocks/0/level", json!("two")),
        ("/blocks/1/marks/0/start", json!(0.5)),
        ("/actors/1/aliases", json!("the soldiers")),
        ("/actors/0/ids", json!(["Q912"])),
        ("/mentions/0/at/0", json!([0, 4])),
        ("/mentions/0/at/0/start", json!(u64::MAX)),
        ("/mentions/1/certainty", json!("a string, expected often")),
        ("/events/0/where", json!(["Bamako"])),
        ("/events/0/where/lat", json!("12° 39′ N")),
        ("/events/0/sources/0", json!(true)),
        ("/events/1/participants", json!("word ".repeat(30))),
        ("/relations", json!({ "from": "call" })),
    ];
    let words = wrong.map(|patch| {
        let error = open(serde_json::to_string_pretty(&patched(&[patch])).unwrap().as_bytes()).unwrap_err();
        assert!(error.path().is_some_and(|path| error.help().contains(path)));
        error.to_string().replace("The file does not follow the format: ", "") + "\n"
    });
    expect![[r#"
        in title: a text was expected, and there was an object (line 125, column 12).
        in blocks[0].level: a whole number was expected, and there was the text “two” (line 29, column 16).
        in blocks[1].marks[0].start: a whole number was expected, and there was the number 0.5 (line 40, column 20).
        in actors[1].aliases: a list was expected, and there was the text “the soldiers” (line 17, column 18).
        in actors[0].ids: an object was expected, and there was a list (line 5, column 14).
        in mentions[0].at[0]: an object was expected, and there was a list (line 93, column 9).
        in mentions[0].at[0].start: a whole number was expected, and there was the number 18446744073709551615 (line 97, column 20).
        in mentions[1].certainty: a number was expected, and there was the text “a string, expected often” (line 110, column 20).
        in events[0].where: the id of an actor or a place with a name was expected, and there was a list (line 72, column 16).
        in events[0].where.lat: a number was expected, and there was the text “12° 39′ N” (line 73, column 16).
        in events[0].sources[0]: an object was expected, and there was true (line 65, column 9).
        in events[1].participants: a list was expected, and there was the text “word word word word word word word word word word word word …” (line 82, column 23).
        in relations: a list was expected, and there was an object (line 115, column 16).
    "#]].assert_eq(&words.concat());
}

/// A number is compared by its value: `9.0` is a whole number, as in JSON Schema.
#[test]
fn numbers_as_programs_write_them() {
    // A number, and the position that it means, or what is said of it.
    const TOO_LARGE: &str = "a smaller number was expected, and there was the number 1e400 (line 1, column ";
    let cases = [
        ("9", Ok(9)),
        ("9.0", Ok(9)),
        ("9.000", Ok(9)),
        ("0.9e1", Ok(9)),
        ("90E-1", Ok(9)),
        ("-0.0", Ok(0)),
        ("-1.0", Ok(-1)),
        ("4294967296.0", Ok(4_294_967_296_i64)),
        ("20000000000000000.0", Err("a whole number was expected, and there was the number 20000000000000000.0")),
        ("9.5", Err("a whole number was expected, and there was the number 9.5")),
        ("1e300", Err("a whole number was expected, and there was the number 1e300")),
        ("1e400", Err(TOO_LARGE)),
        ("\"9\"", Err("a whole number was expected, and there was the text “9”")),
        ("true", Err("a whole number was expected, and there was true")),
        ("[9]", Err("a whole number was expected, and there was a list")),
    ];
    let fields = [
        ("/blocks/0/level", "blocks[0].level"),
        ("/blocks/1/marks/0/start", "blocks[1].marks[0].start"),
        ("/blocks/1/marks/0/end", "blocks[1].marks[0].end"),
        ("/mentions/0/at/0/start", "mentions[0].at[0].start"),
        ("/mentions/0/at/0/end", "mentions[0].at[0].end"),
        ("/mentions/1/at/0/nth", "mentions[1].at[0].nth"),
    ];
    let with = |pointer, number| patched(&[(pointer, json!("number"))]).to_string().replace("\"number\"", number);
    for (pointer, path) in fields {
        for (number, expected) in cases {
            match (file::read(with(pointer, number).as_bytes()), expected) {
                (Ok(file), Ok(whole)) => {
                    let written: Value = serde_json::from_str(&file::write(&file)).unwrap();
                    assert_eq!(written.pointer(pointer), Some(&json!(whole)), "{path}: {number}");
                }
                (Err(error), Err(message)) => {
                    assert_eq!(error.path(), Some(path));
                    assert!(error.to_string().contains(message), "{error}");
                }
                (result, _) => panic!("{path}: {number}: {result:?}"),
            }
        }
    }
    // Other numbers, also in fields that the format does not know.
    for (pointer, path) in [
        ("/mentions/1/certainty", "mentions[1].certainty"),
        ("/events/0/where/lat", "events[0].where.lat"),
        ("/actors/0/mood", "actors[0].mood"),
    ] {
        let error = open(with(pointer, "-1e400").as_bytes()).unwrap_err();
        assert_eq!(error.path(), Some(path));
        assert!(
            error.to_string().contains("a smaller number was expected, and there was the number -1e400"),
            "{error}"
        );
    }
}

#[test]
fn missing_and_duplicate_fields() {
    let missing = [
        ("/title", Value::Null),
        ("/blocks/1/kind", Value::Null),
        ("/mentions/1/at", Value::Null),
        ("/events/0/participants/0", json!({ "role": "agent" })),
        ("/events/0/where", json!({ "lat": 12.65 })),
    ];
    check_patched(
        &missing,
        expect![[r#"
            The file does not follow the format: in the top-level value: the field “title” is missing (line 1, column 1).
              Correct the top-level value; the description of the format says what is allowed there.
            The file does not follow the format: in blocks[1]: the field “kind” is missing (line 32, column 5).
              Correct blocks[1]; the description of the format says what is allowed there.
            The file does not follow the format: in mentions[1]: the field “at” is missing (line 102, column 5).
              Correct mentions[1]; the description of the format says what is allowed there.
            The file does not follow the format: in events[0].participants[0]: the field “actor” is missing (line 59, column 9).
              Correct events[0].participants[0]; the description of the format says what is allowed there.
            The file does not follow the format: in events[0].where: the field “name” is missing (line 72, column 16).
              Correct events[0].where; the description of the format says what is allowed there.
        "#]],
    );
    let valid = valid().to_string();
    let twice = [
        valid.replace("\"title\":\"Brief\"", "\"language\":\"fr\""),
        valid.replace("\"name\":\"Mali\"", "\"name\":\"Mali\",\"name\":\"Niger\""),
        // Also in unknown fields.
        valid.replace("\"name\":\"Mali\"", "\"mood\":1,\"mood\":1"),
        valid.replace("\"name\":\"Mali\"", "\"mood\":[0,{\"as `seen`\":{\"x\":1,\"y\":2,\"x\":null}}]"),
        valid.replace("\"wikidata\":\"Q912\"", "\"viaf\":1,\"viaf\":2"),
        valid.replace("\"lon\":-8.0", "\"lat\":-8.0"),
    ];
    check(
        &twice,
        expect![[r#"
            The file does not follow the format: in the top-level value: the field “language” appears twice (line 1, column 1224).
              Correct the top-level value; the description of the format says what is allowed there.
            The file does not follow the format: in actors[0]: the field “name” appears twice (line 1, column 130).
            The file does not follow the format: in actors[0]: the field “mood” appears twice (line 1, column 125).
              Correct actors[0]; the description of the format says what is allowed there.
            The file does not follow the format: in actors[0].mood[1].as `seen`: the field “x” appears twice (line 1, column 149).
              Correct actors[0].mood[1].as `seen`; the description of the format says what is allowed there.
            The file does not follow the format: in actors[0].ids: the field “viaf” appears twice (line 1, column 46).
              Correct actors[0].ids; the description of the format says what is allowed there.
            The file does not follow the format: in events[0].where: the field “lat” appears twice (line 1, column 727).
              Correct events[0].where; the description of the format says what is allowed there.
        "#]],
    );
}

#[test]
fn another_format_or_version() {
    check_patched(
        &[("/format", json!("whowhen/2"))],
        expect![[r#"
            The format of the file is “whowhen/2”; only “whowhen/1” can be read.
              It was made for another version: reload this page to get the newest reader, or save the file as whowhen/1.
        "#]],
    );
    check_patched(
        &[("/format", json!("timeline/1")), ("/format", json!(""))],
        expect![[r#"
            The format of the file is “timeline/1”; only “whowhen/1” can be read.
            The format of the file is “”; only “whowhen/1” can be read.
              Set "format" to "whowhen/1" if the file is of that format.
        "#]],
    );
    check_patched(
        &[("/format", json!(1))],
        expect![[r#"
            The file does not follow the format: in format: a text was expected, and there was the number 1 (line 86, column 13).
              Correct format; the description of the format says what is allowed there.
        "#]],
    );
    let others = "whowhen/10,whowhen/,whowhen,whowhen/1.,whowhen/1.x,whowhen/1.2.3,whowhen/1 ,Whowhen/1,whowhen/0";
    for other in others.split(',') {
        let file = patched(&[("/format", json!(other))]).to_string();
        assert_eq!(open(file.as_bytes()).unwrap_err(), ReadError::UnknownFormat { found: other.into() });
    }
    for minor in ["whowhen/1", "whowhen/1.0", "whowhen/1.27"] {
        assert!(open(patched(&[("/format", json!(minor))]).to_string().as_bytes()).is_ok());
    }
    // The version is more helpful than the first field that differs.
    for newer in [
        r#"{"format": "whowhen/2", "blocks": {"b1": "One."}}"#,
        r#"{"blocks": {"b1": "One."}, "format": "whowhen/2"}"#,
        r#"{"format": "whowhen/2", "id": "a", "id": "b"}"#,
        r#"{"format": "whowhen\/2"}"#,
    ] {
        assert_eq!(open(newer.as_bytes()).unwrap_err(), ReadError::UnknownFormat { found: "whowhen/2".into() });
    }
}

#[test]
fn text_in_another_encoding() {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| valid().to_string().encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for (mark, bytes) in [([0xff, 0xfe], utf16(u16::to_le_bytes)), ([0xfe, 0xff], utf16(u16::to_be_bytes))] {
        assert_eq!(open(&bytes).unwrap_err(), ReadError::Utf16);
        assert_eq!(open(&[&mark[..], &bytes].concat()).unwrap_err(), ReadError::Utf16);
    }
    check(
        &[utf16(u16::to_le_bytes)],
        expect![[r#"
            The file is encoded in UTF-16; an article file is JSON in UTF-8.
              Save the file again as UTF-8.
        "#]],
    );
    check(
        &[b"{\"format\": \"whowhen/1\", \"title\": \"Fran\xe7ois\"}"],
        expect![[r#"
            The file is not text in UTF-8: there is an invalid byte at offset 38.
              Check that it is an article file, and save it again as UTF-8 if it has another encoding.
        "#]],
    );
    // Pictures and archives are not text.
    check(
        &[&b"\x89PNG\r\n\x1a\n"[..], b"PK\x03\x04\x14\0\0\0\x08\0", &[0, 0, 1, 0, 1, 0]],
        expect![[r#"
            The file is not text in UTF-8: there is an invalid byte at offset 0.
              Check that it is an article file, and save it again as UTF-8 if it has another encoding.
            The file is not valid JSON: at line 1, column 1: a value was expected.
            The file is not valid JSON: at line 1, column 1: a value was expected.
              Check that it is an article file, which begins with {"format": "whowhen/1", …}.
        "#]],
    );
}

#[test]
fn a_utf_8_byte_order_mark_is_allowed() {
    assert!(open(format!("\u{feff}{}\n", valid()).as_bytes()).is_ok());
}

#[test]
fn no_text() {
    check_patched(
        &[("/blocks", json!([]))],
        expect![[r#"
        The article has no text: its list of blocks is empty.
          Add at least one block with an id, a kind and its text.
    "#]],
    );
}

#[test]
fn too_large() {
    let mut bytes = vec![b' '; SIZE_LIMIT];
    assert_eq!(open(&bytes).unwrap_err(), ReadError::Empty);
    bytes.push(b' ');
    check(
        &[bytes],
        expect![[r#"
            The file is too large: 65 MB. At most 64 MB can be read.
              Split the article into several files.
        "#]],
    );
}

#[test]
fn invalid_libraries() {
    let files = [
        "",
        "[]",
        "{}",
        r#"{"articles": [{"id": "a", "title": "A", "file": 1}]}"#,
        r#"{"articles": [{"id": "a", "title": "A", "id": "b"}]}"#,
    ];
    let words = files.map(|file| format!("{}\n", read_library(file.as_bytes()).unwrap_err()));
    expect![[r#"
        The file is empty.
        The file does not follow the format: in the top-level value: an object was expected, and there was a list (line 1, column 1).
        The file does not follow the format: in the top-level value: the field “articles” is missing (line 1, column 1).
        The file does not follow the format: in articles[0].file: a text was expected, and there was the number 1 (line 1, column 49).
        The file does not follow the format: in articles[0]: the field “id” appears twice (line 1, column 44).
    "#]].assert_eq(&words.concat());
}
