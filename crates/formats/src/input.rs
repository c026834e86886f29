//! The files that a user opens: names, bytes, and the text in them.
//!
//! ```
//! use whowhen_formats::InputFile;
//!
//! let file = InputFile::new("corpus/one.ann", b"\xef\xbb\xbfT1".to_vec());
//! assert_eq!((file.text().unwrap(), file.extension(), file.stem(), file.folder()), ("T1", "ann", "one", "corpus"));
//! ```

use whowhen_core::file::SIZE_LIMIT;

use crate::FormatError;

/// The most lines of a file. What is made of a line, such as a block or a document, takes much more memory than a short line.
const LINES: usize = 1_000_000;

/// A file that a user opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Its name, with the folders that were opened with it, separated by `/`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl InputFile {
    /// A file with a name and a content.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The folders of the name, without a slash at the end.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// What follows the last dot of the name, as it is written; empty if there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether the name has one of these extensions, in any case.
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        extensions.iter().any(|extension| self.extension().eq_ignore_ascii_case(extension))
    }

    /// The name without folders and extension.
    pub fn stem(&self) -> &str {
        self.file_name().rsplit_once('.').map_or(self.file_name(), |(stem, _)| stem)
    }

    /// The content as text, without a byte order mark.
    ///
    /// # Errors
    /// If it is larger than [`SIZE_LIMIT`], has more than a million lines, is empty, or not UTF-8.
    pub fn text(&self) -> Result<&str, FormatError> {
        let error = |message: String, help: &str| FormatError::new(message, help).at(&self.name);
        if self.bytes.len() > SIZE_LIMIT {
            let megabytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
            let (size, limit) = (megabytes(self.bytes.len()), megabytes(SIZE_LIMIT));
            let message = format!("the file is too large: {size} MB, and at most {limit} MB can be read");
            return Err(error(message, "Split it into several files"));
        }
        let is_utf16 = matches!(self.bytes[..], [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
        let text = std::str::from_utf8(&self.bytes).map_err(|cause| match is_utf16 {
            true => error("the file is encoded in UTF-16, and UTF-8 was expected".to_owned(), "Save it again as UTF-8"),
            false => {
                let offset = cause.valid_up_to();
                let message = format!("the file is not text in UTF-8: there is an invalid byte at offset {offset}");
                error(message, "Save it again as UTF-8, if it is a text in another encoding")
            }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = self.bytes.iter().filter(|byte| **byte == b'\n').count();
        if lines > LINES {
            let message = format!("the file has {lines} lines, and at most {LINES} can be read");
            return Err(error(message, "Split it into several files"));
        }
        if text.trim().is_empty() {
            return Err(error("the file is empty".to_owned(), "Check that it was saved or downloaded whole"));
        }
        Ok(text)
    }

    /// The beginning of the content as text, for [`detect`](crate::group::detect): up to 64 kB, empty if it is not UTF-8.
    pub fn beginning(&self) -> &str {
        const LONGEST: usize = 64 * 1024;
        let bytes = &self.bytes[..self.bytes.len().min(LONGEST)];
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            // The cut may be inside a character.
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => "",
        };
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }
}
