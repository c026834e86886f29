//! From one way of counting a text to another.
//!
//! ```
//! use whowhen_core::text::{Offsets, Unit};
//!
//! let text = "é👍!"; // 2 + 4 + 1 bytes, 1 + 2 + 1 units of UTF-16
//! let offsets = Offsets::new(text);
//! assert_eq!(offsets.to_byte(2, Unit::CodePoint), Some(6));
//! assert_eq!(offsets.to_byte(3, Unit::Utf16), Some(6));
//! assert_eq!(offsets.to_byte(2, Unit::Utf16), None); // inside a surrogate pair
//! assert_eq!(offsets.from_byte(6, Unit::Utf16), Some(3));
//! assert_eq!(offsets.to_byte(4, Unit::CodePoint), None); // past the end
//! ```

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values, as the article format and Python do.
    CodePoint,
    /// Units of UTF-16, as JavaScript and Java do.
    Utf16,
    /// Bytes of UTF-8, as Rust and Go do.
    Byte,
}

/// How many code points lie between two remembered places: a look-up walks at most so many.
const STRIDE: usize = 64;

/// A text's positions in each [`Unit`].
///
/// Made in one pass over the text; a look-up is a binary search and a short walk. A text in ASCII needs no memory.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Every `STRIDE` code points: (code points, UTF-16 units, bytes) before that place. Empty for ASCII.
    places: Vec<[u32; 3]>,
}

impl<'t> Offsets<'t> {
    /// Counts a text.
    pub fn new(text: &'t str) -> Self {
        let mut places = Vec::new();
        if !text.is_ascii() {
            let mut utf16 = 0;
            for (code_point, (byte, c)) in text.char_indices().enumerate() {
                if code_point % STRIDE == 0 {
                    places.push([code_point as u32, utf16, byte as u32]);
                }
                utf16 += c.len_utf16() as u32;
            }
        }
        Self { text, places }
    }

    /// The byte at which a position lies; `None` past the end and inside a character. The end itself is a position.
    pub fn to_byte(&self, position: usize, unit: Unit) -> Option<usize> {
        self.convert(position, unit, Unit::Byte)
    }

    /// The position at which a byte lies; `None` past the end and inside a character.
    pub fn from_byte(&self, byte: usize, unit: Unit) -> Option<usize> {
        self.convert(byte, Unit::Byte, unit)
    }

    fn convert(&self, position: usize, from: Unit, to: Unit) -> Option<usize> {
        if self.places.is_empty() {
            return (position <= self.text.len()).then_some(position);
        }
        let after = self.places.partition_point(|place| place[column(from)] as usize <= position);
        let mut here = self.places[after.checked_sub(1)?];
        for c in self.text[here[column(Unit::Byte)] as usize..].chars() {
            if here[column(from)] as usize >= position {
                break;
            }
            here[0] += 1;
            here[1] += c.len_utf16() as u32;
            here[2] += c.len_utf8() as u32;
        }
        (here[column(from)] as usize == position).then_some(here[column(to)] as usize)
    }
}

fn column(unit: Unit) -> usize {
    match unit {
        Unit::CodePoint => 0,
        Unit::Utf16 => 1,
        Unit::Byte => 2,
    }
}
