//! Unpacks zip archives, stored and deflated entries, with limits; and makes archives of stored entries.
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
//!
//! let packed = zip::pack(&[InputFile::new("a.txt", "Alice ran.")]).unwrap();
//! let files = zip::unpack(&InputFile::new("a.zip", packed)).unwrap();
//! assert_eq!((files[0].name.as_str(), files[0].text().unwrap()), ("a.zip/a.txt", "Alice ran."));
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
    let limit = SIZE.saturating_add(RATIO.saturating_mul(bytes.len()));
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
        if content.len() != entry.size || crc32(&content) != entry.checksum {
            return Err(damaged());
        }
        total += content.len();
        files.push(InputFile { name: format!("{}/{}", archive.name, entry.name), bytes: content });
    }
    Ok(files)
}

/// Makes an archive. Its entries are not compressed, and have no time, so that the same files make the same archive.
///
/// # Errors
/// If the files are too large for an archive, or too many.
pub fn pack(files: &[InputFile]) -> Result<Vec<u8>, FormatError> {
    let mut archive = Writer::default();
    files
        .iter()
        .try_for_each(|file| archive.add(file))
        .and_then(|()| archive.finish())
        .ok_or_else(|| FormatError::new("the files are too large for a zip archive", "Choose another format"))
}

/// An archive in the making.
#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// The central directory, which follows all entries.
    directory: Vec<u8>,
    count: u16,
}

impl Writer {
    /// `None` if a number becomes too large for its field.
    fn add(&mut self, file: &InputFile) -> Option<()> {
        let header = u32::try_from(self.bytes.len()).ok()?.to_le_bytes();
        let size = u32::try_from(file.bytes.len()).ok()?.to_le_bytes();
        let name_length = u16::try_from(file.name.len()).ok()?.to_le_bytes();
        // Version 2.0, names in UTF-8 (bit 11), stored, midnight of 1 January 1980.
        let mut fields = vec![20, 0, 0, 0b1000, 0, 0, 0, 0, 0x21, 0];
        fields.extend(crc32(&file.bytes).to_le_bytes());
        fields.extend([size, size].concat());
        fields.extend(name_length);
        // No extra field
        fields.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&fields);
        self.bytes.extend(file.name.as_bytes());
        self.bytes.extend(&file.bytes);
        self.directory.extend(b"PK\x01\x02\x14\0");
        self.directory.extend(&fields);
        // No comment, the first disk, no attributes
        self.directory.extend([0; 10]);
        self.directory.extend(header);
        self.directory.extend(file.name.as_bytes());
        self.count = self.count.checked_add(1)?;
        Some(())
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        let start = u32::try_from(self.bytes.len()).ok()?.to_le_bytes();
        let size = u32::try_from(self.directory.len()).ok()?.to_le_bytes();
        let count = self.count.to_le_bytes();
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend([count, count].concat());
        self.bytes.extend([size, start].concat());
        self.bytes.extend([0, 0]);
        Some(self.bytes)
    }
}

/// The checksum of zip: CRC-32 of ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut value = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            table[byte] = value;
            byte += 1;
        }
        table
    };
    !bytes.iter().fold(u32::MAX, |crc, byte| TABLE[usize::from(crc as u8 ^ byte)] ^ crc >> 8)
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
    /// Of its content, as is the size.
    checksum: u32,
    packed_size: usize,
    size: usize,
    /// Where its local header is.
    header: usize,
    /// Where the next entry is.
    next: usize,
}

impl Entry {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let record = bytes.get(at..)?;
        if !record.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = |offset: usize| u16_at(record, offset).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        Some(Self {
            name: String::from_utf8_lossy(record.get(46..46 + name)?).into_owned(),
            method: u16_at(record, 10)?,
            is_encrypted: u16_at(record, 8)? & 1 != 0,
            checksum: u32::from_le_bytes(record.get(16..20)?.try_into().ok()?),
            packed_size: u32_at(record, 20)?,
            size: u32_at(record, 24)?,
            header: u32_at(record, 42)?,
            next: at + 46 + name + extra + comment,
        })
    }

    /// Its packed content. The local header has lengths of its own.
    fn packed<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let record = bytes.get(self.header..)?.strip_prefix(b"PK\x03\x04")?;
        let length = |offset: usize| u16_at(record, offset).map(usize::from);
        let start = 26 + length(22)? + length(24)?;
        record.get(start..start.checked_add(self.packed_size)?)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}
