//! Parses XML, with limits: on the number of nodes, on their depth, and on what entities expand to. DTDs are not fetched.
//!
//! ```
//! use whowhen_formats::{InputFile, xml};
//!
//! let file = InputFile::new("a.xml", "<a><b>One</b></a>");
//! let document = xml::parse(file.text().unwrap(), &file.name).unwrap();
//! assert_eq!(document.root_element().first_element_child().unwrap().text(), Some("One"));
//!
//! let error = xml::parse("<a>\n<b></a>", "a.xml").unwrap_err();
//! assert!(error.place.contains("line 2"));
//! ```

use roxmltree::{Document, ParsingOptions};

use crate::FormatError;

/// The most nodes of a document: elements, texts, comments.
const NODES: u32 = 3_000_000;

/// The deepest nesting. Readers may therefore call themselves for children.
pub const DEPTH: usize = 200;

/// Parses a text. `name` is the name of its file.
///
/// # Errors
/// If it is not well-formed, or above a limit.
pub fn parse<'t>(text: &'t str, name: &str) -> Result<Document<'t>, FormatError> {
    check_depth(text, name)?;
    check_entities(text, name)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            let message = format!("the XML has more than {NODES} parts");
            FormatError::new(message, "Split it into several files").at(name)
        }
        error => {
            let position = error.pos();
            let message = error.to_string();
            let message = message.rsplit_once(" at ").map_or(message.as_str(), |(message, _)| message);
            let place = format!("{name}, line {}, column {}", position.row, position.col);
            FormatError::new(format!("the XML is not well-formed: {message}"), "Check that it was saved whole")
                .at(place)
        }
    })
}

/// Counts open elements, before anything is parsed: a parser that calls itself would end the program.
fn check_depth(text: &str, name: &str) -> Result<(), FormatError> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(offset) = text[at..].find('<') {
        at += offset;
        // What is between these marks is no element.
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, end)) = skipped.iter().find(|(start, _)| text[at..].starts_with(start)) {
            at = text[at..].find(end).map_or(text.len(), |offset| at + offset + end.len());
            continue;
        }
        let end = tag_end(bytes, at);
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!') => {}
            _ if bytes.get(end.saturating_sub(2)) == Some(&b'/') => {}
            _ => depth += 1,
        }
        if depth > DEPTH {
            let message = format!("the XML is nested too deeply: more than {DEPTH} elements are open at once");
            return Err(FormatError::new(message, "Check that it is a document of the expected format").at(name));
        }
        at = end;
    }
    Ok(())
}

/// Where a tag ends. A `>` in a value does not end it.
fn tag_end(bytes: &[u8], start: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in bytes[start..].iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return start + offset + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

/// Refuses entities that would make much of little.
fn check_entities(text: &str, name: &str) -> Result<(), FormatError> {
    let refuse =
        |message: &str| Err(FormatError::new(message, "Save the document with its entities resolved").at(name));
    let mut total = 0;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("<!ENTITY") {
        rest = after;
        let declaration = &after[..after.find('>').unwrap_or(after.len())];
        let mut parts = declaration.split_whitespace();
        let Some(entity) = parts.next() else { continue };
        if entity == "%" {
            continue;
        }
        let value = declaration.split_once(['"', '\'']).map_or("", |(_, value)| value);
        if value.contains('&') && !value.contains("&#") {
            return refuse("the XML has entities within entities");
        }
        total += text.matches(&format!("&{entity};")).count() * value.len();
        if total > text.len() + 1024 * 1024 {
            return refuse("the entities of the XML would become much larger than the file");
        }
    }
    Ok(())
}
