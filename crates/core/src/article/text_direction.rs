//! The direction of a text, and the usual direction of a language.
//!
//! ```
//! use whowhen_core::article::Direction;
//!
//! assert_eq!(Direction::of_language("az-Arab"), Direction::Rtl); // the script decides, if the tag names one
//! assert_eq!(Direction::of_language("fr"), Direction::Ltr);
//! ```

/// The direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The words that a file may use.
    pub const WORDS: &'static [&'static str] = &["ltr", "rtl"];

    /// The word for a file and for HTML's `dir`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// The usual direction of a language, from its BCP 47 tag: by the script if the tag names one, else by the language.
    pub fn of_language(tag: &str) -> Self {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script = parts.next().filter(|part| part.len() == 4).map(str::to_ascii_lowercase);
        let rtl = match script.as_deref() {
            Some(script) => ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand"].contains(&script),
            None => ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
                .contains(&language.as_str()),
        };
        if rtl { Self::Rtl } else { Self::Ltr }
    }
}
