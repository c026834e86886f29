//! Whether a language's file says every word, once, in the order of the list, with the same parts: asked while compiling.
//!
//! ```text
//! Actors: Acteurs
//! PlaceOf: {0} sur {1}
//! ```

use super::list::{ENGLISH, NAMES};

/// Whether a file is complete.
pub(super) const fn is(file: &str) -> bool {
    let file = file.as_bytes();
    let (mut at, mut word) = (0, 0);
    while word < NAMES.len() {
        let name = NAMES[word].as_bytes();
        let mut letter = 0;
        while letter < name.len() {
            if at >= file.len() || file[at] != name[letter] {
                return false;
            }
            at += 1;
            letter += 1;
        }
        if at + 2 >= file.len() || file[at] != b':' || file[at + 1] != b' ' {
            return false;
        }
        let start = at + 2;
        while at < file.len() && file[at] != b'\n' {
            at += 1;
        }
        if at == start || !same_parts(ENGLISH[word].as_bytes(), 0, ENGLISH[word].len(), file, start, at) {
            return false;
        }
        at += 1;
        word += 1;
    }
    at >= file.len()
}

/// Whether both texts have the same parts. Where they count, `{0}` may be left out: "one event" says its number itself.
const fn same_parts(one: &[u8], from: usize, to: usize, other: &[u8], other_from: usize, other_to: usize) -> bool {
    let mut digit = b'0';
    while digit <= b'9' {
        let (here, there) = (has(one, from, to, digit), has(other, other_from, other_to, digit));
        if here != there {
            return false;
        }
        digit += 1;
    }
    counts(one, from, to) == counts(other, other_from, other_to)
}

const fn has(text: &[u8], from: usize, to: usize, digit: u8) -> bool {
    let mut at = from;
    while at + 2 < to {
        if text[at] == b'{' && text[at + 1] == digit && text[at + 2] == b'}' {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a text has variants for several numbers.
const fn counts(text: &[u8], from: usize, to: usize) -> bool {
    let mut at = from;
    while at + 6 < to {
        if text[at] == b'|' && text[at + 1] == b'o' && text[at + 2] == b't' && text[at + 6] == b'=' {
            return true;
        }
        at += 1;
    }
    false
}
