//! Reads a large article file in steps: the items of its long lists one by one, and what remains of the file without them.
//!
//! Invariant: a file gives the same here as [`read`]. What is unusual is left to it, and then read without pauses: a file with
//! an error, because only in the whole file does it have its place, and a file with deep values. Lists of other names are
//! read at once, too.
//!
//! ```
//! use whowhen_core::file::{read, read_in_steps};
//! use whowhen_core::pauses::{Pauses, at_once};
//!
//! let bytes = br#"{"format":"whowhen/1","id":"a","title":"A","language":"en",
//!                  "blocks":[{"id":"b","kind":"paragraph","text":"One."}]}"#;
//! let file = at_once(read_in_steps(bytes, &mut Pauses::without_waiting()));
//! assert_eq!(file, read(bytes));
//! ```

use serde::de::DeserializeOwned;

use super::{ArticleFile, ReadError, SIZE_LIMIT, read};
use crate::pauses::{Pauses, Work};

/// A file with values that are deeper is left to [`read`]: `serde_json` refuses more than 128 levels of a whole file.
const MAX_DEPTH: usize = 64;

/// Does the same as [`read`], with pauses.
///
/// # Errors
/// As [`read`], which then looks for the error without a pause.
pub fn read_in_steps<'a>(bytes: &'a [u8], pauses: &'a mut Pauses<'_>) -> Work<'a, Result<ArticleFile, ReadError>> {
    Box::pin(async {
        match read_lists(bytes, pauses).await {
            Some(file) => Ok(file),
            None => read(bytes),
        }
    })
}

/// Reads the lists of a file item by item, then the rest of it. Returns `None` if something is not as expected.
async fn read_lists(bytes: &[u8], pauses: &mut Pauses<'_>) -> Option<ArticleFile> {
    if bytes.len() > SIZE_LIMIT {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut scanner = Scanner { bytes, at: 0 };
    let mut lists = ArticleFile::default();
    // The file with its lists empty, and up to where it was copied.
    let mut rest: Vec<u8> = Vec::new();
    let mut copied = 0;
    scanner.take(b'{')?;
    loop {
        let name = scanner.value()?;
        scanner.take(b':')?;
        scanner.skip_spaces();
        let start = scanner.at + 1;
        let mut is_list = scanner.next() == Some(b'[');
        match name {
            b"\"blocks\"" if is_list => scanner.items(&mut lists.blocks, pauses).await?,
            b"\"actors\"" if is_list => scanner.items(&mut lists.actors, pauses).await?,
            b"\"mentions\"" if is_list => scanner.items(&mut lists.mentions, pauses).await?,
            b"\"events\"" if is_list => scanner.items(&mut lists.events, pauses).await?,
            b"\"relations\"" if is_list => scanner.items(&mut lists.relations, pauses).await?,
            _ => {
                scanner.value()?;
                is_list = false;
            }
        }
        if is_list {
            rest.extend_from_slice(&bytes[copied..start]);
            copied = scanner.at - 1;
        }
        if scanner.take(b',').is_none() {
            break;
        }
    }
    rest.extend_from_slice(&bytes[copied..]);
    let mut file = read(&rest).ok()?;
    file.blocks.append(&mut lists.blocks);
    file.actors.append(&mut lists.actors);
    file.mentions.append(&mut lists.mentions);
    file.events.append(&mut lists.events);
    file.relations.append(&mut lists.relations);
    Some(file)
}

/// Finds where values begin and end. Whether they are valid is seen when they are read.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Passes a byte, and the spaces before it, if it is the next one.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_spaces();
        (self.next() == Some(byte)).then(|| self.at += 1)
    }

    /// Passes a value, and the spaces before it, and returns it as it is written.
    fn value(&mut self) -> Option<&'a [u8]> {
        self.skip_spaces();
        let start = self.at;
        let mut depth = 0;
        loop {
            match self.next()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' | b'}' | b']' if depth == 0 => break,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 1;
            if depth == 0 || depth > MAX_DEPTH {
                break;
            }
        }
        (start < self.at && depth == 0).then(|| &self.bytes[start..self.at])
    }

    /// Passes a string as far as the quotation mark at its end.
    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            if self.next() == Some(b'"') {
                return Some(());
            }
            // The byte after a backslash belongs to it.
            self.at += 2;
            self.bytes.get(self.at)?;
        }
    }

    /// Reads the items of a list, and adds them to those before. Returns `None` if the list or one of them is not valid.
    async fn items<T: DeserializeOwned>(&mut self, items: &mut Vec<T>, pauses: &mut Pauses<'_>) -> Option<()> {
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(());
        }
        let mut is_sound = true;
        let mut next = || {
            is_sound = self.item(items).is_some();
            is_sound && self.take(b',').is_some()
        };
        pauses.repeat(&mut next).await;
        if is_sound { self.take(b']') } else { None }
    }

    fn item<T: DeserializeOwned>(&mut self, items: &mut Vec<T>) -> Option<()> {
        let item = std::str::from_utf8(self.value()?).ok()?;
        items.push(serde_json::from_str(item).ok()?);
        Some(())
    }
}
