//! Folds characters for search, so that a query matches regardless of case, accents, typography and digits.
//!
//! The platform provides lower case and compatibility decomposition: a function is passed in, and is called once for each
//! distinct character that is not ASCII. It takes ligatures, full-width letters and Arabic presentation forms apart. Then
//! marks are removed, and what has no decomposition is replaced by plain characters: "ø" by "o", "٢" by "2", "’" by "'".
//!
//! Invariant: folding a folded text changes nothing.
//!
//! ```
//! use whowhen_core::text::{CharFolder, FoldedText};
//!
//! let decompose = |c: char| if c == 'ﬃ' { "ffi".into() } else { c.to_lowercase().collect() };
//! let mut folder = CharFolder::new(Box::new(decompose));
//! assert_eq!(FoldedText::new("Oﬃce ٢٠١٢", &mut folder).text, "office 2012");
//! ```

/// Folds characters, and caches the results.
pub struct CharFolder {
    decompose: Box<dyn Fn(char) -> String>,
    /// The cache, sorted by character.
    known: Vec<(char, String)>,
}

impl CharFolder {
    /// `decompose` returns a character in Unicode normalization form KD (NFKD), in lower case: "É" as "e\u{301}".
    pub fn new(decompose: Box<dyn Fn(char) -> String>) -> Self {
        Self { decompose, known: Vec::new() }
    }

    /// Appends the folded character. White space becomes one space, or nothing after another space; a mark becomes nothing.
    pub(super) fn fold(&mut self, c: char, folded: &mut String) {
        match c {
            _ if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            // Thousands of ideographs have neither case nor decomposition.
            '\0'..='\x7f' | '\u{3400}'..='\u{9fff}' => folded.push(c.to_ascii_lowercase()),
            _ => {
                let at = self.known.partition_point(|(known, _)| *known < c);
                if self.known.get(at).is_none_or(|(known, _)| *known != c) {
                    self.known.insert(at, (c, plain(&(self.decompose)(c))));
                }
                folded.push_str(&self.known[at].1);
            }
        }
    }
}

/// Whether a character is combining or invisible: combining marks, points of Hebrew and Arabic, the tatweel, variation
/// selectors, soft hyphens, joiners and direction marks.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The zeros of scripts with decimal digits of their own. The other nine follow each of them.
const ZEROS: [char; 19] =
    ['٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '០', '᠐'];

/// A decomposed text without its marks, with plain letters, digits and punctuation.
fn plain(decomposed: &str) -> String {
    let mut plain = String::new();
    // An accent that stands alone, such as "´", is decomposed to a space with a mark.
    for c in decomposed.trim_start().chars().filter(|c| !is_mark(*c)) {
        let digit =
            ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10));
        if let Some(digit) = digit {
            plain.push(char::from(b'0' + digit as u8));
            continue;
        }
        plain.push_str(match c {
            'æ' => "ae",
            'œ' => "oe",
            'ß' => "ss",
            'þ' => "th",
            'đ' | 'ð' => "d",
            'ħ' => "h",
            'ı' => "i",
            'ł' => "l",
            'ø' => "o",
            'ς' => "σ",
            'ٱ' => "ا",
            'ة' => "ه",
            'ى' | 'ی' => "ي",
            'ک' => "ك",
            // Apostrophes, primes, the ʻokina, geresh and saltillo
            '\u{2b9}'
            | '\u{2bb}'..='\u{2bf}'
            | '\u{55a}'
            | '\u{5f3}'
            | '\u{2018}'..='\u{201b}'
            | '\u{2032}'
            | '\u{a78c}' => "'",
            '\u{2ba}' | '\u{5f4}' | '\u{201c}'..='\u{201f}' => "\"",
            '…' => "...",
            '\u{2044}' => "/",
            '٫' => ".",
            '٬' => ",",
            '\u{5be}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
            _ => {
                plain.push(c);
                continue;
            }
        });
    }
    plain
}
