//! Opening and saving other formats, as a WebAssembly module of its own.
//!
//! `assets/convert.js` loads this module when somebody opens a file that is no article file, or saves an article in another
//! format: in a worker, or in the page where no worker can be started. All work is done by `whowhen-formats`; here are only
//! the types of JavaScript.
//!
//! ```ignore
//! const opened = open(["a.ann", "a.txt"], [bytes, moreBytes], "", (done, total) => {});
//! const [kind, ...texts] = opened.answer();
//! const article = opened.article(0);
//! ```

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use whowhen_core::file;
use whowhen_core::locale::Translation;
use whowhen_formats::{Document, Format, FormatError, InputFile, ReadOptions, group};
use whowhen_intl::Language;

/// What came of opening files.
#[wasm_bindgen]
pub struct Opened {
    answer: Answer,
    /// What is to be said of the other files: those that could not be read, and those of which the format is not certain.
    notes: Vec<String>,
}

/// The largest article file that is indented, in bytes.
const LONGEST_INDENTED: usize = 1024 * 1024;

enum Answer {
    /// The user has to choose one of these formats.
    Formats(Vec<Format>),
    /// The documents in the files; at least one.
    Documents(Vec<Document>),
    /// No file has a known format.
    Unknown,
    Failed(FormatError),
}

#[wasm_bindgen]
impl Opened {
    /// A word, and what belongs to it:
    ///
    /// | word | followed by |
    /// |---|---|
    /// | `documents` | of each document: title, and the numbers of its actors, mentions and events |
    /// | `formats` | of each format: id and name |
    /// | `unknown` | nothing: no file has a known format |
    /// | `failed` | what is wrong, and what to do |
    pub fn answer(&self) -> Vec<String> {
        let (word, texts): (&str, Vec<String>) = match &self.answer {
            Answer::Unknown => ("unknown", Vec::new()),
            Answer::Failed(error) => ("failed", error_texts(error).into()),
            Answer::Formats(formats) => (
                "formats",
                formats.iter().flat_map(|format| [format.id().to_owned(), format.name().to_owned()]).collect(),
            ),
            Answer::Documents(documents) => {
                let texts = |Document { article, report }: &Document| {
                    let counts = report.counts;
                    let numbers = [counts.actors, counts.mentions, counts.events].map(|count| count.to_string());
                    [vec![article.title.clone()], numbers.into()].concat()
                };
                ("documents", documents.iter().flat_map(texts).collect())
            }
        };
        [vec![word.to_owned()], texts].concat()
    }

    /// The article file of a document, by its position.
    pub fn article(&self, position: usize) -> Vec<u8> {
        let Some(document) = self.document(position) else { return Vec::new() };
        // All keys are strings, so serialising cannot fail.
        let dense = serde_json::to_vec(&document.article).unwrap_or_default();
        if dense.len() > LONGEST_INDENTED {
            return dense;
        }
        match file::write(&document.article).into_bytes() {
            // Nobody reads so long a file, and it would be twice as large.
            indented if indented.len() > LONGEST_INDENTED => dense,
            indented => indented,
        }
    }

    /// The name of the format from which a document was read, and the lines of its report.
    pub fn report(&self, position: usize) -> Vec<String> {
        let Some(Document { report, .. }) = self.document(position) else { return Vec::new() };
        let lines = report.to_string();
        let notes = self.notes.iter().map(String::as_str);
        [report.format.name()].into_iter().chain(notes).chain(lines.lines()).map(str::to_owned).collect()
    }
}

impl Opened {
    fn document(&self, position: usize) -> Option<&Document> {
        match &self.answer {
            Answer::Documents(documents) => documents.get(position),
            _ => None,
        }
    }
}

/// Opens files. `names` and `contents` belong together in pairs. `format` is the id of the format that the user chose; empty
/// if it is to be recognised. `progress` is called with how many groups of files are read, and how many there are.
#[wasm_bindgen]
pub fn open(names: Vec<String>, contents: Vec<Uint8Array>, format: &str, progress: &Function) -> Opened {
    let files = names.into_iter().zip(contents).map(|(name, bytes)| InputFile::new(name, bytes.to_vec())).collect();
    let tell = |done: usize, total: usize| {
        // What the function throws is not for this module.
        let _ = progress.call2(&JsValue::NULL, &(done as f64).into(), &(total as f64).into());
    };
    let mut notes = Vec::new();
    let answer = answer(files, Format::from_id(format), tell, &mut notes).unwrap_or_else(Answer::Failed);
    Opened { answer, notes }
}

fn answer(
    files: Vec<InputFile>,
    chosen: Option<Format>,
    tell: impl Fn(usize, usize),
    notes: &mut Vec<String>,
) -> Result<Answer, FormatError> {
    let mut groups = group(files)?;
    if chosen.is_none() {
        let unknown = groups.extract_if(.., |group| group.formats.is_empty()).map(|group| group.main().name.clone());
        notes.extend(unknown.map(|name| format!("Left out: {name}, which has no known format")));
    }
    if let ([group], None) = (groups.as_slice(), chosen)
        && let choices = group.choices()
        && choices.len() > 1
    {
        return Ok(Answer::Formats(choices));
    }
    let total = groups.len();
    let (mut documents, mut failure) = (Vec::new(), None);
    for (done, group) in groups.into_iter().enumerate() {
        tell(done, total);
        let Some(format) = chosen.or(group.formats.first().map(|(format, _)| *format)) else { continue };
        if let [_, others @ ..] = group.choices().as_slice()
            && chosen.is_none()
            && !others.is_empty()
        {
            let names: Vec<&str> = others.iter().map(|format| format.name()).collect();
            let (name, format) = (&group.main().name, format.name());
            notes.push(format!("Changed: {name} is read as {format}; it could also be {}", names.join(", ")));
        }
        match whowhen_formats::read(&group, format, &ReadOptions::default()) {
            Ok(read) => documents.extend(read),
            Err(error) => {
                notes.push(format!("Left out: {error}"));
                failure = failure.or(Some(error));
            }
        }
    }
    match (documents.is_empty(), failure) {
        (false, _) => Ok(Answer::Documents(documents)),
        (true, Some(error)) => Err(error),
        (true, None) => Ok(Answer::Unknown),
    }
}

/// What came of writing an article.
#[wasm_bindgen]
pub struct Saved(Result<(Vec<u8>, &'static str, String), FormatError>);

#[wasm_bindgen]
impl Saved {
    /// `saved`, the extension of the file, and the lines of the report; or `failed`, what is wrong, and what to do.
    pub fn answer(&self) -> Vec<String> {
        match &self.0 {
            Ok((_, extension, report)) => {
                ["saved", extension].into_iter().chain(report.lines()).map(str::to_owned).collect()
            }
            Err(error) => [vec!["failed".to_owned()], error_texts(error).into()].concat(),
        }
    }

    /// The content of the file.
    pub fn content(&self) -> Vec<u8> {
        self.0.as_ref().map(|(bytes, ..)| bytes.clone()).unwrap_or_default()
    }
}

/// Writes an article in a format. `article` is its file; `format` the id of the format. `texts` are the texts of the
/// interface in the language `tag`, each key followed by its text; `formatting` is the language of numbers and days.
#[wasm_bindgen]
pub fn save(article: &[u8], format: &str, texts: Vec<String>, tag: &str, formatting: String) -> Saved {
    let wrong = |message: String| FormatError::new(message, "Try another format");
    let write = || {
        let format = Format::from_id(format).ok_or_else(|| wrong(format!("there is no format “{format}”")))?;
        let article = file::read(article).map_err(|error| wrong(error.to_string().trim_end_matches('.').to_owned()))?;
        let language = Language::new(Translation::from_pairs(tag, texts), formatting);
        let written = whowhen_formats::write(&article, format, &language)?;
        Ok((written.bytes, format.extensions().first().copied().unwrap_or("txt"), written.report.to_string()))
    };
    Saved(write())
}

/// What is wrong, and what to do, as sentences.
fn error_texts(FormatError { place, message, help }: &FormatError) -> [String; 2] {
    let colon = if place.is_empty() { "" } else { ": " };
    [format!("{place}{colon}{message}."), format!("{help}.")]
}
