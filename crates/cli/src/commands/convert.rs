//! `whowhen convert`: from one format to another. Files that belong together, such as a text and its annotations, become one
//! document; a file may hold several.
//!
//! Each document is read, written, and reported before the next. After an error in one, or in a file that cannot be read,
//! the others are converted nonetheless, and the exit code says that there was an error.

use super::formats::parser;
use crate::Outcome;
use crate::files::{Names, make_folder, write_new};
use crate::inputs::{Unreadable, expand, relative_names};
use crate::locale::{Language, tag};
use crate::output::{LABEL, Output, STRONG, json, number, visible};
use anyhow::{Result, bail, ensure};
use clap::Args;
use serde::Serialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use whowhen_formats::{
    Document, Format, FormatError, Group, InputFile, ReadOptions, Report, Written, group, read, write,
};

/// The largest file that is read, in bytes. An archive may have several articles.
const LARGEST: usize = 256 * 1024 * 1024;

/// How many bytes are read in all.
const IN_ALL: usize = 1024 * 1024 * 1024;

/// From where to where.
#[derive(Args)]
#[command(after_help = "\
The format of the input is recognised by its content. Files that belong together, such as one.txt and one.ann, are
given together, or in a folder. What was changed and what was left out is reported on standard error.

OUT is a file, or a folder if there are several documents; - is standard output. In a folder, files are named by the
articles' ids.

Exit codes: 0 if it is done, 1 if --lossless kept a document from being written, 2 if there are errors. After an error
in one file or document, the others are converted nonetheless.

Examples:
  whowhen convert one.txt one.ann -o one.json
  whowhen convert corpus/ -o articles/
  whowhen convert corpus.jsonl --from doccano --language fr -o articles/
  whowhen convert article.json -o article.md
  whowhen convert article.json --to events-csv -o events.csv --lossless")]
pub struct Options {
    /// Files and folders with them; patterns such as 'a/*.ann'; - is standard input
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// The file or folder to write
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    out: PathBuf,
    /// The format of the input, if it is not recognised
    #[arg(long, value_name = "FORMAT", value_parser = parser(Format::can_read), hide_possible_values = true)]
    from: Option<Format>,
    /// The format of the output; without it, that of OUT's extension, or articles (`whowhen formats` lists all)
    #[arg(long, value_name = "FORMAT", value_parser = parser(Format::can_write), hide_possible_values = true)]
    to: Option<Format>,
    /// The language of the text, if the input does not name it, such as en or pt-BR; without it, it is guessed
    #[arg(long, value_name = "TAG", value_parser = tag)]
    language: Option<String>,
    /// Write only documents of which nothing is left out
    #[arg(long)]
    lossless: bool,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
    /// Report as one JSON document, on standard error
    #[arg(long)]
    json: bool,
    /// Report only errors, and documents that are not written
    #[arg(long, short, conflicts_with = "json")]
    quiet: bool,
}

/// What happened, for programs.
#[derive(Default, Serialize)]
struct Reports {
    documents: Vec<Converted>,
    errors: Vec<FormatError>,
}

/// What happened to a document.
#[derive(Serialize)]
struct Converted {
    /// The files that it was read from.
    sources: Vec<String>,
    /// The article's id.
    article: String,
    /// Where it was written; `-` is standard output. `None` if it was not.
    out: Option<String>,
    read: Report,
    written: Report,
}

/// Where documents go.
enum Destination {
    Stdout,
    File(PathBuf),
    Folder(PathBuf, Names),
}

/// Converts the documents one after the other.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    let mut conversion = Conversion {
        options,
        is_many: false,
        unreadable: HashSet::new(),
        target: None,
        reports: Reports::default(),
        outcome: Outcome::Sound,
    };
    if let Err(error) = conversion.convert_all(output) {
        conversion.fail(error, output);
    }
    if options.json {
        output.note(&json(&conversion.reports)?);
    }
    Ok(conversion.outcome)
}

/// What is known while documents are converted.
struct Conversion<'a> {
    options: &'a Options,
    /// Whether there are several groups of files, or files that cannot be read: so there are several documents.
    is_many: bool,
    /// Folders and names, without extensions, of files that cannot be read.
    unreadable: HashSet<(String, String)>,
    /// Where they go, and in which format; known when the first was read.
    target: Option<(Destination, Format)>,
    reports: Reports,
    outcome: Outcome,
}

impl Conversion<'_> {
    /// Converts all that can be read. Fails only for what is wrong with all documents.
    fn convert_all(&mut self, output: &mut Output) -> Result<()> {
        let groups = group(self.open(output)?)?;
        self.is_many = groups.len() > 1 || !self.unreadable.is_empty();
        groups.into_iter().try_for_each(|group| self.convert(&group, output))
    }

    /// Reads the files, named relative to the folder that they have in common. Notes those that cannot be read.
    fn open(&mut self, output: &mut Output) -> Result<Vec<InputFile>> {
        let inputs = expand(&self.options.inputs, |_| true)?;
        let names = relative_names(&inputs);
        let mut files = Vec::with_capacity(inputs.len());
        let mut total = 0;
        for (input, name) in inputs.iter().zip(names) {
            let mut file = InputFile { name, bytes: Vec::new() };
            match input.read(LARGEST) {
                Ok(bytes) => file.bytes = bytes,
                Err(error) => {
                    let help = match error {
                        Unreadable::TooLarge(_) => "Split it into several files",
                        Unreadable::Other(_) => "Check its name, and whether you may read it",
                    };
                    let error = FormatError::new(format!("the file cannot be read: {error}"), help);
                    self.fail(error.at(input.to_string()).into(), output);
                    self.unreadable.insert(folder_and_stem(&file));
                    continue;
                }
            }
            total += file.bytes.len();
            ensure!(
                total <= IN_ALL,
                "the files have more than {} MB in all: convert a part of them",
                IN_ALL / 1024 / 1024
            );
            files.push(file);
        }
        Ok(files)
    }

    /// Reads and writes the documents of files that belong together. Fails only for what is wrong with all documents.
    fn convert(&mut self, group: &Group, output: &mut Output) -> Result<()> {
        // A text without its annotations would look like all there is.
        if group.files.iter().any(|file| self.unreadable.contains(&folder_and_stem(file))) {
            let message = "a file of the same name cannot be read, and may belong to it";
            let error = FormatError::new(message, "Correct the name of that file, or convert this one alone");
            self.fail(error.at(names(group)).into(), output);
            return Ok(());
        }
        let options = ReadOptions { language: self.options.language.clone() };
        let read = source_format(group, self.options.from).and_then(|format| read(group, format, &options));
        let documents = match read {
            Ok(documents) => documents,
            Err(error) => {
                self.fail(error.into(), output);
                return Ok(());
            }
        };
        let (mut destination, format) = match self.target.take() {
            Some(target) => target,
            None => {
                let destination = Destination::of(&self.options.out, self.is_many || documents.len() > 1)?;
                let format = self.options.to.map_or_else(|| destination.format(), Ok)?;
                (destination, format)
            }
        };
        for document in documents {
            let place = format!("{}, the article “{}”", names(group), document.article.id);
            if let Err(error) = self.write(group, document, &mut destination, format, output) {
                self.fail(error.context(place), output);
            }
        }
        self.target = Some((destination, format));
        Ok(())
    }

    /// Writes a document, and reports what happened to it.
    fn write(
        &mut self,
        group: &Group,
        document: Document,
        destination: &mut Destination,
        format: Format,
        output: &mut Output,
    ) -> Result<()> {
        let language = Language::of_article(Some(&document.article.language))?;
        let Written { bytes, report: written } = write(&document.article, format, &language)?;
        let is_lossless = document.report.is_lossless() && written.is_lossless();
        let out = match self.options.lossless && !is_lossless {
            true => {
                self.outcome = self.outcome.max(Outcome::Problems);
                None
            }
            false => Some(destination.write(&document.article.id, format, &bytes, self.options.force, output)?),
        };
        let sources = group.files.iter().map(|file| file.name.clone()).collect();
        let converted = Converted { sources, article: document.article.id, out, read: document.report, written };
        match (self.options.json, self.options.quiet) {
            (true, _) => self.reports.documents.push(converted),
            (_, true) if converted.out.is_some() => {}
            _ => output.note(&converted.words()),
        }
        Ok(())
    }

    /// Notes an error. The other documents are converted nonetheless.
    fn fail(&mut self, error: anyhow::Error, output: &mut Output) {
        self.outcome = Outcome::Errors;
        if !self.options.json {
            return output.error(&error);
        }
        // The words around an error say where it is. An error alone may have no place.
        let place = if error.chain().len() > 1 { error.to_string() } else { String::new() };
        self.reports.errors.push(match error.downcast::<FormatError>() {
            Ok(error) if error.place.is_empty() => error.at(place),
            Ok(error) => error,
            Err(error) => FormatError::new(error.root_cause().to_string(), "").at(place),
        });
    }
}

/// The format of files: what the user says, or what they look like.
fn source_format(group: &Group, from: Option<Format>) -> Result<Format, FormatError> {
    if let Some(format) = from {
        return Ok(format);
    }
    let list = |formats: &mut dyn Iterator<Item = Format>| formats.map(Format::id).collect::<Vec<_>>().join(", ");
    let (message, help) = match group.choices().as_slice() {
        [format] => return Ok(*format),
        [] => {
            let all = list(&mut Format::ALL.iter().copied().filter(|format| format.can_read()));
            ("its format is not known".to_owned(), format!("Name it with --from, if it is one of: {all}"))
        }
        choices => {
            let choices = list(&mut choices.iter().copied());
            (format!("it can be read in several formats: {choices}"), "Name one with --from".to_owned())
        }
    };
    Err(FormatError::new(message, help).at(&group.main().name))
}

/// Where a file is, and its name without its extension.
fn folder_and_stem(file: &InputFile) -> (String, String) {
    (file.folder().to_owned(), file.stem().to_owned())
}

/// The names of files that belong together.
fn names(group: &Group) -> String {
    group.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(" + ")
}

impl Destination {
    fn of(out: &Path, is_many: bool) -> Result<Self> {
        let written = out.to_string_lossy();
        let has_slash = written.ends_with('/') || written.ends_with(std::path::MAIN_SEPARATOR);
        if written == "-" {
            ensure!(!is_many, "there are several documents: name a folder for them with --out");
            return Ok(Self::Stdout);
        }
        if !out.is_dir() && !is_many && !has_slash {
            return Ok(Self::File(out.to_owned()));
        }
        // A folder `all.json` would be a surprise.
        let is_like_file = is_many && !has_slash && !out.is_dir() && !formats_of(out).is_empty();
        ensure!(
            !out.is_file() && !is_like_file,
            "there are several documents, and {} names one file: name a folder for them, with a slash at its end",
            out.display()
        );
        make_folder(out)?;
        Ok(Self::Folder(out.to_owned(), Names::default()))
    }

    /// The format that the name of a file says: that of its extension. Articles if it says nothing.
    fn format(&self) -> Result<Format> {
        let Self::File(path) = self else { return Ok(Format::Whowhen) };
        let formats = formats_of(path);
        // What a written file has first.
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let written: Vec<Format> = formats
            .iter()
            .copied()
            .filter(|format| format.can_write() && format.extensions().first() == Some(&extension.as_str()))
            .collect();
        match written.as_slice() {
            [] if formats.is_empty() && extension.is_empty() => Ok(Format::Whowhen),
            [] if formats.is_empty() => {
                bail!(".{extension} is the extension of no format that is written: name the format with --to")
            }
            [format] => Ok(*format),
            written if written.contains(&Format::Whowhen) => Ok(Format::Whowhen),
            [] => bail!(".{extension} does not tell in which format to write: name it with --to"),
            written => {
                let ids: Vec<&str> = written.iter().map(|format| format.id()).collect();
                bail!(".{extension} may be several formats: name one with --to: {}", ids.join(", "))
            }
        }
    }

    /// Writes a document. Returns where.
    fn write(&mut self, id: &str, format: Format, bytes: &[u8], force: bool, output: &mut Output) -> Result<String> {
        let extension = format.extensions().first().copied().unwrap_or("txt");
        let path = match self {
            Self::Stdout => {
                let is_binary = std::str::from_utf8(bytes).is_err();
                ensure!(!is_binary || !output.is_terminal(), "this is not text: name a file for it with --out");
                output.data(bytes)?;
                return Ok("-".to_owned());
            }
            Self::File(path) => path.clone(),
            Self::Folder(folder, names) => folder.join(names.name(id, extension)),
        };
        write_new(&path, bytes, force)?;
        Ok(path.display().to_string())
    }
}

/// The formats that have files with the extension of this path.
fn formats_of(path: &Path) -> Vec<Format> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let has_it = |format: &Format| format.extensions().contains(&extension.as_str());
    Format::ALL.iter().copied().filter(has_it).collect()
}

impl Converted {
    /// What happened, for people.
    fn words(&self) -> String {
        let (from, to) = (self.read.format.name(), self.written.format.name());
        let out = match &self.out {
            Some(out) if out == "-" => format!("standard output ({to})"),
            Some(out) => format!("{} ({to})", visible(out)),
            None => format!("not written as {to}, because something would be left out"),
        };
        let sources = self.sources.join(" + ");
        let mut text = format!("{STRONG}{}{STRONG:#} ({from}): {out}\n", visible(&sources));
        let counts = self.read.counts;
        text += &format!(
            "  {}, {}, {}, {}, {}\n",
            number(counts.blocks, "block", "blocks"),
            number(counts.actors, "actor", "actors"),
            number(counts.mentions, "mention", "mentions"),
            number(counts.events, "event", "events"),
            number(counts.relations, "relation", "relations"),
        );
        for (when, report) in [("Reading", &self.read), ("Writing", &self.written)] {
            for line in report.to_string().lines() {
                text += &format!("  {LABEL}{when}:{LABEL:#} {}\n", visible(line));
            }
        }
        text
    }
}
