//! The languages of the interface: texts, counts, dates, names of kinds.
//!
//! A [`Message`] is the key of a text. A [`Translation`] has the texts of one language, from its file in
//! `assets/locales/`. English is built in; other languages are fetched when they are chosen. Numbers, plural categories,
//! lists and days of the calendar are formatted by the platform. A [`Locale`] combines both.
//!
//! To add a language, add its file, a line in [`LANGUAGES`], and its tag where the files are listed: `index.html`,
//! `assets/embed.js`, `xtask/src/dist/mod.rs`, `crates/cli/src/locale.rs`. The test `crates/core/tests/it/locales.rs`
//! lists what is missing in the file.
//!
//! ```
//! use whowhen_core::locale::{Locale, Message, Translation};
//!
//! struct English(Translation);
//!
//! impl Locale for English {
//!     fn translation(&self) -> &Translation { &self.0 }
//!     fn plural(&self, number: usize) -> String { if number == 1 { "one" } else { "other" }.into() }
//!     fn number(&self, number: usize) -> String { number.to_string() }
//! #   fn percent(&self, share: f64) -> String { format!("{}%", share * 100.0) }
//! #   fn digits(&self, number: i64, _: usize) -> String { number.to_string() }
//! #   fn list(&self, items: &[String], _: bool) -> String { items.join(", ") }
//! #   fn calendar_day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String { String::new() }
//! #   fn short_calendar_day(&self, _: u8, _: u8) -> String { String::new() }
//!     // Likewise percentages, lists and days.
//! }
//!
//! let english = English(Translation::english());
//! assert_eq!(english.text(Message::Actors), "Actors");
//! assert_eq!(english.with(Message::PlaceOf, &[("place", "2"), ("total", "5")]), "2 of 5");
//! assert_eq!(english.count(Message::CountEvents, 1), "1 event");
//! ```

mod dates;
mod kind_names;
mod message;
mod translation;

pub use dates::{date, date_within_year, edtf_date, when, year};
pub use kind_names::{actor_kind, actor_kinds, certainty, event_kind, heading, plain, relation, role, status};
pub use message::Message;
pub use translation::Translation;

use crate::article::Direction;

/// The languages of the interface: the tag, and the name in that language.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "Français"), ("ar", "العربية")];

/// The language of the interface for a user: the first of their languages that is available, else English.
///
/// ```
/// use whowhen_core::locale::language;
///
/// assert_eq!(language(&["pt-BR".into(), "ar-EG".into(), "fr".into()]), "ar");
/// assert_eq!(language(&["".into()]), "en");
/// ```
pub fn language(wanted: &[String]) -> &'static str {
    let available = |tag: &String| {
        let wanted = main_language(tag);
        LANGUAGES.iter().map(|(tag, _)| *tag).find(|tag| tag.eq_ignore_ascii_case(wanted))
    };
    wanted.iter().find_map(available).unwrap_or("en")
}

/// The language of a tag, without country or script: "pt" of "pt-BR".
pub fn main_language(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// The name of a language in that language, by the first part of its tag. `None` if it is not in the list.
///
/// ```
/// use whowhen_core::locale::language_name;
///
/// assert_eq!(language_name("pt-BR"), Some("Português"));
/// assert_eq!(language_name("tlh"), None);
/// ```
pub fn language_name(tag: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "العربية"),
        ("bg", "Български"),
        ("bn", "বাংলা"),
        ("ca", "Català"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("et", "Eesti"),
        ("fa", "فارسی"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("hr", "Hrvatski"),
        ("hu", "Magyar"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("la", "Latina"),
        ("lt", "Lietuvių"),
        ("lv", "Latviešu"),
        ("nb", "Norsk bokmål"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("ro", "Română"),
        ("ru", "Русский"),
        ("sk", "Slovenčina"),
        ("sl", "Slovenščina"),
        ("sr", "Српски"),
        ("sv", "Svenska"),
        ("sw", "Kiswahili"),
        ("ta", "தமிழ்"),
        ("th", "ไทย"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("ur", "اردو"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
    ];
    let language = main_language(tag);
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(language)).map(|(_, name)| *name)
}

/// The tag for formatting numbers and days in a language of the interface. English is written in many countries, which
/// differ in the order of days and months: it is the first of the preferred tags that is English of a country, else
/// British English.
///
/// ```
/// use whowhen_core::locale::formatting_tag;
///
/// assert_eq!(formatting_tag("en", &["fr-CA".into(), "en-US".into()]), "en-US");
/// assert_eq!(formatting_tag("en", &["en".into()]), "en-GB");
/// assert_eq!(formatting_tag("fr", &["fr-CA".into()]), "fr");
/// ```
pub fn formatting_tag(language: &str, preferred: &[String]) -> String {
    let has_country = |tag: &&String| tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("en-"));
    match (language, preferred.iter().find(has_country)) {
        ("en", Some(tag)) => tag.clone(),
        ("en", None) => "en-GB".to_owned(),
        _ => language.to_owned(),
    }
}

/// A language of the interface: its texts, and formatting by the platform. The page implements it with the browser's `Intl`,
/// and the program `whowhen` with ICU4X.
pub trait Locale {
    /// Its texts.
    fn translation(&self) -> &Translation;

    /// A whole number, with thousands separators.
    fn number(&self, number: usize) -> String;

    /// A percentage; `share` is from 0 to 1: "80%".
    fn percent(&self, share: f64) -> String;

    /// A number with at least `least` digits, without thousands separators: a year, the hour of a clock.
    fn digits(&self, number: i64, least: usize) -> String;

    /// The plural category of a number: "one", "few", "other" and so on.
    fn plural(&self, number: usize) -> String;

    /// A list of items, joined by "and" if `all`, else by "or": "a, b and c".
    fn list(&self, items: &[String], all: bool) -> String;

    /// [`Locale::day`] with the platform's data, before corrections.
    fn calendar_day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String;

    /// A day and a month of the calendar in few letters, with the platform's data: "21 Oct".
    fn short_calendar_day(&self, month: u8, day: u8) -> String;

    /// Formats a day and a month in few letters: "21 Oct".
    fn short_day(&self, month: u8, day: u8) -> String {
        let text = self.short_calendar_day(month, day);
        if self.translation().tag() == "fr" && day == 1 { text.replacen('1', "1er", 1) } else { text }
    }

    /// Formats the given parts of a calendar day in the usual order: "21 October 2015", "March 2012", "October". A month is
    /// from 1 to 12 and a day from 1 to 31. A year is at least 1; a day with a year needs a month too.
    fn day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        let text = self.calendar_day(year, month, day);
        // "1er avril": CLDR, and so every platform, formats it as "1 avril".
        if self.translation().tag() == "fr" && day == Some(1) { text.replacen('1', "1er", 1) } else { text }
    }

    /// Its writing direction.
    fn direction(&self) -> Direction {
        Direction::of_language(self.translation().tag())
    }

    /// The text of a message.
    fn text(&self, message: Message) -> &str {
        self.translation().text(message)
    }

    /// The text of a message, with arguments filled in by name.
    fn with(&self, message: Message, arguments: &[(&str, &str)]) -> String {
        let text = self.text(message);
        if self.direction() == Direction::Ltr {
            return translation::interpolate(text, arguments);
        }
        // Isolated, so that a left-to-right name or address does not reorder the text around it.
        let isolated: Vec<String> =
            arguments.iter().map(|(_, value)| ["\u{2068}", value, "\u{2069}"].concat()).collect();
        let isolated: Vec<(&str, &str)> =
            arguments.iter().zip(&isolated).map(|((name, _), value)| (*name, value.as_str())).collect();
        translation::interpolate(text, &isolated)
    }

    /// The text of a message with a count: "1 mention", "12 mentions".
    fn count(&self, message: Message, number: usize) -> String {
        let text = self.translation().plural_text(message, &self.plural(number));
        translation::interpolate(text, &[("count", &self.number(number))])
    }

    /// "2 of 5".
    fn place_of(&self, place: usize, total: usize) -> String {
        self.with(Message::PlaceOf, &[("place", &self.number(place)), ("total", &self.number(total))])
    }

    /// A text with its first letter capitalised.
    fn capitalized(&self, text: &str) -> String {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Items joined by commas.
    fn comma_separated(&self, items: &[String]) -> String {
        items.join(&[self.text(Message::Comma), " "].concat())
    }
}
