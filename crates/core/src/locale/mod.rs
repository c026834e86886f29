//! What the interface says, in each of its languages: texts, counts, dates, names of kinds.
//!
//! A [`Message`] is a text of the interface, and a [`Translation`] has the texts of a language, from its file in
//! `assets/locales/`. English is always there; the other languages are fetched where they are chosen. What a platform knows
//! of a language (numbers, plural categories, lists, days of the calendar) it says itself: a [`Locale`] is both together.
//!
//! A new language has a file there, a line in [`LANGUAGES`], and its name where the files are taken up: `index.html`,
//! `assets/embed.js`, `xtask/src/dist/mod.rs`, `crates/cli/src/locale.rs`. `crates/core/tests/it/locales.rs` says what its
//! file lacks.
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
//!     // And so on: percentages, lists, days.
//! }
//!
//! let english = English(Translation::english());
//! assert_eq!(english.text(Message::Actors), "Actors");
//! assert_eq!(english.with(Message::PlaceOf, &[("place", "2"), ("total", "5")]), "2 of 5");
//! assert_eq!(english.count(Message::CountEvents, 1), "1 event");
//! ```

mod dates;
mod kinds;
mod message;
mod translation;

pub use dates::{date, when, year};
pub use kinds::{actor_kind, actor_kinds, event_kind, heading, plain, relation, role, status};
pub use message::Message;
pub use translation::Translation;

use crate::article::Direction;

/// The languages of the interface: the tag, and the name in the language itself.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "Français"), ("ar", "العربية")];

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

/// The tag by which a platform formats numbers and days for a language of the interface: English has the day before the
/// month, as the others do.
pub fn formatting_tag(language: &'static str) -> &'static str {
    if language == "en" { "en-GB" } else { language }
}

/// A language of the interface: its texts, and how a platform formats what is not a text of ours. The browser's is in the
/// page, that of the program `whowhen` in its crate.
pub trait Locale {
    /// Its texts.
    fn translation(&self) -> &Translation;

    /// A whole number, with its thousands set apart.
    fn number(&self, number: usize) -> String;

    /// A share of one, in per cent: "80%".
    fn percent(&self, share: f64) -> String;

    /// A number of at least so many digits, without thousands set apart: a year, the hour of a clock.
    fn digits(&self, number: i64, least: usize) -> String;

    /// The plural category of a number: "one", "few", "other" and so on.
    fn plural(&self, number: usize) -> String;

    /// Several things, all of them or one of them: "a, b and c".
    fn list(&self, items: &[String], all: bool) -> String;

    /// [`Locale::day`], as the platform's own data have it.
    fn calendar_day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String;

    /// The parts of a day of the calendar that are there, in the usual order: "21 October 2015", "March 2012", "October".
    /// A month is from 1 to 12 and a day from 1 to 31; a year is at least 1, and comes with its month or alone.
    fn day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        let text = self.calendar_day(year, month, day);
        // "1er avril": the one thing of French dates that CLDR, and so every platform, does not have.
        if self.translation().tag() == "fr" && day == Some(1) { text.replacen('1', "1er", 1) } else { text }
    }

    /// Which way it is written.
    fn direction(&self) -> Direction {
        Direction::of_language(self.translation().tag())
    }

    /// The text of a message.
    fn text(&self, message: Message) -> &str {
        self.translation().text(message)
    }

    /// The text of a message with its arguments, by their names.
    fn with(&self, message: Message, arguments: &[(&str, &str)]) -> String {
        let text = self.text(message);
        if self.direction() == Direction::Ltr {
            return translation::interpolate(text, arguments);
        }
        // A name or an address from left to right keeps its own order, and what stands around it keeps its place.
        let isolated: Vec<String> =
            arguments.iter().map(|(_, value)| ["\u{2068}", value, "\u{2069}"].concat()).collect();
        let isolated: Vec<(&str, &str)> =
            arguments.iter().zip(&isolated).map(|((name, _), value)| (*name, value.as_str())).collect();
        translation::interpolate(text, &isolated)
    }

    /// The text of a message that counts: "1 mention", "12 mentions".
    fn count(&self, message: Message, number: usize) -> String {
        let text = self.translation().plural_text(message, &self.plural(number));
        translation::interpolate(text, &[("count", &self.number(number))])
    }

    /// "2 of 5".
    fn place_of(&self, place: usize, total: usize) -> String {
        self.with(Message::PlaceOf, &[("place", &self.number(place)), ("total", &self.number(total))])
    }

    /// A text with its first letter as a capital.
    fn capitalized(&self, text: &str) -> String {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Things with commas between them.
    fn comma_separated(&self, items: &[String]) -> String {
        items.join(&[self.text(Message::Comma), " "].concat())
    }
}
