//! From what is named on the command line to files: files, folders with all that is in them, patterns such as `a/*.json`
//! where the shell does not know them, and `-` for standard input.
//!
//! What does not exist is an input, too, whose [`read`](Input::read) says so: the other files are read nonetheless.

use anyhow::{Context, Result, anyhow, bail};
use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use whowhen_formats::group::FILES;

/// A file to read.
#[derive(Debug)]
pub struct Input {
    /// Its path; `-` is standard input.
    pub path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Stdin,
    Named,
    InFolder,
    /// There is nothing to read, for this reason.
    Nothing(String),
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// It is larger than the limit: its size in bytes, or a little more than the limit if the size is not known.
    TooLarge(usize),
    /// Something else.
    Other(anyhow::Error),
}

impl Input {
    /// Whether it is not named on the command line, but was found in a folder.
    pub fn is_in_folder(&self) -> bool {
        matches!(self.kind, Kind::InFolder)
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        matches!(self.kind, Kind::Stdin)
    }

    /// Reads the file, up to a size in bytes.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, Unreadable> {
        let too_large = |size: u64| Unreadable::TooLarge(usize::try_from(size).unwrap_or(usize::MAX));
        let mut bytes = Vec::new();
        let mut source: Box<dyn Read> = match &self.kind {
            Kind::Nothing(reason) => return Err(Unreadable::Other(anyhow!("{reason}"))),
            Kind::Stdin => Box::new(std::io::stdin().lock()),
            Kind::Named | Kind::InFolder => {
                let file = File::open(&self.path).map_err(|error| Unreadable::Other(in_words(error)))?;
                let size = file.metadata().map_or(0, |metadata| metadata.len());
                if size > limit as u64 {
                    return Err(too_large(size));
                }
                bytes.reserve_exact(size as usize);
                Box::new(file)
            }
        };
        // Not all that can be read has a size.
        source
            .by_ref()
            .take(limit as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Unreadable::Other(error.into()))?;
        if bytes.len() > limit { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
    }
}

/// The frequent errors, with the same words on all systems.
fn in_words(error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!("there is no such file"),
        ErrorKind::PermissionDenied => anyhow!("you may not read it"),
        _ => error.into(),
    }
}

/// The path for people.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Stdin => f.write_str("<stdin>"),
            _ => self.path.display().fmt(f),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(f, "it is too large ({} MB)", bytes.div_ceil(1024 * 1024)),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unreadable {}

/// The files that are named on the command line, each once, in this order. `wanted` are those that are read of a folder.
///
/// # Errors
/// If a folder cannot be listed, or there are more than [`FILES`] files.
pub fn expand(named: &[PathBuf], wanted: impl Fn(&Path) -> bool) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in named {
        if path.as_os_str() == "-" {
            inputs.push(Input { path: path.clone(), kind: Kind::Stdin });
            continue;
        }
        match matches(path)? {
            Some(paths) if paths.is_empty() => {
                let kind = Kind::Nothing("no file has such a name".to_owned());
                inputs.push(Input { path: path.clone(), kind });
            }
            Some(paths) => paths.iter().try_for_each(|path| add(path, &wanted, &mut inputs))?,
            None => add(path, &wanted, &mut inputs)?,
        }
    }
    let mut known = HashSet::new();
    inputs.retain(|input| known.insert(without_dots(&input.path)));
    Ok(inputs)
}

/// A path without parts that are only `.`, such as the first of `./a.json`.
fn without_dots(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// The paths that match a pattern; `None` if it is not one, but a path.
fn matches(path: &Path) -> Result<Option<Vec<PathBuf>>> {
    let Some(pattern) = path.to_str().filter(|text| text.contains(['*', '?', '['])) else { return Ok(None) };
    if path.symlink_metadata().is_ok() {
        return Ok(None);
    }
    let paths = glob::glob(pattern).with_context(|| format!("the pattern “{pattern}” cannot be understood"))?;
    let paths = paths.take(FILES + 1).collect::<Result<Vec<_>, _>>();
    paths.map(Some).with_context(|| format!("looking for {pattern}"))
}

/// Adds a file, or the files of a folder.
fn add(path: &Path, wanted: &impl Fn(&Path) -> bool, inputs: &mut Vec<Input>) -> Result<()> {
    if !path.is_dir() {
        inputs.push(Input { path: path.to_owned(), kind: Kind::Named });
        return check_number(inputs.len());
    }
    let before = inputs.len();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("listing {}", folder.display()))?;
            let path = entry.path();
            // What is hidden is no data. A link to a folder may lead to a folder around it. A pipe may never end.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match path.is_dir() {
                true if !is_link => folders.push(path),
                true => {}
                false if path.is_file() && wanted(&path) => inputs.push(Input { path, kind: Kind::InFolder }),
                false => {}
            }
            check_number(inputs.len() + folders.len())?;
        }
    }
    if inputs.len() == before {
        let kind = Kind::Nothing("there are no files for this command in the folder".to_owned());
        inputs.push(Input { path: path.to_owned(), kind });
    }
    inputs[before..].sort_by(|a, b| a.path.cmp(&b.path));
    Ok(())
}

fn check_number(number: usize) -> Result<()> {
    if number > FILES {
        bail!("there are more than {FILES} files: name a part of them");
    }
    Ok(())
}

/// Names of files relative to the folder that they have in common, with `/` between their parts.
pub fn relative_names(inputs: &[Input]) -> Vec<String> {
    let folder = |input: &Input| without_dots(input.path.parent().unwrap_or(Path::new("")));
    let folders = inputs.iter().filter(|input| !input.is_stdin()).map(folder);
    let common = folders.reduce(|common, folder| {
        common.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
    });
    let start = common.map_or(0, |common| common.components().count());
    let name = |input: &Input| {
        if input.is_stdin() {
            return "stdin".to_owned();
        }
        let path = without_dots(&input.path);
        let parts = path.components().skip(start).map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    };
    inputs.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_common_folder() {
        let names = |paths: &[&str]| {
            let input = |path: &&str| Input { path: path.into(), kind: Kind::Named };
            relative_names(&paths.iter().map(input).collect::<Vec<_>>())
        };
        assert_eq!(names(&["a.txt"]), ["a.txt"]);
        assert_eq!(names(&["/x/.cache/a.txt", "/x/.cache/a.ann"]), ["a.txt", "a.ann"]);
        assert_eq!(names(&["a/one.txt", "./b/one.txt"]), ["a/one.txt", "b/one.txt"]);
        assert_eq!(names(&["c/a/one.txt", "c/b/one.txt"]), ["a/one.txt", "b/one.txt"]);
        assert_eq!(names(&["./a/one.txt", "a/two.txt", "./a/./three.txt"]), ["one.txt", "two.txt", "three.txt"]);
        assert_eq!(names(&["../a.txt", "../b/a.txt"]), ["a.txt", "b/a.txt"]);
    }
}
