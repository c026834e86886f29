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

use std::collections::{HashMap, HashSet};

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
    let entities = check_marks(text, name)?;
    check_references(text, &entities, name)?;
    check_prefixes(text, name)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
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
    })?;
    match is_too_deep(&document) {
        true => Err(too_deep(name)),
        false => Ok(document),
    }
}

/// The most entities: each reference goes through all of them.
const ENTITIES: usize = 1000;

fn too_deep(name: &str) -> FormatError {
    let message = format!("the XML is nested too deeply: more than {DEPTH} elements are open at once");
    FormatError::new(message, "Check that it is a document of the expected format").at(name)
}

fn refuse_entities<T>(message: impl Into<String>, name: &str) -> Result<T, FormatError> {
    Err(FormatError::new(message, "Save the document with its entities resolved").at(name))
}

/// Counts open elements, before anything is parsed: names of deep elements take memory that grows with the square of the
/// depth. Returns the lengths of the entities that are declared.
fn check_marks<'t>(text: &'t str, name: &str) -> Result<HashMap<&'t str, usize>, FormatError> {
    let mut entities = HashMap::new();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(offset) = text[at..].find('<') {
        at += offset;
        let rest = &text[at..];
        // What is between these marks is no element.
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((start, end)) = skipped.iter().find(|(start, _)| rest.starts_with(start)) {
            at += rest[start.len()..].find(end).map_or(rest.len(), |offset| start.len() + offset + end.len());
            continue;
        }
        let length = if let Some(declaration) = rest.strip_prefix("<!ENTITY") {
            let length = tag_length(rest, b">");
            read_entity(&declaration[..length.saturating_sub("<!ENTITY".len())], &mut entities, name)?;
            length
        } else if rest.starts_with("<!DOCTYPE") {
            // The declarations within it follow, and are read as marks of their own.
            tag_length(rest, b"[>")
        } else if rest.starts_with("<!") {
            // Quotation marks do not count in other declarations.
            rest.find('>').map_or(rest.len(), |offset| offset + 1)
        } else {
            let length = tag_length(rest, b">");
            match rest[..length].ends_with("/>") {
                _ if rest.starts_with("</") => depth = depth.saturating_sub(1),
                true => {}
                false => depth += 1,
            }
            length
        };
        if depth > DEPTH {
            return Err(too_deep(name));
        }
        at += length;
    }
    Ok(entities)
}

/// The length of a tag, with the byte that ends it. Within quotation marks, none does.
fn tag_length(text: &str, ends: &[u8]) -> usize {
    let mut quote = None;
    for (offset, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, byte) if ends.contains(&byte) => return offset + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Reads the declaration of an entity. Its value must not have entities in it: a few lines could become gigabytes.
fn read_entity<'t>(
    declaration: &'t str,
    entities: &mut HashMap<&'t str, usize>,
    name: &str,
) -> Result<(), FormatError> {
    // The parser also replaces entities that are meant for declarations.
    let declaration = declaration.trim_start().trim_start_matches('%').trim_start();
    let entity = declaration.split(char::is_whitespace).next().unwrap_or_default();
    let value = declaration[entity.len()..].trim_start();
    // Without a quotation mark here, it is in another file, and not fetched.
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return Ok(()) };
    let value = value[1..].split(quote).next().unwrap_or_default();
    let is_harmless = |rest: &str| {
        rest.starts_with('#') || ["amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|known| rest.starts_with(known))
    };
    if !value.split('&').skip(1).all(is_harmless) {
        return refuse_entities("the XML has entities within entities", name);
    }
    let length = entities.entry(entity).or_insert(0);
    *length = value.len().max(*length);
    match entities.len() > ENTITIES {
        true => refuse_entities(format!("the XML has more than {ENTITIES} entities"), name),
        false => Ok(()),
    }
}

/// Refuses a text that would become much larger by its entities.
fn check_references(text: &str, entities: &HashMap<&str, usize>, name: &str) -> Result<(), FormatError> {
    let Some(longest) = entities.keys().map(|entity| entity.len()).max() else { return Ok(()) };
    let length = |rest: &str| {
        let end = rest.bytes().take(longest + 1).position(|byte| byte == b';')?;
        entities.get(&rest[..end]).copied()
    };
    let total: usize = text.split('&').skip(1).filter_map(length).fold(0, usize::saturating_add);
    match total > text.len() + 1024 * 1024 {
        true => refuse_entities("the entities of the XML would become much larger than the file", name),
        false => Ok(()),
    }
}

/// Refuses very many names of vocabularies: the parser copies those of an element to each element within it that has one of its
/// own, and compares each with each.
fn check_prefixes(text: &str, name: &str) -> Result<(), FormatError> {
    const COMPARISONS: usize = 1_000_000_000;
    const LENGTH: usize = 200;
    let is_end = |byte: u8| byte == b'=' || byte.is_ascii_whitespace();
    let (mut declared, mut long, mut prefixes) = (0_usize, 0_usize, HashSet::new());
    for (at, word) in text.match_indices("xmlns:") {
        declared += 1;
        let rest = &text[at + word.len()..];
        match rest.bytes().take(LENGTH).position(is_end) {
            Some(end) => drop(prefixes.insert(&rest[..end])),
            None => long += 1,
        }
    }
    let different = prefixes.len() + long;
    match declared.saturating_mul(different).saturating_mul(different) > COMPARISONS {
        true => {
            let message = "the XML declares too many prefixes of names";
            Err(FormatError::new(message, "Check that it is a document of the expected format").at(name))
        }
        false => Ok(()),
    }
}

/// Whether more elements are within each other than [`DEPTH`]. Goes through the parsed tree without calling itself.
fn is_too_deep(document: &Document) -> bool {
    let (mut node, mut depth) = (document.root(), 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            if depth > DEPTH && node.is_element() {
                return true;
            }
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return false };
            (node, depth) = (parent, depth - 1);
        }
        let Some(next) = node.next_sibling() else { return false };
        node = next;
    }
}
