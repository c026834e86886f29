//! `whowhen page`: writes pages of articles. Of a folder of a build, its start page and the articles' pages
//! ([`folder`]); of article files, with `--out`, a page each that is complete in one file.

mod folder;
mod library;
mod sitemap;
mod template;

use crate::Outcome;
use crate::diagnostics::{Diagnostic, Source};
use crate::files::{Names, make_folder, write_new};
use crate::inputs::{Input, expand};
use crate::locale::Language;
use crate::output::{Output, STRONG, WARNING, visible};
use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::Args;
use folder::{Build, site_address};
use std::path::{Path, PathBuf};
use whowhen_core::check::Problem;
use whowhen_core::file::SIZE_LIMIT;
use whowhen_formats::Format;

/// Which pages to write.
#[derive(Args)]
#[command(after_help = "\
With --out, each article becomes one HTML file that needs no other, named by the article's id.
Without it, FOLDER is the output of a build, with index.html and articles/: the start page and the articles' own pages
are written into it. Running it again changes nothing.

Examples:
  whowhen page article.json -o pages/
  whowhen page articles/ -o pages/ --force
  whowhen page dist --site https://example.org/reader/")]
pub struct Options {
    /// A folder of a build; or articles, if --out is given
    #[arg(required = true, value_name = "FOLDER|FILE")]
    inputs: Vec<PathBuf>,
    /// The folder for a page of each article, complete in one file
    #[arg(long, short, value_name = "DIR", conflicts_with_all = ["site", "search"])]
    out: Option<PathBuf>,
    /// Replace pages that are in DIR already
    #[arg(long, requires = "out")]
    force: bool,
    /// The address of FOLDER on the web: pages contain their own address, and there is a sitemap
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// The address of a search engine's script, relative to FOLDER, for a list of several pages
    #[arg(long, value_name = "SCRIPT")]
    search: Option<String>,
}

/// Writes the pages. Problems of the articles are printed, and are no reason to fail: pages show the rest, as the reader
/// does.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    if let Some(out) = &options.out {
        return write_files(options, out, output);
    }
    let [folder] = options.inputs.as_slice() else {
        bail!("the folder of one build was expected. For pages of articles, name a folder for them with --out");
    };
    ensure!(
        folder.join("index.html").is_file(),
        "{} is not the folder of a build: it has no index.html. For pages of articles, name a folder for them with --out",
        folder.display()
    );
    let site = options.site.as_deref().map(site_address).transpose()?.flatten();
    let build = Build { folder: folder.clone(), site, search: options.search.clone() };
    folder::write(&build, &mut |warning| output.note(warning))?;
    Ok(Outcome::Sound)
}

/// Writes a page of each article into a folder. Goes on after an error.
///
/// # Errors
/// If there is no article.
fn write_files(options: &Options, out: &Path, output: &mut Output) -> Result<Outcome> {
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let inputs = expand(&options.inputs, is_json)?;
    make_folder(out)?;
    let mut names = Names::default();
    let mut outcome = Outcome::Sound;
    let mut has_articles = false;
    for input in &inputs {
        let written = article_page(input, output).and_then(|page| {
            let Some((id, page)) = page else { return Ok(()) };
            has_articles = true;
            let name = names.name(&id, "html");
            write_new(&out.join(&name), &page, options.force)?;
            if name != format!("{id}.html") {
                output.note(&renamed(input, &id, &name));
            }
            Ok(())
        });
        if let Err(error) = written {
            output.error(&error.context(format!("{input}: its page was not written")));
            outcome = Outcome::Errors;
        }
    }
    ensure!(has_articles || outcome == Outcome::Errors, "none of the files is an article: no page was written");
    Ok(outcome)
}

/// Says that a page is not named by the article's id.
fn renamed(input: &Input, id: &str, name: &str) -> String {
    let (input, id, name) = (input.to_string(), visible(id), visible(name));
    let words = format!("the id “{id}” is another article's, too, or cannot be the name of a file: the page is {name}");
    format!("{STRONG}{}:{STRONG:#} {WARNING}warning:{WARNING:#} {words}\n", visible(&input))
}

/// The article's id and its page; `None` if a file in a folder is no article.
fn article_page(input: &Input, output: &mut Output) -> Result<Option<(String, Vec<u8>)>> {
    let bytes = input.read(SIZE_LIMIT)?;
    let read = whowhen_core::file::read(&bytes).and_then(|file| Ok((whowhen_core::check::check(file.clone())?, file)));
    let ((_, problems), file) = match read {
        Err(whowhen_core::file::ReadError::NotAnArticle { .. }) if input.is_in_folder() => return Ok(None),
        read => read.map_err(|error| anyhow!("{error} {}", error.help()))?,
    };
    for warning in warnings(&input.to_string(), &String::from_utf8_lossy(&bytes), &problems) {
        output.note(&warning);
    }
    let language = Language::of_article(Some(&file.language))?;
    let written = whowhen_formats::write(&file, Format::Html, &language).context("making the page")?;
    Ok(Some((file.id, written.bytes)))
}

/// The problems of a file, each in a line, with its line and column.
fn warnings(file: &str, text: &str, problems: &[Problem]) -> Vec<String> {
    let source = Source::new(text);
    Diagnostic::of_problems(problems, &source).iter().map(|problem| problem.one_line(file)).collect()
}
