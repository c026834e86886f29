//! The program `whowhen`. `whowhen page FOLDER` writes the start page and a static page for each article of a finished build.
//!
//! FOLDER is the output of a build, with `index.html`, which refers to final file names, and `articles/`. For each article
//! of `articles/index.json` it writes `FOLDER/ID/index.html`, with `index.html` as the template. It describes the articles
//! in the list ([`library`]), and writes the start page into `index.html`; a long list has more pages, `list/2/` and so on.
//! With the address of the site (`--site URL`), pages contain their own address, and a `sitemap.xml` is written.
//!
//! Invariant: running it again on the same folder changes nothing.

mod library;
mod locale;
mod sitemap;
mod template;

use anyhow::{Context, Result, bail, ensure};
use locale::Language;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whowhen_core::article::Article;
use whowhen_core::check::Problem;
use whowhen_core::file::{Entry, Library, SourceMap, page_file};
use whowhen_core::index::Index;
use whowhen_core::library::page_address;
use whowhen_views::page::{self, Options, StartOptions, start_page};

/// Names of folders that a build already has.
const RESERVED: [&str; 4] = ["articles", "demo", "list", "pagefind"];

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
    /// The address of the search engine's script, relative to the folder.
    search: Option<String>,
}

const USAGE: &str = "whowhen page FOLDER [--site URL] [--search SCRIPT]: writes the start page and the articles' pages into the \
                     folder of a build; URL is its address on the web, and SCRIPT that of a search engine's script, \
                     relative to the folder, for a list of several pages";

fn parse(args: &[String]) -> Result<CommandLine> {
    let [command, folder, options @ ..] = args else { bail!(USAGE) };
    let (mut site, mut search) = (None, None);
    ensure!(command == "page" && options.len() % 2 == 0, USAGE);
    for option in options.chunks(2) {
        match option[0].as_str() {
            "--site" => site = Some(option[1].as_str()),
            "--search" => search = Some(option[1].clone()),
            _ => bail!(USAGE),
        }
    }
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
    Ok(CommandLine { folder: folder.into(), site: site.transpose()?, search })
}

fn write(options: &CommandLine) -> Result<()> {
    let folder = &options.folder;
    let template = String::from_utf8(read(&folder.join("index.html"))?).context("index.html is not UTF-8")?;
    let template = template::clean(&template)?;
    let library = library::described(folder, options.search.as_deref())?;
    library::remove_old(folder, &library)?;
    library::write_ids(folder, &library)?;
    let language = Language::of_library(library.iter().flat_map(|page| &page.articles))?;
    for page in &library {
        for entry in &page.articles {
            let html = article_page(options, page, entry, &template)?;
            let into = folder.join(&entry.id);
            std::fs::create_dir_all(&into).with_context(|| format!("creating {}", into.display()))?;
            write_file(&into.join("index.html"), &html)?;
        }
        write_list_page(options, page, &language, &template)?;
    }
    if let Some(site) = &options.site {
        let entries = library.iter().flat_map(|page| &page.articles);
        write_file(&folder.join("sitemap.xml"), &sitemap::sitemap(site, library.len() as u32, entries))?;
    }
    Ok(())
}

/// Writes a page of the list: its file, and its page. The first is the start page.
fn write_list_page(options: &CommandLine, library: &Library, language: &Language, template: &str) -> Result<()> {
    let (folder, page) = (&options.folder, library.page());
    library::write(folder, library)?;
    let into = folder.join(page_address("", page));
    std::fs::create_dir_all(&into).with_context(|| format!("creating {}", into.display()))?;
    let root = if page == 1 { "./" } else { "../../" };
    // A library that starts with its first article has only one page of the list.
    let html = match library.starts_with_first() {
        true => template::front(template, "./articles/index.json", &library.articles)?,
        false => {
            let file = format!("{root}articles/{}", page_file(page));
            let address = options.site.as_ref().map(|site| page_address(site, page));
            let start = StartOptions { root, file: &file, address: address.as_deref() };
            template::list_page(template, root, page, &start_page(library, language, &start))?
        }
    };
    write_file(&into.join("index.html"), &html)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
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

/// The page of an article. `library` is the page of the list with its entry.
fn article_page(options: &CommandLine, library: &Library, entry: &Entry, template: &str) -> Result<String> {
    let path = options.folder.join("articles").join(&entry.file);
    // Its problems were printed when it was described.
    let (article, _) = open_article(&path, entry)?;
    let language = Language::of_article(article.language.as_deref())?;
    let address = options.site.as_ref().map(|site| format!("{site}{}/", entry.id));
    let file = format!("../articles/{}", entry.file);
    let home = (!library.starts_with_first()).then_some("../");
    let page_options = Options { file: &file, address: address.as_deref(), library, home };
    let page = page::page(&article, &Index::new(&article), &language, &page_options);
    template::article(template, entry, library, &page)
}

/// Reads the article of an entry, with its problems as warnings: the page shows the rest, as the reader does.
fn open_article(path: &Path, entry: &Entry) -> Result<(Article, Vec<String>)> {
    let is_inside = Path::new(&entry.file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    ensure!(is_inside, "“{}” is not in the folder of the list of articles: its page cannot be written", entry.file);
    let bytes = read(path)?;
    let (article, problems) = whowhen_core::open(&bytes)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is not an article", path.display()))?;
    let warnings = warnings(path, &String::from_utf8_lossy(&bytes), &problems);
    ensure!(
        article.id == entry.id,
        "{}: /id: the article's id is “{}”, and the list of articles has “{}”: make them the same",
        path.display(),
        article.id,
        entry.id
    );
    Ok((article, warnings))
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
        CommandLine { folder, site: Some("https://example.org/".to_owned()), search: None }
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
        let start = read("index.html");
        for part in [
            r#"<html lang="fr" dir="ltr"><title>Whowhen</title>"#,
            r#"<main class="start-page" data-library>"#,
            r#"<li data-library-entry="one"><h3><a href="./one/" lang="fr" dir="auto">One</a></h3>"#,
        ] {
            assert!(start.contains(part), "{part} is not in {start}");
        }
        assert!(read("sitemap.xml").contains("https://example.org/one/"));
        std::fs::remove_dir_all(&options.folder).unwrap();
    }

    /// Adds articles to a build, each with the actor of all and one of its own.
    fn add_articles(options: &CommandLine, number: usize, more: &str) {
        let entry = |place: usize| {
            format!(r#"{{"id": "a{place}", "title": "A {place}", "language": "en", "file": "a{place}.json"}}"#)
        };
        let list: Vec<String> = (0..number).map(entry).collect();
        let list = format!(r#"{{{more} "articles": [{}]}}"#, list.join(","));
        std::fs::write(options.folder.join("articles/index.json"), list).unwrap();
        for place in 0..number {
            let article = format!(
                r#"{{"format": "whowhen/1", "id": "a{place}", "title": "A {place}", "language": "en",
                    "blocks": [{{"id": "b", "kind": "paragraph", "text": "Mali in 2013."}}],
                    "actors": [{{"id": "m", "kind": "state", "name": "Mali", "ids": {{"wikidata": "Q912"}}}},
                        {{"id": "own", "name": "Own {place}", "ids": {{"wikidata": "Q{place}1"}}}}],
                    "events": [{{"id": "e", "when": "2013-01-11"}}]}}"#
            );
            std::fs::write(options.folder.join(format!("articles/a{place}.json")), article).unwrap();
        }
    }

    #[test]
    fn a_long_list_has_pages_and_a_search_engine() {
        let options = CommandLine { search: Some("pagefind/pagefind.js".into()), ..build("long", "one", ONE) };
        add_articles(&options, 120, "");
        write(&options).unwrap();
        let read = |file: &str| std::fs::read_to_string(options.folder.join(file)).unwrap();
        let names =
            ["index.html", "list/2/index.html", "list/3/index.html", "articles/index.json", "articles/index-3.json"];
        let first = names.map(read);
        let list: serde_json::Value = serde_json::from_str(&first[4]).unwrap();
        assert_eq!(
            (list["page"].as_u64(), list["pages"].as_u64(), list["total"].as_u64()),
            (Some(3), Some(3), Some(120))
        );
        assert_eq!(list["search"], "../pagefind/pagefind.js");
        assert_eq!(list["articles"].as_array().unwrap().len(), 20);
        assert_eq!(list["articles"][0]["actors"][0]["articles"], 120);
        assert_eq!(list["actors"].as_array().unwrap().len(), 1);
        assert!(first[1].contains(r#"<who-when page library="../../articles/index-2.json">"#), "{}", first[1]);
        assert!(first[1].contains(r#"<a href="../../list/3/" rel="next" class="step">"#), "{}", first[1]);
        assert!(first[1].contains(r#"<a href="../../a50/""#), "{}", first[1]);
        assert!(read("a50/index.html").contains(r#"library="../articles/index-2.json""#));
        assert!(read("a50/index.html").contains(r#"<a href="../?who=Q912">In 120 articles</a>"#));
        assert!(read("sitemap.xml").contains("https://example.org/list/3/"));
        write(&options).unwrap();
        assert_eq!(names.map(read), first, "a second run changes nothing");
        std::fs::remove_dir_all(&options.folder).unwrap();
    }

    #[test]
    fn a_site_may_start_with_its_first_article() {
        let options = build("first", "one", ONE);
        add_articles(&options, 2, r#""start": "first","#);
        write(&options).unwrap();
        let read = |file: &str| std::fs::read_to_string(options.folder.join(file)).unwrap();
        assert!(read("index.html").contains("<noscript><p>") && !read("index.html").contains("data-library"));
        assert!(!read("a0/index.html").contains("class=\"home\""), "there is no start page to lead to");
        assert!(read("articles/index.json").contains(r#""start":"first""#));
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
