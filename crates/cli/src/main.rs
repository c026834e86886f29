//! The program `whowhen`. `whowhen page FOLDER [--site URL]` writes a static page for each article of a finished build.
//!
//! FOLDER is what the build made, with its `index.html`, whose names are final, and its `articles/`. For each article of
//! `articles/index.json` a page `FOLDER/ID/index.html` is written, from `index.html` as the template; the front page learns
//! of them. With the address of the site, pages say their own addresses, and there is a `sitemap.xml`.

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

/// Names of folders that a build has already.
const TAKEN: [&str; 1] = ["articles"];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match order(&args).and_then(|order| write(&order)) {
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

/// What is to be done.
struct Order {
    folder: PathBuf,
    /// The address of the folder on the web, with a slash at its end.
    site: Option<String>,
}

fn order(args: &[String]) -> Result<Order> {
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
            "“{site}” is no address of a site: write it whole, such as https://example.org/reader/"
        );
        Ok(format!("{}/", site.trim_end_matches('/')))
    });
    Ok(Order { folder: folder.into(), site: site.transpose()? })
}

fn write(order: &Order) -> Result<()> {
    let folder = &order.folder;
    let template = String::from_utf8(read(&folder.join("index.html"))?).context("index.html is not UTF-8")?;
    let library = library(folder)?;
    for entry in &library.articles {
        let page = page(order, &library, entry, &template)?;
        let into = folder.join(&entry.id);
        std::fs::create_dir_all(&into).with_context(|| format!("making {}", into.display()))?;
        put(&into.join("index.html"), &page)?;
    }
    let front = template::front(&template, "./articles/index.json", &library.articles)?;
    put(&folder.join("index.html"), &front)?;
    if let Some(site) = &order.site {
        put(&folder.join("sitemap.xml"), &sitemap::sitemap(site, &library.articles))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn put(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// The list of the articles, each with an id that can be a folder's name.
fn library(folder: &Path) -> Result<Library> {
    let path = folder.join("articles/index.json");
    let library = whowhen_core::file::read_library(&read(&path)?)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is no list of articles", path.display()))?;
    for (place, entry) in library.articles.iter().enumerate() {
        name(&entry.id).with_context(|| format!("{}: /articles/{place}/id", path.display()))?;
        let is_new = library.articles[..place].iter().all(|other| !other.id.eq_ignore_ascii_case(&entry.id));
        ensure!(is_new, "{}: /articles/{place}/id: “{}” is the id of another one, too", path.display(), entry.id);
    }
    Ok(library)
}

/// An id becomes the name of a folder and a part of an address.
fn name(id: &str) -> Result<()> {
    let is_plain = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    ensure!(
        is_plain && !id.is_empty() && !id.starts_with('.') && !id.ends_with('.') && id.len() <= 100,
        "“{id}” cannot be the name of a folder: use up to 100 letters from a to z, digits, hyphens, underscores, and dots within"
    );
    ensure!(
        !TAKEN.contains(&id.to_ascii_lowercase().as_str()),
        "“{id}” is the name of a folder of the build: use another"
    );
    Ok(())
}

/// The page of an article.
fn page(order: &Order, library: &Library, entry: &Entry, template: &str) -> Result<String> {
    let path = order.folder.join("articles").join(&entry.file);
    let article = article(&path, entry)?;
    let language = Language::of_article(article.language.as_deref())?;
    let address = order.site.as_ref().map(|site| format!("{site}{}/", entry.id));
    let file = format!("../articles/{}", entry.file);
    let options = Options { file: &file, address: address.as_deref(), library: &library.articles };
    let page = page::page(&article, &Index::new(&article), &language, &options);
    template::article(template, entry, &page)
}

/// The article of an entry. What only spoils a part of it is told and no error: the page shows the rest, as the reader does.
fn article(path: &Path, entry: &Entry) -> Result<Article> {
    let is_inside = Path::new(&entry.file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    ensure!(is_inside, "“{}” is no file beside the list of articles: its page cannot be written", entry.file);
    let bytes = read(path)?;
    let (article, problems) = whowhen_core::open(&bytes)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is no article", path.display()))?;
    for warning in warnings(path, &String::from_utf8_lossy(&bytes), &problems) {
        eprintln!("{warning}");
    }
    ensure!(
        article.id == entry.id,
        "{}: /id: the article calls itself “{}”, and the list of articles “{}”: make them the same",
        path.display(),
        article.id,
        entry.id
    );
    Ok(article)
}

/// The problems of a file, each with its line and column, as compilers print them and editors read them.
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
    fn ids_that_can_be_folders() {
        for id in ["mali-from-serval-to-kidal", "a", "A_1", "v1.2"] {
            assert!(name(id).is_ok(), "{id}");
        }
        for id in ["", ".", "..", ".a", "a.", "a/b", "a\\b", "a b", "é", "articles", "Articles", "a\0", "a%2f", "a:b"]
        {
            assert!(name(id).is_err(), "{id}");
        }
        let error = name("a/b").unwrap_err().to_string();
        assert!(error.contains("“a/b” cannot be the name of a folder"), "{error}");
    }

    #[test]
    fn a_site_is_a_whole_address_and_ends_with_a_slash() {
        let order = |site: &str| order(&["page".to_owned(), "dist".to_owned(), "--site".to_owned(), site.to_owned()]);
        assert_eq!(order("https://example.org/a").unwrap().site.unwrap(), "https://example.org/a/");
        assert_eq!(order("https://example.org/").unwrap().site.unwrap(), "https://example.org/");
        assert!(order("").unwrap().site.is_none());
        for site in ["example.org", "https://", "ftp://example.org", "https://example.org/?a", "https://a b"] {
            assert!(order(site).is_err(), "{site}");
        }
    }

    /// A build with one article, whose file and whose entry in the list are as given, in a folder of its own.
    fn build(name: &str, id: &str, article: &str) -> Order {
        let folder = std::env::temp_dir().join(format!("whowhen-page-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        let front = r#"<html><title>W</title><link href=./a.css rel=stylesheet><script src="./embed.js"></script><who-when page library="articles/index.json"><noscript></noscript></who-when></html>"#;
        let list = format!(r#"{{"articles": [{{"id": "{id}", "title": "One", "file": "one.json"}}]}}"#);
        for (file, text) in [("index.html", front), ("articles/index.json", &list), ("articles/one.json", article)] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Order { folder, site: Some("https://example.org/".to_owned()) }
    }

    const ONE: &str = r#"{"format": "whowhen/1", "id": "one", "title": "One", "language": "fr", "published": "2012-04-01",
        "blocks": [{"id": "b", "kind": "paragraph", "text": "Un."}]}"#;

    fn trouble(order: &Order) -> String {
        let error = write(order).unwrap_err();
        std::fs::remove_dir_all(&order.folder).unwrap();
        error.chain().map(|cause| cause.to_string()).collect::<Vec<_>>().join(": ")
    }

    #[test]
    fn a_build_gets_its_pages() {
        let order = build("sound", "one", ONE);
        write(&order).unwrap();
        let read = |file: &str| std::fs::read_to_string(order.folder.join(file)).unwrap();
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
        std::fs::remove_dir_all(&order.folder).unwrap();
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
    fn what_is_wrong_is_said_with_its_place() {
        let error = trouble(&build("broken", "one", &ONE.replace("\"Un.\"", "5")));
        assert!(error.contains("one.json is no article") && error.contains("blocks[0].text"), "{error}");
        let error = trouble(&build("climbing", "../one", ONE));
        assert!(error.contains("/articles/0/id") && error.contains("cannot be the name of a folder"), "{error}");
        let error = trouble(&build("other", "two", ONE));
        assert!(error.contains("calls itself “one”"), "{error}");
    }
}
