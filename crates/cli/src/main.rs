//! The program `whowhen`. `whowhen page FOLDER [--site URL]` writes a static page for each article of a finished build.
//!
//! FOLDER is the output of a build, with `index.html`, which refers to final file names, and `articles/`. For each article
//! of `articles/index.json` it writes `FOLDER/ID/index.html`, with `index.html` as the template, and adds links to the
//! front page. With the address of the site, pages contain their own address, and a `sitemap.xml` is written.

mod locale;
mod sitemap;
mod template;

use anyhow::{Context, Result, bail, ensure};
use locale::Language;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whowhen_core::article::Article;
use whowhen_core::check::Problem;
use whowhen_core::file::{Entry, Library, SourceMap};
use whowhen_core::index::Index;
use whowhen_views::page::{self, Options};

/// Names of folders that a build already has.
const RESERVED: [&str; 2] = ["articles", "demo"];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match parse(&args).and_then(|options| write(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The parsed command line.
struct CommandLine {
    folder: PathBuf,
    /// The address of the folder on the web, with a slash at its end.
    site: Option<String>,
}

fn parse(args: &[String]) -> Result<CommandLine> {
    let (folder, site) = match args {
        [command, folder] if command == "page" => (folder, None),
        [command, folder, option, site] if command == "page" && option == "--site" => (folder, Some(site)),
        _ => bail!(
            "whowhen page FOLDER [--site URL]: writes the articles' pages into the folder of a build; URL is its address on the web"
        ),
    };
    let site = site.filter(|site| !site.is_empty()).map(|site| {
        let is_whole =
            ["https://", "http://"].iter().any(|scheme| site.len() > scheme.len() && site.starts_with(scheme));
        let is_plain = !site.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c));
        ensure!(
            is_whole && is_plain,
            "“{site}” is not the address of a site: write the complete address, such as https://example.org/reader/"
        );
        Ok(format!("{}/", site.trim_end_matches('/')))
    });
    Ok(CommandLine { folder: folder.into(), site: site.transpose()? })
}

fn write(options: &CommandLine) -> Result<()> {
    let folder = &options.folder;
    let template = String::from_utf8(read(&folder.join("index.html"))?).context("index.html is not UTF-8")?;
    let library = library(folder)?;
    for entry in &library.articles {
        let page = page(options, &library, entry, &template)?;
        let into = folder.join(&entry.id);
        std::fs::create_dir_all(&into).with_context(|| format!("creating {}", into.display()))?;
        write_file(&into.join("index.html"), &page)?;
    }
    let front = template::front(&template, "./articles/index.json", &library.articles)?;
    write_file(&folder.join("index.html"), &front)?;
    if let Some(site) = &options.site {
        write_file(&folder.join("sitemap.xml"), &sitemap::sitemap(site, &library.articles))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// Reads the list of articles, and checks that each id can be the name of a folder.
fn library(folder: &Path) -> Result<Library> {
    let path = folder.join("articles/index.json");
    let library = whowhen_core::file::read_library(&read(&path)?)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is not a list of articles", path.display()))?;
    for (position, entry) in library.articles.iter().enumerate() {
        check_id(&entry.id).with_context(|| format!("{}: /articles/{position}/id", path.display()))?;
        let is_new = library.articles[..position].iter().all(|other| !other.id.eq_ignore_ascii_case(&entry.id));
        ensure!(is_new, "{}: /articles/{position}/id: another article has the id “{}” too", path.display(), entry.id);
    }
    Ok(library)
}

/// Checks an id, which becomes the name of a folder and a part of an address.
fn check_id(id: &str) -> Result<()> {
    let is_plain = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    ensure!(
        is_plain && !id.is_empty() && !id.starts_with('.') && !id.ends_with('.') && id.len() <= 100,
        "“{id}” cannot be the name of a folder: use up to 100 letters from a to z, digits, hyphens, underscores, and dots within"
    );
    ensure!(
        !RESERVED.contains(&id.to_ascii_lowercase().as_str()),
        "“{id}” is the name of a folder of the build: use another"
    );
    Ok(())
}

/// The page of an article.
fn page(options: &CommandLine, library: &Library, entry: &Entry, template: &str) -> Result<String> {
    let path = options.folder.join("articles").join(&entry.file);
    let article = article(&path, entry)?;
    let language = Language::of_article(article.language.as_deref())?;
    let address = options.site.as_ref().map(|site| format!("{site}{}/", entry.id));
    let file = format!("../articles/{}", entry.file);
    let page_options = Options { file: &file, address: address.as_deref(), library: &library.articles };
    let page = page::page(&article, &Index::new(&article), &language, &page_options);
    template::article(template, entry, &page)
}

/// Reads the article of an entry. Problems in parts of it are printed as warnings: the page shows the rest, as the reader
/// does.
fn article(path: &Path, entry: &Entry) -> Result<Article> {
    let is_inside = Path::new(&entry.file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    ensure!(is_inside, "“{}” is not in the folder of the list of articles: its page cannot be written", entry.file);
    let bytes = read(path)?;
    let (article, problems) = whowhen_core::open(&bytes)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is not an article", path.display()))?;
    for warning in warnings(path, &String::from_utf8_lossy(&bytes), &problems) {
        eprintln!("{warning}");
    }
    ensure!(
        article.id == entry.id,
        "{}: /id: the article's id is “{}”, and the list of articles has “{}”: make them the same",
        path.display(),
        article.id,
        entry.id
    );
    Ok(article)
}

/// The problems of a file, each with its line and column, in the format that compilers print and editors understand.
fn warnings(path: &Path, text: &str, problems: &[Problem]) -> Vec<String> {
    if problems.is_empty() {
        return Vec::new();
    }
    let source = SourceMap::new(text);
    let warning = |problem: &Problem| {
        let place = source.position(&problem.path).map(|position| format!("{position}:")).unwrap_or_default();
        let (file, message, help) = (path.display(), problem.message(), problem.help());
        format!("{file}:{place} warning: {}: {message}. {help}.", problem.path)
    };
    problems.iter().map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_must_be_folder_names() {
        for id in ["mali-from-serval-to-kidal", "a", "A_1", "v1.2"] {
            assert!(check_id(id).is_ok(), "{id}");
        }
        for id in
            ["", ".", "..", ".a", "a.", "a/b", "a\\b", "a b", "é", "articles", "Articles", "demo", "a\0", "a%2f", "a:b"]
        {
            assert!(check_id(id).is_err(), "{id}");
        }
        let error = check_id("a/b").unwrap_err().to_string();
        assert!(error.contains("“a/b” cannot be the name of a folder"), "{error}");
    }

    #[test]
    fn a_site_is_a_complete_address_and_ends_with_a_slash() {
        let parse = |site: &str| parse(&["page".to_owned(), "dist".to_owned(), "--site".to_owned(), site.to_owned()]);
        assert_eq!(parse("https://example.org/a").unwrap().site.unwrap(), "https://example.org/a/");
        assert_eq!(parse("https://example.org/").unwrap().site.unwrap(), "https://example.org/");
        assert!(parse("").unwrap().site.is_none());
        for site in ["example.org", "https://", "ftp://example.org", "https://example.org/?a", "https://a b"] {
            assert!(parse(site).is_err(), "{site}");
        }
    }

    /// Makes a build with one article in a new folder. `id` is the id in the list, `article` the content of the file.
    fn build(name: &str, id: &str, article: &str) -> CommandLine {
        let folder = std::env::temp_dir().join(format!("whowhen-page-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        let front = r#"<html><title>W</title><link href=./a.css rel=stylesheet><script src="./embed.js"></script><who-when page library="articles/index.json"><noscript></noscript></who-when></html>"#;
        let list = format!(r#"{{"articles": [{{"id": "{id}", "title": "One", "file": "one.json"}}]}}"#);
        for (file, text) in [("index.html", front), ("articles/index.json", &list), ("articles/one.json", article)] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        CommandLine { folder, site: Some("https://example.org/".to_owned()) }
    }

    const ONE: &str = r#"{"format": "whowhen/1", "id": "one", "title": "One", "language": "fr", "published": "2012-04-01",
        "blocks": [{"id": "b", "kind": "paragraph", "text": "Un."}]}"#;

    fn error_of(options: &CommandLine) -> String {
        let error = write(options).unwrap_err();
        std::fs::remove_dir_all(&options.folder).unwrap();
        error.chain().map(|cause| cause.to_string()).collect::<Vec<_>>().join(": ")
    }

    #[test]
    fn pages_are_written_into_a_build() {
        let options = build("valid", "one", ONE);
        write(&options).unwrap();
        let read = |file: &str| std::fs::read_to_string(options.folder.join(file)).unwrap();
        let page = read("one/index.html");
        for part in [
            r#"<html lang="fr" dir="ltr"><title>One · Whowhen</title>"#,
            r#"<link rel="canonical" href="https://example.org/one/">"#,
            r#"<link href="../a.css" rel=stylesheet>"#,
            r#"<who-when page library="../articles/index.json" article="one"><div class="whowhen" data-static lang="fr""#,
            r#"<time datetime="2012-04-01">1er avril 2012</time>"#,
            r#"<p data-block="b">Un.</p>"#,
            r#"<a href="../articles/one.json" download>"#,
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(read("index.html").contains(r#"<noscript><p>"#));
        assert!(read("sitemap.xml").contains("https://example.org/one/"));
        std::fs::remove_dir_all(&options.folder).unwrap();
    }

    #[test]
    fn problems_have_a_line_and_a_column() {
        let text = ONE
            .replace("\"2012-04-01\"", "\"soon\"")
            .replace("\"Un.\"", "\"Un.\", \"marks\": [{ \"start\": 0, \"end\": 9, \"kind\": \"strong\" }]");
        let (_, problems) = whowhen_core::open(text.as_bytes()).unwrap();
        let warnings = warnings(Path::new("one.json"), &text, &problems);
        assert_eq!(warnings.len(), 2);
        assert!(warnings[0].starts_with("one.json:1:85: warning: published: “soon” is"), "{}", warnings[0]);
        assert!(warnings[1].starts_with("one.json:2:78: warning: blocks[0].marks[0]: "), "{}", warnings[1]);
    }

    #[test]
    fn errors_say_where_they_are() {
        let error = error_of(&build("broken", "one", &ONE.replace("\"Un.\"", "5")));
        assert!(error.contains("one.json is not an article") && error.contains("blocks[0].text"), "{error}");
        let error = error_of(&build("climbing", "../one", ONE));
        assert!(error.contains("/articles/0/id") && error.contains("cannot be the name of a folder"), "{error}");
        let error = error_of(&build("other", "two", ONE));
        assert!(error.contains("the article's id is “one”"), "{error}");
    }
}
