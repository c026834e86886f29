//! The finished `index.html` as a template: what of it changes for an article's page, a folder deeper, and what the front page
//! says to whoever has no scripts.

use anyhow::{Context, Result, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, Selector};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use std::borrow::Cow;
use std::cell::Cell;
use whowhen_core::file::Entry;
use whowhen_views::page::Page;
use whowhen_views::{Html, Markup};

type Handler<'h> = (Cow<'static, Selector>, ElementContentHandlers<'h>);

/// The page of an article, made from the front page's text.
pub fn article(template: &str, entry: &Entry, page: &Page) -> Result<String> {
    let places = Places::default();
    let handlers = vec![
        element!("html", |html| {
            html.set_attribute("lang", &page.language)?;
            html.set_attribute("dir", page.direction)?;
            Ok(())
        }),
        element!("link[href], script[src]", |element| {
            // The text is there without the module, which `embed.js` asks for once it is painted: to fetch it sooner would keep
            // the text waiting.
            if let Some("alternate" | "preload" | "modulepreload") = element.get_attribute("rel").as_deref() {
                element.remove();
                return Ok(());
            }
            for name in ["href", "src"] {
                if let Some(address) = element.get_attribute(name) {
                    element.set_attribute(name, &deeper(&address))?;
                }
            }
            Ok(())
        }),
        element!("title", |title| {
            places.titles.set(places.titles.get() + 1);
            // Whole elements by the one writer that escapes: an attribute that is set here would keep its `&`.
            title.replace(&(Html::new("title").text(&page.title).done() + &page.head), ContentType::Html);
            Ok(())
        }),
        element!("meta[name=description]", |meta| {
            let described = Html::new("meta").attr("name", "description").attr("content", &page.description);
            meta.replace(&described.done(), ContentType::Html);
            Ok(())
        }),
        element!("who-when", |reader| {
            places.readers.set(places.readers.get() + 1);
            let library = reader.get_attribute("library").unwrap_or_default();
            reader.set_attribute("library", &deeper(&library))?;
            reader.set_attribute("article", &entry.id)?;
            reader.set_inner_content(&page.body, ContentType::Html);
            reader.after(&page.data, ContentType::Html);
            Ok(())
        }),
    ];
    let html = rewrite_str(template, settings(handlers));
    places.check(html.context("rewriting index.html")?)
}

/// The front page, with ways to the articles' pages where there are no scripts.
pub fn front(template: &str, library: &str, entries: &[Entry]) -> Result<String> {
    let places = Places::default();
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
    let without = [Html::new("p").text(words), list].map(Html::done).concat();
    let handlers = vec![
        // Of a build whose pages were written before.
        element!("link[rel=alternate]", |link: &mut Element| {
            link.remove();
            Ok(())
        }),
        element!("title", |title| {
            places.titles.set(places.titles.get() + 1);
            title.after(&link, ContentType::Html);
            Ok(())
        }),
        element!("who-when noscript", |noscript| {
            places.readers.set(places.readers.get() + 1);
            noscript.set_inner_content(&without, ContentType::Html);
            Ok(())
        }),
    ];
    let html = rewrite_str(template, settings(handlers));
    places.check(html.context("rewriting index.html")?)
}

/// What is done with the elements of a template.
fn settings<'h>(handlers: Vec<Handler<'h>>) -> RewriteStrSettings<'h, 'static> {
    handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler)
}

/// How often the places of a template were found.
#[derive(Default)]
struct Places {
    titles: Cell<u32>,
    readers: Cell<u32>,
}

impl Places {
    fn check(&self, html: String) -> Result<String> {
        for (place, found) in [("<title>", &self.titles), ("<who-when> with a <noscript>", &self.readers)] {
            let found = found.get();
            ensure!(
                found == 1,
                "index.html should have one {place}, and has {found}: is it a finished page of this project?"
            );
        }
        Ok(html)
    }
}

/// A relative address, as it is from a folder deeper.
fn deeper(address: &str) -> String {
    let is_relative = !address.starts_with(['/', '#', '?'])
        && !address.split(['/', '?']).next().is_some_and(|first| first.contains(':'));
    match is_relative {
        true => format!("../{}", address.strip_prefix("./").unwrap_or(address)),
        false => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_go_up_a_folder_and_others_stay() {
        for (here, there) in [
            ("./whowhen.css", "../whowhen.css"),
            ("icon.svg", "../icon.svg"),
            ("./embed.js?98ec", "../embed.js?98ec"),
            ("https://example.org/a.css", "https://example.org/a.css"),
            ("/a.css", "/a.css"),
            ("data:,", "data:,"),
            ("#a", "#a"),
        ] {
            assert_eq!(deeper(here), there);
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
    fn a_page_has_what_is_the_articles_and_keeps_the_rest() {
        let html = article(TEMPLATE, &entry(), &page()).unwrap();
        assert_eq!(
            html,
            r#"<!doctype html><html lang="ar" dir="rtl"><title>A &lt; B</title><meta name="author" content="C"><meta name="description" content="&quot;A&quot; &amp; &amp;lt;B"><link href="../icon.svg" rel=icon><script type="module" src="../embed.js?1" integrity="sha384-x"></script></head><body><who-when library="../articles/index.json" page article="a"><p>Text</p></who-when><script>{}</script></body></html>"#
        );
    }

    #[test]
    fn the_front_page_has_ways_to_the_pages_however_often_it_is_made() {
        let once = front(TEMPLATE, "./articles/index.json", &[entry()]).unwrap();
        assert!(once.contains("<ul><li><a href=\"./a/\">&lt;A></a></li></ul></noscript>"), "{once}");
        assert!(once.contains("rel=\"alternate\""), "{once}");
        assert_eq!(front(&once, "./articles/index.json", &[entry()]).unwrap(), once);
    }

    #[test]
    fn another_page_is_no_template() {
        let error = article("<title>A</title><p>B", &entry(), &page()).unwrap_err().to_string();
        assert!(error.contains("<who-when>"), "{error}");
    }
}
