//! A language of the interface in a browser: its texts, and the browser's formatters for numbers, plurals, lists and days.
//!
//! Shared by the reader and by the diagrams, which are two WebAssembly modules.
//!
//! ```ignore
//! let language = Language::new(Translation::english(), "en-GB".to_owned());
//! assert_eq!(language.number(1234), "1,234");
//! ```

mod format;

pub use format::Intl;

use js_sys::JsString;
use whowhen_core::locale::{Locale, Translation};

/// A language of the interface.
pub struct Language {
    /// The language tag.
    pub tag: &'static str,
    translation: Translation,
    /// The browser's formatters for this language.
    pub intl: Intl,
}

impl Language {
    /// The language of a translation. Numbers and days are formatted in the language `formatting_tag`: see
    /// [`formatting_tag`](whowhen_core::locale::formatting_tag).
    pub fn new(translation: Translation, formatting_tag: String) -> Self {
        Self { tag: translation.tag(), translation, intl: Intl::new(formatting_tag) }
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
