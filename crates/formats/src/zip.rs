//! Unpacks zip archives: stored and deflated entries, with limits.
//!
//! An archive is refused as a whole if it is damaged, encrypted, has an unsafe name in it, or would become too large. So a
//! small archive cannot fill the memory.
//!
//! ```
//! use whowhen_formats::{InputFile, zip};
//!
//! assert!(zip::is_zip(b"PK\x03\x04"));
//! let error = zip::unpack(&InputFile::new("a.zip", *b"PK\x03\x04")).unwrap_err();
//! assert!(error.message.contains("damaged"));
//! ```
//!
//! Source: PKWARE's APPNOTE.TXT, sections 4.3.7 (local file header), 4.3.12 (central directory) and 4.3.16 (its end).

use crate::group::FILES;
use crate::{FormatError, InputFile};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The largest unpacked size of an archive, in bytes: this, and [`RATIO`] times its own size.
const SIZE: usize = 32 * 1024 * 1024;

/// How many times its size an archive may become.
const RATIO: usize = 8;

/// Whether these bytes begin as a zip archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Unpacks an archive. The names of its files begin with the name of the archive. Folders and what macOS adds are left out.
///
/// # Errors
/// If the archive is damaged, encrypted or too large, or a name leads out of it.
pub fn unpack(archive: &InputFile) -> Result<Vec<InputFile>, FormatError> {
    let error = |message: &str, help: &str| FormatError::new(message, help).at(&archive.name);
    let damaged = || error("the zip archive is damaged or incomplete", "Download or create it again");
    let bytes = archive.bytes.as_slice();
    let (count, mut at) = directory(bytes).ok_or_else(damaged)?;
    if count > FILES {
        let message = format!("the zip archive has {count} entries, and at most {FILES} can be opened at once");
        return Err(error(&message, "Unpack it, and open a part of the files"));
    }
    let limit = SIZE + RATIO * bytes.len();
    let (mut files, mut total) = (Vec::new(), 0);
    for _ in 0..count {
        let entry = Entry::read(bytes, at).ok_or_else(damaged)?;
        at = entry.next;
        if entry.name.ends_with('/') || entry.name.starts_with("__MACOSX/") {
            continue;
        }
        let is_unsafe = entry.name.starts_with('/') || entry.name.split(['/', '\\']).any(|part| part == "..");
        if is_unsafe {
            let message = format!("the zip archive has a file “{}”, whose name leads out of it", entry.name);
            return Err(error(&message, "Do not open archives that you do not trust"));
        }
        if entry.is_encrypted {
            return Err(error("the zip archive is encrypted", "Unpack it with its password, and open the files"));
        }
        let left = limit - total;
        let too_large = || {
            let message = format!("the zip archive would become larger than {} MB", limit / 1024 / 1024);
            error(&message, "Unpack it, and open a part of the files")
        };
        let packed = entry.packed(bytes).ok_or_else(damaged)?;
        let content = match entry.method {
            0 if packed.len() > left => return Err(too_large()),
            0 => packed.to_vec(),
            8 => decompress_to_vec_with_limit(packed, left).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => too_large(),
                _ => damaged(),
            })?,
            _ => {
                let message = format!("“{}” in the zip archive is packed by an unusual method", entry.name);
                return Err(error(&message, "Unpack it, and open the files"));
            }
        };
        total += content.len();
        files.push(InputFile { name: format!("{}/{}", archive.name, entry.name), bytes: content });
    }
    Ok(files)
}

/// The number of entries, and where the first is.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    // A comment of up to 65,535 bytes may follow the end record, which has 22.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = from + bytes.get(from..)?.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    Some((usize::from(u16_at(bytes, end + 10)?), u32_at(bytes, end + 16)?))
}

/// An entry of the central directory.
struct Entry {
    name: String,
    method: u16,
    is_encrypted: bool,
    packed_size: usize,
    /// Where its local header is.
    header: usize,
    /// Where the next entry is.
    next: usize,
}

impl Entry {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let length = |offset: usize| u16_at(bytes, at + offset).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        Some(Self {
            name: String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned(),
            method: u16_at(bytes, at + 10)?,
            is_encrypted: u16_at(bytes, at + 8)? & 1 != 0,
            packed_size: u32_at(bytes, at + 20)?,
            header: u32_at(bytes, at + 42)?,
            next: at + 46 + name + extra + comment,
        })
    }

    /// Its packed content. The local header has lengths of its own.
    fn packed<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let length = |offset: usize| u16_at(bytes, self.header + offset).map(usize::from);
        let start = self.header + 30 + length(26)? + length(28)?;
        bytes.get(start..start.checked_add(self.packed_size)?)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}
