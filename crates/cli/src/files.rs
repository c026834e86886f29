//! Reading and writing files, with errors that name them; and names of files made of ids.

use anyhow::{Context, Result, anyhow, ensure};
use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use whowhen_core::file::is_plain_id;

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

/// Writes a file, and replaces what is there.
pub fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// Makes a folder and those around it.
pub fn make_folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).with_context(|| format!("making the folder {}", path.display()))
}

/// Writes a file that is not there yet; with `force`, replaces what is there.
pub fn write_new(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    match force {
        true => options.create(true).truncate(true),
        false => options.create_new(true),
    };
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow!("{} exists already: --force replaces it", path.display()),
        ErrorKind::NotFound => anyhow!("{} cannot be written: its folder does not exist", path.display()),
        _ => anyhow::Error::new(error).context(format!("writing {}", path.display())),
    })?;
    file.write_all(bytes).with_context(|| format!("writing {}", path.display()))
}

/// Checks that an id can be the name of a folder and a part of an address.
pub fn check_id(id: &str) -> Result<()> {
    ensure!(
        is_plain_id(id),
        "“{id}” cannot be the name of a folder: use up to 100 letters from a to z, digits, hyphens, underscores, and dots within"
    );
    Ok(())
}

/// Names of files in a folder, made of ids: each is new, also where capitals do not count, and possible on all systems.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A new name for an id, with an extension.
    pub fn name(&mut self, id: &str, extension: &str) -> String {
        let plain = plain_name(id);
        let names = std::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}-{number}")));
        let name = names.into_iter().find(|name| self.0.insert(name.to_lowercase())).unwrap_or(plain);
        format!("{name}.{extension}")
    }
}

/// An id without what cannot be in the name of a file.
fn plain_name(id: &str) -> String {
    const LONGEST: usize = 60;
    /// Names of devices on Windows, with any extension.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = id.chars().map(plain).take(LONGEST).collect();
    let name = name.trim_matches(['.', '-']);
    let first = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
    match name {
        "" => "article".to_owned(),
        name if is_device => format!("article-{name}"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_new_and_plain() {
        let mut names = Names::default();
        for (id, name) in [
            ("a", "a.json"),
            ("A", "A-2.json"),
            ("a", "a-3.json"),
            ("../../etc/passwd", "etc-passwd.json"),
            ("", "article.json"),
            ("..", "article-2.json"),
            ("C:\\x", "C--x.json"),
            ("NUL", "article-NUL.json"),
            ("com1.x", "article-com1.x.json"),
            ("1917 год", "1917-год.json"),
            ("a\u{1b}\0b", "a--b.json"),
        ] {
            assert_eq!(names.name(id, "json"), name);
        }
    }
}
