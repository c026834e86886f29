//! Ids that are made of names, and which ids can be names of folders.

use whowhen_core::file::{is_plain_id, plain_id};

#[test]
fn ids_made_of_names_are_plain() {
    for (name, id) in [
        ("Über", "uber"),
        ("U\u{308}ber", "uber"),
        ("İstanbul", "istanbul"),
        ("Łódź, Ærø & Việt Nam", "lodz-aero-viet-nam"),
        ("GROẞE Straße", "grosse-strasse"),
        ("  Notes (2)  ", "notes-2"),
        ("1917 год", "1917"),
        ("a事b", "ab"),
        ("مالي", "article"),
        ("..", "article"),
        ("", "article"),
        ("a.b_c", "a-b-c"),
        ("٣", "article"),
    ] {
        assert_eq!(plain_id(name), id, "{name}");
        assert!(is_plain_id(id), "{id}");
    }
    // A long name is cut, and not at a hyphen.
    let long = format!("{} b", "a".repeat(59));
    assert_eq!(plain_id(&long), "a".repeat(59));
    assert_eq!(plain_id(&"ß".repeat(1_000)).len(), 60);
    assert!((0..=0x3_0000).filter_map(char::from_u32).all(|c| is_plain_id(&plain_id(&c.to_string()))));
}

#[test]
fn ids_that_are_no_names_of_folders_are_not_plain() {
    for id in ["mali-2012", "A_1", "v1.2"] {
        assert!(is_plain_id(id), "{id}");
    }
    for id in ["", ".", ".a", "a.", "a/b", "a b", "é", &"a".repeat(101)] {
        assert!(!is_plain_id(id), "{id}");
    }
}
