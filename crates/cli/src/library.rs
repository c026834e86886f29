//! The list of articles of a build: reads it, describes the articles in it, and writes it in pages.
//!
//! ```ignore
//! let pages = described(folder, None)?; // articles/index.json, with what the articles say of themselves
//! write(folder, &pages[0])?;
//! ```

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use whowhen_core::file::{Library, page_file, read_library};
use whowhen_core::index::Index;
use whowhen_core::library::{PAGE_SIZE, describe, join_actors};

use crate::{check_id, open_article, read, write_file};

/// The pages of the list, with a description of each article. Problems in articles are printed as warnings.
///
/// `search` is the address of the search engine's script, relative to the folder. A list of one page is searched without.
pub fn described(folder: &Path, search: Option<&str>) -> Result<Vec<Library>> {
    let mut library = read_all(folder)?;
    for entry in &mut library.articles {
        let (article, warnings) = open_article(&folder.join("articles").join(&entry.file), entry)?;
        for warning in warnings {
            eprintln!("{warning}");
        }
        describe(entry, &article, &Index::new(&article));
    }
    library.actors = join_actors(&mut library.articles);
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

/// Writes a page of the list.
pub fn write(folder: &Path, library: &Library) -> Result<()> {
    let text = serde_json::to_string(library).context("writing the list of articles")?;
    write_file(&folder.join("articles").join(page_file(library.page())), &text)
}
