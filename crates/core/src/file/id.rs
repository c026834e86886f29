//! Ids that can be the name of a folder and a part of an address, as the page of an article needs.
//!
//! ```
//! use whowhen_core::file::{is_plain_id, plain_id};
//!
//! assert_eq!(plain_id("Über den Fluß"), "uber-den-fluss");
//! assert!(is_plain_id("uber-den-fluss") && !is_plain_id("über"));
//! ```

/// The most characters of an id that is made of a name.
const LONGEST_MADE: usize = 60;

/// The most characters of an id.
const LONGEST: usize = 100;

/// Whether an id can be the name of a folder and a part of an address: up to 100 ASCII letters, digits, hyphens and
/// underscores, and dots within.
pub fn is_plain_id(id: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !id.is_empty() && id.len() <= LONGEST && id.chars().all(is_plain) && !id.starts_with('.') && !id.ends_with('.')
}

/// A name as an id for which [`is_plain_id`] holds: small letters from a to z, digits, and hyphens in place of what is no
/// letter and no digit. Latin letters lose their accents; letters of other scripts are left out. `article` if nothing is
/// left.
pub fn plain_id(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphanumeric() => id.push(c),
            c if c.is_alphanumeric() => id.push_str(without_accent(c)),
            // Accents that are characters of their own, as in names of files on macOS.
            '\u{300}'..='\u{36f}' => {}
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
        if id.len() >= LONGEST_MADE {
            break;
        }
    }
    id.truncate(LONGEST_MADE);
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { "article".to_owned() } else { id }
}

/// ASCII letters for small Latin letters with accents, and for those that are two in one.
const WITHOUT_ACCENTS: &[(&str, &str)] = &[
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđðḍ", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệə", "e"),
    ("ĝğġģǧ", "g"),
    ("ĥħḥḫ", "h"),
    ("ìíîïĩīĭįıǐỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀłḷ", "l"),
    ("ṃ", "m"),
    ("ñńņňṇŋ", "n"),
    ("òóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "o"),
    ("œ", "oe"),
    ("ŕŗřṛ", "r"),
    ("śŝşšșṣ", "s"),
    ("ß", "ss"),
    ("ţťŧțṭ", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔụủứừửữự", "u"),
    ("ŵẃẁẅ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżžẓ", "z"),
];

/// ASCII letters for a small letter; nothing for one of another script.
fn without_accent(c: char) -> &'static str {
    WITHOUT_ACCENTS.iter().find(|(letters, _)| letters.contains(c)).map_or("", |(_, plain)| plain)
}
