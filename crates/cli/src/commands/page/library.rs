//! The list of articles of a build: reads it, describes the articles in it, and writes it in pages.
//!
//! ```ignore
//! let pages = described(folder, None, warn)?; // articles/index.json, with what the articles say of themselves
//! write(folder, &pages[0])?;
//! ```

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use whowhen_core::file::{IDS_FILE, Library, page_file, read_library};
use whowhen_core::index::Index;
use whowhen_core::library::{PAGE_SIZE, describe, join_actors};

use super::folder::{check_id, open_article};
use crate::files::{read, write as write_file};

/// The pages of the list, with a description of each article. Problems in articles are given to `warn`.
///
/// `search` is the address of the search engine's script, relative to the folder. A list of one page is searched without.
pub fn described(folder: &Path, search: Option<&str>, warn: &mut dyn FnMut(&str)) -> Result<Vec<Library>> {
    let mut library = read_all(folder)?;
    for entry in &mut library.articles {
        let (article, warnings) = open_article(&folder.join("articles").join(&entry.file), entry)?;
        for warning in warnings {
            warn(&warning);
        }
        describe(entry, &article, &Index::new(&article));
    }
    library.actors = join_actors(&mut library.articles);
    ensure!(
        library.articles.len() <= PAGE_SIZE || !library.starts_with_first(),
        "articles/index.json: /start: a list of more than {PAGE_SIZE} articles needs its start page: leave out “start”"
    );
    let (articles, rest) = (std::mem::take(&mut library.articles), library);
    let (total, count) = (articles.len(), articles.len().div_ceil(PAGE_SIZE).max(1));
    let number = |number: usize| u32::try_from(number).ok().filter(|_| count > 1);
    let mut articles = articles.into_iter();
    let page = |place: usize| Library {
        page: number(place),
        pages: number(count),
        total: number(total),
        search: search.filter(|_| count > 1).map(|script| format!("../{script}")),
        articles: articles.by_ref().take(PAGE_SIZE).collect(),
        ..rest.clone()
    };
    Ok((1..=count).map(page).collect())
}

/// Reads the list. If an earlier run has split it into pages, reads all of them. Checks that each id can be the name of a
/// folder.
fn read_all(folder: &Path) -> Result<Library> {
    let mut library = read_page(folder, 1)?;
    for page in 2..=library.page_count() {
        library.articles.extend(read_page(folder, page)?.articles);
    }
    let mut ids = HashSet::new();
    for (position, entry) in library.articles.iter().enumerate() {
        let place = || format!("articles/index.json: /articles/{position}/id");
        check_id(&entry.id).with_context(place)?;
        let is_new = ids.insert(entry.id.to_ascii_lowercase());
        ensure!(is_new, "{}: another article has the id “{}” too", place(), entry.id);
    }
    Ok(library)
}

fn read_page(folder: &Path, page: u32) -> Result<Library> {
    let path = folder.join("articles").join(page_file(page));
    read_library(&read(&path)?)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is not a list of articles", path.display()))
}

/// Writes the ids of all articles, one on a line, in the order of the list. So the page of the list that has an article is
/// found without reading the others. A list of one page needs none.
pub fn write_ids(folder: &Path, pages: &[Library]) -> Result<()> {
    if pages.len() < 2 {
        return Ok(());
    }
    let ids: Vec<&str> = pages.iter().flat_map(|page| &page.articles).map(|entry| entry.id.as_str()).collect();
    write_file(&folder.join("articles").join(IDS_FILE), &ids.join("\n"))
}

/// Removes what earlier runs wrote for articles and pages that are not in the list any more.
pub fn remove_old(folder: &Path, pages: &[Library]) -> Result<()> {
    let remove = |path: &Path| -> Result<()> {
        match path.is_dir() {
            true => std::fs::remove_dir_all(path).with_context(|| format!("removing {}", path.display())),
            false => Ok(()),
        }
    };
    for name in ["list", "pagefind"] {
        remove(&folder.join(name))?;
    }
    let mut page = pages.len() as u32 + 1;
    while let Ok(()) = std::fs::remove_file(folder.join("articles").join(page_file(page))) {
        page += 1;
    }
    let listed: HashSet<&str> = pages.iter().flat_map(|page| &page.articles).map(|entry| entry.id.as_str()).collect();
    for entry in std::fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Only pages of articles: the folder may have others.
        let is_article = || {
            let html = std::fs::read_to_string(path.join("index.html")).unwrap_or_default();
            html.contains("<who-when ") && html.contains(&format!("article=\"{name}\""))
        };
        if path.is_dir() && !listed.contains(name.as_str()) && is_article() {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Writes a page of the list.
pub fn write(folder: &Path, library: &Library) -> Result<()> {
    let text = serde_json::to_string(library).context("writing the list of articles")?;
    write_file(&folder.join("articles").join(page_file(library.page())), &text)
}
