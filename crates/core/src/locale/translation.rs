//! The texts of one language, from its file in `assets/locales/`.
//!
//! A file is a JSON object of texts by key, in the format of i18next: `{{name}}` stands for an argument, and a message with
//! a count has one text for each plural category of the language, with the category appended to the key. Missing texts
//! are in English.
//!
//! ```
//! use whowhen_core::locale::{Message, Translation};
//!
//! let file = r#"{ "Actors": "Acteurs", "CountActors_one": "{{count}} acteur", "CountActors_other": "{{count}} acteurs" }"#;
//! let french = Translation::read("fr", file).unwrap();
//! assert_eq!(french.text(Message::Actors), "Acteurs");
//! assert_eq!(french.plural_text(Message::CountActors, "one"), "{{count}} acteur");
//! assert_eq!(french.text(Message::Events), "Events");
//! ```

use std::collections::HashMap;

use super::Message;

/// Part of the WebAssembly module, so that English needs no request.
const ENGLISH: &str = include_str!("../../../../assets/locales/en.json");

/// The texts of one language.
pub struct Translation {
    tag: &'static str,
    /// By key.
    texts: HashMap<String, String>,
}

impl Translation {
    /// English, which is built in.
    pub fn english() -> Self {
        Self { tag: "en", texts: serde_json::from_str(ENGLISH).unwrap_or_default() }
    }

    /// The texts of a language's file, with English for missing keys. Fails if the file is not an object of texts.
    pub fn read(tag: &'static str, file: &str) -> serde_json::Result<Self> {
        let own: HashMap<String, String> = serde_json::from_str(file)?;
        let mut texts = Self::english().texts;
        texts.extend(own);
        Ok(Self { tag, texts })
    }

    /// A translation from the keys and texts of [`Self::to_pairs`]. So another WebAssembly module needs no texts of its own.
    /// The tag is English if it is not that of a language of the interface.
    pub fn from_pairs(tag: &str, pairs: Vec<String>) -> Self {
        let known = super::LANGUAGES.iter().map(|(known, _)| *known).find(|known| *known == tag);
        let mut pairs = pairs.into_iter();
        let texts = std::iter::from_fn(|| Some((pairs.next()?, pairs.next()?)));
        Self { tag: known.unwrap_or("en"), texts: texts.collect() }
    }

    /// All keys, each followed by its text.
    pub fn to_pairs(&self) -> Vec<String> {
        self.texts.iter().flat_map(|(key, text)| [key.clone(), text.clone()]).collect()
    }

    /// The language's tag.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The text of a message, before arguments are filled in.
    pub fn text(&self, message: Message) -> &str {
        self.get(message.key()).unwrap_or(message.key())
    }

    /// The text of a message with a count, for a plural category; falls back to the category "other".
    pub fn plural_text(&self, message: Message, category: &str) -> &str {
        let of = |category| self.get(&[message.key(), "_", category].concat());
        of(category).or_else(|| of("other")).unwrap_or(message.key())
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }
}

/// Replaces each `{{name}}` by the argument with that name. Placeholders inside arguments are not replaced. A placeholder
/// without an argument stays visible.
pub(super) fn interpolate(text: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        filled.push_str(before);
        match arguments.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{{", name, "}}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_replaced_by_arguments() {
        let text = "{{end}} after {{start}}, {{end}}";
        assert_eq!(interpolate(text, &[("start", "1"), ("end", "2")]), "2 after 1, 2");
        assert_eq!(interpolate("{{name}}", &[("name", "{{name}}")]), "{{name}}");
        assert_eq!(interpolate("{{nobody}}, { {{ }", &[("name", "Mali")]), "{{nobody}}, { {{ }");
        assert_eq!(interpolate("", &[]), "");
    }
}
