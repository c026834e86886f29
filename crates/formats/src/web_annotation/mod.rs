//! W3C Web Annotation, as JSON-LD: annotations of a text that is usually elsewhere.
//!
//! | part | what |
//! |---|---|
//! | file | an annotation, a list of them, an `AnnotationPage`, an `AnnotationCollection`, or `rows` of Hypothesis |
//! | `target` | an address, an object with `source` and `selector`, a list of these; `List` and `Composite` are one range in pieces |
//! | `selector` | `TextPositionSelector` (code points), `TextQuoteSelector`, `RangeSelector` of these, `refinedBy`; a list says the same in several ways |
//! | `body` | tags are labels; an address, or what has the purpose `identifying`, is who or what it is |
//! | `motivation`: `linking` | a relation between two annotations, as INCEpTION writes it |
//!
//! The text is the plain text that was opened together with the file, or a body of another annotation whose `id` is the
//! source, as [`write()`] makes it. If there is none, the article has excerpts: the quoted places with the words around them.
//!
//! An annotation with a tag that means an event and a body that describes it is an event, and its targets are the evidence.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let json = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
//!     "body": {"type": "TextualBody", "purpose": "tagging", "value": "Person"},
//!     "target": {"source": "https://example.org/a", "selector":
//!         {"type": "TextQuoteSelector", "prefix": "We saw ", "exact": "Alice", "suffix": " run."}}}"#;
//! let groups = group(vec![InputFile::new("a.jsonld", json)]).unwrap();
//! let article = read(&groups[0], Format::WebAnnotation, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.blocks[0].text, "We saw Alice run.");
//! assert_eq!(article.mentions[0].at[0].start, Some(7));
//! ```
//!
//! Source: <https://www.w3.org/TR/annotation-model/>, <https://h.readthedocs.io/en/latest/api-reference/>

mod annotation;
mod reading;
mod writing;

pub use writing::write;

use crate::labelled_text::Keys;
use crate::{Document, FormatError, Group, InputFile, Likelihood, ReadOptions};

/// What the addresses of written annotations begin with.
const OWN: &str = "urn:whowhen:";

/// JSON that names the context of Web Annotation, or has annotations with targets.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    let keys = Keys::of(&file.bytes);
    let has = |key: &str| keys.has_outer(key) || keys.has_inner(key);
    let is_named = text.contains("\"Annotation\"") || text.contains("\"oa:Annotation\"");
    let is_set = text.contains("\"AnnotationCollection\"") || text.contains("\"AnnotationPage\"");
    match () {
        () if keys.is_empty() => Likelihood::No,
        () if keys.has_outer("@context") && text.contains("www.w3.org/ns/anno") => Likelihood::Certain,
        () if (is_named || is_set) && has("target") => Likelihood::Certain,
        // Hypothesis.
        () if keys.has_outer("rows") && keys.has_inner("target") => Likelihood::Certain,
        () if keys.has_outer("target") && (keys.has_outer("uri") || keys.has_outer("body")) => Likelihood::Likely,
        () if keys.has_outer("@context") && is_set => Likelihood::Likely,
        () => Likelihood::No,
    }
}

/// Reads the annotations of a text, or of several: each source is a document.
///
/// # Errors
/// If the file is not JSON, or no annotation is of a place in a text; or if the places are told by positions alone, and the
/// text is missing.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    reading::read(group, options)
}

/// An id as a part of an address: other characters than letters, digits, `-`, `_` and `.` as `%` and two hexadecimal digits.
fn encode(id: &str) -> String {
    let mut found = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => found.push(char::from(byte)),
            _ => found.push_str(&format!("%{byte:02X}")),
        }
    }
    found
}

/// The id of which [`encode`] made this; other text as it is.
fn decode(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hexadecimal =
            others.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| encoded.to_owned())
}
