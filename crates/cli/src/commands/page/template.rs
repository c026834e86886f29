//! Uses the finished `index.html` as the template for the start page, the other pages of the list, and the articles' pages.
//! Pages in folders get addresses that lead out of their folder.
//!
//! Invariant: a page that was made from the template is as good a template ([`clean`]).

use anyhow::{Context, Result, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, Selector};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use std::borrow::Cow;
use std::cell::Cell;
use whowhen_core::file::{Entry, Library, page_file};
use whowhen_views::page::Page;
use whowhen_views::{Html, Markup};

type Handler<'h> = (Cow<'static, Selector>, ElementContentHandlers<'h>);

/// Removes what an earlier run added to the head.
pub fn clean(template: &str) -> Result<String> {
    let selector = "link[rel=alternate], link[rel=prev], link[rel=next], link[rel=canonical], meta[property]";
    let handlers = vec![element!(selector, |element: &mut Element| {
        element.remove();
        Ok(())
    })];
    rewrite_str(template, settings(handlers)).context("rewriting index.html")
}

/// The page of an article. `library` is the page of the list with its entry.
pub fn article(template: &str, entry: &Entry, library: &Library, page: &Page) -> Result<String> {
    filled(template, "../", library.page(), (Some(entry), library.starts_with_first()), page)
}

/// A page of the list; `root` is the address of the first.
pub fn list_page(template: &str, root: &str, list_page: u32, page: &Page) -> Result<String> {
    filled(template, root, list_page, (None, false), page)
}

/// The template with the content of a page: of an article, and whether its library has no start page; or of the list.
fn filled(
    template: &str,
    root: &str,
    list_page: u32,
    (entry, starts_with_first): (Option<&Entry>, bool),
    page: &Page,
) -> Result<String> {
    let counts = Counts::default();
    let address = |address: &str| if root == "./" { address.to_owned() } else { from_folder(address, root) };
    let handlers = vec![
        element!("html", |html| {
            html.set_attribute("lang", &page.language)?;
            html.set_attribute("dir", page.direction)?;
            Ok(())
        }),
        element!("link[href], script[src]", |element| {
            // The text is painted without the module, and `embed.js` fetches the module after that. A preload would delay the
            // text. The start page keeps it, because addresses with a query lead there too.
            let is_preload = matches!(element.get_attribute("rel").as_deref(), Some("preload" | "modulepreload"));
            if is_preload && root != "./" {
                element.remove();
                return Ok(());
            }
            for name in ["href", "src"] {
                if let Some(before) = element.get_attribute(name) {
                    let after = address(&before);
                    if after != before {
                        element.set_attribute(name, &after)?;
                    }
                }
            }
            Ok(())
        }),
        element!("script[src]", |script| {
            // Addresses with a query lead to the start page's document too. The entry is waited for, so that the start page is
            // never painted for them.
            match root {
                "./" => script.set_attribute("blocking", "render")?,
                _ => script.remove_attribute("blocking"),
            }
            Ok(())
        }),
        element!("title", |title| {
            counts.titles.set(counts.titles.get() + 1);
            // Whole elements, escaped by `Html`: `set_attribute` does not escape `&`.
            title.replace(&(Html::new("title").text(&page.title).done() + &page.head), ContentType::Html);
            Ok(())
        }),
        element!("meta[name=description]", |meta| {
            let description = Html::new("meta").attr("name", "description").attr("content", &page.description);
            meta.replace(&description.done(), ContentType::Html);
            Ok(())
        }),
        element!("who-when", |reader| {
            counts.readers.set(counts.readers.get() + 1);
            reader.set_attribute("library", &address(&format!("articles/{}", page_file(list_page))))?;
            if let Some(entry) = entry {
                reader.set_attribute("article", &entry.id)?;
            }
            match starts_with_first {
                true => reader.set_attribute("start", "first")?,
                false => reader.remove_attribute("start"),
            }
            reader.set_inner_content(&page.body, ContentType::Html);
            if !page.data.is_empty() {
                reader.after(&page.data, ContentType::Html);
            }
            Ok(())
        }),
    ];
    let html = rewrite_str(template, settings(handlers));
    counts.check(html.context("rewriting index.html")?)
}

/// The front page where the first article is at the bare address: links to the articles' pages for readers without scripts.
pub fn front(template: &str, library: &str, entries: &[Entry]) -> Result<String> {
    let counts = Counts::default();
    let link = Html::new("link").attr("rel", "alternate").attr("type", "application/json").attr("href", library).done();
    let item = |entry: &Entry| {
        let language = entry.language.as_deref();
        let link =
            Html::new("a").attr("href", &format!("./{}/", entry.id)).attr_if("lang", language).text(&entry.title);
        let summary = entry.summary.as_ref().map(|summary| Html::new("p").attr_if("lang", language).text(summary));
        Html::new("li").child(link).child_if(summary)
    };
    let words = "Whowhen marks who is in a story, and when it happened. The reader needs JavaScript and WebAssembly; each article \
                 is also here to be read without.";
    let list = Html::new("ul").children(entries.iter().map(item));
    let waiting = Html::new("p").class("waiting").attr("role", "status").text("Loading the reader…");
    let skeleton = Html::new("div").class("skeleton").attr("aria-hidden", "true");
    let without = Html::new("noscript").child(Html::new("p").text(words)).child(list);
    let content = [waiting, skeleton, without].map(Html::done).concat();
    let handlers = vec![
        element!("title", |title| {
            counts.titles.set(counts.titles.get() + 1);
            title.after(&link, ContentType::Html);
            Ok(())
        }),
        element!("script[src]", |script: &mut Element| {
            script.remove_attribute("blocking");
            Ok(())
        }),
        element!("who-when", |reader| {
            counts.readers.set(counts.readers.get() + 1);
            reader.set_attribute("start", "first")?;
            reader.set_inner_content(&content, ContentType::Html);
            Ok(())
        }),
    ];
    let html = rewrite_str(template, settings(handlers));
    counts.check(html.context("rewriting index.html")?)
}

/// The settings of lol_html with these handlers.
fn settings<'h>(handlers: Vec<Handler<'h>>) -> RewriteStrSettings<'h, 'static> {
    handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler)
}

/// The number of `<title>` and `<who-when>` elements found in a template.
#[derive(Default)]
struct Counts {
    titles: Cell<u32>,
    readers: Cell<u32>,
}

impl Counts {
    fn check(&self, html: String) -> Result<String> {
        for (element, found) in [("<title>", &self.titles), ("<who-when>", &self.readers)] {
            let found = found.get();
            ensure!(
                found == 1,
                "index.html should have one {element}, and has {found}: is it a finished page of this project?"
            );
        }
        Ok(html)
    }
}

/// Adjusts a relative address for a page in a folder; `root` leads out of it.
fn from_folder(address: &str, root: &str) -> String {
    let is_relative = !address.starts_with(['/', '#', '?'])
        && !address.split(['/', '?']).next().is_some_and(|first| first.contains(':'));
    match is_relative {
        true => format!("{root}{}", address.strip_prefix("./").unwrap_or(address)),
        false => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_addresses_change_for_a_folder() {
        for (here, there) in [
            ("./whowhen.css", "../whowhen.css"),
            ("icon.svg", "../icon.svg"),
            ("./embed.js?98ec", "../embed.js?98ec"),
            ("https://example.org/a.css", "https://example.org/a.css"),
            ("/a.css", "/a.css"),
            ("data:,", "data:,"),
            ("#a", "#a"),
        ] {
            assert_eq!(from_folder(here, "../"), there);
        }
    }

    fn page() -> Page {
        let text = |text: &str| text.to_owned();
        Page {
            language: text("ar"),
            direction: "rtl",
            title: text("A < B"),
            description: text("\"A\" & &lt;B"),
            head: text("<meta name=\"author\" content=\"C\">"),
            data: text("<script>{}</script>"),
            body: text("<p>Text</p>"),
        }
    }

    fn entry() -> Entry {
        let text = |text: &str| text.to_owned();
        Entry { id: text("a"), title: text("<A>"), file: text("a.json"), ..Entry::default() }
    }

    const TEMPLATE: &str = r#"<!doctype html><html lang=en><title>W</title><meta content=W name=description><link href=icon.svg rel=icon><link rel="modulepreload" href="./w.js"><script type="module" src="./embed.js?1" integrity="sha384-x"></script></head><body><who-when library=articles/index.json page> <p class=waiting>…</p> <noscript><p>No.</p></noscript> </who-when></body></html>"#;

    #[test]
    fn an_articles_page_replaces_its_parts_of_the_template() {
        let html = article(TEMPLATE, &entry(), &Library::default(), &page()).unwrap();
        assert_eq!(
            html,
            r#"<!doctype html><html lang="ar" dir="rtl"><title>A &lt; B</title><meta name="author" content="C"><meta name="description" content="&quot;A&quot; &amp; &amp;lt;B"><link href="../icon.svg" rel=icon><script type="module" src="../embed.js?1" integrity="sha384-x"></script></head><body><who-when library="../articles/index.json" page article="a"><p>Text</p></who-when><script>{}</script></body></html>"#
        );
    }

    #[test]
    fn a_page_of_the_list_keeps_the_preloads_only_at_the_top() {
        let page = Page { data: String::new(), ..page() };
        let start = list_page(TEMPLATE, "./", 1, &page).unwrap();
        assert!(start.contains(r#"<link rel="modulepreload" href="./w.js">"#), "{start}");
        assert!(start.contains(r#"<who-when library="articles/index.json" page><p>Text</p></who-when>"#), "{start}");
        let second = list_page(TEMPLATE, "../../", 2, &page).unwrap();
        assert!(!second.contains("modulepreload"), "{second}");
        assert!(second.contains(r#"<who-when library="../../articles/index-2.json" page>"#), "{second}");
        assert!(second.contains(r#"src="../../embed.js?1""#), "{second}");
    }

    #[test]
    fn writing_the_pages_again_changes_nothing() {
        let page = Page { data: String::new(), head: "<link rel=\"alternate\" href=\"a.json\">".into(), ..page() };
        let start = |template: &str| list_page(&clean(template).unwrap(), "./", 1, &page).unwrap();
        let once = start(TEMPLATE);
        assert_eq!(start(&once), once);
        let front = |template: &str| front(&clean(template).unwrap(), "./articles/index.json", &[entry()]).unwrap();
        let once = front(TEMPLATE);
        assert!(once.contains("<ul><li><a href=\"./a/\">&lt;A></a></li></ul></noscript>"), "{once}");
        assert!(once.contains("rel=\"alternate\""), "{once}");
        assert_eq!(front(&once), once);
    }

    #[test]
    fn a_page_without_the_reader_is_an_error() {
        let error = article("<title>A</title><p>B", &entry(), &Library::default(), &page()).unwrap_err().to_string();
        assert!(error.contains("<who-when>"), "{error}");
    }
}
