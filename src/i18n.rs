//! The language of the interface: its translation, and the browser's formatters for numbers, lists and dates.

use js_sys::JsString;

use crate::browser::intl::Intl;
use crate::browser::language;
use whowhen_core::locale::{Locale, Translation, formatting_tag};

/// A language of the interface.
pub struct Language {
    /// The language tag.
    pub tag: &'static str,
    translation: Translation,
    /// The browser's formatters for this language.
    pub intl: Intl,
}

impl Language {
    /// Creates the language of a translation. Days are written as in the article's language, else as in the browser's, if
    /// that is the same language in one of its countries.
    pub fn new(translation: Translation, article: Option<&str>) -> Self {
        let tag = translation.tag();
        let preferred: Vec<String> =
            article.map(str::to_owned).into_iter().chain(language::preferred_languages()).collect();
        Self { tag, translation, intl: Intl::new(formatting_tag(tag, &preferred)) }
    }

    /// English, which is built in.
    pub fn english() -> Self {
        Self::new(Translation::english(), None)
    }
}

impl Locale for Language {
    fn translation(&self) -> &Translation {
        &self.translation
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

    // Done by the browser: the standard library's case tables would become part of the WebAssembly module.
    fn capitalized(&self, text: &str) -> String {
        let first = text.chars().next().map_or(0, char::len_utf8);
        String::from(JsString::from(&text[..first]).to_upper_case()) + &text[first..]
    }

    fn calendar_day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        self.intl.day(year, month, day)
    }

    fn short_calendar_day(&self, month: u8, day: u8) -> String {
        self.intl.short_day(month, day)
    }
}
