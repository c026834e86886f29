//! Writes the start page and a static page for each article into the folder of a finished build.
//!
//! The folder is the output of a build, with `index.html`, which refers to final file names, and `articles/`. For each article
//! of `articles/index.json` it writes `FOLDER/ID/index.html`, with `index.html` as the template. It describes the articles
//! in the list ([`library`]), and writes the start page into `index.html`; a long list has more pages, `list/2/` and so on.
//! With the address of the site, pages contain their own address, and a `sitemap.xml` is written.
//!
//! Invariant: running it again on the same folder changes nothing.

use super::{library, sitemap, template, warnings};
use crate::files::{make_folder, read, write as write_file};
use crate::locale::Language;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use whowhen_core::article::Article;
use whowhen_core::file::{Entry, Library, page_file};
use whowhen_core::index::Index;
use whowhen_core::library::page_address;
use whowhen_views::page::{self, Options, StartOptions, start_page};

/// Names of folders that a build already has.
const RESERVED: [&str; 4] = ["articles", "demo", "list", "pagefind"];

/// A finished build.
pub struct Build {
    /// Its folder.
    pub folder: PathBuf,
    /// The address of the folder on the web, with a slash at its end.
    pub site: Option<String>,
    /// The address of the search engine's script, relative to the folder.
    pub search: Option<String>,
}

/// The address of a site with a slash at its end; `None` if it is empty.
pub fn site_address(site: &str) -> Result<Option<String>> {
    if site.is_empty() {
        return Ok(None);
    }
    let is_whole = ["https://", "http://"].iter().any(|scheme| site.len() > scheme.len() && site.starts_with(scheme));
    let is_plain = !site.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c));
    ensure!(
        is_whole && is_plain,
        "“{site}” is not the address of a site: write the complete address, such as https://example.org/reader/"
    );
    Ok(Some(format!("{}/", site.trim_end_matches('/'))))
}

/// Writes the pages. Problems of articles are given to `warn`, each in a line.
pub fn write(build: &Build, warn: &mut dyn FnMut(&str)) -> Result<()> {
    let folder = &build.folder;
    let template = String::from_utf8(read(&folder.join("index.html"))?).context("index.html is not UTF-8")?;
    let template = template::clean(&template)?;
    let library = library::described(folder, build.search.as_deref(), warn)?;
    library::remove_old(folder, &library)?;
    library::write_ids(folder, &library)?;
    let language = Language::of_library(library.iter().flat_map(|page| &page.articles))?;
    for page in &library {
        for entry in &page.articles {
            let html = article_page(build, page, entry, &template)?;
            let into = folder.join(&entry.id);
            make_folder(&into)?;
            write_file(&into.join("index.html"), &html)?;
        }
        write_list_page(build, page, &language, &template)?;
    }
    if let Some(site) = &build.site {
        let entries = library.iter().flat_map(|page| &page.articles);
        write_file(&folder.join("sitemap.xml"), &sitemap::sitemap(site, library.len() as u32, entries))?;
    }
    Ok(())
}

/// Writes a page of the list: its file, and its page. The first is the start page.
fn write_list_page(build: &Build, library: &Library, language: &Language, template: &str) -> Result<()> {
    let (folder, page) = (&build.folder, library.page());
    library::write(folder, library)?;
    let into = folder.join(page_address("", page));
    make_folder(&into)?;
    let root = if page == 1 { "./" } else { "../../" };
    // A library that starts with its first article has only one page of the list.
    let html = match library.starts_with_first() {
        true => template::front(template, "./articles/index.json", &library.articles)?,
        false => {
            let file = format!("{root}articles/{}", page_file(page));
            let address = build.site.as_ref().map(|site| page_address(site, page));
            let start = StartOptions { root, file: &file, address: address.as_deref() };
            template::list_page(template, root, page, &start_page(library, language, &start))?
        }
    };
    write_file(&into.join("index.html"), &html)
}

/// Checks an id, which becomes the name of a folder and a part of an address.
pub(super) fn check_id(id: &str) -> Result<()> {
    crate::files::check_id(id)?;
    ensure!(
        !RESERVED.contains(&id.to_ascii_lowercase().as_str()),
        "“{id}” is the name of a folder of the build: use another"
    );
    Ok(())
}

/// The page of an article. `library` is the page of the list with its entry.
fn article_page(build: &Build, library: &Library, entry: &Entry, template: &str) -> Result<String> {
    let path = build.folder.join("articles").join(&entry.file);
    // Its problems were printed when it was described.
    let (article, _) = open_article(&path, entry)?;
    let language = Language::of_article(article.language.as_deref())?;
    let address = build.site.as_ref().map(|site| format!("{site}{}/", entry.id));
    let file = format!("../articles/{}", entry.file);
    let home = (!library.starts_with_first()).then_some("../");
    let page_options = Options { file: &file, address: address.as_deref(), library, home };
    let page = page::page(&article, &Index::new(&article), &language, &page_options);
    template::article(template, entry, library, &page)
}

/// Reads the article of an entry, with its problems as warnings: the page shows the rest, as the reader does.
pub(super) fn open_article(path: &Path, entry: &Entry) -> Result<(Article, Vec<String>)> {
    let is_inside = Path::new(&entry.file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    ensure!(is_inside, "“{}” is not in the folder of the list of articles: its page cannot be written", entry.file);
    let bytes = read(path)?;
    let (article, problems) = whowhen_core::open(&bytes)
        .map_err(|error| anyhow::anyhow!("{error} {}", error.help()))
        .with_context(|| format!("{} is not an article", path.display()))?;
    let warnings = warnings(&path.display().to_string(), &String::from_utf8_lossy(&bytes), &problems);
    ensure!(
        article.id == entry.id,
        "{}: /id: the article's id is “{}”, and the list of articles has “{}”: make them the same",
        path.display(),
        article.id,
        entry.id
    );
    Ok((article, warnings))
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
        assert_eq!(site_address("https://example.org/a").unwrap().unwrap(), "https://example.org/a/");
        assert_eq!(site_address("https://example.org/").unwrap().unwrap(), "https://example.org/");
        assert!(site_address("").unwrap().is_none());
        for site in ["example.org", "https://", "ftp://example.org", "https://example.org/?a", "https://a b"] {
            assert!(site_address(site).is_err(), "{site}");
        }
    }

    /// Makes a build with one article in a new folder. `id` is the id in the list, `article` the content of the file.
    fn build_of(name: &str, id: &str, article: &str) -> Build {
        let folder = std::env::temp_dir().join(format!("whowhen-page-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        let front = r#"<html><title>W</title><link href=./a.css rel=stylesheet><script src="./embed.js"></script><who-when page library="articles/index.json"><noscript></noscript></who-when></html>"#;
        let list = format!(r#"{{"articles": [{{"id": "{id}", "title": "One", "file": "one.json"}}]}}"#);
        for (file, text) in [("index.html", front), ("articles/index.json", &list), ("articles/one.json", article)] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Build { folder, site: Some("https://example.org/".to_owned()), search: None }
    }

    const ONE: &str = r#"{"format": "whowhen/1", "id": "one", "title": "One", "language": "fr", "published": "2012-04-01",
        "blocks": [{"id": "b", "kind": "paragraph", "text": "Un."}]}"#;

    fn error_of(build: &Build) -> String {
        let error = write(build, &mut |_| {}).unwrap_err();
        std::fs::remove_dir_all(&build.folder).unwrap();
        error.chain().map(|cause| cause.to_string()).collect::<Vec<_>>().join(": ")
    }

    #[test]
    fn pages_are_written_into_a_build() {
        let build = build_of("valid", "one", ONE);
        write(&build, &mut |_| {}).unwrap();
        let read = |file: &str| std::fs::read_to_string(build.folder.join(file)).unwrap();
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
        std::fs::remove_dir_all(&build.folder).unwrap();
    }

    /// Adds articles to a build, each with the actor of all and one of its own.
    fn add_articles(build: &Build, number: usize, more: &str) {
        let entry = |place: usize| {
            format!(r#"{{"id": "a{place}", "title": "A {place}", "language": "en", "file": "a{place}.json"}}"#)
        };
        let list: Vec<String> = (0..number).map(entry).collect();
        let list = format!(r#"{{{more} "articles": [{}]}}"#, list.join(","));
        std::fs::write(build.folder.join("articles/index.json"), list).unwrap();
        for place in 0..number {
            let article = format!(
                r#"{{"format": "whowhen/1", "id": "a{place}", "title": "A {place}", "language": "en",
                    "blocks": [{{"id": "b", "kind": "paragraph", "text": "Mali in 2013."}}],
                    "actors": [{{"id": "m", "kind": "state", "name": "Mali", "ids": {{"wikidata": "Q912"}}}},
                        {{"id": "own", "name": "Own {place}", "ids": {{"wikidata": "Q{place}1"}}}}],
                    "events": [{{"id": "e", "when": "2013-01-11"}}]}}"#
            );
            std::fs::write(build.folder.join(format!("articles/a{place}.json")), article).unwrap();
        }
    }

    #[test]
    fn a_long_list_has_pages_and_a_search_engine() {
        let build = Build { search: Some("pagefind/pagefind.js".into()), ..build_of("long", "one", ONE) };
        add_articles(&build, 120, "");
        write(&build, &mut |_| {}).unwrap();
        let read = |file: &str| std::fs::read_to_string(build.folder.join(file)).unwrap();
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
        write(&build, &mut |_| {}).unwrap();
        assert_eq!(names.map(read), first, "a second run changes nothing");
        std::fs::remove_dir_all(&build.folder).unwrap();
    }

    #[test]
    fn a_site_may_start_with_its_first_article() {
        let build = build_of("first", "one", ONE);
        add_articles(&build, 2, r#""start": "first","#);
        write(&build, &mut |_| {}).unwrap();
        let read = |file: &str| std::fs::read_to_string(build.folder.join(file)).unwrap();
        assert!(read("index.html").contains("<noscript><p>") && !read("index.html").contains("data-library"));
        assert!(!read("a0/index.html").contains("class=\"home\""), "there is no start page to lead to");
        assert!(read("articles/index.json").contains(r#""start":"first""#));
        std::fs::remove_dir_all(&build.folder).unwrap();
    }

    #[test]
    fn errors_say_where_they_are() {
        let error = error_of(&build_of("broken", "one", &ONE.replace("\"Un.\"", "5")));
        assert!(error.contains("one.json is not an article") && error.contains("blocks[0].text"), "{error}");
        let error = error_of(&build_of("climbing", "../one", ONE));
        assert!(error.contains("/articles/0/id") && error.contains("cannot be the name of a folder"), "{error}");
        let error = error_of(&build_of("other", "two", ONE));
        assert!(error.contains("the article's id is “one”"), "{error}");
    }
}
