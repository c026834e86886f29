//! The translation files: each has exactly the messages of the interface, with the same arguments as in English, in the
//! plural categories that ICU lists for the language.

use std::collections::{BTreeMap, BTreeSet};

use icu_plurals::{PluralCategory, PluralRules};
use whowhen_core::locale::{LANGUAGES, Message, Translation};

const ENGLISH: &str = include_str!("../../../../assets/locales/en.json");
const FRENCH: &str = include_str!("../../../../assets/locales/fr.json");
const ARABIC: &str = include_str!("../../../../assets/locales/ar.json");

/// What a translator has to correct in a language's file.
fn faults(tag: &str, file: &str) -> Vec<String> {
    let (english, texts) = (entries(ENGLISH), entries(file));
    let mut faults = Vec::new();
    if file.lines().filter(|line| line.trim_start().starts_with('"')).count() != texts.len() {
        faults.push("a key is there twice, or not on a line of its own".to_owned());
    }
    let mut known = BTreeSet::new();
    for message in Message::ALL {
        let key = message.key();
        match english.get(&format!("{key}_other")) {
            Some(in_english) => {
                for (category, is_one_number) in categories(tag) {
                    let key = format!("{key}_{category}");
                    faults.extend(fault(&key, texts.get(&key), in_english, is_one_number));
                    known.insert(key);
                }
            }
            None => {
                faults.extend(fault(key, texts.get(key), english.get(key).map_or("", String::as_str), false));
                known.insert(key.to_owned());
            }
        }
    }
    faults.extend(texts.keys().filter(|key| !known.contains(*key)).map(|key| format!("{key}: no such message")));
    faults
}

/// What is wrong with a text. A text for a single number, such as "one event", need not contain the number.
fn fault(key: &str, text: Option<&String>, in_english: &str, is_one_number: bool) -> Option<String> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Some(format!("{key}: missing")) };
    let (mut expected, (mut found, rest)) = (arguments(in_english).0, arguments(text));
    if is_one_number {
        expected.remove("count");
        found.remove("count");
    }
    if rest.contains(['{', '}']) {
        return Some(format!("{key}: a brace that is none of an argument"));
    }
    (found != expected).then(|| format!("{key}: arguments {found:?} in place of {expected:?}"))
}

fn entries(file: &str) -> BTreeMap<String, String> {
    serde_json::from_str(file).unwrap()
}

/// The names in `{{name}}`, and the text without them.
fn arguments(text: &str) -> (BTreeSet<&str>, String) {
    let mut names = BTreeSet::new();
    let mut pieces = text.split("{{");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once("}}") {
            Some((name, after)) => {
                names.insert(name);
                rest.push_str(after);
            }
            None => rest.extend(["{{", piece]),
        }
    }
    (names, rest)
}

/// The plural categories of a language, and whether each applies to a single number only.
fn categories(tag: &str) -> Vec<(&'static str, bool)> {
    let locale: icu_locale_core::Locale = tag.parse().unwrap();
    let rules = PluralRules::try_new_cardinal((&locale).into()).unwrap();
    let is_one_number =
        |category| (0..1000_usize).filter(|number| rules.category_for(*number) == category).count() == 1;
    let name = |category| match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    };
    rules.categories().map(|category| (name(category), is_one_number(category))).collect()
}

#[test]
fn every_language_has_every_message() {
    for (tag, file) in [("en", ENGLISH), ("fr", FRENCH), ("ar", ARABIC)] {
        assert_eq!(faults(tag, file), [""; 0], "assets/locales/{tag}.json");
    }
    assert_eq!(LANGUAGES.map(|(tag, _)| tag), ["en", "fr", "ar"], "each has its file above");
}

#[test]
fn plural_categories_come_from_icu() {
    let names = |tag| categories(tag).into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>();
    assert_eq!(names("en"), BTreeSet::from(["one", "other"]));
    assert_eq!(names("fr"), BTreeSet::from(["one", "many", "other"]));
    assert_eq!(names("ar"), BTreeSet::from(["zero", "one", "two", "few", "many", "other"]));
}

#[test]
fn mistakes_in_translations_are_found() {
    let without = |file: &str, key: &str| {
        let lines: Vec<&str> = file.lines().filter(|line| !line.contains(&format!("\"{key}\":"))).collect();
        lines.join("\n")
    };
    let with = |file: &str, line: &str| file.replacen('{', &format!("{{\n  {line},"), 1);
    let changed = |file: &str, key: &str, text: &str| with(&without(file, key), &format!("\"{key}\": \"{text}\""));

    for (tag, file, expected) in [
        ("ar", without(ARABIC, "CountEvents_few"), "CountEvents_few: missing"),
        ("fr", without(FRENCH, "Menu"), "Menu: missing"),
        ("fr", changed(FRENCH, "Menu", ""), "Menu: missing"),
        ("fr", with(FRENCH, "\"CountEvents_few\": \"{{count}}\""), "CountEvents_few: no such message"),
        ("fr", with(FRENCH, "\"Menus\": \"Menus\""), "Menus: no such message"),
        ("fr", with(FRENCH, "\"Menu\": \"Menus\""), "a key is there twice, or not on a line of its own"),
        ("fr", changed(FRENCH, "Menu", "{{name}}"), "Menu: arguments {\"name\"} in place of {}"),
        ("fr", changed(FRENCH, "NoFile", "{url}"), "NoFile: a brace that is none of an argument"),
        ("fr", changed(FRENCH, "NoFile", "{{adresse}}"), "NoFile: arguments {\"adresse\"} in place of {\"url\"}"),
        // In French, 0 also has the category "one".
        ("fr", changed(FRENCH, "Hours_one", "une heure"), "Hours_one: arguments {} in place of {\"count\"}"),
        ("ar", changed(ARABIC, "Hours_few", "ساعات"), "Hours_few: arguments {} in place of {\"count\"}"),
    ] {
        assert_eq!(faults(tag, &file), [expected]);
    }
    assert_eq!(faults("en", &changed(ENGLISH, "Hours_one", "an hour")), [""; 0]);
}

#[test]
fn messages_may_be_in_any_order() {
    let mut lines: Vec<&str> =
        FRENCH.lines().map(|line| line.trim_end_matches(',')).filter(|line| line.len() > 1).collect();
    lines.reverse();
    let reversed = Translation::read("fr", &format!("{{{}}}", lines.join(","))).unwrap();
    let french = Translation::read("fr", FRENCH).unwrap();
    for message in Message::ALL {
        assert_eq!(reversed.text(*message), french.text(*message));
        assert_eq!(reversed.plural_text(*message, "many"), french.plural_text(*message, "many"));
    }
}

#[test]
fn missing_messages_are_in_english_and_invalid_files_are_refused() {
    let some =
        Translation::read("fr", r#"{ "Menu": "Carte", "Gone": "Parti", "Hours_other": "{{count}} heures" }"#).unwrap();
    assert_eq!((some.tag(), some.text(Message::Menu), some.text(Message::Share)), ("fr", "Carte", "Share"));
    assert_eq!(some.plural_text(Message::Hours, "many"), "{{count}} heures");
    assert_eq!(some.plural_text(Message::CountEvents, "many"), "{{count}} events");

    for broken in ["", "<!doctype html>", r#"{ "Menu": "Carte""#, r#"{ "Menu": 1 }"#, "[]"] {
        assert!(Translation::read("fr", broken).is_err(), "{broken}");
    }
}
