//! Converts positions in a text between units.
//!
//! ```
//! use whowhen_core::text::{Offsets, Unit};
//!
//! let text = "é👍!"; // 2 + 4 + 1 bytes, 1 + 2 + 1 UTF-16 code units
//! let offsets = Offsets::new(text);
//! assert_eq!(offsets.to_byte(2, Unit::CodePoint), Some(6));
//! assert_eq!(offsets.to_byte(3, Unit::Utf16), Some(6));
//! assert_eq!(offsets.to_byte(2, Unit::Utf16), None); // inside a surrogate pair
//! assert_eq!(offsets.from_byte(6, Unit::Utf16), Some(3));
//! assert_eq!(offsets.to_byte(4, Unit::CodePoint), None); // past the end
//! ```

/// The unit in which a position is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values, as in the article format and Python.
    CodePoint,
    /// UTF-16 code units, as in JavaScript and Java.
    Utf16,
    /// UTF-8 bytes, as in Rust and Go.
    Byte,
}

/// The number of code points between two checkpoints. A conversion steps over fewer than this.
const STRIDE: usize = 64;

/// The positions of a text in each [`Unit`].
///
/// Built in one pass over the text. A conversion is a binary search and a short scan. ASCII text needs no memory.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Every `STRIDE` code points: the code points, UTF-16 units and bytes before it. Empty for ASCII.
    checkpoints: Vec<[u32; 3]>,
}

impl<'t> Offsets<'t> {
    /// Builds the checkpoints of a text.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut utf16 = 0;
            for (code_point, (byte, c)) in text.char_indices().enumerate() {
                if code_point % STRIDE == 0 {
                    checkpoints.push([code_point as u32, utf16, byte as u32]);
                }
                utf16 += c.len_utf16() as u32;
            }
        }
        Self { text, checkpoints }
    }

    /// The byte offset of a position; `None` past the end or inside a character. The end itself is a valid position.
    pub fn to_byte(&self, position: usize, unit: Unit) -> Option<usize> {
        self.convert(position, unit, Unit::Byte)
    }

    /// The position of a byte offset; `None` past the end or inside a character.
    pub fn from_byte(&self, byte: usize, unit: Unit) -> Option<usize> {
        self.convert(byte, Unit::Byte, unit)
    }

    fn convert(&self, position: usize, from: Unit, to: Unit) -> Option<usize> {
        if self.checkpoints.is_empty() {
            return (position <= self.text.len()).then_some(position);
        }
        let after = self.checkpoints.partition_point(|point| point[column(from)] as usize <= position);
        let mut here = self.checkpoints[after.checked_sub(1)?];
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
