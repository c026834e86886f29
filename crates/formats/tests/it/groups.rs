//! Which files belong together, and archives.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use whowhen_formats::group::FILES;
use whowhen_formats::{Format, FormatError, Group, InputFile, ReadOptions, group, read, zip};

const ANNOTATIONS: &str = "T1\tPER 0 5\tAlice\n";

/// What a case is about, its files by name and content, and the groups in words.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

/// Groups files that are given by name and content.
fn grouped(files: &[(&str, &str)]) -> Vec<Group> {
    group(files.iter().map(|(name, text)| InputFile::new(*name, *text)).collect()).unwrap()
}

/// The groups in words: the names of their files, and the likeliest format.
fn words(groups: &[Group]) -> Vec<String> {
    let word = |group: &Group| {
        let names: Vec<&str> = group.files.iter().map(|file| file.name.as_str()).collect();
        let format = group.formats.first().map_or("none", |(format, _)| format.id());
        format!("{}: {format}", names.join(" + "))
    };
    groups.iter().map(word).collect()
}

#[test]
fn files_that_belong_together() {
    let cases: &[Case] = &[
        (
            "pairs by name, and a text beside",
            &[
                ("c/b.ann", ANNOTATIONS),
                ("c/a.ann", ANNOTATIONS),
                ("c/b.txt", "Alice ran."),
                ("c/a.txt", "Alice sat."),
                ("c/z.txt", "Bob."),
            ],
            &["c/a.ann + c/a.txt: brat", "c/b.ann + c/b.txt: brat", "c/z.txt: text"],
        ),
        (
            "pairs by name across folders",
            &[
                ("ann/a.ann", ANNOTATIONS),
                ("ann/b.ann", ANNOTATIONS),
                ("txt/a.txt", "Alice ran."),
                ("txt/b.txt", "Alice sat."),
            ],
            &["ann/a.ann + txt/a.txt: brat", "ann/b.ann + txt/b.txt: brat"],
        ),
        (
            "the same names in folders with other texts",
            &[("x/a.ann", ANNOTATIONS), ("x/a.txt", "Alice ran."), ("y/a.ann", ANNOTATIONS), ("y/a.txt", "Alice sat.")],
            &["x/a.ann + x/a.txt: brat", "y/a.ann + y/a.txt: brat"],
        ),
        (
            "layers in folders, each with a copy of the text, as in LitBank",
            &[
                ("coref/brat/1.ann", ANNOTATIONS),
                ("coref/brat/1.txt", "Alice ran."),
                ("entities/brat/1.ann", ANNOTATIONS),
                ("entities/brat/1.txt", "Alice ran."),
                ("events/brat/1.ann", ANNOTATIONS),
                ("events/brat/1.txt", "Alice ran."),
            ],
            &["coref/brat/1.ann + entities/brat/1.ann + events/brat/1.ann + coref/brat/1.txt: brat"],
        ),
        (
            "layers by name, and the only text of the folder",
            &[("b/coref.ann", ANNOTATIONS), ("b/events.ann", ANNOTATIONS), ("b/text.txt", "Alice ran.")],
            &["b/coref.ann + b/events.ann + b/text.txt: brat"],
        ),
        (
            "annotations without a text of their own, beside two texts",
            &[("b/c.ann", ANNOTATIONS), ("b/d.txt", "Alice ran."), ("b/e.txt", "Bob ran.")],
            &["b/c.ann: brat", "b/d.txt: text", "b/e.txt: text"],
        ),
        (
            "what is no data",
            &[
                (".DS_Store", "x"),
                ("__MACOSX/._a.txt", "x"),
                ("a.ann", ANNOTATIONS),
                ("a.txt", "Alice ran."),
                ("annotation.conf", "[entities]\nPER"),
                ("visual.conf", "[labels]"),
                ("README.md", "About"),
                ("LICENSE", "Free"),
                ("TypeSystem.xml", "<?xml version=\"1.0\"?><typeSystemDescription/>"),
                (".git/a.txt", "x"),
            ],
            &["a.ann + a.txt: brat"],
        ),
        (
            "a readme beside texts without annotations",
            &[("README.md", "# About\n\nText."), ("license.txt", "Free."), ("notes.md", "# Notes\n\nText.")],
            &["README.md: markdown", "license.txt: text", "notes.md: markdown"],
        ),
        ("nothing but a readme", &[("README.txt", "Alice ran.")], &["README.txt: text"]),
        (
            "annotations of the name of a readme",
            &[("readme.ann", ANNOTATIONS), ("readme.txt", "Alice ran.")],
            &["readme.ann: brat"],
        ),
        ("empty annotations", &[("a.ann", ""), ("a.txt", "Alice ran.")], &["a.ann + a.txt: brat"]),
        ("nothing", &[], &[]),
    ];
    for (what, files, expected) in cases {
        assert_eq!(words(&grouped(files)), *expected, "{what}");
        let backwards: Vec<_> = files.iter().rev().copied().collect();
        assert_eq!(words(&grouped(&backwards)), *expected, "{what}, in another order");
    }
}

#[test]
fn a_text_is_that_of_the_group() {
    let groups = grouped(&[("a.ann", ANNOTATIONS), ("a.txt", "Alice ran.")]);
    assert_eq!(groups[0].main().name, "a.ann");
    assert_eq!(groups[0].text_file().map(|file| file.name.as_str()), Some("a.txt"));
    assert_eq!(groups[0].choices(), [Format::Brat]);
    assert!(grouped(&[("a.ann", ANNOTATIONS)])[0].text_file().is_none());
}

#[test]
fn too_many_files() {
    let files = |number: usize| (0..number).map(|file| InputFile::new(format!("{file}.txt"), "x")).collect::<Vec<_>>();
    assert_eq!(group(files(FILES)).unwrap().len(), FILES);
    let error = group(files(FILES + 1)).unwrap_err();
    assert!(error.message.contains("there are 10001 files, and at most 10000"), "{error}");
}

// Archives

/// An archive of these files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<InputFile> = files.iter().map(|(name, bytes)| InputFile::new(*name, *bytes)).collect();
    zip::pack(&files).unwrap()
}

fn unpacked(bytes: Vec<u8>) -> Result<Vec<InputFile>, FormatError> {
    zip::unpack(&InputFile::new("a.zip", bytes))
}

/// Where the only entry of an archive is in the directory.
fn directory(archive: &[u8]) -> usize {
    archive.windows(4).position(|four| four == b"PK\x01\x02").unwrap()
}

/// Bytes at an offset of the directory.
type Change<'a> = (usize, &'a [u8]);

/// An archive with one entry, changed at these offsets of its directory.
fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut archive = packed(&[("a.txt", bytes)]);
    let at = directory(&archive);
    for (offset, change) in changes {
        archive[at + offset..at + offset + change.len()].copy_from_slice(change);
    }
    archive
}

#[test]
fn archives_are_unpacked() {
    let archive = packed(&[
        ("c/a.ann", ANNOTATIONS.as_bytes()),
        ("c/é.txt", b"Bob."),
        ("c/a.txt", b"Alice ran."),
        ("__MACOSX/x", b"x"),
    ]);
    let groups = group(vec![InputFile::new("b.txt", "Bob."), InputFile::new("corpus.zip", archive)]).unwrap();
    assert_eq!(
        words(&groups),
        ["b.txt: text", "corpus.zip/c/a.ann + corpus.zip/c/a.txt: brat", "corpus.zip/c/é.txt: text"]
    );
    assert!(read(&groups[1], Format::Brat, &ReadOptions::default()).is_ok());
    // Whatever its name is
    assert_eq!(grouped(&[]).len(), 0);
    let unnamed = InputFile::new("corpus", packed(&[("a.txt", b"Alice ran.")]));
    assert_eq!(words(&group(vec![unnamed]).unwrap()), ["corpus/a.txt: text"]);
    // An empty archive has nothing.
    assert_eq!(unpacked(packed(&[])).unwrap(), []);
}

#[test]
fn packed_entries_are_unpacked() {
    let words = b"Alice ran. ".repeat(1000);
    let deflated = miniz_oxide::deflate::compress_to_vec(&words, 6);
    let plain = changed(&words, &[]);
    let at = directory(&plain);
    let (checksum, size) = (&plain[at + 16..at + 20], &plain[at + 24..at + 28]);
    let files = unpacked(changed(&deflated, &[(10, &[8, 0]), (16, checksum), (24, size)])).unwrap();
    assert_eq!(files, [InputFile::new("a.zip/a.txt", words)]);
}

#[test]
fn archives_that_would_become_too_large() {
    const MEGABYTES: usize = 40;
    let deflated = miniz_oxide::deflate::compress_to_vec(&vec![0; MEGABYTES << 20], 9);
    assert!(deflated.len() < 1 << 20);
    let error = unpacked(changed(&deflated, &[(10, &[8, 0])])).unwrap_err();
    assert!(error.message.contains("would become larger than 32 MB"), "{error}");
    // Many entries with the same content
    let mut archive = packed(&[("a.txt", &vec![b'x'; 1 << 20])]);
    let at = directory(&archive);
    let end = archive.len() - 22;
    let entry = archive[at..end].to_vec();
    let tail = archive.split_off(end);
    archive.extend(entry.repeat(99));
    archive.extend(tail);
    let last = archive.len() - 22;
    archive[last + 8..last + 12].copy_from_slice(&[100, 0, 100, 0]);
    let error = unpacked(archive).unwrap_err();
    assert!(error.message.contains("would become larger"), "{error}");
}

#[test]
fn names_that_lead_out_of_an_archive() {
    for name in ["../a.txt", "/a.txt", "b/../../a.txt", "b\\..\\a.txt", ".."] {
        let error = unpacked(packed(&[(name, b"x")])).unwrap_err();
        assert!(error.message.contains("whose name leads out of it"), "{name}: {error}");
    }
    for name in ["..a.txt", "a...txt", "b/a.txt"] {
        assert!(unpacked(packed(&[(name, b"x")])).is_ok(), "{name}");
    }
}

#[test]
fn archives_that_cannot_be_unpacked() {
    let cases: [(&str, &[Change], &str); 9] = [
        ("encrypted", &[(8, &[1, 0])], "is encrypted"),
        ("packed by LZMA", &[(10, &[14, 0])], "by an unusual method"),
        ("not deflated", &[(10, &[8, 0])], "damaged"),
        ("a size beyond the end", &[(20, &[0xff; 4])], "damaged"),
        ("a header beyond the end", &[(42, &[0xff; 4])], "damaged"),
        ("a name beyond the end", &[(28, &[0xff; 2])], "damaged"),
        ("another checksum", &[(16, &[0xff; 4])], "damaged"),
        ("another size", &[(24, &[9, 0, 0, 0])], "damaged"),
        ("a header that is none", &[(42, &[1, 0, 0, 0])], "damaged"),
    ];
    for (what, changes, message) in cases {
        let error = unpacked(changed(b"Alice ran.", changes)).unwrap_err();
        assert!(error.message.contains(message), "{what}: {error}");
        assert_eq!(error.place, "a.zip");
    }
    let mut damaged = packed(&[("a.txt", b"Alice ran.")]);
    let word = damaged.windows(5).position(|five| five == b"Alice").unwrap();
    damaged[word] = b'X';
    assert!(unpacked(damaged).unwrap_err().message.contains("damaged"));
    let archive = packed(&[("a.txt", b"Alice ran."), ("b.txt", b"Bob ran.")]);
    // The last two bytes are the length of a comment, which is not needed.
    for length in 0..archive.len() - 2 {
        assert!(unpacked(archive[..length].to_vec()).is_err(), "{length}");
    }
}
