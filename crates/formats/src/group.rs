//! Which of the opened files belong together, and which formats they may have.
//!
//! Archives are unpacked. What systems leave beside the data (`.DS_Store`) is set aside if there is anything else, and what
//! tells of annotations (`annotation.conf`, a readme) if there are annotations. An annotation file without a text gets the
//! text of the same name, the only text in its folder, or the only one of all.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, group};
//!
//! let file = |name: &str, text: &str| InputFile::new(name, text);
//! let groups = group(vec![
//!     file("corpus/one.ann", "T1\tPER 0 5\tAlice\n"),
//!     file("corpus/one.txt", "Alice ran."),
//!     file("corpus/two.txt", "Nobody ran."),
//! ]).unwrap();
//! assert_eq!(groups.len(), 2);
//! assert_eq!((groups[0].formats[0].0, groups[0].files.len()), (Format::Brat, 2));
//! assert_eq!(groups[1].formats[0].0, Format::Text);
//! ```

use std::collections::{HashMap, HashSet};

use crate::{Format, FormatError, InputFile, Likelihood, zip};

/// How many files are opened at once.
pub const FILES: usize = 10_000;

/// Files that belong together, such as a text and its annotations.
#[derive(Clone, Debug)]
pub struct Group {
    /// The files. The one with the annotations comes first; there is at least one.
    pub files: Vec<InputFile>,
    /// The formats that they may have, the likeliest first; empty if none is known.
    pub formats: Formats,
}

/// The formats that a file may have, the likeliest first.
type Formats = Vec<(Format, Likelihood)>;

impl Group {
    /// The file with the annotations, or the only one.
    pub fn main(&self) -> &InputFile {
        &self.files[0]
    }

    /// The first file that is a text to annotations: any other file than the main one with the extension `txt`, or none.
    pub fn text_file(&self) -> Option<&InputFile> {
        self.files.iter().skip(1).find(|file| file.has_extension(TEXT))
    }

    /// The formats between which the user has to choose: those that are as likely as the first, if it is not certain.
    pub fn choices(&self) -> Vec<Format> {
        let Some(&(_, best)) = self.formats.first() else { return Vec::new() };
        self.formats.iter().filter(|(_, likelihood)| *likelihood == best).map(|(format, _)| *format).collect()
    }
}

/// The extensions of plain texts.
const TEXT: &[&str] = &["txt", "text"];

/// The formats that a file may have, the likeliest first.
pub fn detect(file: &InputFile) -> Formats {
    let likelihood = |format: Format| Some((format, format.info().detect?(file)));
    let mut found: Vec<_> = Format::ALL.iter().filter_map(|format| likelihood(*format)).collect();
    found.retain(|(_, likelihood)| *likelihood > Likelihood::No);
    found.sort_by_key(|(_, likelihood)| std::cmp::Reverse(*likelihood));
    found
}

/// Unpacks archives, and puts the files into groups, in the order of their names.
///
/// # Errors
/// If an archive cannot be unpacked, or there are more than [`FILES`] files.
pub fn group(files: Vec<InputFile>) -> Result<Vec<Group>, FormatError> {
    let mut all = Vec::new();
    for file in files {
        match zip::is_zip(&file.bytes) {
            true => all.extend(zip::unpack(&file)?),
            false if file.bytes.starts_with(&[0x1f, 0x8b]) => {
                let message = "the file is compressed with gzip";
                return Err(FormatError::new(message, "Unpack it, and open what is in it").at(file.name));
            }
            false => all.push(file),
        }
    }
    if all.len() > FILES {
        let message = format!("there are {} files, and at most {FILES} can be opened at once", all.len());
        return Err(FormatError::new(message, "Open a part of them"));
    }
    let is_visible = |file: &InputFile| !is_hidden(file);
    if all.iter().any(is_visible) {
        all.retain(is_visible);
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let mut detected: Vec<(InputFile, Formats)> = all
        .into_iter()
        .map(|file| {
            let formats = detect(&file);
            (file, formats)
        })
        .collect();
    // A readme beside annotations tells of them; on its own, or beside other texts, it is one of the texts.
    if detected.iter().any(|(file, formats)| !is_companion(file) && has_annotations(formats)) {
        detected.retain(|(file, _)| !is_companion(file));
    }
    let (files, formats) = detected.into_iter().unzip();
    Ok(join(files, formats))
}

/// Whether a system or a tool left a file there for itself.
fn is_hidden(file: &InputFile) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    file.name.split('/').any(is_hidden)
}

/// Whether a file may tell of annotations, and have none.
fn is_companion(file: &InputFile) -> bool {
    file.has_extension(&["conf"])
        || file.has_extension(&["xml"]) && file.beginning().contains("<typeSystemDescription")
        || ["readme", "license", "licence", "copying"].contains(&file.stem().to_ascii_lowercase().as_str())
            && !file.has_extension(&["json", "ann"])
}

/// Whether the likeliest format of a file is one with annotations.
fn has_annotations(formats: &Formats) -> bool {
    formats.first().is_some_and(|(format, _)| !matches!(format, Format::Text | Format::Markdown | Format::Html))
}

/// Whether the likeliest format of a file is one with annotations of a text in another file.
fn needs_text(formats: &Formats) -> bool {
    matches!(formats.first(), Some((Format::Brat | Format::WebAnnotation, _)))
}

/// Gives each annotation file its text. Several annotation files may share one. `formats` has the formats of each file.
fn join(files: Vec<InputFile>, mut formats: Vec<Formats>) -> Vec<Group> {
    let is_text: Vec<bool> = files.iter().map(|file| file.has_extension(TEXT)).collect();
    let needs: Vec<bool> =
        formats.iter().zip(&is_text).map(|(formats, is_text)| !is_text && needs_text(formats)).collect();
    // By name, and by folder. A text in another folder counts if its name is unique.
    let mut by_name: HashMap<(&str, &str), usize> = HashMap::new();
    let mut by_stem: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_folder: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, file) in files.iter().enumerate().filter(|(position, _)| is_text[*position]) {
        by_name.insert((file.folder(), file.stem()), position);
        by_stem.entry(file.stem()).or_default().push(position);
        by_folder.entry(file.folder()).or_default().push(position);
    }
    let all_texts: Vec<usize> = (0..files.len()).filter(|position| is_text[*position]).collect();
    let text_of = |file: &InputFile| {
        let only = |texts: Option<&Vec<usize>>| texts.filter(|texts| texts.len() == 1).map(|texts| texts[0]);
        // The same text may stand beside the annotations of each layer.
        let same = |texts: Option<&Vec<usize>>| {
            texts
                .filter(|texts| texts.iter().all(|text| files[*text].bytes == files[texts[0]].bytes))
                .map(|texts| texts[0])
        };
        let (folder, stem) = (file.folder(), file.stem());
        same(by_stem.get(stem))
            .or(by_name.get(&(folder, stem)).copied())
            .or(only(by_folder.get(folder)))
            .or(only(Some(&all_texts)))
    };
    let texts: Vec<Option<usize>> =
        files.iter().zip(&needs).map(|(file, needs)| if *needs { text_of(file) } else { None }).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of_text: HashMap<usize, usize> = HashMap::new();
    for (position, text) in texts.iter().enumerate() {
        match text.and_then(|text| group_of_text.get(&text)) {
            Some(group) => groups[*group].push(position),
            None => {
                if let Some(text) = text {
                    group_of_text.insert(*text, groups.len());
                }
                groups.push(vec![position]);
            }
        }
    }
    // A text with annotations is in their group, behind them, and in no other. So is a copy of it.
    let mut used: HashSet<(&str, &[u8])> = HashSet::new();
    for (text, group) in &group_of_text {
        groups[*group].push(*text);
        used.insert((files[*text].stem(), &files[*text].bytes));
    }
    groups.retain(|group| !is_text[group[0]] || !used.contains(&(files[group[0]].stem(), &files[group[0]].bytes)));
    let mut files: Vec<Option<InputFile>> = files.into_iter().map(Some).collect();
    let mut take = |group: Vec<usize>| group.into_iter().filter_map(|position| files[position].take()).collect();
    groups
        .into_iter()
        .map(|group| Group { formats: std::mem::take(&mut formats[group[0]]), files: take(group) })
        .collect()
}
