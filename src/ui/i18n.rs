//! The language in which a reader's interface speaks: our words, and the browser's knowledge of the language.

use crate::host::intl::Intl;
use whowhen_core::article::Direction;
use whowhen_core::locale::{Locale, Message, Translation, filled};

/// A language of the interface, ready to speak.
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    translation: Translation,
    /// What the browser knows of it.
    pub intl: Intl,
}

impl Language {
    /// A language of [`whowhen_core::locale::LANGUAGES`] with its words.
    pub fn new(tag: &'static str, translation: Translation) -> Self {
        // Days before months, as in the other languages.
        let intl = Intl::new(if tag == "en" { "en-GB" } else { tag });
        Self { tag, translation, intl }
    }

    /// English, which is always there.
    pub fn english() -> Self {
        Self::new("en", Translation::default())
    }

    /// Which way it runs.
    pub fn direction(&self) -> Direction {
        Direction::of_language(self.tag)
    }
}

impl Locale for Language {
    fn text(&self, word: Message) -> &str {
        self.translation.text(word)
    }

    fn number(&self, number: usize) -> String {
        self.intl.number(number as f64)
    }

    fn percent(&self, share: f64) -> String {
        self.intl.percent(share)
    }

    fn digits(&self, number: i64, least: usize) -> String {
        self.intl.digits(&number.to_string(), least > 1)
    }

    fn plural(&self, number: usize) -> String {
        self.intl.plural(number as f64)
    }

    fn list(&self, items: &[String], all: bool) -> String {
        self.intl.list(items, all)
    }

    fn with(&self, word: Message, parts: &[&str]) -> String {
        if self.direction() == Direction::Ltr {
            return filled(self.text(word), parts);
        }
        // A name or an address from left to right keeps its own order, and what stands around it keeps its place.
        let isolated: Vec<String> = parts.iter().map(|part| ["\u{2068}", part, "\u{2069}"].concat()).collect();
        let isolated: Vec<&str> = isolated.iter().map(String::as_str).collect();
        filled(self.text(word), &isolated)
    }

    fn day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        let said = self.intl.day(year, month, day);
        // "1er avril": the one thing of French dates that the browser does not know.
        if self.tag == "fr" && day == Some(1) { said.replacen('1', "1er", 1) } else { said }
    }
}
