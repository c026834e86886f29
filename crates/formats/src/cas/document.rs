//! The documents of a CAS: one of each text, with what the CAS says of it as a whole.

use std::collections::HashMap;

use whowhen_core::file::SourceFile;
use whowhen_core::text::Unit;

use super::short;
use super::structures::{Cas, Sofa};
use crate::draft::slug;
use crate::report::NoteKind;
use crate::{Document, FormatError, ReadOptions, Report};

/// What the document as a whole says of itself.
#[derive(Default)]
struct Metadata {
    title: Option<String>,
    id: Option<String>,
    url: Option<String>,
    language: Option<String>,
    /// Where the text ends, in the unit in which the file counts.
    end: Option<i64>,
}

impl<'t> Cas<'t> {
    /// Makes a document of each text.
    ///
    /// # Errors
    /// If there is no text, or there are too many annotations.
    pub fn documents(mut self, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
        let number = self.sofas.len();
        let mut sofas = std::mem::take(&mut self.sofas);
        sofas.retain(|sofa| !sofa.text.trim().is_empty());
        if sofas.is_empty() {
            let error = FormatError::new("there is no text in the CAS", "Export it again, with its text");
            return Err(error.at(&self.file));
        }
        self.report.note_many(NoteKind::LeftOut, "views without a text", number - sofas.len(), "");
        let mut of_sofa: HashMap<i64, Vec<usize>> = HashMap::new();
        let mut nowhere = Vec::new();
        for (position, structure) in self.structures.iter().enumerate() {
            let sofa = structure.sofa.or_else(|| self.sofa_of.get(&structure.id).copied());
            let only = sofas.first().filter(|_| number == 1).map(|only| only.id);
            match sofa.or(only) {
                Some(sofa) => of_sofa.entry(sofa).or_default().push(position),
                None => nowhere.push(position),
            }
        }
        let mut documents = Vec::with_capacity(sofas.len());
        for sofa in &sofas {
            let view = Some(sofa.name.as_ref()).filter(|_| sofas.len() > 1);
            let members = of_sofa.remove(&sofa.id).unwrap_or_default();
            documents.push(self.document(sofa, view, &members, options)?);
        }
        let mut report = std::mem::replace(&mut self.report, Report::new(self.format));
        for structure in self.structures.iter().filter(|structure| !structure.is_used) {
            let what = match structure.range {
                Some(_) => "annotations of a text that is not there",
                None => "feature structures without a place in a text",
            };
            let text = format!("{what}, of the type “{}”", short(&self.types[structure.type_number]));
            report.left_out(text, format!("{}, id {}", self.file, structure.id));
        }
        // What is said of the whole file comes with its first document.
        if let Some(first) = documents.first_mut() {
            for note in report.notes {
                let without_place = note.count.saturating_sub(note.places.len());
                note.places.into_iter().for_each(|place| first.report.note(note.kind, &*note.text, place));
                first.report.note_many(note.kind, note.text, without_place, "");
            }
        }
        Ok(documents)
    }

    /// Makes a document of a text. `view` is its name if the file has several.
    fn document(
        &mut self,
        sofa: &Sofa<'t>,
        view: Option<&str>,
        members: &[usize],
        options: &ReadOptions,
    ) -> Result<Document, FormatError> {
        let mut report = Report::new(self.format);
        let metadata = self.metadata(members, &mut report);
        let layers = self.layers(members, &mut report);
        let unit = unit(&sofa.text, metadata.end, &mut report);
        let mut draft = layers.draft(sofa.text.clone().into_owned(), unit, &mut report)?;
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        draft.id = match (&metadata.id, view) {
            (Some(id), None) => Some(slug(id)),
            (None, None) => None,
            (id, Some(view)) => Some(slug(&format!("{} {view}", id.as_deref().unwrap_or(stem)))),
        };
        draft.title = metadata.title.or_else(|| view.map(|view| format!("{stem} ({view})")));
        draft.language = metadata.language;
        draft.source = metadata.url.map(|url| SourceFile { url: Some(url), ..SourceFile::default() });
        let article = draft.finish(&self.file, options, &mut report)?;
        Ok(Document { article, report })
    }

    /// What the annotations of the document as a whole say.
    fn metadata(&mut self, members: &[usize], report: &mut Report) -> Metadata {
        let mut metadata = Metadata::default();
        for position in members {
            let structure = &mut self.structures[*position];
            if !is_metadata(&self.types[structure.type_number]) {
                continue;
            }
            structure.is_used = true;
            metadata.end = metadata.end.or(structure.range.map(|(_, end)| end));
            for (name, value) in &structure.features {
                let Some(text) = value.text() else { continue };
                let is_address = || text.starts_with("http://") || text.starts_with("https://");
                match name.as_ref() {
                    "language" if text == "x-unspecified" => {}
                    "language" if is_language(text) => metadata.language = Some(text.to_owned()),
                    "documentTitle" => metadata.title = Some(without_extension(text).to_owned()),
                    "documentId" => metadata.id = Some(without_extension(text).to_owned()),
                    "documentUri" if is_address() => metadata.url = Some(text.to_owned()),
                    "isLastSegment" => {}
                    name => {
                        let place = format!("{}, id {}", self.file, structure.id);
                        report.left_out(format!("fields “{name}” of the document as a whole"), place);
                    }
                }
            }
        }
        metadata
    }
}

/// Whether a type is that of the document as a whole.
pub(super) fn is_metadata(name: &str) -> bool {
    ["DocumentAnnotation", "DocumentMetaData"].contains(&short(name))
}

/// Whether a text has the form of a tag of a language.
fn is_language(text: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = text.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.split('-').all(is_part)
}

/// The name of a document without the extension of the file that it comes from.
fn without_extension(name: &str) -> &str {
    const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xml", "tei", "pdf", "tsv", "xmi", "json", "conll"];
    match name.rsplit_once('.') {
        Some((stem, extension)) if EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) => stem,
        _ => name,
    }
}

/// The unit in which a file counts: UTF-16, unless the text as a whole ends elsewhere.
fn unit(text: &str, end: Option<i64>, report: &mut Report) -> Unit {
    let utf16 = text.encode_utf16().count();
    let Some(end) = end.and_then(|end| usize::try_from(end).ok()).filter(|end| *end != utf16) else {
        return Unit::Utf16;
    };
    let unit = match end {
        end if end == text.chars().count() => Unit::CodePoint,
        end if end == text.len() => Unit::Byte,
        _ => return Unit::Utf16,
    };
    let words = crate::positions::unit_words(unit);
    report.remark(NoteKind::Changed, format!("the positions are counted in {words}, as the end of the text shows"));
    unit
}
