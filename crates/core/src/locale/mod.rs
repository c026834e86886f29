//! What the interface says, in each of its languages: words, counts, dates, names of kinds.
//!
//! A [`Message`] is a text of the interface. Its English stands in `list.rs` and is always there; the other languages are
//! files in `assets/words/`, fetched where they are chosen. A file that lacks a word, or has one that is none, or takes
//! other parts than the English does, is an error of compiling. What the browser knows of a language (numbers, plurals,
//! lists, dates of the calendar) it says itself: see [`Locale`].
//!
//! ```
//! use whowhen_core::locale::{Translation, Message, filled};
//!
//! let english = Translation::default();
//! assert_eq!(filled(english.text(Message::PlaceOf), &["2", "5"]), "2 of 5");
//! assert_eq!(variant("one={0} event|other={0} events", "one"), "{0} event");
//! # use whowhen_core::locale::variant;
//! ```

mod complete;
mod dates;
mod kinds;
mod list;

pub use dates::{date, when, year};
pub use kinds::{actor_kind, actor_kinds, event_kind, glyph, heading, plain, relation, role, status};
pub use list::Message;

use list::ENGLISH;

/// The languages of the interface: the tag, and the name in the language itself.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "Français"), ("ar", "العربية")];

const _: () = {
    assert!(complete::is(include_str!("../../../../assets/words/fr.txt")), "assets/words/fr.txt is not complete");
    assert!(complete::is(include_str!("../../../../assets/words/ar.txt")), "assets/words/ar.txt is not complete");
};

/// The language of the interface that fits somebody best: the first of theirs that it speaks, else English.
///
/// ```
/// use whowhen_core::locale::language;
///
/// assert_eq!(language(&["pt-BR".into(), "ar-EG".into(), "fr".into()]), "ar");
/// assert_eq!(language(&["".into()]), "en");
/// ```
pub fn language(wanted: &[String]) -> &'static str {
    let spoken = |tag: &String| {
        let wanted = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().map(|(tag, _)| *tag).find(|tag| tag.eq_ignore_ascii_case(wanted))
    };
    wanted.iter().find_map(spoken).unwrap_or("en")
}

/// The texts of one language.
#[derive(Default)]
pub struct Translation {
    /// By the place of the word; none are the English ones.
    texts: Vec<Box<str>>,
}

impl Translation {
    /// The texts of a language's file; `None` where the file is that of another build.
    pub fn read(file: &str) -> Option<Self> {
        let texts: Vec<Box<str>> = file.lines().filter_map(|line| Some(line.split_once(": ")?.1.into())).collect();
        (texts.len() == ENGLISH.len()).then_some(Self { texts })
    }

    /// The text of a word.
    pub fn text(&self, word: Message) -> &str {
        self.texts.get(word as usize).map_or(ENGLISH[word as usize], |text| text)
    }
}

/// A text with its parts in place of `{0}`, `{1}` and so on. What a part itself says is not looked at.
pub fn filled(text: &str, parts: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, behind)) = after.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(place.parse::<usize>().ok().and_then(|place| parts.get(place)).copied().unwrap_or_default());
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// Of a text that says something in several numbers, "one=…|other=…", the variant of a plural category; that of "other"
/// where there is none of it.
pub fn variant<'t>(text: &'t str, category: &str) -> &'t str {
    let mut last = text;
    for variant in text.split('|') {
        let Some((name, text)) = variant.split_once('=') else { return variant };
        if name == category {
            return text;
        }
        last = text;
    }
    last
}

/// How a language says things. The browser's way is in `ui/locale.rs`.
pub trait Locale {
    /// A word.
    fn text(&self, word: Message) -> &str;

    /// A whole number, with its thousands set apart.
    fn number(&self, number: usize) -> String;

    /// A share of one, in per cent: "80%".
    fn percent(&self, share: f64) -> String;

    /// A number without such: a year, a clock's hour with two digits.
    fn digits(&self, number: i64, least: usize) -> String;

    /// The plural category of a number: "one", "few", "other" and so on.
    fn plural(&self, number: usize) -> String;

    /// Several things, all of them or one of them: "a, b and c".
    fn list(&self, items: &[String], all: bool) -> String;

    /// The parts of a day of the calendar that are there, in the usual order: "21 October 2015", "March 2012", "October".
    /// A month is from 1 to 12 and a day from 1 to 31; a year is at least 1, and comes with its month or alone.
    fn day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String;

    /// A word with its parts.
    fn with(&self, word: Message, parts: &[&str]) -> String {
        filled(self.text(word), parts)
    }

    /// "2 of 5".
    fn of(&self, number: usize, all: usize) -> String {
        self.with(Message::PlaceOf, &[&self.number(number), &self.number(all)])
    }

    /// Things beside one another, with commas.
    fn aside(&self, items: &[String]) -> String {
        items.join(&[self.text(Message::Comma), " "].concat())
    }

    /// A word that counts: "1 mention", "12 mentions".
    fn count(&self, word: Message, number: usize) -> String {
        filled(variant(self.text(word), &self.plural(number)), &[&self.number(number)])
    }
}
