//! The language of the interface: its translation, and the browser's formatters for numbers, lists and dates.

use crate::browser::language;
use whowhen_core::locale::{Translation, formatting_tag};

pub use whowhen_intl::Language;

/// The language of a translation. Days are written as in the article's language, else as in the browser's, if that is the
/// same language in one of its countries.
pub fn of_translation(translation: Translation, article: Option<&str>) -> Language {
    let article = article.filter(|tag| language::is_valid(tag)).map(str::to_owned);
    let preferred: Vec<String> = article.into_iter().chain(language::preferred_languages()).collect();
    let tag = formatting_tag(translation.tag(), &preferred);
    Language::new(translation, tag)
}

/// English, which is built in.
pub fn english() -> Language {
    of_translation(Translation::english(), None)
}
