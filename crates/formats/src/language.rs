//! Guesses the language of a text: by its script, and for scripts of many languages by frequent words.
//!
//! ```
//! use whowhen_formats::language::guess;
//!
//! assert_eq!(guess("The troops were in the north of the country."), "en");
//! assert_eq!(guess("Les troupes étaient dans le nord du pays."), "fr");
//! assert_eq!(guess("وصلت القوات إلى المدينة"), "ar");
//! assert_eq!(guess("Alice met Bob in Paris."), "und");
//! ```

/// Frequent words of languages in Latin script. A word in several lists counts for each.
const WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "was", "is", "that", "were", "for", "with", "had", "his", "her", "by",
            "from",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "du", "et", "dans", "une", "est", "qui", "que", "pour", "sur", "par", "au",
            "aux", "était",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "den", "dem", "ein", "eine", "ist", "nicht", "mit", "von", "zu", "auf",
            "wurde", "im",
        ],
    ),
    (
        "es",
        &["el", "los", "las", "y", "en", "una", "es", "que", "por", "con", "para", "del", "se", "como", "fue", "su"],
    ),
    (
        "it",
        &["il", "di", "che", "è", "gli", "nel", "della", "del", "una", "per", "non", "con", "si", "dei", "fu", "sono"],
    ),
    ("pt", &["o", "os", "as", "do", "da", "dos", "das", "em", "uma", "não", "que", "com", "por", "ao", "foi", "são"]),
    (
        "nl",
        &["de", "het", "een", "van", "en", "in", "is", "dat", "niet", "op", "te", "met", "voor", "werd", "zijn", "aan"],
    ),
    (
        "sv",
        &["och", "att", "det", "som", "en", "på", "är", "av", "för", "med", "den", "till", "inte", "var", "ett", "om"],
    ),
    ("pl", &["i", "w", "na", "z", "się", "nie", "do", "że", "jest", "to", "przez", "po", "od", "był", "oraz", "jako"]),
    (
        "tr",
        &[
            "ve", "bir", "bu", "da", "de", "için", "ile", "olarak", "daha", "gibi", "olan", "çok", "sonra", "kadar",
            "ise", "en",
        ],
    ),
];

/// The BCP 47 tag of the language, or `und` if there is nothing to go by. Looks at the first 20,000 characters.
pub fn guess(text: &str) -> &'static str {
    const SAMPLE: usize = 20_000;
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(end, _)| end);
    let text = &text[..end];
    let count = |test: fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    let has = |letters: &str| text.chars().any(|c| letters.contains(c));
    let scripts: [(&str, usize); 9] = [
        ("latin", count(|c| matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}'))),
        ("arabic", count(|c| matches!(c, '\u{620}'..='\u{6ff}'))),
        ("cyrillic", count(|c| matches!(c, '\u{400}'..='\u{4ff}'))),
        ("he", count(|c| matches!(c, '\u{5d0}'..='\u{5ea}'))),
        ("el", count(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'))),
        ("han", count(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3040}'..='\u{30ff}'))),
        ("ko", count(|c| matches!(c, '\u{ac00}'..='\u{d7af}'))),
        ("hi", count(|c| matches!(c, '\u{900}'..='\u{97f}'))),
        ("th", count(|c| matches!(c, '\u{e00}'..='\u{e7f}'))),
    ];
    let (script, number) = scripts.into_iter().max_by_key(|(_, number)| *number).unwrap_or_default();
    match script {
        _ if number == 0 => "und",
        "latin" => latin(text),
        "arabic" if has("ٹڈڑے") => "ur",
        "arabic" if has("پچژگ") => "fa",
        "arabic" => "ar",
        "cyrillic" if has("іїєґ") => "uk",
        "cyrillic" => "ru",
        "han" if has("のはをにがた") => "ja",
        "han" => "zh",
        other => other,
    }
}

fn latin(text: &str) -> &'static str {
    let mut counts = [0; WORDS.len()];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let best = counts.iter().copied().max().unwrap_or(0);
    let position = counts.iter().position(|count| *count == best).unwrap_or(0);
    // One or two words prove nothing if another language has any.
    let is_sure = best > 2 || counts.iter().filter(|count| **count > 0).count() == 1;
    if is_sure { WORDS[position].0 } else { "und" }
}
